"""What follows when somebody stays away, one module for each thing people do about it."""
