"""Reads XML that others wrote: no entities, no network, no DTD, bounded in depth and size."""

from __future__ import annotations

import codecs
import re

from lxml import etree

from octavo.model.finding import InputError, Place

DECLARED = re.compile(rb"<\?xml[^>]*?encoding=[\"']([A-Za-z][\w.-]*)[\"']")
ENCODING = re.compile(r"^(<\?xml[^>]*?)\s+encoding=[\"'][^\"']*[\"']")
ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def parse(data: bytes, name: str, *, hint: str = "", comments: bool = True) -> etree._Element:
    """Parse XML; `name` is how errors call it. Without `comments` they are left out.

    Raises InputError, with the line, where it is not well-formed, or declares entities.
    """
    if declares_entities(data):
        message = "This XML declares entities, which are not read."
        raise InputError(message, place=Place(name), hint=hint)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=not comments,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        reason = " ".join(str(fault.msg).partition(", line ")[0].split())
        raise InputError(
            f"This is not well-formed XML: {reason}.",
            place=Place(name, fault.lineno or 0),
            hint=hint,
        ) from fault


def in_utf8(data: bytes) -> bytes:
    """Give XML in UTF-8, whatever encoding it has and declares; as it is where that cannot be."""
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
