"""Reports what pandoc's readers lose silently: formulas, notes, headings and letters.

Each reader's loss is counted against the file itself, so that a reader that has been mended is
not blamed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from octavo.manuscripts import rtf
from octavo.manuscripts.word import properties
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.model.nodes import Document, Node, children, stringify, walk

DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"
MATH = "{http://www.w3.org/1998/Math/MathML}math"
AS_DOCX = "Save it as DOCX in the program it was made with, and import that."
LETTERS = re.compile(r"[^\W_]+|[\U00010000-\U0010ffff]")
"""A word, or a sign beyond the first plane of Unicode (which RTF writes as two halves)."""

AROUND = 4
"""How many words are shown before and after the first that is lost."""


def of_odt(members: dict[str, bytes], document: Document, file: str) -> list[Finding]:
    """Report how many formulas of an ODT were not read."""
    there = _formulas(members)
    read = sum(1 for node in walk(document.blocks) if node["t"] == "Math")
    if there <= read:
        return []
    lost = there - read
    what = "formula of the file was" if lost == 1 else "formulas of the file were"
    return [_lost(file, "import-lost-formula", f"{lost} {what} lost in reading it.")]


def _formulas(members: dict[str, bytes]) -> int:
    root = properties.parse(members.get("content.xml", b""))
    if root is None:
        return 0
    return sum(
        1
        for drawn in root.iter(DRAW + "object")
        if next(drawn.iter(MATH), None) is not None
        or _is_formula(members, drawn.get(XLINK + "href", ""))
    )


def _is_formula(members: dict[str, bytes], href: str) -> bool:
    folder = href.removeprefix("./").rstrip("/")
    root = properties.parse(members.get(f"{folder}/content.xml", b""))
    return root is not None and root.tag in (MATH, "math")


def mend_odt(members: dict[str, bytes], document: Document) -> None:
    """Set what the ODT reader takes wrongly: formulas in a line, descriptions of images.

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


def of_rtf(data: bytes, document: Document, file: str) -> list[Finding]:
    """Report how many notes, headings and words of an RTF were not read."""
    there = rtf.words(data)
    notes = sum(1 for node in walk(document.blocks) if node["t"] == "Note")
    headings = sum(1 for node in walk(document.blocks) if node["t"] == "Header")
    findings = []
    if there.notes > notes:
        message = f"The file has {_count(there.notes, 'note')}, and {notes} could be read."
        findings.append(_lost(file, "import-notes-lost", message))
    if len(there.headings) > headings:
        message = f"The file has {_count(len(there.headings), 'heading')}, and {headings} could"
        message += " be read as such: the others are paragraphs."
        findings.append(_lost(file, "import-lost-heading", message, there.headings[0]))
    return [*findings, *_lost_words(there.text, document, file)]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _lost_words(text: str, document: Document, file: str) -> Iterator[Finding]:
    there = LETTERS.findall(text)
    read = Counter(LETTERS.findall(" ".join(_texts(document.blocks))))
    lost = Counter(there) - read
    if not lost or "".join(sorted("".join(there))) == "".join(sorted(read.elements())):
        return
    at = _first(there, read)
    message = f"Letters were lost in reading the file: {_count(lost.total(), 'word')} of it did"
    message += f" not come through, the first being “{there[at]}”."
    shown = " ".join(there[max(0, at - AROUND) : at + AROUND + 1])
    yield _lost(file, "import-lost-text", message, shown)


def _first(there: list[str], read: Counter[str]) -> int:
    """Return the number of the first word that stands there more often than it was read."""
    left = Counter(read)
    for number, word in enumerate(there):
        left[word] -= 1
        if left[word] < 0:
            return number
    return 0


def _texts(blocks: list[Node]) -> Iterator[str]:
    """Yield the text of each paragraph, line and code, without the notes."""
    for node in blocks:
        if node["t"] == "CodeBlock":
            yield node["c"][1]
        elif node["t"] in ("Para", "Plain", "Header"):
            inlines = node["c"][2] if node["t"] == "Header" else node["c"]
            yield stringify(inlines)
        else:
            for inner in children(node):
                yield from _texts(inner)


def _lost(file: str, rule: str, message: str, before: str = "") -> Finding:
    return Finding(
        rule, message, Severity.ERROR, Tier.FLAG, Place(file), before=before, hint=AS_DOCX
    )
