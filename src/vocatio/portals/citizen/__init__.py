"""The portal of the person summoned."""
