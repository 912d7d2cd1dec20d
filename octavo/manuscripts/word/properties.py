"""Reads title, author and language from the properties of a DOCX, ODT or EPUB file."""

from __future__ import annotations

from lxml import etree

from octavo.files import xml
from octavo.model.finding import InputError

DC = "{http://purl.org/dc/elements/1.1/}"
FIELDS = {
    "title": "title",
    "creator": "author",
    "language": "lang",
    "publisher": "publisher",
    "rights": "rights",
    "description": "description",
    "subject": "keywords",
}
"""Dublin Core's names, and edition.yaml's."""

LISTS = ("author", "keywords")
NOBODY = frozenset(
    ("", "python-docx", "user", "admin", "administrator", "unknown", "author", "owner")
)
"""Names that programs write where nobody gave one."""


def fields(members: dict[str, bytes]) -> dict[str, object]:
    """Read Dublin Core from an archive's property file (docProps/core.xml, meta.xml, *.opf)."""
    for name, content in members.items():
        if name in ("docProps/core.xml", "meta.xml") or name.endswith(".opf"):
            return _dublin_core(content)
    return {}


def _dublin_core(content: bytes) -> dict[str, object]:
    root = parse(content)
    if root is None:
        return {}
    embedded: dict[str, object] = {}
    for element, key in FIELDS.items():
        values = [" ".join((node.text or "").split()) for node in root.iter(DC + element)]
        values = [value for value in values if value.lower() not in NOBODY]
        if values and key in LISTS:
            embedded[key] = list(dict.fromkeys(values))
        elif values:
            embedded[key] = values[0]
    return embedded


def parse(content: bytes) -> etree._Element | None:
    """Parse XML; return None where it is malformed or unsafe."""
    try:
        return xml.parse(content, "")
    except InputError:
        return None
