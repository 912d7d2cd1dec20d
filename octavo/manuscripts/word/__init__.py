"""Manuscripts from word processors."""
