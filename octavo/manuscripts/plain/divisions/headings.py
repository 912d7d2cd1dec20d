"""Finds title and headings in a plain text, conservatively: what is not certain is proposed."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from octavo.manuscripts.folder import marks
from octavo.manuscripts.pieces import Kind, Note, Piece, finding_at
from octavo.manuscripts.plain.divisions import (
    chaptered,
    indexed,
    inside,
    own_words,
    serial,
    series,
    spaced,
)
from octavo.manuscripts.plain.divisions.chaptered import SPOKEN, alone
from octavo.manuscripts.plain.divisions.made import headed, with_title
from octavo.manuscripts.plain.divisions.numbered import NUMBERED, WIDE, counted, number_of
from octavo.manuscripts.plain.play import played
from octavo.manuscripts.plain.play.played import ACT, SCENE
from octavo.manuscripts.word.structure import numbers
from octavo.model.finding import Finding, Tier
from octavo.model.nodes import Node, stringify

TITLE_LENGTH = 100
HEADING_LENGTH = 80
"""The longest line, in characters, that is taken for a title or a heading."""

DIVISION_LENGTH = 160
"""The same, for one that begins with the word for a chapter and its number."""

NUMBER = (
    r"(?:\d{1,3}|[IVXLC]+|[ivxlc]+|[A-Z]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|the\s+\w+|"
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|"
    r"erste[rs]?|zweite[rs]?|dritte[rs]?|premi[eè]re?|premier|deuxième|second[eoa]?|troisième|"
    r"primer[oa]|segund[oa]|tercer[oa]|prim[oa]|terz[oa])"
)
PART = r"(?:part|book|volume|teil|buch|partie|livre|parte|libro|libri|deel|del)"
CHAPTER = (
    r"(?:chapter|chap\.|section|sect\.|letter|canto|act|scene|appendix|"
    r"kapitel|chapitre|cap[ií]tulo|capitolo|hoofdstuk|rozdział|anhang|appendice)"
)
DIVISION = re.compile(
    rf"(?:(?P<part>{PART})|{CHAPTER})\s+{NUMBER}\s*"
    r"(?:$|[.:\N{EN DASH}\N{EM DASH}-]\s*\S.*|\.$)",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"(?:prologue|epilogue|preface|foreword|introduction|conclusion|afterword|appendix|"
    r"acknowledge?ments|prolog|epilog|vorwort|einleitung|nachwort|pr[ée]face|avant-propos|"
    r"pr[óo]logo|ep[íi]logo|prefazione|introduzione|postface)\.?",
    re.IGNORECASE,
)
PREFACE = re.compile(
    rf"(?:the )?(?:(?:author|editor|translator|publisher)(?:s\W?|\Ws) |\w+\Ws )?"
    rf"(?:{numbers.phrases('named')}|note)"
    r"(?: (?:of|by|to|de|du|des|zu|zu[mr]|der|von|van|del|della|al|aux?|till|til|spoken|written)"
    r"\b.{2,50}"
    r"| (?:de l|d)['\N{RIGHT SINGLE QUOTATION MARK}].{2,50})?\W?",
    re.IGNORECASE,
)
"""`Preface to the Second Edition`, `Préface de l'Éditeur`."""


def title_of(pieces: list[Piece]) -> str:
    """Return the title, which is a first line alone, short and without a stop, or ""."""
    if len(pieces) < 2 or not alone(pieces[0], TITLE_LENGTH) or pieces[1].gap == 0:
        return ""
    text = pieces[0].plain
    if DIVISION.match(text) or NAMED.fullmatch(text) or not any(c.isalpha() for c in text):
        return ""
    return text


def mark(pieces: list[Piece], *, cleared: bool = False) -> list[Piece]:
    """Make headings of the pieces that surely are.

    `cleared` says that no title page is left: lines in capitals count from the first one on.
    """
    pieces = chaptered.untied(_on_two_lines(played.parted(pieces)))
    letters = serial.found_in(pieces)
    acted = played.listed(pieces)
    pieces = [replace(one, kind=Kind.LIST) if i in acted else one for i, one in enumerate(pieces)]
    sure = _sure(pieces, letters, cleared=cleared)
    upper = spaced.capitals(pieces, sure) if cleared else set()
    sure |= upper
    parts = spaced.parts(pieces, upper)
    acts = any(ACT.match(pieces[i].plain) for i in sure)
    cast = {i for i in range(len(pieces) - 1) if played.heads_cast(*pieces[i : i + 3])}
    within = played.within(pieces, sure | cast) | played.below(pieces, sure, cast)
    inner = inside.levels(pieces, sure)
    inner |= dict.fromkeys(spaced.sections(pieces, sure) - {*indexed.find(pieces)}, 2)
    below = _below(pieces, sure) | within | letters
    titles = chaptered.titles(pieces, sure) | chaptered.between(pieces, sure)
    sure |= inner.keys() - titles
    marked = []
    for i, piece in enumerate(pieces):
        if i in cast:
            of = "" if i in within else "frontmatter"
            marked.append(replace(headed(piece, of), level=2 if i in within else 1))
        elif i in sure - titles:
            titled = with_title(piece, pieces[i + 1]) if i + 1 in titles else piece
            plain = i in inner or _heads_letters(i, sure, letters)
            level = inner.get(i) or (2 if i in below else _level(piece, acts))
            named = "part" if i in parts else "chapter" if parts and i in upper else ""
            division = "" if plain else named or _division(piece)
            marked.append(replace(headed(titled, division), level=level))
        elif i not in titles:
            marked.append(piece)
    return marked


def _on_two_lines(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with one heading of `PREFACE` and `TO THE SECOND EDITION` below it."""
    made: list[Piece] = []
    for piece in pieces:
        above = made[-1] if made else None
        if above and _goes_on(above, piece):
            made[-1] = replace(above, lines=(*above.lines, *piece.lines))
        else:
            made.append(piece)
    return made


def _goes_on(above: Piece, piece: Piece) -> bool:
    """Whether a line goes on with the heading above it; both are set alike, without italics."""
    lines = [*above.lines, *piece.lines]
    alike = above.plain.isupper() == piece.plain.isupper()
    if len(lines) != 2 or above.signs or piece.signs or not alike:
        return False
    if played.says_by_whom(above.plain, piece.plain):
        return False
    return NAMED.fullmatch(above.plain) is not None and bool(
        PREFACE.fullmatch(f"{above.plain} {piece.plain}")
    )


def _sure(pieces: list[Piece], letters: set[int], *, cleared: bool) -> set[int]:
    """Return the pieces that surely are headings, `letters` among them."""
    sure = {i for i, piece in enumerate(pieces) if is_named(piece)} | counted(pieces)
    sure |= chaptered.alike(pieces, sure) | own_words.counted(pieces) | series.counted(pieces)
    sure -= {i for i, piece in enumerate(pieces) if piece.kind is Kind.LIST}
    sure -= _contents(pieces, sure)
    sure -= series.of_series(pieces, sure) | _sources(pieces, sure)
    sure |= letters
    titled = {i for i, piece in enumerate(pieces) if piece.kind is Kind.HEADING}
    first = min(sure | titled) if sure else len(pieces)
    sure |= _capitals(pieces, first)
    if cleared:
        sure |= {i for i in _capitals(pieces[: first + 1], -1) if _heads_prose(pieces, i)}
        sure |= _nearer(pieces, sure)
    sure |= spaced.chapters(pieces, sure)
    sure -= played.stanzas(pieces)
    index = indexed.find(pieces)
    sure = (sure - {*index}) | {*index[:1]}
    return {i for i in sure if not pieces[i].fixed and pieces[i].kind is Kind.PARAGRAPH}


def _sources(pieces: list[Piece], sure: set[int]) -> set[int]:
    """Return the acts and scenes that stand in a book of chapters: they say where words are from.

    A play inside such a book has its acts set apart.
    """
    kinds = {i: numbers.read(pieces[i].plain).kind for i in sure}
    acts = {i for i in sure if ACT.match(pieces[i].plain) or SCENE.fullmatch(pieces[i].plain)}
    chapters = [i for i in sure - acts if kinds[i] in ("chapter", "part")]
    return {i for i in acts if pieces[i].gap < WIDE} if len(chapters) > len(acts) else set()


def _heads_letters(i: int, sure: set[int], letters: set[int]) -> bool:
    """Whether a heading stands above letters that count on: they are its sections."""
    return min((n for n in sure if n > i), default=-1) in letters - {i}


def _capitals(pieces: list[Piece], first: int, least: int = WIDE + 1) -> set[int]:
    """Return the lines in capitals, behind the first heading, that are set apart as those are."""
    return {
        i
        for i, piece in enumerate(pieces[:-1])
        if i > first
        and piece.gap >= least
        and len(piece.lines) == 1
        and piece.plain.isupper()
        and LETTERS <= len(piece.plain) <= HEADING_LENGTH
        and pieces[i + 1].gap
        and pieces[i + 1].plain.casefold() != piece.plain.casefold()
        and not played.CLOSING.fullmatch(piece.plain.strip(" ."))
    }


def _nearer(pieces: list[Piece], sure: set[int]) -> set[int]:
    """Return the lines in capitals that stand a line nearer than those which head all chapters.

    So they are where no chapter has a number, and text follows each.
    """
    heads = sorted(sure)
    if len(heads) <= WIDE or any(numbers.read(pieces[i].plain).values for i in heads):
        return set()
    near = _capitals(pieces, heads[0], WIDE) - sure
    return near if all(_heads_prose(pieces, i) for i in near) else set()


def _heads_prose(pieces: list[Piece], i: int) -> bool:
    """Whether running text, or verse, stands soon below a line, which is then no dedication."""
    below = pieces[i + 1 : i + 1 + LETTERS]
    text = any(len(one.lines) >= (2 * LETTERS if one.hard else LETTERS) for one in below)
    return text and not TO.match(pieces[i].plain)


TO = re.compile(r"(?:to|for|für|à|aan|al|till|til|dedicated|in memory)\b", re.IGNORECASE)
LETTERS = 4
"""Fewer capitals are a number, an initial, or a cry."""


def _below(pieces: list[Piece], sure: set[int]) -> set[int]:
    """Return the numbered headings that stand below one without a number, which counts anew."""
    below: set[int] = set()
    inside = False
    before = 0
    for i in sorted(sure):
        number = number_of(pieces[i], roman=True) or number_of(pieces[i], roman=False)
        if not number:
            inside = before > 1 and not _division(pieces[i])
        elif number == 1 and not inside:
            inside = False
        if number and inside:
            below.add(i)
        before = number or before
    return below


def _first_line(piece: Piece) -> Piece:
    return replace(piece, lines=piece.lines[:1])


def is_named(piece: Piece) -> bool:
    """Whether a line set apart is a heading by its words: a chapter's number, `Preface to …`."""
    text = piece.plain
    apart = piece.gap >= WIDE or (len(piece.lines) == 2 and is_named(_first_line(piece)))
    if apart and len(piece.lines) <= 2 and PREFACE.fullmatch(text):
        return True
    if len(text) > DIVISION_LENGTH or len(piece.lines) > 2:
        return _is_long(piece)
    if DIVISION.fullmatch(text) or NAMED.fullmatch(text) or SCENE.fullmatch(text):
        return True
    return len(text) <= HEADING_LENGTH and _names_division(text)


def _is_long(piece: Piece) -> bool:
    """Whether lines set apart are the word for a chapter, its number, and a title in capitals."""
    first, *rest = (line.text.strip() for line in piece.lines)
    short = len(rest) <= chaptered.LINES and len(piece.plain) <= chaptered.LONGER
    titled = short and piece.gap >= WIDE and bool(rest) and all(map(str.isupper, rest))
    return titled and chaptered.is_bare(first) and numbers.read(first).kind == "chapter"


def _names_division(text: str) -> bool:
    """Whether a short line has the word for a chapter and its number, in any known language.

    Words behind the number are a title: they do not end as a sentence does. Where the number comes
    first (`Second Book`), a stop parts them from it.
    """
    numbered = numbers.read(text)
    if numbered.kind not in ("part", "chapter"):
        return numbered.kind == "named"
    if numbered.words and not numbers.DIVISION.fullmatch(text):
        return bool(re.search(r"[.:\N{EM DASH}]\s+\S", text))
    return not SENTENCE.search(numbered.words)


SENTENCE = re.compile(r"[,;:]$|\w{2}\.$")


def _division(piece: Piece) -> str:
    match = DIVISION.match(piece.plain)
    if match is None:
        volume = series.volume(replace(piece, kind=Kind.PARAGRAPH))
        return "part" if volume or numbers.read(piece.plain).kind == "part" else ""
    return "part" if match["part"] else ""


def _level(piece: Piece, acts: bool) -> int:
    return 2 if acts and SCENE.fullmatch(piece.plain) else 1


def _contents(pieces: list[Piece], sure: set[int]) -> set[int]:
    """Return the headings that stand one under another, three or more: a table of contents."""
    listed: set[int] = set()
    run: list[int] = []
    for i in range(len(pieces) + 1):
        if i in sure:
            run.append(i)
            continue
        if len(run) > 2:
            # The last one is the first chapter's own heading, where text follows it.
            listed |= set(run[:-1] if _repeated(pieces, run) else run)
        run = []
    return listed


def _repeated(pieces: list[Piece], run: list[int]) -> bool:
    """Whether the last of a run of headings is named above in it as well."""
    words = [pieces[i].plain.rstrip(".").casefold() for i in run]
    return words[-1] in words[:-1]


def suggest(file: str, pieces: list[Piece]) -> list[Finding]:
    """Propose as headings short lines alone that may be: they stay paragraphs."""
    findings = []
    for piece, after in pairwise(pieces):
        likely = piece.kind is Kind.PARAGRAPH and alone(piece, HEADING_LENGTH) and piece.gap
        spoken = any(sign.mark == marks.CAPS for sign in piece.signs)
        if not likely or spoken or not after.gap or len(after.plain) < len(piece.plain) * 2:
            continue
        if piece.plain[0].isupper() and not SPOKEN.search(piece.plain):
            note = Note(
                "import-heading",
                "This short line stands alone: it may be a heading.",
                "If it is, put `## ` (or, for a chapter, `# `) before it.",
                Tier.SUGGEST,
                f"## {piece.plain}",
                confidence=0.6,
            )
            findings.append(finding_at(file, piece, note))
    return findings


def bears_number(piece: Piece) -> bool:
    """Whether a heading has a number in its own words, so that the design adds no number."""
    return piece.kind is Kind.HEADING and says_number(piece.plain)


def says_number(heading: str) -> bool:
    """Whether the words of a heading begin with its number."""
    typed = DIVISION.match(heading) or NUMBERED.fullmatch(heading)
    return bool(typed) or numbers.read(heading).kind in ("part", "chapter")


def any_number(headers: list[Node]) -> bool:
    """Whether any heading of a chapter has a number in its own words; parts are numbered apart."""
    return any(
        says_number(stringify(header["c"][2]))
        for header in headers
        if "part" not in header["c"][1][1]
    )
