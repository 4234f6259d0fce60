"""When the system could not be used: recorded, certified by a second person, applied (F6)."""
