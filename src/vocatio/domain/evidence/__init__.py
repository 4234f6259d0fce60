"""Proof: canonical bytes and commitments."""
