"""What edition.yaml says to shops and libraries, below `trade`: prices, rights, dates, contacts.

It is declared as the edition is. No page of the book prints it; the messages of the trade (ONIX)
and the delivery folders have it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from octavo.model import values
from octavo.model.checkdigits import doi_fault, isbn_fault
from octavo.model.colophon import FILE, Email, Name, Website
from octavo.model.declaration import Check, Needed, Reads
from octavo.model.groups import Amount, Currency

_COUNTRIES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT
BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH
ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT
HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS
LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI
NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG
SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG
UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
COUNTRIES = tuple(_COUNTRIES.split())
"""The countries of ISO 3166-1, by their codes of two letters."""

WORLD = "world"


def country_fault(code: str) -> str:
    """Return what is wrong with the code of a country, or "".

    >>> country_fault("GB"), country_fault("UK")
    ('', '“UK” is no code of a country (ISO 3166-1): the United Kingdom is GB')
    """
    if code in COUNTRIES:
        return ""
    known = {"UK": "the United Kingdom is GB", "EL": "Greece is GR", "EN": "England is in GB"}
    more = known.get(code.upper(), "write two capitals, such as GB, US, DE")
    return f"“{code}” is no code of a country (ISO 3166-1): {more}"


def territory_fault(code: str) -> str:
    """Return what is wrong with a country, or `world`, or ""."""
    return "" if code == WORLD else country_fault(code)


RATE = {"pattern": "^[0-9]{1,2}([.][0-9]{1,2})?$"}


def rate_fault(rate: str) -> str:
    """Return what is wrong with a rate of tax, or ""."""
    whole, _, rest = rate.partition(".")
    is_one = whole.isdecimal() and len(whole) <= 2 and (not rest or rest.isdecimal())
    return "" if is_one and len(rest) <= 2 else "a rate of tax is a number of per cent: 20 or 5.5"


def day_fault(date: str) -> str:
    """Return what is wrong with a day, or ""."""
    fault = values.date_fault(date)
    return fault or ("" if len(date) == len("2026-11-23") else "shops want a day: 2026-11-23")


Country = Annotated[str, Check(country_fault)]
Countries = Annotated[tuple[Country, ...], Reads(values.listed, values.one_or_more)]
Territory = Annotated[
    tuple[Annotated[str, Check(territory_fault)], ...], Reads(values.listed, values.one_or_more)
]
Day = Annotated[str, Check(day_fault, values.DATE_SCHEMA)]
Rate = Annotated[str, Check(rate_fault, RATE)]
Isbn = Annotated[str, Check(values.named("ISBN", isbn_fault), values.ISBN_SCHEMA)]
Doi = Annotated[str, Reads(values.doi), Check(doi_fault)]

Sold: TypeAlias = Literal["epub", "screen", "print"]
"""The files that shops sell, as `isbn` names them."""

Availability: TypeAlias = Literal[
    "forthcoming", "available", "to-order", "unavailable", "out-of-print", "withdrawn"
]
Relation: TypeAlias = Literal[
    "replaces", "replaced-by", "alternative", "similar", "same-author", "other-language", "part-of"
]
Audience: TypeAlias = Literal[
    "general", "children", "young-adult", "school", "academic", "professional"
]


@dataclass(frozen=True, slots=True)
class Price:
    """What a file costs, where, and whether the tax is in it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FILE
    amount: Annotated[Amount, Needed()]
    """The price: 9.99; 0 is free."""
    currency: Currency
    """Its currency, by ISO 4217: GBP."""
    of: Annotated[tuple[Sold, ...], Reads(values.listed, values.one_or_more)] = ()
    """What costs this: epub, screen (the PDF), print. Where it is not given, all of them."""
    tax: Literal["included", "excluded"] = "included"
    """Whether the price has the tax in it."""
    rate: Rate = ""
    """The rate of the tax in per cent: 20; 0 where the country takes none on books."""
    countries: Territory = ()
    """Where this price holds, by ISO 3166: [GB, IE]. Where it is not given: wherever it is sold."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Who answers the trade's questions."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FILE
    name: Name
    """The person or department."""
    email: Annotated[Email, Needed()]
    """Their electronic address."""
    phone: str = ""
    """Their telephone number, with the country's: +44 20 7946 0000."""


@dataclass(frozen=True, slots=True)
class Supplier:
    """Who sells the book to shops."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FILE
    name: Name
    """The firm."""
    role: Literal["publisher", "distributor", "wholesaler"] = "publisher"
    """What it is: publisher, distributor or wholesaler."""
    email: Email = ""
    """Its electronic address for orders."""
    phone: str = ""
    """Its telephone number."""
    website: Website = ""
    """Its web address."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another product that has to do with this book."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FILE
    isbn: Annotated[Isbn, Needed()]
    """The other product's ISBN, in quotation marks."""
    relation: Relation = "alternative"
    """What it is to this book: this one replaces it, is replaced-by it, it is an alternative
    form, similar, by the same-author, in an other-language, or a whole that this is part-of."""


def is_text_or_group(value: Any) -> Any:
    """Return a related product that is only named as a group."""
    return values.group_with("isbn")(value)


@dataclass(frozen=True, slots=True)
class Trade:
    """What shops and libraries must know beside the book."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FILE
    prices: Annotated[tuple[Price, ...], Reads(values.groups, values.one_or_more)] = ()
    """What it costs: {amount: 9.99, currency: GBP, of: epub, tax: included, rate: 0}."""
    territory: Territory = ()
    """Where you may sell it: world, or countries by ISO 3166. Nothing is assumed."""
    not_for_sale: Countries = ()
    """Countries where it is not sold, though the territory holds them."""
    exclusive: Annotated[bool | None, Reads(values.flag, values.flag_schema)] = None
    """Whether you alone may sell it there. Where it is not given: yes."""
    availability: Availability = "available"
    """Whether shops can have it: forthcoming, available, to-order, unavailable, out-of-print,
    withdrawn."""
    announced: Day = ""
    """The day from which it may be spoken of in public."""
    on_sale: Day = ""
    """The day from which it may be sold. Where it is not given: the date of the edition."""
    country: Country = ""
    """The country of publication, by ISO 3166: GB."""
    contact: Annotated[Contact | None, Reads(values.group_or_none)] = None
    """Who answers questions about the metadata and the book's accessibility."""
    supplier: Annotated[
        Supplier | None, Reads(values.group_or_none), Reads(values.group_with("name"))
    ] = None
    """Who sells it to shops. Where it is not given: the publisher."""
    related: Annotated[
        tuple[Annotated[Related, Reads(is_text_or_group)], ...],
        Reads(values.listed, values.one_or_more),
    ] = ()
    """Other products that have to do with it, by their ISBN."""
    audience: Audience = "general"
    """For whom it is: general, children, young-adult, school, academic, professional."""
    depositor: Annotated[Contact | None, Reads(values.group_or_none)] = None
    """Who deposits the book's DOI at Crossref: the name and address of the account."""
