"""How a text uses its words: what a book's style sheet records."""
