"""The log: its sequencer, and what is asked of it."""
