"""PDF, for the screen and for print, through Typst."""
