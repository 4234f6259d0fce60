"""The keys that encrypt what is stored, and their change."""
