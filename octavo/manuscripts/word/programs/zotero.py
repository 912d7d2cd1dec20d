"""Zotero and Mendeley, whose fields are CSL's own JSON: in a code, a bookmark or a tag."""

from __future__ import annotations

import json
import re

from octavo.files.json import parse as parse_json
from octavo.manuscripts.word.programs.csl import Item
from octavo.manuscripts.word.programs.program import Program, UnreadError
from octavo.model.finding import InputError
from octavo.ooxml.fields import Field

NAME = "Zotero"


def zotero() -> Program:
    """Return Zotero."""
    return Program(
        NAME,
        re.compile(r"\s*ADDIN\s+ZOTERO_ITEM\b"),
        read,
        "In Zotero choose Document Preferences, Store Citations as: Fields; save anew.",
        re.compile(r"\s*ADDIN\s+ZOTERO_BIBL\b"),
    )


def mendeley() -> Program:
    """Return Mendeley: Desktop, and Cite, whose content controls are made fields of its kind."""
    return Program(
        "Mendeley",
        re.compile(r"\s*ADDIN\s+(?:Mendeley Citation\S*\s+)?CSL_CITATION\b"),
        _read_mendeley,
        "In Word's Mendeley Cite choose More, Update from library; save anew.",
        re.compile(r"\s*ADDIN\s+Mendeley Bibliography\b"),
    )


def read(field: Field) -> list[Item]:
    """Return the works that a field cites. Raises UnreadError."""
    code = field.code
    start = code.find("{", code.find("CSL_CITATION"))
    if "CSL_CITATION" not in code or start < 0:
        raise UnreadError
    try:
        _, end = json.JSONDecoder().raw_decode(code, start)
        citation = parse_json(code[start:end].encode(), "")
        items = citation["citationItems"]
    except (ValueError, KeyError, TypeError, RecursionError, InputError) as fault:
        raise UnreadError from fault
    if not items or not isinstance(items, list) or not all(isinstance(one, dict) for one in items):
        raise UnreadError
    words = _set(citation)
    return [{**items[0], "set": words}, *items[1:]] if words else items


def _set(citation: Item) -> str:
    """Return the words that the program itself set for a citation, or ""."""
    held = (
        ("properties", "plainCitation"),
        ("mendeley", "plainTextFormattedCitation"),
        ("manualOverride", "citeprocText"),
    )
    parts = (citation.get(name) for name, _ in held)
    words = (
        part.get(name)
        for part, (_, name) in zip(parts, held, strict=True)
        if isinstance(part, dict)
    )
    return next((one for one in words if isinstance(one, str) and one), "")


def _read_mendeley(field: Field) -> list[Item]:
    """Return the works that a field of Mendeley cites: Cite tells them apart by its own numbers."""
    return [
        {"uris": [f"mendeley:{one['id']}"], **one} if _is_number(one.get("id")) else one
        for one in read(field)
    ]


def _is_number(identity: object) -> bool:
    return isinstance(identity, str) and not identity.startswith("ITEM-") and bool(identity)
