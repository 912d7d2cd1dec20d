"""House styles: marks, dashes, spaces and ranges by language."""
