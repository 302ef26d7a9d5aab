"""Mentions -> links: whom and what the words of an article denote. Never changes a mention."""
