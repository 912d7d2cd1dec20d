"""The handbook's own tools: its examples are run, its reference is made from the code."""
