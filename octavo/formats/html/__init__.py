"""HTML: one page, and a site cut from it."""
