"""Writes plain text as Markdown that pandoc reads back as the same characters.

There are three strengths. The light one escapes what is surely markup; the middle one every sign
that may be; the full one every mark of ASCII's. `writing` reads the result back and takes the next
strength only for the paragraphs that did not come back equal, so that the source stays readable.
"""

from __future__ import annotations

import re

ALWAYS = re.compile(r"\\(?!\d)")
BRACKET = re.compile(r"\[(?=[\^@]|-@)|\](?=[({]|\[[\^@])|(?<=!)\[|^\[(?=[^\[\]]*\]:)")
"""A bracket that would open a note, a citation or an image, or end the words of a link or span."""

TAG = re.compile(
    r"<(?=[A-Za-z][\w:-]*(?:[\s/>]|$)|/[A-Za-z][\w:-]*[\s>]|[A-Za-z][\w.+-]*[:@]|[!?$@])"
)
ENTITY = re.compile(r"&(?=#?\w+;)")
CITATION = re.compile(r"(?<![^\W_])@(?=[\w{])")
COMMENT = re.compile(r"\{(?=>>)")
"""What would open a query: a manuscript that is no Markdown has none."""

STAR = re.compile(r"(?<=\S)\*|\*(?=\S)")
UNDERLINE = re.compile(r"(?<![^\W_])_(?=\S)|(?<=\S)_(?![^\W_])")
ROW = re.compile(r"(?<!_)_{4,}(?!_)")
"""A line to write on: pandoc reads four and more as they stand."""

OTHER = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in a paragraph for what is no word: an image, the beginning of emphasis."""

NAME = r"[A-Za-z_:][\w.:-]*"
VALUE = r"""[ \t\n]*=[ \t\n]*(?:"[^"]*"|'[^']*'|[^ \t\n"'=<>`]+)"""
WHOLE_TAG = re.compile(
    rf"</?[A-Za-z][\w:-]*(?:[ \t\n]+{NAME}(?:{VALUE})?)*[ \t\n]*/?>"
    rf"|</?[A-Za-z][\w:-]*(?:[ \t\n]+(?:{NAME}[^<>]*)?)?{OTHER}"
    r"|<[A-Za-z][\w.+-]*[:@][^\s<>]*>|<[!?$@].*>",
    re.DOTALL,
)
"""A tag, the address of a page or a letter, a comment: not so `<w:p ..>`."""

PAIRED = {
    "$": re.compile(r"\$\S(?:.*?\S)?\$(?!\d)|\$\$", re.DOTALL),
    "^": re.compile(r"\^[^\s^]+\^"),
    "~": re.compile(r"~[^\s~]+~|~~"),
    "`": re.compile(r"`.*`", re.DOTALL),
    "*": re.compile(r"(?<!\*)\*{1,3}(?=[^\s*]).*(?<=\S)\*", re.DOTALL),
    "_": re.compile(r"(?<!\w)_{1,3}(?=[^\s_]).*(?<=\S)_(?![^\W_])", re.DOTALL),
    "<": WHOLE_TAG,
}
"""Signs that mean something only in pairs, and what such a pair is."""

EDGES = {"*": STAR, "_": UNDERLINE, "<": TAG}
"""Where signs of these pairs stand that begin or end one."""

LATER = re.compile(r"\s*(?:[:~](?:\s|$)|[-=]+\s*$|[:~]{3}|`{3})")
"""What may begin a block, or underline one, though a line of a paragraph stands above it."""

START = re.compile(
    r"""(?P<before>\s*)(?:
        (?P<sign> [>|%] | \#(?=\#*(?:[ \t\n]|$)) | \#(?=\.[ \t])
                | [-+*](?=[ \t\n]|$) | [:~](?=[ \t\n]|$)
                | :(?=::) | ~(?=~~) | (?P<rule>[-=*_+])(?=[-=*_+|\s]*$) | \+(?=-) | -(?=--) )
      | (?P<number> \d+ | [A-Za-z] | [ivxlcdmIVXLCDM]+ )(?P<stop>[.)])(?=[ \t\n]|$)
      | (?P<bracket> \( )(?=(?:\d+|[A-Za-z]|[ivxlcdmIVXLCDM]+|@[\w-]*)\)(?:[ \t\n]|$))
    )""",
    re.VERBOSE,
)
"""What begins a block: a quotation, heading, list, definition, Div, code, table or rule."""

MIDDLE = re.compile(r"[\\`*_{}\[\]<>#|$^~@&!%]")
FULL = re.compile(r"[\\`*_{}\[\]()<>#+\-.!|$^~@&:=%/]")

OPEN = 4
"""So many brackets of a paragraph may stay open: a play sets its directions so."""

LIGHTEST, MIDDLING, FULLEST = range(3)


def escape(lines: list[str], strength: int = LIGHTEST, *, inside: bool = False) -> list[str]:
    """Escape the lines of one paragraph, so that its signs are read as signs.

    Every character stays as it was typed; only backslashes are added. `inside` says that no line
    can begin a block: in a heading, or behind the mark of a line of verse.
    """
    if strength == FULLEST:
        return [FULL.sub(r"\\\g<0>", line) for line in lines]
    if strength == MIDDLING:
        return [_start(MIDDLE.sub(r"\\\g<0>", line)) for line in lines]
    paired = paired_in(lines)
    light = [
        _light(line, paired, "" if inside or (number and not LATER.match(line)) else line)
        for number, line in enumerate(lines)
    ]
    return spare_last(light) if "`" in paired else light


def spare_last(texts: list[str]) -> list[str]:
    """Take the backslash off the last backtick of a paragraph whose backticks all have one.

    It begins code only where another one follows.
    """
    at = next((i for i, text in reversed(list(enumerate(texts))) if "\\`" in text), None)
    if at is None:
        return texts
    before, _, after = texts[at].rpartition("\\`")
    return [*texts[:at], f"{before}`{after}", *texts[at + 1 :]]


def paired_in(texts: list[str]) -> str:
    """Return the signs that mean something in pairs, of which a paragraph has a pair.

    Brackets that stay open are signs of these too where they are many: for each, pandoc reads the
    rest of the paragraph twice.
    """
    text = " ".join(texts)
    pairs = "".join(sign for sign, pair in PAIRED.items() if sign in text and pair.search(text))
    return pairs + ("[" if text.count("[") - text.count("]") > OPEN else "")


INITIAL = re.compile(r"[A-Z]\.")
"""Pandoc takes a capital and a stop for the number of a list before two spaces alone."""


def escape_word(word: str, paired: str, line: str = "") -> str:
    """Escape what is surely markup in a word; `line` is the line of a paragraph that it begins."""
    return _light(word, paired, "" if INITIAL.fullmatch(word) else line)


def _light(text: str, paired: str, line: str) -> str:
    """Escape a text that begins `line`, or stands within one where there is none."""
    started = _start(line, sparing=True)
    if started != line:
        at = next(i for i, (a, b) in enumerate(zip(started, line, strict=False)) if a != b)
        if at < len(text):
            rest = _within(text[at + 1 :], paired, text[: at + 1])
            return text[:at] + "\\" + text[at] + rest
    return _within(text, paired)


def _within(line: str, paired: str, before: str = "") -> str:
    """Escape the signs inside a line; `before` is what stands in front of it."""
    text = before + line
    patterns = [ALWAYS, BRACKET, ENTITY, CITATION, COMMENT]
    patterns += [pattern for sign, pattern in EDGES.items() if sign in paired]
    marks = {match.start() for pattern in patterns for match in pattern.finditer(text)}
    signs = "".join(sign for sign in paired if sign not in EDGES)
    marks |= {i for i, sign in enumerate(text) if sign in signs} if signs else set()
    for row in ROW.finditer(text):
        marks -= set(range(*row.span()))
    edges = sorted(mark for mark in marks if mark >= len(before))
    starts, ends = [len(before), *edges], [*edges, len(text)]
    return "\\".join(text[start:end] for start, end in zip(starts, ends, strict=True))


def _start(line: str, *, sparing: bool = False) -> str:
    """Escape what would begin a block; `sparing` of what is rare.

    A capital before one space (`B. Russell`) begins no list, and a per cent sign a block of titles
    only at the beginning of a file: `writing` sees it there.
    """
    match = START.match(line)
    if match is None or (sparing and match["sign"] == "%"):
        return line
    if match["stop"]:
        if sparing and re.match(r"\s*[A-Z]\. (?! )", line):
            return line
        at = match.start("stop")
    else:
        at = match.start("sign") if match["sign"] else match.start("bracket")
    return line if line[at - 1 : at] == "\\" else f"{line[:at]}\\{line[at:]}"
