"""Summonses and their facts."""
