"""SVG drawings as editions have them: cleaned, and the pictures inside them without notes."""

from __future__ import annotations

import base64
import binascii

from lxml import etree

from octavo.files import redraw, svg, xml

BEGINS = "data:image/"
HREFS = ("href", svg.LINK)


def published(data: bytes) -> bytes:
    """Return a drawing as an edition has it (`svg.clean`).

    A photograph that stands in it has no place, time or name of its camera either, and stands as it
    did. Raises InputError where the drawing is no XML.
    """
    cleaned = svg.clean(data)
    if BEGINS.encode() not in cleaned:
        return cleaned
    root = xml.parse(cleaned, "", comments=False)
    for image in root.iter(f"{{{svg.SPACE}}}image", f"{{{svg.SPACE}}}feImage"):
        for key in HREFS:
            if image.get(key, "").startswith(BEGINS):
                image.set(key, _without_notes(image.get(key, "")))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _without_notes(address: str) -> str:
    """Return a picture that is an address in itself, without what it says beside its looks."""
    head, comma, content = address.partition(",")
    if not head.endswith(";base64"):
        return address
    try:
        picture = base64.b64decode("".join(content.split()), validate=True)
    except (binascii.Error, ValueError):
        return address
    return head + comma + base64.b64encode(redraw.published(picture)).decode("ascii")
