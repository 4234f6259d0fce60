"""What `vocatio ledger` does."""
