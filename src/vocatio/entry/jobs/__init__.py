"""Jobs: what goes on after the answer was given."""
