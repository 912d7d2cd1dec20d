"""Ellipses: three points typed one by one become the one character.

Does
    Sets `...` and `. . .` as an ellipsis; closes it up to the mark or bracket that it touches.

Because
    Three loose points can part at the end of a line, and a row of full stops is read aloud as
    three stops. New Hart's Rules 4.7; The Chicago Manual of Style 13.50-58 (which accepts the
    single character). Whether a space stands before it says whether a word or a sentence breaks
    off: that space is the author's, and stays as it is.

Before → After
    >>> [change.after for change in changes("and then... ")]
    ['…']
    >>> [change.after for change in changes("she stopped. . . . Then")]
    ['.…']

Leaves alone
    Leaders (five points and more), two points, `../here`, `1...10`, and every space beside an
    ellipsis but the one inside a quotation mark or bracket or before a stop.

Settings
    None: the character is the same in every house style we know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.filtering import Rule, run_alone
from octavo.finding import Finding
from octavo.prose import Change, Prose
from octavo.text.style import NO_BREAK, House, hard_breaks

RULES = (
    Rule(
        "ellipsis-typed",
        "Three points become the one character.",
        "Loose points part at the end of a line.",
        "New Hart's Rules 4.7; The Chicago Manual of Style 13.50",
    ),
    Rule(
        "ellipsis-spacing",
        "No space stands between an ellipsis and the mark that it touches.",
        "A space inside a quotation mark or bracket belongs to neither side.",
        "New Hart's Rules 4.7",
    ),
)

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
GAP = f"[ {NO_BREAK}]"
CLOSED = re.compile(r"(?<!\.)(\.?)\.{3}(?!\.)")
SPACED = re.compile(rf"(?<![.{NO_BREAK}])(\.{GAP})?\.{GAP}\.{GAP}\.(?!{GAP}?\.)")
OPENING = re.compile(rf"(?<=[“‘(\[«]){ELLIPSIS}({GAP}+)(?=\w)")
BEFORE_CLOSING = re.compile(rf"{GAP}+(?=[”’)\],;:?!](?!\w))")
CLOSING = re.compile(rf"(?<=\w)({GAP}*){ELLIPSIS}({GAP}+)(?=[”’)\],;:?!](?!\w))")
LOOKS = re.compile(rf"\.{GAP}?\.|{ELLIPSIS}{GAP}")


def changes(text: str) -> Iterator[Change]:
    """Give the changes that a text needs."""
    for match in CLOSED.finditer(text):
        if not _is_path(text, match):
            yield _typed(text, match.span(), match[1])
    for match in SPACED.finditer(text):
        start = match.start()
        if text[start - 1 : start] != ".":
            yield _typed(text, match.span(), "." if match[1] else "")
    for pattern, group in ((OPENING, 1), (CLOSING, 2)):
        for match in pattern.finditer(text):
            yield Change(
                *match.span(group),
                "",
                "ellipsis-spacing",
                "An ellipsis stands close to a quotation mark, a bracket or a stop.",
            )


def _typed(text: str, span: tuple[int, int], stop: str) -> Change:
    """The points as one character, after the full stop that may stand before them.

    A space before a closing mark goes with them.
    """
    start, end = span
    gap = BEFORE_CLOSING.match(text, end)
    message = "Three points are one character, the ellipsis."
    after = stop + ELLIPSIS
    return Change(start, gap.end() if gap else end, after, "ellipsis-typed", message)


def _is_path(text: str, match: re.Match[str]) -> bool:
    """Whether the points stand in a path, an address or between two numbers."""
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    return before in ("/", "\\") or after in ("/", "\\") or (before.isdigit() and after.isdigit())


def apply(prose: Prose) -> list[Finding]:
    """Set the ellipses of a document, in place; give what was done."""
    house = House.of(prose.document.meta)
    findings: list[Finding] = []
    for run in prose.runs():
        if LOOKS.search(run.text) and house.style_of(run):
            findings += run.change(list(changes(hard_breaks(run))))
    return findings


if __name__ == "__main__":
    run_alone(apply)
