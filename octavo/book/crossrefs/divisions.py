"""The numbers of chapters, and the letters of appendices, on their headings."""

from __future__ import annotations

from string import ascii_uppercase

from octavo.model.nodes import Attr, Node
from octavo.text.labels import labels_for

APPENDIX = "appendix"
"""The class of a heading that opens an appendix."""

NUMBER, NAME = "number", "data-label"
"""Attributes of a heading: its number or letter, and the words that stand above its title."""


def number_divisions(blocks: list[Node], lang: str) -> None:
    """Number the chapters of a book, and letter its appendices, in place.

    What bears the class `unnumbered` is passed over. An appendix is called by its word in the
    language of the book: *Appendix A*.
    """
    chapters = appendices = 0
    for block in blocks:
        attr = block["c"][1] if block["t"] == "Header" else ["", ["unnumbered"], []]
        if "unnumbered" in attr[1]:
            continue
        if is_appendix(block):
            appendices += 1
            letter = letters(appendices)
            _set(attr, letter, labels_for(lang).caption(APPENDIX, letter))
        elif "chapter" in attr[1]:
            chapters += 1
            _set(attr, str(chapters))


def is_appendix(header: Node) -> bool:
    """Whether a heading opens an appendix: it bears the class, and is that of a division."""
    classes = header["c"][1][1]
    return APPENDIX in classes and not {"backmatter", "chapter"}.isdisjoint(classes)


def letters(number: int) -> str:
    """Return the letters of an appendix by its number.

    >>> letters(1), letters(26), letters(27)
    ('A', 'Z', 'AA')
    """
    made = ""
    while number:
        number, at = divmod(number - 1, len(ascii_uppercase))
        made = ascii_uppercase[at] + made
    return made


def _set(attr: Attr, number: str, name: str = "") -> None:
    pairs = [pair for pair in attr[2] if pair[0] not in (NUMBER, NAME)]
    attr[2] = [*pairs, [NUMBER, number], *([[NAME, name]] if name else [])]
