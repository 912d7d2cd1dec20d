"""The only door to lxml's parsers: no entities, no network, no DTD.

What others wrote is bounded in depth and size besides; what Octavo or pandoc made is not.
"""

from __future__ import annotations

import codecs
import re

from lxml import etree

from octavo.model.finding import InputError, Place

DECLARED = re.compile(rb"<\?xml[^>]*?encoding=[\"']([A-Za-z][\w.-]*)[\"']")
ENCODING = re.compile(r"^(<\?xml[^>]*?)\s+encoding=[\"'][^\"']*[\"']")
ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)

DEEPEST = 255
"""So many elements may stand in one another: the bound of libxml2."""


def parse(data: bytes, name: str, *, hint: str = "", comments: bool = True) -> etree._Element:
    """Parse XML; `name` is how errors call it. Without `comments` they are left out.

    Raises InputError, with the line, where it is not well-formed, or declares entities.
    """
    if declares_entities(data):
        message = "This XML declares entities, which are not read."
        raise InputError(message, place=Place(name), hint=hint)
    try:
        return etree.fromstring(data, _parser(huge=False, comments=comments))
    except etree.XMLSyntaxError as fault:
        reason = " ".join(str(fault.msg).partition(", line ")[0].split())
        message = f"This is not well-formed XML: {reason}."
        if "Excessive depth" in reason:
            message = f"More than {DEEPEST} elements stand in one another here."
        raise InputError(
            message,
            place=Place(name, fault.lineno or 0),
            hint=hint,
        ) from fault


def parse_made(data: bytes) -> etree._Element:
    """Parse XML that Octavo or pandoc made, however long. Raises XMLSyntaxError."""
    return etree.fromstring(data, _parser(huge=True, comments=True))


def parse_html(data: bytes) -> etree._Element:
    """Parse a page of HTML in UTF-8 as a browser would."""
    return etree.fromstring(data, etree.HTMLParser(encoding="utf-8", huge_tree=True))


def _parser(*, huge: bool, comments: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=huge,
        remove_comments=not comments,
    )


def in_utf8(data: bytes) -> bytes:
    """Return XML in UTF-8, whatever encoding it has and declares; as it is where that cannot be."""
    declared = DECLARED.match(data)
    encoding = "utf-8"
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        encoding = "utf-16"
    elif data[:4] in (b"<\0?\0", b"\0<\0?"):
        encoding = "utf-16-le" if data[:1] == b"<" else "utf-16-be"
    elif declared:
        encoding = declared[1].decode("ascii")
    if encoding.lower() in ("utf-8", "us-ascii", "ascii"):
        return data
    try:
        text = data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return data
    return ENCODING.sub(r"\1", text, count=1).encode("utf-8", "replace")


def declares_entities(data: bytes) -> bool:
    """Whether XML declares entities, in whatever encoding of Unicode."""
    return ENTITY.search(data.replace(b"\0", b"") if b"\0" in data else data) is not None


def remove(element: etree._Element) -> None:
    """Take an element out of what it stands in; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
        element.tail = None
    parent.remove(element)
