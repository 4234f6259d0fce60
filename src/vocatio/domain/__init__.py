"""The law and the proof: plain Python, no Django, no I/O, no clock, no randomness."""
