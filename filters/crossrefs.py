r"""Cross-references: figures, tables and formulas numbered, and named where text refers to them.

Does
    Numbers the captions of figures and tables, and formulas that have a name; turns `@fig-mill`,
    `[@tbl-prices; @fig-mill]`, `@eq-heat` and `@sec-method` into links that name what they lead
    to: *Figure 2.3*, *Chapter 4*. `-@fig-mill` is the number alone, `[Abb. @fig-mill]` takes
    another word, `@Fig-mill` a capital. A link without words to a numbered thing is named so, too.
    A number that was typed in a caption goes.

Because
    A number that is typed is wrong after the next change. A reference must lead somewhere, and be
    the same in every format.

Before → After
    >>> from octavo.model.nodes import Document
    >>> figure = {"t": "Figure", "c": [["fig-a", [], []], [None, []], []]}
    >>> key = {"citationId": "fig-a", "citationPrefix": [], "citationSuffix": []}
    >>> cite = {"t": "Cite", "c": [[{**key, "citationMode": {"t": "AuthorInText"}}], []]}
    >>> document = Document({}, [figure, {"t": "Para", "c": [cite]}])
    >>> apply(Prose(document))
    []
    >>> stringify(document.blocks[1]["c"])
    'Figure\xa01'

Leaves alone
    The key of a work in the bibliography, however it begins: it is a citation. What bears the class
    `unnumbered`. Books whose text refers to no figure, unless they ask for numbers.

Settings
    `figure-numbers`, `table-numbers`, `equation-numbers`: `none`, `book` (1, 2, 3 through the book)
    or `chapter` (2.1, 2.2). Where they are not given, things of a kind to which the text refers are
    numbered by chapter, in a book whose chapters are numbered, else through the book. What `lists`
    names (`figures`, `tables`) is numbered too. `lang`.
"""

from __future__ import annotations

from octavo.bibliography.holdings import Holdings
from octavo.book.crossrefs.keys import name_things
from octavo.book.crossrefs.numbers import BOOK, CHAPTER, NONE, NUMBERED, call_by_title, number, show
from octavo.book.crossrefs.refer import References, Words
from octavo.book.crossrefs.targets import Target, shape, targets
from octavo.book.crossrefs.typed import take_out
from octavo.book.filtering import run_alone
from octavo.model.finding import Finding
from octavo.model.nodes import Node, markup, meta_text, stringify
from octavo.prose.prose import Prose
from octavo.text.labels import labels_for
from octavo.text.style.house import House

__all__ = ["apply", "stringify"]

MARKS = ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}")
LISTS = {"figures": "figure", "tables": "table"}
SCHEMES = {"figure": "figure-numbers", "table": "table-numbers", "equation": "equation-numbers"}


def apply(prose: Prose) -> list[Finding]:
    """Number what is to be numbered, and write the references, in place."""
    document = prose.document
    if any(block["t"] == "Div" and block["c"][0][1] == ["source"] for block in document.blocks):
        return []  # the chapters are not joined: there is no book yet that could be counted
    captioned = _captioned(document.meta)
    asked = any((meta_text(document.meta, key) or NONE) != NONE for key in SCHEMES.values())
    if asked or "lists" in document.meta or name_things(document.blocks):
        shape(document.blocks, captioned)
    every = targets(document.blocks)
    references = References(prose, every, _works(prose))
    schemes = _schemes(document.meta, every, references.kinds())
    if set(schemes.values()) == {NONE} and not references.are_any():
        return []
    number(every, schemes, captioned)
    if not _is_book(document.meta):
        call_by_title(every)
    lang = meta_text(document.meta, "lang") or ""
    labels = labels_for(lang)
    prose.reread()
    findings = take_out(prose, every, labels)
    findings += references.write(Words(labels, _marks(document.meta), lang))
    show(every, labels)
    prose.reread()
    return findings


def _captioned(meta: dict[str, Node]) -> frozenset[str]:
    """Return the pictures that have a caption in edition.yaml, which pandoc reads whole."""
    images = meta.get("images", {"t": ""})
    records = images["c"] if images["t"] == "MetaMap" else {}
    known = (
        name for name, one in records.items() if one["t"] == "MetaMap" and "caption" in one["c"]
    )
    return frozenset((*_texts(meta.get("captioned")), *known))


def _works(prose: Prose) -> frozenset[str]:
    """Return the keys of the bibliography; it is read only where the text cites something."""
    if not any(node["t"] == "Cite" for node in markup(prose.document.blocks)):
        return frozenset()
    return frozenset(Holdings.of(prose.document.meta).works)


def _schemes(meta: dict[str, Node], every: list[Target], referred: set[str]) -> dict[str, str]:
    """Return how each kind is numbered: as the design says, else by what the text refers to."""
    has_chapters = any(
        target.kind == "heading" and "number" in dict(target.attr[2]) for target in every
    )
    usual = CHAPTER if has_chapters and _is_book(meta) else BOOK
    numbered = referred | {LISTS[name] for name in _texts(meta.get("lists")) if name in LISTS}
    asked = {kind: meta_text(meta, SCHEMES.get(kind, "")) or "" for kind in NUMBERED}
    return {kind: scheme or (usual if kind in numbered else NONE) for kind, scheme in asked.items()}


def _is_book(meta: dict[str, Node]) -> bool:
    return (meta_text(meta, "form") or "book") == "book"


def _texts(value: Node | None) -> list[str]:
    """Return the words of a list in the metadata, or of one value."""
    each = value["c"] if value and value["t"] == "MetaList" else [value] if value else []
    return [meta_text({"one": one}, "one") or "" for one in each]


def _marks(meta: dict[str, Node]) -> tuple[str, str]:
    """Return the house's quotation marks, with its spaces inside them."""
    style = House.of(meta).style
    if style is None:
        return MARKS
    opening, closing = style.outer
    return opening + style.padding, style.padding + closing


if __name__ == "__main__":
    run_alone(apply)
