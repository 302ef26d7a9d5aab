"""Who visits, and what they may do: passwords, roles, tokens. The store keeps what has to be kept."""
