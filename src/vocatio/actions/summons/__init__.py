"""One summons, by the person or at the office."""
