"""The author's raw HTML and TeX, read into the document where it has a meaning there."""
