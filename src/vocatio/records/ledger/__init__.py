"""What the ledger knows: commitments, their salts, and which kind of installation this is."""
