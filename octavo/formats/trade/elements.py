"""Elements of the trade's XML, made in one line each; what has nothing to say is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element
Content: TypeAlias = "Element | str | Iterable[Element] | None"


class Maker:
    """Makes elements in one namespace."""

    def __init__(self, space: str = "", more: Mapping[str, str] | None = None) -> None:
        """Take the namespace, and further ones by their prefixes."""
        self.space = f"{{{space}}}" if space else ""
        self.spaces: Any = ({None: space} if space else {}) | dict(more or {})

    def __call__(self, name: str, *content: Content, **attributes: str) -> Element:
        """Make an element with its text and children; None stands for nothing."""
        element = etree.Element(self.space + name, nsmap=self.spaces)
        for key, value in attributes.items():
            if value:
                element.set(key, value)
        for part in content:
            if isinstance(part, str):
                if len(element):
                    element[-1].tail = (element[-1].tail or "") + part
                else:
                    element.text = (element.text or "") + part
            elif isinstance(part, etree._Element):
                element.append(part)
            elif part is not None:
                element.extend(part)
        return element

    def known(self, name: str, text: str, **attributes: str) -> list[Element]:
        """Make an element of a text; nothing where the text says nothing."""
        words = text.strip()
        return [self(name, words, **attributes)] if words else []


def document(root: Element, doctype: str = "") -> bytes:
    """Return a document, indented, the same for the same tree."""
    etree.cleanup_namespaces(root)
    etree.indent(root)
    head = b'<?xml version="1.0" encoding="UTF-8"?>\n'
    head += f"{doctype}\n".encode() if doctype else b""
    return head + etree.tostring(root, encoding="unicode").encode().rstrip(b"\n") + b"\n"
