"""Checks the counting of periods against vectors: rows of a rule, a start and what is expected."""
