"""The running text of a document, and the way back to its nodes."""
