"""Files that a site has beside its pages: for search engines, feed readers and language models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from octavo.book import chapters as hashes
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
    """A release of the book: its printing, the moment that it bears, the hashes of its chapters."""

    printing: str
    moment: str
    chapters: str = ""


def changes(project: Project, chapters: str = "") -> list[Change]:
    """Return the releases of a book, the newest first; the edition as it is stands among them.

    It is taken from the edition, even where it was released: so the same sources give the same
    bytes before and after. `chapters` are the hashes of its chapters.
    """
    edition = project.edition
    printing, day = edition.printing or "1", released.day_of(edition)
    known = [
        Change(entry["printing"], _moment(entry), entry.get("chapters", ""))
        for entry, _ in listed_entries.load(project.root, released.SHAPE)
        if entry["printing"] != printing or not day
    ]
    if day:
        known.append(Change(printing, f"{day}T00:00:00Z", chapters))
    last: dict[str, Change] = {one.printing: one for one in known}
    return list(last.values())[::-1]


def _moment(entry: Mapping[str, str]) -> str:
    day = entry.get("day", "")
    return f"{day}T00:00:00Z" if day else entry["modified"]


def write(
    folder: Path,
    project: Project,
    listed: Sequence[tuple[Entry, str]],
    names: Sequence[str],
    chapters: str = "",
) -> None:
    """Write a site's sitemap, feed of changes and llms.txt.

    `listed` are the divisions with their pages, `names` all pages, `chapters` their hashes.

    A sitemap has absolute addresses alone (sitemaps.org): there is one where the edition says its
    own. A feed begins with the first release (RFC 4287: an entry has a moment).
    """
    edition = project.edition
    made = changes(project, chapters)
    pages = ["", *names]
    if edition.url:
        day = (made[0].moment if made else "")[:10]
        data = fill(ASSETS / "sitemap.xml", url=edition.url, pages=pages, day=day)
        (folder / SITEMAP).write_bytes(data.encode())
    if made:
        (folder / FEED).write_bytes(_feed(edition, made, listed).encode())
    (folder / LLMS).write_bytes(_llms(edition, listed).encode())


def _feed(edition: Edition, made: Sequence[Change], listed: Sequence[tuple[Entry, str]]) -> str:
    """Return the feed: each release says which chapters are not as in the one before."""
    identifier = (
        edition.url or edition.identifier or f"tag:octavo,{made[-1].moment[:4]}:{edition.title}"
    )
    pages = {entry.identifier: (entry.title or edition.title, name) for entry, name in listed}
    entries = []
    for change, before in zip(made, [*made[1:], Change("", "")], strict=True):
        others = hashes.changed(before.chapters, change.chapters)
        entries.append((change, [pages[name] for name in others if name in pages]))
    return fill(
        ASSETS / "feed.xml",
        edition=edition,
        identifier=identifier,
        authors=imprint.authors(edition) or edition.publisher or edition.title,
        words=web_terms(edition.lang).changes,
        changes=entries,
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
