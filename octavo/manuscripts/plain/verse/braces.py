"""Takes braces away that were typed at the ends of lines to join them, `} _bis_`, or before them.

What stood behind the brace is said of all its lines: each person of a list gets it, and of a stanza
the last line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from octavo.manuscripts.folder import marks
from octavo.manuscripts.pieces import Kind, Line, Note, Piece, Sign
from octavo.manuscripts.plain.shape.flags import whole
from octavo.manuscripts.plain.shape.stretches import indent
from octavo.model.finding import Finding, Place, Tier

BRACED = re.compile(r"(?P<words>.*?\S)(?P<brace>\s+}\s*(?P<label>.*?))\s*")


def bare(line: str) -> str:
    """Return a line without the brace at its end, and what stands behind that."""
    match = BRACED.fullmatch(line)
    return line if match is None else match["words"]


def join(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Take braces out of lists and stanzas; report them once, with the first."""
    joined = [
        _joined(piece) if piece.kind in (Kind.LIST, Kind.VERSE) else piece for piece in pieces
    ]
    changed = [before for before, after in zip(pieces, joined, strict=True) if before is not after]
    if not changed:
        return pieces, []
    message = "Braces that joined lines were left out; what stood behind one is said of each"
    message += " person, and in verse at the last line."
    note = Note("import-braces", message, "Compare these lines with the manuscript.", Tier.AUTO)
    finding = whole(file, note)
    return joined, [replace(finding, place=changed[0].place(file), before=changed[0].text)]


OPENING = re.compile(r"(?P<label>[^{}]*)\{(?=[^\s{}])[^{}]*")


def opened(file: str, typed: list[Line]) -> tuple[list[Line], list[Finding]]:
    """Take away braces that stand before lines; what they belong to goes before the first one.

    Each line keeps its length, so that its words keep their places.
    """
    made = list(typed)
    first: Line | None = None
    at = 0
    while at < len(made):
        end = at
        while end < len(made) and _is_opened(made[at], made[end]):
            end += 1
        labels = [line for line in made[at:end] if line.text.partition("{")[0].strip()]
        if end - at >= LEAST and len(labels) <= 1:
            first = first or made[at]
            made[at:end] = _under_label(made[at:end], labels)
        at = max(end, at + 1)
    if first is None:
        return typed, []
    message = "Braces before lines were left out; what they belong to stands before the first."
    note = Note("import-braces", message, "Compare these lines with the manuscript.", Tier.AUTO)
    return made, [replace(whole(file, note), place=Place(file, first.number), before=first.text)]


AT_ONCE = re.compile(
    r"\s*(?P<name>[^\W\d_a-z][^{}a-z]*\S)(?P<brace>\s+\{\s*(?P<label>\S.*?)\s{2,})(?P<words>\S.*)"
)


def at_once(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Make speeches of the lines of persons who speak at once, with a brace between them.

    What stands behind the brace, over several lines, is a direction for each of them.
    """
    made: list[Piece] = []
    first: Piece | None = None
    for piece in pieces:
        matches = [match for line in piece.lines if (match := AT_ONCE.fullmatch(line.text))]
        if len(piece.lines) < PERSONS or len(matches) < len(piece.lines):
            made.append(piece)
            continue
        first = first or piece
        label = " ".join(match["label"] for match in matches).replace("- ", "")
        said = f"{marks.EMPH}{label}{marks.EMPH_END}"
        for number, (line, match) in enumerate(zip(piece.lines, matches, strict=True)):
            brace = Sign(match.start("brace") + 1, match.end("brace"), mark=f"[{said}] ")
            gap = 1 if number else piece.gap
            made.append(Piece((line,), gap=gap, signs=(brace,), fixed=True, flush=True))
    if first is None:
        return pieces, []
    message = "A brace between persons who speak at once was left out; what stood at it is a"
    message += " direction for each."
    note = Note("import-braces", message, "Compare them with the manuscript.", Tier.AUTO)
    return made, [replace(whole(file, note), place=first.place(file), before=first.text)]


PERSONS = 2
"""So many persons speak at once."""


def _is_opened(first: Line, line: Line) -> bool:
    """Whether a brace opens before the words of a line, about where it does in the first."""
    if not OPENING.fullmatch(line.text):
        return False
    return abs(line.text.index("{") - first.text.find("{")) <= 1


def _under_label(group: list[Line], labels: list[Line]) -> list[Line]:
    edge = min(line.text.index("{") for line in group)
    label = labels[0].text[:edge] if labels else " " * edge
    made = []
    for number, line in enumerate(group):
        begins = label if not number else " " * edge
        made.append(replace(line, text=begins + line.text[edge:].replace("{", " ", 1)))
    return made


LEAST = 3
"""So many paragraphs of a line, one behind another, are joined by a brace."""


def apart(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Take away a brace beside paragraphs of one line; what stands behind it follows them."""
    made: list[Piece] = []
    first: Piece | None = None
    at = 0
    while at < len(pieces):
        end = at
        while end < len(pieces) and _is_braced(pieces[end]):
            end += 1
        if end - at >= LEAST:
            first = first or pieces[at]
            made += _parted(pieces[at:end])
        else:
            made += pieces[at : max(end, at + 1)]
        at = max(end, at + 1)
    if first is None:
        return pieces, []
    message = "A brace beside paragraphs was left out; what stood behind it follows the last."
    note = Note("import-braces", message, "Compare them with the manuscript.", Tier.AUTO)
    return made, [replace(whole(file, note), place=first.place(file), before=first.text)]


def _is_braced(piece: Piece) -> bool:
    return (
        piece.kind is Kind.PARAGRAPH
        and len(piece.lines) == 1
        and BRACED.fullmatch(piece.text) is not None
    )


def _parted(pieces: list[Piece]) -> list[Piece]:
    """Return the paragraphs without their braces, and behind them what stood behind these."""
    words: list[Piece] = []
    labels: list[Piece] = []
    for piece in pieces:
        match = BRACED.fullmatch(piece.text)
        if match is None:
            continue
        words.append(_cut(piece, 0, match.end("words")))
        if match["label"]:
            labels.append(replace(_cut(piece, match.start("label"), match.end("label")), gap=1))
    return [*words, *labels]


def _cut(piece: Piece, start: int, end: int) -> Piece:
    signs = (s for s in piece.signs if start <= s.start and s.end <= end)
    moved = tuple(replace(s, start=s.start - start, end=s.end - start) for s in signs)
    return replace(piece, lines=(piece.lines[0].cut(start, end),), signs=moved)


def _joined(piece: Piece) -> Piece:
    signs: list[Sign] = []
    for first, last in _groups(piece):
        signs += _of_group(piece, first, last)
    if not signs:
        return piece
    gone = [(sign.start, sign.end) for sign in signs if sign.end > sign.start]
    kept = [s for s in piece.signs if not any(a <= s.start and s.end <= b for a, b in gone)]
    return replace(piece, signs=tuple(sorted([*kept, *signs], key=lambda one: one.start)))


def _groups(piece: Piece) -> Iterator[tuple[int, int]]:
    """Yield the first line of each run of lines with a brace, and the one behind its last."""
    braced = [line.text.rstrip().find("}") > 0 for line in piece.lines]
    at = 0
    while at < len(braced):
        end = at
        while end < len(braced) and braced[end]:
            end += 1
        if end - at > 1:
            yield at, end
        at = max(end, at + 1)


def _of_group(piece: Piece, first: int, last: int) -> list[Sign]:
    starts = _starts(piece)
    signs: list[Sign] = []
    labels: list[str] = []
    ends: dict[int, int] = {}
    for number in range(first, last):
        match = BRACED.fullmatch(piece.lines[number].text)
        if match is None:
            return []
        start = starts[number] + match.start("brace")
        signs.append(Sign(start, starts[number] + match.end("brace")))
        ends[number] = len(signs) - 1
        if match["label"]:
            labels.append(_marked(piece, starts[number] + match.start("label"), match["label"]))
    label = " " + " ".join(labels) if labels else ""
    for number in _ends(piece, range(first, last)):
        signs[ends[number]] = replace(signs[ends[number]], mark=label)
    return signs


def _starts(piece: Piece) -> list[int]:
    starts = [0]
    for line in piece.lines:
        starts.append(starts[-1] + len(line.text) + 1)
    return starts


def _ends(piece: Piece, lines: Sequence[int]) -> Iterator[int]:
    """Yield the lines behind which a label stands: in a list the end of each item."""
    edge = min(indent(line) for line in piece.lines)
    for number in lines:
        following = piece.lines[number + 1] if number + 1 < len(piece.lines) else None
        ends_item = following is None or indent(following) <= edge
        if number == lines[-1] or (piece.kind is Kind.LIST and ends_item):
            yield number


def _marked(piece: Piece, start: int, label: str) -> str:
    """Return the words behind a brace, with the marks of what is set off in them."""
    parts: list[str] = []
    at = start
    for sign in piece.signs:
        if start <= sign.start and sign.end <= start + len(label):
            parts += [piece.text[at : sign.start], sign.mark]
            at = sign.end
    return "".join([*parts, piece.text[at : start + len(label)]])
