"""The cover: one front for shops, e-book and printer, and the printer's whole sheet."""
