"""What a summons says, and free text, encrypted."""
