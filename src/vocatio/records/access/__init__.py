"""Staff accounts, the humans behind them, and who read what."""
