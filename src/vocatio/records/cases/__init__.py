"""Cases: what followed an absence, and who decided it."""
