"""What waits for somebody to work on it, and who takes it up."""
