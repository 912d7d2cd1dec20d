"""Pairs marks with notes that only have labels, where it is certain which belongs to which.

Certain are: both series alike from first to last; each block of notes with the marks above it;
labels that no two notes share; the only mark between two notes of its label. A slip in a long book
leaves the others certain, and is reported.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from itertools import pairwise

from octavo.manuscripts.plain.footnotes.noted import Entry, Mark

SHARE, LEAST = 0.9, 8
"""So large a share of notes, and so many of them, are certain though some have no mark."""

FOLLOWING = 8
"""So many paragraphs, at most, go on with a note."""

Pairs = list[tuple[Mark, Entry]]


def paired(marks: Sequence[Mark], entries: Sequence[Entry]) -> Pairs | None:
    """Return each mark with its note, or None where it is not certain for nearly all of them.

    A mark may stand several times for one note, as in a table or below several recipes.
    """
    most = max((int(e.label) for e in entries if e.label.isdigit()), default=0)
    marks = [mark for mark in marks if not mark.label.isdigit() or int(mark.label) <= most]
    letters = any(entry.label.isalpha() for entry in entries)
    marks = [mark for mark in marks if letters or not mark.label.isalpha()]  # `[I]`: an editor's
    if [mark.label for mark in marks] == [entry.label for entry in entries]:
        return list(zip(marks, entries, strict=True))
    for way in (_by_block, _by_label, _nearest):
        pairs = way(marks, entries)
        served = len({entry.first for _, entry in pairs})
        lost = len(entries) - served
        whole = not lost and len(pairs) == len(marks)
        if pairs and (whole or (served >= LEAST and _nearly(pairs, marks, served, lost))):
            return sorted(pairs, key=lambda pair: (pair[0].piece, pair[0].start))
    return None


def _nearly(pairs: Pairs, marks: Sequence[Mark], served: int, lost: int) -> bool:
    return served >= SHARE * (served + lost) and len(pairs) >= SHARE * len(marks)


def _by_block(marks: Sequence[Mark], entries: Sequence[Entry]) -> Pairs:
    """Return the pairs of blocks of notes whose labels are those of the marks above the block."""
    pairs: Pairs = []
    last = -1
    for block in blocks(entries):
        above = [mark for mark in marks if last < mark.piece < block[0].first]
        labels = {entry.label: entry for entry in block}
        if len(labels) == len(block) and {mark.label for mark in above} == labels.keys():
            pairs += [(mark, labels[mark.label]) for mark in above]
        last = block[-1].end - 1
    return pairs


def blocks(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Yield the notes that follow one another, block by block."""
    block: list[Entry] = []
    for entry in entries:
        if block and entry.first != block[-1].end:
            yield block
            block = []
        block.append(entry)
    if block:
        yield block


def _by_label(marks: Sequence[Mark], entries: Sequence[Entry]) -> Pairs:
    """Return the pairs of labels that no two notes share; the mark stands above its note."""
    labels = {entry.label: entry for entry in entries}
    if len(labels) < len(entries):
        return []
    known = [(mark, labels[mark.label]) for mark in marks if mark.label in labels]
    return [(mark, entry) for mark, entry in known if mark.piece < entry.first]


def _nearest(marks: Sequence[Mark], entries: Sequence[Entry]) -> Pairs:
    """Return the pairs of notes with the one mark of their label since the last such note.

    So they stand behind each chapter, whether they count anew there or on to the end of the book.
    """
    waiting: dict[str, deque[Mark]] = defaultdict(deque)
    for mark in marks:
        waiting[mark.label].append(mark)
    pairs: Pairs = []
    for entry in entries:
        queue = waiting[entry.label]
        above = []
        while queue and queue[0].piece < entry.first:
            above.append(queue.popleft())
        pairs += [(mark, entry) for mark in above if len(above) == 1]
    return pairs


def continued(pairs: Pairs, most: int = FOLLOWING) -> None:
    """Lengthen notes by the paragraphs between them and the next, where its mark stands above both.

    No words of the text stand between two notes of one block.
    """
    by_entry = {entry.first: (mark, entry) for mark, entry in pairs}
    firsts = sorted(by_entry)
    for one, following in pairwise(firsts):
        entry = by_entry[one][1]
        mark, after = by_entry[following]
        if mark.piece < entry.first and entry.end < after.first <= entry.end + most:
            entry.end = after.first
