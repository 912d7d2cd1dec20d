"""Writes plain text as Markdown that pandoc reads back as the same characters.

There are three strengths. The light one escapes what is surely markup; the middle one every sign
that may be; the full one every mark of ASCII's. `writing` reads the result back and takes the next
strength only for the paragraphs that did not come back equal, so that the source stays readable.
"""

from __future__ import annotations

import re

ALWAYS = re.compile(r"\\")
BRACKET = re.compile(r"\[(?=[\^@]|-@)|\](?=[(\[{])|(?<=!)\[|^\[(?=[^\[\]]*\]:)")
"""A bracket that would open a note, a citation or an image, or end the words of a link or span."""

BRACKETS = re.compile(r"[\[\]]")
"""All brackets: words in them are a link as soon as somebody defines one of that name."""

TAG = re.compile(r"<(?=[A-Za-z/!?$@])")
ENTITY = re.compile(r"&(?=#?\w+;)")
CITATION = re.compile(r"(?<![^\W_])@(?=[\w{])")
COMMENT = re.compile(r"\{(?=>>)")
"""What would open a query: a manuscript that is no Markdown has none."""

STAR = re.compile(r"(?<=\S)\*|\*(?=\S)")
UNDERLINE = re.compile(r"(?<![^\W_])_(?=\S)|(?<=\S)_(?![^\W_])")
PAIRED = {
    "$": re.compile(r"\$\S(?:.*?\S)?\$(?!\d)|\$\$", re.DOTALL),
    "^": re.compile(r"\^[^\s^]+\^"),
    "~": re.compile(r"~[^\s~]+~|~~"),
    "`": re.compile(r"`.*`", re.DOTALL),
    "*": re.compile(r"\*.*\*", re.DOTALL),
}
"""Signs that mean something only in pairs, and what such a pair is."""

LATER = re.compile(r"\s*(?:[:~](?:\s|$)|[-=]+\s*$|[:~]{3}|`{3})")
"""What may begin a block, or underline one, though a line of a paragraph stands above it."""

START = re.compile(
    r"""(?P<before>\s*)(?:
        (?P<sign> [>|%] | \#(?=\#*(?:\s|$)) | \#(?=\.\s) | [-+*](?=\s|$) | [:~](?=\s|$)
                | :(?=::) | ~(?=~~) | (?P<rule>[-=*_+])(?=[-=*_+|\s]*$) | \+(?=-) | -(?=--) )
      | (?P<number> \d+ | \#? | [A-Za-z] | [ivxlcdmIVXLCDM]+ )(?P<stop>[.)])(?=\s|$)
      | (?P<bracket> \( )(?=(?:\d+|[A-Za-z]|[ivxlcdmIVXLCDM]+|@[\w-]*)\)(?:\s|$))
    )""",
    re.VERBOSE,
)
"""What begins a block: a quotation, heading, list, definition, Div, code, table or rule."""

MIDDLE = re.compile(r"[\\`*_{}\[\]<>#|$^~@&!%]")
FULL = re.compile(r"[\\`*_{}\[\]()<>#+\-.!|$^~@&:=%/]")

LIGHTEST, MIDDLING, FULLEST = range(3)


def escape(
    lines: list[str], strength: int = LIGHTEST, *, inside: bool = False, brackets: bool = True
) -> list[str]:
    """Escape the lines of one paragraph, so that its signs are read as signs.

    Every character stays as it was typed; only backslashes are added. `inside` says that no line
    can begin a block: in a heading, or behind the mark of a line of verse. `brackets` escapes
    those around plain words, too.
    """
    if strength == FULLEST:
        return [FULL.sub(r"\\\g<0>", line) for line in lines]
    if strength == MIDDLING:
        return [_start(MIDDLE.sub(r"\\\g<0>", line)) for line in lines]
    paired = paired_in(lines)
    bracket = BRACKETS if brackets else BRACKET
    return [
        (_within if inside or (number and not LATER.match(line)) else _light)(line, paired, bracket)
        for number, line in enumerate(lines)
    ]


def paired_in(texts: list[str]) -> str:
    """Return the signs that mean something in pairs, of which a paragraph has a pair."""
    text = " ".join(texts)
    return "".join(sign for sign, pair in PAIRED.items() if sign in text and pair.search(text))


INITIAL = re.compile(r"[A-Z]\.")
"""Pandoc takes a capital and a stop for the number of a list before two spaces alone."""


def escape_word(word: str, paired: str, *, first: bool) -> str:
    """Escape what is surely markup in a word; `first` says that a paragraph begins with it."""
    begins = first and not INITIAL.fullmatch(word)
    return (_light if begins else _within)(word, paired, BRACKET)


def _light(line: str, paired: str, bracket: re.Pattern[str]) -> str:
    started = _start(line, sparing=True)
    if started != line:
        at = next(i for i, (a, b) in enumerate(zip(started, line, strict=False)) if a != b)
        return (
            line[:at] + "\\" + line[at] + _within(line[at + 1 :], paired, bracket, line[: at + 1])
        )
    return _within(line, paired, bracket)


def _within(line: str, paired: str, bracket: re.Pattern[str], before: str = "") -> str:
    """Escape the signs inside a line; `before` is what stands in front of it."""
    marks = {
        m.start()
        for pattern in (ALWAYS, bracket, TAG, ENTITY, CITATION, COMMENT, STAR, UNDERLINE)
        for m in pattern.finditer(before + line)
        if pattern is not STAR or "*" in paired
    }
    marks |= {i for i, sign in enumerate(before + line) if sign in paired and sign != "*"}
    return "".join("\\" + sign if len(before) + i in marks else sign for i, sign in enumerate(line))


def _start(line: str, *, sparing: bool = False) -> str:
    """Escape what would begin a block; `sparing` of a capital before one space (`B. Russell`)."""
    match = START.match(line)
    if match is None:
        return line
    if match["stop"]:
        if sparing and re.match(r"\s*[A-Z]\. (?! )", line):
            return line
        at = match.start("stop")
    else:
        at = match.start("sign") if match["sign"] else match.start("bracket")
    return line if line[at - 1 : at] == "\\" else f"{line[:at]}\\{line[at:]}"
