"""How a part of an entry is written: its labels, marks and numbers apart from what it says."""

from __future__ import annotations

import re

from octavo.text.entries.words import KIND
from octavo.text.lexicon import listed

YEAR = re.compile(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])")
DOI = re.compile(r"(?:doi:?\s*|https?://(?:dx\.)?doi\.org/)?(?P<value>10\.\d{4,9}/\S+)", re.I)
URL = re.compile(r"(?:<|\b(?:URL:?|at:?|from:?)\s*)?(?P<value>(?:https?://|www\.)\S+)", re.I)
BEHIND_ADDRESS = ".,;)>"
"""What ends the sentence, not the address."""

VOLUMES = re.compile(r"(?P<volumes>\d+)\s(?:vols?|volumes|Bde?|Bände|tomes|voll|тт?)\b\.?")
"""How many volumes a work has: `3 vols`."""

VOLUME = re.compile(
    r"(?P<volume>\d+|\b[IVXLC]+\b)(?:\s?\(\s?(?P<bracket>\d+(?:\s?[-–/]\s?\d+)?)\s?\)"
    r"|[,.]?\s?[Nn][or]?[°.]?\s?(?P<no>\d+)|[.:/](?P<behind>\d+))?"
)
PAGES = re.compile(r"^\W*(?:(?:pp?|[Ss]|pages?|Seiten|[Сс]|стр)\b\.?\s*)+(?=\S)")
EXTENT = re.compile(r"(?P<pages>\d+)\s?(?:pp?|pages?|[Ss]|Seiten|с|стр)")
"""How many pages a book has: `384 pp.`"""

PAGES_BEHIND = re.compile(r"\d\)?:\s?(?P<pages>[A-Za-z]?\d+\s?[-–—‑]+\s?[A-Za-z]?\d+)\W*$")
PAGED = re.compile(r"\d|\b[ivxlcIVXLC]+\b")
STATE = re.compile(
    r"[A-Z]{2}\.?|[A-Z]\.\s?[A-Z]\.(?:\s?[A-Z]\.)?|[A-Z][a-z]{1,5}\."
    r"|USA|UK|England|Germany|France|Italy|Canada|Japan|Australia|Spain|Netherlands|Switzerland"
)
"""What follows a town and belongs to it."""

NUMBERED = re.compile(r"[\[(]\w{1,12}[\])][.:]?|[0-9]{1,4}[.:)]?|\W")
"""The number, or the sign, that an entry bears in its list."""

LATIN = re.compile(r"[A-Za-z]")
MARKED = re.compile(r"《[^《》]+》|『[^『』]+』|「[^「」]+」")
"""A title in Chinese or Japanese: that of the whole stands behind that of the part."""

INSIDE = re.compile(r"\b(?:[Ii]n|[Dd]ans)\b:?\s$")
EDITION = re.compile(
    r"(?P<number>\d+)(?:st|nd|rd|th|\.|ª|e|a)?\s?(?:ed|edn|edition|éd|édition|edición|edizione"
    r"|Aufl|Auflage|vyd|изд)?\.?"
)
IN = re.compile(r"^(?:(?:[Ii]n|[Dd]ans)\b:?|//)\s*")
ROLES = re.compile(
    r"\s*[\[(]?(?:sous la )?\b(?:(?:[Ee]d\.|[Ee]dited) and [Tt]rans(?:\.|lated)"
    r"|[Ee]ds?|[Ee]ditors?|[Ee]dited|éds?|[Dd]ir|[Hh]rsg|[Hh]gg?|[Hh]erausgegeben"
    r"|[Tt]rans(?:l|lated)?|[Tt]ranslators?|[Üü]bers(?:etzt)?|[Tt]rad(?:uit)?|[Рр]ед|[Пп]ер)\b\.?"
    r"(?:\s(?:by|von|par)\b)?[\])]?"
)
"""What says that names are those of editors or translators."""

PAIRS = {"“": "”", "‘": "’", "«": "»", "„": "“", '"': '"', "《": "》", "「": "」", "『": "』"}
SHORTENED = re.compile(r"(?:(?<!\w)[^\W\d_]|\b(?:Jr|Sr|al|Inc|Ltd|Co|St|Univ|etc))\.$")
LABELS = listed(
    "in dans by von par from at no nr n vol vols volume volumes bd band tome t p pp s page pages"
    " seiten ed eds edited editor editors hrsg hg hgg herausgegeben dir trans translated translator"
    " übers übersetzt trad traduit éd éds doi https http dx org url and und et al с т ред пер"
    " стр"
)
"""Words that say what a part is; they are no loss."""


def cleaned(text: str) -> str:
    """Take away the marks that divide a part from the others.

    >>> cleaned("(Chicago:"), cleaned("Turing, A. M."), cleaned("Mind,"), cleaned("“Why?”")
    ('Chicago', 'Turing, A. M.', 'Mind', '“Why?”')
    """
    before = None
    while before != text:
        before = text
        text = text.strip(" ,;:/、，。：；")
        if text.endswith(".") and not SHORTENED.search(text):
            text = text[:-1]
        text = _balanced(text)
    return text


def _balanced(text: str) -> str:
    """Take away a bracket at either end that has no partner, or brackets around the whole."""
    for opening, closing in ("()", "[]", "（）"):
        if text.startswith(opening) and text.find(closing) in (-1, len(text) - 1):
            text = text[1:].removesuffix(closing)
        if text.endswith(closing) and opening not in text:
            text = text[:-1]
        if text.endswith(opening):
            text = text[:-1]
    return text


def unquoted(text: str) -> str:
    """Take away the quotation marks around a title.

    >>> unquoted("‘Time, Work-Discipline,’"), unquoted("``A Title''"), unquoted("“A” and “B”")
    ('Time, Work-Discipline', 'A Title', '“A” and “B”')
    """
    if text.startswith("``"):
        return cleaned(text.removeprefix("``").removesuffix("''"))
    closing = PAIRS.get(text[:1])
    if closing is None or text.find(closing, 1) not in (-1, len(text) - 1):
        return text if closing is None or not _around(text, closing) else cleaned(text[1:-1])
    return cleaned(text[1:].removesuffix(closing))


def _around(text: str, closing: str) -> bool:
    """Whether the first mark's partner is the last: apostrophes between them do not count."""
    inner = re.search(rf"{re.escape(closing)}(?!\w)", text[1:])
    return inner is not None and inner.start() + 2 == len(text)


def names(text: str) -> str:
    """Return the names of editors or translators without what says their role.

    >>> names("in B. van Steenbergen (ed.),"), names("Edited and translated by Karl Schmidt")
    ('B. van Steenbergen', 'Karl Schmidt')
    """
    return cleaned(ROLES.sub(" ", IN.sub("", cleaned(text))).replace("  ", " "))


def whole(text: str) -> str:
    """Return the title of the whole that a work is a part of."""
    return unquoted(cleaned(IN.sub("", cleaned(text))))


def pages(text: str) -> str:
    """Return pages without their label.

    >>> pages("(pp. 433–460)."), pages("S. 12-34"), pages("384 с.")
    ('433–460', '12-34', '384 с.')
    """
    return cleaned(PAGES.sub("", cleaned(text)))


def edition(text: str) -> str:
    """Return an edition's number, where an edition is no more than its number.

    >>> edition("2nd ed"), edition("5. Aufl"), edition("rev. ed")
    ('2', '5', 'rev. ed')
    """
    match = EDITION.fullmatch(text)
    return match["number"] if match else text


def is_city(text: str) -> bool:
    """Whether a text is a town where books come out."""
    return KIND.get(text.lower()) == "city"


def words(text: str) -> set[str]:
    """Return the words of a text that are more than labels."""
    letters = (word.rstrip("年г") or word for word in re.findall(r"[^\W_]+", text.lower()))
    return {word for word in letters if word not in LABELS}
