"""Where each word of a document stands in its source."""
