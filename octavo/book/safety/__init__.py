"""What an author's text may bring into an edition."""
