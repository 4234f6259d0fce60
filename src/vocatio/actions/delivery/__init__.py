"""Bringing a summons to the person: alerts, letters, what the post reports."""
