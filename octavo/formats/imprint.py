"""The words of the title page and of the page behind it, the same in every format."""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.book.captions import cover_record, credit_line
from octavo.model.edition import Contributor, Edition, File, Series
from octavo.text.terms import terms_for

LICENCE_WORDS = {
    "by": "attribution",
    "nc": "noncommercial",
    "sa": "sharealike",
    "nd": "noderivatives",
}
"""The elements of a Creative Commons licence: their codes, and their names in one word."""


def names(people: tuple[Contributor, ...], lang: str) -> str:
    """Return the names of people, joined as a title page in a language does."""
    return terms_for(lang).names([person.name for person in people])


def authors(edition: Edition) -> str:
    """Return the names of the authors, joined."""
    return names(edition.authors, edition.lang)


def credits_lines(edition: Edition) -> list[str]:
    """Return a line for each part that others than the author had in the whole work."""
    lines = []
    for role, words in terms_for(edition.lang).roles.items():
        people = tuple(c for c in edition.contributors if c.role == role and not c.chapter)
        if people:
            lines.append(words.format(names(people, edition.lang)))
    return lines


def people_lines(edition: Edition) -> list[tuple[str, str]]:
    """Return the lines below a title, each with what it names: author, credit or publisher."""
    lines = [("author", authors(edition))]
    lines += [("credit", line) for line in credits_lines(edition)]
    lines.append(("publisher", publisher_line(edition)))
    return [(kind, line) for kind, line in lines if line]


def publisher_line(edition: Edition) -> str:
    """Return the foot of the title page: imprint or publisher, and place."""
    return " · ".join(
        part for part in (edition.imprint or edition.publisher, edition.place) if part
    )


def copyright_lines(edition: Edition, format_name: File | None = None) -> list[str]:
    """Return the lines of the page behind the title: what is known, and nothing invented.

    `format_name` picks the ISBN (`epub`, `docx`, `html`, `screen`, `print`).
    """
    isbn = edition.isbn.get(format_name) if format_name else None
    lines = [
        *_rights_lines(edition),
        *_published_lines(edition),
        f"ISBN {isbn}" if isbn else "",
        f"DOI {edition.doi}" if edition.doi else "",
        _series_line(edition.series) if edition.series else "",
        *_source_lines(edition, is_with_cover=format_name == "epub"),
    ]
    return [line for line in lines if line]


def _rights_lines(edition: Edition) -> Iterator[str]:
    yield copyright_line(edition)
    yield edition.rights
    if edition.licence and not _names_licence(edition.rights, edition.licence):
        yield terms_for(edition.lang).licence.format(edition.licence)


def _published_lines(edition: Edition) -> Iterator[str]:
    terms = terms_for(edition.lang)
    published = ", ".join(p for p in (edition.publisher, edition.place, edition.date[:4]) if p)
    if edition.publisher or edition.place:
        yield terms.published.format(published) if edition.publisher else published
    if edition.printing:
        yield terms.printing.format(edition.printing)


def _source_lines(edition: Edition, *, is_with_cover: bool) -> Iterator[str]:
    """Yield what the book was made from, and by whom: original, cover, people's ORCIDs."""
    terms = terms_for(edition.lang)
    if edition.translation_of:
        yield terms.translation_of.format(edition.translation_of)
    if is_with_cover and (credit := cover_credit(edition)):
        yield f"{terms.cover}: {credit}"
    for person in edition.contributors:
        if person.orcid:
            yield f"{person.name}: https://orcid.org/{person.orcid}"


def copyright_line(edition: Edition) -> str:
    """Return the line of copyright: its sign, year and holder; "" where neither is known."""
    known = [part for part in (edition.copyright.year, edition.copyright.holder) if part]
    return " ".join(["\N{COPYRIGHT SIGN}", *known]) if known else ""


def cover_credit(edition: Edition) -> str:
    """Return the credit of the cover's image, which edition.yaml may have among the images."""
    record = cover_record(edition)
    return credit_line(record) if record else ""


def _series_line(series: Series) -> str:
    words = " ".join(part for part in (series.title, series.number) if part)
    return f"{words}, ISSN {series.issn}" if series.issn else words


def _names_licence(rights: str, licence: str) -> bool:
    """Whether the statement of rights names the licence, by its code or by its long name.

    Creative Commons writes both `CC BY-SA 4.0` and `Attribution-ShareAlike 4.0 International`;
    "CC BY" is not named by a statement that says "Attribution-ShareAlike".
    """
    if re.search(rf"(?<![\w-]){re.escape(licence)}(?![\w-]|\.\d)", rights, re.I):
        return True
    expected = _creative_commons(licence)
    return expected is not None and expected == _creative_commons(rights)


def _creative_commons(text: str) -> tuple[frozenset[str], str] | None:
    """Return the elements and the version of the Creative Commons licence that a text names."""
    plain = re.sub(r"[\s\N{NO-BREAK SPACE}\N{NON-BREAKING HYPHEN}_-]+", "-", text.casefold())
    plain = re.sub("non-commercial", "noncommercial", re.sub("share-alike", "sharealike", plain))
    plain = plain.replace("no-derivatives", "noderivatives").replace("noderivs", "noderivatives")
    zero = re.search(r"\bcc-?0(?:-(\d\.\d))?|\bcc-zero\b", plain)
    if zero:
        return frozenset(("zero",)), zero[1] or ""
    codes = re.search(r"\bcc-((?:by|nc|sa|nd)(?:-(?:by|nc|sa|nd))*)(?:-(\d\.\d))?", plain)
    if codes:
        return frozenset(codes[1].split("-")), codes[2] or ""
    long = "|".join(LICENCE_WORDS.values())
    named_in_full = re.search(rf"\battribution((?:-(?:{long}))*)(?:-(\d\.\d))?", plain)
    if not named_in_full or "creative-commons" not in plain:
        return None
    named = {code for code, word in LICENCE_WORDS.items() if word in named_in_full[0].split("-")}
    return frozenset(named), named_in_full[2] or ""
