"""The package around the text: parts, relationships, settings, properties."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, datetime

from lxml import etree

from octavo.formats import imprint
from octavo.formats.docx.page import Page, twips
from octavo.formats.docx.styles import MATH, MONO, SERIF
from octavo.formats.docx.xml import Element, W, make, parse, serialise
from octavo.model.checkdigits import isbn_digits
from octavo.model.edition import Edition

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
CUSTOM_PART = "docProps/custom.xml"
CUSTOM_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The one set that custom properties belong to, by its number in MS-OLEPS."""

EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"

TYPES_PART = "[Content_Types].xml"
MAIN_RELATIONSHIPS = "word/_rels/document.xml.rels"
NOTES_RELATIONSHIPS = "word/_rels/footnotes.xml.rels"
EMPTY = f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()
USES = frozenset(f"{{{OFFICE}}}{name}" for name in ("id", "embed", "link"))
"""Attributes that refer to a relationship."""

UNWANTED = (CUSTOM_PART, "docProps/thumbnail.jpeg", "word/comments.xml")
"""Custom properties would hold metadata and paths; pandoc's part of comments is empty."""

FONTS = ((SERIF, "Caladea", "roman"), (MONO, "Courier New", "modern"), (MATH, "", "roman"))


class Package:
    """The members of the file by name, and what ties them together."""

    def __init__(self, members: dict[str, bytes]) -> None:
        """Take the members of a file; they are changed in place."""
        self.members = members
        self.types = parse(members[TYPES_PART])
        self.relationships = parse(members[MAIN_RELATIONSHIPS])

    def add(self, name: str, data: bytes, kind: str) -> str:
        """Add a part of the text (`header`, `footer`); return the id that refers to it."""
        self.members[f"word/{name}"] = data
        self._declare(f"/word/{name}", f"{WORD}.{kind}+xml")
        identifier = f"rId-{name.removesuffix('.xml')}"
        etree.SubElement(
            self.relationships,
            f"{{{RELATIONSHIPS}}}Relationship",
            Id=identifier,
            Type=f"{OFFICE}/{kind}",
            Target=name,
        )
        return identifier

    def _declare(self, name: str, media_type: str) -> None:
        etree.SubElement(self.types, f"{{{TYPES}}}Override", PartName=name, ContentType=media_type)

    def drop(self, names: tuple[str, ...]) -> None:
        """Take parts out, with everything that names them."""
        for name in names:
            self.members.pop(name, None)
            _drop_where(self.types, "PartName", f"/{name}")
            _drop_where(self.relationships, "Target", name.removeprefix("word/"))
        top = parse(self.members["_rels/.rels"])
        for name in names:
            _drop_where(top, "Target", name)
        self.members["_rels/.rels"] = serialise(top)

    def relate_notes(self, notes: Element) -> None:
        """Give the notes the relationships that they use: pandoc gives images to the text alone."""
        relationships = parse(self.members.get(NOTES_RELATIONSHIPS, EMPTY))
        known = {relationship.get("Id") for relationship in relationships}
        used = {value for node in notes.iter() for key, value in node.items() if key in USES}
        for relationship in self.relationships:
            if relationship.get("Id") in used - known:
                relationships.append(deepcopy(relationship))
        self.members[NOTES_RELATIONSHIPS] = serialise(relationships)

    def close(self) -> None:
        """Write types and relationships back into the members."""
        self.members[MAIN_RELATIONSHIPS] = serialise(self.relationships)
        self.members[TYPES_PART] = serialise(self.types)


def _drop_where(root: Element, attribute: str, value: str) -> None:
    for element in list(root):
        if element.get(attribute, "").lstrip("/") == value.lstrip("/"):
            root.remove(element)


def settings(page: Page, lang: str) -> bytes:
    """Return the settings: facing pages, hyphenation, notes, and Word's present-day layout.

    Without a compatibility mode Word would open the file as one of Word 2007. A line's end takes a
    hyphen at most twice in a row (New Hart's Rules, 2nd ed., 2.5.2); a manuscript has no hyphens.
    The line before a break is not stretched over the measure (ISO/IEC 29500-1, 17.15.3).
    """
    separators = [make("footnote", id=-1), make("footnote", id=0)]
    mode = make("compatSetting", name="compatibilityMode", val=15)
    mode.set(f"{{{W}}}uri", "http://schemas.microsoft.com/office/word")
    hyphens = [make("autoHyphenation"), make("consecutiveHyphenLimit", val=2)]
    return serialise(
        make(
            "settings",
            make("zoom", percent=100),
            None if page.manuscript else make("mirrorMargins"),
            make("defaultTabStop", val=twips(page.size * 1.4)),
            *([] if page.manuscript else hyphens),
            make("doNotHyphenateCaps"),
            make("evenAndOddHeaders"),
            make("characterSpacingControl", val="doNotCompress"),
            make("footnotePr", *separators),
            make("compat", make("doNotExpandShiftReturn"), mode),
            make("themeFontLang", val=lang),
            make("decimalSymbol", val="."),
            make("listSeparator", val=","),
        )
    )


def fonts() -> bytes:
    """Return the table of fonts, each with what may stand in for it."""
    table = make("fonts")
    for name, other, family in FONTS:
        pitch = "fixed" if family == "modern" else "variable"
        alternative = make("altName", val=other) if other else None
        table.append(
            make(
                "font", alternative, make("family", val=family), make("pitch", val=pitch), name=name
            )
        )
    return serialise(table)


def core_properties(edition: Edition, epoch: int) -> bytes:
    """Return the core properties: what the edition says of itself, and nothing else."""
    root = etree.Element(
        f"{{{CORE}}}coreProperties",
        nsmap={"cp": CORE, "dc": DC, "dcterms": DCTERMS, "xsi": XSI},
    )
    time = datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    title = ": ".join(part for part in (edition.title, edition.subtitle) if part)
    for name, value in (
        (f"{{{DC}}}title", title),
        (f"{{{DC}}}subject", "; ".join(s.name or s.code for s in edition.subjects)),
        (f"{{{DC}}}creator", imprint.authors(edition)),
        (f"{{{CORE}}}keywords", ", ".join(edition.keywords)),
        (f"{{{DC}}}description", edition.description),
        (f"{{{CORE}}}category", edition.series.title if edition.series else ""),
        (f"{{{DC}}}identifier", _identifier(edition)),
        (f"{{{DC}}}language", edition.lang),
        (f"{{{DCTERMS}}}created", time),
        (f"{{{DCTERMS}}}modified", time),
    ):
        if value:
            etree.SubElement(root, name).text = value
    for stamp in root.iter(f"{{{DCTERMS}}}created", f"{{{DCTERMS}}}modified"):
        stamp.set(f"{{{XSI}}}type", "dcterms:W3CDTF")
    return serialise(root)


def _identifier(edition: Edition) -> str:
    isbn = isbn_digits(edition.isbn.get("docx", ""))
    return "; ".join(name for name in (isbn and f"urn:isbn:{isbn}", edition.identifier) if name)


def extended_properties(edition: Edition, words: int) -> bytes:
    """Return the extended properties: only what is known to be true before a layout."""
    root = parse(f'<Properties xmlns="{EXTENDED}"/>'.encode())
    for name, value in (
        ("Application", "Octavo"),
        ("Words", str(words)),
        ("Company", edition.publisher),
    ):
        if value:
            etree.SubElement(root, f"{{{EXTENDED}}}{name}").text = value
    return serialise(root)


def add_properties(members: dict[str, bytes], properties: Mapping[str, str]) -> None:
    """Add custom properties, texts by their names, to the members of a file that has none."""
    root = parse(f'<Properties xmlns="{CUSTOM}" xmlns:vt="{VALUES}"/>'.encode())
    for number, (name, value) in enumerate(properties.items(), start=2):
        made = etree.SubElement(root, f"{{{CUSTOM}}}property", fmtid=CUSTOM_SET, name=name)
        made.set("pid", str(number))
        etree.SubElement(made, f"{{{VALUES}}}lpwstr").text = value
    members[CUSTOM_PART] = serialise(root)
    types, top = parse(members[TYPES_PART]), parse(members["_rels/.rels"])
    etree.SubElement(
        types, f"{{{TYPES}}}Override", PartName=f"/{CUSTOM_PART}", ContentType=CUSTOM_TYPE
    )
    etree.SubElement(
        top,
        f"{{{RELATIONSHIPS}}}Relationship",
        Id="rId-custom",
        Type=f"{OFFICE}/custom-properties",
        Target=CUSTOM_PART,
    )
    members[TYPES_PART], members["_rels/.rels"] = serialise(types), serialise(top)
