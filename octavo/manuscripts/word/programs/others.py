"""Papers and Reference Manager, whose fields hold their works as XML; RefWorks, whose hold none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from octavo.manuscripts.word.programs import csl
from octavo.manuscripts.word.programs.csl import Item
from octavo.manuscripts.word.programs.program import Program, UnreadError, inside, tree, unread
from octavo.ooxml.fields import Field

PAPERS = {"0": "book", "400": "article-journal", "-1000": "chapter", "10": "thesis"}
"""Kinds of publications in Papers that are sure; others are told by what they stand in."""

MANAGED = {
    "journal": "article-journal", "book, whole": "book", "book": "book",
    "book chapter": "chapter", "conference proceeding": "paper-conference",
    "thesis/dissertation": "thesis", "report": "report", "newspaper": "article-newspaper",
    "magazine article": "article-magazine", "patent": "patent", "internet communication": "webpage",
    "electronic citation": "webpage", "case": "legal_case", "statute": "legislation",
    "map": "map", "unpublished work": "manuscript", "serial (book, monograph)": "book",
    "abstract": "article-journal", "in press": "article-journal", "generic": "document",
    "pamphlet": "pamphlet", "personal communication": "personal_communication",
}  # fmt: skip
"""Reference Manager's types, as CSL has them."""


def papers() -> Program:
    """Return Papers."""
    return Program(
        "Papers",
        re.compile(r"\s*ADDIN\s+PAPERS2_CITATIONS\b"),
        _read_papers,
        "In Papers choose Citations, Update; save anew.",
        re.compile(r"\s*ADDIN\s+PAPERS2_BIBLIOGRAPHY\b"),
    )


def reference_manager() -> Program:
    """Return Reference Manager."""
    return Program(
        "Reference Manager",
        re.compile(r"\s*ADDIN\s+REFMGR\.CITE\b"),
        _read_managed,
        "In Word's Reference Manager tab choose Generate Bibliography with the database open;"
        " save anew.",
        re.compile(r"\s*ADDIN\s+REFMGR\.REFLIST\b"),
    )


def refworks() -> Program:
    """Return RefWorks: its fields number works of somebody's account."""
    return Program(
        "RefWorks",
        re.compile(r"\s*ADDIN\s+RW\.CITE\b"),
        unread,
        "RefWorks keeps no works in the file: export them as RIS, make CSL JSON of it with Zotero,"
        " and put it in metadata/.",
        re.compile(r"\s*ADDIN\s+RW\.BIB\b"),
    )


def _read_papers(field: Field) -> list[Item]:
    root = tree(inside(field.code, "citation"))
    cites = root.findall("cites/cite")
    items = []
    for number, work in enumerate(root.iterfind("publications/publication")):
        cite = cites[number] if number < len(cites) else None
        items.append(_paper(work, cite))
    if not items:
        raise UnreadError
    return items


def _paper(work: etree._Element, cite: etree._Element | None) -> Item:
    host = work.find("bundle/publication")
    type_ = PAPERS.get(_text(work, "subtype")) or PAPERS.get(_text(work, "type"))
    type_ = type_ or ("document" if host is None else "article-journal")
    day = _text(work, "publication_date")
    pages = "-".join(filter(None, (_text(work, "startpage"), _text(work, "endpage"))))
    data = csl.entry(
        type=type_,
        title=_text(work, "title"),
        container_title=_text(host, "title"),
        author=list(_names(work, "authors")),
        editor=list(_names(work, "editors")) or list(_names(host, "editors")),
        issued=csl.date(day[2:6], day[6:8], day[8:10]) if day[:2] == "99" else {},
        volume=_text(work, "volume"),
        issue=_text(work, "number"),
        page=pages,
        publisher=_text(work, "publisher") or _text(host, "publisher"),
        publisher_place=_text(work, "place"),
        DOI=csl.doi(_text(work, "doi")),
        URL=csl.address([_text(work, "url")]),
    )
    if not data.get("title"):
        raise UnreadError
    identity = _text(work, "uuid")
    return {
        "uris": [f"papers:{identity}"] if identity else [],
        "itemData": data,
        "prefix": _text(cite, "prefix"),
        "suffix": _text(cite, "suffix"),
        **csl.cited_at(_text(cite, "locator")),
    }


def _names(work: etree._Element | None, tag: str) -> Iterator[dict[str, str]]:
    for one in work.iterfind(f"{tag}/author") if work is not None else ():
        family, given = _text(one, "lastName"), _text(one, "firstName")
        given = " ".join(filter(None, (given, _text(one, "middleNames"))))
        if family or given:
            both = {"family": family, "given": given}
            yield both if family and given else {"literal": family or given}


def _read_managed(field: Field) -> list[Item]:
    root = tree(inside(field.code, "Refman"))
    items = [_managed(cite) for cite in root.iterfind("Cite")]
    if not items:
        raise UnreadError
    return items


def _managed(cite: etree._Element) -> Item:
    record = cite.find("MDL")
    if record is None or not _text(record, "Title_Primary"):
        raise UnreadError
    type_ = MANAGED.get(_text(record, "Ref_Type").casefold(), "document")
    serial = type_.startswith("article-")
    year, month, day = ([*_text(record, "Date_Primary").split("/"), "", "", ""])[:3]
    number = "ISSN" if serial else "ISBN"
    second = _text(record, "Periodical") or _text(record, "Title_Secondary")
    data = csl.entry(
        type=type_,
        title=_text(record, "Title_Primary"),
        author=csl.people(one.text or "" for one in record.iterfind("Authors_Primary")),
        editor=csl.people(one.text or "" for one in record.iterfind("Authors_Secondary")),
        container_title="" if type_ == "book" else second,
        collection_title=second if type_ == "book" else _text(record, "Title_Series"),
        issued=csl.date(year, month, day),
        volume=_text(record, "Volume"),
        issue=_text(record, "Issue"),
        page="-".join(filter(None, (_text(record, "Start_Page"), _text(record, "End_Page")))),
        publisher=_text(record, "Publisher"),
        publisher_place=_text(record, "Pub_Place"),
        URL=csl.address([_text(record, "Web_URL")]),
        **{number: _text(record, "ISSN_ISBN")},
    )
    named = (_text(cite, name) for name in ("Author", "Year", "RecNum"))
    return {
        "uris": [f"refman:{':'.join(named)}"],
        "itemData": data,
        "prefix": _text(cite, "Prefix"),
        "suffix": cite.findtext("Suffix") or "",
        **csl.cited_at(_text(cite, "Pages")),
    }


def _text(element: etree._Element | None, path: str) -> str:
    part = element.find(path) if element is not None else None
    return "" if part is None else csl.clean(csl.words(part))
