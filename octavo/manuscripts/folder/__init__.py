"""The book's folder as import writes it."""
