"""The log outside the database: its files, its key, and what that key signed."""
