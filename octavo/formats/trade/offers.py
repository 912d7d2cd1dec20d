"""The products of an edition: each file and each bound book that has an ISBN."""

from __future__ import annotations

from dataclasses import dataclass, field

from octavo.formats.trade.claims import Claims
from octavo.model.checkdigits import isbn_digits
from octavo.model.edition import Edition

FORMS = {
    "epub": ("ED", "E101"),
    "screen": ("ED", "E107"),
    "html": ("EB", "E105"),
    "docx": ("ED", "E104"),
    "paperback": ("BC", ""),
    "hardback": ("BB", ""),
    "print": ("BA", ""),
}
"""What an ISBN is of → list 150 (form of product) and list 175 (its detail)."""

DIGITAL = ("epub", "screen", "html", "docx")


@dataclass(frozen=True, slots=True)
class Offer:
    """One product: what it is, its ISBN, and what only its file tells.

    `claims` are those of the EPUB; `pages` are those of the PDF of the same release, `words` and
    `size` (in bytes) those of the file.
    """

    of: str
    isbn: str
    claims: Claims = field(default_factory=dict)
    pages: int = 0
    words: int = 0
    size: int = 0

    @property
    def is_digital(self) -> bool:
        """Whether it is a file."""
        return self.of in DIGITAL

    @property
    def sold_as(self) -> str:
        """What prices call it: epub, screen or print."""
        return self.of if self.is_digital else "print"


def offers_of(edition: Edition) -> list[Offer]:
    """Return a bare offer for each ISBN of the edition that ONIX has a form for."""
    made = []
    for name, isbn in edition.isbn.items():
        kind = edition.binding or name if name == "print" else name
        if kind in FORMS:
            made.append(Offer(kind, isbn_digits(isbn)))
    return list({offer.isbn: offer for offer in made}.values())
