"""The ledger: the only code that speaks SQL. It stores and finds records; it never reads an article."""
