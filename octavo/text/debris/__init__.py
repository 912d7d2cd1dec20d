"""Debris: what a converter or a program left in a text as words, and what was meant."""
