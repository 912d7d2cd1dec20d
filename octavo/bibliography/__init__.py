"""Works and styles: references, abbreviations, CSL."""
