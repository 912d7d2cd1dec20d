"""Finds all that an author typed by hand for want of a style, in one document."""

from __future__ import annotations

from octavo.manuscripts.typed import captions, lists, notes, scenes, verse
from octavo.model.finding import Finding
from octavo.model.nodes import Node

PASSES = (scenes.find, notes.find, captions.find, lists.find, verse.find)
"""In this order: numbered notes at the end of a text would else be a list."""


def structure(blocks: list[Node], file: str) -> list[Finding]:
    """Set right what was typed, in place; return what was done, and what is only likely."""
    return [finding for find in PASSES for finding in find(blocks, file)]
