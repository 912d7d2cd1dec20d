"""Citations that a Word file keeps as fields of Zotero or Mendeley come back by key.

Pandoc's reader `docx+citations` makes real citations of such fields. Its input is prepared here:
each work has a key that an author can type, the same wherever it is cited, whatever number
the program on some author's desk had for it; and a locator stands in the suffix as Markdown has it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from lxml import etree

from octavo.bibliography import csljson
from octavo.files.json import parse as parse_json
from octavo.files.slugs import FreeNames
from octavo.manuscripts.works.stubs import key_of
from octavo.model.finding import Finding, InputError, Place, Severity, Tier
from octavo.ooxml.names import W
from octavo.ooxml.package import Package
from octavo.text.citations.locator import VALUES, Locator

Item: TypeAlias = dict[str, Any]

CITATION = re.compile(r"\s*ADDIN\s+(?:ZOTERO_ITEM\s+)?CSL_CITATION\s*(?=\{)")
BIBLIOGRAPHY = re.compile(r"\s*ADDIN\s+(?:ZOTERO_BIBL|Mendeley Bibliography)")
ONE_OF_SEVERAL = re.compile(r"\s*ADDIN\s+OCTAVO_BIBL\s*(?=\{)")
EDITED = re.compile(r'"(?:uncited|custom)"\s*:\s*\[\s*[^\]\s]')
"""Entries that no citation asks for, or that somebody wrote anew."""

ENDNOTE = re.compile(r"\s*ADDIN\s+EN\.CITE\b(?!\.DATA)")
FOREIGN = re.compile(r"\s*ADDIN\s+EN\.(?:CITE|REFLIST)\b")
"""EndNote's fields, of which pandoc takes the works' numbers in somebody's library for keys."""

BOOKMARK = "ZOTERO_BREF_"
CITEKEY = re.compile(r"[^\W\d_]\w*(?:[:.#$%&+?<>~/-]\w+)*")
"""A key that pandoc's Markdown reads without braces, and no number of some program's own."""

OF_VOLUME = re.compile(r"(?P<volume>\d{1,3})\s?:\s?(?P<pages>\S.*)")
"""A page of one volume of a work in several, as MLA style has it: `27: 273`."""

HELD = "octavo-the-bibliography-stands-here:"
"""Stands for the bibliography of a Word file while pandoc reads it."""


@dataclass(slots=True)
class Library:
    """The works that fields cite: CSL items by key, and keys by what the files call them.

    It is one for all manuscripts of a book: a key means one work. `lang` is the language in which
    locators are written.
    """

    lang: str
    items: dict[str, Item] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    _names: FreeNames = field(init=False)

    def __post_init__(self) -> None:
        self._names = FreeNames(self.items)

    def key(self, item: Item) -> str:
        """Return the key of the work that an item of a field cites; take it in where it is new."""
        data = item.get("itemData") or {}
        known = [*_addresses(item)] or [json.dumps({**data, "id": str(item.get("id", ""))})]
        key = next((self.keys[name] for name in known if name in self.keys), "")
        if not key:
            key = self._names.free(_preferred_key(item, data))
            self.items[key] = _entry(data, key)
        self.keys |= dict.fromkeys(known, key)
        return key


@dataclass(slots=True)
class Taken:
    """The fields of one file: citations that were read, and others, which stay text."""

    cited: int = 0
    unread: int = 0
    places: int = 0
    kept: int = 0

    def findings(self, file: str) -> list[Finding]:
        """Return findings: what became of the fields, and what a person must look at."""
        findings = []
        if self.cited:
            message = (
                f"{self.cited} citations were read by key; "
                "their works are in metadata/references.json."
            )
            findings.append(Finding("import-citations", message, Severity.INFO, place=Place(file)))
        if self.unread:
            message = (
                f"{self.unread} citations of a reference manager could not be read: "
                "they stay as text."
            )
            hint = "In Zotero choose Document Preferences, Store Citations as: Fields; save anew."
            findings.append(_flag("import-citations-unread", message, file, hint))
        if self.kept:
            message = (
                "The bibliography stays as text: it lists more than the citations that were read."
            )
            hint = "Enter what only it has in references.json, then take the text out."
            findings.append(_flag("import-bibliography-kept", message, file, hint))
        return findings


def _flag(rule: str, message: str, file: str, hint: str) -> Finding:
    return Finding(rule, message, Severity.WARNING, Tier.FLAG, Place(file), hint=hint)


def take(package: Package, library: Library) -> Taken:
    """Prepare the fields of a Word file in place; return what was taken.

    The works that they cite go into the library.
    """
    taken = Taken()
    roots = [story.root for story in package.stories()]
    every = [texts for root in roots for texts in _codes(root)]
    for texts in every:
        _prepare(texts, library, taken)
    for root in roots:
        marks = (mark.get(f"{W}name", "") for mark in root.iter(f"{W}bookmarkStart"))
        taken.unread += sum(name.startswith(BOOKMARK) for name in marks)
    for texts in every:
        _prepare_bibliography(texts, taken)
    return taken


def _codes(root: etree._Element) -> Iterator[list[etree._Element]]:
    """Yield the elements that hold each field's code: Word cuts a long one in pieces."""
    waiting: list[list[etree._Element]] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText"):
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            waiting.append([])
        elif kind == "end" and waiting:
            texts = waiting.pop()
            if texts:
                yield texts
        elif kind is None and waiting:
            waiting[-1].append(element)


def _code(texts: list[etree._Element]) -> str:
    return "".join(element.text or "" for element in texts)


def _prepare(texts: list[etree._Element], library: Library, taken: Taken) -> None:
    """Prepare a citation, in place; what pandoc would read otherwise is made to stay text."""
    code = _code(texts)
    start = CITATION.match(code)
    if start is None:
        taken.unread += bool(ENDNOTE.match(code))
        if FOREIGN.match(code):
            _write(texts, "ADDIN")
        return
    try:
        citation, end = json.JSONDecoder().raw_decode(code, start.end())
        parse_json(code[start.end() : end].encode(), "")
        _check_items(citation["citationItems"])
        citation["citationItems"] = [_item(one, library) for one in citation["citationItems"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, InputError):
        taken.unread += 1
        _write(texts, "ADDIN")
        return
    taken.cited += 1
    _write(texts, f"ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(citation, ensure_ascii=False)}")


def _check_items(cited: list[Item]) -> None:
    """Raise ValueError where a field of a work is of a kind that no bibliography can hold."""
    for one in cited:
        fault = csljson.fault_of({"type": "document", **(one.get("itemData") or {}), "id": "x"})
        if fault:
            raise ValueError(fault)


def _prepare_bibliography(texts: list[etree._Element], taken: Taken) -> None:
    """Let a paragraph hold the place of a bibliography, whose words pandoc leaves out.

    Its words stay where it has more than the citations that were read will give.
    """
    code = _code(texts)
    own = ONE_OF_SEVERAL.match(code)
    if not own and not BIBLIOGRAPHY.match(code):
        return
    if taken.unread or not taken.cited or EDITED.search(code):
        taken.kept += 1
        _write(texts, "ADDIN")
        return
    taken.places += not own
    if own:
        _hold_place(texts[0], code[own.end() :].strip())
    elif taken.places == 1:
        _hold_place(texts[0], '{"id": "refs"}')
    _write(texts, "ADDIN ZOTERO_BIBL {} CSL_BIBLIOGRAPHY")


def _write(texts: list[etree._Element], code: str) -> None:
    texts[0].text = f" {code} "
    for rest in texts[1:]:
        rest.text = ""


def _hold_place(code: etree._Element, settings: str) -> None:
    paragraph = next(code.iterancestors(f"{W}p"))
    held = etree.Element(f"{W}p")
    text = etree.SubElement(etree.SubElement(held, f"{W}r"), f"{W}t")
    text.text = HELD + settings
    paragraph.addprevious(held)


def _item(item: Item, library: Library) -> Item:
    """Return an item as pandoc is to read it: by our key, its locator in the suffix."""
    key = library.key(item)
    volume, label, value = _in_volume(key, item, library)
    suffix = str(item.get("suffix") or "").rstrip()
    locator = f", vol. {volume}" if volume else ""
    if value:
        locator += _locator(label, value, "en" if volume else library.lang)
    glue = " " if suffix[:1].isalnum() else ""
    kept = {name: item[name] for name in ("suppress-author", "author-only") if item.get(name)}
    around = {
        "prefix": str(item.get("prefix") or "").strip(),
        "suffix": f"{locator}{glue}{suffix}",
    }
    return {**kept, **around, "id": key, "itemData": {"id": key}}


def _in_volume(key: str, item: Item, library: Library) -> tuple[str, str, str]:
    """Return the volume of a work that is cited, or "", and label and locator beside it.

    A field has room for one locator alone, so that a volume stands there, with the page or without.
    """
    label = str(item.get("label") or "page")
    value = " ".join(str(item.get("locator") or "").split())
    if library.items[key].get("volume"):
        return "", label, value
    both = OF_VOLUME.fullmatch(value) if label == "page" else None
    if both:
        return both["volume"], label, both["pages"]
    if label == "volume" and value.isdigit():
        return value, label, ""
    return "", label, value


def _locator(label: str, value: str, lang: str) -> str:
    """Write a locator behind its comma; braces hold together what is no list of numbers.

    But for pages its label is CSL's own word, which is English, and which every English citeproc
    reads: abbreviations differ (`ch.`, `chap.`).
    """
    written = Locator("p.", value).write(lang) if label == "page" else f"{label} {value}"
    plain = re.fullmatch(VALUES, value.replace("\N{EN DASH}", "-"))
    return f", {written}" if plain else f", {{{written}}}"


def _addresses(item: Item) -> list[str]:
    given = item.get("uris") or item.get("uri") or []
    return [str(one) for one in ([given] if isinstance(given, str) else given)]


def _preferred_key(item: Item, data: Item) -> str:
    """Return the key that a work is to have: its own, or one made of name and title."""
    own = str(data.get("citation-key") or ("" if _addresses(item) else data.get("id", "")))
    if CITEKEY.fullmatch(own):
        return own
    people = data.get("author") or data.get("editor") or [{}]
    name = people[0].get("family") or people[0].get("literal") or ""
    return key_of(str(name), str(data.get("title-short") or data.get("title") or "work"))


def _entry(data: Item, key: str) -> Item:
    """Return a work's entry for the bibliography."""
    kept = {name: value for name, value in data.items() if name not in ("citation-key", "id")}
    if not kept.get("title"):
        kept["note"] = "stub: the Word file says nothing of this work"
    return {"id": key, "type": "book", **kept}
