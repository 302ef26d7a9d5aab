"""Readings shown to people: one self-contained HTML file, or plain text for a terminal."""
