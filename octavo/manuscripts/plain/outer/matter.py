"""Takes away what a press printed before and behind a text: title page, imprint, advertisements.

A stretch of short lines goes where it says who wrote, printed or sells the book. Dedications,
mottoes, persons of a play and all running text stay. What goes is reported with its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from octavo.manuscripts.guard.contents import letters
from octavo.manuscripts.pieces import Kind, Note, Piece, finding_at
from octavo.manuscripts.plain.contents.listed import Entry
from octavo.manuscripts.plain.divisions import indexed, series
from octavo.manuscripts.plain.divisions.headings import PREFACE, is_named
from octavo.manuscripts.plain.outer.press import (
    DATE,
    OFFER,
    OFFERS,
    PRESS,
    PRINTER,
    SHARE,
    VOLUME,
    is_press,
    last_line,
)
from octavo.manuscripts.plain.play.played import CLOSING
from octavo.manuscripts.plain.shape.paragraphs import A_PARAGRAPH
from octavo.manuscripts.plain.shape.stretches import indent
from octavo.manuscripts.typed.scenes import ORNAMENT
from octavo.manuscripts.typed.verse import is_verse
from octavo.manuscripts.word.structure import numbers
from octavo.model.finding import Finding

BEFORE = 80
"""Among so many paragraphs at the beginning stands what a press printed there."""

BEHIND = 0.5
"""Advertisements stand in this share of the paragraphs at the end, or less."""

APART, WIDE = 2, 3
"""So many blank lines part what stands on one page, and one page from the next."""

TITLE = 0.4
"""The share of a page's letters that title or author have there, where it is a title page."""

FEW = 5
"""A line of so few words, between others of a title page, belongs to it."""

PROSE = 4
"""So many lines that run on are text."""

DIVISIONS = ("part", "chapter", "named")
"""What a page begins with that is the author's: `Chapter`, `Appendix`."""
NEAR = 3
"""Two stanzas among so many paragraphs are a poem, where one may be a motto."""

BEGINNING = 24
"""Two titles that have so many first letters in common are one."""

THANKS = re.compile(
    r"\bpermission of\b|\bappeared\b|\bthanks\b|\bindebted\b|\backnowledg", re.IGNORECASE
)
RIGHTS = re.compile(r"\bcopyright|\brights reserved\b|\breproduc", re.IGNORECASE)
"""What the author says of where a text appeared first; what a publisher says of rights."""

DEDICATED = re.compile(
    r"(?:to(?:\s+(?:my|the|all|mr|mrs|miss|his|her|one|those)\b|$|\s+[A-Z])|dedicated|inscribed"
    r"|in memory|für\b|meine[mr]\b|dem\b|à\s|aan\b|al(?:la)?\s|a mi\b|till\b|til\b)",
    re.IGNORECASE,
)
QUOTES = re.compile('["\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}]')
PERIODICAL = re.compile(r"\W*vol(?:ume|\.)\s.*\b(?:number|no\.)\s?\d", re.IGNORECASE)
PRINTED = "The line of the printer behind the text is left out: every edition has its own."
LOOK = "See whether it names somebody, or a right, that metadata/edition.yaml does not."


def without_front(
    pieces: list[Piece], titles: Sequence[str], file: str, entries: Sequence[Entry] = ()
) -> tuple[list[Piece], list[Finding]]:
    """Leave out title page and imprint before the text; report them with their words.

    `titles` are title, subtitle and authors, which a page of the press names; the text begins where
    one of the `entries` of a list of contents stands, at the latest.
    """
    # a subtitle that lists works (`The Quay; The Rope`) has their titles, which are no title page
    known = [letters(one) for one in titles if len(letters(one)) >= PROSE and ";" not in one]
    end = min(_text_begins(pieces), _first_listed(pieces, entries, known))
    gone: set[int] = set()
    for start, stop in _sections(pieces, end):
        page = pieces[start:stop]
        if all(map(_is_short, page)) and not thanks(page):
            gone.update(_of_press(pieces, start, stop, known))
    gone |= _between(pieces, gone, end)
    gone |= {n for n in range(end) if _is_ornament(pieces[n]) and {n - 1, n + 1} & (gone | {-1})}
    gone -= series.counted(pieces)
    message = "Title page and imprint are left out: every edition makes its own."
    return _left(pieces, gone, message, file)


def without_back(pieces: list[Piece], file: str) -> tuple[list[Piece], list[Finding]]:
    """Leave out advertisements of the press behind the text; report them with their words."""
    start = _sales_begin(pieces)
    message = "Advertisements behind the text are left out."
    pieces, findings = _left(pieces, set(range(start, len(pieces))), message, file)
    if len(pieces) > 1 and PRINTER.fullmatch(pieces[-1].plain):
        pieces, more = _left(pieces, {len(pieces) - 1}, PRINTED, file)
        findings += more
    return pieces, findings


def thanks(page: Sequence[Piece]) -> bool:
    """Whether a page says, in sentences that run on, where its text appeared and who allowed it.

    One that speaks of rights is the publisher's all the same.
    """
    sentences = [one.plain for one in page if len(one.lines) > 1 and not one.hard]
    ends = [words for words in sentences if words.rstrip(" _)").endswith(".")]
    rights = any(RIGHTS.search(piece.plain) for piece in page)
    return any(map(THANKS.search, ends)) and not rights


def _between(pieces: Sequence[Piece], gone: set[int], end: int) -> set[int]:
    """Return the lines between those that go that are short or in capitals.

    A motto and a dedication stay.
    """
    inner = range(min(gone, default=0), max(gone, default=0))
    given = {n for n in inner if _is_given(pieces, n)}
    words = {n: pieces[n].plain.split() for n in inner if n not in gone | given and n < end}
    return {
        n
        for n, line in words.items()
        if (len(line) <= FEW or pieces[n].plain.isupper())
        and pieces[n].kind is Kind.PARAGRAPH
        and not _is_heading(pieces[n])
    }


def _is_given(pieces: Sequence[Piece], n: int) -> bool:
    """Whether a line is one of a dedication, which goes on to the end of its page."""
    while n and not DEDICATED.match(pieces[n].plain):
        if pieces[n].gap >= WIDE or _is_ornament(pieces[n - 1]):
            return False
        n -= 1
    return bool(DEDICATED.match(pieces[n].plain))


def _left(
    pieces: list[Piece], gone: set[int], message: str, file: str
) -> tuple[list[Piece], list[Finding]]:
    if not any(re.search(r"\w", pieces[n].text) for n in gone):
        return pieces, []
    first = pieces[min(gone)]
    finding = finding_at(file, first, Note("import-matter-left-out", message, LOOK))
    before = "\n\n".join(pieces[n].text for n in sorted(gone))
    kept = [piece for n, piece in enumerate(pieces) if n not in gone]
    return kept, [replace(finding, before=before)]


def _text_begins(pieces: Sequence[Piece]) -> int:
    """Return where the first page with running text or poems, or the first heading, begins."""
    poems = [n for n, piece in enumerate(pieces[:BEFORE]) if _is_poem(piece)]
    sung = {a for a, b in pairwise(poems) if b - a <= NEAR}
    for n, piece in enumerate(pieces[:BEFORE]):
        if piece.kind is Kind.HEADING:
            return n
        offers = PRESS.search(piece.plain) or OFFER.search(piece.plain)
        if n in sung or (_is_prose(piece) and not offers):
            while n and pieces[n].gap < APART and not _ends_page(pieces[n - 1]):
                n -= 1  # noqa: PLW2901 - back to the top of its page
            return n - 1 if n and _is_over(pieces[n - 1], piece, pieces[n].gap) else n
    return min(len(pieces), BEFORE)


def _first_listed(pieces: Sequence[Piece], entries: Sequence[Entry], known: Sequence[str]) -> int:
    """Return where the first line set apart stands that a list of contents names; else the end."""
    keys = {key for entry in entries for key in entry.keys}
    keys = {key for key in keys if not any(_same(one, key) for one in known)}
    named = (n for n, one in enumerate(pieces) if one.gap >= WIDE and letters(one.plain) in keys)
    return next(named, len(pieces))


def _ends_page(piece: Piece) -> bool:
    """Whether a piece stands above the text on another page: a picture, or a line of the press."""
    return piece.kind is Kind.QUERY or (_is_short(piece) and is_press(piece))


def _is_over(line: Piece, text: Piece, below: int) -> bool:
    """Whether a line in capitals heads a text: it stands nearer to it than to what is above."""
    lonely = len(line.lines) == 1 and line.gap > below
    return lonely and line.plain.strip(" _").isupper() and not text.plain.isupper()


def _is_prose(piece: Piece) -> bool:
    long = len(piece.lines) >= PROSE or len(piece.plain) > A_PARAGRAPH * PROSE
    upper = piece.plain.isupper()
    flush = min(map(indent, piece.lines)) < APART  # a first line may be set in
    return piece.kind is Kind.PARAGRAPH and long and not piece.hard and flush and not upper


def _is_poem(piece: Piece) -> bool:
    """Whether lines that stay are verse, which no press prints of itself."""
    lines = [line.text.strip() for line in piece.lines]
    words = sum(len(line.split()) for line in lines)
    long = (
        len(lines) >= 2 * PROSE and words >= PROSE * len(lines) and not re.search(r"\d", piece.text)
    )
    return piece.hard and len(lines) >= PROSE and (long or is_verse(lines))


def _sections(pieces: Sequence[Piece], end: int) -> Iterator[tuple[int, int]]:
    start = 0
    for n in range(1, end + 1):
        if n == end or pieces[n].gap >= APART or _is_ornament(pieces[n]):
            if start < n:
                yield start, n
            start = n


def _is_short(piece: Piece) -> bool:
    return not _is_prose(piece) and len(piece.plain) <= A_PARAGRAPH * len(piece.lines)


def _is_ornament(piece: Piece) -> bool:
    return all(ORNAMENT.fullmatch(line.text.strip()) for line in piece.lines)


def _of_press(pieces: Sequence[Piece], start: int, stop: int, known: Sequence[str]) -> set[int]:
    """Return which paragraphs of a page are those of a press: all, or those above a dedication."""
    given = (n for n in range(start, stop) if DEDICATED.match(pieces[n].plain.strip(" _[(")))
    upto = next(given, stop)
    waiting = {n for n in range(start, upto) if pieces[n].kind is Kind.QUERY}
    poems = {n for n in range(start, upto) if _is_poem(pieces[n])}
    run = [pieces[n] for n in range(start, upto) if n not in waiting | poems]
    whole = letters(" ".join(piece.plain for piece in run))
    named = any(whole.startswith(one) for one in known)
    named = named or any(one in whole and len(one) >= TITLE * len(whole) for one in known)
    says = named or any(_same(one, whole) for one in known) or any(map(is_press, run))
    says = says or bool(run and DATE.fullmatch(last_line(run[-1])))
    if not says or not all(_may_be_press(one) for one in run):
        return set()
    return set(range(start, upto)) - waiting - poems - set(_mottoes(pieces, start, upto))


def _may_be_press(piece: Piece) -> bool:
    """Whether a piece may stand on a page of a press: its impressions may be in columns."""
    columns = piece.kind in (Kind.LIST, Kind.TABLE) and is_press(piece)
    return columns or (piece.kind is Kind.PARAGRAPH and not _is_heading(piece))


def _mottoes(pieces: Sequence[Piece], start: int, stop: int) -> Iterator[int]:
    """Yield the paragraphs of quoted words of some lines, with who said them."""
    inside = False
    for n in range(start, stop):
        plain = pieces[n].plain
        quotes = len(pieces[n].lines) > 1 and bool(QUOTES.match(plain))
        is_source = inside and (bool(pieces[n].signs) or plain.startswith("-"))
        inside = quotes or (inside and bool(QUOTES.match(plain)))
        if inside or is_source:
            yield n


def _is_heading(piece: Piece) -> bool:
    preface = len(piece.lines) == 1 and piece.gap >= APART and PREFACE.fullmatch(piece.plain)
    return bool(preface) or (is_named(piece) and not VOLUME.fullmatch(piece.plain))


def _same(known: str, words: str) -> bool:
    """Whether words are a part of a title, or begin as a long one does."""
    long = len(words) >= BEGINNING and words[:BEGINNING] == known[:BEGINNING]
    return long or (len(words) >= PROSE and words in known)


def _sales_begin(pieces: Sequence[Piece]) -> int:
    """Return where advertisements begin, which reach to the end; the end for none."""
    size = len(pieces)
    least = max(int(size * BEHIND), indexed.find(pieces).stop)
    closed = [n for n in range(least, size) if CLOSING.fullmatch(pieces[n].plain.strip(" ._"))]
    starts = [closed[-1] + 1] if closed else []
    starts += [n for n in range(least, size) if pieces[n].gap >= WIDE]
    offers = {n: bool(OFFER.search(pieces[n].plain)) for n in range(least, size)}
    for start in starts:
        if start < size and _sells(pieces, offers, start):
            return start
    return size


def _is_division(words: str) -> bool:
    return numbers.read(words).kind in DIVISIONS and not PERIODICAL.match(words)


def _sells(pieces: Sequence[Piece], offers: Mapping[int, bool], start: int) -> bool:
    """Whether all pages from here on offer books for sale."""
    pages: list[list[int]] = [[]]
    for n in range(start, len(pieces)):
        if n > start and pieces[n].gap >= WIDE:
            pages.append([])
        pages[-1].append(n)
    many = sum(offers[n] for page in pages for n in page)
    enough = many >= OFFERS and many >= SHARE * (len(pieces) - start)
    enough = enough or len(OFFER.findall(pieces[start].plain)) >= OFFERS  # size, binding, price
    if not enough or any(_is_division(pieces[page[0]].plain) for page in pages):
        return False
    return all(any(offers[n] for n in page) or is_press(pieces[page[0]]) for page in pages)
