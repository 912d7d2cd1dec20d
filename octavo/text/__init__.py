"""Linguistics that filters call: strings in, records out."""
