"""What the template is given beside the text: the page's measures, the words of the title pages."""

from __future__ import annotations

import datetime
from dataclasses import asdict
from typing import Any

from octavo.formats.imprint import authors, copyright_parts, credits_lines, publisher_line
from octavo.formats.pdf.inlines import LANGUAGE
from octavo.formats.pdf.page import page_of
from octavo.formats.pdf.source import Text
from octavo.model.artefact import Job
from octavo.model.edition import Edition
from octavo.text.terms import terms_for

TITLE_PAGES = 4
"""Half title, blank, title, copyright: the pages before anything that the text says."""


def interior(job: Job, text: Text) -> dict[str, Any]:
    """Return the data of book.json."""
    edition = job.project.edition
    match = LANGUAGE.match(edition.lang)
    people = edition.authors or edition.contributors
    full = f"{edition.title}: {edition.subtitle}" if edition.subtitle else edition.title
    moment = datetime.datetime.fromtimestamp(job.epoch, datetime.UTC)
    return {
        "page": asdict(page_of(edition.design.trim)),
        "recto": edition.design.chapters_on_recto,
        "lang": match[1] if match else "en",
        "region": match[2].upper() if match and match[2] else None,
        "title": edition.title,
        "subtitle": edition.subtitle,
        "full-title": full,
        "title-scale": _title_scale(edition.title),
        "authors": authors(edition),
        "author-names": [person.name for person in people],
        "credits": credits_lines(edition),
        "publisher": publisher_line(edition),
        "imprint": [asdict(line) for line in copyright_parts(edition)],
        "keywords": keywords(edition),
        "description": edition.description,
        "date": [moment.year, moment.month, moment.day],
        "contents": terms_for(edition.lang).contents,
        "parts": text.parts,
        "numbered": text.numbered,
        "awkward": text.awkward,
        "section": 3 if text.parts else 2,
    }


def keywords(edition: Edition) -> list[str]:
    """Return the keywords, and the names of the subjects."""
    named = [subject.name for subject in edition.subjects if subject.name]
    return list(dict.fromkeys([*edition.keywords, *named]))


def _title_scale(title: str) -> float:
    """How much larger than the text the title is: a long one takes a smaller size."""
    if len(title) <= 16:
        return 3.0
    return 2.5 if len(title) <= 32 else 2.0
