"""What a book in BITS, an article in JATS, says of itself: titles, people, dates, rights."""

from __future__ import annotations

from collections.abc import Iterator

from octavo.book.imprint.licences import licence_address, rights_statement
from octavo.formats.trade.bits_inlines import XLINK
from octavo.formats.trade.crossref import MEDIA
from octavo.formats.trade.elements import Element, Maker
from octavo.model.checkdigits import isbn_digits
from octavo.model.edition import Contributor, Edition
from octavo.model.relators import relators


def collection(make: Maker, edition: Edition) -> Element | None:
    """Return the series that a book belongs to."""
    series = edition.series
    if series is None:
        return None
    return make(
        "collection-meta",
        make("title-group", make("title", series.title)),
        make("volume-in-collection", make("volume-number", series.number))
        if series.number
        else None,
        make.known("issn", series.issn),
        **{"collection-type": "series"},
    )


def journal(make: Maker, edition: Edition) -> Element | None:
    """Return the series and the publisher of an article; None where neither is known.

    An article stands by itself or in a series, which is what JATS calls a journal.
    """
    series = edition.series
    made = make(
        "journal-meta",
        make("journal-title-group", make("journal-title", series.title)) if series else None,
        make.known("issn", series.issn) if series else None,
        _publisher(make, edition),
    )
    return made if len(made) else None


def article(make: Maker, edition: Edition, title: Element) -> Element:
    """Return an article's metadata, in the order of the DTD."""
    subjects = list(_subjects(make, edition))
    return make(
        "article-meta",
        list(_identifiers(make, edition, "article-id", "pub-id-type")),
        make("article-categories", subjects) if subjects else None,
        make("title-group", title, make.known("subtitle", edition.subtitle)),
        _people(make, edition),
        _date(make, edition.date),
        make.known("volume", edition.series.number) if edition.series else None,
        _isbns(make, edition),
        _permissions(make, edition),
        _self(make, edition),
        list(_contents(make, edition)),
        _edition(make, edition.edition),
    )


def book(make: Maker, edition: Edition) -> Element:
    """Return a book's metadata, in the order of the DTD."""
    return make(
        "book-meta",
        list(_identifiers(make, edition, "book-id", "book-id-type")),
        list(_subjects(make, edition)),
        make(
            "book-title-group",
            make("book-title", edition.title),
            make.known("subtitle", edition.subtitle),
        ),
        _people(make, edition),
        _date(make, edition.date),
        _isbns(make, edition),
        _publisher(make, edition),
        make.known("edition", edition.edition),
        _permissions(make, edition),
        _self(make, edition),
        list(_contents(make, edition)),
    )


def _identifiers(make: Maker, edition: Edition, name: str, kind: str) -> Iterator[Element]:
    if edition.doi:
        yield make(name, edition.doi, **{kind: "doi"})
    if edition.identifier:
        yield make(name, edition.identifier, **{kind: "publisher-id"})


def _people(make: Maker, edition: Edition) -> Element | None:
    people = [_person(make, one) for one in edition.contributors if not one.chapter]
    return make("contrib-group", people) if people else None


def _isbns(make: Maker, edition: Edition) -> list[Element]:
    return [
        make("isbn", isbn_digits(isbn), **{"publication-format": MEDIA.get(name, "print")})
        for name, isbn in edition.isbn.items()
    ]


def _contents(make: Maker, edition: Edition) -> Iterator[Element]:
    """Yield what a text is about, and who paid for it."""
    if edition.description:
        yield make("abstract", make("p", edition.description))
    if edition.keywords:
        yield make("kwd-group", [make("kwd", word) for word in edition.keywords])
    for funder in edition.funder:
        yield make("funding-group", make("funding-statement", funder))


def _edition(make: Maker, name: str) -> Element | None:
    """Return which edition an article is, for which JATS 1.1 has no element of its own."""
    if not name:
        return None
    pair = make("custom-meta", make("meta-name", "edition"), make("meta-value", name))
    return make("custom-meta-group", pair)


def _subjects(make: Maker, edition: Edition) -> Iterator[Element]:
    for one in edition.subjects:
        yield make(
            "subj-group",
            make("subject", one.name or one.code),
            **{"subj-group-type": one.scheme.lower()},
        )


def _person(make: Maker, person: Contributor) -> Element:
    """Return a person, by the parts of the name where these are known."""
    family, _, given = (part.strip() for part in person.file_as.partition(","))
    is_parted = bool(given) and f"{given} {family}" == person.name
    name = (
        make("name", make("surname", family), make("given-names", given))
        if is_parted
        else make("string-name", person.name)
    )
    orcid = f"https://orcid.org/{person.orcid}" if person.orcid else ""
    role = relators().get(person.role, person.role).lower()
    return make(
        "contrib",
        make.known("contrib-id", orcid, **{"contrib-id-type": "orcid"}),
        name,
        make("role", role),
        **{"contrib-type": role},
    )


def _date(make: Maker, date: str) -> Element | None:
    if not date:
        return None
    year, month, day = ([*date.split("-"), "", ""])[:3]
    parts = [*make.known("day", day), *make.known("month", month), make("year", year)]
    attributes = {"date-type": "pub", "iso-8601-date": date}
    return make("pub-date", parts, **attributes)


def _publisher(make: Maker, edition: Edition) -> Element | None:
    name = edition.publisher or edition.imprint
    if not name:
        return None
    place = make.known("publisher-loc", edition.place)
    return make("publisher", make("publisher-name", name), place)


def _permissions(make: Maker, edition: Edition) -> Element | None:
    year, holder = edition.copyright.year, edition.copyright.holder
    address = licence_address(edition)
    licence = None
    if edition.licence:
        licence = make("license", make("license-p", edition.licence))
        if address:
            licence.set(f"{{{XLINK}}}href", address)
    made = make(
        "permissions",
        make.known("copyright-statement", rights_statement(edition)),
        make.known("copyright-year", year),
        make.known("copyright-holder", holder),
        licence,
    )
    return made if len(made) else None


def _self(make: Maker, edition: Edition) -> Element | None:
    if not edition.url:
        return None
    uri = make("self-uri", edition.url)
    uri.set(f"{{{XLINK}}}href", edition.url)
    return uri
