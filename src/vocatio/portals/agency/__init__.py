"""Other authorities: one question at a time, over HTTP."""
