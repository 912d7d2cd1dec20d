"""The editor's work on a text: lint, decide, fix, undo, cite, normalise."""
