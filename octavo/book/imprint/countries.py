"""What each country's custom and law put on the page behind the title page, and in which order.

A line whose facts are not known is left out: the order says where it would stand, and nothing is
asserted that edition.yaml does not have.

- United Kingdom: the right to be identified as author has to be asserted (Copyright, Designs and
  Patents Act 1988, sections 77 and 78); the printer's name and place stand in every book (Printers'
  Imprint Act 1961 with the Newspapers, Printers, and Reading Rooms Repeal Act 1869, schedule 2).
- Ireland: Copyright and Related Rights Act 2000, section 107.
- Germany: publisher and printer with their addresses (the press acts of the Länder, such as § 8
  LPresseG Baden-Württemberg); text and data mining is reserved under § 44b(3) UrhG.
- France: the printer's name and place (Loi du 29 juillet 1881, article 3); dépôt légal (Code du
  patrimoine, articles L. 131-1 and following); mining: Code de la propriété intellectuelle, article
  L. 122-5-3.
- The European Union: the maker's name, postal and electronic address, and where the maker is not
  established in the Union, those of a responsible person (Regulation (EU) 2023/988, Articles 9(6),
  16 and 19); mining is reserved in an appropriate manner (Directive (EU) 2019/790, Article 4(3)).
- ISBN: on the page behind the title page, those of all formats, each with its format (ISBN Users'
  Manual, seventh edition).
"""

from __future__ import annotations

from dataclasses import dataclass

from octavo.model.colophon import LINES, Country

SPACE = "\N{NO-BREAK SPACE}"
DIRECTIVE = f"(EU){SPACE}2019/790, Art.{SPACE}4(3)"
TAIL = ("series", "translation-of", "credits", "cover", "orcid", "typeface", "printer", "funder")
RIGHTS = ("copyright", "moral-rights", "rights", "licence", "mining", "permissions")
HOUSE = ("published", "address", "eu-responsible")
PRINTED = ("first-published", "edition", "printing")
NUMBERS = ("isbn", "doi", "catalogue", "lccn", "legal-deposit")
GROUPS = (RIGHTS, HOUSE, PRINTED, NUMBERS, TAIL)
"""Lines that belong together; a space parts them from others."""


@dataclass(frozen=True, slots=True)
class Custom:
    """A country's order of lines, and the names of its laws and its library."""

    order: tuple[str, ...]
    national_library: str = ""
    authors_act: str = ""
    mining_law: str = DIRECTIVE


CUSTOMS: dict[Country, Custom] = {
    "gb": Custom(
        (*HOUSE, *PRINTED, *RIGHTS, "catalogue", "lccn", "legal-deposit", "isbn", "doi", *TAIL),
        national_library="British Library",
        authors_act="Copyright, Designs and Patents Act 1988",
    ),
    "ie": Custom(
        (*HOUSE, *PRINTED, *RIGHTS, "catalogue", "lccn", "legal-deposit", "isbn", "doi", *TAIL),
        national_library="National Library of Ireland",
        authors_act="Copyright and Related Rights Act 2000",
    ),
    "us": Custom(
        (*RIGHTS, *HOUSE, "catalogue", "lccn", "legal-deposit", "isbn", "doi", *PRINTED, *TAIL),
        national_library="Library of Congress",
    ),
    "de": Custom(
        ("catalogue", "lccn", "legal-deposit", *PRINTED, *RIGHTS, *HOUSE, *TAIL, "isbn", "doi"),
        national_library="Deutsche Nationalbibliothek, https://dnb.dnb.de",
        mining_law=f"§{SPACE}44b UrhG; {DIRECTIVE}",
    ),
    "fr": Custom(
        (*RIGHTS, *HOUSE, "isbn", "doi", "legal-deposit", "catalogue", "lccn", *PRINTED, *TAIL),
        national_library="Bibliothèque nationale de France",
        mining_law=f"CPI, art.{SPACE}L.{SPACE}122-5-3; {DIRECTIVE}",
    ),
    "int": Custom(
        (*RIGHTS, *HOUSE, *PRINTED, "isbn", "doi", "catalogue", "lccn", "legal-deposit", *TAIL)
    ),
}


def are_parted(name: str, other: str) -> bool:
    """Whether a space stands between lines of two names; a sentence belongs to what it follows."""
    groups = [next((group for group in GROUPS if one in group), ()) for one in (name, other)]
    return all(groups) and groups[0] != groups[1]


def order_of(country: Country) -> tuple[str, ...]:
    """Return the lines of the page in a country's order: every line of LINES, once."""
    order = CUSTOMS[country].order
    assert set(order) == set(LINES)  # noqa: S101 - a line that is missing would never be printed
    return order
