"""The book in Dublin Core's terms, as a library's catalogue takes them (DCMI Metadata Terms).

Each term has one value; names are as they are sorted, identifiers as URNs: so MARC is made of it by
the table of the Library of Congress (Dublin Core to MARC).
"""

from __future__ import annotations

from octavo.book.imprint.licences import licence_address, rights_statement
from octavo.formats.trade.elements import Maker, document
from octavo.model.checkdigits import isbn_digits
from octavo.model.edition import Contributor, Edition

DC = "http://purl.org/dc/elements/1.1/"
OAI = "http://www.openarchives.org/OAI/2.0/oai_dc/"


def record(edition: Edition) -> bytes:
    """Return the record of an edition: what is not known is left out."""
    make = Maker(DC, {"dc": DC})
    people = [one for one in edition.contributors if not one.chapter]
    isbns = [f"urn:isbn:{isbn_digits(isbn)}" for isbn in edition.isbn.values()]
    doi = f"https://doi.org/{edition.doi}" if edition.doi else ""
    subjects = [one.name or one.code for one in edition.subjects]
    values = [
        ("title", ": ".join(part for part in (edition.title, edition.subtitle) if part)),
        *(("creator", _sorted(one)) for one in people if one.role == "aut"),
        *(("contributor", _sorted(one)) for one in people if one.role != "aut"),
        *(("subject", subject) for subject in dict.fromkeys([*subjects, *edition.keywords])),
        ("description", edition.description),
        ("publisher", edition.publisher or edition.imprint),
        ("date", edition.date),
        ("type", "Text"),
        *(("identifier", name) for name in dict.fromkeys([*isbns, doi, edition.identifier])),
        ("language", edition.lang),
        ("source", edition.translation_of),
        ("relation", edition.series.title if edition.series else ""),
        ("rights", rights_statement(edition)),
        ("rights", licence_address(edition)),
    ]
    root = Maker(OAI, {"dc": DC})("dc")
    for name, value in values:
        root.extend(make.known(name, value))
    return document(root)


def _sorted(person: Contributor) -> str:
    return person.file_as or person.name
