"""Document -> mentions, statements and claims; one module a role. Text only: meaning is attached by ``resolve``."""
