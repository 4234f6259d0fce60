"""Proof: canonical bytes and commitments, the Merkle tree, notes, checkpoints, receipts."""
