"""Words of plays: acts, scenes, the line that closes one; and a play within a book of chapters."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from octavo.manuscripts.pieces import Kind, Piece, collapse
from octavo.manuscripts.plain.shape.stretches import INDENT, indent
from octavo.manuscripts.word.structure import numbers
from octavo.manuscripts.word.structure.spelt import NUMERAL, WORD, WORDS, Worded

SCENES = "|".join(WORDS["scene"].split())
SCENE = Worded(
    rf"(?:the\s+)?(?:(?:{SCENES})\s+(?:the\s+)?(?:last|{NUMERAL})"
    rf"|(?:{WORD}|\d{{1,2}}\.)\s+(?:{SCENES}))\b\s*"
    r"(?:$|[.:(\[\N{EN DASH}\N{EM DASH}-]\s*\S.*|[.:]$)"
)
"""The heading of a scene: it stands below that of its act."""

ACT = Worded(
    rf"(?:the\s+)?(?:(?:{WORD}|\d{{1,2}}\.)\s+)?"
    r"(?:act|akt|aufzug|acte|acto|atto|ato|felvonás|akti|dějství|действие|дія|πράξη)\b"
)
ACTS = r"(?:act|akt|aufzug|acte|acto|atto)"
NUMBERED_ACT = Worded(
    rf"(?:the\s+)?(?:{ACTS}\s+(?:the\s+)?(?:{NUMERAL})|(?:{WORD}|\d{{1,2}}\.)\s+{ACTS})"
    r"[.:]?(?:\s.*)?"
)
BOTH = Worded(
    rf"(?P<act>(?:the\s+)?{ACTS}\s+(?:{NUMERAL})[.,:]?)"
    r"[\s\N{EN DASH}\N{EM DASH}-]*"
    rf"(?P<scene>(?:{SCENES})\s+(?:{NUMERAL})\b.*)"
)
"""`ACT I. SCENE I.`: the headings of an act and of its first scene, on one line."""

CLOSING = re.compile(
    r"(?:the )?end(?: of (?:the )?(?:\w+ ){0,3}(?:act|part|book|volume|play|story|scene)\b.*)?"
    r"|the end|finis|fin(?: d[eu].*)?|ende(?: des? .*)?|einde|fine(?: d.*)?|slut|koniec|konec|vége"
    r"|loppu|конец|curtain|(?:the )?curtain falls|vorhang|rideau",
    re.IGNORECASE,
)

DIRECTION = re.compile(
    r"[\[(]|(?:re-?)?enter(?:s|ing)?\b|exit\b|exeunt\b|manet\b|alarums?\b|flourish\b|curtain\b"
    rf"|(?:the )?(?:{SCENES})\b|time\b|setting\b|discovered\b",
    re.IGNORECASE,
)
"""How a direction begins that stands by itself."""

ARGUMENT = re.compile(r"(?:the )?argument[.:]?", re.IGNORECASE)
"""What stands above the summary of each book of a poem, whose title it is not."""

ENTRANCE = re.compile(r"\s*(?:(?:re-?)?enters?|exit|exeunt)\b", re.IGNORECASE)
"""A direction by itself that stands without brackets: `Enter Anna, with a lamp.`"""


def is_direction(piece: Piece, beside: Piece) -> bool:
    """Whether a line is a direction: by its words, or set farther in than the one beside it."""
    deeper = indent(piece.lines[0]) >= indent(beside.lines[0]) + INDENT
    return deeper or bool(DIRECTION.match(piece.plain)) or names_act(piece.plain)


CAST = 3
"""So many lines below it make a heading that of the persons of a play, or one less of persons."""

PERSON = 80
"""The longest line that a person and a word of explanation take."""

SIDE = 20
"""The longest line that may stand between: `Men.`, `At the Court`."""

WHO = r"(?:dramatis person(?:ae|æ)|persons?|people|characters?|cast)"
WHERE = (
    r"(?:(?:first |original )?(?:production|performance)|play|drama|comedy|tragedy|farce|piece"
    r"|opera|masque|dialogue|prologue|induction|story)"
)
PERSONS = re.compile(
    rf"(?:(?:a |the )?list of )?(?:the )?(?:original )?{WHO}(?: represented)?"
    rf"(?: (?:of|in) (?:the |this )?{WHERE}"
    r"| in (?:the |their )?order of (?:their )?(?:first )?(?:appearance|speaking))?"
    r"|personen(?: des (?:stückes|dramas))?|(?:les )?personnages|personaggi|interlocutori"
    r"|personajes|personas|figuras|personagens|personages|personer|de handelande|henkilöt|osoby"
    r"|действующие лица|szereplők",
    re.IGNORECASE,
)
"""Headings of the list of those who act in a play."""


def heads_cast(piece: Piece, after: Piece, below: Piece | None = None) -> bool:
    """Whether a line is the heading of a play's persons, and lines of them follow, or `Men.`.

    A paragraph may be a person.
    """
    if not heads_persons(piece):
        return False
    between = len(after.lines) == 1 and (len(after.plain) <= SIDE or after.plain.isupper())
    lines = below if below is not None and between else after
    rows = below is not None and all(map(are_persons, (after, below)))
    return rows or len(lines.lines) >= CAST or (len(after.lines) == CAST - 1 and are_persons(after))


def are_persons(piece: Piece) -> bool:
    """Whether lines may be persons with a word of explanation: each begins with a capital."""
    lines = [line.text.strip() for line in piece.lines]
    return all(line[:1].isupper() and len(line) <= PERSON for line in lines)


def heads_persons(piece: Piece) -> bool:
    """Whether a line has the words that head a list of persons."""
    return PERSONS.fullmatch(piece.plain.strip(" .:")) is not None


LISTED = 40
"""So many paragraphs, at most, take the persons of a play, and who played them."""


def listed(pieces: list[Piece]) -> set[int]:
    """Return the names of acts and scenes that only say where each plays, before the text.

    The first act comes again below them, and nobody has spoken until then.
    """
    firsts = [n for n, piece in enumerate(pieces) if _is_first_act(_first_line(piece))]
    found: set[int] = set()
    for start, end in pairwise(firsts):
        named = [n for n in range(start, end) if names_act(_first_line(pieces[n]))]
        whole = named[-1] - start < len(named) and len(named) > 1
        if whole and not any(one.fixed for one in pieces[start:end]):
            found |= {n for n in named if pieces[n].kind is Kind.PARAGRAPH}
    return found


def _first_line(piece: Piece) -> str:
    return collapse(piece.lines[0].text)


def _is_first_act(words: str) -> bool:
    numbered = NUMBERED_ACT.fullmatch(words) is not None and not SCENE.fullmatch(words)
    return numbered and numbers.read(words).values[:1] == (1,)


def below(pieces: list[Piece], sure: set[int], cast: set[int]) -> set[int]:
    """Return the headings of persons that stand between a play's title and its first speech.

    The play would else be a part of its list of persons.
    """
    heads = sure | {n for n, piece in enumerate(pieces) if piece.kind is Kind.HEADING}
    ends = {i: min((n for n in heads if n > i), default=len(pieces)) for i in cast}
    return {
        i
        for i, end in ends.items()
        if (i - 1 in heads or (i - 2 in heads and _is_kind(pieces[i - 1])))
        and any(piece.fixed for piece in pieces[i:end])
    }


def _is_kind(piece: Piece) -> bool:
    """Whether a line says what kind of play it is: `A COMEDY IN FOUR ACTS`, or who made it."""
    return len(piece.lines) <= SHORT and KIND.match(piece.plain) is not None


KIND = re.compile(
    r"(?:an?|ein|une?|un[ao]?|en)\s(?:\S+\s){1,6}\S+$|(?:of|by)\s(?:\S+\s){0,3}\S+$"
    r"|(?:was )?first (?:performed|acted|produced)\b",
    re.IGNORECASE,
)
"""A line that says the kind of a play, who wrote it, or when it was played first."""


def titled(pieces: list[Piece]) -> list[Piece]:
    """Make a heading of the title of a play without acts that stands behind other matter.

    It stands in capitals above the list of persons, or above who enters; the play would else go on
    with what is before it. `fixed` pieces are speeches.
    """
    matter = next((n for n, piece in enumerate(pieces) if len(piece.lines) > LETTERS), len(pieces))
    cast = [n - 1 for n in range(1, len(pieces) - 1) if heads_cast(*pieces[n : n + 3])]
    heads = {n for n in cast if _opens(pieces, n)}
    heads |= {n for n, after in enumerate(pieces[1:]) if ENTRANCE.match(after.plain)}
    heads |= {n for n in range(len(pieces)) if _above_scene(pieces, n)}
    before = {piece.plain for piece in pieces[:matter]}
    return [
        replace(piece, kind=Kind.HEADING)
        if n in heads and (n > matter or piece.plain in before) and _is_title(piece)
        else piece
        for n, piece in enumerate(pieces)
    ]


def _above_scene(pieces: list[Piece], n: int) -> bool:
    """Whether `Scene: a room` follows soon below a line, before any act, and is spoken below."""
    if pieces[n].gap < FAR:
        return False
    below = pieces[n + 1 : n + 1 + LISTED]
    scene = next((i for i, piece in enumerate(below) if SCENE_SET.match(piece.plain)), 0)
    between = below[:scene]
    short = all(len(piece.lines) < LETTERS for piece in between) and not has_acts(between)
    spoken = any(piece.fixed for piece in below[scene : scene + LETTERS])
    return scene > 0 and short and spoken


FAR = 4
"""So many blank lines stand above the title of a play that follows another."""

SCENE_SET = re.compile(rf"[\[(]?(?:the )?(?:{SCENES})\s?[:.\N{{EM DASH}}-]", re.IGNORECASE)


SHORT = 2
APART, LETTERS = 2, 4
"""So many blank lines set a title apart, which has more letters."""


def _opens(pieces: list[Piece], head: int) -> bool:
    """Whether speeches follow a list of persons before any act."""
    speech = next((n for n in range(head, len(pieces)) if pieces[n].fixed), 0)
    return speech > 0 and not has_acts(pieces[head:speech])


def _is_title(piece: Piece) -> bool:
    words = piece.plain.strip(" .")
    capitals = words.isupper() and len(words) > LETTERS and piece.gap >= APART
    alone = len(piece.lines) == 1 and piece.kind is Kind.PARAGRAPH and not piece.fixed
    other = DIRECTION.match(words) or CLOSING.fullmatch(words) or has_acts([piece])
    other = other or heads_persons(piece)
    return capitals and alone and not other


def parted(pieces: list[Piece]) -> list[Piece]:
    """Return pieces with the heading of an act or scene by itself.

    One line may have those of an act and its first scene; right below may stand a direction, the
    persons, or a scene.
    """
    spoken = [piece.plain for piece in pieces if piece.fixed]
    names = {*spoken, *map(_begun, spoken)}
    made: list[Piece] = []
    for piece in pieces:
        match = BOTH.fullmatch(piece.text.strip()) if len(piece.lines) == 1 else None
        if match and piece.kind is Kind.PARAGRAPH and piece.gap and not piece.signs:
            line, start = piece.lines[0], len(piece.text) - len(piece.text.lstrip())
            made.append(replace(piece, lines=(line.cut(0, start + match.end("act")),)))
            made.append(replace(piece, lines=(line.cut(start + match.start("scene")),), gap=1))
            continue
        made += _unstacked(piece, names)
    return made


def _unstacked(piece: Piece, names: set[str]) -> list[Piece]:
    """Return the heading of an act or scene, and what stands right below it, each by itself."""
    if len(piece.lines) < 2:
        return [piece]
    head, rest = piece.parted(1)
    if not _heads_below(head, rest, names):
        return [piece]
    return [replace(head, hard=False), *_unstacked(rest, names)]


def _heads_below(head: Piece, rest: Piece, names: set[str]) -> bool:
    """Whether a line is the whole heading of an act or scene, and the line below no part of it.

    `names` are those of speakers.
    """
    words = rest.plain
    if head.kind is Kind.PARAGRAPH and says_by_whom(head.plain, words):
        return True
    if not names_act(head.plain) or head.kind is not Kind.PARAGRAPH:
        return False
    persons = re.split(r", | and ", words.strip(" ."))
    listed = len(persons) > 1 and persons[0].isupper()
    scene = names_act(collapse(rest.lines[0].text))
    named = words in names or _begun(words) in names
    return listed or scene or named or bool(BELOW.match(words))


def _begun(words: str) -> str:
    """Return words up to the first stop: the name of a speaker, where it stands before a speech."""
    return re.split(r"[.:]\s", words, maxsplit=1)[0]


def says_by_whom(above: str, words: str) -> bool:
    """Whether a line below `Prologue` or `Epilogue` says who wrote it: it is no part of that."""
    return bool(SPOKEN_APART.fullmatch(above.strip(" .")) and re.match("by ", words, re.IGNORECASE))


SPOKEN_APART = re.compile("(?:the )?(?:prologue|epilogue)", re.IGNORECASE)

BELOW = re.compile(r"[\[(]|(?:re-?)?enters?\b|exit\b|exeunt\b|manet\b|alarums?\b", re.IGNORECASE)
"""How a direction begins right below the heading of a scene."""


def has_acts(pieces: list[Piece]) -> bool:
    """Whether a line names an act or a scene by its number, whether it is a heading or not."""
    return any(names_act(piece.plain) for piece in pieces if len(piece.lines) == 1)


def names_act(words: str) -> bool:
    """Whether words name an act or a scene by its number."""
    return bool(SCENE.fullmatch(words) or NUMBERED_ACT.fullmatch(words))


def stanzas(pieces: list[Piece]) -> set[int]:
    """Return the Roman numbers that stand above the stanzas of a song in a play."""
    if not has_acts(pieces):
        return set()
    return {
        n
        for n, (piece, after) in enumerate(pairwise(pieces))
        if after.hard and re.fullmatch(r"[IVXLC]+\.?", piece.plain)
    }


def has_cast(pieces: list[Piece]) -> bool:
    """Whether a line heads a list of persons, whether it is a heading or not."""
    return any(heads_cast(*pieces[n : n + 3]) for n in range(len(pieces) - 1))


def is_play(pieces: list[Piece]) -> bool:
    """Whether a heading is that of an act, a scene, or the persons: what follows is a play."""
    heads = (piece.plain for piece in pieces if piece.kind is Kind.HEADING)
    return any(
        ACT.match(words) or SCENE.fullmatch(words) or PERSONS.fullmatch(words.strip(" .:"))
        for words in heads
    )


def within(pieces: list[Piece], sure: set[int]) -> set[int]:
    """Return the headings of a play that stands between two chapters which count on."""
    inside: set[int] = set()
    waiting: set[int] = set()
    last = 0
    for i in sorted(sure):
        words = pieces[i].plain
        numbered = numbers.read(words)
        chapter = numbered.kind == "chapter" and numbered.values and not ACT.match(words)
        if not chapter or SCENE.fullmatch(words):
            waiting.add(i)
            continue
        acts = any(ACT.match(pieces[n].plain) for n in waiting)
        if last and numbered.values[0] == last + 1 and acts:
            inside |= waiting
        last, waiting = numbered.values[0], set()
    return inside
