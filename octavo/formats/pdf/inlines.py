"""Running text as Typst: every word escaped, every element a call of a function.

No word of the text can become Typst's code or markup: what Typst would read as such is escaped,
smart quotation marks are off, and each call ends with a semicolon, so that a bracket after it is
a bracket.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from octavo.formats.pdf.math import Formula, Key, key_of, quoted
from octavo.formats.pdf.nodes import ASIDE
from octavo.formats.ranges import held
from octavo.model.nodes import Node, stringify
from octavo.model.reading import LONG_DASHES, is_capitals
from octavo.model.structure import OPENING_WORDS, PAGE_REFERENCE

ACTIVE = re.compile(r"""[\\#$*_`<>@\[\]~\-'"/=+]|\.(?=\.)|(?<=\d)\.|(?<=\.)\.""")
"""What Typst reads as markup somewhere: `.` before another, and after a digit (a list)."""

SPACES = frozenset(("Space", "SoftBreak"))
WORDS = SPACES | {"Str"}

LINE_ENDS = dict.fromkeys(map(ord, "\n\v\f\r\x85\u2028\u2029"), " ")
SET_AS = LINE_ENDS | LONG_DASHES
"""What other characters are set for some."""
BREAK = "\N{ZERO WIDTH SPACE}"
UNSPACED = (
    r"\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u2E80-\uA4CF\uAC00-\uD7AF"
    r"\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFFEF\U00020000-\U0003FFFF"
)
"""Scripts of East Asia, with their marks: their lines turn over between letters (UAX #14)."""

LONG_WORD = re.compile(f"[^ {UNSPACED}]{{24,}}")
"""From this length on, a word may be broken after the marks inside it, as addresses are."""

LONGEST_WORD = 80
"""A German compound may have so many letters, and is hyphenated."""

CODE_LINE = 48
"""A line of code that is longer may turn over inside its words."""

DEEPEST = 32
"""The deepest indent of a line of code that must turn over: a page holds few characters more."""

INSIDE_MARKS = re.compile(r"(?<=[/.\-_=&?:,;)])(?=[^\s/])")
RUN = re.compile(r"[^\s\N{ZERO WIDTH SPACE}\-/]{30,}")
LONG_TOKEN = re.compile(r"\S{16,}")
CODE_MARKS = re.compile(r"(?<=[^\s\w'\"])(?=[\w'\"])")
CODE_RUN = re.compile(f"[^\\s{BREAK}]{{24,}}")
BEFORE_MARK = re.compile(r" (?=[^\w\s])")
LANGUAGE = re.compile(r"([a-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}))?(?:$|-)")
EAST = ("zh", "ja")
"""Languages whose marks have the width of a character (`east` in book.typ)."""

OUTSIDE = ("http://", "https://", "mailto:", "tel:", "doi:")

WRAPPERS = {
    "Emph": "emph",
    "Strong": "strong",
    "Underline": "underline",
    "Strikeout": "strike",
    "Superscript": "super",
    "Subscript": "sub",
}


def escape(text: str) -> str:
    """Return a text as Typst's markup that prints just this text."""
    return ACTIVE.sub(r"\\\g<0>", text.translate(SET_AS))


def breakable(text: str) -> str:
    """Let addresses and other long words break where a reader will not take it for a hyphen."""
    return LONG_WORD.sub(_breakable_word, text)


def _breakable_word(match: re.Match[str]) -> str:
    word = match[0]
    if "/" in word or "_" in word or "." in word or "=" in word:
        word = INSIDE_MARKS.sub(BREAK, word)
    return RUN.sub(_cut, word)


def breakable_code(text: str) -> str:
    """Let the long lines of a listing turn over: before marks, and inside their long words.

    White space at the end of a line would turn over too, into an empty row.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    return "\n".join(_breakable_line(line) if len(line) > CODE_LINE else line for line in lines)


def _breakable_line(line: str) -> str:
    indent = len(line) - len(line.lstrip(" "))
    line = line[max(0, indent - DEEPEST) :]
    parted = BEFORE_MARK.sub(f" {BREAK}", line)
    parted = LONG_TOKEN.sub(lambda token: CODE_MARKS.sub(BREAK, token[0]), parted)
    return CODE_RUN.sub(lambda run: BREAK.join(re.findall(".{1,8}", run[0])), parted)


def _cut(match: re.Match[str]) -> str:
    """What is too long for any word, or has digits inside, breaks anywhere, without a hyphen."""
    run = match[0]
    if run.isalpha() and len(run) <= LONGEST_WORD:
        return run
    return BREAK.join(run[at : at + 8] for at in range(0, len(run), 8))


def language(tag: str) -> str:
    """Return the settings of Typst's text for a language tag, "" for what it cannot name."""
    match = LANGUAGE.match(tag)
    if match is None:
        return ""
    region = f'"{match[2].upper()}"' if match[2] else "none"
    marks = ", ..east" if match[1] in EAST else ""
    return f'lang: "{match[1]}", region: {region}{marks}'


@dataclass(slots=True)
class Inlines:
    """Writes inlines. `notes` is given the blocks of a note and writes them.

    `targets` are the identifiers that links lead to and that exist: only they get labels.
    """

    math: Mapping[Key, Formula]
    images: Mapping[str, str]
    targets: frozenset[str]
    upright: frozenset[str]
    blocks: Callable[[list[Node]], str]
    notes: int = 0
    anywhere: bool = False
    """Whether words may be broken anywhere: those of a table that fits no page."""
    awkward: re.Pattern[str] | None = field(init=False)

    def __post_init__(self) -> None:
        letters = "".join(re.escape(character) for character in sorted(self.upright))
        self.awkward = re.compile(f"[{letters}]+") if letters else None

    def write(self, nodes: list[Node]) -> str:
        """Return inlines as Typst's markup.

        Typst drops a space before a note's mark; where the text has one, it stays, unbroken.
        """
        notes = self.notes
        written = [self.inline(node) for node in nodes]
        if self.notes > notes:
            for at, node in enumerate(nodes[1:]):
                if node["t"] == "Note" and nodes[at]["t"] in WORDS and written[at][-1:] == " ":
                    written[at] = written[at][:-1] + "\N{NO-BREAK SPACE}"
        return "".join(written)

    def inline(self, node: Node) -> str:
        """Return one inline as Typst; "" for raw markup."""
        kind = node["t"]
        if kind == "Str":
            return self.text(node["c"])
        if kind in SPACES:
            return " "
        if kind in WRAPPERS:
            return f"#{WRAPPERS[kind]}[{self.write(node['c'])}];"
        writer = WRITERS.get(kind)
        return writer(self, node) if writer else ""

    def text(self, text: str) -> str:
        """Characters that the italic or the bold lacks are set in the regular face."""
        parts = BREAK.join(text) if self.anywhere else breakable(held(text))
        written = escape(parts)
        if self.awkward is not None:
            written = self.awkward.sub(r"#upright[\g<0>];", written)
        return written

    def anchor(self, identifier: str) -> str:
        """Return a label, where a link leads to this identifier."""
        if identifier not in self.targets:
            return ""
        return f"#metadata(none)#label({quoted(identifier)});"

    def _line_break(self, _: Node) -> str:
        """The space, which no reader sees, parts the words in the PDF's text."""
        return '#" ";\\\n'

    def _code(self, node: Node) -> str:
        (identifier, _, _), text = node["c"]
        words = breakable(text.translate(SET_AS))
        return f"{self.anchor(identifier)}#raw({quoted(words)});"

    def _math(self, node: Node) -> str:
        formula = self.math[key_of(node)]
        if not formula.typst:
            display = "true" if formula.display else "false"
            return f"#unset-formula({display}, {quoted(formula.tex)});"
        name = "formula" if formula.display else "inline-formula"
        return f"#{name}({quoted(formula.tex)}, {quoted(formula.typst)});"

    def _small_capitals(self, node: Node) -> str:
        return f"#{_caps(node['c'])}[{self.write(node['c'])}];"

    def _note(self, node: Node) -> str:
        self.notes += 1
        return f"#footnote[{self.blocks(node['c'])}];"

    def _span(self, node: Node) -> str:
        (identifier, classes, pairs), content = node["c"]
        text = self.anchor(identifier) + self.write(content)
        if "smallcaps" in classes:
            text = f"#{_caps(content)}[{text}];"
        if OPENING_WORDS in classes:
            text = f"#opening-words[{text}];"
        if "underline" in classes:
            text = f"#underline[{text}];"
        if ASIDE in classes:
            text = f"#aside[{text}];"
        settings = language(dict(pairs).get("lang", ""))
        return f"#text({settings})[{text}];" if settings else text

    def _link(self, node: Node) -> str:
        (identifier, classes, _), content, (target, _) = node["c"]
        text = self.anchor(identifier) + self.write(content)
        if target.startswith("#") and target[1:] in self.targets:
            if PAGE_REFERENCE in classes:  # see `references`
                return f"{self.anchor(identifier)}#page-of-label({quoted(target[1:])});"
            return f"#link(label({quoted(target[1:])}))[{text}];"
        if target.startswith(OUTSIDE):
            return f"#link({quoted(target)})[{text}];"
        return text

    def _image(self, node: Node) -> str:
        alt = alternative(node)
        words = f", alt: {quoted(alt)}" if alt else ""
        anchor = self.anchor(node["c"][0][0])
        return f"{anchor}#inline-picture({quoted(self.images[node['c'][2][0]])}{words});"

    def _quoted(self, node: Node) -> str:
        marks = "‘’" if node["c"][0]["t"] == "SingleQuote" else "“”"
        return marks[0] + self.write(node["c"][1]) + marks[1]

    def _content(self, node: Node) -> str:
        return self.write(node["c"][1])


def _caps(content: list[Node]) -> str:
    return "all-caps" if is_capitals(stringify(content)) else "caps"


def alternative(image: Node) -> str:
    """Return the words for those who do not see an image: its `alt`, else its description."""
    (_, _, pairs), content, _ = image["c"]
    alt: str | None = dict(pairs).get("alt")
    return " ".join((stringify(content) if alt is None else alt).split())


WRITERS: dict[str, Callable[[Inlines, Node], str]] = {
    "LineBreak": Inlines._line_break,
    "Code": Inlines._code,
    "Math": Inlines._math,
    "Note": Inlines._note,
    "SmallCaps": Inlines._small_capitals,
    "Span": Inlines._span,
    "Link": Inlines._link,
    "Image": Inlines._image,
    "Quoted": Inlines._quoted,
    "Cite": Inlines._content,
}
