"""Verse, typed as one paragraph with a line break at the end of each line."""

from __future__ import annotations

import re

from octavo.manuscripts.typed.reports import became_what_it_is, left_as_typed, many, texts
from octavo.model.finding import Finding
from octavo.model.nodes import Node, markup, stringify

LEAST = 3
"""Fewer lines are a couplet or two lines of an address: they stay as they are."""

COUPLET = 2
"""So many lines are verse where a quotation has nothing but such lines: no letter is signed so."""

LONGEST = 70
"""The longest line, in characters, that is taken for a line of verse."""

ENDING = re.compile(
    r"""[,;:.!?\N{EM DASH}\N{EN DASH}\N{HORIZONTAL ELLIPSIS}-]["'\N{RIGHT DOUBLE QUOTATION MARK}"""
    r"""\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK})]*$"""
)
PRACTICAL = re.compile(r"\d|@|https?:|www\.|^[\w ]{1,20}:\s*\S")
"""What stands in an address, a signature or a form, and hardly in a poem."""

CLOSING = re.compile(
    r"\b(?:yours|servant|obedient|sincerely|faithfully|respectfully|affectionate(?:ly)?)\b",
    re.IGNORECASE,
)
NAME = re.compile(
    r"[^\W\d_a-z][\w.'\N{RIGHT SINGLE QUOTATION MARK}-]*(?: [^\W\d_][\w.-]*){0,4}[.,]?"
)
CLOSES = 6
"""So many lines close a letter, or fewer: what the writer is to the reader, and the name."""

WORDS = 3
"""A line of verse has so many words on average, or more."""


def find(blocks: list[Node], file: str) -> list[Finding]:
    """Make line blocks of the paragraphs that are surely verse, in place; report the likely."""
    made: list[Node] = []
    open_: list[Node] = []
    for node in markup(blocks):
        if node["t"] == "LineBlock":
            node["c"] = [part for line in node["c"] for part in lines_of(_raised(line))]
    for nodes in list(texts(blocks)):
        made += _couplets(nodes)
        for node in nodes:
            if node["t"] == "Para" and any(one["t"] == "LineBreak" for one in _raised(node["c"])):
                _look(node, made, open_)
    findings = []
    if made:
        message = f"{many(len(made), 'paragraph', 'paragraphs')} with lines of verse became"
        message += " a stanza." if len(made) == 1 else " stanzas."
        findings.append(became_what_it_is("import-verse", file, message, made))
    if open_:
        message = f"{many(len(open_), 'paragraph has', 'paragraphs have')} line breaks, which stay."
        hint = "If it is verse, begin each line with `| `; if it is prose, take the breaks out."
        findings.append(left_as_typed("import-lines", file, message, open_, hint))
    return findings


def _couplets(blocks: list[Node]) -> list[Node]:
    """Make verse, in place, of the couplets that are all a quotation has; return what they were."""
    made: list[Node] = []
    for block in blocks:
        inner = block["c"] if block["t"] == "BlockQuote" else []
        stanzas = [lines_of(_raised(one["c"])) for one in inner if one["t"] == "Para"]
        if inner and len(stanzas) == len(inner) and all(map(_is_couplet, stanzas)):
            for node, lines in zip(inner, stanzas, strict=True):
                made.append({**node})
                node.update(t="LineBlock", c=lines)
    return made


def _is_couplet(lines: list[list[Node]]) -> bool:
    """Whether two lines are verse; each begins with a capital, as a line of verse does."""
    words = [stringify(line).strip() for line in lines]
    first = [next((sign for sign in line if sign.isalpha()), "") for line in words]
    return len(words) == COUPLET and all(map(str.isupper, first)) and is_verse(words, COUPLET)


def _look(node: Node, made: list[Node], open_: list[Node]) -> None:
    lines = lines_of(_raised(node["c"]))
    words = [stringify(line).strip() for line in lines]
    if _closes(words):
        return
    if is_verse(words):
        made.append({**node})
        node.update(t="LineBlock", c=lines)
    elif len(lines) >= LEAST:
        open_.append(node)


def _closes(lines: list[str]) -> bool:
    """Whether lines close a letter: its breaks stay, and are no verse."""
    full = [line for line in lines if line]
    closing = any(CLOSING.search(line) for line in full[:-1])
    return 1 < len(full) <= CLOSES and closing and NAME.fullmatch(full[-1]) is not None


LOOKS = ("Emph", "Strong", "SmallCaps")
"""Looks that a stanza may have as a whole, as it may a language; each of its lines then has it."""


def _raised(inlines: list[Node]) -> list[Node]:
    """Return inlines whose line breaks stand in no look: what a break parts, has the look twice."""
    raised: list[Node] = []
    for inline in inlines:
        spoken = inline["t"] == "Span" and not inline["c"][0][0] and bool(inline["c"][1])
        if inline["t"] not in LOOKS and not spoken:
            raised.append(inline)
            continue
        inner = inline["c"][1] if spoken else inline["c"]
        for number, line in enumerate(lines_of(_raised(inner))):
            whole = [inline["c"][0], line] if spoken else line
            raised += [{"t": "LineBreak"}] if number else []
            raised += [{**inline, "c": whole}] if line else []
    return raised


def lines_of(inlines: list[Node]) -> list[list[Node]]:
    """Split at the line breaks; white space at the head of a line goes."""
    lines: list[list[Node]] = [[]]
    for inline in inlines:
        if inline["t"] == "LineBreak":
            lines.append([])
        elif lines[-1] or inline["t"] not in ("Space", "SoftBreak"):
            lines[-1].append(inline)
    return lines


def is_verse(lines: list[str], least: int = LEAST) -> bool:
    """Whether lines are surely verse: short, several words each, most ended by a sign, no numbers.

    An empty line between stanzas counts for nothing.
    """
    full = [line for line in lines if line]
    if len(full) < least or any(len(line) > LONGEST for line in full):
        return False
    practical = sum(bool(PRACTICAL.search(line)) for line in full)
    ended = sum(bool(ENDING.search(line)) for line in full)
    words = sum(len(line.split()) for line in full)
    return practical * 10 <= len(full) and ended * 2 >= len(full) and words >= WORDS * len(full)
