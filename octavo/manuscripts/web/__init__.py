"""E-books and web pages: passes over their trees before pandoc reads them."""
