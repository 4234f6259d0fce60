"""Data only: one folder per jurisdiction, dated values, each with its citation."""
