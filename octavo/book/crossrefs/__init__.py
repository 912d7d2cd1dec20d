"""Figures, tables, formulas, divisions: numbered once, and named where the text refers to them."""
