"""The deposit of a book's DOI at Crossref (deposit schema 5.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from octavo.formats.trade.elements import Element, Maker, document
from octavo.model.checkdigits import isbn_digits
from octavo.model.edition import Contributor, Edition
from octavo.text.terms import primary

SPACE = "http://www.crossref.org/schema/5.3.1"
VERSION = "5.3.1"

MEDIA = {"epub": "electronic", "html": "electronic", "screen": "electronic", "docx": "electronic"}
"""What an ISBN is of → Crossref's media_type; anything else is print."""

ROLES = {"aut": "author", "edt": "editor", "trl": "translator"}
"""MARC relators → Crossref's contributor_role; others are not deposited."""


def lacking(edition: Edition) -> list[tuple[str, str]]:
    """Return what a deposit needs and the edition does not say: the key, and an example."""
    needed = [
        ("doi", edition.doi, "doi: 10.1000/182"),
        ("url", edition.url, "url: https://press.example/my-book/"),
        ("date", edition.date, "date: 2026-11-28"),
        ("publisher", edition.publisher or edition.imprint, "publisher: The House"),
    ]
    missing = [(key, example) for key, value, example in needed if not value]
    if edition.trade.depositor is None:
        missing.append(
            ("trade", "trade: {depositor: {name: crossref-account, email: a@press.example}}")
        )
    return missing


def deposit(edition: Edition, moment: datetime) -> bytes:
    """Return the deposit of a book. A later one has a later moment, which becomes its timestamp."""
    make = Maker(SPACE)
    depositor = edition.trade.depositor
    stamp = f"{moment:%Y%m%d%H%M%S}"
    head = make(
        "head",
        make("doi_batch_id", f"{edition.doi.replace('/', '-')}-{stamp}"),
        make("timestamp", stamp),
        make(
            "depositor",
            make("depositor_name", depositor.name if depositor else ""),
            make("email_address", depositor.email if depositor else ""),
        ),
        make("registrant", edition.publisher or edition.imprint),
    )
    edited = not edition.authors and any(one.role == "edt" for one in edition.contributors)
    book = make(
        "book", _metadata(make, edition), book_type="edited_book" if edited else "monograph"
    )
    return document(make("doi_batch", head, make("body", book), version=VERSION))


def _metadata(make: Maker, edition: Edition) -> Element:
    """Return the book's metadata, in the order of the schema; in a series with an ISSN, with it."""
    series = edition.series
    in_series = series is not None and bool(series.issn)
    people = list(_people(make, edition))
    resource = make("doi_data", make("doi", edition.doi), make("resource", edition.url))
    return make(
        "book_series_metadata" if in_series else "book_metadata",
        _series(make, edition) if in_series else None,
        make("contributors", people) if people else None,
        make("titles", make("title", edition.title), make.known("subtitle", edition.subtitle)),
        make.known("volume", series.number if series is not None and in_series else ""),
        make.known("edition_number", edition.edition if edition.edition.isdecimal() else ""),
        _date(make, edition.date),
        list(_isbns(make, edition)) or make("noisbn", reason="monograph"),
        make(
            "publisher",
            make("publisher_name", edition.publisher or edition.imprint),
            make.known("publisher_place", edition.place),
        ),
        resource,
        language=primary(edition.lang),
    )


def _series(make: Maker, edition: Edition) -> Element | None:
    series = edition.series
    if series is None:
        return None
    return make(
        "series_metadata", make("titles", make("title", series.title)), make("issn", series.issn)
    )


def _people(make: Maker, edition: Edition) -> Iterator[Element]:
    first = True
    for person in edition.contributors:
        if person.chapter or person.role not in ROLES:
            continue
        sequence = "first" if first else "additional"
        yield _person(make, person, sequence)
        first = False


def _person(make: Maker, person: Contributor, sequence: str) -> Element:
    """Return a person by the parts of the name; one that is not sorted so is an organisation."""
    role = ROLES[person.role]
    family, _, given = (part.strip() for part in person.file_as.partition(","))
    if f"{given} {family}" != person.name:
        return make("organization", person.name, sequence=sequence, contributor_role=role)
    orcid = f"https://orcid.org/{person.orcid}" if person.orcid else ""
    return make(
        "person_name",
        make("given_name", given),
        make("surname", family),
        make.known("ORCID", orcid),
        sequence=sequence,
        contributor_role=role,
    )


def _date(make: Maker, date: str) -> Element:
    year, month, day = ([*date.split("-"), "", ""])[:3]
    parts = [*make.known("month", month), *make.known("day", day), make("year", year)]
    return make("publication_date", parts, media_type="online")


def _isbns(make: Maker, edition: Edition) -> Iterator[Element]:
    for name, isbn in edition.isbn.items():
        yield make("isbn", isbn_digits(isbn), media_type=MEDIA.get(name, "print"))
