"""How the letters of sixty languages follow one another, and which code page bytes were kept in."""
