"""What other authorities may ask, and what they are told."""
