"""Holds the manuscript, read once more by readers of our own, against the book made of it."""
