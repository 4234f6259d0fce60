"""Anybody asks whether a document is genuine."""
