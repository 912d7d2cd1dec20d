"""Reads a typed list of contents: it goes, and the lines of the text that it names are headings.

What a list names is sure, whatever the lines look like in the text: `V. The Mill` above, `CHAPTER
V` and `THE MILL` below. Lines of the text count in the order of the list.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from octavo.manuscripts.guard.contents import letters
from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.plain.contents import beside, bylines, growing, misspelt, stepped
from octavo.manuscripts.plain.contents.first_lines import FirstLines
from octavo.manuscripts.plain.divisions import chaptered
from octavo.manuscripts.plain.shape.stretches import begins_small, indent
from octavo.manuscripts.word.structure import numbers

FOLIO = r"(?:\d{1,4}|[ivxlc]{1,8})"
FOLIOS = rf"{FOLIO}(?:[\N{{EN DASH}}-]{FOLIO})?"
"""A page, or a first and a last one."""

PAGE = re.compile(
    r"(?:\s{2,}|\s?\.{2,}|\s\.\s|\s)(?:p(?:age|\.)?\s*)?"
    rf"{FOLIOS}\.?_?$"
)
COLUMN = re.compile(r"_?(?:page|pag\.|chap(?:ter)?\.?|seite|bladz\.?|pages?|chapitres?)_?\.?", re.I)
"""What stands above the columns of a list."""

NUMBER = re.compile(
    rf"\A(?:(?:{numbers.CHAPTERS}|{numbers.PARTS}|§)\s+)?"
    r"(?:\d{1,3}|[IVXLC]{1,8}|[ivxlc]{1,8})(?:[.:)]|(?=[\s\N{EM DASH}]|--))[\s\N{EM DASH}-]*",
    re.IGNORECASE,
)
LEAST = 3
"""So many lines of the text a list must name."""

SHARE = 0.6
"""The share of entries that stand again in the text, where a list is one of contents."""

MANY, ALL, APART = 5, 0.8, 3
"""So many numbered entries, such a share of them, and blank lines make a list of any heading."""

PAGED = 0.4
"""Where such a share of the lines of a list has pages, those without one may go on with others."""

SHORTEST = 3
"""An entry of fewer letters names nothing."""

BEGINNING = 8
"""So many letters of an entry, or more, are a title that the list has longer."""

STEP = 2
"""So many columns further in stands what is below the entry above it."""

LONGEST = 200
PROSE = 4
"""So many lines that run on are a paragraph of text, and no entry."""

FIRST = 6
"""One of so many entries stands first in the text: a preface may stand before the list."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list: its words, how far it is indented, whether a page is named.

    `longer` are its words with those of the lines below it, which may go on with it.
    """

    words: str
    indent: int = 0
    paged: bool = False
    longer: tuple[str, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """The letters of its words: as a heading has them, and without what follows."""
        forms = _forms(self.words)
        forms |= {form for longer in self.longer for form in _forms(longer)}
        above = {re.split(r"\s?--|\N{EM DASH}", form)[0] for form in forms}
        short = {re.split(r"[,;:] ", form)[0] for form in forms}
        return _keys(forms | above) | {key for key in _keys(short) if len(key) >= BEGINNING}


def _forms(words: str) -> set[str]:
    """Return words whole, without their number, and without what stands in brackets."""
    if chaptered.is_bare(words):
        return set()
    bare = NUMBER.sub("", words, count=1)
    return {words, bare, re.sub(r"\s*[(\[][^()\[\]]*[)\]]\.?", "", bare)}


def _keys(forms: set[str]) -> frozenset[str]:
    return frozenset(key for key in map(letters, forms) if len(key) >= SHORTEST)


def entries_of(pieces: Sequence[Piece]) -> list[Entry]:
    """Return the entries of a list; a line that goes on with one has no page before it."""
    made: list[Entry] = []
    for piece in map(below_column, pieces):
        if len(piece.lines) >= PROSE and not piece.hard and piece.kind is Kind.PARAGRAPH:
            continue
        whole = not piece.hard and len(piece.lines) > 1 and piece.kind is Kind.PARAGRAPH
        if whole:
            made.append(_entry(piece.plain, indent(piece.lines[0])))
        else:
            made += _by_line(piece)
    return _lengthened([one for one in made if one.words and not COLUMN.fullmatch(one.words)])


def _lengthened(entries: Sequence[Entry]) -> list[Entry]:
    """Return entries with the lines without a number that stand further in below a numbered one."""
    made = list(entries)
    for n, entry in enumerate(entries):
        words, longer = entry.words, []
        for below in entries[n + 1 : n + LEAST] if NUMBER.match(words) and not entry.paged else ():
            if below.indent < entry.indent + STEP or NUMBER.match(below.words):
                break
            words = f"{words} {below.words}"
            longer.append(words)
        made[n] = replace(entry, longer=(*entry.longer, *longer))
    return made


def below_column(piece: Piece) -> Piece:
    """Return a paragraph without the word that stands above the column of pages."""
    first, *rest = piece.lines
    over = rest and not piece.signs and COLUMN.fullmatch(first.text.strip())
    return replace(piece, lines=tuple(rest)) if over else piece


def _by_line(piece: Piece) -> Iterator[Entry]:
    plain = piece.replaced(bare=True).split("\n") if piece.signs else piece.text.split("\n")
    here: Entry | None = None
    for text, line in zip(plain, piece.lines, strict=False):
        entry = _entry(text, indent(line))
        ends = here is None or here.paged or here.words.endswith(":")
        goes_on = not ends and not NUMBER.match(entry.words)
        small = here is not None and entry.indent >= here.indent + STEP and begins_small(line)
        if here is not None and small and (here.paged or not entry.paged):
            words = here.words if here.paged else f"{here.words} {entry.words}"
            here = replace(here, words=words)
            continue
        if here is not None and goes_on and entry.indent >= here.indent and entry.paged:
            yield here  # the line before may be an entry by itself
            both = f"{here.words} {entry.words}"
            here = replace(entry, words=both, indent=here.indent, longer=(entry.words,))
            continue
        if here is not None:
            yield here
        here = entry
    if here is not None:
        yield here


def _entry(text: str, columns: int) -> Entry:
    words = re.sub(r"\s*(?:\s\.){2,}|\.{3,}", "  ", text.strip())
    title, _, column = words.rpartition("   ")
    words = title if title and COLUMN.fullmatch(column) else words
    paged = PAGE.search(words)
    bare = PAGE.sub("", words).strip() if paged else words
    return Entry(bare.strip(" ._*"), columns, bool(paged))


def end_of(pieces: Sequence[Piece], head: int) -> int:
    """Return where the text begins that a list names; 0 where there is no such text.

    It begins where one of the first entries stands again, with no paragraph of text before it.
    """
    prose = next((n for n in range(head + 1, len(pieces)) if _is_prose(pieces[n])), len(pieces))
    lines = [(n, entry) for n in range(head + 1, prose) for entry in entries_of([pieces[n]])]
    for at, entry in lines[:FIRST]:
        for n in range(at + 1, prose + 1):
            if n < len(pieces) and names(pieces[n]) & entry.keys:
                start = n - 1 if n - 1 > at and chaptered.is_bare(pieces[n - 1].plain) else n
                start = max(at + 1, below_part(pieces, start))
                return start if _recur(pieces, head, start) else 0
    return 0


def below_part(pieces: Sequence[Piece], first: int) -> int:
    """Return where the text begins whose first chapter is known: a part may stand above that.

    Its title, and the book's, may stand between them.
    """
    for n in range(first - 1, max(-1, first - LEAST - 1), -1):
        words = pieces[n].plain
        if chaptered.is_bare(words) and numbers.read(words).kind == "part":
            return n
        if len(pieces[n].lines) > 1 or PAGE.search(words) or chaptered.number_of(words).values:
            break
    return first


def is_numbered(pieces: Sequence[Piece], head: int) -> bool:
    """Whether a line set apart, whatever it says, heads a list of numbered titles of the text."""
    below = pieces[head + 1 : head + 2]
    if pieces[head].gap < APART or len(pieces[head].lines) > 1 or not below or not below[0].hard:
        return False
    entries = [one for one in entries_of(below) if one.keys]
    counted = sum(bool(NUMBER.match(one.words)) for one in entries)
    later = {key for piece in pieces[head + 2 :] for key in names(piece)}
    recur = sum(bool(one.keys & later) for one in entries)
    return counted >= max(MANY, SHARE * len(entries)) and recur >= ALL * len(entries)


def _is_prose(piece: Piece) -> bool:
    return (
        piece.kind is Kind.PARAGRAPH
        and not piece.hard
        and len(piece.lines) >= PROSE
        and min(map(indent, piece.lines)) < STEP
        and not PAGE.search(piece.text.rstrip())
    )


def names(piece: Piece) -> frozenset[str]:
    """Return what a line of the text may be called in a list: one in capitals may go on longer."""
    if piece.kind is not Kind.PARAGRAPH or len(piece.plain) > LONGEST:
        return frozenset()
    forms = _forms(piece.plain)
    cut = _beginnings(forms) if chaptered.is_capital(piece.plain) else frozenset()
    return _keys(forms) | cut


def _beginnings(forms: set[str]) -> frozenset[str]:
    """Return the letters of the first words of a title, by twos and more, or up to a comma."""
    words = [form.split() for form in forms]
    keys = (
        letters(" ".join(one[:n]))
        for one in words
        for n in range(1, len(one))
        if n > 1 or one[0].endswith(",")
    )
    return frozenset(key for key in keys if len(key) >= BEGINNING)


def _recur(pieces: Sequence[Piece], head: int, end: int) -> bool:
    listed = _titles(entries_of(pieces[head + 1 : end]), pieces[end:])
    there = {key for piece in pieces[end:] for key in names(piece)}
    hits = len({one.keys for one in listed if one.keys & there})
    return hits >= LEAST and hits >= SHARE * _different(listed)


def mark(pieces: list[Piece], entries: Sequence[Entry]) -> list[Piece]:
    """Make headings of the lines that a list names; a number above one goes into its heading."""
    listed = _titles(entries, pieces)
    matches = _in_order(pieces, listed)
    matches = _shortened(pieces, listed, matches | misspelt.nearly(pieces, listed, matches))
    if len(matches) < LEAST or len({*matches.values()}) < SHARE * _different(listed):
        return pieces
    levels = _levels(listed, matches.values())
    titled = [n for n in matches if n and chaptered.is_bare(pieces[n - 1].plain)]
    look = beside.look_of([pieces[n] for n in titled])
    made = beside.with_headings(pieces, {n: levels[entry] for n, entry in matches.items()})
    return beside.unnamed(made, look)


def _levels(listed: Sequence[Entry], named: Collection[int]) -> dict[int, int]:
    """Return the levels of the entries that are named in the text, by their number in the list.

    Where a line may be the rest of the entry above, only those count.
    """
    places = [n for n in range(len(listed)) if n in named or not _has_rests(listed)]
    words = [listed[n].words for n in places]
    bare = [NUMBER.sub("", one) for one in words]
    levels = stepped.levels(words, [listed[n].indent for n in places], bare)
    return dict(zip(places, levels, strict=True))


def _shortened(
    pieces: Sequence[Piece], listed: Sequence[Entry], matches: dict[int, int]
) -> dict[int, int]:
    """Return the matches with titles that are the beginning of the entry of the same number."""
    made = dict(matches)
    last = -1
    for n, piece in enumerate(pieces[:-1]):
        last = matches.get(n, last)
        title = pieces[n + 1]
        short = piece.kind is Kind.PARAGRAPH and max(len(piece.plain), len(title.plain)) <= LONGEST
        if n + 1 in matches or not short or last + 1 == len(listed):
            continue
        key, entry = letters(title.plain), listed[last + 1]
        begins = len(key) >= BEGINNING and any(one.startswith(key) for one in entry.keys)
        if begins and chaptered.is_bare(piece.plain) and beside.may_head(pieces, n + 1):
            same = numbers.read(piece.plain).values == numbers.read(entry.words).values
            made |= {n + 1: last + 1} if same else {}
    return made


def _titles(entries: Sequence[Entry], pieces: Sequence[Piece]) -> list[Entry]:
    """Return the entries that name something: no topics of a chapter below its title.

    Nor is the first line of a poem a title, unless it stands above the poem as well, nor is
    who wrote it.
    """
    first = FirstLines(pieces)
    heads = (one for n, one in enumerate(pieces) if beside.may_head(pieces, n))
    alone = {key for one in heads for key in names(one)}
    upper = min((one.indent for one in entries if one.words.isupper()), default=LONGEST)
    names_ = bylines.named(entries)
    return [
        one
        for n, one in enumerate(entries)
        if one.keys
        and n not in names_
        and not ("--" in one.words and one.indent >= upper + STEP and _runs_on(one))
        and (one.keys & alone or not first.has(one.keys))
    ]


def _runs_on(entry: Entry) -> bool:
    return not chaptered.is_capital(entry.words) and not NUMBER.match(entry.words)


def _different(listed: Sequence[Entry]) -> int:
    rests = _has_rests(listed)
    return len({one.keys for one in listed if one.paged or not rests})


def _has_rests(listed: Sequence[Entry]) -> bool:
    """Whether so many lines have a page that one without may be the rest of the one above."""
    paged = sum(one.paged for one in listed)
    return len(listed) > paged >= max(MANY, PAGED * len(listed))


def _in_order(pieces: Sequence[Piece], listed: Sequence[Entry]) -> dict[int, int]:
    """Return the lines of the text that are named, with their entries: the most that keep order."""
    named: dict[str, list[int]] = {}
    for number, entry in enumerate(listed):
        for key in entry.keys:
            named.setdefault(key, []).append(number)
    pairs = [
        (n, number)
        for n, piece in enumerate(pieces)
        if beside.may_head(pieces, n)
        for number in sorted({m for key in names(piece) for m in named.get(key, ())}, reverse=True)
    ]
    return dict(growing.longest(pairs, [piece.gap for piece in pieces]))
