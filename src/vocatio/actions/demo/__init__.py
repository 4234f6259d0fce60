"""What only a demo may do."""
