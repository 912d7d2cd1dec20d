"""Groups of keys that stand in the edition: subjects, series, fonts.

They are declared as the edition is: each field is a key, its type says what it may hold, and the
text below it is what an editor is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from octavo.model import values
from octavo.model.checkdigits import issn_fault
from octavo.model.colophon import FILE, Title
from octavo.model.declaration import Check, Needed, Reads

Required = Annotated[str, Needed()]
Issn = Annotated[str, Check(values.named("ISSN", issn_fault))]
Strings = Annotated[tuple[str, ...], Reads(values.listed, values.one_or_more)]


@dataclass(frozen=True, slots=True)
class Subject:
    """What the book is about, in a scheme of the trade."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FILE
    scheme: Required
    """The scheme: thema, bisac, lcsh, keyword …"""
    code: str = ""
    """The scheme's code: AKD."""
    name: str = ""
    """The subject in words; shops and catalogues show it."""


@dataclass(frozen=True, slots=True)
class Series:
    """The series that an edition belongs to, printed behind the title page."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FILE
    title: Title
    """The name of the series."""
    number: str = ""
    """The book's number in it."""
    issn: Issn = ""
    """The ISSN of the series: 1234-5679."""


@dataclass(frozen=True, slots=True)
class Accessibility:
    """Whom a reader may ask about the accessibility of e-book and site, and who has certified it.

    With it both have a statement (Directive (EU) 2019/882, Annex V, and Article 13(2)).
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = FILE
    contact: Required
    """An electronic address, a telephone number or a page: access@press.example."""
    certified_by: str = ""
    """Who has evaluated the e-book and certified that it conforms; without it nobody has."""


@dataclass(frozen=True, slots=True)
class Font:
    """A font that the book brings."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FILE
    file: Required
    """The font's file, from the book's folder: fonts/FrankRuhl.otf."""
    sets: Strings = ()
    """What it sets: text, or scripts by name: Hebrew, Greek. Where it is not given, the scripts
    that it has, but Latin, Greek and Cyrillic; and what other fonts lack."""


Fonts = Annotated[
    tuple[Annotated[Font, Reads(values.group_with("file"), values.text_or)], ...],
    Reads(values.listed, values.one_or_more),
]

Currency: TypeAlias = Literal[
    "AUD",
    "CAD",
    "CHF",
    "CZK",
    "DKK",
    "EUR",
    "GBP",
    "HUF",
    "INR",
    "JPY",
    "NOK",
    "NZD",
    "PLN",
    "SEK",
    "USD",
    "ZAR",
]
"""Currencies of prices, by ISO 4217."""

Amount = Annotated[str, Check(values.amount_fault, values.AMOUNT_SCHEMA)]
