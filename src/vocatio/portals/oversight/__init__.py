"""For the overseer: what the office does, in numbers and by files drawn at random."""
