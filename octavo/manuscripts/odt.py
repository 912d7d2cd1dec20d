"""Sets right what pandoc's reader of OpenDocument takes wrongly: formulas, descriptions."""

from __future__ import annotations

from octavo.manuscripts.word import properties
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.model.nodes import Document, Node, stringify, walk

DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
SHOWN = 5
"""How many names a finding lists."""

XLINK = "{http://www.w3.org/1999/xlink}"


def uncited(document: Document, file: str) -> list[Finding]:
    """Make words of the marks of a bibliography, whose works no list of the book has."""
    marks = [node for node in walk(document.blocks) if node["t"] == "Cite"]
    if not marks:
        return []
    names = ", ".join(dict.fromkeys(mark["c"][0][0]["citationId"] for mark in marks[:SHOWN]))
    for mark in marks:
        mark.update(t="Span", c=[["", [], []], mark["c"][1]])
    what = "1 entry" if len(marks) == 1 else f"{len(marks)} entries"
    message = f"{what} of LibreOffice\N{RIGHT SINGLE QUOTATION MARK}s bibliography stay as words:"
    message += f" {names}."
    hint = "Add the works to metadata/references.json, and cite them by key: [@key]."
    place = Place(file)
    return [
        Finding("import-citations-unread", message, Severity.WARNING, Tier.FLAG, place, hint=hint)
    ]


def mend(members: dict[str, bytes], document: Document) -> None:
    """Set right what the reader takes wrongly: formulas in a line, descriptions of images.

    The reader calls every formula a displayed one; one that stands among words is not.
    """
    descriptions = _descriptions(members)
    for node in walk(document.blocks):
        if node["t"] in ("Para", "Plain") and any(_is_word(inline) for inline in node["c"]):
            for inline in node["c"]:
                if inline["t"] == "Math":
                    inline["c"][0] = {"t": "InlineMath"}
        elif node["t"] == "Image" and not node["c"][1]:
            description = descriptions.get(node["c"][2][0].removeprefix("media/"))
            node["c"][1] = [{"t": "Str", "c": description}] if description else []


def _is_word(inline: Node) -> bool:
    return inline["t"] not in ("Math", "Space", "SoftBreak", "LineBreak") and bool(
        stringify([inline]).strip()
    )


def _descriptions(members: dict[str, bytes]) -> dict[str, str]:
    """Return the description of each image in the file, by the image's path."""
    root = properties.parse(members.get("content.xml", b""))
    descriptions: dict[str, str] = {}
    for frame in root.iter(DRAW + "frame") if root is not None else ():
        texts = (frame.findtext(SVG + name) for name in ("desc", "title"))
        words = next((" ".join(text.split()) for text in texts if text), "")
        for image in frame.iter(DRAW + "image"):
            if words:
                descriptions[image.get(XLINK + "href", "")] = words
    return descriptions
