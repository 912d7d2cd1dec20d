"""Reads what stands before a text: its author's line, a title page, a list of contents."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from octavo.manuscripts.guard.contents import letters
from octavo.manuscripts.pieces import Kind, Note, Piece, finding_at
from octavo.manuscripts.plain.contents import alphabetical, listed, outlined
from octavo.manuscripts.plain.contents.listed import Entry
from octavo.manuscripts.plain.divisions.chaptered import is_bare
from octavo.manuscripts.plain.divisions.headings import says_number
from octavo.manuscripts.plain.divisions.made import headed
from octavo.manuscripts.plain.outer import subtitles
from octavo.manuscripts.plain.shape.paragraphs import A_PARAGRAPH
from octavo.manuscripts.word.structure import numbers
from octavo.model.finding import Finding, Tier
from octavo.text.terms import languages, terms_for

BY = r"by|von|par|por|door|af|av|di|autore?|auteur|author|автор|napsal|kirjoittanut|skrifað af"
NAME = r"(?:[^\W\d_a-z][\w.'\N{RIGHT SINGLE QUOTATION MARK}-]*|d[ei]|van|von|der|den|la|y|e)"
BYLINE = re.compile(
    rf"(?i:{BY})(?::|\s)\s*(?P<names>{NAME}(?:\s+{NAME}){{1,4}}"
    rf"(?:\s*(?:[,;](?:\s*(?:and|und|et|y)\b)?|&|\band\b|\bund\b|\bet\b|\by\b)"
    rf"\s*{NAME}(?:\s+{NAME}){{1,4}}){{0,7}})\.?"
)
AND = re.compile(r"\s*(?:[,;]\s*(?:and|und|et|y)\s|[,;&]|\s(?:and|und|et|y)\s)\s*")
APART = 3
"""So many blank lines stand above the heading of a text."""

BEFORE_TEXT = 30
"""Among so many paragraphs at the beginning stand title page and contents."""

CONTENTS = (
    "contents, table of contents, the contents, index, inhalt, inhaltsverzeichnis, índice, indice,"
    " table des matières, table, sommaire, inhoud, inhoudsopgave, innehåll, indhold, sisällys,"
    " spis treści, obsah, содержание, оглавление, зміст, tartalom, cuprins, περιεχόμενα"
)
PAGE = re.compile(rf"(?:\s{{2,}}|\.{{2,}}|\s\.\s|\s)(?:p(?:age|\.)?\s*)?{listed.FOLIOS}\.?$")
ENTRIES = 0.6
"""The share of lines of a list of contents that name a page, or a heading of the text."""


def byline(pieces: list[Piece], file: str) -> tuple[list[Piece], list[str], list[Finding]]:
    """Take the line `by Jane Roe` below a title; return the other pieces and the names."""
    for number in (1, 2):
        words, end = _with_next(pieces, number)
        match = BYLINE.fullmatch(words)
        if match:
            names = [name for name in AND.split(match["names"]) if name]
            note = Note(
                "import-byline",
                f"The author is taken from this line: {', '.join(names)}.",
                "If that is wrong, change `author` in metadata/edition.yaml.",
                Tier.AUTO,
                f"author: {', '.join(names)}",
            )
            return (
                [*pieces[:number], *pieces[end:]],
                names,
                [finding_at(file, pieces[number], note)],
            )
    return pieces, [], []


HEAD = 70
"""How long a line of a title may be."""

GOES_ON = re.compile(
    r"(?i)\b(?:of|the|and|an?|in|on|for|to|or|from|with|von|der|die|das|dem|und|des|du|de|la|les?|et)$"
)
"""A line of a title that the next line ends."""


def title_block(
    pieces: list[Piece], known: dict[str, object], file: str
) -> tuple[list[Piece], list[Finding]]:
    """Part the lines that stand together at the head of a text, above or with an author's line.

    The first of them is the title; the second, where there is one, the subtitle, which goes into
    `known`. Without an author's line nothing is done: they may be verse, or an address.
    """
    lines = [*pieces[0].lines] if pieces else []
    if not 1 < len(lines) <= 4 or not all(_heads(line.text) for line in lines):
        return pieces, []
    named = [line for line in lines[1:] if BYLINE.fullmatch(line.text.strip())][:1]
    if not named and not BYLINE.fullmatch(_with_next(pieces, 1)[0]):
        return pieces, []
    if named and lines[-1] is not named[0]:
        return pieces, []
    ends = 2 if GOES_ON.search(lines[0].text.strip()) else 1
    below = [line for line in lines[ends:] if line not in named]
    if len(below) > 1:
        return pieces, []
    words = " ".join(line.text.strip() for line in lines[:ends])
    title = replace(pieces[0], lines=(replace(lines[0], text=words),), hard=False)
    byline_ = [Piece((line,), gap=1) for line in named]
    rest = [replace(one, gap=max(one.gap, 1)) for one in [*byline_, *pieces[1:]][:1]]
    pieces = [title, *rest, *[*byline_, *pieces[1:]][1:]]
    if not below:
        return pieces, []
    known["subtitle"] = below[0].text.strip()
    note = Note(
        "import-title",
        "The line below the title is taken for the subtitle.",
        "If it is not, change `subtitle` in metadata/edition.yaml.",
        Tier.AUTO,
        f"subtitle: {known['subtitle']}",
    )
    return pieces, [finding_at(file, Piece((below[0],)), note)]


def _heads(line: str) -> bool:
    return len(line.strip()) <= HEAD and not line.rstrip().endswith((".", ",", ";"))


def _with_next(pieces: list[Piece], number: int) -> tuple[str, int]:
    """Return the words of a short line, with those of the next one if it only says *by*."""
    if number + 1 >= len(pieces) or len(pieces[number].lines) > 2:
        return "", number
    words = pieces[number].plain
    if re.fullmatch(BY, words, re.IGNORECASE):
        return f"{words} {pieces[number + 1].plain}", number + 2
    return words, number + 1


WITH_OTHERS = re.compile(r"[,:;]? (?:and|with)(?: an?)?(?: few)? other \w+$", re.IGNORECASE)
"""What a title says of the rest of a book: `The Quay and Other Poems`."""


def without_title_page(
    pieces: list[Piece], known: dict[str, object], file: str
) -> tuple[list[Piece], list[Finding]]:
    """Leave out the lines before the text that only say again what the metadata say."""
    gone: set[int] = set()
    title, subtitle = (str(known.get(key, "")) for key in ("title", "subtitle"))
    authors = known.get("author")
    names = [str(name) for name in authors] if isinstance(authors, list) else []
    titles = (title, subtitle, title + subtitle, title.replace("&", "and"))
    repeated = {letters(WITH_OTHERS.sub("", one)) for one in titles} - {""}
    people = {letters(name) for name in names} - {""}
    people |= {letters(f"{by} {name}") for by in BY.split("|") for name in names}
    repeated |= {one + who for one in repeated for who in people}
    prose = next((n for n, one in enumerate(pieces) if is_long(one)), len(pieces))
    for start in range(min(BEFORE_TEXT, len(pieces))):
        for end in range(start + 1, min(start + 4, len(pieces)) + 1):
            run = pieces[start:end]
            words = WITH_OTHERS.sub("", " ".join(p.plain for p in run))
            says = letters(words) in (repeated | people if start < prose else repeated)
            if says and all(_is_line(one) for one in run):
                heads = _heads_text(pieces, start, end, prose)
                gone.update(range(start + heads, end))
                if heads:
                    lines = tuple(line for one in run for line in one.lines)
                    pieces[start] = headed(replace(pieces[start], lines=lines), "")
    subtitled = subtitles.between(pieces, {n for n in gone if n < prose}, known, file)
    if subtitled:
        gone |= {n for n in range(prose) if pieces[n].plain == known["subtitle"]}
    if not gone:
        return pieces, []
    note = Note("import-title", "Lines that repeat title and author are left out.", tier=Tier.AUTO)
    finding = finding_at(file, pieces[min(gone)], note)
    before = "\n".join(pieces[number].plain for number in sorted(gone))
    kept = [piece for number, piece in enumerate(pieces) if number not in gone]
    return kept, [replace(finding, before=before), *subtitled]


def _heads_text(pieces: list[Piece], start: int, end: int, prose: int) -> bool:
    """Whether the title stands again as the heading of a text, behind a preface."""
    below = pieces[end : end + 1]
    near = bool(below) and below[0].gap < pieces[start].gap and _is_text(below[0])
    return start > prose and near and pieces[start].gap >= APART


def _is_text(piece: Piece) -> bool:
    """Whether a piece is text, or verse, however short: no lines of a title page."""
    stanza = piece.hard and len(piece.lines) > APART
    return is_long(piece) or stanza or (not piece.hard and len(piece.lines) >= APART)


def _is_line(piece: Piece) -> bool:
    """Whether a piece is a short line, and nobody's name above what he says."""
    return piece.kind is Kind.PARAGRAPH and len(piece.plain) <= A_PARAGRAPH and not piece.fixed


def without_contents(
    pieces: list[Piece], file: str
) -> tuple[list[Piece], list[Entry], list[Finding]]:
    """Leave out lists of contents that were typed: every edition makes its own.

    The entries of the first are returned: what they name in the text is a heading.
    """
    limit = max(BEFORE_TEXT, len(pieces) // 8)
    for number, piece in enumerate(pieces[:limit]):
        if not _heads_contents(piece.plain) and not listed.is_numbered(pieces, number):
            continue
        end = alphabetical.end_of(pieces, number) or _end_of_list(pieces, number)
        if end:
            kept = [*pieces[:number], *pieces[end:]]
            read_ = outlined if outlined.end_of(pieces, number) else listed
            entries = read_.entries_of(pieces[number + 1 : end])
            return kept, entries, [_contents(pieces, number, end, file)]
        if _is_empty(pieces[number : number + 2]):
            kept = [*pieces[:number], *pieces[number + 1 :]]
            return kept, [], [_contents(pieces, number, number + 1, file)]
    return pieces, [], []


def _is_empty(pieces: list[Piece]) -> bool:
    """Whether the heading of a list stands far above a first chapter: its list is not there."""
    first = pieces[-1]
    alone = all(one.gap >= APART and len(one.lines) == 1 for one in pieces)
    counts = numbers.read(first.plain)
    return len(pieces) > 1 and alone and counts.kind == "chapter" and counts.values == (1,)


def _end_of_list(pieces: list[Piece], head: int) -> int:
    """Return where a list in the order of the text ends; 0 where there is no such list."""
    outline = outlined.end_of(pieces, head)
    end = listed.end_of(pieces, head)
    if outline and not 0 < end < outline:
        return outline
    if not end:
        end = _end(pieces, head)
        end = end if end > head + 1 and _lists(pieces, head + 1, end) else 0
    return _trimmed(pieces, head + 1, _with_parts(pieces, end)) if end else 0


def _with_parts(pieces: list[Piece], end: int) -> int:
    """Return where a list of contents ends whose parts stand far apart from one another.

    A part is named again in the text, and entries follow it.
    """
    while end < len(pieces):
        after = _end(pieces, end)
        part = pieces[end]
        named = any(letters(one.plain) == letters(part.plain) for one in pieces[after:])
        listed_ = after > end + 1 and _lists(pieces, end + 1, after)
        if len(part.lines) > 1 or not named or not listed_:
            break
        end = after
    return end


def _trimmed(pieces: list[Piece], start: int, end: int) -> int:
    """Return where the last entry ends: a dedication, or a line below the list, is not an entry."""
    later = {key for piece in pieces[end:] for key in listed.names(piece)}
    for n in range(end, start + 1, -1):
        entries = listed.entries_of([pieces[n - 1]])
        paged = PAGE.search(pieces[n - 1].text.rstrip())  # of the topics of a chapter
        if paged or any(one.keys & later or _is_counted(one.words) for one in entries):
            return n
    return start + 1


def _is_counted(words: str) -> bool:
    """Whether words are a number and a title: a number alone may be the first chapter's."""
    return says_number(words) and not is_bare(words)


def is_long(piece: Piece) -> bool:
    """Whether a piece is text that runs on, and no entry."""
    if piece.kind is not Kind.PARAGRAPH or piece.hard:
        return piece.kind is Kind.HEADING
    return len(piece.lines) > 3 and not PAGE.search(piece.text.rstrip())


def _contents(pieces: list[Piece], start: int, end: int, file: str) -> Finding:
    note = Note(
        "import-contents",
        "The list of contents is left out: every edition makes its own.",
        tier=Tier.AUTO,
    )
    before = "\n\n".join(one.text for one in pieces[start:end])
    return replace(finding_at(file, pieces[start], note), before=before)


OF_VOLUME = re.compile(
    r"\s(?:(?:of|to|of the|to the|des|der|du|de la|van|del) )?"
    r"(?:volume|vol\.?|band|bande?s|tome|tomo|deel|part|book|teil)\s[\divxlc]{1,5}$|"
    r"\s(?:of|to) (?:this|the) (?:volume|book|chapters)$"
)
"""`Contents of Volume II`."""


LISTS = re.compile(
    r"(?:an? |the )?list of (?:the )?(?:chapters|contents|titles|poems|rhymes|songs|hymns|ballads"
    r"|sonnets|tales|stories|fables)"
)
FULL = re.compile(r"^(?:an? |the )?(?:analytical|general|detailed|full|complete|brief) (?=\w)")
"""`Analytical Table of Contents`."""

WITH_LINES = re.compile(r",?\s(?:with|and) first lines$")


def _heads_contents(words: str) -> bool:
    """Whether a line is the heading of a list of contents, or of contents and illustrations."""
    bare = WITH_LINES.sub("", OF_VOLUME.sub("", words.strip(":. ").casefold()))
    bare = FULL.sub("", bare)
    if LISTS.fullmatch(bare):
        return True
    return bare in _headings() or re.sub(r"\s(?:and|und|et|en)\s\w+$", "", bare) in _headings()


@cache
def _headings() -> frozenset[str]:
    own = (words.strip() for words in CONTENTS.split(","))
    return frozenset((*own, *(terms_for(lang).contents.casefold() for lang in languages())))


def _end(pieces: list[Piece], head: int) -> int:
    """Return where the entries end: before a long paragraph, or the first heading named twice."""
    seen: set[str] = set()
    end = head + 1
    while end < len(pieces):
        piece = pieces[end]
        name = letters(piece.plain)
        prose = len(piece.lines) > 1 and not piece.hard and not PAGE.search(piece.text.rstrip())
        if name in seen or prose or len(piece.plain) > A_PARAGRAPH * len(piece.lines):
            break
        if end > head + 1 and piece.gap >= max(3, pieces[end - 1].gap + 2):
            break
        seen.update(letters(_entry(line.text)) for line in piece.lines)
        end += 1
    return end


def _entry(line: str) -> str:
    """Return the words of an entry without its page."""
    return PAGE.sub("", line.strip()) or line


def _lists(pieces: list[Piece], start: int, end: int) -> bool:
    """Whether most lines name a page, or stand again alone in the text."""
    later = {letters(piece.plain) for piece in pieces[end:] if _is_line(piece)}
    typed = [line.text.rstrip() for piece in pieces[start:end] for line in piece.lines]
    lines = {letters(line) or line: line for line in typed}.values()  # each but once
    hits = sum(_is_entry(line, later) for line in lines)
    return len(lines) > 1 and hits >= ENTRIES * len(lines)


def _is_entry(line: str, later: set[str]) -> bool:
    paged = PAGE.search(line) and re.search(r"[\d.]$|\s[ivxlc]+$", line)
    return bool(paged) or letters(line) in later or (says_number(line.strip()) and len(line) < 80)
