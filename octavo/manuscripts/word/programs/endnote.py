"""EndNote: `ADDIN EN.CITE` with the cited records as XML, in the code or beside it in base64.

The fields of a record are those of EndNote's own XML export; the numbers of its reference types
are those that EndNote's publisher lists for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from octavo.manuscripts.word.programs import csl
from octavo.manuscripts.word.programs.csl import Item
from octavo.manuscripts.word.programs.program import Program, UnreadError, decoded, inside, tree
from octavo.ooxml.fields import Field
from octavo.ooxml.names import W

NAME = "EndNote"

TYPES = {
    2: "graphic", 3: "motion_picture", 4: "bill", 5: "chapter", 6: "book", 7: "legal_case",
    8: "book", 9: "software", 10: "paper-conference", 12: "webpage", 13: "document",
    14: "hearing", 17: "article-journal", 19: "article-magazine", 20: "map",
    21: "motion_picture", 23: "article-newspaper", 24: "pamphlet", 25: "patent",
    26: "personal_communication", 27: "report", 28: "book", 31: "legislation", 32: "thesis",
    34: "manuscript", 36: "manuscript", 37: "figure", 38: "figure", 39: "document",
    43: "article-journal", 44: "book", 45: "webpage", 46: "report", 47: "paper-conference",
    48: "webpage", 49: "classic", 50: "regulation", 51: "classic", 52: "entry-dictionary",
    53: "entry-encyclopedia", 54: "document", 55: "dataset", 56: "post-weblog",
    57: "periodical", 58: "standard", 59: "dataset", 60: "chapter", 61: "song",
}  # fmt: skip
"""EndNote's reference types by their numbers, as CSL has them."""

NAMED = {
    "Blog": "post-weblog", "Conference Paper": "paper-conference", "Discussion Forum": "post",
    "Interview": "interview", "Multimedia Application": "software", "Podcast": "broadcast",
    "Press Release": "report", "Social Media": "post", "Television Episode": "broadcast",
}  # fmt: skip
"""Types of later versions, whose numbers differ, by their names."""

EDITED = "28"
"""An edited book: its authors are editors."""

CONTAINED = (
    "article-journal", "article-magazine", "article-newspaper", "chapter", "paper-conference",
    "entry-dictionary", "entry-encyclopedia", "webpage", "post-weblog", "post", "legal_case",
    "bill", "legislation", "broadcast", "figure",
)  # fmt: skip
"""Types whose second title is what they stand in; that of others is their series."""

SERIAL = ("article-journal", "article-magazine", "article-newspaper", "periodical")
WHOLE = ("book", "thesis", "report", "manuscript", "classic", "pamphlet")
MADE = ("motion_picture", "broadcast")
SECOND = {
    **dict.fromkeys(("book", "report", "map"), "collection-editor"),
    **dict.fromkeys(("song", "performance"), "performer"),
    **dict.fromkeys(("interview",), "interviewer"),
    **dict.fromkeys(("personal_communication",), "recipient"),
    **dict.fromkeys(MADE, "director"),
}
THIRD = {**dict.fromkeys(("book",), "editor"), **dict.fromkeys(MADE, "producer")}
"""Who the second and third authors of a type are; of others they are editors, and of the series."""

SUFFIX_AUTHORS = {"motion_picture": "performer", "broadcast": "performer"}


UNFORMATTED = re.compile(r"\{(?=[^{}]*[^\W\d_])[^{}]{0,200}\s#\d{1,6}\b[^{}]{0,200}\}")
"""A citation that is not formatted: `{Marlow, 1931 #14@12; Holm, 1958 #15}`."""


def unformatted(root: etree._Element) -> int:
    """Return how many citations stand in a text that EndNote has not formatted."""
    texts = ((one.text or "") for one in root.iter(f"{W}t"))
    return len(UNFORMATTED.findall("".join(texts)))


def program() -> Program:
    """Return EndNote."""
    return Program(
        NAME,
        re.compile(r"\s*ADDIN\s+EN\.CITE\b(?!\.DATA)"),
        read,
        "In Word's EndNote tab choose Update Citations and Bibliography with the library open;"
        " save anew.",
        re.compile(r"\s*ADDIN\s+EN\.REFLIST\b"),
    )


def read(field: Field) -> list[Item]:
    """Return the works that a field cites. Raises UnreadError."""
    items = [_item(cite) for cite in _root(field).iterfind("Cite")]
    if not items:
        raise UnreadError
    return items


def _set(cite: etree._Element) -> dict[str, str]:
    """Return the words that EndNote itself set for a field: the first work of it has them."""
    words = _text(cite, "DisplayText")
    return {"set": words} if words else {}


def _root(field: Field) -> etree._Element:
    code = field.code
    if "<EndNote" in code:
        return tree(inside(code, "EndNote"))
    for data in field.data:
        text = decoded(data)
        if b"<EndNote" in text:
            return tree(text)
    raise UnreadError


def _item(cite: etree._Element) -> Item:
    """Return one work as it is cited. Raises UnreadError where nothing names it."""
    record = cite.find("record")
    data = _short(cite) if record is None else _record(record)
    if not data.get("author") and not data.get("editor"):
        data = {**_short(cite), **data}
    if not data.get("title") and not data.get("author"):
        raise UnreadError
    item: Item = {
        "uris": list(_addresses(cite, record)),
        "itemData": data,
        "prefix": _text(cite, "Prefix"),
        "suffix": cite.findtext("Suffix") or "",
        **csl.cited_at(_text(cite, "Pages")),
        **_set(cite),
    }
    marks = {
        "suppress-author": cite.get("ExcludeAuth") == "1",
        "author-only": cite.get("AuthorYear") == "1",
        "without": cite.get("ExcludeYear") == "1",
        "hidden": cite.get("Hidden") == "1",
    }
    return item | {name: True for name, on in marks.items() if on}


def _addresses(cite: etree._Element, record: etree._Element | None) -> Iterator[str]:
    """Yield what tells a work apart: its number in a library, and how a citation names it."""
    number = _text(cite, "RecNum")
    if record is not None:
        number = number or _text(record, "rec-number")
        for key in record.iterfind("foreign-keys/key"):
            yield f"endnote:{key.get('db-id', '')}:{csl.clean(key.text) or number}"
    yield f"endnote:{_text(cite, 'Author')}:{_text(cite, 'Year')}:{number}"


def _short(cite: etree._Element) -> Item:
    """Return what a citation says of a work whose record is not in it."""
    author = _text(cite, "Author")
    return csl.entry(
        type="book",
        title=_text(cite, "IDText"),
        author=[{"literal": author}] if author else [],
        issued=csl.date(_text(cite, "Year")),
    )


def _record(record: etree._Element) -> Item:
    """Return a record as a CSL item."""
    type_ = _type(record)
    titles = {part.tag: csl.marked(part) for part in record.iterfind("titles/*")}
    second = titles.get("secondary-title", "") or _text(record, "periodical/full-title")
    contained = type_ in CONTAINED
    return csl.entry(
        type=type_,
        title=titles.get("title", ""),
        title_short=titles.get("short-title", ""),
        container_title=second if contained else "",
        container_title_short=_text(record, "periodical/abbr-1") if contained else "",
        collection_title=titles.get("tertiary-title", "") if contained else second,
        event_title=second if type_ == "paper-conference" else "",
        **_people(record, type_),
        **_numbers(record, type_),
        issued=_issued(record),
        publisher=_text(record, "publisher"),
        publisher_place=_text(record, "pub-location"),
        DOI=csl.doi(_text(record, "electronic-resource-num")),
        URL=csl.address(csl.words(url) for url in record.iterfind("urls//url")),
        language=csl.language(_text(record, "language")),
        genre=_text(record, "work-type"),
    )


def _type(record: etree._Element) -> str:
    named = record.find("ref-type")
    if named is None:
        return "document"
    name, number = named.get("name", ""), csl.clean(csl.words(named))
    known = NAMED.get(name)
    return known or (TYPES.get(int(number), "document") if number.isdecimal() else "document")


def _people(record: etree._Element, type_: str) -> dict[str, object]:
    edited = _text(record, "ref-type") == EDITED
    roles = {
        "authors": "editor" if edited else "author",
        "secondary-authors": SECOND.get(type_, "editor"),
        "tertiary-authors": "collection-editor" if edited else THIRD.get(type_, _third(type_)),
        "subsidiary-authors": SUFFIX_AUTHORS.get(type_, "translator"),
    }
    named: dict[str, list[dict[str, str]]] = {}
    for tag, role in roles.items():
        typed = record.iterfind(f"contributors/{tag}/author")
        names = csl.people(csl.words(one) for one in typed)
        if names:
            named.setdefault(role.replace("-", "_"), []).extend(names)
    return {**named}


def _third(type_: str) -> str:
    return "collection-editor" if type_ in CONTAINED else "contributor"


def _numbers(record: etree._Element, type_: str) -> dict[str, str]:
    """Return the numbers of a work, which EndNote keeps in fields of one name for all types."""
    serial, whole = type_ in SERIAL, type_ in WHOLE
    number, pages, isbn = (_text(record, name) for name in ("number", "pages", "isbn"))
    issue = "issue" if serial else "collection_number" if type_ in ("book", "chapter") else "number"
    extent = "number_of_pages" if whole and pages.isdecimal() else "page"
    standard = "ISSN" if serial else "number" if type_ in ("patent", "report") else "ISBN"
    section = {"chapter": "chapter_number"}.get(type_, "section")
    made = {
        "volume": _text(record, "volume"),
        issue: number,
        extent: pages.replace("--", "-"),
        "number_of_volumes": _text(record, "num-vols"),
        "edition": _text(record, "edition"),
        section: "" if type_ == "article-journal" else _text(record, "section"),
    }
    return made if made.get(standard) else {**made, standard: isbn.split("\r")[0].split("\n")[0]}


def _issued(record: etree._Element) -> Item:
    """Return the date: the year, with month and day where EndNote's free text has them."""
    year = _text(record, "dates/year")
    typed = _text(record, "dates/pub-dates/date")
    parts = re.findall(r"[^\W\d_]{3,}|\d+", typed)
    month = next((part for part in parts if csl.month_number(part) and not part.isdecimal()), "")
    days = [part for part in parts if part.isdecimal() and len(part) <= 2]
    if not month and re.fullmatch(r"\d{4}/0*\d{1,2}/0*\d{1,2}", typed):
        _, month, day = typed.split("/")
        return csl.date(year or typed[:4], str(int(month)), str(int(day)))
    return csl.date(year or next((one for one in parts if len(one) == 4), ""), month, *days[:1])


def _text(element: etree._Element, path: str) -> str:
    part = element.find(path)
    return "" if part is None else csl.clean(csl.words(part))
