"""How the parts of an entry in a list of works look: title, journal, imprint, year and pages."""

from __future__ import annotations

import re

from octavo.text.citation_names import AND, ETAL, LETTER, POINTED_FIRST, STRAIGHT, UPPER

BAR = "\N{BROKEN BAR}"
"""Stands where the year was taken out."""

YEAR = r"(?:1[5-9]|20)\d\d(?:\s?[-–/]\s?\d{2,4})?[a-z]?"
DATE = re.compile(
    rf"[\[(](?:{LETTER}+\.?\s)?(?:\d{{1,2}}\s)?(?P<inner>{YEAR})(?:,?\s[^()]{{1,20}})?[\])]"
    rf"|(?<![\d–/-])(?P<bare>{YEAR})(?![\d–-])"
)
BODY = re.compile(rf"(?P<body>{UPPER}[^()“\"‘«\d:]{{2,90}}?)[.,]?\s\(?{YEAR}\)?[.,:)]")
UNDATED = re.compile(r"[\[(]?(?:[nso]\.\s?[dJ]\.|forthcoming|in press|im Druck)[\])]?[.,:]?")
NUMBER = re.compile(r"^\s*(?:[•*]|\[\w{1,12}\]|\(\d{1,3}\)|\d{1,3}[.)]?)\s+(?=\D)")
DOI = re.compile(r"(?:doi:?\s*|https?://(?:dx\.)?doi\.org/)?(?P<doi>10\.\d{4,9}/\S+)", re.I)
URL = re.compile(r"(?:<|\b(?:URL:?|at:?|from:?)\s*)?(?P<url>(?:https?://|www\.)\S+)", re.I)
PAGES = re.compile(
    r"(?:\b(?:pp?|S|pages?|Seiten)\.?\s?|[:,(]\s?)"
    r"(?P<page>[A-Za-z]?\d+\s?[-‑–—]+\s?[A-Za-z]?\d+)|\bpp?\.?\s?(?P<one>[A-Za-z]?\d+)(?!\w)"
)
VOLUME = re.compile(r"\b(?:vol(?:ume)?s?|Bd|tome|t|no|nr)\.?\s?(?P<volume>\d+|[IVXLC]+)\b", re.I)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
TOWN = rf"(?!(?:{MONTHS}|In|Ed|Eds|Vol|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\b)(?:St\.\s)?{UPPER}[\w'’-]+"
PLACE = (
    rf"{TOWN}(?:[\s-]{UPPER}[\w'’-]+){{0,3}}(?:\s(?:and|&|und|et|y)\s{TOWN}(?:\s{TOWN})?)?"
    rf"(?:,\s(?:{UPPER}\.\s?{UPPER}\.(?:\s?{UPPER}\.)?|{UPPER}{LETTER}{{1,6}}\.?))?"
)
QUOTED = re.compile(
    r"(?:“(?P<a>.{4,}?)[,.?!]?”|‘(?P<b>.{4,}?)[,.?!]?’|«\s?(?P<c>.{4,}?)[,.?!]?\s?»"
    r"|``(?P<d>.{4,}?)[,.?!]?''|[\"“](?P<e>.{4,}?)[,.?!]?[\"”])(?=[\s,.;:(]|$)[,.]?"
)
JOURNAL = re.compile(
    rf"(?:{UPPER}{LETTER}*\.?[\s&]*){{1,6}}(?<=\.|\s),?\s?"
    rf"(?:[Vv]ol\.?\s?|{BAR}[\s,]*)?\d+[\s,:(]"
)
"""A journal right behind the author, in an entry that has no title: `Phys. Rev. 77, 250`."""

EDITION = re.compile(
    rf"[,:]?\s(?:[Vv]ol(?:s|ume)?\b|\d+(?:st|nd|rd|th)\s[Ee]d|[Rr]ev\.?\s[Ee]d|[Bb]d\.).*$"
    rf"|\s[\[(](?:[Tt]rans|tr\.|\d|[Ee]d|[Mm]otion|[Vv]ol|[Dd]oc|[Pp]h\.?\s?D|[Mm]aster"
    rf"|{UPPER}{{2,}}\]).*$"
)
"""What is said of an edition behind a title."""

IMPRINTED = re.compile(
    rf"(?P<title>.+?)[,.]\s(?P<publisher>{UPPER}[^,.\d{BAR}]*),\s(?P<place>{PLACE})[.,]?\s*"
    rf"(?:{BAR}|$)"
)
"""A book whose imprint has no colon: `Homo Academicus, Seuil, Paris, 1984`."""

EDITED = re.compile(
    r"(?:^|[,.;(]\s?)(?:[Ee]d\.|[Ee]ds\.|[Ee]dited by|[Hh]rsg\. von|[Hh]g\. von)\s"
    rf"(?P<names>{STRAIGHT}(?:(?:,\s|{AND}){STRAIGHT})*{ETAL})"
)
STYLED = re.compile(
    rf",\s(?=[Ii]n:?\s|(?:Proc|Tech|Ph\.?\s?D|Master|Doctoral|{PLACE}:)"
    rf"|(?:{UPPER}{LETTER}{{0,6}}\.\s?)*{UPPER}[^,.\d]*\.?,?\s"
    rf"(?:v\.|[Vv]ol|[Nn]o\.|pp?\.|\d))|\s{BAR}|\s\((?=[^()]*[:{BAR}])"
)
"""Where a title ends in an entry whose parts are divided by commas."""

CITIES = frozenset(
    (
        "Amsterdam", "Barcelona", "Basel", "Berlin", "Bologna", "Bruxelles", "Buenos Aires",
        "Cambridge", "Chicago", "Firenze", "Frankfurt", "Genève", "Hamburg", "Leiden", "Leipzig",
        "Lisboa", "London", "Lyon", "Madrid", "Milano", "Moscow", "München", "New York", "Oxford",
        "Paris", "Roma", "Rome", "Stuttgart", "Torino", "Tübingen", "Wien", "Zürich",
    )
)  # fmt: skip
"""Where books come out: in French and Italian the place comes first, `Paris, Seuil`."""

TURNED_IMPRINT = re.compile(
    rf"(?:^|[.,(]\s?)(?P<publisher>{UPPER}[^.,:()\d{BAR}]*),\s(?P<place>{PLACE})\s*"
    rf"(?:[.,);]|{BAR}|$)"
)
HOUSE = (
    rf"(?:de\s|von\s)?{UPPER}(?:[^.,;:(){BAR}]|(?<=\b{UPPER})\.|(?<=\b{UPPER}{LETTER})\.)+"
    r"(?:,\s(?:Inc|Ltd)\b)?"
)
IMPRINT = re.compile(rf"(?:^|[.,(?!”\"’\])]\s?)(?P<place>{PLACE})\s?:\s(?P<publisher>{HOUSE})")
LONE = re.compile(rf"(?:^|[.)\]]\s|\()(?P<house>{HOUSE}),?\s*(?:{BAR}|[.)]?\s*$)")
"""A publisher, or a place, alone before the year or at the end: `Verso, 1983`."""

FIRM = re.compile(
    r"\b(?:Press|Presses|Verlag|Books?|Univ|University|Sons|Inc|Publish\w+|Publications?|Society"
    r"|Institute?|Academic|Elsevier|Springer|IEEE|ACM|Wiley|Routledge|Houghton|Company|Co"
    r"|Ed\w*tions?|Editori?al?|Edizioni|&|and)\b"
)


NUMBERS = (
    r"[\s,.(:;\N{BROKEN BAR}]*(?:[Vv]ol(?:ume)?s?\.?\s?|[Vv][.,]\s?|Bd\.?\s?|[Nn][o°]\.?\s?)?"
    r"(?P<volume>\d+)(?::(?P<colon>\d+)(?=:))?(?:\s?\(\s?(?P<issue>\d+(?:\s?[-–/]\s?\d+)?)\s?\)"
    r"|[,.]?\s?[Nn][o°]?\.?\s?(?P<no>\d+)|\.(?P<dot>\d+))?"
)
PERIODICAL = re.compile(rf"(?P<name>[^\d{BAR}(]*?{LETTER}[^\d{BAR}(]*?){NUMBERS}")
LATER = re.compile(rf"[.?!)”’]\s+(?P<name>{UPPER}[^\d.{BAR}(]+?){NUMBERS}(?=[\s,:;(.])")
"""A journal that begins behind what was taken for a part of its title."""

PAGE_BEHIND = re.compile(
    r"[\s,:;()\N{BROKEN BAR}]*(?:pp?\.?\s?)?(?P<page>[A-Z]?\d+(?:\s?[-‑–—]+\s?\d+)?)(?=[\s.,;)]|$)"
)

WHOLE_ENDS = re.compile(
    rf"(?<={LETTER}{{5}})[.?!]\s|\s?[\[(]|,?\s{BAR}|,\s(?:\w+\s)?\d|:\s\d"
    rf"|,\s(?:eds?|edited|editors|hrsg|vols?|Bd|no|pages?|pp?|S|{MONTHS})\b"
    rf"|,\s(?={POINTED_FIRST}[^.]*,\s[Ee]ds?\b)|\.\s(?:{PLACE}:|pp?\.|S\.|[Vv]ol)"
    rf"|,\s{UPPER}[^,]*,\s{PLACE},?\s(?:{BAR}|$)"
)
"""Where the title of a book ends that a chapter stands in."""
