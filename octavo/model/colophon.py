"""The imprint page: what edition.yaml may say below `imprint-page`, declared as the edition is.

The page stands behind the title page in print, and has the same lines in every format.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from octavo.model import values
from octavo.model.declaration import Check, Needed, Printed, Reads, key_of

FILE: dict[str, Any] = {"extra": "forbid", "alias_generator": key_of}

Country: TypeAlias = Literal["gb", "us", "ie", "de", "fr", "int"]

LINES = (
    "copyright",
    "moral-rights",
    "rights",
    "licence",
    "mining",
    "permissions",
    "published",
    "address",
    "eu-responsible",
    "edition",
    "printing",
    "first-published",
    "translation-of",
    "catalogue",
    "legal-deposit",
    "lccn",
    "isbn",
    "doi",
    "series",
    "credits",
    "cover",
    "orcid",
    "typeface",
    "printer",
    "funder",
)
"""The names of the lines that the press words itself."""

PLACEHOLDERS = (
    "title",
    "subtitle",
    "authors",
    "publisher",
    "imprint",
    "place",
    "date",
    "year",
    "printing",
    "edition",
    "holder",
    "printer",
    "typeface",
)
"""What a line of the editor's own may take from the edition: {year}, {publisher} …"""

NAME = re.compile(r"[a-z]+(-[a-z]+)*")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
LCCN = re.compile(r"[a-z]{0,3}[0-9]{8}|[a-z]{0,2}[0-9]{10}")
"""A Library of Congress control number, normalised: 2026012345 (info:lccn, RFC 4452)."""


def line_fault(line: str) -> str:
    """Return what is wrong with a line of the page: a name that is unknown, or a placeholder."""
    if NAME.fullmatch(line) and line not in LINES:
        near = get_close_matches(line, LINES, n=1)
        known = f"Did you mean “{near[0]}”?" if near else f"Known are: {', '.join(LINES)}"
        return f"no line has the name “{line}”. {known}"
    for name in PLACEHOLDER.findall(line):
        if name not in PLACEHOLDERS:
            near = get_close_matches(name, PLACEHOLDERS, n=1)
            known = f"Did you mean {{{near[0]}}}?" if near else f"Known: {', '.join(PLACEHOLDERS)}"
            return f"nothing stands for {{{name}}}. {known}"
    return ""


def lccn_fault(number: str) -> str:
    """Return what is wrong with a Library of Congress control number, or ""."""
    plain = re.sub(r"[\s-]", "", number.casefold())
    return "" if LCCN.fullmatch(plain) else "a control number is eight or ten figures: 2026012345"


Words = Annotated[str, Check(values.printed_fault)]
Prose = Annotated[Words, Reads(values.plain)]
Text = Annotated[str, Printed()]
Title = Annotated[str, Needed(), Printed()]
Sentence = Annotated[Prose, Printed()]
Named = Annotated[str, Printed("name")]
Name = Annotated[str, Needed(), Printed("name")]
Address = Annotated[Words, Printed("name")]
Statement = Annotated[str, Reads(values.statement), Reads(values.plain), Printed()]
Email = Annotated[str, Check(values.email_fault)]
Website = Annotated[str, Check(values.website_fault)]
Line = Annotated[Sentence, Check(line_fault)]
Sentences = Annotated[tuple[Sentence, ...], Reads(values.listed, values.one_or_more)]


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who answers for the book in the European Union, where the publisher is not established in it.

    Regulation (EU) 2023/988, Article 16(1) and (2) and Article 19(b): a name, a postal and an
    electronic address. That all three are there is asked.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = FILE
    name: Name
    """The person or firm."""
    address: Name
    """The postal address, in one line."""
    email: Annotated[str, Needed(), Check(values.email_fault)]
    """The electronic address."""
    website: Website = ""
    """A page at which they can be reached."""


@dataclass(frozen=True, slots=True)
class ImprintPage:
    """The page behind the title page: its country, its lines, and what only it prints."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FILE
    country: Country = "int"
    """The country by whose custom and law the lines are chosen: gb, us, ie, de, fr or int."""
    lines: Annotated[tuple[Line, ...], Reads(values.listed, values.one_or_more)] = ()
    """The lines in the house's own order: names of lines (copyright, isbn …), and sentences, which
    may hold {year}, {publisher} and the like. Where it is not given, the country has its order."""
    address: Address = ""
    """The publisher's postal address, in one line."""
    email: Email = ""
    """The publisher's electronic address."""
    website: Website = ""
    """The publisher's web address: https://press.example"""
    eu_responsible: Annotated[Responsible | None, Reads(values.group_or_none)] = None
    """Who answers for the book in the European Union, where the publisher is not in it."""
    moral_rights: Statement = ""
    """Whether the authors' right to be named is asserted: yes, or the sentence."""
    permissions: Sentence = ""
    """Whom to ask for permission, and for what is reprinted here."""
    first_published: Sentences = ()
    """Where and when the work appeared earlier: 1998 by The Old Press, London."""
    catalogue: Statement = ""
    """Whether the national library of the country has a record: yes, or the sentence."""
    legal_deposit: Annotated[Words, Printed()] = ""
    """When the book was deposited: novembre 2026."""
    lccn: Annotated[str, Check(lccn_fault)] = ""
    """The Library of Congress control number: 2026012345."""
    printer: Sentence = ""
    """Who printed the book, and where."""
    typeface: Sentence = ""
    """The typefaces of the printed book."""
