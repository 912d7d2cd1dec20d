"""Verse and plays of a page."""
