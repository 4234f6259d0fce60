"""What became of long work that nobody waits for in front of a page."""
