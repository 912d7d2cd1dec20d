"""Passes over an OpenDocument text before pandoc reads it: what pandoc does not enter comes in."""
