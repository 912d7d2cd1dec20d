"""Reads CSL JSON entry by entry: what an entry holds is checked, and each fault has its line."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from octavo.files.json import parse
from octavo.files.names import shortened
from octavo.model.finding import InputError, Place

NAMES = (
    "author", "chair", "collection-editor", "compiler", "composer", "container-author",
    "contributor", "curator", "director", "editor", "editorial-director", "executive-producer",
    "guest", "host", "illustrator", "interviewer", "narrator", "organizer", "original-author",
    "performer", "producer", "recipient", "reviewed-author", "script-writer", "series-creator",
    "translator",
)  # fmt: skip
DATES = ("accessed", "available-date", "event-date", "issued", "original-date", "submitted")
NAME_PARTS = frozenset(("family", "given", "literal"))
WORDS_OF_NAMES = (*NAME_PARTS, "suffix", "dropping-particle", "non-dropping-particle")
TEXTS = frozenset((
    "abstract", "annote", "archive", "archive-place", "archive_location", "authority",
    "call-number", "chapter-number", "citation-key", "citation-label", "citation-number",
    "collection-number", "collection-title", "container-title", "container-title-short",
    "dimensions", "division", "DOI", "edition", "event", "event-place", "event-title", "genre",
    "ISBN", "ISSN", "issue", "journalAbbreviation", "jurisdiction", "keyword", "language",
    "license", "locator", "medium", "note", "number", "number-of-pages", "number-of-volumes",
    "original-publisher", "original-publisher-place", "original-title", "page", "page-first",
    "part-number", "part-title", "PMCID", "PMID", "printing-number", "publisher", "publisher-place",
    "references", "reviewed-genre", "reviewed-title", "scale", "section", "shortTitle", "source",
    "status", "supplement-number", "title", "title-short", "URL", "version", "volume",
    "volume-title", "year-suffix",
))  # fmt: skip
"""The fields of CSL 1.0.2 that are printed; what others hold is their makers' affair."""

COUNT = re.compile(r"-?[0-9]{1,9}")
"""A number of a date: no calendar counts further."""


def entries(text: str, name: str) -> list[tuple[dict[str, Any], Place]]:
    """Return the entries of a bibliography, each with its place; errors call the file `name`.

    Raises InputError where it is not CSL JSON, or an entry cannot be used.
    """
    read = []
    line = seen = 0
    for number, (at, item) in enumerate(_entries(text, name), 1):
        line += text.count("\n", seen, at)
        seen, place = at, Place(name, line + 1)
        wrong = fault_of(item)
        if wrong:
            key = item.get("id", "") if isinstance(item, dict) else ""
            called = f"Entry {number}" + (f" ('{key}')" if isinstance(key, str) and key else "")
            raise InputError(f"{called}: {wrong}", place=place, hint="See citationstyles.org.")
        read.append(({**item, "id": str(item["id"])}, place))
    return read


def _entries(text: str, name: str) -> list[tuple[int, Any]]:
    decoder = json.JSONDecoder(object_pairs_hook=_Object)
    opening = re.match(r"\s*(?:\{\s*\"(?:items|references)\"\s*:\s*)?\[", text)
    if opening is None:
        raise InputError(
            "This is not CSL JSON: a list of entries, [ {…}, {…} ], is expected.",
            place=Place(name, 1),
        )
    parse(text.encode(), name)
    entries = []
    at = _next(text, opening.end())
    while text[at] != "]":
        item, end = decoder.raw_decode(text, at)
        entries.append((at, item))
        at = _next(text, end)
    return entries


class _Object(dict[str, Any]):
    """An object of JSON that knows which key it was given twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.doubled = ""
        if len(self) < len(pairs):
            self.doubled = Counter(key for key, _ in pairs).most_common(1)[0][0]


def _next(text: str, at: int) -> int:
    """Return the offset of what follows white space and commas."""
    while text[at] in " \t\r\n,":
        at += 1
    return at


def fault_of(item: Any) -> str:
    """Return what keeps an entry from being a CSL item, or ""."""
    if not isinstance(item, dict):
        return "an entry must be an object, { … }."
    if isinstance(item, _Object) and item.doubled:
        return f"{shortened(item.doubled)} is given twice."
    if not _is_text(item.get("id")) or not str(item["id"]).strip():
        return "it has no id."
    if re.search(r"[\s\[\];,@]", str(item["id"])):
        return "its id holds a space or a sign that no citekey can have."
    if not isinstance(item.get("type"), str):
        return "it has no type, such as book or article-journal."
    return next(filter(None, (_wrong_value(field, value) for field, value in item.items())), "")


def _wrong_value(field: str, value: Any) -> str:
    if field in NAMES:
        good = isinstance(value, list) and all(map(_is_name, value))
        return "" if good else f"{field} must be a list of names, [ {{family, given}} ]."
    if field in DATES:
        return "" if _is_date(value) else f"{field} must be a date, {{date-parts: [[1917, 11]]}}."
    if field in TEXTS:
        return "" if _is_text(value) else f"{field} must be text."
    return ""


def _is_text(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _is_name(value: Any) -> bool:
    """Whether a value is a name: its parts are texts, its marks (comma-suffix) yes or no."""
    return (
        isinstance(value, dict)
        and not NAME_PARTS.isdisjoint(value)
        and all(isinstance(part, str | bool | int) for part in value.values())
        and all(isinstance(value.get(part, ""), str) for part in WORDS_OF_NAMES)
    )


def _is_date(value: Any) -> bool:
    """Whether a value is a date: one day or two, in numbers, or words."""
    if not isinstance(value, dict) or {"date-parts", "raw", "literal"}.isdisjoint(value):
        return False
    parts = value.get("date-parts", [])
    return (
        isinstance(parts, list)
        and len(parts) <= 2
        and all(isinstance(day, list) and len(day) <= 3 and all(map(_counts, day)) for day in parts)
        and all(isinstance(value.get(key, ""), str) for key in ("raw", "literal"))
        and isinstance(value.get("season", ""), str | int)
    )


def _counts(part: Any) -> bool:
    """Whether a part of a date is a whole number, or one in digits."""
    text = str(part)
    return isinstance(part, str | int) and (not text or COUNT.fullmatch(text) is not None)
