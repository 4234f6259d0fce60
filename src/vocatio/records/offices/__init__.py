"""Offices and the slots in which people appear."""
