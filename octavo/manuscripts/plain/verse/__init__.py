"""Lines that stay as they were typed: stanzas, lists, their braces and numbers."""
