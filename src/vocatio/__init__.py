"""Vocatio: official summonses, served electronically, with proof."""

__version__ = "0.1.0.dev0"
