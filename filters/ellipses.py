"""Ellipses: three points typed one by one become the one character, or stand spaced.

Does
    Sets `...` and `. . .` as an ellipsis; closes it up to the mark or bracket that it touches. In a
    house that spaces its points, sets all of them so, the character too, with no-break spaces. In
    one that spaces the character, parts it from the words on both sides.

Because
    Three loose points can part at the end of a line, and a row of full stops is read aloud as
    three stops. New Hart's Rules, 2nd ed., 4.7; The Chicago Manual of Style, 17th ed., 13.50-13.58
    (which accepts the single character). Whether a space stands before it says whether a word or a
    sentence breaks off: that space is the author's, and stays as it is.

Before → After
    >>> [change.after for change in changes("and then... ")]
    ['…']
    >>> [change.after for change in changes("she stopped. . . . Then")]
    ['.…']
    >>> [change.after.replace(NO_BREAK, "_") for change in spaced("and then… nothing")]
    ['_._._.']
    >>> [change.after.replace(NO_BREAK, "_") for change in spaced("thousand… Down", ELLIPSIS)]
    ['_…']

Leaves alone
    Four points in other languages than English, or behind a space (proposed); the space before a
    face (`… ;)`); leaders (five points and more), two points, `../here`, `1...10`, the space after
    an ellipsis that begins a quotation, and every space beside an ellipsis but the one before a
    closing mark, a bracket or a stop.

Settings
    `ellipsis: spaced` in a house's own style (`. . .`), or `spaced character` (`thousand … Down`,
    as New Hart's Rules, 2nd ed., 4.7, has it), or `as typed`, which leaves the points; `character`
    is every style's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from octavo.book.filtering import run_alone
from octavo.model.finding import Finding, Tier
from octavo.prose.prose import Change, Prose
from octavo.text.style.house import NO_BREAK, House, hard_breaks

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
GAP = f"[ {NO_BREAK}]"
POINTS = re.compile(rf"\.(?:{GAP}*\.){{2,}}")
FACE = r"(?![:;]-?[()DP|])"
"""No stop, but the eyes of a face made of marks: `… ;)`."""
BEFORE_CLOSING = re.compile(rf"{GAP}+{FACE}(?=[”’)\],;:?!](?!\w))")
CLOSING = re.compile(rf"(?<=\w)({GAP}*){ELLIPSIS}({GAP}+){FACE}(?=[”’)\],;:?!](?!\w))")
SPACED = NO_BREAK.join("...")
APART = {
    SPACED: ("ellipsis-spaced", "Three points are spaced in this house."),
    ELLIPSIS: ("ellipsis-apart", "An ellipsis stands apart from its words in this house."),
}
ANY = re.compile(rf"[.{ELLIPSIS}](?:{GAP}*[.{ELLIPSIS}])*")
ADDRESS = re.compile(r"@\w|://|^www\.", re.IGNORECASE)
FAR = 80
"""How many characters of a word beside the points are looked at."""
LOOKS = re.compile(rf"\.{GAP}*\.|{ELLIPSIS}")


def changes(text: str, lang: str = "en") -> Iterator[Change]:
    """Yield the changes that a text needs.

    Four points are a full stop and an ellipsis in English; elsewhere, or behind a space, they may
    be three and a slip, so the change is proposed.
    """
    for match in POINTS.finditer(text):
        count = match[0].count(".")
        if count <= 4 and not _is_path(text, match) and not _leads(text, match):
            change = _typed(text, match.span(), "." if count == 4 else "")
            apart = text[match.start() - 1 : match.start()] in (" ", NO_BREAK)
            lost = _is_uneven(match[0]) and text[match.end() : match.end() + 1].isalnum()
            sure = (count < 4 or (lang == "en" and not apart)) and not lost
            yield change if sure else replace(change, tier=Tier.SUGGEST, confidence=0.5)
    for match in CLOSING.finditer(text):
        yield Change(
            *match.span(2),
            "",
            "ellipsis-spacing",
            "An ellipsis stands close to a quotation mark, a bracket or a stop.",
        )


def spaced(text: str, points: str = SPACED) -> Iterator[Change]:
    """Yield the changes that set each ellipsis of a text as `points`, apart from its words.

    A no-break space parts them from the word before, a space from a word after.
    """
    rule, message = APART[points]
    for match in ANY.finditer(text):
        count = match[0].count(".") + 3 * match[0].count(ELLIPSIS)
        if count in (3, 4) and not _is_path(text, match) and not _leads(text, match):
            before = text[max(0, match.start() - 1) : match.start()]
            after = text[match.end() : match.end() + 1]
            first = "." + NO_BREAK if count == 4 else NO_BREAK if _touches(before) else ""
            gap = " " if after.isalnum() else ""
            yield Change(*match.span(), first + points + gap, rule, message)


def _is_uneven(points: str) -> bool:
    """Whether points stand close in one place and apart in another: `.. .`."""
    return len(set(points.split(".")[1:-1])) > 1


def _touches(before: str) -> bool:
    """Whether a space is needed behind a character, before points."""
    return before.isalnum() or before in tuple(".,;:?!")


def _leads(text: str, match: re.Match[str]) -> bool:
    """Whether the points begin a line of points, or stand beside one: something is left open."""
    beside = text[match.end() : match.end() + 3].strip(" " + NO_BREAK)[:1] == "."
    return beside or (" " in match[0] and match.start() > 0 and _begins_line(text, match.start()))


def _begins_line(text: str, at: int) -> bool:
    """Whether nothing but spaces stands between the beginning of a line and a place."""
    while at and text[at - 1] in (" ", NO_BREAK):
        at -= 1
    return not at or text[at - 1] in "\v\N{LINE SEPARATOR}"


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
    before = text[max(0, match.start() - 1) : match.start()]
    after = text[match.end() : match.end() + 1]
    if before in ("/", "\\") or after in ("/", "\\") or (before.isdigit() and after.isdigit()):
        return True
    head = text[max(0, match.start() - FAR) : match.start()].split()[-1:] if before.strip() else []
    tail = text[match.end() : match.end() + FAR].split()[:1] if after.strip() else []
    return any(ADDRESS.search(part) for part in (*head, *tail))


def apply(prose: Prose) -> list[Finding]:
    """Set the ellipses of a document, in place; return what was done."""
    house = House.of(prose.document.meta)
    findings: list[Finding] = []
    for run in prose.runs():
        style = house.style_of(run) if LOOKS.search(run.text) else None
        if style and style.ellipsis != "as typed":
            text = hard_breaks(run)
            if style.ellipsis == "character":
                findings += run.change(list(changes(text, style.lang)))
            else:
                points = ELLIPSIS if style.ellipsis == "spaced character" else SPACED
                findings += run.change(list(spaced(text, points)))
    return findings


if __name__ == "__main__":
    run_alone(apply)
