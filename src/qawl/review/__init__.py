"""People's decisions: how they find their records again."""
