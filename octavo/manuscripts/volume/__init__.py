"""Books that are many Markdown files: their order, their levels, the links between them."""
