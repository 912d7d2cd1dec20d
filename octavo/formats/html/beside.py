"""Files that a site has beside its pages: for search engines, feed readers and language models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from octavo.book import entries as listed_entries
from octavo.book import released
from octavo.formats import imprint
from octavo.formats.html.frame import ASSETS, Entry
from octavo.formats.html.templates import fill
from octavo.model.edition import Edition, Project
from octavo.text.terms_web import web_terms

FEED, SITEMAP, LLMS = "feed.xml", "sitemap.xml", "llms.txt"


@dataclass(frozen=True, slots=True)
class Change:
    """A release of the book: its printing, and the moment that it bears."""

    printing: str
    moment: str


def changes(project: Project) -> list[Change]:
    """Return the releases of a book, the newest first; the edition as it is stands among them."""
    known = [
        Change(entry["printing"], entry["modified"])
        for entry, _ in listed_entries.load(project.root, released.SHAPE)
    ]
    edition = project.edition
    printing = edition.printing or "1"
    day = edition.modified or edition.date
    if day and printing not in {one.printing for one in known}:
        known.append(Change(printing, f"{_day(day)}T00:00:00Z"))
    last: dict[str, Change] = {one.printing: one for one in known}
    return list(last.values())[::-1]


def _day(date: str) -> str:
    """Return a date as a day: the first of its month or year."""
    return "-".join([*date.split("-"), "01", "01"][:3])


def write(
    folder: Path, project: Project, listed: Sequence[tuple[Entry, str]], names: Sequence[str]
) -> None:
    """Write a site's sitemap, feed of changes and llms.txt.

    `listed` are the divisions with their pages, `names` all pages.

    A sitemap has absolute addresses alone (sitemaps.org): there is one where the edition says its
    own. A feed begins with the first release (RFC 4287: an entry has a moment).
    """
    edition = project.edition
    made = changes(project)
    pages = ["", *names]
    if edition.url:
        day = (made[0].moment if made else "")[:10]
        data = fill(ASSETS / "sitemap.xml", url=edition.url, pages=pages, day=day)
        (folder / SITEMAP).write_bytes(data.encode())
    if made:
        (folder / FEED).write_bytes(_feed(edition, made).encode())
    (folder / LLMS).write_bytes(_llms(edition, listed).encode())


def _feed(edition: Edition, made: Sequence[Change]) -> str:
    identifier = (
        edition.url or edition.identifier or f"tag:octavo,{made[-1].moment[:4]}:{edition.title}"
    )
    return fill(
        ASSETS / "feed.xml",
        edition=edition,
        identifier=identifier,
        authors=imprint.authors(edition) or edition.publisher or edition.title,
        words=web_terms(edition.lang).changes,
        changes=made,
    )


def _llms(edition: Edition, listed: Sequence[tuple[Entry, str]]) -> str:
    """Return the contents for programs that read Markdown (llmstxt.org)."""
    people = imprint.authors(edition)
    lines = [f"# {edition.title}", ""]
    lines += [f"> {' '.join(edition.description.split())}", ""] if edition.description else []
    lines += [f"{people}", ""] if people else []
    lines += ["## Contents", ""]
    for entry, name in listed:
        number = f"{entry.number}. " if entry.number else ""
        lines.append(f"- [{number}{entry.title or edition.title}]({markdown_name(name)})")
    return "\n".join(lines) + "\n"


def markdown_name(name: str) -> str:
    """Return the name of the Markdown beside a page."""
    return name.removesuffix(".html") + ".md"
