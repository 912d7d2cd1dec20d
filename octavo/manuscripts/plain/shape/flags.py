"""Flags places of a plain text that a person must look at; changes nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from octavo.manuscripts.folder import marks
from octavo.manuscripts.pieces import Kind, Note, Piece, finding_at
from octavo.manuscripts.plain.shape.paragraphs import A_PARAGRAPH
from octavo.manuscripts.plain.shape.stretches import INDENT, indent
from octavo.manuscripts.typed import scenes
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier

SHORT = 80
MANY = 20
"""Of more like places than this, only the first is reported, with their number."""

NBSP = "\N{NO-BREAK SPACE}"
SENTENCE_END = re.compile(
    rf"""[.!?\N{{HORIZONTAL ELLIPSIS}}]["')\N{{RIGHT DOUBLE QUOTATION MARK}}]*"""
    rf"(?P<gap>[ {NBSP}\t]{{2,}})(?=[\"'\N{{LEFT DOUBLE QUOTATION MARK}}]?[^\W\d_a-z])"
)
FURNITURE = re.compile(
    r"\b(?:you|your|click|subscribe|sign up|join|share|follow us|comments?|contact|newsletter|"
    r"https?|www|read more|related|all rights reserved)\b",
    re.IGNORECASE,
)
ORNAMENT = re.compile(r"[^\w\s]+(?:\s+[^\w\s]+)*")
ITEM = re.compile(r"\s*(?:[-*+\N{BULLET}]|\(?\d{1,3}[.)]|\(?[a-z][.)])[ \t]+\S")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\N{REPLACEMENT CHARACTER}]")


def flags(file: str, pieces: list[Piece]) -> list[Finding]:
    """Return all flags of a text, in the order of its lines."""
    furniture = _furniture(file, pieces)
    text = pieces[: len(pieces) - len(furniture)]
    findings = [
        *furniture,
        *_lost_breaks(file, pieces),
        *_loose_ends(file, pieces),
        *_breaks(file, text),
        *_lines(file, text),
        *_indents(file, pieces),
        *_lists(file, pieces),
        *_controls(file, pieces),
    ]
    return sorted(findings, key=lambda f: (f.place.start or 0) if f.place else 0)


def _lost_breaks(file: str, pieces: list[Piece]) -> list[Finding]:
    """Wide gaps between sentences, in a text that does not have them as a habit."""
    hits = [(p, m) for p in pieces for m in SENTENCE_END.finditer(p.text)]
    ends = sum(len(re.findall(r"[.!?][\"')]*\s", piece.text)) for piece in pieces)
    habit = len(hits) > max(5, ends // 20)
    note = Note(
        "import-lost-break",
        "More than one space (or a no-break space) stands between these sentences:"
        " a paragraph break may have been lost here.",
        "If it was, put an empty line in its place.",
    )
    kept = [(p, m) for p, m in hits if not habit or NBSP in m["gap"]]
    if len(kept) > MANY:
        message = (
            f"In {len(kept)} places, here first, more than one space stands between sentences."
        )
        note, kept = replace(note, message=message), kept[:1]
    return [finding_at(file, p, note, m.start("gap"), m.end("gap")) for p, m in kept]


def _loose_ends(file: str, pieces: list[Piece]) -> list[Finding]:
    """A short line that ends with a colon and announces nothing."""
    findings = []
    for piece, after in zip(pieces, [*pieces[1:], None], strict=False):
        short = piece.kind is Kind.PARAGRAPH and len(piece.plain) <= SHORT
        if not short or not piece.plain.endswith(":"):
            continue
        if after is None or after.gap > 1 or after.kind is Kind.HEADING:
            note = Note(
                "import-loose-end",
                "This line announces something, and nothing stands under it.",
                "Add what it announces, or take the line out.",
                severity=Severity.WARNING,
            )
            below = f"\n{after.plain[:SHORT]}" if after and after.kind is not Kind.HEADING else ""
            findings.append(replace(finding_at(file, piece, note), context=("", below)))
    return findings


def _furniture(file: str, pieces: list[Piece]) -> list[Finding]:
    """The last short paragraphs that speak to the reader of a web page."""
    findings: list[Finding] = []
    for piece in reversed(pieces[-5:]):
        longest = max(len(line.text) for line in piece.lines)
        if piece.kind is Kind.HEADING or longest > SHORT or not FURNITURE.search(piece.plain):
            break
        note = Note(
            "import-page-furniture",
            "These last lines read like a web page\N{RIGHT SINGLE QUOTATION MARK}s own,"
            " not the author\N{RIGHT SINGLE QUOTATION MARK}s.",
            "They stay in the text until you take them out.",
            severity=Severity.WARNING,
        )
        findings.append(finding_at(file, piece, note))
    return findings[::-1]


def _breaks(file: str, pieces: list[Piece]) -> list[Finding]:
    """Ornaments, and gaps wider than usual: breaks between scenes.

    In a play scenes have headings, and directions stand apart: only between speeches may one be.
    """
    findings = []
    in_play = sum(map(_is_spoken, pieces)) >= SPEECHES
    gaps = sorted(piece.gap for piece in pieces[1:])
    usual = gaps[len(gaps) // 2] if gaps else 1
    for before, piece in pairwise(pieces):
        if piece.kind is Kind.HEADING or before.kind is Kind.HEADING:
            continue
        if scenes.ORNAMENT.fullmatch(piece.plain):
            continue  # it is a break by now
        if ORNAMENT.fullmatch(piece.plain):
            hint = "If it is, write `* * *` on a line of its own, without backslashes."
            note = Note(
                "import-break",
                "This may be a break between scenes.",
                hint,
                Tier.SUGGEST,
                "* * *",
                confidence=0.7,
            )
            findings.append(finding_at(file, piece, note))
        elif in_play and not (_is_spoken(before) and _is_spoken(piece)):
            continue
        elif piece.gap > usual and not _is_displayed(before) and not _is_displayed(piece):
            hint = "If it is, put `* * *` before this paragraph."
            empty = counted(piece.gap, "empty line stands", "empty lines stand")
            message = f"{empty} before this: it may be a break between scenes."
            findings.append(finding_at(file, piece, Note("import-break", message, hint), 0, 0))
    return findings


SPEECHES = 8
"""So many speeches make a play."""


def _is_spoken(piece: Piece) -> bool:
    return bool(piece.signs) and piece.signs[0].mark == marks.CAPS


def _is_displayed(piece: Piece) -> bool:
    """Whether a gap belongs to a piece: to verse, a list, lines that stay, an ornament."""
    tabled = any("\t" in line.text for line in piece.lines)
    lined = piece.kind in (Kind.VERSE, Kind.LIST) or (piece.hard and not tabled)
    return lined or indent(piece.lines[0]) >= INDENT or bool(ORNAMENT.fullmatch(piece.plain))


def _lines(file: str, pieces: list[Piece]) -> list[Finding]:
    note = Note(
        "import-lines",
        "These short lines are kept as lines: verse, an address or a list?",
        "For verse, begin each with `| `; for a list, with `- `; to run them on, take"
        " the backslashes away.",
    )
    return [finding_at(file, piece, note) for piece in pieces if piece.hard]


def _indents(file: str, pieces: list[Piece]) -> list[Finding]:
    """One finding for all indents that the Markdown cannot keep."""
    indented = re.compile(r" {4}| {0,3}\t")
    text = [piece for piece in pieces if piece.kind is not Kind.BREAK]
    deep = [piece for piece in text if indented.match(piece.lines[0].text)]
    if not deep:
        return []
    indent = re.match(r"[ \t]+", deep[0].text)
    note = Note(
        "import-indent",
        f"{counted(len(deep), 'paragraph begins', 'paragraphs begin')} with an indent in the"
        " manuscript, here first: it is left out, since the design indents paragraphs.",
        "Where it marks a displayed quotation, put `> ` before the paragraph.",
        Tier.AUTO,
    )
    return [finding_at(file, deep[0], note, 0, indent.end() if indent else 0)]


def _lists(file: str, pieces: list[Piece]) -> list[Finding]:
    """Neighbouring paragraphs or lines that begin like the items of a list."""
    findings = []
    earlier = False
    for piece, after in pairwise([*pieces, *pieces[-1:]]):
        item = piece.kind is Kind.PARAGRAPH and bool(ITEM.match(piece.text))
        together = len([line for line in piece.lines if ITEM.match(line.text)]) > 1
        if item and not earlier and (together or (after is not piece and ITEM.match(after.text))):
            note = Note(
                "import-list",
                "This and what follows may be a list.",
                "If it is, take the backslashes away, and give each item `- ` or `1. `.",
                Tier.SUGGEST,
                confidence=0.6,
            )
            findings.append(finding_at(file, piece, note))
        earlier = item
    return findings


def _controls(file: str, pieces: list[Piece]) -> list[Finding]:
    findings = []
    for piece in pieces:
        for match in CONTROL.finditer(piece.text):
            note = Note(
                "import-control-character",
                f"Here stands a character that no book can print (U+{ord(match[0]):04X}).",
                "Find out what it was, and write that.",
                severity=Severity.WARNING,
            )
            findings.append(finding_at(file, piece, note, match.start(), match.end()))
    return findings


def tabs(file: str, pieces: list[Piece]) -> list[Finding]:
    """Propose a table where neighbouring lines hold tabs between words."""
    findings: list[Finding] = []
    earlier = False
    for piece in pieces:
        inner = len(re.findall(r"\S[ ]*\t+[ ]*\S", piece.text))
        if inner and not earlier and len(piece.plain) < A_PARAGRAPH * len(piece.lines):
            note = Note(
                "import-table",
                "Tabs stand between these words: a table?",
                "If it is, set it as a pipe table.",
                Tier.SUGGEST,
                confidence=0.5,
            )
            findings.append(finding_at(file, piece, note))
        earlier = bool(inner)
    return findings


def whole(file: str, note: Note) -> Finding:
    """Make a finding about a file as a whole."""
    return Finding(
        note.rule,
        note.message,
        note.severity,
        note.tier,
        Place(file),
        hint=note.hint,
        after=note.after,
        confidence=note.confidence,
    )
