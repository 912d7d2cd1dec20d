"""Entries of bibliographies as authors type them."""
