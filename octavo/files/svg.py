"""SVG drawings: whether one may stand in an edition, how large it is, its bytes without the rest.

What draws stays, what a drawing program keeps for itself is left out. What runs, or leads out of
the drawing, is refused: its author must know that it is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from octavo.files import xml
from octavo.model.finding import InputError

SPACE = "http://www.w3.org/2000/svg"
LINK = "{http://www.w3.org/1999/xlink}href"
KEPT_SPACES = ("", "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace")

RUNNING = ("script", "foreignObject", "handler", "listener", "iframe", "audio", "video", "canvas")
MOVING = ("animate", "animateColor", "animateMotion", "animateTransform", "set", "mpath", "discard")
OWN = ("metadata", "cursor", "view")
"""Elements of SVG that an edition does not have: those that run, those that move, notes."""

INSIDE = re.compile(r"#[^\s]*|data:image/(?:png|jpe?g|gif);base64,[A-Za-z0-9+/=\s]*")
ADDRESS = re.compile(r"url\(\s*[\"']?\s*(?!#|[\"'])", re.I)
ESCAPED = re.compile(r"\\|@import|expression\(|javascript:|image-set\(|\bsrc\(", re.I)
UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
"""Lengths in pixels of CSS, of which 96 are an inch."""

NUMBER = re.compile(r"[-+]?\d*\.?\d+(?:e[-+]?\d+)?", re.I)
LENGTH = re.compile(r"\s*([\d.]+(?:e[-+]?\d+)?)\s*([a-z]*)\s*", re.I)
HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b")
RGB = re.compile(r"rgba?\(\s*([\d.]+%?)\s*,?\s*([\d.]+%?)\s*,?\s*([\d.]+%?)")
NAMED = re.compile(
    r"\b(?:fill|stroke|color|stop-color)\s*[:=]\s*[\"']?\s*(?!none|black|white|\w*gr[ae]y|silver|url"
    r"|inherit|current|transparent|gainsboro|rgb)[a-z]{3,}"
)
"""Colours as CSS has them: by digits, by parts, by names."""

CLEAR = re.compile(
    rb"opacity\s*+[:=]\s*+[\"']?+\s*+(?!1(?:\.0*)?[\"';\s]|100%)|<mask|<filter|mix-blend|rgba\(|hsla\("
)
"""What lets the ground be seen through a drawing, or a part of it."""

MOST = 100_000
"""So many elements may be in a drawing."""

LARGEST = 10_000_000
"""So many bytes may a drawing have."""


def is_svg(data: bytes) -> bool:
    """Whether a file is an SVG drawing, by its first bytes."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"<svg" in data[:4000]


def fault_of(data: bytes) -> str:
    """Return why a drawing cannot be in an edition, as the end of a sentence; "" where it can."""
    if len(data) > LARGEST:
        return f"is too large for a drawing: {LARGEST // 1_000_000} MB is the limit."
    try:
        root = xml.parse(data, "")
    except InputError as fault:
        return f"cannot be read. {fault.message}"
    if root.tag != f"{{{SPACE}}}svg":
        return "is no SVG drawing."
    if sum(1 for _ in root.iter()) > MOST:
        return f"has more than {MOST:,} parts: export it anew, as PNG."
    width, height = size_of(root)
    if not width or not height:
        return "does not say how large it is: give its svg element a viewBox."
    return next(_faults(root), "")


def _faults(root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name in RUNNING:
            yield f"holds what runs or is no drawing ({name}). Take it out."
        for key, value in element.attrib.items():
            yield from _attribute(etree.QName(key).localname.lower(), str(value))
        if name == "style":
            yield from _styled("".join(map(str, element.itertext())))


def _attribute(name: str, value: str) -> Iterator[str]:
    if name.startswith("on"):
        yield f"holds what runs ({name}). Take it out."
    elif name in ("href", "src") and not INSIDE.fullmatch(value.strip()):
        yield f"leads out of itself ({value.strip()[:60]}). Embed what it shows, or take it out."
    elif name != "id":
        yield from _styled(value)


def _styled(value: str) -> Iterator[str]:
    if ADDRESS.search(value) or ESCAPED.search(value):
        yield "leads out of itself, or runs, in a style. Take that out."


def size_of(root: etree._Element) -> tuple[float, float]:
    """Return a drawing's width and height in pixels of CSS; (0, 0) where it does not say.

    What has a viewBox alone is as large as that (SVG 2, 8.2; CSS Images 3, 5.3).
    """
    box = [float(number) for number in NUMBER.findall(root.get("viewBox", ""))]
    natural = (box[2], box[3]) if len(box) == 4 else (0.0, 0.0)
    width, height = (_length(root.get(name, "")) for name in ("width", "height"))
    if width and height:
        return width, height
    if not natural[0] or not natural[1]:
        return 0.0, 0.0
    if width or height:
        scale = width / natural[0] if width else height / natural[1]
        return natural[0] * scale, natural[1] * scale
    return natural


def is_clear(data: bytes) -> bool:
    """Whether a file is a drawing that may be seen through: opacity, a mask, a blend, a filter."""
    return is_svg(data) and bool(CLEAR.search(data))


def has_colours(data: bytes) -> bool:
    """Whether a drawing has a colour that is no grey, as far as its attributes and styles say."""
    text = data.decode("utf-8", "replace").lower()
    parts = [re.findall("..", one) if len(one) == 6 else list(one) for one in HEX.findall(text)]
    parts += [list(numbers) for numbers in RGB.findall(text)]
    return any(len({*one}) > 1 for one in parts) or bool(NAMED.search(text))


def _length(value: str) -> float:
    length = LENGTH.fullmatch(value)
    if not length or length[2].lower() not in UNITS:
        return 0.0
    try:
        return float(length[1]) * UNITS[length[2].lower()]
    except ValueError:
        return 0.0


def clean(data: bytes) -> bytes:
    """Return a drawing with what draws alone, and its size. Raises InputError where it is no XML.

    It has no comment, no instruction, nothing of other vocabularies, nothing that moves.
    """
    root = xml.parse(data, "", comments=False)
    width, height = size_of(root)
    for element in list(root.iter()):
        if element is not root and not _draws(element):
            xml.remove(element)
            continue
        for key in list(element.attrib):
            name = etree.QName(key)
            is_base = name.localname == "base"
            is_event = name.localname.lower().startswith("on")
            if is_base or is_event or (name.namespace or "") not in KEPT_SPACES:
                del element.attrib[key]
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    if not root.get("viewBox"):
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _draws(element: etree._Element) -> bool:
    if not isinstance(element.tag, str):
        return False
    name = etree.QName(element)
    return name.namespace == SPACE and name.localname not in (*RUNNING, *MOVING, *OWN)
