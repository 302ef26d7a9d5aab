"""Readings and ledgers in the formats of others; one module a format."""
