"""What stands around the text of a web page: metadata, title, contents, copyright."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from string import Template

import orjson

from octavo.formats import imprint
from octavo.formats.html.tree import Element, division_of, divisions, heading_of, title_text
from octavo.model.edition import Edition
from octavo.text.terms import direction, terms_for

ASSETS = Path(__file__).parent / "assets"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents. `depth` is 1 for a chapter of a part, else 0."""

    title: str
    number: str
    kind: str
    identifier: str
    depth: int
    section: Element


@dataclass(frozen=True, slots=True)
class Page:
    """What one page is made of; all but `title` is markup."""

    title: str
    kind: str
    head: str
    before: str
    main: str
    after: str


@cache
def asset(name: str, folder: Path = ASSETS) -> str:
    """Give the text of one of a format's own files: of the web edition's, or in a `folder`."""
    return (folder / name).read_text(encoding="utf-8")


def entries(root: Element) -> list[Entry]:
    """List the divisions of a finished text, in order."""
    found = []
    for section in divisions(root):
        heading = heading_of(section)
        parent = section.getparent()
        inside = parent is not None and division_of(parent) == "part"
        found.append(
            Entry(
                title_text(heading) if heading is not None else "",
                number_of(heading),
                division_of(section),
                section.get("id") or "",
                int(inside),
                section,
            )
        )
    return found


def number_of(heading: Element | None) -> str:
    """Give the number that a division's heading shows; "" without one."""
    if heading is None or not len(heading) or heading[0].get("class") != "division-number":
        return ""
    return heading[0].text or ""


def fill(page: Page, edition: Edition) -> str:
    """Set a page in the template."""
    return Template(asset("page.html")).substitute(
        lang=escape(edition.lang),
        dir=direction(edition.lang),
        title=escape(page.title),
        kind=page.kind,
        head=page.head,
        skip=escape(terms_for(edition.lang).skip),
        before=page.before,
        main=page.main,
        after=page.after,
    )


def head(edition: Edition, style: str) -> str:
    """Give the metadata of a page: for search engines, for links that are shared, for catalogues.

    `style` is the markup that brings the style sheet.
    """
    named = {"author": imprint.authors(edition), "description": edition.description}
    graph = {
        "og:type": "book",
        "og:title": edition.title,
        "og:description": edition.description or edition.subtitle,
        "og:locale": edition.lang.replace("-", "_"),
        "book:isbn": edition.isbn.get("html", ""),
        "book:release_date": edition.date,
    }
    lines = [f'<meta name="{k}" content="{escape(v)}">' for k, v in named.items() if v]
    lines += [f'<meta property="{k}" content="{escape(v)}">' for k, v in graph.items() if v]
    lines += [
        f'<meta property="book:author" content="{escape(author.name)}">'
        for author in edition.authors
    ]
    data = orjson.dumps(linked_data(edition)).decode().replace("<", "\\u003c")
    lines += [f'<script type="application/ld+json">{data}</script>', style]
    return "\n".join(lines)


def linked_data(edition: Edition) -> dict[str, object]:
    """Give the edition as a schema.org Book; what is not known is left out."""
    known: dict[str, object] = {
        "name": edition.title,
        "alternativeHeadline": edition.subtitle,
        "inLanguage": edition.lang,
        "author": _people(edition, "aut"),
        "editor": _people(edition, "edt"),
        "translator": _people(edition, "trl"),
        "illustrator": _people(edition, "ill"),
        "publisher": {"@type": "Organization", "name": edition.publisher}
        if edition.publisher
        else None,
        "datePublished": edition.date,
        "isbn": edition.isbn.get("html", ""),
        "identifier": edition.doi and f"https://doi.org/{edition.doi}",
        "copyrightHolder": edition.copyright.holder,
        "copyrightYear": edition.copyright.year,
        "license": edition.licence,
        "description": edition.description,
        "keywords": ", ".join(edition.keywords),
    }
    book: dict[str, object] = {"@context": "https://schema.org", "@type": "Book"}
    book["bookFormat"] = "https://schema.org/EBook"
    return book | {key: value for key, value in known.items() if value}


def _people(edition: Edition, role: str) -> list[dict[str, str]]:
    people = [c for c in edition.contributors if c.role == role and not c.chapter]
    return [
        {"@type": "Person", "name": c.name}
        | ({"sameAs": f"https://orcid.org/{c.orcid}"} if c.orcid else {})
        for c in people
    ]


def title_block(edition: Edition) -> str:
    """Give the title page."""
    lines = [f"<h1>{escape(edition.title)}</h1>"]
    if edition.subtitle:
        lines.append(f'<p class="subtitle">{escape(edition.subtitle)}</p>')
    lines += [
        f'<p class="{kind}">{escape(line)}</p>' for kind, line in imprint.people_lines(edition)
    ]
    return '<header class="title-page">\n' + "\n".join(lines) + "\n</header>"


def copyright_block(edition: Edition) -> str:
    """Give the foot of the book: the lines of the copyright page; "" where nothing is known."""
    lines = [f"<p>{escape(line)}</p>" for line in imprint.copyright_lines(edition, "html")]
    if not lines:
        return ""
    return '<footer class="copyright">\n' + "\n".join(lines) + "\n</footer>"


def contents(listed: list[Entry], addresses: list[str], edition: Edition) -> str:
    """Give the contents, folded away on telephones; `addresses` are where the entries lead."""
    if not listed:
        return ""
    words = escape(terms_for(edition.lang).contents)
    items = _items(listed, addresses)
    return (
        f'<nav id="contents" class="contents" aria-label="{words}">\n'
        f"<details><summary>{words}</summary>\n{items}\n</details>\n</nav>"
    )


def _items(listed: list[Entry], addresses: list[str]) -> str:
    """Nest the chapters of a part in its item."""
    lines: list[str] = ["<ol>"]
    depth = 0
    for number, (entry, address) in enumerate(zip(listed, addresses, strict=True)):
        if entry.depth > depth:
            lines.append("<ol>")
        elif number:
            lines.append("</li>" if entry.depth == depth else "</li></ol></li>")
        depth = entry.depth
        label = f'<span class="number">{entry.number}</span> ' if entry.number else ""
        link = f'<a href="{escape(address)}">{label}<span>{escape(entry.title)}</span></a>'
        lines.append(f'<li class="{entry.kind}">{link}')
    lines.append("</li></ol></li></ol>" if depth else "</li></ol>")
    return "\n".join(lines)
