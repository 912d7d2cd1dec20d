"""Proves that an artefact is built as the text is: headings, openings, indents, displays.

Words are compared beside it (`agreement`); here each mark is found again by its first words, and
its kind compared. Whatever a format reads as a mark is compared, of any kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from octavo.model.artefact import Mark
from octavo.model.counted import counted
from octavo.model.finding import Finding
from octavo.model.rules import severity
from octavo.model.structure import (
    AGAIN,
    CAPITALS,
    FLUSH,
    HEADING,
    INDENTED,
    OPENING,
    QUOTATION,
    REST,
    UNKNOWN,
    VERSE,
)
from octavo.press.agreement import MOST, differences

RULE = "structure-differs"
NAMES = {
    HEADING: "a heading",
    OPENING: "a paragraph that opens with small capitals",
    FLUSH: "a paragraph that stands flush",
    CAPITALS: "a paragraph that stands flush",
    INDENTED: "an indented paragraph",
    QUOTATION: "a displayed quotation",
    AGAIN: "a further paragraph of a displayed quotation",
    VERSE: "verse",
}
"""The kinds of marks in words; one that is not here is called by its name."""


def compare(canon: Sequence[Mark], other: Sequence[Mark], name: str) -> list[Finding]:
    """Compare the marks of an artefact with the text's; findings are those of the format `name`.

    A PDF shows lists, captions and lines of verse as paragraphs too: verse is not compared there,
    and what it has besides is not reported.
    """
    exact = not name.startswith("pdf")
    if not exact:
        canon = [mark for mark in canon if mark.kind != VERSE]
        known = {mark.key for mark in canon}
        other = [mark for mark in other if mark.key in known]
    findings = list(_compared(canon, other, name, exact=exact))
    return findings[:MOST] + _rest(len(findings) - MOST, name)


def _compared(
    canon: Sequence[Mark], other: Sequence[Mark], name: str, *, exact: bool
) -> Iterator[Finding]:
    i = j = 0
    for gap in differences([mark.key for mark in canon], [mark.key for mark in other], 1):
        for one, two in zip(canon[i : gap.start], other[j : gap.other_start], strict=True):
            yield from _kinds(one, two, name)
        for lost in canon[gap.start : gap.end]:
            yield _finding(lost, f"is no paragraph of its own in the {name}", name)
        for more in other[gap.other_start : gap.other_end]:
            if exact and more.kind != REST:
                yield _finding(more, f"begins a paragraph in the {name} alone", name)
        i, j = gap.end, gap.other_end
    for one, two in zip(canon[i:], other[j:], strict=True):
        yield from _kinds(one, two, name)


def _kinds(one: Mark, two: Mark, name: str) -> Iterator[Finding]:
    if one.kind == CAPITALS and two.kind in (FLUSH, OPENING):
        return  # a PDF shows small capitals by their glyphs alone, whoever asked for them
    if two.kind not in (one.kind, UNKNOWN, REST):
        yield _finding(one, f"is {_named(one)}, in the {name} {_named(two)}", name)
    elif one.kind == HEADING:
        pairs = ((one.depth, two.depth), (one.level, two.level))
        if any(None not in pair and pair[0] != pair[1] for pair in pairs):
            yield _finding(one, f"is a heading of another level in the {name}", name)


def _named(mark: Mark) -> str:
    return NAMES.get(mark.kind, mark.kind)


def _finding(mark: Mark, words: str, name: str) -> Finding:
    message = f"“{mark.words}” {words}."
    return Finding(RULE, message, severity(RULE), before=mark.words, format=name)


def _rest(more: int, name: str) -> list[Finding]:
    if more <= 0:
        return []
    many = counted(more, "further difference")
    message = f"{many} in how the {name} is built: not shown one by one."
    return [Finding(RULE, message, severity(RULE), format=name)]
