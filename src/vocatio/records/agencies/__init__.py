"""Other authorities that may ask about one person at a time, and every question that they asked."""
