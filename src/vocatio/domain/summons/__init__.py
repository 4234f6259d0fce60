"""One summons: its facts, its states, its content."""
