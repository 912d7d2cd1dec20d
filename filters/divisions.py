"""Joins the chapters to a book: divisions, numbers, identifiers, links.

Does
    Takes off the Divs that mark each source file; says of every division whether it is a part, a
    chapter, front or back matter, and sets chapters one level below their part; numbers chapters,
    and letters appendices (`{.appendix}`);
    makes identifiers unique over the book and leads links between files to them; numbers notes
    for citeproc; takes out raw markup.

Because
    Chapters are read one by one, so that two of them may use the same note labels. What holds for
    the book as a whole (identifiers, the order of notes, levels of headings) is settled here, once,
    for all formats. EPUB and PDF/UA want headings that skip no level (WCAG 2.2, technique H42).

Before → After
    >>> from octavo.prose.links import identifier_of
    >>> identifier_of("The Compositor's Case, 1683!")
    'the-compositors-case-1683'
    >>> identifier_of("1984")
    'section'

Leaves alone
    The words. An explicit identifier keeps its name, unless it begins with a digit (pandoc's EPUB
    writer would break the links to it) or is a note's (fn1).

Settings
    `chapter-numbers` (metadata; default true).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from octavo.bibliography.own_lists import heads_own_list
from octavo.book.crossrefs.divisions import APPENDIX, number_divisions
from octavo.book.crossrefs.equations import name_equations
from octavo.book.filtering import run_alone
from octavo.book.leaves import LEAVES
from octavo.book.markup import raw
from octavo.model.finding import Anchor, Finding, Severity, Tier
from octavo.model.nodes import Node, children, markup, meta_text, meta_value, stringify
from octavo.model.rules import severity
from octavo.prose.links import Book, Source, lead_links, make_unique
from octavo.prose.notes import number_citations
from octavo.prose.prose import Prose, strings

DIVISIONS = ("part", "chapter", "frontmatter", "backmatter")

DEEPEST = 6
"""No edition has a heading of a deeper level: below a part the sixth is the last, too."""

NOTE_MARK = re.compile(r"\[\^[^\]\s]+\]")
RAW = frozenset(("RawBlock", "RawInline"))
RUNNING = frozenset(("Para", "Plain", "LineBlock", "CodeBlock", "RawBlock", "HorizontalRule"))
"""Blocks that hold no headings."""
COMMENT = re.compile(r"\s*<!--.*?-->\s*", re.S)


def apply(prose: Prose) -> list[Finding]:
    """Join the sources of a document; return errors for what cannot be joined."""
    name_equations(prose.document.blocks)
    book = Book(prose, sources_of(prose.document.blocks))
    _drop_raw(book)
    _name_divisions(book)
    for source in book.sources:
        make_unique(book, source)
    lead_links(book)
    _seek_undefined_notes(book)
    _tell_where(book)
    prose.document.blocks = [block for source in book.sources for block in source.blocks]
    if (meta_text(prose.document.meta, "chapter-numbers") or "true") == "true":
        number_divisions(prose.document.blocks, meta_text(prose.document.meta, "lang") or "")
    number_citations(prose.document.blocks)
    return book.findings


def sources_of(blocks: list[Node]) -> list[Source]:
    """Split the blocks at the Divs of class `source`; without any, they are one source."""
    if not any(_is_source(block) for block in blocks):
        return [Source("", blocks)]
    sources = []
    for block in blocks:
        if _is_source(block):
            sources.append(Source(dict(block["c"][0][2]).get("name", ""), block["c"][1]))
        else:
            sources.append(Source("", [block]))
    return sources


def _is_source(block: Node) -> bool:
    return bool(block["t"] == "Div" and block["c"][0][1] == ["source"])


def _tell_where(book: Book) -> None:
    """Record for later filters where the book is, beside its sources: pandoc alone does not."""
    folder = PurePath(book.sources[0].name).parent if book.sources else PurePath()
    if folder.name == "source":
        book.prose.document.meta.setdefault("project", meta_value(str(folder.parent)))


# --- raw markup -----------------------------------------------------------------------------


def _drop_raw(book: Book) -> None:
    for source in book.sources:
        if any(node["t"] in RAW for node in source.markup):
            source.blocks[:] = _without_raw(book, source.blocks)
            source.markup = list(markup(source.blocks))


def _without_raw(book: Book, nodes: list[Node], around: Anchor | None = None) -> list[Node]:
    """Return nodes without raw markup; `around` is the place of what they stand in."""
    kept: list[Node] = []
    for number, node in enumerate(nodes):
        if node["t"] in RAW:
            _report_raw(book, node, _beside(book, kept, nodes[number + 1 :]) or around)
            continue
        for inner in children(node):
            if any(below["t"] in RAW for below in markup(inner)):
                place = _beside(book, [*kept, node], nodes[number + 1 :]) or around
                inner[:] = _without_raw(book, inner, place)
        kept.append(node)
    return kept


def _beside(book: Book, before: list[Node], after: list[Node]) -> Anchor | None:
    """Return the place of the nearest words: what stands before, else what follows."""
    places = (book.prose.trace.anchor([node]) for node in (*reversed(before), *after))
    return next((place for place in places if place), None)


def _report_raw(book: Book, node: Node, near: Anchor | None) -> None:
    language, text = node["c"]
    if COMMENT.fullmatch(text):
        return
    trace = book.prose.trace
    shows = raw.shows(node)
    book.findings.append(
        Finding(
            "raw-markup",
            f"Raw {language} is left out: {raw.REASON[shows]}.",
            Severity.ERROR if shows else Severity.WARNING,
            Tier.FLAG,
            anchor=trace.within(node, 0, len(text)) or near,
            before=text,
            hint=raw.HINT,
        )
    )


# --- divisions ------------------------------------------------------------------------------


@dataclass(slots=True)
class _Levels:
    """Where the walk over the headings stands."""

    inside_part: bool = False
    shift: int = 0
    last: int = 0


def _name_divisions(book: Book) -> None:
    levels = _Levels()
    for source in book.sources:
        for number, block in enumerate(source.blocks):
            if block["t"] == "Header":
                _divide(levels, source.blocks, number)
                _check_level(book, levels, block)
            else:
                _shift_inside(book, levels, block)


def _divide(levels: _Levels, blocks: list[Node], number: int) -> None:
    """Set a heading's class, by its division, and its level in the book."""
    header, following = blocks[number], blocks[number + 1 : number + 2]
    level, attr, _ = header["c"]
    named = next((c for c in attr[1] if c in DIVISIONS), None)
    if level == 1:
        if named is None and APPENDIX in attr[1]:
            named = "backmatter"
        if named is None and not LEAVES.isdisjoint(attr[1]):
            named = "frontmatter"
        if named is None and (_is_bibliography(following) or heads_own_list(blocks, number)):
            named = "backmatter"
        kind = named or "chapter"
        levels.shift = int(kind == "chapter" and levels.inside_part)
        if kind != "chapter":
            levels.inside_part = kind == "part"
        if kind not in attr[1]:
            attr[1].append(kind)
    elif named and not (named == "chapter" and level == 2 and levels.inside_part):
        attr[1].remove(named)
    header["c"][0] = min(level + levels.shift, DEEPEST)


def _is_bibliography(following: list[Node]) -> bool:
    return any(b["t"] == "Div" and b["c"][0][0] == "refs" for b in following)


def _check_level(book: Book, levels: _Levels, header: Node) -> None:
    level = header["c"][0]
    if level > levels.last + 1:
        words = stringify(header["c"][2])
        book.report(
            "heading-skip",
            f"The heading “{words}” skips a level: it is of level {level - levels.shift} "
            f"and follows one of level {max(levels.last - levels.shift, 0)}.",
            header["c"][2],
            hint=f"Give it {'#' * (levels.last + 1 - levels.shift)}.",
        )
    levels.last = level


def _shift_inside(book: Book, levels: _Levels, block: Node) -> None:
    if block["t"] != "Div":
        _set_quoted(book, levels.shift, levels.last, [block])
        return
    for inner in block["c"][1]:
        if inner["t"] == "Header":
            inner["c"][0] = min(inner["c"][0] + levels.shift, DEEPEST)
            _check_level(book, levels, inner)
        else:
            _shift_inside(book, levels, inner)


def _set_quoted(book: Book, shift: int, last: int, blocks: list[Node]) -> int:
    """Set headings in quotations and lists at most one level below the one before.

    Their levels are those of another text, or chosen for a look: none of the book's own headings
    goes by them. Return the level of the last.
    """
    for block in blocks:
        if block["t"] == "Header":
            level = block["c"][0] + shift
            if level > last + 1:
                _report_quoted(book, block, level - shift, last + 1 - shift)
            last = block["c"][0] = min(max(level, shift + 2), last + 1, DEEPEST)
        elif block["t"] not in RUNNING:
            for inner in children(block):
                last = _set_quoted(book, shift, last, inner)
    return last


def _report_quoted(book: Book, header: Node, level: int, now: int) -> None:
    book.findings.append(
        Finding(
            "heading-quoted",
            f"The heading “{stringify(header['c'][2])}” in a quotation or a list is of level "
            f"{level}; it is set as one of level {now}, which skips none.",
            severity("heading-quoted"),
            Tier.FLAG,
            anchor=book.prose.trace.anchor(header["c"][2]),
            hint=f"Give it {'#' * max(now, 1)}.",
        )
    )


# --- notes ----------------------------------------------------------------------------------


def _seek_undefined_notes(book: Book) -> None:
    """Report a note mark that the reader left as text; `source` drops those that were escaped."""
    severity = Severity.ERROR if book.prose.trace.origins else Severity.WARNING
    for source in book.sources:
        for node in strings(source.blocks):
            if "[^" not in node["c"]:
                continue
            for mark in NOTE_MARK.finditer(node["c"]):
                start = book.prose.trace.point(node, mark.start())
                end = book.prose.trace.point(node, mark.end())
                anchor = Anchor(start[0], start[1:], end[1:]) if start and end else None
                book.findings.append(
                    Finding(
                        "undefined-note",
                        f"The note mark {mark[0]} has no note.",
                        severity,
                        Tier.FLAG,
                        anchor=anchor,
                        before=mark[0],
                        hint=f"Add a paragraph “{mark[0]}: …”, or write \\{mark[0]} for the signs.",
                    )
                )


if __name__ == "__main__":
    run_alone(apply)
