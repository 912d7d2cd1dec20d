"""The programs that keep citations as fields of a Word file: what each writes, read as CSL."""
