"""Manuscripts in plain text."""
