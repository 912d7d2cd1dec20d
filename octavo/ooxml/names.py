"""The namespaces of a Word file, each as the prefix of a tag: `f"{W}p"` is a paragraph."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the name that Word itself gives it
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M),
    (b"http://purl.oclc.org/ooxml/drawingml/main", A),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", WP),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", PIC),
)
"""The names of ISO/IEC 29500 Strict, and those that everybody else writes."""

FALSE = frozenset(("0", "false", "off", "none"))


def val(element: etree._Element | None, name: str = "val") -> str:
    """Return an attribute of Word's own namespace, or ""."""
    return "" if element is None else element.get(f"{W}{name}", "")


def on(element: etree._Element | None) -> bool | None:
    """Whether a toggle is on: None where it is not there (ECMA-376, part 1, 17.17.4)."""
    return None if element is None else val(element) not in FALSE


def in_transitional(data: bytes) -> bytes:
    """Return a part of a strict package with the names that everybody else writes."""
    if b"purl.oclc.org/ooxml" not in data:
        return data
    for strict, name in STRICT:
        data = data.replace(strict, name[1:-1].encode())
    return data
