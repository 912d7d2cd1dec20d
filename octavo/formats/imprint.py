"""The words of the title page and of the page behind it, the same in every format."""

from __future__ import annotations

from octavo.edition import Contributor, Edition

ROLES = {
    "edt": "Edited by",
    "trl": "Translated by",
    "ill": "Illustrated by",
    "aui": "Introduction by",
    "aft": "Afterword by",
    "cmp": "Compiled by",
    "pht": "Photographs by",
}
"""MARC relator codes that a title page names, and how it names them."""


def names(people: tuple[Contributor, ...]) -> str:
    """Join names as a title page does: `A`, `A and B`, `A, B and C`."""
    listed = [person.name for person in people]
    if len(listed) < 2:
        return "".join(listed)
    return ", ".join(listed[:-1]) + " and " + listed[-1]


def credits_lines(edition: Edition) -> list[str]:
    """Give a line for each part that others than the author had in the whole work."""
    lines = []
    for role, words in ROLES.items():
        people = tuple(c for c in edition.contributors if c.role == role and not c.chapter)
        if people:
            lines.append(f"{words} {names(people)}")
    return lines


def publisher_line(edition: Edition) -> str:
    """Give the foot of the title page: imprint or publisher, and place."""
    return " · ".join(
        part for part in (edition.imprint or edition.publisher, edition.place) if part
    )


def copyright_lines(edition: Edition, format_name: str = "") -> list[str]:
    """Give the lines of the page behind the title: what is known, and nothing invented.

    `format_name` picks the ISBN (`epub`, `docx`, `html`, `screen`, `print`).
    """
    lines = []
    holder = edition.copyright.holder
    if holder:
        lines.append(f"\N{COPYRIGHT SIGN} {edition.copyright.year} {holder}".replace("  ", " "))
    if edition.rights:
        lines.append(edition.rights)
    if edition.licence and edition.licence not in edition.rights:
        lines.append(f"Licence: {edition.licence}")
    published = ", ".join(p for p in (edition.publisher, edition.place, edition.date[:4]) if p)
    if published:
        lines.append(f"Published by {published}" if edition.publisher else published)
    if edition.printing:
        lines.append(f"Printing {edition.printing}")
    isbn = edition.isbn.get(format_name)
    if isbn:
        lines.append(f"ISBN {isbn}")
    if edition.doi:
        lines.append(f"DOI {edition.doi}")
    if edition.series:
        lines.append(" ".join(p for p in (edition.series.title, edition.series.number) if p))
    if edition.translation_of:
        lines.append(f"Translation of {edition.translation_of}")
    return lines
