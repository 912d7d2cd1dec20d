"""Notes typed in a plain text: `[1]` in the text, and `[1] See …` or `[Footnote 1: …]` below.

Those of the second kind say what they are. Others become notes where it is certain which mark is
whose (`paired`); marks that are left without a note, and notes without a mark, are reported.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from octavo.manuscripts.folder import marks
from octavo.manuscripts.pieces import Kind, Note, Piece, Sign, finding_at
from octavo.manuscripts.plain.divisions.headings import is_named
from octavo.manuscripts.plain.divisions.numbered import WIDE
from octavo.manuscripts.plain.footnotes import inlined, noted, starred
from octavo.manuscripts.plain.footnotes.noted import NAMED, Entry, Mark
from octavo.manuscripts.plain.footnotes.paired import (
    FOLLOWING,
    LEAST,
    SHARE,
    Pairs,
    continued,
    paired,
)
from octavo.manuscripts.plain.shape.parts import part_of
from octavo.manuscripts.plain.signs.emphasis import with_signs
from octavo.manuscripts.typed.notes import names_notes
from octavo.manuscripts.typed.reports import many
from octavo.model.counted import counted
from octavo.model.finding import Finding, Tier
from octavo.text.citations.headings import heads_list

MOST = 20
"""So many labels that do not fit are shown."""


@dataclass(slots=True)
class _Read:
    """Marks with their notes, paragraphs that go, and the marks and notes that do not fit."""

    pairs: Pairs = field(default_factory=list)
    gone: set[int] = field(default_factory=set)
    marks: list[Mark] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    heads: int = -1


def find(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Make notes of what was typed as marks and paragraphs; report what does not fit."""
    pieces, typed = inlined.find(pieces)
    heads = noted.heading(pieces)
    own = [*noted.named(pieces[:heads] if heads >= 0 else pieces)]
    taken = {number for entry in own for number in entry.numbers}
    unclaimed = [mark for mark in noted.marks_of(pieces) if mark.piece not in taken]
    pairs = _of_named(unclaimed, own)
    claimed = {(mark.piece, mark.start) for mark, _ in pairs}
    read = _numbered(pieces, heads, taken, claimed)
    if not pairs and not read.pairs:
        pairs = starred.find(pieces)
    if not pairs and not read.pairs and not read.entries and not typed:
        return pieces, []
    kept, left = _left(file, pieces, read)
    if not pairs and not read.pairs and not typed:
        return kept, left
    read.gone |= _headings_of_named(pieces, pairs)
    made, findings = _made(file, kept, [*pairs, *read.pairs], read.gone, typed)
    return made, [*findings, *left]


def _of_named(unclaimed: list[Mark], entries: list[Entry]) -> Pairs:
    """Return each note that says what it is with the first mark of its label above it."""
    waiting: dict[str, deque[Mark]] = defaultdict(deque)
    for mark in unclaimed:
        waiting[mark.label].append(mark)
    pairs = []
    for entry in entries:
        queue = waiting[entry.label]
        if queue and queue[0].piece < entry.first:
            pairs.append((queue.popleft(), entry))
    return pairs


def _numbered(
    pieces: list[Piece], heads: int, taken: set[int], claimed: set[tuple[int, int]]
) -> _Read:
    """Return the notes that only have labels, with their marks, as one of the habits has them."""
    tries = [
        (noted.under(pieces, heads), (noted.TYPED, noted.MARK, noted.SPACED)),
        (noted.beginning(pieces, noted.BRACKETED), (noted.TYPED, noted.MARK)),
        (noted.beginning(pieces, noted.PARENTHESED), noted.rounded(pieces)),
    ]
    first = _Read()
    for number, (all_, patterns) in enumerate(tries):
        entries = [entry for entry in all_ if entry.first not in taken]
        if not entries:
            continue
        below = {n for entry in entries for n in entry.numbers} | taken
        if not number:
            below |= {*range(heads, max(below) + 1)}
        for pattern in patterns:
            there = [
                mark
                for mark in noted.marks_of(pieces, pattern)
                if mark.piece not in below and (mark.piece, mark.start) not in claimed
            ]
            pairs = _once(paired(there, entries) or [])
            if pairs and not _cites(pieces, pairs):
                return _read(pieces, pairs, there, entries, -1 if number else heads)
            if there and number < 2 and not first.entries:
                first = _Read([], set(), there, entries, -1 if number else heads)
    return first


def _once(pairs: Pairs) -> Pairs:
    """Leave out marks of a few notes that have several, but for the one that counts on.

    Such a mark is a slip: its number is that of another note, or is wrong.
    """
    times = Counter(entry.first for _, entry in pairs)
    again = {first for first, number in times.items() if number > 1}
    if not again or len(times) < LEAST or len(again) > (1 - SHARE) * len(times):
        return pairs
    kept: Pairs = []
    last = 0
    for mark, entry in pairs:
        number = int(mark.label) if mark.label.isdigit() else 0
        if entry.first not in again or number == last + 1:
            kept.append((mark, entry))
            last = number
    return kept


def _cites(pieces: list[Piece], pairs: Pairs) -> bool:
    """Whether marks that stand several times are no marks of one note.

    They are citations where their list has such a heading, and count anew in another chapter.
    """
    places: dict[int, list[int]] = defaultdict(list)
    for mark, entry in pairs:
        places[entry.first].append(mark.piece)
    again = [range(min(one) + 1, max(one) + 1) for one in places.values() if len(one) > 1]
    start = min(places)
    cited = any(heads_list(piece.plain) for piece in pieces[max(0, start - 3) : start])
    return bool(again) and (cited or any(_begins(pieces[n]) for one in again for n in one))


def _begins(piece: Piece) -> bool:
    return piece.gap >= WIDE or is_named(piece)


def _read(
    pieces: list[Piece], pairs: Pairs, there: list[Mark], entries: list[Entry], heads: int
) -> _Read:
    if heads < 0:
        continued(pairs)
    fit = {(mark.piece, mark.start) for mark, _ in pairs}
    firsts = {entry.first for _, entry in pairs}
    inside = {number for _, entry in pairs for number in entry.numbers}
    gone = {*range(heads, max(inside))} - inside if heads >= 0 else set()
    gone |= {n - 1 for n in firsts if n and names_notes(pieces[n - 1].plain)}
    most = max((int(entry.label) for entry in entries if entry.label.isdigit()), default=0)
    letters = any(entry.label.isalpha() for entry in entries)
    lone = [mark for mark in there if (mark.piece, mark.start) not in fit]
    lone = [mark for mark in lone if letters or not mark.label.isalpha()]
    lone = [mark for mark in lone if not mark.label.isdigit() or int(mark.label) <= most]
    lost = [entry for entry in entries if entry.first not in firsts]
    return _Read(pairs, gone, lone, lost, heads)


def _left(file: str, pieces: list[Piece], read: _Read) -> tuple[list[Piece], list[Finding]]:
    """Leave notes that do not fit as they are typed, and say so; their headings are no chapters."""
    if (not read.marks and not read.entries) or (read.heads < 0 and not read.marks):
        return pieces, []
    message = _alone(read) if read.pairs else _unlike(read)
    hint = "Find the number that is missing or double, mend it in the manuscript, import it anew."
    note = Note("import-notes-typed", message, hint)
    kept = list(pieces)
    under = read.heads >= 0 and not read.pairs
    for number in range(read.heads + 1, _reach(pieces, read.heads) if under else 0):
        kept[number] = replace(pieces[number], fixed=noted.is_short(pieces[number]))
    at = read.entries[0].first if read.entries else read.marks[0].piece
    return kept, [finding_at(file, pieces[at], note)]


def _reach(pieces: list[Piece], heads: int) -> int:
    """Return where what stands under a heading of notes ends: behind it nothing has a number."""
    last = heads
    for number in range(heads + 1, len(pieces)):
        if noted.NUMBERED.match(pieces[number].text):
            last = number
        elif number - last > FOLLOWING:
            break
    return last + 1


def _unlike(read: _Read) -> str:
    there = counted(len(read.marks), "mark stands", "marks stand")
    message = f"Notes seem to be typed by hand: {there} in the text, and"
    message += f" {counted(len(read.entries), 'paragraph')} below with a number. They do not fit, "
    return message + "and are left as they are."


def _alone(read: _Read) -> str:
    """Say which marks have no note, and which notes no mark, where the others fit."""
    marks_ = counted(len(read.marks), "mark has", "marks have")
    notes_ = counted(len(read.entries), "note has", "notes have")
    alone = [*(mark.label for mark in read.marks), *(entry.label for entry in read.entries)]
    labels = ", ".join(alone[:MOST])
    parts = [f"{marks_} no note"] * bool(read.marks) + [f"{notes_} no mark"] * bool(read.entries)
    return f"{' and '.join(parts)}, left as typed: {labels}."


def _headings_of_named(pieces: list[Piece], pairs: Pairs) -> set[int]:
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
    file: str, pieces: list[Piece], pairs: Pairs, gone: set[int], typed: list[str]
) -> tuple[list[Piece], list[Finding]]:
    """Put notes to their marks; `typed` is what was typed around those inside a paragraph."""
    made = list(pieces)
    gone = set(gone)
    labels = [*(pieces[number].text for number in sorted(gone)), *typed]
    for mark, entry in pairs:
        body = tuple(_body(pieces, entry))
        made[mark.piece] = with_signs(
            made[mark.piece], [Sign(mark.start, mark.end, marks.NOTE, body)]
        )
        gone.update(entry.numbers)
        label = pieces[mark.piece].text[mark.start : mark.end].strip()
        labels += [label, pieces[entry.first].text[: entry.start]]
    inside = sum("note" in one.casefold() for one in typed)
    count = len(pairs) + inside
    message = f"{many(count, 'note', 'notes')} typed by hand became"
    message += " a note." if count == 1 else " notes."
    first = pieces[pairs[0][1].first] if pairs else next(p for p in made if _calls(p))
    note = Note("import-notes-typed", message, tier=Tier.AUTO)
    finding = replace(finding_at(file, first, note), evidence=tuple(labels))
    return [piece for number, piece in enumerate(made) if number not in gone], [finding]


def _calls(piece: Piece) -> bool:
    return any(sign.note for sign in piece.signs)


def _body(pieces: list[Piece], entry: Entry) -> Iterator[Piece]:
    """Yield the paragraphs of a note, without its label and its brackets."""
    for number in entry.numbers:
        piece = pieces[number]
        start = entry.start if number == entry.first else 0
        last = entry.named and number == entry.end - 1 and piece.text.rstrip().endswith("]")
        end = len(piece.text.rstrip()) - 1 if last else len(piece.text)
        if start < end:
            hard = piece.hard and number > entry.first
            part = part_of(piece, start, end)
            yield replace(part, kind=Kind.PARAGRAPH, hard=hard, flush=True)
