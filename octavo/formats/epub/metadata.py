"""The metadata of an EPUB: what the edition says, and what its accessibility is found to be."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator

from octavo.book.decisions import fold
from octavo.book.imprint.licences import licence_address, rights_statement
from octavo.formats.epub.elements import dc, on_lines, opf
from octavo.formats.epub.pages import Book
from octavo.formats.html import claims
from octavo.formats.html.tree import Element
from octavo.model.checkdigits import isbn_digits
from octavo.model.edition import Contributor, Edition, IsbnOf
from octavo.model.groups import Series, Subject

AUTHORITIES = {
    "thema": "https://ns.editeur.org/thema/",
    "bisac": "BISAC",
    "lcsh": "LCSH",
    "ddc": "DDC",
    "udc": "UDC",
    "bic": "BIC",
}
"""Subject schemes → what EPUB 3.3 calls them (its property `authority`)."""

TDM = "tdm: http://www.w3.org/ns/tdmrep#"
"""The prefix of the TDM Reservation Protocol."""


def identifier_of(edition: Edition) -> str:
    """Return the edition's unique identifier, as a URN; the same for the same metadata.

    The EPUB's ISBN comes first: by it the shops know the book. Then the identifier that the edition
    brings, then one that is made of title, authors and language.
    """
    given = _isbn(edition, "epub") or edition.identifier
    if not given:
        words = "\0".join((edition.title, *(c.name for c in edition.authors)))
        words = "\0".join(fold(part) for part in words.split("\0")) + f"\0{edition.lang}"
        return uuid.uuid5(uuid.NAMESPACE_URL, words).urn
    digits = isbn_digits(given)
    if re.fullmatch(r"97[89]\d{10}", digits):
        return f"urn:isbn:{digits}"
    if re.fullmatch(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", given):
        return f"urn:uuid:{given}"
    return given


def _isbn(edition: Edition, *of: IsbnOf) -> str:
    digits = next((isbn_digits(edition.isbn[name]) for name in of if edition.isbn.get(name)), "")
    return f"urn:isbn:{digits}" if digits else ""


def prefixes(edition: Edition) -> dict[str, str]:
    """Return the prefixes that the package declares: TDMRep's, where mining is reserved."""
    return {"prefix": TDM} if edition.tdm_reservation else {}


def metadata(edition: Edition, modified: str, book: Book) -> Element:
    """Return the metadata element (EPUB 3.3, 5.5)."""
    return on_lines(opf("metadata", *_entries(edition, modified, book)))


def _entries(edition: Edition, modified: str, book: Book) -> Iterator[Element]:
    yield from _identifiers(edition)
    yield from _titles(edition)
    yield _dc("language", edition.lang)
    yield from _contributors(edition)
    yield from _plain(edition)
    for number, subject in enumerate(edition.subjects, 1):
        yield from _subject(subject, f"subject-{number}")
    if edition.series:
        yield from _series(edition.series)
    yield from _uses(edition)
    yield _meta("dcterms:modified", modified)
    yield from _accessibility(book, edition)
    yield opf("meta", {"name": "cover", "content": "cover-image"})


def _dc(name: str, value: str, identifier: str = "") -> Element:
    return dc(name, value, {"id": identifier} if identifier else {})


def _meta(name: str, value: str, refines: str = "", scheme: str = "") -> Element:
    more = {"refines": f"#{refines}"} if refines else {}
    more |= {"scheme": scheme} if scheme else {}
    return opf("meta", value, {"property": name, **more})


def _identifiers(edition: Edition) -> Iterator[Element]:
    unique = identifier_of(edition)
    yield _dc("identifier", unique, "book-id")
    doi = f"https://doi.org/{edition.doi}" if edition.doi else ""
    for other in (edition.identifier, doi):
        if other and other not in (unique, unique.removeprefix("urn:uuid:")):
            yield _dc("identifier", other)


def _uses(edition: Edition) -> Iterator[Element]:
    """Yield under what terms it may be used: the licence's address, and what of mining.

    The terms are those of TDMRep (TDM Reservation Protocol, W3C Community Group) for EPUB 3.
    """
    if address := licence_address(edition):
        yield _meta("dcterms:license", address)
    if edition.tdm_reservation:
        yield _meta("tdm:reservation", "1")
        if edition.tdm_policy:
            yield _meta("tdm:policy", edition.tdm_policy)


def _titles(edition: Edition) -> Iterator[Element]:
    parts = [("main", edition.title), ("subtitle", edition.subtitle)]
    for number, (kind, words) in enumerate(((k, w) for k, w in parts if w), 1):
        yield _dc("title", words, f"title-{number}")
        yield _meta("title-type", kind, f"title-{number}")
        yield _meta("display-seq", str(number), f"title-{number}")


def _contributors(edition: Edition) -> Iterator[Element]:
    """Authors of the whole work are creators; all others, once each, contributors."""
    others: dict[tuple[str, str], Contributor] = {}
    for person in edition.contributors:
        if person not in edition.authors:
            others.setdefault((person.name, person.role), person)
    sequence = 0
    for kind, people in (("creator", edition.authors), ("contributor", tuple(others.values()))):
        for number, person in enumerate(people, 1):
            sequence += 1
            yield from _contributor(kind, f"{kind}-{number}", person, sequence)
    for number, funder in enumerate(edition.funder, 1):
        yield _dc("contributor", funder, f"funder-{number}")
        yield _meta("role", "fnd", f"funder-{number}", "marc:relators")


def _contributor(
    kind: str, identifier: str, person: Contributor, sequence: int
) -> Iterator[Element]:
    yield _dc(kind, person.name, identifier)
    yield _meta("role", person.role, identifier, "marc:relators")
    if person.file_as:
        yield _meta("file-as", person.file_as, identifier)
    yield _meta("display-seq", str(sequence), identifier)


def _plain(edition: Edition) -> Iterator[Element]:
    named = {(subject.name or subject.code).casefold() for subject in edition.subjects}
    values = [
        ("publisher", edition.publisher),
        ("date", edition.date),
        ("rights", rights_statement(edition)),
        ("description", edition.description),
        ("source", edition.translation_of),
        ("source", _isbn(edition, "print", "paperback", "hardback")),
        *(("subject", keyword) for keyword in edition.keywords if keyword.casefold() not in named),
    ]
    for name, value in values:
        if value:
            yield _dc(name, value)


def _subject(subject: Subject, identifier: str) -> Iterator[Element]:
    yield _dc("subject", subject.name or subject.code, identifier)
    scheme = subject.scheme.strip().casefold()
    if subject.code and (subject.name or scheme in AUTHORITIES):
        yield _meta("authority", AUTHORITIES.get(scheme, subject.scheme), identifier)
        yield _meta("term", subject.code, identifier)


def _series(series: Series) -> Iterator[Element]:
    yield opf("meta", series.title, {"property": "belongs-to-collection", "id": "series"})
    yield _meta("collection-type", "series", "series")
    if re.fullmatch(r"\d+(\.\d+)*", series.number):
        yield _meta("group-position", series.number, "series")
    if series.issn:
        yield _meta("dcterms:identifier", f"urn:issn:{series.issn}", "series")


# --- accessibility --------------------------------------------------------------------------

MOVING = (".gif", ".png", ".webp")


def claims_of(book: Book) -> claims.Claims:
    """Return the statements about a book's accessibility."""
    pictures = (data for name, data in book.media.items() if name.lower().endswith(MOVING))
    return claims.of_trees([page.tree for page in book.pages], pictures)


def _accessibility(book: Book, edition: Edition) -> Iterator[Element]:
    """Yield the accessibility metadata (EPUB Accessibility 1.1, 2), as the content shows it."""
    computed = claims_of(book)
    values = {
        "schema:accessMode": computed.modes,
        "schema:accessModeSufficient": computed.sufficient,
        "schema:accessibilityFeature": computed.features,
        "schema:accessibilityHazard": computed.hazards,
        "schema:accessibilitySummary": (computed.summary,),
    }
    for name, each in values.items():
        for value in each:
            yield _meta(name, value)
    for value in computed.conforms:
        yield opf("meta", value, {"property": "dcterms:conformsTo", "id": "conformance"})
        if edition.accessibility and edition.accessibility.certified_by:
            yield _meta("a11y:certifiedBy", edition.accessibility.certified_by, "conformance")
