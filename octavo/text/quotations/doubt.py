"""What makes a mark doubtful that is sure by itself: the other marks of its paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from octavo.text.quotations.marks import Mark, Role

BEFORE, AFTER = 1, 2
ENTITY = re.compile(
    r"&(?:quot|apos|#0*3[49]|#x0*2[27]|[lrbs][sdaq]+uo|#0*(?:171|187|82(?:1[678]|2[0-2])));",
    re.IGNORECASE,
)
"""A mark that was written as an entity, which nothing has made a mark again."""
PROGRAM = re.compile(
    r"\\[A-Za-z]{2,}|=[A-Z][A-Z.]*\(|[\w.]\([\"']|[=+] ?[\"'][\w~,]"
    r"|[\w~,;][\"'] ?[=+] ?[\w\"']|;[\"'](?!\d+\s|[\s)\N{EN DASH}\N{EM DASH}-]|\Z)"
    r"|'\(\"|[\"'];[\"'\w]|\w,\"(?!\d+\s)\w"
)
"""What a program reads: a command of TeX, a formula, the text that a function
takes, an assignment, a sum, the fields of a table. Old printers set a semicolon inside the marks:
of a program another sign follows these; a number and a space are those of a note."""
CUT_TWICE = re.compile(
    r"\b(?P<name>[^\W\d_]+) (?P<marks>'(?:[^\W\d_]' (?=(?P<next>[^\W\d_]))|[^\W\d_]{2}'(?!\w)))"
)
"""So few letters between single marks may lack their neighbours: `Salt 'N' Pepa`."""


SHORT = 3
"""How far apart the marks of two letters stand."""


def cast_doubt(text: str, marks: list[Mark], *, english: bool) -> None:
    """Take the sureness from the marks that others of the paragraph make doubtful."""
    _beside_doubt(marks)
    _in_rows(marks)
    _within_open(marks, english=english)
    _of_names(text, marks)
    _of_quoted_words(text, marks)
    if PROGRAM.search(text):
        for mark in marks:
            mark.sure = False
    if "&" in text and ENTITY.search(text):
        for mark in marks:
            mark.sure = mark.sure and mark.role in (Role.APOSTROPHE, Role.PRIME)
    if not english:
        _all_singles(marks)
    _together(marks)


def _within_open(marks: list[Mark], *, english: bool) -> None:
    """Let no quotation be sure behind a lone opening mark of its kind, nor that mark itself.

    It may be an inner one, or the lone mark may have a partner that is mistyped. In English a
    quotation of one key that goes on in the next paragraph has none of its kind inside.
    """
    lone: list[Mark] = []
    for mark in marks:
        if mark.role is Role.OPEN and mark.partner is not None and mark.straight:
            for other in lone:
                if other.kind == mark.kind:
                    mark.sure = other.sure = False
                elif not (english or other.sure):
                    mark.sure = False  # the level may be another
        elif _is_left_open(mark) or (mark.continued and not (english and mark.width == 1)):
            lone = [other for other in lone if other.kind != mark.kind] + [mark]


def _is_left_open(mark: Mark) -> bool:
    """Whether a mark opens a quotation that nothing in the paragraph closes."""
    return mark.role is Role.UNPAIRED and (mark.opens or mark.shape is Role.OPEN)


def _of_names(text: str, marks: list[Mark]) -> None:
    """Let single marks around one or two letters be sure together, and as a name's not at all."""
    if text.count("'") < 2:
        return
    for one, two in pairwise(marks):
        cut = one.role is two.role is Role.APOSTROPHE and two.at - one.at <= SHORT
        if cut and text[one.at + 1 : two.at].isalpha():
            one.sure = two.sure = one.sure and two.sure
    numbers = {mark.at: number for number, mark in enumerate(marks)}
    for match in CUT_TWICE.finditer(text):
        first = numbers.get(match.start("marks"))
        last = numbers.get(match.start("marks") + match["marks"].rindex("'"))
        named = match["name"][0].isupper() and (match["next"] or "X").isupper()
        if named and first is not None and marks[first].partner == last:
            marks[first].sure = False


def _of_quoted_words(text: str, marks: list[Mark]) -> None:
    """Let no apostrophe be sure that may be the other half of a lone mark: `'X's`, `by'Bach'`."""
    for one, two in pairwise(marks):
        if one.kind == two.kind and text[one.at + one.width : two.at].isalnum():
            for mark, other in ((one, two), (two, one)):
                if mark.role is Role.APOSTROPHE and _is_lone(other):
                    mark.sure = False


def _is_lone(mark: Mark) -> bool:
    """Whether a mark may lack its other half."""
    return mark.role is Role.UNPAIRED or (mark.role is Role.APOSTROPHE and not mark.sure)


def _together(marks: list[Mark]) -> None:
    """Let no half of a quotation be sure without the other one."""
    for mark in marks:
        if mark.role is Role.OPEN and mark.partner is not None:
            partner = marks[mark.partner]
            mark.sure = partner.sure = (mark.sure or not mark.straight) and (
                partner.sure or not partner.straight
            )


def doubles_of(marks: list[Mark]) -> Iterator[Mark]:
    """Return the double marks that are no primes."""
    return (mark for mark in marks if mark.kind == "D" and mark.role is not Role.PRIME)


def _beside_doubt(marks: list[Mark]) -> None:
    """Let no quotation be sure that has a mark beside it which could be its other half."""
    doubles = list(doubles_of(marks))
    lost = [_lost(mark) for mark in doubles]
    for number, mark in enumerate(doubles):
        if mark.partner is None or not mark.sure or not mark.straight:
            continue
        partner = marks[mark.partner]
        inwards = 1 if mark.role is Role.OPEN else -1
        for way, sides in ((inwards, BEFORE | AFTER), (-inwards, BEFORE if inwards > 0 else AFTER)):
            near = number + way
            beyond = not 0 <= near < len(doubles) or doubles[near] is partner
            if not beyond and lost[near] & sides:
                mark.sure = partner.sure = False


def _in_rows(marks: list[Mark]) -> None:
    """Let no single mark be sure that is one of three in a row: bold words of a wiki, or noise."""
    for one, two, three in zip(marks, marks[1:], marks[2:], strict=False):
        row = (one, two, three)
        if three.at - one.at == 2 and all(mark.char == "'" and mark.width == 1 for mark in row):
            one.sure = two.sure = three.sure = False


def _lost(mark: Mark) -> int:
    """On which side of a quotation a mark makes it doubtful, if on any."""
    if not mark.straight or mark.continued or (mark.sure and mark.partner is not None):
        return 0
    if mark.role is Role.UNPAIRED and mark.shape is not None:
        return BEFORE if mark.shape is Role.OPEN else AFTER
    return 0 if mark.sure else BEFORE | AFTER


def _all_singles(marks: list[Mark]) -> None:
    """Where one single mark is in doubt, and elisions are rare, no single quotation is sure."""
    singles = [mark for mark in marks if mark.kind == "S" and mark.straight]
    if any(not mark.sure for mark in singles):
        for mark in singles:
            mark.sure = mark.sure and mark.role not in (Role.OPEN, Role.CLOSE)
