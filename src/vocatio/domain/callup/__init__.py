"""Call-ups: liability, the draw, the allocation of places."""
