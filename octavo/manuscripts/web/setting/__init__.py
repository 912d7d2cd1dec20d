"""How a page set its letters and lines: italics, rules, numbers of pages, languages."""
