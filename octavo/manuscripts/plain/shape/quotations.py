"""Finds quotations in a plain text: those to display, and those long enough for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from octavo.manuscripts.pieces import Kind, Line, Note, Piece, collapse, finding_at
from octavo.manuscripts.plain.shape.stretches import INDENT, indent
from octavo.manuscripts.typed.verse import is_verse
from octavo.model.finding import Finding, Tier
from octavo.text.quotations import long
from octavo.text.quotations.long import PAIRS

BRACKETED = r"(?P<source>\s*[(\[][^()\[\]]{2,200}[)\]]\s*[.]?)?\s*"
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
        if quoted is None or not leads or (speech and not quoted.sourced) or _is_verse(piece):
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


def _is_verse(piece: Piece) -> bool:
    """Whether a quotation is a stanza: it is displayed as verse, with its marks."""
    lines = [collapse(line.text) for line in piece.lines]
    indented = all(indent(line) >= INDENT for line in piece.lines)
    return piece.hard and (indented or is_verse(lines))


def _without_marks(piece: Piece, quoted: Quoted) -> Piece:
    lines: list[Line] = []
    at = 0
    for line in piece.lines:
        opens, closes = quoted.opening - at, quoted.closing - at
        text = "".join(sign for i, sign in enumerate(line.text) if i not in (opens, closes))
        moved = 1 if opens == 0 else 0
        lines.append(Line(text, line.number, line.start + moved, line.column + moved))
        at += len(line.text) + 1
    signs = tuple(
        replace(sign, start=_moved(sign.start, quoted), end=_moved(sign.end, quoted))
        for sign in piece.signs
    )
    return replace(piece, lines=tuple(lines), kind=Kind.QUOTATION, signs=signs)


def _moved(at: int, quoted: Quoted) -> int:
    """Return where a character stands when the outer marks are gone."""
    return at - (at > quoted.opening) - (at > quoted.closing)


def long_ones(file: str, pieces: list[Piece], lang: str) -> list[Finding]:
    """Propose to display each long quotation that runs in a paragraph.

    A text in dialogue has speeches instead: nothing is proposed.
    """
    if _dialogue(pieces):
        return []
    limit = long.limit_of(lang)
    return [
        _propose(file, piece, one, limit) if one.is_whole else _ask(file, piece, one)
        for piece in pieces
        if piece.kind is Kind.PARAGRAPH
        for one in long.long_ones(piece.text, limit)
    ]


def _dialogue(pieces: list[Piece]) -> bool:
    return long.is_dialogue([piece.plain for piece in pieces])


def _propose(file: str, piece: Piece, quoted: long.Long, limit: int) -> Finding:
    note = Note(
        "import-long-quotation",
        f"A quotation of {quoted.words} words runs in the paragraph;"
        f" from {limit} on it is displayed.",
        "To display it, accept it with octavo decide (New Hart\N{RIGHT SINGLE QUOTATION MARK}s"
        " Rules, 9.2.1).",
        Tier.SUGGEST,
        f"> {piece.text[quoted.start + 1 : quoted.end - 1]}",
        confidence=0.8,
    )
    return finding_at(file, piece, note, quoted.start, quoted.end)


def _ask(file: str, piece: Piece, quoted: long.Long) -> Finding:
    note = Note(
        "import-interrupted-quotation",
        f"A quotation of {quoted.words} words is interrupted by the name of its speaker.",
        "Decide whether to display it; the words that interrupt it then go before it.",
    )
    return finding_at(file, piece, note, quoted.start, quoted.end)
