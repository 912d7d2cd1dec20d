"""What the settings beside a list of files, or its README, state of the book: title, people.

book.toml (mdBook, "General Configuration"), book.json (HonKit, "Configuration"), _config.yml
(Jupyter Book, "Configure book settings"), the author of a page of Quarto ("HTML Options"). Leanpub
has these on its site: of such a book the README has them, which stands above its manuscript.
"""

from __future__ import annotations

import html
import re
import tomllib
from pathlib import Path

from octavo.files import json, yaml
from octavo.files.names import is_file
from octavo.manuscripts import people
from octavo.manuscripts.plain.outer.front import AND, BYLINE
from octavo.model.finding import InputError, Place

Embedded = dict[str, object]

GENERAL = frozenset((
    "introduction", "about", "preface", "readme", "summary", "welcome", "foreword", "contents",
    "table of contents",
))  # fmt: skip
"""Headings of a first page that are not the title of a book."""

HEADING = re.compile(r"^# +(\S.*?)\s*#*$")
TAG = re.compile(r"<[A-Za-z/][^<>]*>")
FIRST = 12
"""Among so many lines below the heading of a README stands a byline."""


def take(embedded: Embedded, known: object, keys: dict[str, str]) -> None:
    """Take what settings say, by their keys and what edition.yaml calls the same."""
    for name, key in keys.items():
        value = known.get(name) if isinstance(known, dict) else None
        if key == "author" and value:
            each = value if isinstance(value, list) else [value]
            names = [one.get("name") if isinstance(one, dict) else one for one in each]
            embedded[key] = people.parted([_bare(str(one)) for one in names if one])
        elif isinstance(value, str) and value.strip():
            embedded[key] = " ".join(value.split())


def _bare(text: str) -> str:
    """Return words without the tags around them, which a name as a link has."""
    return " ".join(html.unescape(TAG.sub("", text)).split())


def mdbook(embedded: Embedded, folder: Path) -> bool:
    """Take what book.toml says, beside the list or above its folder; say whether it is there.

    Raises InputError where it is no TOML.
    """
    for path in (folder / "book.toml", folder.parent / "book.toml"):
        if is_file(path):
            try:
                known = tomllib.loads(text_of(path)).get("book", {})
            except tomllib.TOMLDecodeError as fault:
                raise InputError(f"It is no TOML: {fault}.", place=Place(str(path))) from fault
            take(embedded, known, {"title": "title", "author": "author", "authors": "author",
                                   "language": "lang", "description": "description"})  # fmt: skip
            return True
    return False


def gitbook(embedded: Embedded, folder: Path) -> None:
    """Take what book.json says, and the heading of README.md where that has no title.

    Raises InputError where book.json is no JSON.
    """
    places = (folder / "book.json", folder.parent / "book.json")  # beside, or above its root
    known = next((path for path in places if is_file(path)), None)
    if known is not None:
        take(embedded, json.parse(known.read_bytes(), str(known)),
             {"title": "title", "author": "author", "language": "lang",
              "description": "description"})  # fmt: skip
    readme(embedded, folder / "README.md")


def jupyter(embedded: Embedded, folder: Path) -> None:
    """Take what _config.yml says. Raises InputError where it is no YAML."""
    path = folder / "_config.yml"
    if is_file(path):
        known = yaml.read(path, str(path)).value
        take(embedded, known, {"title": "title", "author": "author", "description": "description"})


def page_author(embedded: Embedded, formats: object) -> None:
    """Take the author that Quarto writes into the head of each page, where it has no other."""
    page = formats.get("html") if isinstance(formats, dict) else None
    if "author" not in embedded:
        take(embedded, page, {"author-meta": "author"})


def leanpub(embedded: Embedded, folder: Path) -> None:
    """Take title and author from the README of a book whose settings stand nowhere."""
    for path in (folder / "README.md", folder.parent / "README.md"):
        if is_file(path):
            readme(embedded, path, is_author_there=True)
            return


def readme(embedded: Embedded, path: Path, *, is_author_there: bool = False) -> None:
    """Take the heading of a README as the title, and the author from it or a byline below."""
    rows = text_of(path).splitlines() if is_file(path) else []
    at = next((number for number, row in enumerate(rows) if HEADING.match(row)), len(rows))
    heading = HEADING.match(rows[at]) if at < len(rows) else None
    words = re.sub(r"[*_`]|\{[^{}]*\}$", "", heading[1] if heading else "").strip()
    if not words or words.casefold() in GENERAL:
        return
    names = next((m for m in BYLINE.finditer(words) if m.end() == len(words) and m.start()), None)
    if is_author_there and names is not None:
        words = words[: names.start()].strip()
    elif is_author_there:
        below = (re.sub(r"[*_`#]", "", row).strip() for row in rows[at + 1 : at + 1 + FIRST])
        names = next((match for row in below if (match := BYLINE.fullmatch(row))), None)
    embedded.setdefault("title", words)
    if is_author_there and names is not None:
        embedded.setdefault("author", [name for name in AND.split(names["names"]) if name])


def text_of(path: Path) -> str:
    """Return the text of a file of settings."""
    return path.read_text(encoding="utf-8-sig", errors="replace")
