"""What an overseer watches: ten indicators over facts, and what of them may be shown."""
