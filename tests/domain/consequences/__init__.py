"""What may follow when somebody stays away."""
