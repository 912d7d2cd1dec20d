"""The lines of a Markdown text: which are code, which are headings; levels are set by them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from octavo.manuscripts.folder import divide

HEADING = re.compile(r"^(?P<signs>#{1,6})(?P<rest>[ \t]+\S.*)$")
CLASSES = re.compile(r"[ \t]*#*[ \t]*\{(?P<inside>[^{}]*)\}[ \t]*$")
ITEM = re.compile(r" {0,3}(?:[-*+]|1[.)])[ \t]+\S")
"""What begins a list within a paragraph: a bullet, or the number 1."""

WORDS = re.compile(
    r"^(?P<head>[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?\[(?!\^)[^\[\]\n]+\])"
    r":(?=[ \t]+[^\s<]+[ \t]+[^\s\"'(])",
    re.MULTILINE,
)
"""Words in brackets and a colon, with more than an address and its title behind them."""

COMMENT = re.compile(r"<!--.*?-->|\{>>.*?<<\}", re.DOTALL)
CODE = re.compile(r"(?<!`)(?:```[^`]+```|``(?:[^`]|`(?!`))+``|`[^`]+`)(?!`)")
OPENING, CLOSING = "\N{LEFT CORNER BRACKET}\ufdd0", "\ufdd1\N{RIGHT CORNER BRACKET}"
"""Signs that no text has, as they hold what is no character (Unicode 16.0, 23.7)."""

HELD = re.compile(rf"{OPENING}(\d+){CLOSING}")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: the number of its line, its level and its words."""

    line: int
    level: int
    words: str


def fenced(lines: list[str]) -> list[bool]:
    """Return for each line whether it stands in fenced code."""
    return divide.fenced([f"{line}\n" for line in lines])


def without_code(text: str) -> str:
    """Return a text without its fenced lines and without code within a line."""
    rows = text.split("\n")
    plain = (row for row, code in zip(rows, fenced(rows), strict=True) if not code)
    return CODE.sub("", "\n".join(plain))


def atx(text: str) -> str:
    """Write headings that are underlined with signs before them."""
    lines = text.split("\n")
    code = fenced(lines)
    made: list[str] = []
    for number, line in enumerate(lines):
        before = made[-1] if made else ""
        blank = len(made) < 2 or not made[-2].strip()
        plain = before.strip() and blank and not code[number] and before[0] not in "#>-*+|:` \t"
        if plain and re.fullmatch(r"=+[ \t]*", line):
            made[-1] = f"# {before.strip()}"
        elif plain and re.fullmatch(r"-{2,}[ \t]*", line):
            made[-1] = f"## {before.strip()}"
        else:
            made.append(line)
    return "\n".join(made)


def parted(text: str) -> str:
    """Set a blank line before headings, quotations and lists that follow a line of a paragraph.

    CommonMark (0.31.2, 4.2, 5.1, 5.2) begins them there; pandoc takes them for the paragraph's.
    """
    rows = text.split("\n")
    made: list[str] = []
    listed = quoted = False
    for row, code in zip(rows, fenced(rows), strict=True):
        before = made[-1] if made else ""
        item, quote = bool(ITEM.match(row)), row.startswith(">")
        if not before.strip():
            listed = quoted = False
        if not code and before.strip() and not before.startswith("|"):
            begins = (item and not listed and not quoted) or (quote and not quoted)
            if begins or HEADING.match(row):
                made.append("")
                listed = quoted = False
        listed, quoted = listed or item, quoted or quote
        made.append(row)
    return "\n".join(made)


def spoken(text: str) -> str:
    """Escape the colon of words in brackets that begin a line and define no address.

    CommonMark (0.31.2, 4.7) wants an address alone behind it, or with a title; pandoc takes any
    words.
    """
    return WORDS.sub(r"\g<head>\\:", text)


def without_gaps(text: str) -> str:
    """Leave one blank line of several, outside code."""
    rows = text.split("\n")
    code = fenced(rows)
    return "\n".join(
        row
        for number, row in enumerate(rows)
        if not number or code[number] or row.strip() or rows[number - 1].strip()
    )


def headings(text: str) -> list[Heading]:
    """Return the headings of a text that has none underlined."""
    lines = text.split("\n")
    made = []
    for number, (line, code) in enumerate(zip(lines, fenced(lines), strict=True)):
        match = None if code else HEADING.match(line)
        if match:
            made.append(Heading(number, len(match["signs"]), match["rest"].strip()))
    return made


def led(text: str) -> str:
    """Set the title of a page above the words that stand before it: they are the page's, too.

    The title is the first heading, where no other is of its level or a higher one.
    """
    every = headings(text)
    if not every or any(one.level <= every[0].level for one in every[1:]):
        return text
    rows = text.split("\n")
    before = "\n".join(rows[: every[0].line])
    if not COMMENT.sub("", before).strip():
        return text
    at = every[0].line
    title = rows.pop(at)
    if at < len(rows) and not rows[at].strip() and not rows[at - 1].strip():
        rows.pop(at)
    return "\n".join([title, "", *rows])


def titled(text: str) -> str:
    """Set the heading that a page begins with above its fellows, where they are no chapters.

    A chapter whose headings are all below the first level is one chapter: what it begins with is
    its title (Quarto takes it for that in the list of chapters). Sections have files of their own
    in mdBook: there the next heading of the level may be the chapter's again, as its summary is.
    """
    every = headings(text)
    levels = [one.level for one in every]
    if levels.count(min(levels, default=1)) < 2 or levels[0] != min(levels) or levels[0] == 1:
        return text
    rows = text.split("\n")
    if COMMENT.sub("", "\n".join(rows[: every[0].line])).strip():
        return text
    rows[every[0].line] = rows[every[0].line][1:]
    return "\n".join(rows)


def shifted(text: str, by: int) -> str:
    """Set every heading some levels lower (or higher, below 0)."""
    lines = text.split("\n")
    for heading in headings(text) if by else ():
        level = min(max(heading.level + by, 1), 6)
        lines[heading.line] = f"{'#' * level} {heading.words}"
    return "\n".join(lines)


def closed(text: str) -> str:
    """Let no heading skip a level: each stands one level at most below the one before it."""
    lines = text.split("\n")
    above: list[tuple[int, int]] = []
    for heading in headings(text):
        while above and above[-1][0] >= heading.level:
            above.pop()
        level = above[-1][1] + 1 if above else heading.level
        above.append((heading.level, level))
        lines[heading.line] = f"{'#' * level} {heading.words}"
    return "\n".join(lines)


def classed(text: str, name: str) -> str:
    """Give the first heading a class, unless it has one of its own."""
    first = next(iter(headings(text)), None)
    if first is None:
        return text
    lines = text.split("\n")
    line = lines[first.line]
    match = CLASSES.search(line)
    if match is None:
        lines[first.line] = f"{line.rstrip().rstrip('#').rstrip()} {{.{name}}}"
    elif not any(f".{known}" in match["inside"].split() for known in divide.NAMED):
        lines[first.line] = f"{line[: match.start()]} {{{match['inside'].strip()} .{name}}}"
    return "\n".join(lines)


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Change what stands outside code, fenced or in a line, stretch by stretch."""
    lines = text.split("\n")
    made: list[str] = []
    held: list[str] = []
    for line, code in zip(lines, fenced(lines), strict=True):
        if code:
            made += [_around_code("\n".join(held), change)] if held else []
            held = []
            made.append(line)
        else:
            held.append(line)
    made += [_around_code("\n".join(held), change)] if held else []
    return "\n".join(made)


def _around_code(text: str, change: Callable[[str], str]) -> str:
    """Change a text whose code stands in lines; while it is changed, a sign stands for each."""
    codes: list[str] = []

    def hold(match: re.Match[str]) -> str:
        codes.append(match[0])
        return f"{OPENING}{len(codes) - 1}{CLOSING}"

    if OPENING in text or CLOSING in text:
        return change(text)
    return HELD.sub(lambda match: codes[int(match[1])], change(CODE.sub(hold, text)))
