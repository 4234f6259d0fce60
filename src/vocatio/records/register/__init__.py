"""Persons, how they are identified, where they live, and what they are liable for."""
