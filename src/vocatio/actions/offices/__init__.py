"""Offices and slots."""
