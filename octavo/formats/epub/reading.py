"""What a reader meets in an EPUB: the spine as ebooklib, an independent reader, gives it."""

from __future__ import annotations

from pathlib import Path

from ebooklib import epub
from lxml import etree

from octavo.formats import archive
from octavo.formats.epub.check import damaged
from octavo.formats.html.reading import read_trees
from octavo.formats.html.tree import EPUB_TYPE, Element, parse, q
from octavo.model.artefact import Reading

FRONT = frozenset(("cover", "titlepage", "copyright-page", "toc"))


def read(path: Path) -> Reading:
    """Read an EPUB's text; cover, title page, copyright page and contents are left out.

    Raises InputError where the file is damaged.
    """
    try:
        book = epub.read_epub(str(path), {"ignore_ncx": True})
    except (*archive.DAMAGED, AttributeError, epub.EpubException, etree.XMLSyntaxError) as fault:
        raise damaged(path, fault) from fault
    items = [book.get_item_with_id(identifier) for identifier, _ in book.spine]
    pages = [item for item in items if item and not isinstance(item, epub.EpubNav)]
    trees = [parse(item.content, f"EPUB/{item.file_name}") for item in pages]
    return read_trees(body for body in map(_body, trees) if not _is_front(body))


def _body(tree: Element) -> Element:
    return next(tree.iter(q("body")))


def _is_front(body: Element) -> bool:
    return any(section.get(EPUB_TYPE) in FRONT for section in body.iter(q("section"), q("nav")))
