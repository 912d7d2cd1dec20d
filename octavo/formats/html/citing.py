"""How a chapter of the web edition is cited: in the house's style, and as records for programs.

The records are CSL-JSON; pandoc's citeproc sets them in the book's own citation style, and writes
BibTeX. RIS is a line a field (Research Information Systems' tags, as Zotero and EndNote read them).
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import orjson

from octavo import pandoc
from octavo.bibliography import csl
from octavo.formats.html.frame import Entry
from octavo.formats.html.templates import Markup
from octavo.formats.html.tree import Element, parse_fragment, q, take, to_html
from octavo.model.checkdigits import isbn_digits
from octavo.model.edition import Contributor, Edition, Project
from octavo.system.remembered import remembered_by_book

Item: TypeAlias = dict[str, Any]

FOLDER = "cite"
BOOK = "book"

ROLES = {"aut": "author", "edt": "editor", "trl": "translator", "ill": "illustrator"}
"""MARC relators → CSL's names of roles."""

ISBNS = ("html", "epub", "print", "paperback", "hardback", "screen")
"""Which ISBN stands in a record: the web edition's, else that of the next best file."""

TAGS = (
    ("TI", "title"),
    ("T2", "container-title"),
    ("PB", "publisher"),
    ("CY", "publisher-place"),
    ("ET", "edition"),
    ("T3", "collection-title"),
    ("SN", "ISBN"),
    ("LA", "language"),
    ("DO", "DOI"),
    ("UR", "URL"),
)
"""RIS's tags of fields, and CSL's names of these."""

PEOPLE = (("AU", "author"), ("A2", "editor"), ("A4", "translator"))


@dataclass(frozen=True, slots=True)
class Citation:
    """A page as it is cited: in the house's style, and the names of its records by their kind."""

    words: Markup
    files: tuple[tuple[str, str], ...]


def items(edition: Edition, listed: Sequence[Entry], names: Sequence[str]) -> list[Item]:
    """Return the records of the book and of each of its divisions that has a title."""
    made = [_book(edition)]
    for entry, name in zip(listed, names, strict=True):
        if entry.title:
            made.append(_chapter(edition, entry, name))
    return made


def _book(edition: Edition) -> Item:
    own = {"id": BOOK, "type": "book", "title": _title(edition), "author": _people(edition, "aut")}
    series = edition.series
    more = {
        "collection-title": series.title if series else "",
        "collection-number": series.number if series else "",
        "DOI": edition.doi,
        "URL": edition.url,
    }
    return _known(own | _common(edition) | more)


def _chapter(edition: Edition, entry: Entry, name: str) -> Item:
    writers = [_name(one) for one in edition.contributors if one.chapter == entry.identifier]
    own = {
        "id": Path(name).stem,
        "type": "chapter",
        "title": entry.title,
        "container-title": _title(edition),
        "author": writers or _people(edition, "aut"),
        "URL": f"{edition.url}{name}" if edition.url else "",
    }
    if writers:
        own["container-author"] = _people(edition, "aut")
    return _known(own | _common(edition))


def _title(edition: Edition) -> str:
    return ": ".join(part for part in (edition.title, edition.subtitle) if part)


def _common(edition: Edition) -> Item:
    isbn = next((edition.isbn[name] for name in ISBNS if name in edition.isbn), "")
    others = {ROLES[code]: _people(edition, code) for code in ("edt", "trl")}
    date = [int(part) for part in edition.date.split("-")] if edition.date else []
    return others | {
        "publisher": edition.imprint or edition.publisher,
        "publisher-place": edition.place,
        "edition": edition.edition,
        "issued": {"date-parts": [date]} if date else None,
        "language": edition.lang,
        "ISBN": isbn_digits(isbn),
    }


def _known(item: Item) -> Item:
    return {key: value for key, value in item.items() if value}


def _people(edition: Edition, role: str) -> list[Item]:
    return [_name(one) for one in edition.contributors if one.role == role and not one.chapter]


def _name(person: Contributor) -> Item:
    """Return a name as CSL has it: by its parts where the edition says how it is sorted."""
    family, _, given = (part.strip() for part in person.file_as.partition(","))
    if person.name == f"{given} {family}":
        return {"family": family, "given": given}
    return {"literal": person.name}


def write(folder: Path, listed: list[Item], project: Project) -> dict[str, Citation]:
    """Write the records below a site's folder; return how each page is cited, by its id."""
    data = orjson.dumps(listed)
    styled = _styled(data, project, folder)
    bibtex = _by_item(next(_as_bibtex(data)), listed)
    (folder / FOLDER).mkdir(exist_ok=True)
    made = {}
    for item in listed:
        name = str(item["id"])
        texts = {
            ("BibTeX", "bib"): bibtex.get(name, ""),
            ("RIS", "ris"): ris(item),
            ("CSL-JSON", "json"): orjson.dumps([item], option=orjson.OPT_INDENT_2).decode() + "\n",
        }
        files = []
        for (kind, suffix), text in texts.items():
            if text:
                address = f"{FOLDER}/{name}.{suffix}"
                (folder / address).write_bytes(text.encode())
                files.append((kind, address))
        made[name] = Citation(styled.get(name) or Markup("{}").format(plain(item)), tuple(files))
    return made


def _styled(data: bytes, project: Project, folder: Path) -> dict[str, Markup]:
    """Set the records in the book's citation style; nothing where it has no bibliography."""
    edition = project.edition
    file = csl.style(edition.design.citation_style, project.metadata)
    style = base64.b64decode(csl.address(file, changes=[_each_alone]).partition(",")[2])
    root = parse_fragment(next(_set(data, style, edition.lang, _Room(folder))).encode())
    made = {}
    for entry in list(root.iter(q("div"))):
        name = str(entry.get("id") or "")
        if name.startswith("ref-"):
            made[name.removeprefix("ref-")] = _inner(entry)
    return made


@dataclass(frozen=True, slots=True)
class _Room:
    """The folder in which pandoc finds a style; what it sets does not depend on it."""

    folder: Path = field(compare=False)


@remembered_by_book
def _set(data: bytes, style: bytes, language: str, room: _Room) -> Iterator[str]:
    """Yield records as pandoc sets them, in a style, as HTML."""
    file = room.folder / "style.csl"  # a style is too long for an argument
    file.write_bytes(style)
    how = ["-f", "csljson", "-t", "html", "--wrap=none", "--citeproc", "--csl", file.name]
    made = pandoc.run([*how, "-M", f"lang={language}"], data, room.folder)
    file.unlink()
    yield made.decode()


@remembered_by_book
def _as_bibtex(data: bytes) -> Iterator[str]:
    """Yield records of CSL as BibTeX."""
    yield pandoc.run(["-f", "csljson", "-t", "bibtex"], data).decode()


def _each_alone(style: Element) -> None:
    """Let each record be set as if no other stood beside it: no dash for its author, no 2026a."""
    for element in style.iter():
        for name in ("subsequent-author-substitute", "disambiguate-add-year-suffix"):
            take(element, name)


def _inner(entry: Element) -> Markup:
    """Return an entry without its box; links of its own are words there."""
    parent = entry.getparent()
    if parent is not None:
        parent.remove(entry)
    for link in list(entry.iter(q("a"))):
        link.tag = q("span")
        link.attrib.clear()
    entry.tag = q("span")
    entry.attrib.clear()
    for box in list(entry.iter(q("div"))):
        box.tag = q("span")
        box.attrib.clear()
    return Markup(to_html(entry))


def _by_item(bibtex: str, listed: list[Item]) -> dict[str, str]:
    """Return pandoc's BibTeX by the record that each entry is of."""
    entries = [f"@{part}" for part in bibtex.split("\n@")]
    entries[0] = entries[0].removeprefix("@")
    known = {str(item["id"]) for item in listed}
    made = {}
    for entry in entries:
        key = entry.partition("{")[2].partition(",")[0].strip()
        if key in known:
            made[key] = entry.strip() + "\n"
    return made


def ris(item: Item) -> str:
    """Return a record as RIS."""
    lines = [("TY", "CHAP" if item["type"] == "chapter" else "BOOK")]
    for tag, role in PEOPLE:
        lines += [(tag, _sorted(person)) for person in item.get(role, [])]
    lines += [(tag, str(item[name])) for tag, name in TAGS if item.get(name)]
    if "issued" in item:
        date = [f"{part:02}" for part in item["issued"]["date-parts"][0]]
        lines += [("PY", date[0]), ("DA", "/".join([*date, "", "", ""][:3]) + "/")]
    return "".join(f"{tag}  - {' '.join(value.split())}\n" for tag, value in lines) + "ER  - \n"


def _sorted(person: Item) -> str:
    if "literal" in person:
        return str(person["literal"])
    return f"{person['family']}, {person['given']}"


def plain(item: Item) -> str:
    """Return a record in words, for a style that sets no bibliography."""
    people = ", ".join(_sorted(person) for person in item.get("author", []))
    year = str(item["issued"]["date-parts"][0][0]) if "issued" in item else ""
    parts = [people, item["title"], item.get("container-title", ""), item.get("publisher", "")]
    return ". ".join(part.rstrip(".") for part in (*parts, year, item.get("URL", "")) if part) + "."
