"""The JSON Schema of metadata/import.yaml, by which text editors complete and check its lines."""

from __future__ import annotations

from octavo.book.imports import ASKED, FILE, FRONT, OWN, SECTIONS
from octavo.model import meanings
from octavo.model.declaration import Schema

NAME = "import.schema.json"
TAG = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\??$"

MEANINGS = {
    "front": tuple(FRONT),
    "styles": meanings.all_paragraphs(),
    "characters": tuple(meanings.CHARACTERS),
    "headings": meanings.all_headings(),
}
"""What may stand for a name of each section but the languages."""


def schema() -> Schema:
    """Return the schema: a key for each section, and those that import writes for itself."""
    sections = {name: _section(name, text) for name, text in SECTIONS.items()}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": FILE,
        "type": "object",
        "properties": {**sections, **{key: _own(key, text) for key, text in OWN.items()}},
        "additionalProperties": False,
    }


def _section(name: str, text: str) -> Schema:
    """Return the schema of a section: each name with one of its meanings, proposed or not."""
    if name == "languages":  # `no` without quotation marks is false to some programs
        value: Schema = {"anyOf": [{"type": "string", "pattern": TAG}, {"enum": [False]}]}
    else:
        known = MEANINGS[name]
        value = {"enum": [*known, *(f"{words}{ASKED}" for words in known)]}
    return {
        "type": ["object", "null"],
        "description": text.rstrip(":") + ".",
        "additionalProperties": value,
    }


def _own(key: str, text: str) -> Schema:
    kinds: dict[str, Schema] = {
        "lang": {"type": "string"},
        "files": {"type": "array", "items": {"type": "string"}},
        "made": {"type": "object", "additionalProperties": {"type": "string"}},
    }
    return {**kinds[key], "description": text}
