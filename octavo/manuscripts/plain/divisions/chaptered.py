"""Looks at the headings of a plain text that have only a number: their titles, others like them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.plain.divisions import own_words
from octavo.manuscripts.plain.play.played import ACT, ARGUMENT, is_direction
from octavo.manuscripts.word.structure import numbers

SPOKEN = re.compile('[!?"\N{RIGHT DOUBLE QUOTATION MARK}]$')
SPEECH = re.compile(
    "[\"'\\-\N{EN DASH}\N{EM DASH}\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"
    "\N{DOUBLE LOW-9 QUOTATION MARK}\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}]"
)
"""What speech begins with, in a paragraph that is no title."""

LENGTH = 80
"""The longest line, in characters, that is taken for a title or a heading."""

LONGER = 240
"""The longest title of more lines than one: `How the boat was lost, and what came of it.`"""

LINES = 4
A_YEAR = 4
SHORT = 4
"""So many letters of a word are what it is shortened to: `Chap. II` stands beside `Chapter I`."""

HABIT, SHARE = 4, 0.8
"""So many headings, and as large a share of all, have a title of the longer kind."""

ALIKE = 3
"""So many headings of a number and one word make headings of the others that end in the word."""

DASHED = re.compile(r"\A([IVXLC]{1,8}|\d{1,3})\s?(?:\N{EM DASH}|--)\s?(?=\S)")
"""A number, and the dash between it and its title."""

ENDED = re.compile(r"""[.,;:\N{HORIZONTAL ELLIPSIS}](?:["'\w)]|--|\N{EM DASH})?$""")
"""The end of a sentence, or of `Dear Ann,--` above a letter."""

CAPITAL = 0.8
"""The share of letters that are capitals, or more, in a title that is set in them."""

QUOTED = "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}_ "


def number_of(text: str) -> numbers.Numbered:
    """Return the number that a heading begins with; a dash may part it from the title."""
    return numbers.read(DASHED.sub(r"\1. ", text, count=1))


def is_bare(text: str) -> bool:
    """Whether a heading has only a number."""
    numbered = numbers.read(text)
    return bool(numbered.values) and not numbered.words.strip(" .")


def is_capital(text: str) -> bool:
    """Whether a line is in capitals, but for a word or two: a date, `the` or `of`."""
    sizes = [letter.isupper() for letter in text if letter.isalpha()]
    return sum(sizes) > CAPITAL * len(sizes)


def alone(piece: Piece, length: int) -> bool:
    """Whether a piece is one line, no longer than this, that does not end as a sentence does."""
    if len(piece.lines) > 1 or len(piece.plain) > length:
        return False
    return not ENDED.search(piece.plain)


def untied(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with titles by themselves that stand on the line right above the text.

    A line in capitals, with a stop, below a heading that has only a word and a number, is a title
    where it is so several times: `LESSON IV.` and `THE FERRY.`
    """
    tied = {n + 1 for n, (head, text) in enumerate(pairwise(pieces)) if _is_tied(head, text)}
    if len(tied) < ALIKE:
        return pieces
    made: list[Piece] = []
    for n, piece in enumerate(pieces):
        if n not in tied:
            made.append(piece)
            continue
        title, text = piece.parted(1)
        made += [replace(title, gap=min(title.gap, 1), hard=False), text]
    return made


def _is_tied(head: Piece, text: Piece) -> bool:
    title = text.lines[0].text.strip()
    worded = is_bare(head.plain) and numbers.word(head.plain) and not ACT.match(head.plain)
    below = text.kind is Kind.PARAGRAPH and len(text.lines) > 1 and not text.fixed
    line = title.isupper() and title.endswith((".", "!", "?")) and len(title) <= LENGTH
    line = line and not ARGUMENT.fullmatch(title)
    return bool(worded) and below and line and not text.lines[1].text.strip().isupper()


def titles(pieces: list[Piece], sure: set[int]) -> set[int]:
    """Return the lines that are the titles of the numbered headings above them.

    So they are where most headings with the same word that have only a number have one.
    """
    kinds: dict[str, list[int]] = {}
    named = {i for i in sure if numbers.read(pieces[i].plain).kind == "named"}
    for i in sorted(sure):
        word = own_words.bare_word(pieces[i].plain)
        bare = word or is_bare(pieces[i].plain)
        if i + 2 < len(pieces) and bare and i + 1 not in sure - named:
            kinds.setdefault((word or numbers.word(pieces[i].plain))[:SHORT], []).append(i)
    return {i for bare in kinds.values() for i in _titles(pieces, bare)}


def _titles(pieces: list[Piece], bare: list[int]) -> set[int]:
    short = {
        i + 1
        for i in bare
        if _may_title(pieces[i + 1], pieces[i + 2], in_play=bool(ACT.match(pieces[i].plain)))
        and not (ACT.match(pieces[i].plain) and is_direction(pieces[i + 1], pieces[i]))
    }
    if len(short) > 1 and len(short) >= 0.6 * len(bare):
        return short
    longer = [
        i + 1
        for i in bare
        if not ACT.match(pieces[i].plain) and _may_tell(pieces[i + 1], pieces[i + 2])
    ]
    if len(longer) >= max(HABIT, SHARE * len(bare)):
        return set(longer)
    some = [i + 1 for i in bare if i + 1 in short and _is_set(pieces[i + 1])]
    return set(some) if len(some) >= HABIT else set()


def _is_set(piece: Piece) -> bool:
    """Whether a line is in capitals, or a year: so poems are called, where others have a number."""
    return piece.plain.isupper() or (piece.plain.isdigit() and len(piece.plain) == A_YEAR)


def between(pieces: list[Piece], sure: set[int]) -> set[int]:
    """Return lines that stand alone, and near, between a heading's number and another heading.

    Where some numbers with the same word have such a title, those have one too that text follows.
    """
    bare = [i for i in sure if is_bare(pieces[i].plain) and i + 2 < len(pieces)]
    bare = [i for i in bare if i + 1 not in sure]
    above = {i for i in bare if i + 2 in sure or _is_stanza(pieces[i + 2])}
    upper = {i + 1 for i in above if pieces[i + 1].plain.isupper()}
    near = {i for i in bare if _is_near(pieces[i], pieces[i + 1])}
    words = {numbers.word(pieces[i].plain) for i in near & above}
    alike_ = {i + 1 for i in near if numbers.word(pieces[i].plain) in words - {""}}
    return {i for i in upper | alike_ if len(pieces[i].plain) <= LENGTH}


def _is_stanza(piece: Piece) -> bool:
    """Whether a piece is the number of a stanza, which is fixed."""
    return piece.fixed and is_bare(piece.plain)


def _is_near(number: Piece, piece: Piece) -> bool:
    """Whether a line right below a number may be its title.

    A title may end with a full stop only where the number does, as in `I.`.
    """
    words = piece.plain.strip(QUOTED)
    line = piece.kind is Kind.PARAGRAPH and len(piece.lines) == 1 and piece.gap == 1
    stop = number.plain.endswith(".") or not words.endswith(".")
    whole = stop and words[-1:] not in ",;" and words[:1].isupper()
    return line and whole and not SPEECH.match(piece.plain) and not ACT.match(number.plain)


def _may_title(piece: Piece, after: Piece, *, in_play: bool) -> bool:
    """Whether a line may be the title of a number; in a play, capitals with a stop are a name."""
    capitals = len(piece.lines) == 1 and len(piece.plain) <= LENGTH and piece.plain.isupper()
    line = (capitals and not in_play) or alone(piece, LENGTH)
    short = piece.kind is Kind.PARAGRAPH and line and piece.gap < 3 and not piece.fixed
    words = piece.plain.strip(QUOTED)
    begins = words[:1].isupper() or words.isdigit()
    asks = SPOKEN.search(words) and not (capitals and after.hard)
    addresses = words.endswith(",")  # `DEAR FATHER,` above a letter
    return short and after.gap > 0 and not asks and not addresses and begins


def _may_tell(piece: Piece, after: Piece) -> bool:
    """Whether a paragraph may be a title of some lines, which tells what the chapter tells."""
    words = piece.plain
    brief = len(words) <= LONGER and len(piece.lines) <= LINES and piece.gap < 3
    title = words[:1].isupper() and not SPEECH.match(words) and not re.search(r"[?!,]$", words)
    goes_on = after.kind is Kind.PARAGRAPH and after.gap > 0 and len(after.plain) > len(words)
    return piece.kind is Kind.PARAGRAPH and brief and title and goes_on


def alike(pieces: list[Piece], sure: set[int]) -> set[int]:
    """Return the lines that look as headings do which are a number in words before one word.

    `Einunddreißgstes Kapitel` has a slip of the pen in its number, and is no less the heading.
    """
    kinds = [_last_word(pieces[i]) for i in sure]
    habits = {word for word in kinds if word and kinds.count(word) >= ALIKE}
    return {
        i
        for i, (piece, after) in enumerate(pairwise(pieces))
        if habits and _last_word(piece) in habits and piece.gap > 1 and after.gap
    }


def _last_word(piece: Piece) -> str:
    """Return the second of the two words of a line alone, small; "" for any other line."""
    if piece.kind is not Kind.PARAGRAPH or len(piece.lines) > 1 or len(piece.plain) > LENGTH:
        return ""
    words = re.fullmatch(r"([^\W\d_]+(?:-[^\W\d_]+)*) ([^\W\d_]+)\.?", piece.plain)
    return words[2].casefold() if words and words[1][0].isupper() else ""
