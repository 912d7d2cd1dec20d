"""Writes the look of a Word file beside its words, and takes away the styles it came from.

What pandoc then reads is what an editor sees: a word in italics by a character style is in
italics. Only what differs from its paragraph's own style is emphasis: a bold caption is no
caption of bold words. Styles that pandoc knows by their names stay, as do marks.
"""

from __future__ import annotations

import copy

from lxml import etree

from octavo.manuscripts.word.marks import Marks
from octavo.ooxml.leaf import Kind, Leaf
from octavo.ooxml.names import W, val
from octavo.ooxml.styles import Look, Style, Styles
from octavo.text.terms import direction

KNOWN = frozenset((
    *(f"heading {level}" for level in range(1, 10)),
    "quote", "block text", "block quote", "intense quote", "source code",
    "caption", "table caption", "image caption", "footnote text", "endnote text",
    "definition", "definition term", "list paragraph",
))  # fmt: skip
"""The paragraph styles of which pandoc's reader makes something, by their names."""

WRITTEN = {
    "bold": "b",
    "italic": "i",
    "strike": "strike",
    "small_caps": "smallCaps",
    "underline": "u",
}
"""The looks that pandoc makes something of, and their elements."""


def flatten(leaves: list[Leaf], styles: Styles, marks: Marks, lang: str) -> None:
    """Write the look of each run beside its words, in place; take away styles without meaning.

    `lang` is the language of the text: where it is written from right to left, its runs do not
    say so.
    """
    kept = ("ins", "del") if direction(lang) == "rtl" else ("rtl", "ins", "del")
    for leaf in leaves:
        base = styles.look_of(leaf.style)
        for run in leaf.runs:
            if run.kind in (Kind.TEXT, Kind.TAB, Kind.BREAK, Kind.NOTE) and _is_run(run.element):
                _write(run.element, run.look, base, marks, kept)
        _plain_style(leaf, styles, marks)
    marks.unbase()


def _is_run(element: etree._Element) -> bool:
    return bool(element.tag == f"{W}r")


def _write(
    run: etree._Element, look: Look, base: Look, marks: Marks, kept: tuple[str, ...]
) -> None:
    """Write a look as properties of a run, but for what its paragraph has anyway.

    `kept` are the names of other properties that stay.
    """
    old = run.find(f"{W}rPr")
    new = etree.Element(f"{W}rPr")
    style = val(old.find(f"{W}rStyle")) if old is not None else ""
    if marks.of(style):
        etree.SubElement(new, f"{W}rStyle").set(f"{W}val", style)
    for name, tag in WRITTEN.items():
        if getattr(look, name) != getattr(base, name):
            etree.SubElement(new, f"{W}{tag}").set(f"{W}val", "single" if tag == "u" else "1")
    if look.raised != base.raised and look.raised:
        etree.SubElement(new, f"{W}vertAlign").set(f"{W}val", look.raised)
    if old is not None:
        for name in kept:
            new.extend(old.findall(f"{W}{name}"))
        run.replace(old, new)
    elif len(new):
        run.insert(0, new)


def _plain_style(leaf: Leaf, styles: Styles, marks: Marks) -> None:
    """Name the known style that a paragraph's is based on, or none; its numbering stays."""
    properties = leaf.element.find(f"{W}pPr")
    named = properties.find(f"{W}pStyle") if properties is not None else None
    if properties is None or named is None:
        return
    style = styles.of_paragraph(leaf.element)
    numbering = style.property("pPr/numPr")
    if numbering is not None and properties.find(f"{W}numPr") is None:
        properties.append(copy.deepcopy(numbering))
    if marks.of(val(named)):
        _drop_none(properties)
        return
    known = known_style(style)
    if known:
        named.set(f"{W}val", known)
    else:
        properties.remove(named)


def _drop_none(properties: etree._Element) -> None:
    """Drop the number 0, of no list: pandoc would put the paragraph into the last one."""
    for numbering in properties.findall(f"{W}numPr"):
        if val(numbering.find(f"{W}numId")) == "0":
            properties.remove(numbering)


def known_style(style: Style) -> str:
    """Return the identifier of the style that pandoc knows, of a style and those below, or ""."""
    for element in style.chain:
        if val(element.find(f"{W}name")).lower() in KNOWN:
            return val(element, "styleId")
    return ""
