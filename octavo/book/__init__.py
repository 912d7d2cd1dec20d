"""A book: its folder, metadata, text and decisions, and the filters it goes through."""
