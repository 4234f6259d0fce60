"""Orders, call-ups, the draw, the allocation, the manifest of a release."""
