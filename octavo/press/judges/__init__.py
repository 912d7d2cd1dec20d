"""Judges of finished files that are not our own, and what becomes of their messages."""
