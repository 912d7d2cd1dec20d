"""Citations as live fields of Zotero: an author who has it can set them anew in Word.

A complex field for each citation, one for the bibliography, and the document's preferences as
custom properties: what Zotero's Word plugin writes, and what pandoc's `docx+citations` reads.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import orjson

from octavo.bibliography import csl, habits, references, volumes, years
from octavo.bibliography.places import SELECTORS, Place, terms
from octavo.bibliography.references import Item
from octavo.model.edition import Project
from octavo.model.nodes import Document, Node, stringify, walk
from octavo.text.citations.locator import LABELS, VALUES, expand, plain

ITEM = "ADDIN ZOTERO_ITEM CSL_CITATION"
BIBLIOGRAPHY = 'ADDIN ZOTERO_BIBL {"uncited":[],"omitted":[],"custom":[]} CSL_BIBLIOGRAPHY'
OWN_BIBLIOGRAPHY = "ADDIN OCTAVO_BIBL"
SCHEMA = "https://github.com/citation-style-language/schema/raw/master/csl-citation.json"

PREFERENCE = "ZOTERO_PREF_"
LONGEST = 255
"""How many characters a custom property may have: Zotero cuts what is longer in pieces."""

PRIVATE = frozenset(("abstract", "annotation", "annote", "file", "keyword", "note"))
"""What people write into an entry for themselves, and no citation prints."""

TERMS = {
    "p.": "page", "chap.": "chapter", "sec.": "section", "para.": "paragraph", "n.": "note",
    "l.": "line", "bk.": "book", "pt.": "part", "no.": "issue", "fol.": "folio", "col.": "column",
    "fig.": "figure",
}  # fmt: skip
"""CSL's names of locators, by pandoc's abbreviations."""

TAGS = {"Emph": "i", "Strong": "b", "Superscript": "sup", "Subscript": "sub"}
NAMED = "|".join(
    f"(?P<l{i}>{pattern}|{TERMS[term]}s?)" for i, (term, pattern) in enumerate(LABELS.items())
)
LABELLED = re.compile(rf"(?:{NAMED})(?:\.\s*|\s+|(?<=[§¶]))")


@dataclass(slots=True)
class Fields:
    """What the fields of a document say: its works by their keys, its style, whose they are."""

    items: dict[str, Item]
    style: Path
    edition: str
    lang: str
    seen: Counter[bytes] = field(default_factory=Counter)
    is_only_bibliography: bool = True

    @classmethod
    def of(cls, document: Document, project: Project) -> Fields | None:
        """Return the fields of a document whose citations are set; None where it cites nothing."""
        given = document.meta.get("references")
        if given is None or not given["c"]:
            return None
        works = references.from_metadata(given)
        style = csl.style(project.edition.design.citation_style, project.metadata)
        edition = project.edition
        divs = [node for node in walk(document.blocks) if node["t"] == "Div"]
        lists = [Place(div) for div in divs if "references" in div["c"][0][1]]
        asked = {word for one in lists for word in one.keywords}
        items = {work.key: _public(years.restored(work.item), asked) for work in works}
        fields = cls(items, style, edition.identifier or "urn:octavo", edition.lang)
        fields.is_only_bibliography = len(lists) == 1
        return fields

    def wrap(self, cite: Node) -> None:
        """Make a field of a citation, in place: of its note's words, where it makes a note.

        The name before a note or a bracket (`Doe (1999, 7)`) stays outside of the field, which
        then leaves the author out, as one writes it in Zotero.
        """
        citations, inlines = cite["c"]
        if not all(citation["citationId"] in self.items for citation in citations):
            return
        named = citations[0]["citationMode"]["t"] == "AuthorInText"
        start = _behind_name(inlines) if named else 0
        items = [self._item(citation) for citation in citations]
        if start:
            items[0]["suppress-author"] = True
        note = next((node for node in inlines if node["t"] == "Note"), None)
        in_note = note is not None or self.makes_notes
        shown, start = (inlines, start) if note is None else (note["c"][0]["c"], 0)
        number = citations[0]["citationNoteNum"] if in_note else 0
        shown[start:] = field_of(self._code(items, stringify(shown[start:]), number), shown[start:])

    @property
    def joins(self) -> bool:
        """Whether the style writes a volume with its page as one: `27:273`."""
        return bool(habits.joined(csl.tree(self.style)))

    @property
    def makes_notes(self) -> bool:
        """Whether the style sets its citations in notes."""
        return csl.style_class(self.style) == "note"

    def _item(self, citation: Node) -> dict[str, Any]:
        key = citation["citationId"]
        locator, rest = locator_of(_tagged(citation["citationSuffix"]), joins=self.joins)
        prefix = _tagged(citation["citationPrefix"]).strip()
        item: dict[str, Any] = {"id": key, "uris": [f"{self.edition}#{key}"]}
        item |= {"itemData": {**self.items[key], "citation-key": key}, **locator}
        if prefix:
            item["prefix"] = f"{prefix} "
        if rest:
            item["suffix"] = rest
        if citation["citationMode"]["t"] == "SuppressAuthor":
            item["suppress-author"] = True
        return item

    def _code(self, items: list[dict[str, Any]], shown: str, number: int) -> str:
        """Return a field's code. Its name comes of what it cites: the same at every build."""
        content = orjson.dumps(items)
        self.seen[content] += 1
        named = hashlib.sha256(content + str(self.seen[content]).encode()).hexdigest()[:10]
        citation = {
            "citationID": named,
            "properties": {
                "formattedCitation": shown,
                "plainCitation": shown,
                "noteIndex": number,
            },
            "citationItems": items,
            "schema": SCHEMA,
        }
        return f"{ITEM} {orjson.dumps(citation).decode()}"

    def preferences(self) -> dict[str, str]:
        """Return the custom properties by which Zotero knows the document's style."""
        session = hashlib.sha256(self.edition.encode()).hexdigest()[:8]
        notes = int(self.makes_notes)
        data = (
            f'<data data-version="3" zotero-version="7.0.0"><session id="{session}"/>'
            f'<style id="{escape(csl.identity(self.style))}" locale="{escape(self.lang)}"'
            ' hasBibliography="1" bibliographyStyleHasBeenSet="1"/><prefs>'
            f'<pref name="fieldType" value="Field"/><pref name="noteType" value="{notes}"/>'
            "</prefs></data>"
        )
        starts = range(0, len(data), LONGEST)
        return {
            f"{PREFERENCE}{number}": data[start : start + LONGEST]
            for number, start in enumerate(starts, 1)
        }

    def mark_bibliography(self, division: Node) -> None:
        """Make a field of a bibliography, in place: Zotero's, where there is one alone.

        Zotero would write the whole list into each of several: these have a field of our own, which
        says what the list takes, and nobody but our importer reads.
        """
        if self.is_only_bibliography:
            _mark(division, BIBLIOGRAPHY)
            return
        identifier, _, pairs = division["c"][0]
        selection = {"id": identifier} | {name: text for name, text in pairs if name in SELECTORS}
        _mark(division, f"{OWN_BIBLIOGRAPHY} {orjson.dumps(selection).decode()}")


def locator_of(suffix: str, *, joins: bool = False) -> tuple[dict[str, str], str]:
    """Part a citation's suffix as Zotero does: its locator with its label, and what follows.

    As for pandoc's citeproc, braces hold a locator together (`{p. 27: 273}`), and a number without
    a label is a page. A volume is the locator, with its page behind it; in styles that join the two
    (`joins`) they are one page, `27:273`.
    """
    cited = volumes.read(suffix)
    if cited is not None:
        pages = expand(cited.pages)
        if joins and pages:
            return {"locator": f"{cited.volume}:{pages}", "label": "page"}, cited.rest.rstrip()
        return {"locator": cited.volume, "label": "volume"}, volumes.behind(suffix).rstrip()
    text = suffix.strip().removeprefix(",").lstrip()
    braced = re.match(r"\{([^{}]*)\}", text)
    inside = braced[1].strip() if braced else text
    label = LABELLED.match(inside)
    start = label.end() if label else 0
    value = re.compile(r".+" if braced else VALUES).match(plain(inside), start)
    if value is None or not (label or re.match(r"\d", value[0])):
        return {}, suffix.rstrip()
    rest = text[braced.end() if braced else value.end() :].rstrip()
    term = next((t for i, t in enumerate(LABELS) if label and label[f"l{i}"]), "p.")
    return {"locator": expand(value[0]), "label": TERMS[term]}, rest


def _mark(division: Node, code: str) -> None:
    """Make a field from a bibliography's first paragraph to its last."""
    paragraphs = [
        block
        for entry in division["c"][1]
        for block in (entry["c"][1] if entry["t"] == "Div" else [entry])
        if block["t"] in ("Para", "Plain")
    ]
    if paragraphs:
        opening, closing = field_of(code, [])
        paragraphs[0]["c"].insert(0, opening)
        paragraphs[-1]["c"].append(closing)


def field_of(code: str, shown: list[Node]) -> list[Node]:
    """Return a complex field: its code and the inlines that it shows."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    instruction = (
        f'<w:r><w:instrText xml:space="preserve"> {escape(code, quote=False)} </w:instrText></w:r>'
    )
    return [_raw(mark("begin") + instruction + mark("separate")), *shown, _raw(mark("end"))]


def _raw(openxml: str) -> Node:
    return {"t": "RawInline", "c": ["openxml", openxml]}


def _behind_name(inlines: list[Node]) -> int:
    """Return where a citation begins behind the name of its author: at a note or a bracket."""
    for number, node in enumerate(inlines):
        if node["t"] == "Note":
            return number
        name, bracket, rest = node["c"].partition("(") if node["t"] == "Str" else ("", "", "")
        if bracket and name + stringify(inlines[:number]):
            inlines[number : number + 1] = [
                {"t": "Str", "c": name},
                {"t": "Str", "c": bracket + rest},
            ]
            return number + 1
    return 0


def _tagged(inlines: list[Node]) -> str:
    """Return what stands around a work as Zotero has it: text, with tags for what is set apart."""
    return "".join(
        f"<{TAGS[node['t']]}>{_tagged(node['c'])}</{TAGS[node['t']]}>"
        if node["t"] in TAGS
        else stringify([node])
        for node in inlines
    )


def _public(item: Item, asked: set[str]) -> Item:
    """Return the public part of an entry; of its keywords, those that select a bibliography."""
    kept = {name: value for name, value in item.items() if name not in PRIVATE}
    words = sorted(terms(str(item.get("keyword", ""))) & asked)
    return {**kept, "keyword": ", ".join(words)} if words else kept
