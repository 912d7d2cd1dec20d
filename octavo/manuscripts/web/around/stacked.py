"""Lines of a title page that an old web page sets as headings, one below the other.

Volunteers chose headings for the size of the type: THE / THEORY OF LAMPS / BY / ANN EXAMPLE stand
between two rules, with no text below them. Such a stack is the title page where it has the title
and the author, the half title where it has the title alone; else its lines are paragraphs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.plain.outer.matter import DEDICATED
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.around import titleblock
from octavo.manuscripts.web.around.titleblock import QUOTES
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.word.structure import numbers
from octavo.model.counted import counted

Leave = Callable[[Web, list[etree._Element], str], None]
LEAST = 2
"""So many headings without text make a stack."""

BETWEEN = 2
"""So many lines that are no headings may stand among them: an emblem's words, a name."""

LONGEST = 300
"""A block with more letters is text."""

LARGEST = 900
"""So many letters a title page may have."""

TEXT = ("table", "ul", "ol", "dl", "pre", "blockquote")


def take(web: Web, leave: Leave) -> None:
    """Leave out title pages and half titles that are stacks of headings, in place.

    Of the others, those before the text become paragraphs, and a dedication says that it is one.
    """
    title, author = _known(web)
    begun = False
    for run in _runs(web.pages[0].body):
        heads = [one for one in run if one.tag in tree.HEADINGS and tree.has_words(one)]
        if any(_is_text(one) for one in run) or not heads:
            begun = begun or any(_is_text(one) for one in run)
            continue
        if any(numbers.read(tree.words(one)).kind in ("part", "chapter") for one in heads):
            begun = True
            continue
        lines = [one for one in run if tree.has_words(one)]
        words = tree.letters(" ".join(map(tree.words, lines)))
        has_title = len(title) > LEAST and title in words and len(words) <= LARGEST
        between = [one for one in lines if one not in heads]
        ends = lines[-1] in heads and len(between) <= BETWEEN
        if has_title and author and author in words and ends:
            leave(web, lines, "title page")
        elif has_title and begun and lines == heads and _is_half_title(heads, words, title):
            _half_title(web, heads)
        elif not begun and lines == heads and len(heads) >= LEAST:
            as_lines(web, heads)


def _most(words: str, title: str) -> int:
    """Return how many letters a half title may have: more where the title comes first."""
    return (4 if words.startswith(title) else 2) * len(title)


def _known(web: Web) -> tuple[str, str]:
    """Return the letters of the title, and of the author's last name."""
    authors = web.embedded.get("author")
    author = str(authors[0] if isinstance(authors, list) and authors else authors or "")
    names = [one for one in map(tree.letters, author.split()) if len(one) > LEAST]
    return tree.letters(str(web.embedded.get("title") or "")), (names or [""])[-1]


def _runs(body: etree._Element) -> list[list[etree._Element]]:
    """Return the blocks of a page between rules: siblings, or the blocks of a division."""
    runs: list[list[etree._Element]] = [[]]
    for one in flat(body):
        if one.tag == "hr":
            runs.append([])
        else:
            runs[-1].append(one)
    return [run for run in runs if run]


def flat(element: etree._Element) -> list[etree._Element]:
    """Return the blocks of a page in order, without the divisions around them."""
    made: list[etree._Element] = []
    for one in tree.elements(element):
        inner = any(child.tag in tree.BLOCKS for child in one)
        if one.tag in ("div", "center", "section") and inner:
            made += flat(one)
        elif one.tag in tree.BLOCKS:
            made.append(one)
    return made


def _is_text(block: etree._Element) -> bool:
    return block.tag in TEXT or len(tree.words(block)) > LONGEST


def _is_half_title(heads: Sequence[etree._Element], words: str, title: str) -> bool:
    """Whether headings have little but the title, and head no chapter that is called so."""
    return len(words) <= _most(words, title) and not titleblock.heads_a_chapter(heads[-1])


def _half_title(web: Web, heads: Sequence[etree._Element]) -> None:
    """Take the title away that stands again before the first chapter."""
    words = " ".join(map(tree.words, heads))
    web.done("import-title", "The title of the book stands again before the text.", words)
    web.aside += [words, *map(tree.words, heads)]
    for one in heads:
        web.unheaded += 1
        tree.keep_marks(one)
        xml.remove(one)


def as_lines(web: Web, heads: Sequence[etree._Element]) -> None:
    """Make paragraphs of headings that head nothing, a dedication where they are one."""
    if DEDICATED.match(" ".join(map(tree.words, heads)).lstrip(QUOTES)):
        outer = tree.made("div", class_="dedication")
        heads[0].addprevious(outer)
        outer.extend(heads)
    for one in heads:
        one.tag = "p"
        web.unheaded += 1
    many = f"{counted(len(heads), 'heading')} with nothing below, chosen for the size of the type"
    message = f"{many}, became {'a paragraph' if len(heads) == 1 else 'paragraphs'}."
    web.done("import-heading-size", message, tree.words(heads[0]))
