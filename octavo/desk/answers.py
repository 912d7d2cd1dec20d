"""Answers that change the source: display a quotation, part a paragraph, take a line out.

Each is tried before it is written: read again, the chapter has the same words in the blocks that
the answer makes, and nothing else in it has changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from octavo import pandoc
from octavo.book import comments
from octavo.book.chapter import Chapter, encode
from octavo.desk.patch import patches
from octavo.desk.patch.edits import Replacement, apply
from octavo.desk.patch.same import canonical
from octavo.model.finding import Finding, InputError
from octavo.model.nodes import Node, stringify, walk
from octavo.text.quotations import long
from octavo.text.quotations.long import PAIRS

MOST = 60
"""So many answers of a chapter are tried in one call: each is read again."""

SOURCE = re.compile(r"[ \t\n]*(?:[(\[][^()\[\]]{2,200}[)\]]|\[\^[^\]\s]+\])[.]?")
"""What follows a quotation as its source: a bracket, or the mark of a note."""

ITEM = re.compile(
    r" {0,3}(?:\\?(?P<sign>[-*+])|(?P<mark>\\?\(?(?P<number>\d{1,3}|[a-z])\\?[.)]))[ \t]+"
    r"(?P<words>\S.*?)[ \t]*\\?"
)
"""A line that begins with the mark of an item, as import escapes it."""

BLANK = re.compile(r"[ \t]*(?:\r\n|\n)")
PLAIN_LINE = re.compile(r"(?! {0,3}(?:[>|:#]|[-*+][ \t]|\[\^))")
"""The beginning of a line of a paragraph that stands in nothing else."""

MARKS = re.compile("[\"'“”‘’„‚«»‹›]")
PAIR = 2
LEVELS = {
    "“": (re.compile("‘([^‘’]*(?:’\\w[^‘’]*)*)’(?!\\w)"), "“”"),
    "‘": (re.compile("“([^“”]*)”"), "‘’"),
}
"""The marks of the other level inside a curly quotation, and what they are without its own."""

SENTENCE_END = ".!?\N{HORIZONTAL ELLIPSIS}"
NOT_PLAIN = "stands in a list, a note or a display; make the change in the source"


@dataclass(frozen=True, slots=True)
class Refused(Exception):  # noqa: N818 - it is caught here, and becomes a sentence
    """An answer cannot be written; says why, after the finding's name."""

    why: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What an answer makes of one paragraph: the kinds of blocks, and what goes of its signs.

    `marks` is how many quotation marks go, where others may change, and the name of a speaker may
    come to stand before what he says; `gone` are other signs.
    """

    edit: Replacement
    kinds: tuple[str, ...]
    gone: str = ""
    marks: int = 0

    def agrees(self, before: str, after: str) -> bool:
        """Whether the signs of a paragraph are what the answer leaves of them."""
        if self.marks:
            fewer = len(MARKS.findall(before)) - len(MARKS.findall(after))
            same = MARKS.sub("", before) == MARKS.sub("", after)
            joined = self.marks > PAIR and _letters(before) == _letters(after)
            return fewer == self.marks and (same or joined)
        gone = Counter(re.sub(r"\s", "", self.gone))
        return Counter(before) - Counter(after) == gone and _is_within(after, before)


def can_answer(finding: Finding) -> bool:
    """Whether a finding is of a rule whose answer is a change of the source."""
    place = finding.place
    return finding.rule in MAKERS and place is not None and place.start is not None


def fault(chapter: Chapter, finding: Finding) -> str:
    """Return why an answer cannot be written; "" where it can."""
    try:
        _tried(chapter, chapter.document().blocks, chapter.text, finding)
    except Refused as refused:
        return refused.why
    return ""


def patch(chapter: Chapter, findings: Sequence[Finding]) -> patches.Patch:
    """Return the patch of a chapter that answers these findings, all of them.

    Raises InputError where one cannot be written, with what to do instead.
    """
    if len(findings) > MOST:
        message = f"These are {len(findings)} answers; {MOST} of a chapter are written at once."
        raise InputError(message, hint="Name some of them, then the others.")
    text, blocks = chapter.text, chapter.document().blocks
    for finding in sorted(findings, key=_start, reverse=True):
        try:
            text, blocks = _tried(chapter, blocks, text, finding)
        except Refused as refused:
            message = f"{finding.id} ({finding.rule}) {refused.why}."
            raise InputError(message, place=finding.place, hint=finding.hint) from refused
    after = encode(text, bom=chapter.bom)
    return patches.Patch(chapter.file, chapter.encode(), after, tuple(findings), ())


def _start(finding: Finding) -> int:
    return (finding.place.start or 0) if finding.place else 0


def _tried(
    chapter: Chapter, blocks: list[Node], text: str, finding: Finding
) -> tuple[str, list[Node]]:
    """Return a text with a finding answered, and its blocks. Raises Refused."""
    place = finding.place
    if place is None or place.start is None or place.end is None:
        raise Refused("has no exact place in the source; make the change there")
    shape = MAKERS[finding.rule](text, place.start, place.end, finding.after)
    if not shape.kinds:
        shape = replace(shape, gone=finding.before)
    newline = "\r\n" if "\r\n" in chapter.text else "\n"
    edit = shape.edit._replace(after=re.sub(r"\r?\n", newline, shape.edit.after))
    made = apply(text, [edit])
    try:
        now = _blocks(chapter, made)
    except InputError as unread:
        raise Refused("would not be read as Markdown; make the change in the source") from unread
    if not _is_as_meant(blocks, now, shape):
        raise Refused("would not be read as it should; make the change in the source")
    return made, now


def _blocks(chapter: Chapter, text: str) -> list[Node]:
    """Read a chapter's new text as pandoc does: without its queries. Raises Refused if one went."""
    beside = comments.find(text, pandoc.read) if comments.may_hold(text) else comments.NONE
    if len(beside.all) != len(chapter.comments.all):
        raise Refused("has a query in it; answer that first")
    return pandoc.read(beside.without(text).encode()).blocks


def _is_as_meant(before: list[Node], after: list[Node], shape: Shape) -> bool:
    """Whether one paragraph has become what the answer makes of it, and all else is the same."""
    one, other = (canonical(blocks, frozenset()) for blocks in (before, after))
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    old, new = one[start : len(one) - end], other[start : len(other) - end]
    if len(old) == len(new) == 1 and old[0]["t"] == new[0]["t"] == "Div":
        return _is_as_meant(old[0]["c"][1], new[0]["c"][1], shape)
    kinds = tuple(block["t"] for block in new)
    if kinds != shape.kinds or [block["t"] for block in old] not in (["Para"], []):
        return False
    return shape.agrees(_signs(old), _signs(new)) and _notes(old) == _notes(new)


def _signs(blocks: list[Node]) -> str:
    words = (stringify([node]) for node in walk(blocks) if node["t"] in ("Str", "Code", "Math"))
    return re.sub(r"\s", "", "".join(words))


def _notes(blocks: list[Node]) -> list[str]:
    return [node["t"] for node in walk(blocks) if node["t"] in ("Note", "Cite", "Link", "Image")]


def _letters(text: str) -> Counter[str]:
    """Count the letters and figures of a text, capitals as small ones."""
    return Counter(sign for sign in text.casefold() if sign.isalnum())


def _is_within(part: str, whole: str) -> bool:
    """Whether the signs of a text stand in another in the same order."""
    signs = iter(whole)
    return all(sign in signs for sign in part)


def _paragraph(text: str, at: int) -> tuple[int, int]:
    """Return where the lines of a paragraph begin and end. Raises Refused in a list or a note."""
    breaks = [m.end() for m in re.finditer(r"\n[ \t]*\r?\n", text[:at])]
    start = breaks[-1] if breaks else 0
    end = re.compile(r"\r?\n[ \t]*\r?\n|\s*\Z").search(text, at)
    if not PLAIN_LINE.match(text, start):
        raise Refused(NOT_PLAIN)
    return start, end.start() if end else len(text)


def _break(text: str, start: int, end: int, _: str) -> Shape:
    """End a paragraph at the space between two sentences."""
    _paragraph(text, start)
    if text[start:end].strip(" \t\r\n\N{NO-BREAK SPACE}"):
        raise Refused("is more than a space in the source; part the paragraph there")
    return Shape(Replacement(start, end, "\n\n"), ("Para", "Para"))


def _take_out(text: str, start: int, _: int, _after: str) -> Shape:
    """Take a paragraph out, with the empty lines below it, or above where nothing is below."""
    first, last = _paragraph(text, start)
    while match := BLANK.match(text, last):
        last = match.end()
    if not text[last:].strip():
        head = text[:first].rstrip()
        return Shape(Replacement(len(head), len(text), "\n" if head else ""), ())
    return Shape(Replacement(first, last, ""), ())


def _heading(text: str, start: int, _: int, after: str) -> Shape:
    """Make a heading of a paragraph, of the level that was proposed."""
    first, _last = _paragraph(text, start)
    marks = re.match(r"#{1,6} |", after)
    return Shape(Replacement(first, first, (marks[0] if marks else "") or "# "), ("Header",))


def _scene(text: str, start: int, end: int, _: str) -> Shape:
    """Put a break before a paragraph, or in the place of one that is an ornament."""
    first, last = _paragraph(text, start)
    if start == end:
        return Shape(Replacement(first, first, "* * *\n\n"), ("HorizontalRule",))
    gone = "".join(text[first:last].replace("\\", "").split())
    return Shape(Replacement(first, last, "* * *"), ("HorizontalRule",), gone)


def _display(text: str, start: int, end: int, _: str) -> Shape:
    """Display a quotation that runs in a paragraph: without its marks, with its source."""
    opening, closing = text[start], text[end - 1]
    if PAIRS.get(opening) != closing:
        raise Refused("has marks that the source spells otherwise; display it there")
    words = _raised(text[start + 1 : end - 1], opening)
    return _displayed(text, (start, end), ("", words), PAIR)


def _join(text: str, start: int, end: int, _: str) -> Shape:
    """Display in one piece what the name of its speaker interrupts, with that name before it."""
    parts = long.joined(text[start:end])
    if parts is None:
        raise Refused("has marks that the source spells otherwise; display it there")
    return _displayed(text, (start, end), (parts[0], _raised(parts[1], text[start])), 2 * PAIR)


def _displayed(text: str, span: tuple[int, int], parts: tuple[str, str], marks: int) -> Shape:
    """Display a quotation: the words before it and its own are `parts`, its source follows them.

    `marks` is how many quotation marks go.
    """
    start, end = span
    first, last = _paragraph(text, start)
    (opening, words), stop = parts, ""
    rest = text[end:last]
    if rest[:1] == "." and words[-1:] not in SENTENCE_END:
        stop, rest = ".", rest[1:]
    given = SOURCE.match(rest)
    cited = given[0] if given else ""
    rest = rest[len(cited) :].strip()
    if rest[:1] and not rest.lstrip("*_[\"'‘“(")[:1].isupper():
        raise Refused("goes on in the sentence after it; display it in the source")
    intro = f"{text[first:start].rstrip()} {opening}".strip()
    shown = f"{words}{stop}{cited.rstrip()}"
    lines = "\n".join(f"> {line}" for line in re.split(r"\r?\n", shown))
    blocks = [part for part in (intro, lines, rest) if part]
    kinds = ("Para",) * bool(intro) + ("BlockQuote",) + ("Para",) * bool(rest)
    return Shape(Replacement(first, last, "\n\n".join(blocks)), kinds, marks=marks)


def _raised(words: str, opening: str) -> str:
    """Return the words of a quotation with the marks inside it as the outer ones.

    Straight ones are set by their level at every build.
    """
    if opening not in LEVELS:
        return words
    inner, marks = LEVELS[opening]
    return inner.sub(rf"{marks[0]}\1{marks[1]}", words)


def _list(text: str, start: int, _: int, _after: str) -> Shape:
    """Make a list of the lines of a paragraph that each begin with the mark of an item."""
    first, last = _paragraph(text, start)
    lines = re.split(r"\r?\n", text[first:last])
    items = [ITEM.fullmatch(line) for line in lines]
    if len(items) < PAIR or not all(items):
        raise Refused("is more than one paragraph of lines; give each item its mark in the source")
    some = [item for item in items if item]
    kind = "BulletList" if some[0]["sign"] else "OrderedList"
    made = "\n".join(f"{item['sign'] or item['number'] + '.'} {item['words']}" for item in some)
    gone = "".join((item["sign"] or item["mark"]).replace("\\", "") for item in some)
    return Shape(Replacement(first, last, made), (kind,), gone)


MAKERS: dict[str, Callable[[str, int, int, str], Shape]] = {
    "import-lost-break": _break,
    "import-loose-end": _take_out,
    "import-page-furniture": _take_out,
    "import-heading": _heading,
    "import-break": _scene,
    "import-interrupted-quotation": _join,
    "import-list": _list,
    "import-long-quotation": _display,
}
"""For each rule whose answer is a change, what it makes of a paragraph."""
