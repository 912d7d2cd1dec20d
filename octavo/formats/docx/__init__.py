"""DOCX, for Word and its kin."""
