"""Comments as a program exports them from a PDF, into FDF or XFDF: those of a marked proof."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from lxml import etree

from tests.pdf_reader import Reader

XFDF = "http://ns.adobe.com/xfdf/"
SIDES = {"Rect": "rect", "QuadPoints": "coords", "RD": "fringe", "CL": "callout"}
TEXTS = {"T": "title", "M": "date", "NM": "name", "State": "state", "StateModel": "statemodel"}


def _annotations(pdf: pikepdf.Pdf) -> Iterator[tuple[int, Any]]:
    """All annotations but popups, each with a name, and the numbers of their pages."""
    each = [
        (number, one)
        for number, page in enumerate(pdf.pages)
        for one in page.obj.get("/Annots", [])
        if one.get("/Subtype") not in ("/Popup", "/Link")
    ]
    for count, (_, one) in enumerate(each):
        if "/NM" not in one:
            one.NM = pikepdf.String(f"unnamed-{count}")
    yield from each


def to_xfdf(reader: Reader, path: Path, pdf: str = "proof.pdf") -> Path:
    """Write the marks of a proof as Acrobat exports them: a reply names what it answers."""
    root = etree.Element(f"{{{XFDF}}}xfdf", nsmap={None: XFDF})
    etree.SubElement(root, f"{{{XFDF}}}f", href=pdf)
    annots = etree.SubElement(root, f"{{{XFDF}}}annots")
    for page, one in _annotations(reader.pdf):
        kind = str(one.Subtype)[1:].lower()
        made = etree.SubElement(annots, f"{{{XFDF}}}{kind}", page=str(page))
        _write(one, made)
    first = bytes(reader.pdf.trailer.ID[0]).hex().upper()
    etree.SubElement(root, f"{{{XFDF}}}ids", original=first, modified="00" * 16)
    path.write_bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
    return path


def _write(one: Any, made: etree._Element) -> None:
    for key, name in SIDES.items():
        if f"/{key}" in one:
            made.set(name, ",".join(str(float(side)) for side in one[f"/{key}"]))
    for key, name in TEXTS.items():
        if f"/{key}" in one:
            made.set(name, str(one[f"/{key}"]))
    if "/IT" in one:
        made.set("IT", str(one.IT)[1:])
    if "/Sy" in one:
        made.set("symbol", "paragraph")
    made.set("flags", "hidden,print" if int(one.get("/F", 4)) & 2 else "print")
    if "/IRT" in one:
        made.set("inreplyto", str(one.IRT.NM))
        made.set("replyType", "group" if one.get("/RT") == "/Group" else "reply")
    if "/RC" in one:
        rich = etree.SubElement(made, f"{{{XFDF}}}contents-richtext")
        rich.append(etree.fromstring(str(one.RC).encode()))
    if "/Contents" in one:
        etree.SubElement(made, f"{{{XFDF}}}contents").text = str(one.Contents)
    etree.SubElement(made, f"{{{XFDF}}}popup", page="0", rect="0,0,9,9")


def to_fdf(reader: Reader, path: Path, pdf: str = "proof.pdf") -> Path:
    """Write the marks of a proof as FDF: a list of annotations, each with its page."""
    lines, numbers = [b"%FDF-1.2\n%\xe2\xe3\xcf\xd3\n"], []
    for number, (page, one) in enumerate(_annotations(reader.pdf), 2):
        made = pikepdf.Dictionary(dict(one.items()))
        for key in ("/P", "/AP", "/Popup", "/Parent"):
            if key in made:
                del made[key]
        made.Page = page
        if "/IRT" in one:
            made.IRT = one.IRT.NM
        lines.append(b"%d 0 obj\n%b\nendobj\n" % (number, made.unparse(resolved=True)))
        numbers.append(b"%d 0 R" % number)
    first = pikepdf.String(bytes(reader.pdf.trailer.ID[0])).unparse()
    held = b"/Annots[%b]/F(%b)/ID[%b%b]" % (b" ".join(numbers), pdf.encode(), first, first)
    lines.append(b"1 0 obj\n<</FDF<<%b>>/Version/1.4>>\nendobj\n" % held)
    lines.append(b"trailer\n<</Root 1 0 R>>\n%%EOF\n")
    path.write_bytes(b"".join(lines))
    return path


EXPORTS = {"back.xfdf": to_xfdf, "back.fdf": to_fdf}
"""What writes a file of comments, by a name for it."""
