"""Headings of a page: titles, parts, sections, and the contents that name them."""
