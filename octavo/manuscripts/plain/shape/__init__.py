"""What the lines of a plain text are together: paragraphs, quotations, tables, pages."""
