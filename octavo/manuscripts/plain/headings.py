"""Finds title and headings in a plain text, conservatively: what is not certain is proposed."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from octavo.manuscripts.pieces import Kind, Note, Piece, finding_at
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
    r"(?:chapter|chap\.|section|letter|canto|act|scene|appendix|"
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
NUMBERED = re.compile(r"(?P<number>\d{1,3}|[IVXLC]{1,7})(?:[.:]?\s+(?P<words>\S.*)|\.?)")
SCENES = "|".join(numbers.WORDS["scene"].split())
SCENE = re.compile(
    rf"(?:the\s+)?(?:(?:{SCENES})\s+(?:the\s+)?(?:{numbers.NUMERAL})"
    rf"|(?:{numbers.SPELT_RE}|\d{{1,2}}\.)\s+(?:{SCENES}))\b\s*"
    r"(?:$|[.:\N{EN DASH}\N{EM DASH}-]\s*\S.*|[.:]$)",
    re.IGNORECASE,
)
"""The heading of a scene: it stands below that of its act."""

ACT = re.compile(
    rf"(?:the\s+)?(?:(?:{numbers.SPELT_RE}|\d{{1,2}}\.)\s+)?"
    r"(?:act|akt|aufzug|acte|acto|atto|ato|felvonás|akti|dějství|действие|дія|πράξη)\b",
    re.IGNORECASE,
)
SPOKEN = re.compile('[!?"\N{RIGHT DOUBLE QUOTATION MARK}]$')
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def title_of(pieces: list[Piece]) -> str:
    """Return the title, which is a first line alone, short and without a stop, or ""."""
    if len(pieces) < 2 or not _alone(pieces[0], TITLE_LENGTH) or pieces[1].gap == 0:
        return ""
    text = pieces[0].plain
    if DIVISION.match(text) or NAMED.fullmatch(text) or not any(c.isalpha() for c in text):
        return ""
    return text


def _alone(piece: Piece, length: int) -> bool:
    if len(piece.lines) > 1 or len(piece.plain) > length:
        return False
    return not re.search(r"""[.,;:\N{HORIZONTAL ELLIPSIS}]["'\w)]?$""", piece.plain)


def mark(pieces: list[Piece]) -> list[Piece]:
    """Make headings of the pieces that surely are."""
    sure = {i for i, piece in enumerate(pieces) if _named(piece)} | _counted(pieces)
    sure -= _contents(pieces, sure)
    acts = any(ACT.match(pieces[i].plain) for i in sure)
    return [
        replace(
            piece,
            kind=Kind.HEADING,
            hard=False,
            division=_division(piece),
            level=_level(piece, acts),
        )
        if i in sure
        else piece
        for i, piece in enumerate(pieces)
    ]


def _named(piece: Piece) -> bool:
    text = piece.plain
    if len(text) > DIVISION_LENGTH or len(piece.lines) > 2:
        return False
    if DIVISION.fullmatch(text) or NAMED.fullmatch(text) or SCENE.fullmatch(text):
        return True
    return len(text) <= HEADING_LENGTH and _names_division(text)


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
        return "part" if numbers.read(piece.plain).kind == "part" else ""
    return "part" if match["part"] else ""


def _level(piece: Piece, acts: bool) -> int:
    return 2 if acts and SCENE.fullmatch(piece.plain) else 1


def _counted(pieces: list[Piece]) -> set[int]:
    """Return the headings that are numbered (`1. The Quarry`, `IV`), where they count from 1 up.

    Arabic and Roman numbers count by themselves; both may begin again, as in a new part.
    """
    sure: set[int] = set()
    for roman in (True, False):
        numbers = [(i, _number(piece, roman=roman)) for i, piece in enumerate(pieces)]
        for run in _runs([(i, number) for i, number in numbers if number]):
            if len(run) > 1 and all(b - a > 1 for a, b in pairwise(run)):
                sure.update(run)
    return sure


def _runs(numbers: list[tuple[int, int]]) -> list[list[int]]:
    """Return where the numbers count up from 1."""
    runs: list[list[int]] = []
    for i, number in numbers:
        if number == 1:
            runs.append([i])
        elif runs and number == len(runs[-1]) + 1:
            runs[-1].append(i)
    return runs


def _number(piece: Piece, *, roman: bool) -> int:
    match = NUMBERED.fullmatch(piece.plain)
    if not match or (match["words"] and not _alone(piece, HEADING_LENGTH)):
        return 0
    if len(piece.lines) > 1 or (match["words"] and not match["words"][0].isupper()):
        return 0
    number = match["number"]
    if number.isdigit() == roman:
        return 0
    return _roman(number) if roman else int(number)


def _roman(numeral: str) -> int:
    values = [ROMAN[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))


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
        likely = piece.kind is Kind.PARAGRAPH and _alone(piece, HEADING_LENGTH) and piece.gap
        if not likely or not after.gap or len(after.plain) < len(piece.plain) * 2:
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
    if DIVISION.match(heading) or NUMBERED.fullmatch(heading):
        return True
    return numbers.read(heading).kind in ("part", "chapter")


def any_number(headers: list[Node]) -> bool:
    """Whether any heading of a chapter has a number in its own words; parts are numbered apart."""
    return any(
        says_number(stringify(header["c"][2]))
        for header in headers
        if "part" not in header["c"][1][1]
    )
