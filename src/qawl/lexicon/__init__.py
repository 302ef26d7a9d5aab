"""Typed loading and matching of language data: YAML in ``data/`` -> entries that rules look up."""
