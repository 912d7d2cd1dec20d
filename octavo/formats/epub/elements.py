"""The elements of the package document and of the NCX, and their files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from lxml import etree
from lxml.builder import ElementMaker

from octavo.formats.html.tree import Element

OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
NCX = "http://www.daisy.org/z3986/2005/ncx/"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_OPF = ElementMaker(namespace=OPF, nsmap={None: OPF, "dc": DC})
_DC = ElementMaker(namespace=DC, nsmap={None: OPF, "dc": DC})
_NCX = ElementMaker(namespace=NCX, nsmap={None: NCX})

Inside: TypeAlias = "str | Mapping[str, str] | Element"
"""What an element is made of: text, attributes, children."""


def opf(name: str, *inside: Inside) -> Element:
    """Make an element of the package document."""
    made: Element = _OPF(name, *inside)
    return made


def dc(name: str, *inside: Inside) -> Element:
    """Make an element of Dublin Core."""
    made: Element = _DC(name, *inside)
    return made


def ncx(name: str, *inside: Inside) -> Element:
    """Make an element of the NCX."""
    made: Element = _NCX(name, *inside)
    return made


def on_lines(parent: Element) -> Element:
    """Set the children of an element on lines of their own."""
    parent.text = "\n"
    for child in parent:
        child.tail = "\n"
    return parent


def serialise(root: Element) -> bytes:
    """Write a document, with its declaration."""
    declaration = b'<?xml version="1.0" encoding="UTF-8"?>\n'
    return declaration + etree.tostring(root, encoding="utf-8") + b"\n"
