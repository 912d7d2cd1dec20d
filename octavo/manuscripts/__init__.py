"""Importers: a manuscript becomes canonical Markdown and metadata."""
