"""What a Word file's paragraphs are: by their styles' names, levels and looks, and by the whole."""
