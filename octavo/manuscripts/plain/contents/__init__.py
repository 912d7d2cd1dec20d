"""Lists of contents that were typed: what they are, and what they name in the text."""
