"""Notes of a page: each goes from where it stands to its mark."""
