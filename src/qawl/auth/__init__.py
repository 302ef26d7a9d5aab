"""Who may do what in the workbench: users, passwords, sessions, tokens, and the checks that every request passes."""
