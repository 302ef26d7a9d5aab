"""Claim + claim: copies, origins, accounts, contradictions, predictions. Takes records and returns records."""
