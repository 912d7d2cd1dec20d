"""Checkers of finished files by others, and what becomes of their messages."""
