"""Deliveries: what a receiver gets of a released edition, in a folder of its own."""
