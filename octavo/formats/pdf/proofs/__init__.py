"""Proofs: the pages of a book for a person who marks them, and the marks that come back."""
