"""The words of the title page and of the page behind it, the same in every format."""

from __future__ import annotations

from octavo.book.imprint import lines
from octavo.book.imprint.links import Line, linked_lines
from octavo.model.edition import Contributor, Edition
from octavo.text.terms import terms_for


def names(people: tuple[Contributor, ...], lang: str) -> str:
    """Return the names of people, joined as a title page in a language does."""
    return terms_for(lang).names([person.name for person in people])


def authors(edition: Edition) -> str:
    """Return the names of the authors, joined."""
    return names(edition.authors, edition.lang)


def credits_lines(edition: Edition) -> list[str]:
    """Return the title page's lines for the parts that others had in the whole work."""
    return lines.credited(edition, titled=True)


def people_lines(edition: Edition) -> list[tuple[str, str]]:
    """Return the lines below a title, each with what it names: author, credit or publisher."""
    people = [("author", authors(edition))]
    people += [("credit", line) for line in credits_lines(edition)]
    people.append(("publisher", publisher_line(edition)))
    return [(kind, line) for kind, line in people if line]


def publisher_line(edition: Edition) -> str:
    """Return the foot of the title page: imprint or publisher, and place."""
    return " · ".join(
        part for part in (edition.imprint or edition.publisher, edition.place) if part
    )


def copyright_lines(edition: Edition) -> list[str]:
    """Return the lines of the page behind the title: what is known, and nothing invented."""
    return lines.lines(edition)


def copyright_parts(edition: Edition) -> list[Line]:
    """Return the same lines in parts, of which some lead to an address, and their spaces."""
    return linked_lines(edition)
