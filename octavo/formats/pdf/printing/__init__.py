"""The file of a book for one printer, made from the print PDF by the printer's profile."""
