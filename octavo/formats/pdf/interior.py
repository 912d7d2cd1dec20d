"""What the template is given beside the text: the page's measures, the words of the title pages."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from octavo.formats.imprint import (
    SMALL_LINE,
    authors,
    broken,
    copyright_lines,
    copyright_parts,
    credits_lines,
    is_titled,
    publisher_line,
    title_scale,
)
from octavo.formats.pdf.faces import Faces
from octavo.formats.pdf.inlines import LANGUAGE
from octavo.formats.pdf.page import page_of
from octavo.formats.pdf.source import Text
from octavo.model.artefact import Job
from octavo.model.edition import Edition
from octavo.text.terms import terms_for


def title_pages(edition: Edition) -> int:
    """Return how many pages stand before anything that the text says.

    Half title, blank, title, copyright; an article has its title above the text.
    """
    return 0 if edition.form == "article" else 4 if edition.has_half_title else 2


def title_lines(edition: Edition, headings: Sequence[str]) -> list[str]:
    """Return the press's own lines on an article's pages of text, in order.

    A title that is the text's first heading is not among them.
    """
    if edition.form != "article":
        return []
    title = "" if is_titled(edition, headings) else edition.title
    lines = [title, edition.subtitle, authors(edition), *credits_lines(edition)]
    return [line for line in (*lines, *copyright_lines(edition)) if line]


def interior(job: Job, text: Text, faces: Faces) -> dict[str, Any]:
    """Return the data of book.json."""
    edition = job.project.edition
    match = LANGUAGE.match(edition.lang)
    return {
        **_metadata(edition, job.epoch),
        "serif": faces.serif(),
        "mono": faces.mono(),
        "east": faces.east(),
        "page": asdict(page_of(edition.design.trim)),
        "form": edition.form,
        "titled": text.titled,
        "half-title": edition.has_half_title,
        "recto": edition.opens_on_recto,
        "heads": running_heads(edition),
        "lang": match[1] if match else "en",
        "region": match[2].upper() if match and match[2] else None,
        "title": edition.title,
        "title-lines": broken(edition.title),
        "subtitle": edition.subtitle,
        "subtitle-lines": broken(edition.subtitle, SMALL_LINE),
        "title-scale": title_scale(edition.title),
        "authors": authors(edition),
        "credits": credits_lines(edition),
        "publisher": publisher_line(edition),
        "imprint": [asdict(line) for line in copyright_parts(edition)],
        "lists": [{"title": one.title, "kind": one.kind} for one in text.lists],
        "contents": terms_for(edition.lang).contents,
        "parts": text.parts,
        "numbered": text.numbered,
        "letters": dict(text.letters),
        "awkward": text.awkward,
        "section": 3 if text.parts else 2,
    }


def _metadata(edition: Edition, epoch: int) -> dict[str, Any]:
    """Return what the PDF says of itself to programs."""
    people = edition.authors or edition.contributors
    moment = datetime.datetime.fromtimestamp(epoch, datetime.UTC)
    return {
        "full-title": f"{edition.title}: {edition.subtitle}" if edition.subtitle else edition.title,
        "author-names": [person.name for person in people],
        "keywords": keywords(edition),
        "description": edition.description,
        "date": [moment.year, moment.month, moment.day],
    }


def running_heads(edition: Edition) -> list[str]:
    """Return what runs above the pages, verso and recto; "" for the division's title.

    A book's versos bear its title; a pamphlet has its author there, and its title on the rectos.
    """
    if edition.is_book:
        return [edition.title, ""]
    return [authors(edition) or edition.title, edition.title]


def keywords(edition: Edition) -> list[str]:
    """Return the keywords, and the names of the subjects."""
    named = [subject.name for subject in edition.subjects if subject.name]
    return list(dict.fromkeys([*edition.keywords, *named]))
