"""Quotation marks and apostrophes."""
