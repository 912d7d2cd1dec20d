"""The preview of a book in a browser, served to this machine alone."""
