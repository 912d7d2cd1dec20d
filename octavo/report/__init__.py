"""Findings shown: on the page, in the terminal, explained."""
