"""What a book in BITS says of itself: titles, people, dates, rights, subjects."""

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


def book(make: Maker, edition: Edition) -> Element:
    """Return a book's metadata, in the order of the DTD."""
    people = [_person(make, one) for one in edition.contributors if not one.chapter]
    return make(
        "book-meta",
        list(_identifiers(make, edition)),
        list(_subjects(make, edition)),
        make(
            "book-title-group",
            make("book-title", edition.title),
            make.known("subtitle", edition.subtitle),
        ),
        make("contrib-group", people) if people else None,
        _date(make, edition.date),
        [
            make("isbn", isbn_digits(isbn), **{"publication-format": MEDIA.get(name, "print")})
            for name, isbn in edition.isbn.items()
        ],
        _publisher(make, edition),
        make.known("edition", edition.edition),
        _permissions(make, edition),
        _self(make, edition),
        make("abstract", make("p", edition.description)) if edition.description else None,
        make("kwd-group", [make("kwd", word) for word in edition.keywords])
        if edition.keywords
        else None,
        [make("funding-group", make("funding-statement", funder)) for funder in edition.funder],
    )


def _identifiers(make: Maker, edition: Edition) -> Iterator[Element]:
    if edition.doi:
        yield make("book-id", edition.doi, **{"book-id-type": "doi"})
    if edition.identifier:
        yield make("book-id", edition.identifier, **{"book-id-type": "publisher-id"})


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
