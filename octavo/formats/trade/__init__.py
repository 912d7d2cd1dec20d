"""What goes to the trade beside the book: ONIX, Crossref, BITS, Dublin Core, profiles."""
