"""Twelve points, each held against what a book's expectations say."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.bench.twelve_read import Facts, Title, fold

DEBRIS = re.compile(
    r"\{[.#][A-Za-z]|:::|&(?:nbsp|amp|lt|gt|quot|[mn]dash|#\d+);|\\(?:emph|textit|footnote)\{"
    r"|\[\^\w+\]|</?(?:span|div|p|br|i|em|b|a)\b[^>]{0,80}>|\*\*\*|\[Illustration|!\[|\]\(|\{\{"
    r"|\bPROJECT GUTENBERG\b"
)
"""What the converters of others leave behind: attributes, divisions, entities, marks of notes."""

FORMATS = ("html", "epub", "docx", "pdf")


@dataclass(frozen=True, slots=True)
class Point:
    """One of the twelve: what was expected, and what was there instead."""

    name: str
    expected: str = ""
    got: str = ""

    @property
    def right(self) -> bool:
        """Whether nothing differs."""
        return not self.expected and not self.got


def within(number: int, expected: Any) -> bool:
    """Whether a number is the one expected, or in the range expected."""
    low, high = expected if isinstance(expected, list) else (expected, expected)
    return bool(low <= number <= high)


def flat(titles: Sequence[Title]) -> list[str]:
    """Return titles in order, those of a part's chapters behind it with a mark."""
    listed: list[str] = []
    for title in titles:
        if isinstance(title, dict):
            for part, below in title.items():
                listed += [fold(part), *(f"> {one}" for one in flat(below))]
        else:
            listed.append(fold(title))
    return listed


def of_title(wants: dict[str, Any], facts: Facts, _: int) -> Point:
    """Hold title and subtitle against the edition's."""
    for key in ("title", "subtitle"):
        there = str(facts.edition.get(key, ""))
        if fold(there) != fold(wants.get(key, there if key == "subtitle" else "")):
            return Point("title", f"{key} {wants.get(key)}", there)
    return Point("title")


def of_author(wants: dict[str, Any], facts: Facts, _: int) -> Point:
    """Hold the people against the edition's."""
    there = _names(facts.edition.get("author"))
    if [fold(one) for one in there] != [fold(one) for one in wants["author"]]:
        return Point("author", str(wants["author"]), str(there))
    for role, name in wants.get("others", {}).items():
        others = _names(facts.edition.get(role)) + [
            one["name"]
            for one in _listed(facts.edition.get("contributor"))
            if isinstance(one, dict) and one.get("role") == role
        ]
        if fold(name) not in [fold(one) for one in others]:
            return Point("author", f"{role} {name}", str(others))
    return Point("author")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _names(value: Any) -> list[str]:
    return [one["name"] if isinstance(one, dict) else str(one) for one in _listed(value)]


def of_language(wants: dict[str, Any], facts: Facts, _: int) -> Point:
    """Hold the language against the edition's."""
    there = str(facts.edition.get("lang", ""))
    right = there == wants["language"]
    return Point("language") if right else Point("language", wants["language"], there)


def _same(name: str, wants: dict[str, Any], there: Sequence[Title], deep: bool) -> Point:
    may = {fold(one) for one in wants.get("may", [])}
    expected = flat(wants["chapters"])
    listed = flat(_cut(there, wants["chapters"]) if deep else there)
    got = [one for one in listed if one.removeprefix("> ") not in may]
    if deep:
        got = [_unnumbered(one, expected) for one in got]
        got = [one for one in got if one.lstrip("0123456789") not in may]
    if got == expected:
        return Point(name)
    first = next((i for i, (a, b) in enumerate(zip(expected, got, strict=False)) if a != b), None)
    at = min(len(expected), len(got)) if first is None else first
    return Point(
        name,
        f"{len(expected)}, at {at + 1}: {expected[at : at + 3]}",
        f"{len(got)}: {got[at : at + 3]}",
    )


def _unnumbered(entry: str, expected: Sequence[str]) -> str:
    """Return an entry without the number that the design gives a chapter or an appendix."""
    bare = re.sub(r"^(> )?(?:\d+|appendix[a-z])", r"\1", entry)
    return bare if bare in expected and entry not in expected else entry


def _cut(there: Sequence[Title], expected: Sequence[Title]) -> list[Title]:
    """Leave out of a navigation what is deeper than the chapters that are expected."""
    parts = {fold(part) for one in expected if isinstance(one, dict) for part in one}
    cut: list[Title] = []
    for title in there:
        if isinstance(title, str):
            cut.append(title)
            continue
        for name, below in title.items():
            names = [next(iter(one)) if isinstance(one, dict) else one for one in below]
            cut.append({name: list(names)} if fold(name) in parts else name)
    return cut


def of_chapters(wants: dict[str, Any], facts: Facts, _: int) -> Point:
    """Hold the titles of parts and chapters against those of the source."""
    return _same("chapters", wants, facts.chapters, deep=False)


def of_levels(wants: dict[str, Any], facts: Facts, _: int) -> Point:
    """Count the headings of each level."""
    expected = wants["levels"]
    levels = sorted({*expected, *facts.levels})
    wrong = [n for n in levels if not within(facts.levels.get(n, 0), expected.get(n, 0))]
    boxes = {fold(one) for one in facts.boxes}
    lost = [one for one in wants.get("boxes", []) if not any(fold(one) in box for box in boxes)]
    if not wrong and not lost:
        return Point("levels")
    return Point("levels", f"{expected} boxes {lost}", str(dict(sorted(facts.levels.items()))))


def of_notes(wants: dict[str, Any], facts: Facts, _: int) -> Point:
    """Count the notes of the EPUB, and the ways there and back."""
    expected = (wants["notes"],) * 3
    right = facts.notes == expected
    return Point("notes") if right else Point("notes", str(expected), str(facts.notes))


def of_images(wants: dict[str, Any], facts: Facts, _: int) -> Point:
    """Count images in the EPUB and the Word file, their captions and alternative texts."""
    expected = wants["images"]
    captions = [caption for _, caption in facts.images if caption]
    bare = sum(1 for alt, _ in facts.images if not alt)
    wrong = []
    if not within(len(facts.images), expected["number"]):
        wrong.append(f"{len(facts.images)} in the EPUB")
    if not within(facts.drawings, expected["number"]):
        wrong.append(f"{facts.drawings} in Word")
    if "captions" in expected and not within(len(captions), expected["captions"]):
        wrong.append(f"{len(captions)} captions")
    if bare > expected.get("bare", 0):
        wrong.append(f"{bare} without an alternative text")
    if "waiting" in expected and not within(facts.waiting, expected["waiting"]):
        wrong.append(f"{facts.waiting} waiting")
    lost = [h for h in expected.get("has", []) if not any(fold(h) in fold(c) for c in captions)]
    wrong += [f"no caption: {one}" for one in lost]
    return Point("images", str(expected), ", ".join(wrong)) if wrong else Point("images")


def of_tables(wants: dict[str, Any], facts: Facts, _: int) -> Point:
    """Count the tables of the EPUB."""
    if within(facts.tables, wants["tables"]):
        return Point("tables")
    return Point("tables", str(wants["tables"]), str(facts.tables))


def of_verse(wants: dict[str, Any], facts: Facts, _: int) -> Point:
    """Look for lines that are verse, words that are not, and what makes a play."""
    verse = {fold(line) for line in facts.verse}
    prose = [fold(one) for one in facts.prose]
    asked = wants.get("verse", {})
    wrong = [f"no verse: {one}" for one in asked.get("lines", []) if fold(one) not in verse]
    wrong += [
        f"no prose: {one}"
        for one in asked.get("prose", [])
        if not any(fold(one) in paragraph for paragraph in prose)
    ]
    for kind, number in wants.get("drama", {}).items():
        if not within(getattr(facts, kind), number):
            wrong.append(f"{getattr(facts, kind)} {kind}, not {number}")
    return (
        Point("verse or drama", "as in the original", "; ".join(wrong))
        if wrong
        else Point("verse or drama")
    )


def of_foreign(wants: dict[str, Any], facts: Facts, _: int) -> Point:
    """Look in all formats for what no reader should see."""
    hits: list[str] = []
    for name, text in facts.printed.items():
        for foreign in wants.get("foreign", []):
            at = text.find(foreign)
            if at >= 0 and (name in ("html", "epub") or foreign not in facts.code):
                hits.append(f"{name}: …{' '.join(text[max(0, at - 25) : at + 35].split())}…")
        if name in ("html", "epub"):
            hits += [f"{name}: {match[0]}" for match in list(DEBRIS.finditer(text))[:2]]
    if not hits:
        return Point("nothing foreign")
    return Point("nothing foreign", "none", f"{len(hits)}: " + " | ".join(hits[:4]))


def of_builds(wants: dict[str, Any], facts: Facts, status: int) -> Point:
    """Hold the exit status against the one expected, and look for the four formats."""
    missing = [one for one in FORMATS if one not in facts.printed]
    if status == wants["builds"] and not missing:
        return Point("builds")
    return Point("builds", f"rc {wants['builds']}", f"rc {status}, missing {missing}")


def of_contents(wants: dict[str, Any], facts: Facts, _: int) -> Point:
    """Hold the EPUB's navigation against the chapters; count an index."""
    expected = wants.get("index", {})
    if expected and expected != facts.index:
        return Point("contents", f"index {expected}", str(facts.index))
    return _same("contents", wants, facts.contents, deep=True)


POINTS: tuple[Callable[[dict[str, Any], Facts, int], Point], ...] = (
    of_title,
    of_author,
    of_language,
    of_chapters,
    of_levels,
    of_notes,
    of_images,
    of_tables,
    of_verse,
    of_foreign,
    of_builds,
    of_contents,
)
