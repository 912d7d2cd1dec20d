"""Proposes lines that are likely headings, but of no kind that shows it: by all signs together.

Each sign has a weight (`assets/heading_weights.toml`), learnt from manuscripts that a reader has
labelled; their sum says how likely a line is a heading. It is only ever proposed.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from math import exp

from octavo.manuscripts.word.marks import UNSEEN
from octavo.manuscripts.word.structure import lines, numbers
from octavo.manuscripts.word.structure.evidence import (
    DATED,
    Text,
    bare_shape,
    is_counted,
    number_of,
)
from octavo.manuscripts.word.structure.kinds import Group, Look
from octavo.manuscripts.word.structure.seen import Seen, Usual
from octavo.manuscripts.word.structure.signs import IN_SCHEME, NEARLY, Signs

WEIGHTS = "heading_weights.toml"
LIKELY = 0.3
"""From here on a line is proposed: of five proposed lines about four are headings."""

ALONE = 0.5
"""From here on one that is the only one of its kind is, unless the text's numbers count it."""


def add(groups: list[Group], text: Text, free: set[int], labels: dict[int, str]) -> list[Group]:
    """Return the kinds with those of likely headings among the `free` paragraphs beside them.

    What looks like a kind that is proposed already joins it.
    """
    taken = {number for group in groups for number in group.members}
    signs = Signs(text, labels, text.known | taken)
    known: dict[tuple[object, ...], list[Group]] = defaultdict(list)
    for group in sorted(groups, key=lambda group: group.certain):
        known[_key(group.look)].append(group)
    made: dict[Look, Group] = {}
    worth: set[Look] = set()
    for number in candidates(text, free - taken):
        here = signs.of(number)
        if (share := likelihood(here)) <= LIKELY:
            continue
        look = _look(number, text)
        near = next((one for one in known[_key(look)] if _is_near(one.look, look)), None)
        if near is not None and not near.certain:
            near.add(number, look)
            continue
        sure = share > ALONE and not DATED.search(text.seen[number].text)
        if look in made or sure or IN_SCHEME in here:
            worth.add(look)
        group = made.setdefault(look, Group(look, likely=True, same=near))
        group.members.append(number)
        group.word = numbers.word(text.seen[number].text)
    return [*groups, *(group for look, group in made.items() if look in worth)]


def candidates(text: Text, among: Iterable[int]) -> list[int]:
    """Return the paragraphs whose words may be those of a heading, in order."""
    return [
        number
        for number in sorted(among)
        if text.is_free(number) and _may_be(text.seen[number], text.usual)
    ]


def likelihood(signs: dict[str, float]) -> float:
    """Return how likely a line with these signs is a heading, from 0 to 1."""
    weights = _weights()
    known = (weights.get(name, 0.0) * value for name, value in signs.items())
    total = weights["always"] + sum(known)
    return 1 / (1 + exp(-total))


def _may_be(one: Seen, usual: Usual) -> bool:
    text = one.text
    if not text or not one.in_body or len(text) > lines.LONGEST or one.leaf.level:
        return False
    if UNSEEN in text:  # something drawn holds its place
        return False
    if one.size < usual.size and not (
        one.bold or one.caps or one.underline or one.text[0].isdigit()
    ):
        return False
    if one.right or one.formula or (lines.is_other(text) and not lines.is_dashed(one, usual)):
        return False
    if one.monospaced and not usual.monospaced:
        return False
    return not lines.NO_WORDS.fullmatch(text) or numbers.read(text).kind in ("decimal", "roman")


def _look(number: int, text: Text) -> Look:
    """Return the look of a line; how it ends does not matter any more."""
    one, usual = text.seen[number], text.usual
    numbered = text.numbered(number)
    kind, depth = number_of(one, numbered)
    if not lines.stands_out(one, usual) and not is_counted(numbered) and kind != "listed":
        kind = "alone"
    bold, centred = one.bold and not usual.bold, one.centred and not usual.centred
    return Look(one.size, bold, one.italic, one.caps, one.underline, centred, kind, depth)


def _key(look: Look) -> tuple[object, ...]:
    """Return what two looks have in common that differ in size, or in how their lines end."""
    return (*bare_shape(look), look.numbered, look.depth)


def _is_near(look: Look, other: Look) -> bool:
    return abs(look.size - other.size) <= NEARLY


@cache
def _weights() -> dict[str, float]:
    text = files("octavo").joinpath("assets", WEIGHTS).read_text("utf-8")
    weights: dict[str, float] = tomllib.loads(text)
    return weights
