"""Octavo: one canonical text becomes every edition."""
