"""Other authorities ask about one person at a time: who may ask what, and what may be said."""
