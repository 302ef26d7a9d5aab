"""What the records of an article or a ledger say together: derived, never stored as truth, always with reasons."""
