"""Pictures of a page: captions, ornaments, initials, and what only sounds."""
