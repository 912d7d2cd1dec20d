"""Finds quotations in a plain text: those to display, and those long enough for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from octavo.manuscripts.pieces import Kind, Line, Note, Piece, finding_at
from octavo.model.finding import Finding, Tier

LONG = 50
"""From how many words on a quotation is displayed (New Hart's Rules, 2nd ed., 9.2.1)."""

INTERRUPTION = 6
"""How many words, at most, interrupt a quotation to say whose it is."""

PAIRS = {
    '"': '"',
    "\N{LEFT DOUBLE QUOTATION MARK}": "\N{RIGHT DOUBLE QUOTATION MARK}",
    "\N{LEFT SINGLE QUOTATION MARK}": "\N{RIGHT SINGLE QUOTATION MARK}",
    "\N{DOUBLE LOW-9 QUOTATION MARK}": "\N{LEFT DOUBLE QUOTATION MARK}",
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}": (
        "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    ),
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}": (
        "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    ),
}
"""Opening marks and their closing ones. A straight single mark is more often an apostrophe."""

BRACKETED = r"(?P<source>\s*[(\[][^()\[\]]{2,200}[)\]]\s*[.]?)?\s*"
INSIDE = {
    opening: re.compile(
        rf"{re.escape(opening)}(?P<words>[^{re.escape(opening + closing)}]+){re.escape(closing)}"
    )
    for opening, closing in PAIRS.items()
}
APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A paragraph that is all quotation: where its marks stand, and whether a source follows."""

    opening: int
    closing: int
    sourced: bool


def all_quotation(text: str) -> Quoted | None:
    """Find a paragraph that is one quotation, with nothing after it but its source in brackets."""
    opening = len(text) - len(text.lstrip())
    closing_mark = PAIRS.get(text[opening : opening + 1])
    if closing_mark is None:
        return None
    tail = re.search(re.escape(closing_mark) + r"[.]?" + BRACKETED + r"\Z", text)
    if tail is None or tail.start() <= opening:
        return None
    inner = text[opening + 1 : tail.start()]
    if text[opening] in inner or _closes(inner, closing_mark):
        return None
    return Quoted(opening, tail.start(), bool(tail["source"]))


def _closes(inner: str, mark: str) -> bool:
    """Whether the quotation ends before its end; an apostrophe between letters does not end it."""
    if mark != APOSTROPHE:
        return mark in inner
    return bool(re.search(rf"{mark}(?!\w)", inner))


def display(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Display each paragraph that is all quotation after one that ends with a colon.

    The outer marks are dropped, since the display replaces them; the source stands after.
    In a text in dialogue such a paragraph is speech, unless a source stands after it.
    """
    speech = _dialogue(pieces)
    made: list[Piece] = []
    findings: list[Finding] = []
    for number, piece in enumerate(pieces):
        leads = number > 0 and pieces[number - 1].plain.endswith(":")
        quoted = all_quotation(piece.text) if piece.kind is Kind.PARAGRAPH else None
        if quoted is None or not leads or (speech and not quoted.sourced):
            made.append(piece)
            continue
        shown = _without_marks(piece, quoted)
        made.append(shown)
        note = Note(
            "import-display-quotation",
            "A paragraph that is all quotation is displayed, without its outer marks.",
            "To keep it as it was, take the `>` away and give it its marks again.",
            Tier.AUTO,
            "\n".join(f"> {line.text}" for line in shown.lines),
        )
        findings.append(finding_at(file, piece, note))
    return made, findings


def _without_marks(piece: Piece, quoted: Quoted) -> Piece:
    lines: list[Line] = []
    at = 0
    for line in piece.lines:
        opens, closes = quoted.opening - at, quoted.closing - at
        text = "".join(sign for i, sign in enumerate(line.text) if i not in (opens, closes))
        moved = 1 if opens == 0 else 0
        lines.append(Line(text, line.number, line.start + moved, line.column + moved))
        at += len(line.text) + 1
    return replace(piece, lines=tuple(lines), kind=Kind.QUOTATION)


def long_ones(file: str, pieces: list[Piece]) -> list[Finding]:
    """Propose to display each quotation of fifty words or more that runs in a paragraph.

    A text in dialogue has speeches instead: nothing is proposed.
    """
    if _dialogue(pieces):
        return []
    findings = []
    for piece in pieces:
        if piece.kind is not Kind.PARAGRAPH:
            continue
        runs = _runs(piece.text)
        apart = _interrupted(piece, runs)
        findings += [_ask(file, piece, start, end) for start, end in apart]
        for start, end in runs:
            inside = any(a <= start < b for a, b in apart)
            if not inside and len(piece.text[start:end].split()) >= LONG:
                findings.append(_propose(file, piece, start, end))
    return findings


def _dialogue(pieces: list[Piece]) -> bool:
    """Find fiction: in dialogue, many paragraphs begin with speech, which is never displayed."""
    spoken = sum(piece.plain[:1] in PAIRS for piece in pieces)
    return spoken > max(4, len(pieces) // 6)


def _runs(text: str) -> list[tuple[int, int]]:
    """Return where quotations stand, marks included, the outermost of them."""
    spans = sorted(m.span() for pattern in INSIDE.values() for m in pattern.finditer(text))
    outer: list[tuple[int, int]] = []
    for span in spans:
        if not outer or span[0] >= outer[-1][1]:
            outer.append(span)
    return outer


def _propose(file: str, piece: Piece, start: int, end: int) -> Finding:
    words = len(piece.text[start:end].split())
    note = Note(
        "import-long-quotation",
        f"A quotation of {words} words runs in the paragraph; from fifty on it is displayed.",
        "To display it, make it a paragraph of its own, `> ` before it, without its outer marks"
        " (New Hart\N{RIGHT SINGLE QUOTATION MARK}s Rules, 9.2.1).",
        Tier.SUGGEST,
        f"> {piece.text[start + 1 : end - 1]}",
        confidence=0.8,
    )
    return finding_at(file, piece, note, start, end)


def _interrupted(piece: Piece, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the long quotations that their speaker's name interrupts, as `…,” he said. “…`."""
    spans = []
    for (start, middle), (again, end) in pairwise(runs):
        between = piece.text[middle:again].split()
        words = len(piece.text[start:middle].split()) + len(piece.text[again:end].split())
        joined = piece.text[middle - 2 : middle - 1] in ",;" and 0 < len(between) <= INTERRUPTION
        if joined and words >= LONG:
            spans.append((start, end))
    return spans


def _ask(file: str, piece: Piece, start: int, end: int) -> Finding:
    words = len(piece.text[start:end].split())
    note = Note(
        "import-interrupted-quotation",
        f"A quotation of {words} words is interrupted by the name of its speaker.",
        "Decide whether to display it; the words that interrupt it then go before it.",
    )
    return finding_at(file, piece, note, start, end)
