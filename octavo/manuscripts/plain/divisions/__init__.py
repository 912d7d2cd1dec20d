"""Headings of a plain text: how they are known, numbered, listed, and their levels."""
