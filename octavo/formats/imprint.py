"""The words of the title page and of the page behind it, the same in every format."""

from __future__ import annotations

from collections.abc import Sequence

from octavo.book.imprint import lines
from octavo.book.imprint.links import Line, linked_lines
from octavo.model.edition import Contributor, Edition
from octavo.text.terms import terms_for

LINE = 36
"""How many characters of a title stand on one line of a title page, however large it is set."""

SMALL_LINE = 58
"""How many of a subtitle do, which is smaller."""


def names(people: tuple[Contributor, ...], lang: str) -> str:
    """Return the names of people, joined as a title page in a language does."""
    return terms_for(lang).names([person.name for person in people])


def authors(edition: Edition) -> str:
    """Return the names of the authors, joined."""
    return names(edition.authors, edition.lang)


def is_titled(edition: Edition, headings: Sequence[str]) -> bool:
    """Whether the text's first heading is the edition's title: a short form does not repeat it."""
    first = headings[0] if headings else ""
    return " ".join(first.split()).casefold() == " ".join(edition.title.split()).casefold()


def title_scale(title: str) -> float:
    """Return how much larger than the text a title is: a long one takes a smaller size."""
    if len(title) <= 16:
        return 3.0
    return 2.5 if len(title) <= 32 else 2.0


def broken(title: str, longest: int = LINE) -> list[str]:
    """Return the lines of a title, the same in every format.

    It stands on one line where that holds it; else on as few as hold it, of about one length.
    """
    words = title.split()
    count = -(-len(" ".join(words)) // longest)
    made: list[str] = []
    for left in range(count, 0, -1):
        room = len(" ".join(words)) / left
        taken = 1
        while taken < len(words) and left > 1 and _is_nearer(words, taken, room):
            taken += 1
        taken = len(words) if left == 1 else taken
        made.append(" ".join(words[:taken]))
        words = words[taken:]
        if not words:
            break
    return made


def _is_nearer(words: list[str], taken: int, room: float) -> bool:
    """Whether a line of one word more comes nearer to its share of the title."""
    with_it, without = len(" ".join(words[: taken + 1])), len(" ".join(words[:taken]))
    return abs(with_it - room) < abs(without - room)


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
