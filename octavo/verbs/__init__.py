"""The verbs of the command, one function each."""
