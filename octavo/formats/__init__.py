"""The formats of an edition: written, read back and checked.

Each format is a module here with a `FORMAT`; it is loaded only when it is needed.
"""

from __future__ import annotations

from importlib import import_module

from octavo.model.artefact import Format

FORMATS = ("pdf", "epub", "docx", "html")
"""The registry, the slowest first, so that writers side by side end together."""


def load(name: str) -> Format:
    """Return a format by name."""
    loaded: Format = import_module(f"octavo.formats.{name}.format").FORMAT
    return loaded
