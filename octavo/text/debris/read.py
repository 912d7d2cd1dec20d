"""All debris of a text, none of it twice, and whether a text is about such signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from octavo.system.remembered import remembered
from octavo.text.debris import characters, markup, programs, tex
from octavo.text.debris.leftover import Leftover, Sureness

SIGNS = re.compile(
    r"[\\{}<>*_&=%:\[]|\A#|'''|" + characters.INVISIBLE.pattern + "|!|Normal 0"
    "|\N{LEFT BLACK LENTICULAR BRACKET}|[A-Z]{2}"
)
ABOUT = re.compile(
    r"\b(?:X?HTML|XML|SGML|CSS|Markdown|(?:La|Con)?TeX|LATEX|pandoc|JSON|YAML|PHP|JavaScript|"
    r"ASCII|UTF-8|[Rr]egular expressions?|[Cc]ommand line|[Mm]arkup|[Bb]ackslash(?:es)?)\b"
)
OPENING, CLOSING = "\"'“‘«„‚(`", "\"'”’»“`"


def is_about_signs(text: str) -> bool:
    """Whether a text is about the signs of computers, so that they may be its own."""
    return ABOUT.search(text) is not None


def leftovers(text: str, *, is_running: bool = True) -> list[Leftover]:
    """Return the debris of a text in its order; what overlaps an earlier pattern is left out.

    A specimen, alone between quotation marks, is none. `is_running` is false in headings.
    """
    return list(_leftovers(text, is_running)) if SIGNS.search(text) else []


@remembered
def _leftovers(text: str, is_running: bool) -> list[Leftover]:
    taken: list[Leftover] = []
    for one in _each(text, is_running):
        if not _is_specimen(text, one) and not any(_overlap(one, other) for other in taken):
            taken.append(one)
    taken.sort(key=lambda one: one.span)
    return [_shown(one) for one in taken] if _is_all(text, taken) else taken


def _is_all(text: str, taken: list[Leftover]) -> bool:
    """Whether a text is nothing but debris: no paragraph would be left of it."""
    rest, last = "", 0
    for one in taken:
        rest, last = rest + text[last : one.start] + one.after, one.end
    return bool(taken) and not (rest + text[last:]).strip()


def _shown(one: Leftover) -> Leftover:
    hint = "Take the paragraph out."
    return replace(one, after="", sureness=Sureness.SHOWN, inner=None, hint=hint)


def _each(text: str, is_running: bool) -> Iterator[Leftover]:
    yield from programs.kept(text)
    yield from markup.fences(text)
    yield from markup.tags(text)
    yield from characters.escapes(text)
    yield from tex.commands(text)
    yield from characters.entities(text)
    yield from characters.without_stops(text)
    yield from characters.invisible(text)
    yield from markup.signs(text, is_running)


def _overlap(one: Leftover, other: Leftover) -> bool:
    return one.start < other.end and other.start < one.end


def _is_specimen(text: str, one: Leftover) -> bool:
    """Whether something stands alone between marks: it is then spoken of."""
    start = one.start + len(text[one.start : one.end]) - len(text[one.start : one.end].lstrip())
    before, after = text[:start][-1:], text[one.end : one.end + 1]
    return bool(before and after) and before in OPENING and after in CLOSING + ")"


def doubted(one: Leftover) -> Leftover:
    """Return debris of a text that is about such signs: nothing is certain there."""
    return replace(one, sureness=Sureness.LIKELY) if one.sureness is Sureness.CERTAIN else one
