"""What a reader meets in an EPUB: the spine as ebooklib, an independent reader, gives it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ebooklib import epub
from lxml import etree

from octavo.formats import archive
from octavo.formats.epub.check import damaged, is_front
from octavo.formats.html.reading import read_trees
from octavo.formats.html.structure import marks
from octavo.formats.html.tree import Element, parse, q
from octavo.model.artefact import Reading

UNREAD = (AttributeError, IndexError, epub.EpubException, etree.XMLSyntaxError)
"""What ebooklib raises of a file that is an archive and no e-book: without contents, say."""


def read(path: Path) -> Reading:
    """Read an EPUB's text; cover, title page, copyright page and contents are left out.

    Raises InputError where the file is damaged.
    """
    try:
        book = epub.read_epub(str(path), {"ignore_ncx": True})
    except (*archive.DAMAGED, *UNREAD) as fault:
        raise damaged(path, fault) from fault
    items = [book.get_item_with_id(identifier) for identifier, _ in book.spine]
    pages = [item for item in items if item and not isinstance(item, epub.EpubNav)]
    trees = [parse(item.content, f"EPUB/{item.file_name}") for item in pages]
    bodies = [body for body in map(_body, trees) if not is_front(body)]
    return replace(read_trees(bodies), marks=marks(bodies))


def _body(tree: Element) -> Element:
    return next(tree.iter(q("body")))
