"""The command line: one module a command; each parses, calls one function of the API, and prints."""
