"""Notes typed in a plain text: `[1]` in the text, and `[1] See …` or `[Footnote 1: …]` below.

Those of the second kind say what they are. Those of the first, and numbered paragraphs under a
heading for notes, become notes only where both series are whole, as in other manuscripts (`typed`).
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from octavo.manuscripts.folder import marks
from octavo.manuscripts.pieces import Kind, Note, Piece, Sign, finding_at
from octavo.manuscripts.plain.emphasis import with_signs
from octavo.manuscripts.typed.notes import UNIT, names_notes
from octavo.manuscripts.typed.reports import many
from octavo.model.counted import counted
from octavo.model.finding import Finding, Tier

LABEL = r"\d{1,4}|[A-Z]|[*\N{DAGGER}\N{DOUBLE DAGGER}]{1,3}"
RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
MARK = re.compile(
    rf"(?<=\S) ?\[(?P<label>{LABEL})\]|(?<=\S)(?P<raised>[{''.join(RAISED)}]{{1,3}})"
    r"|(?<=\S) ?\{(?P<braced>\d{1,4}[a-z]?)\}"
)
NAMED = re.compile(rf"\s*\[(?:foot|end)?note[ ]?(?P<label>{LABEL})?\s*:\s*", re.IGNORECASE)
BRACKETED = re.compile(r"\s*\[(?P<label>\d{1,4})\]\s+(?=\S)")
NUMBERED = re.compile(
    r"\s*(?:\{(?P<braced>\d{1,4}[a-z]?)\}|\[?(?P<label>\d{1,4})[.)\]}]?)\s+(?=\S)"
)
OPENING = (marks.EMPH, marks.STRONG)
CLOSING = (marks.EMPH_END, marks.STRONG_END)
LONGEST = 80
"""A line of more characters among notes is no heading of theirs."""


@dataclass(slots=True)
class _Entry:
    """A note below the text: its label, its paragraphs by number, where its words begin."""

    label: str
    first: int
    end: int
    start: int
    named: bool

    @property
    def numbers(self) -> range:
        """The numbers of its paragraphs."""
        return range(self.first, self.end)


@dataclass(frozen=True, slots=True)
class _Mark:
    label: str
    piece: int
    start: int
    end: int


def find(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Make notes of what was typed as marks and paragraphs; report what does not fit."""
    heads = _heading(pieces)
    entries = [*_named(pieces), *_bracketed(pieces, heads)] if heads < 0 else []
    if heads >= 0:
        entries = [*_named(pieces[:heads]), *_under(pieces, heads)]
    entries.sort(key=lambda entry: entry.first)
    if not entries:
        return pieces, []
    taken = {number for entry in entries for number in entry.numbers}
    if heads >= 0:
        taken.update(range(heads, max(taken, default=heads) + 1))
    unclaimed = [mark for mark in _marks(pieces) if mark.piece not in taken]
    pairs = _paired(unclaimed, entries)
    if pairs is None:
        return _left(file, pieces, entries, len(unclaimed), heads)
    gone = _headings_of_notes(entries, heads) | _headings_of_named(pieces, pairs)
    return _made(file, pieces, pairs, gone)


def _heading(pieces: list[Piece]) -> int:
    """Return the number of the last heading of notes; -1 where the text has no such heading.

    One above notes that say what they are, as they stand behind each chapter, is not meant.
    """
    for number in range(len(pieces) - 2, 0, -1):
        if names_notes(pieces[number].plain) and not NAMED.match(pieces[number + 1].text):
            return number
    return -1


def _named(pieces: list[Piece]) -> Iterator[_Entry]:
    """Yield the notes that say that they are notes, up to their closing bracket."""
    for number, piece in enumerate(pieces):
        match = NAMED.match(piece.text)
        if match:
            yield _Entry(match["label"] or "*", number, _closed(pieces, number), match.end(), True)


def _closed(pieces: list[Piece], start: int) -> int:
    """Return where brackets that open in a piece are closed; the next piece, if they never are."""
    depth = 0
    for number in range(start, min(start + 20, len(pieces))):
        text = pieces[number].text
        depth += text.count("[") - text.count("]")
        if depth <= 0:
            return number + 1
    return start + 1


def _bracketed(pieces: list[Piece], heads: int) -> Iterator[_Entry]:
    """Yield the paragraphs that begin with a mark in brackets."""
    for number, piece in enumerate(pieces[heads + 1 :], heads + 1):
        match = BRACKETED.match(piece.text)
        if match:
            yield _Entry(match["label"], number, number + 1, match.end(), False)


def _under(pieces: list[Piece], heads: int) -> list[_Entry]:
    """Return the notes under their heading; a paragraph without a number goes on with the last.

    A short line between two series is the name of the chapter that they belong to.
    """
    entries: list[_Entry] = []
    for number in range(heads + 1, len(pieces)):
        piece = pieces[number]
        match = NUMBERED.match(piece.text)
        if match and (match["braced"] or _counts_on(int(match["label"]), entries)):
            label = match["braced"] or match["label"]
            entries.append(_Entry(label, number, number + 1, match.end(), False))
        elif entries and not _short(piece) and entries[-1].end == number:
            entries[-1].end = number + 1
        elif not _short(piece):
            break
    return entries


def _counts_on(number: int, entries: list[_Entry]) -> bool:
    """Whether a number follows on the last one."""
    last = entries[-1].label if entries else ""
    return number == 1 or (last.isdigit() and number == int(last) + 1)


def _short(piece: Piece) -> bool:
    """Whether a paragraph may be the name of a chapter among notes: it is no sentence."""
    short = len(piece.lines) == 1 and len(piece.plain) <= LONGEST
    return short and not re.search(r"\w{2}[.!?]\W*$", piece.plain)


def _marks(pieces: list[Piece]) -> Iterator[_Mark]:
    for number, piece in enumerate(pieces):
        for match in MARK.finditer(piece.text):
            raised = "".join(RAISED[sign] for sign in match["raised"] or "")
            unit = match["raised"] and UNIT.search(piece.text[: match.start()][-20:])
            if not unit and (match.start() or not BRACKETED.match(piece.text)):
                yield _Mark(match["label"] or match["braced"] or raised, number, *match.span())


def _paired(unclaimed: list[_Mark], entries: list[_Entry]) -> list[tuple[_Mark, _Entry]] | None:
    """Return each mark with its note; None where notes that only have numbers are not whole.

    A note that says what it is takes the first mark of its label above it that has none.
    """
    if not all(entry.named for entry in entries):
        numbered = [mark for mark in unclaimed if mark.label[0].isdigit()]
        if [mark.label for mark in numbered] != [entry.label for entry in entries]:
            return None
        return list(zip(numbered, entries, strict=True))
    waiting: dict[str, deque[_Mark]] = defaultdict(deque)
    for mark in unclaimed:
        waiting[mark.label].append(mark)
    pairs = []
    for entry in entries:
        queue = waiting[entry.label]
        if queue and queue[0].piece < entry.first:
            pairs.append((queue.popleft(), entry))
    return pairs


def _left(
    file: str, pieces: list[Piece], entries: list[_Entry], unclaimed: int, heads: int
) -> tuple[list[Piece], list[Finding]]:
    """Leave notes that do not fit as they are typed, and say so; their headings are no chapters."""
    if heads < 0 and not unclaimed:
        return pieces, []
    marks = counted(unclaimed, "mark stands", "marks stand")
    message = f"Notes seem to be typed by hand: {marks} in the text, and"
    message += f" {counted(len(entries), 'paragraph')} below with a number. They do not fit, "
    message += "and are left as they are."
    hint = "Find the number that is missing or double, mend it in the manuscript, import it anew."
    note = Note("import-notes-typed", message, hint)
    kept = list(pieces)
    for number in range(heads + 1, len(pieces)) if heads >= 0 else ():
        kept[number] = replace(pieces[number], fixed=_short(pieces[number]))
    return kept, [finding_at(file, pieces[entries[0].first], note)]


def _headings_of_notes(entries: list[_Entry], heads: int) -> set[int]:
    """Return the numbers of the headings of notes, and of the chapters that they name."""
    if heads < 0:
        return set()
    inside = {number for entry in entries for number in entry.numbers}
    return set(range(heads, max(inside, default=heads))) - inside


def _headings_of_named(pieces: list[Piece], pairs: list[tuple[_Mark, _Entry]]) -> set[int]:
    """Return the numbers of the headings above notes that say what they are and all have marks."""
    ends = {entry.first: entry.end for _, entry in pairs if entry.named}
    gone = set()
    for number, piece in enumerate(pieces[:-1]):
        end = number + 1
        if end not in ends or not names_notes(piece.plain):
            continue
        while end in ends:
            end = ends[end]
        if end == len(pieces) or not NAMED.match(pieces[end].text):
            gone.add(number)
    return gone


def _made(
    file: str, pieces: list[Piece], pairs: list[tuple[_Mark, _Entry]], gone: set[int]
) -> tuple[list[Piece], list[Finding]]:
    if not pairs:
        return pieces, []
    made = list(pieces)
    gone = set(gone)
    labels = [pieces[number].text for number in sorted(gone)]
    for mark, entry in pairs:
        body = tuple(_body(pieces, entry))
        made[mark.piece] = with_signs(
            made[mark.piece], [Sign(mark.start, mark.end, marks.NOTE, body)]
        )
        gone.update(entry.numbers)
        labels += [f"[{mark.label}]", pieces[entry.first].text[: entry.start]]
    message = f"{many(len(pairs), 'note', 'notes')} typed by hand became"
    message += " a note." if len(pairs) == 1 else " notes."
    first = pairs[0][1].first
    note = Note("import-notes-typed", message, tier=Tier.AUTO)
    finding = replace(finding_at(file, pieces[first], note), evidence=tuple(labels))
    return [piece for number, piece in enumerate(made) if number not in gone], [finding]


def _body(pieces: list[Piece], entry: _Entry) -> Iterator[Piece]:
    """Yield the paragraphs of a note, without its label and its brackets."""
    for number in entry.numbers:
        piece = pieces[number]
        start = entry.start if number == entry.first else 0
        last = entry.named and number == entry.end - 1 and piece.text.rstrip().endswith("]")
        end = len(piece.text.rstrip()) - 1 if last else len(piece.text)
        yield replace(part_of(piece, start, end), kind=Kind.PARAGRAPH, hard=False, flush=True)


def part_of(piece: Piece, start: int, end: int) -> Piece:
    """Return a part of a piece, with the places and signs that are its own."""
    lines = []
    at = 0
    for line in piece.lines:
        a, b = max(start - at, 0), min(end - at, len(line.text))
        if a < b:
            lines.append(line.cut(a, b))
        at += len(line.text) + 1
    signs = _whole_pairs(piece, start, end)
    return replace(piece, lines=tuple(lines) or piece.lines[:1], signs=tuple(signs))


def _whole_pairs(piece: Piece, start: int, end: int) -> Iterator[Sign]:
    """Yield the signs of a part; one that is cut off from the other of its pair gets it again."""
    begun: Sign | None = None
    for sign in piece.signs:
        if sign.mark in OPENING:
            begun = sign
        if start <= sign.start and sign.end <= end:
            if sign.mark in CLOSING and begun is not None and begun.start < start:
                yield replace(begun, start=0, end=0)
            yield replace(sign, start=sign.start - start, end=sign.end - start)
        elif sign.mark in CLOSING and begun is not None and start <= begun.start < end:
            yield replace(sign, start=end - start, end=end - start)
        if sign.mark in CLOSING:
            begun = None
