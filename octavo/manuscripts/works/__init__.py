"""The works that a manuscript cites, and where."""
