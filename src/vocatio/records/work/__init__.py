"""Records of who works on what."""
