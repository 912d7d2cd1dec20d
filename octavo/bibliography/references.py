"""Bibliographies and abbreviations: files of references become CSL items with their places."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias
from unicodedata import normalize

from octavo import pandoc
from octavo.bibliography import csljson
from octavo.files import yaml
from octavo.model.finding import InputError, Place
from octavo.model.near import meant_file
from octavo.model.nodes import Document, Node
from octavo.system.remembered import remembered_by_book

Item: TypeAlias = dict[str, Any]

FORMATS = {
    ".bib": "biblatex",
    ".bibtex": "bibtex",
    ".ris": "ris",
    ".yaml": "markdown",
    ".yml": "markdown",
}
"""Pandoc's name for the format of a bibliography; CSL JSON (.json) is read here."""
DOTLESS = re.compile(
    "([\N{LATIN SMALL LETTER DOTLESS I}\N{LATIN SMALL LETTER DOTLESS J}])([\u0300-\u036f])"
)
"""An i or j that lost its dot to make room for an accent, and the accent."""


@dataclass(frozen=True, slots=True)
class Work:
    """One entry of a bibliography: its CSL item, and where it stands."""

    item: Item
    place: Place

    @property
    def key(self) -> str:
        """The citekey."""
        return str(self.item["id"])

    @property
    def is_dated(self) -> bool:
        """Whether a date of publication is known."""
        return is_dated(self.item)

    @property
    def is_stub(self) -> bool:
        """Whether the entry is marked as unfinished, or has no title."""
        note = str(self.item.get("note", ""))
        return note.lower().startswith("stub") or not self.item.get("title")


def is_dated(item: Item) -> bool:
    """Whether a CSL item has a date of publication."""
    issued = item.get("issued")
    if not isinstance(issued, dict):
        return bool(issued)
    parts = issued.get("date-parts") or ()
    literal = issued.get("literal") or issued.get("raw")
    return bool(literal) or any(part and part[0] for part in parts)


def read(path: Path, name: str = "") -> list[Work]:
    """Read a bibliography: CSL JSON or YAML, BibLaTeX, BibTeX or RIS, known by its suffix.

    `name` is how errors call it. English titles of BibLaTeX come in sentence case, as CSL wants
    them: a style makes capitals of its own, and braces keep those that were typed. Raises
    InputError, with the line, where the file cannot be understood.
    """
    name = name or path.name
    suffix = path.suffix.lower()
    if suffix not in FORMATS and suffix != ".json":
        raise InputError(
            f"A bibliography cannot be a {suffix or 'file without a suffix'}.",
            place=Place(name),
            hint="Use CSL JSON (.json), BibLaTeX (.bib), RIS (.ris) or CSL YAML (.yaml).",
        )
    text = _text(path, name)
    if suffix == ".json":
        return [Work(item, place) for item, place in csljson.entries(text, name)]
    return _read_by_pandoc(text, name, FORMATS[suffix])


def read_all(files: Mapping[Path, str]) -> dict[str, Work]:
    """Read several bibliographies into one: paths, each with what errors call it.

    Raises InputError where two entries have one key.
    """
    works: dict[str, Work] = {}
    for path, name in files.items():
        for work in read(path, name):
            if work.key in works:
                raise InputError(
                    f"The key '{work.key}' is given twice, first at {works[work.key].place}.",
                    place=work.place,
                    hint="Give one of the two entries another key.",
                )
            works[work.key] = work
    return works


def read_abbreviations(path: Path, works: Mapping[str, Work], name: str = "") -> dict[str, str]:
    """Read the abbreviations of a text: each with the key of the work that it stands for.

    `name` is how errors call the file.
    Raises InputError where an abbreviation is given twice, or its work is missing.
    """
    tree = yaml.load(path, name or path.name)
    if not tree.value:
        return {}
    if not isinstance(tree.value, dict):
        raise tree.wrong(
            (), "This is not a list of abbreviations.", "Write lines like LCW: lenin-cw."
        )
    for short, key in tree.value.items():
        if not isinstance(key, str) or key not in works:
            raise tree.wrong(
                (short,),
                f"The abbreviation {short} stands for '{key}', which no bibliography has.",
                like(str(key), works) or "Add the work, or correct the key.",
            )
    return dict(tree.value)


def like(key: str, keys: Iterable[str]) -> str:
    """Return 'Did you mean …?' with the keys most like a wrong one, or an empty string."""
    matches = near(key, keys)
    return f"Did you mean {' or '.join(matches)}?" if matches else ""


def near(key: str, keys: Iterable[str]) -> list[str]:
    """Return the keys most like a wrong one, no more than three."""
    return difflib.get_close_matches(key.lower(), sorted(keys), 3, 0.6)


def child(item: Item, volume: str) -> Item:
    """Make the item of one volume of a work: `lenin-cw`, '27' → `lenin-cw-27`.

    CSL knows only one locator, so that a volume and its page cannot both be one.
    """
    made = {k: v for k, v in item.items() if k != "number-of-volumes"}
    return {**made, "id": f"{item['id']}-{volume}", "volume": volume}


def metadata(items: list[Item]) -> Node:
    """Return CSL items as pandoc's metadata `references`, without the notes that mark stubs."""
    clean = [
        {k: v for k, v in item.items() if k != "note" or not str(v).lower().startswith("stub")}
        for item in items
    ]
    return _converted(clean).meta.get("references", {"t": "MetaList", "c": []})


def unusable(items: list[Item]) -> Item | None:
    """Return the first item that pandoc cannot read, or None; halve the list to find it."""
    while len(items) > 1:
        half = len(items) // 2
        items = items[:half] if _fails(items[:half]) else items[half:]
    return items[0] if items and _fails(items) else None


def _fails(items: list[Item]) -> bool:
    try:
        _converted(items)
    except pandoc.PandocError:
        return True
    return False


def _converted(items: list[Item]) -> Document:
    data = json.dumps(items, ensure_ascii=False).encode()
    return Document.loads(next(_by_pandoc(data, "csljson", "json")).encode())


@remembered_by_book
def _by_pandoc(data: bytes, reader: str, writer: str) -> Iterator[str]:
    """Yield what pandoc makes of references: those of a book are the same in every build."""
    yield pandoc.run(["-f", reader, "-t", writer], data).decode()


def from_metadata(references: Node, name: str = "references") -> list[Work]:
    """Return the works that a document's own metadata value `references` holds."""
    document = Document({"references": references}, [])
    data = next(_by_pandoc(document.dumps(), "json", "csljson"))
    return [Work(item, Place(name)) for item in json.loads(data)]


def _text(path: Path, name: str) -> str:
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise InputError(
            f"The bibliography cannot be read: {fault.strerror}.",
            place=Place(name),
            hint=meant_file(path, "Correct its name; edition.yaml names it under bibliography."),
        ) from fault
    return yaml.text_of(data, name).replace("\r\n", "\n")


def _read_by_pandoc(text: str, name: str, reader: str) -> list[Work]:
    if reader == "markdown" and not text.lstrip().startswith("---"):
        text = f"---\n{text}\n---\n"
        shift = 1
    else:
        shift = 0
    try:
        data = next(_by_pandoc(text.encode(), reader, "csljson"))
    except InputError as fault:
        line = _unclosed(text) if reader.startswith("bib") else 0
        raise _located(fault, Place(name, line), shift) from fault
    items = json.loads(_with_dots(data))
    lines = _lines_of_keys(text)
    works = [Work(item, Place(name, lines.get(str(item["id"]), 0) - shift)) for item in items]
    if not works and text.strip():
        raise InputError(
            "There is no entry in this bibliography.",
            place=Place(name),
            hint="Export it anew, or take it out of edition.yaml.",
        )
    return works


def _with_dots(text: str) -> str:
    r"""Return a text in which an accent has its i or j whole: `\'\i` of TeX is one letter."""
    letters = {"\N{LATIN SMALL LETTER DOTLESS I}": "i", "\N{LATIN SMALL LETTER DOTLESS J}": "j"}
    return DOTLESS.sub(lambda match: normalize("NFC", letters[match[1]] + match[2]), text)


def _unclosed(text: str) -> int:
    """Return the first line of the first BibTeX entry that is not closed; 0 where all are."""
    text = re.sub(r"\\.", "  ", text)
    starts = [match.start() for match in re.finditer(r"(?m)^[ \t]*@\w+\s*\{", text)]
    for start, end in pairwise((*starts, len(text))):
        if not _is_closed(text[start:end].partition("{")[2]):
            return text.count("\n", 0, start) + 1
    return 0


def _is_closed(entry: str) -> bool:
    """Whether what follows an entry's opening brace closes it, and each quotation mark in it."""
    pairs = 1
    while pairs:
        entry, pairs = re.subn(r"\{[^{}]*\}", "", entry)
    fields, brace, _ = entry.partition("}")
    return bool(brace) and "{" not in fields and fields.count('"') % 2 == 0


def _located(fault: InputError, entry: Place, shift: int) -> InputError:
    """Make of pandoc's complaint one that names the user's file and line.

    `entry` is where an entry begins that is not closed: pandoc notices it only further on.
    """
    if entry.line:
        return InputError(
            "This entry of the bibliography is not closed.",
            place=entry,
            hint="Look for a brace or quotation mark missing in it or at its end.",
        )
    name = entry.file
    words = fault.words if isinstance(fault, pandoc.PandocError) else fault.message
    where = re.search(r"line (\d+), column (\d+)", words)
    place = Place(name, int(where[1]) - shift, int(where[2])) if where else Place(name)
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    reason = next((line for line in lines[1:] if line.startswith(("unexpected", "expecting"))), "")
    return InputError(
        f"The bibliography breaks off here{': ' if reason else ''}{reason}.",
        place=place,
        hint="Look for a brace, comma or quotation mark missing in this entry or the one before.",
    )


def _lines_of_keys(text: str) -> dict[str, int]:
    """Return the last line on which each key of a BibLaTeX, RIS or YAML file is set."""
    pattern = r"@\w+\s*[{(]\s*([^,\s]+)|^ID  - (\S+)|^[\s-]*[\"']?id[\"']?:\s*[\"']?([^\s\"',}]+)"
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        for match in re.finditer(pattern, line):
            lines[next(key for key in match.groups() if key)] = number
    return lines
