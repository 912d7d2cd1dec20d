"""Parts a section of verse at its headings and speakers: a cycle of poems is not one poem."""

from __future__ import annotations

import re

from lxml import etree

from octavo.manuscripts.web import tree

POEM = re.compile(
    r"(?:poem|poetry|verse|stanza|song|hymn|lyrics)(?:-?(?:block|container))?"
    r"|(?:verse-?|poem-?)?line-?(?:set|group)"
)
KINDS = frozenset(("verse", "poem", "song", "hymn", "lyrics"))
APART = "octavo-apart"
"""A paragraph among lines of verse that is none: the name of a speaker, a direction."""

LINE = 120
"""A paragraph without a line break that is longer is prose, among poems."""


def is_called(element: etree._Element) -> bool:
    """Whether a page calls an element verse, by its classes or its epub:type."""
    named = any(POEM.fullmatch(name) for name in tree.classes(element))
    return named or bool(KINDS & tree.kinds(element))


PROSE = frozenset(("introductory-note", "annotation", "dramatis-personae", "bridgehead"))
"""What stands above a poem and is none of its lines (Z39.98 vocabularies, as Standard Ebooks)."""


def apart(element: etree._Element) -> list[etree._Element]:
    """Return the elements that hold lines of verse and no heading, within what is called verse.

    Where headings, names or directions stand among the lines, those between two of them are put
    into an element.
    """
    if not _is_parted(element):
        return [element]
    made: list[etree._Element] = []
    run: list[etree._Element] = []
    for child in tree.elements(element):
        if _is_quoted(child):
            made += [*_wrapped(run), *_quoted(child)]
            run = []
        elif _parts(child) or _is_parted(child):
            made += _wrapped(run)
            run = []
            made += apart(child) if not _parts(child) else []
        elif child.tag in ("p", "div", "blockquote") and not _is_prose(child):
            run.append(child)
        else:
            made += _wrapped(run)
            run = []
    return made + _wrapped(run)


def gather(poem: etree._Element) -> None:
    """Put loose lines of a poem into paragraphs, in place: a stanza each, and each picture alone.

    Lines are loose that stand beside blocks, as below a title, or beside pictures.
    """
    inner = tree.elements(poem)
    beside = any(one.tag in tree.BLOCKS for one in inner)
    loose = (poem.text or "").strip() or any((one.tail or "").strip() for one in inner)
    shown = next(poem.iter("img"), None) is not None
    if poem.tag not in ("div", "blockquote") or not loose or not (beside or shown):
        return
    made: list[etree._Element] = []
    run = tree.made("p", poem.text or "")
    poem.text = None
    for child in inner:
        behind, child.tail = child.tail or "", None
        alone = child.tag in tree.BLOCKS or _is_picture(child)
        if alone or (child.tag == "br" and _ends(run)):
            made += [run, child] if child.tag in tree.BLOCKS else [run]
            if _is_picture(child) and child.tag not in tree.BLOCKS:
                made.append(tree.made("p"))
                made[-1].append(child)
            run = tree.made("p", behind)
        else:
            run.append(child)
            child.tail = behind
    poem[:] = [one for one in (*made, run) if tree.has_words(one) or len(one)]


def _ends(run: etree._Element) -> bool:
    """Whether a line break is the last thing in a run of lines, or nothing stands there yet."""
    if not len(run):
        return not (run.text or "").strip()
    return run[-1].tag == "br" and not (run[-1].tail or "").strip()


def _is_picture(element: etree._Element) -> bool:
    """Whether an element has a picture and no words."""
    return next(element.iter("img"), None) is not None and not tree.has_words(element)


def _is_parted(element: etree._Element) -> bool:
    """Whether a heading, a break, or a paragraph that is no line of verse, stands in an element."""
    inner = element.iter(*tree.HEADINGS, "p", "hr", "blockquote")
    return any(one is not element and (_parts(one) or _is_quoted(one)) for one in inner)


def _parts(element: etree._Element) -> bool:
    apart_ = APART in element.get("class", "").split() or element.tag == "hr"
    return element.tag in tree.HEADINGS or apart_ or _is_above(element) or _is_picture(element)


def _is_above(element: etree._Element) -> bool:
    return element.tag == "p" and bool(tree.kinds(element) & PROSE)


def _is_quoted(element: etree._Element) -> bool:
    """Whether an element is what a poem quotes, above its lines or among them: an epigraph."""
    named = "epigraph" in tree.kinds(element) or "epigraph" in tree.classes(element)
    return element.tag == "blockquote" and (named or element.find("cite") is not None)


def _quoted(element: etree._Element) -> list[etree._Element]:
    """Return the verse of what is quoted, put into an element; a paragraph of prose stays one."""
    lines = [
        one
        for one in element.iter("p")
        if next(one.iter("br"), None) is not None or _is_one_line(one)
    ]
    return _wrapped(lines)


def _is_prose(element: etree._Element) -> bool:
    """Whether a paragraph is none of verse: long, and without a line of its own."""
    lines = next(element.iter("br"), None) is not None or _is_one_line(element)
    return element.tag == "p" and not lines and len(tree.words(element)) > LINE


def _is_one_line(element: etree._Element) -> bool:
    """Whether all that a paragraph has is one line in an element, as Standard Ebooks set it."""
    bare = (element.text or "").strip() or any((one.tail or "").strip() for one in element)
    return not bare and [(one.tag, one.get("lang")) for one in element] == [("span", None)]


def _wrapped(run: list[etree._Element]) -> list[etree._Element]:
    """Put neighbours into a division of their own."""
    if not run:
        return []
    outer = etree.Element("div")
    run[0].addprevious(outer)
    outer.extend(run)
    return [outer]
