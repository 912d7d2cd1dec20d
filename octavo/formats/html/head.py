"""What a page says of itself to machines: search engines, catalogues, reference managers, chats.

Each page of a site speaks of its own chapter. The tags are Open Graph's, those that Highwire Press
gave to scholarly pages (Zotero and Google Scholar read them), Dublin Core's, and schema.org's as
JSON-LD. An absolute address stands where the edition names its own (`url`), and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from octavo.book.imprint.licences import rights_statement
from octavo.formats import imprint
from octavo.formats.html.frame import BLOCKS, Entry, linked_data
from octavo.formats.html.templates import Markup, block
from octavo.formats.html.tree import Element, is_apparatus, local, q
from octavo.model.checkdigits import isbn_digits
from octavo.model.edition import Edition

LONGEST = 200
"""How many characters of a chapter's first words describe it."""

Tags = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class About:
    """What a page is: the whole book (no `entry`), or one of its divisions.

    `name` is the page's file in its site, "" for the one page; `text` describes it.
    """

    name: str = ""
    entry: Entry | None = None
    position: int = 0
    text: str = ""
    image: str = ""


def head(edition: Edition, about: About, style: Markup) -> Markup:
    """Return the metadata of a page; `style` is the markup that brings the style sheet."""
    data = orjson.dumps(_linked(edition, about)).decode().replace("<", "\\u003c")
    return block(
        BLOCKS,
        "head",
        canonical=_address(edition, about),
        named=[*_named(edition, about), *_highwire(edition, about), *_dublin(edition, about)],
        graph=_graph(edition, about),
        data=Markup(data),
        style=style,
    )


def first_words(section: Element) -> str:
    """Return the first words of a division's running text, to describe it."""
    for paragraph in section.iter(q("p")):
        words = " ".join("".join(_words(paragraph)).split())
        if len(words) > LONGEST // 5:
            return _cut(words)
    return ""


def _words(element: Element) -> list[str]:
    parts = [element.text or ""]
    for child in element:
        silent = is_apparatus(child) or local(child) == "math"
        parts += [*([] if silent else _words(child)), child.tail or ""]
    return parts


def _cut(words: str) -> str:
    if len(words) <= LONGEST:
        return words
    return words[:LONGEST].rpartition(" ")[0].rstrip(",;:") + "\N{HORIZONTAL ELLIPSIS}"


def _address(edition: Edition, about: About) -> str:
    if not edition.url or not about.name:
        return ""
    return edition.url + ("" if about.name == "index.html" else about.name)


def _title(edition: Edition, about: About) -> str:
    return about.entry.title if about.entry and about.entry.title else edition.title


def _writers(edition: Edition, about: About) -> list[str]:
    """Return who wrote a page: those of its chapter, else the authors of the whole."""
    own = about.entry.identifier if about.entry else ""
    named = [one.name for one in edition.contributors if own and one.chapter == own]
    return named or [author.name for author in edition.authors]


def _isbn(edition: Edition) -> str:
    return isbn_digits(edition.isbn.get("html", ""))


def _named(edition: Edition, about: About) -> Tags:
    return [
        ("author", imprint.authors(edition)),
        ("description", about.text or edition.description),
        ("copyright", rights_statement(edition)),
        ("tdm-reservation", "1" if edition.tdm_reservation else ""),
        ("tdm-policy", edition.tdm_policy if edition.tdm_reservation else ""),
    ]


def _graph(edition: Edition, about: About) -> Tags:
    """Return Open Graph's properties (ogp.me); a chapter is an article of its book."""
    words = about.text or edition.description or edition.subtitle
    common = [
        ("og:title", _title(edition, about)),
        ("og:description", words),
        ("og:url", _address(edition, about)),
        ("og:image", edition.url + about.image if edition.url and about.image else ""),
        ("og:image:alt", edition.title if edition.url and about.image else ""),
        ("og:locale", edition.lang.replace("-", "_")),
        ("og:site_name", edition.title),
    ]
    if about.entry is not None:
        own = [("article:author", name) for name in _writers(edition, about)]
        return [("og:type", "article"), *common, *own]
    return [
        ("og:type", "book"),
        *common,
        ("book:isbn", edition.isbn.get("html", "")),
        ("book:release_date", edition.date),
        *(("book:author", author.name) for author in edition.authors),
    ]


def _highwire(edition: Edition, about: About) -> Tags:
    title = _title(edition, about)
    inside = edition.title if title != edition.title else ""
    editors = [one.name for one in edition.contributors if one.role == "edt" and not one.chapter]
    return [
        ("citation_title", title),
        ("citation_inbook_title", inside),
        *(("citation_author", name) for name in _writers(edition, about)),
        *(("citation_editor", name) for name in editors),
        ("citation_publication_date", edition.date.replace("-", "/")),
        ("citation_publisher", edition.publisher),
        ("citation_isbn", _isbn(edition)),
        ("citation_doi", "" if inside else edition.doi),
        ("citation_series_title", edition.series.title if edition.series else ""),
        ("citation_language", edition.lang),
        ("citation_public_url", _address(edition, about)),
    ]


def _dublin(edition: Edition, about: About) -> Tags:
    """Return Dublin Core's elements (DCMI Metadata Terms, `DC.` as in DC-HTML)."""
    isbn = _isbn(edition)
    title = _title(edition, about)
    return [
        ("DC.title", title),
        *(("DC.creator", name) for name in _writers(edition, about)),
        ("DC.publisher", edition.publisher),
        ("DC.date", edition.date),
        ("DC.language", edition.lang),
        ("DC.type", "Text"),
        ("DC.format", "text/html"),
        ("DC.identifier", f"urn:isbn:{isbn}" if isbn else edition.identifier),
        ("DC.relation.isPartOf", edition.title if title != edition.title else ""),
        *(("DC.subject", one.name) for one in edition.subjects if one.name),
        *(("DC.subject", word) for word in edition.keywords),
        ("DC.rights", rights_statement(edition)),
    ]


def _linked(edition: Edition, about: About) -> dict[str, Any]:
    """Return a page as schema.org's Book, or as a Chapter of one."""
    book = dict(linked_data(edition))
    if edition.url:
        book |= {"@id": edition.url, "url": edition.url}
    if about.entry is None:
        return book
    context = book.pop("@context")
    known = ("@type", "@id", "name", "isbn", "author", "editor", "publisher", "datePublished")
    chapter: dict[str, Any] = {
        "@context": context,
        "@type": "Chapter",
        "name": _title(edition, about),
        "position": about.position,
        "url": _address(edition, about),
        "description": about.text,
        "inLanguage": edition.lang,
        "author": [{"@type": "Person", "name": name} for name in _writers(edition, about)],
        "license": book.get("license", ""),
        "isPartOf": {key: book[key] for key in known if key in book},
    }
    return {key: value for key, value in chapter.items() if value}
