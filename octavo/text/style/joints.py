"""What stands on either side of a dash: two clauses, or two things that the dash joins.

A dash between the ends of a span (`March 2, 1801 – June 14, 1860`, `9 am - 5 pm`) means *to*. One
between the parts of a compound or of a double name (`Neu - Isenburg`, `Tages - und Nachtzeit`) is
a hyphen that was typed with spaces. Neither divides clauses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from octavo.text.lexicon import RARE, language_of, lexicon, listed
from octavo.text.style.dates import names

REACH = 60
"""How many characters on either side are read."""
SPACE = " \n\N{NO-BREAK SPACE}"
GAP = rf"[{SPACE}]"
FIGURES = "IVXLCDM"
ROMAN = r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
NUMBER = r"[$€£¥]?\d[\d.,:’'½¼¾]*(?:st|nd|rd|th|er|re|e|º|ª)?"
HOUR = r"(?:[ap]\.?m\b\.?|[AP]M\b|A\.M\.|P\.M\.|Uhr\b|h\b)"
UNIT = rf"(?:{GAP}?(?:{HOUR}|%|°C?|€|AD|BCE?|CE|kr\b|km|kg|cm|mm))?"
ABOUT = (
    rf"(?:(?:b|d|c|ca|circa|fl|r|um|ok|vers|geb|gest|born|died|early|mid|late)\.?{GAP}|[†*]{GAP}?)"
)
OPEN = r"(?:present|now|today|date|heute|heden|idag|i dag|hoy|oggi|hoje|aujourd[’']hui|\?)(?!\w)"
TIME = rf"\d{{1,2}}(?::\d\d(?!\d)(?:{GAP}?{HOUR})?|(?:\.\d\d)?{GAP}?{HOUR})"
DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.|º)?"
OF = rf"(?:(?:of|de|del|di|din|van){GAP})?"
CLOSES = r"(?=[.,;:!?)\]]|$)"
LAST_WORD = re.compile(r"([^\s(\[“„«‘\"']+)[”’“‘\"'»«)\]]*$")
FIRST_WORD = re.compile(r"[“„«‘\"'(\[]*([^\s”’\"'».,;:!?)\]]+)")
ENDS_WORD = re.compile(r"[\w”“\"»«]$")
BRACKETED = re.compile(r"\([^()]*?(?<!\d)(\d{4})$"), re.compile(r"[^()]*?(\d{4})\)")
"""Two years in brackets, with what may stand before either: a life."""

ALONE = listed("I A O À È Y E Ó I’m I’ve I’d I’ll")
"""Words with a capital that are no names."""
BEGIN = listed("The But And Then He She It They We You This That There What Who Why How If In On")
"""What begins a sentence of English, and no name."""
HANGING = {
    "da": listed("og eller samt"),
    "de": listed("und oder bzw bzw. sowie"),
    "fi": listed("ja tai sekä"),
    "nb": listed("og eller samt"),
    "nl": listed("en of"),
    "sv": listed("och eller samt"),
}
"""Words beside which a hyphen may hang: `hoofd- en bijzaken`."""
HANGS = re.compile(rf"{GAP}([^\W\d_]+){GAP}")
COMBINING = listed(
    "no non re pre semi anti contra contro auto micro mini multi neo post pro sub super ultra vice "
    "ex inter afro euro anglo franco hispano ibero luso italo greco ítalo ruso austro indo sino "
    "germano turco árabe judeo socio político físico técnico histórico gótico teórico buco Nou "
    "quasi tele bio geo foto video psycho electro hydro"
)
"""Words that are the first part of another, in English and its neighbours of the South."""
COMPASS = listed(
    "north south east west nord sud est ouest oest norte sur sul este oeste nordeste noroeste "
    "ovest süd ost noord zuid oost norr syd öst väst øst vest"
)
"""Points of the compass: with a hyphen they join one another and a name."""
SOUTH = listed("en es it pt fr ca gl ro")
SUFFIXES = re.compile(
    r"(?:fold|based|plus|wide|wise|related|oriented|friendly|proof|style|type|made"
    r"|free(?! (?:from|of|to)\b)|like(?! (?:an?|the|this|that)\b))(?!\w)"
)
"""Ends of words with a hyphen: `child-like`, not `lost -- like a child -- in it`."""
AGED = re.compile(
    r"(?:age|minute|hour|day|night|week|month|year|decade|centur(?:y|ie))s?$", re.IGNORECASE
)
"""What is so old with a hyphen: `year-old`; not `a young head--old wisdom`."""
APART = re.compile(
    r"(?:I|he|she|it|we|they|you|then|so|yet|but|not|never|nor|if|when|while|who|what|which|how|why"
    r"|is|was|are|were|has|had|have|did|does|do|must|may|might|can|could|will|would|shall|should)"
    r"(?!\w|-\w)"
)
"""Words that English joins to no compound: a clause begins with them, or they are its verb."""

_LINKS = r"(?:to|of|in|and|by|or|the|on|for|a)"
THREADED = re.compile(rf"[^\W\d_]--{_LINKS}$"), re.compile(rf"{_LINKS}--[^\W\d_]")
"""Two hyphens that stand for one: `two--fold`, `up--to--date`."""
THREAD_LEFT = re.compile(rf"(?<!\w)[^\W\d_a-zß-öø-ÿ][\w’'.]*{GAP}-{GAP}[a-zß-öø-ÿ]+$")
_SHORT = r"(?:sur|sous|les|lès|des|aux|[^\W\d_]{1,2})"
SHORT_THREAD = (
    re.compile(rf"(?<!\w)[^\W\d_a-zß-öø-ÿ][\w’'.]*{GAP}-{GAP}{_SHORT}$"),
    re.compile(rf"{_SHORT}{GAP}-{GAP}"),
)
"""One small word between two hyphens, behind a capital: `Mesnil - sur - l’Estrée`."""
THREAD_RIGHT = re.compile(rf"[a-zß-öø-ÿ]+{GAP}-{GAP}[^\W\d_a-zß-öø-ÿ]")
RELATION = re.compile(
    rf"\b(?:relati\w+|rapport|relación|relação|verhouding|Verhältnis|Beziehung|förhållandet)"
    rf"{GAP}(?!\w*{GAP}\w*{GAP})[^\W\d_]+$"
)
"""Words before two nouns joined by a hyphen: `de relatie arts - patiënt`."""
BETWEEN = re.compile(
    r"\b(?:between|entre|tra|fra|zwischen|tussen|mellan|mellem|mellom|między|între|line|route|"
    r"línea|linha|ligne|Linie|Strecke|lijn)\b[^,.;:()]{0,40}$"
)
"""Words before two places that a dash may join."""
GERMAN = re.compile(r"(?:isch|deutsch)$"), re.compile(r"[a-zäöü]+(?:isch|deutsch)(?:e[mnrs]?)?\b")


@dataclass(frozen=True, slots=True)
class Joint:
    """What a dash joins: the ends of a `span`, two `names`, or the `parts` of a word.

    `certain`: no clause can begin behind it, or two places are named. `numbers`: both ends of a
    span are mere numbers.
    """

    kind: str
    certain: bool = False
    numbers: bool = False


@dataclass(frozen=True, slots=True)
class _Points:
    """The patterns of a language for the ends of a span, and for those that are certain."""

    left: re.Pattern[str]
    right: re.Pattern[str]
    dated: tuple[re.Pattern[str], re.Pattern[str]]
    timed: tuple[re.Pattern[str], re.Pattern[str]]
    named: tuple[re.Pattern[str], re.Pattern[str]]
    open: tuple[re.Pattern[str], re.Pattern[str]]


@cache
def _points(language: str) -> _Points:
    name = rf"(?:{names(language)})"
    year = rf",?{GAP}{OF}\d{{4}}(?!\d)"
    date = rf"(?:{DAY}{GAP}{OF})?{name}\.?(?:{GAP}{DAY})?{year}"
    patterns = (
        rf"(?<![\w.,$€£¥])(?:(?P<date>{name}\.?)|(?P<number>{NUMBER}{UNIT})|(?P<roman>{ROMAN}))$",
        rf"{ABOUT}?(?:(?P<date>{name}(?!\w))|(?P<number>{NUMBER})|(?P<roman>{ROMAN})(?!\w)"
        rf"|(?P<open>{OPEN}))",
    )
    left, right = (re.compile(pattern) for pattern in patterns)
    return _Points(
        left,
        right,
        (re.compile(rf"(?<!\w){date}$"), re.compile(rf"{ABOUT}?{date}")),
        (re.compile(rf"(?<![\w.:]){TIME}$"), re.compile(rf"{TIME}(?!\w)")),
        (re.compile(rf"(?<!\w){name}$"), re.compile(rf"{name}(?:{year})?{CLOSES}")),
        (re.compile(r"(?<!\d)\d{4}$"), re.compile(rf"{OPEN}{CLOSES}")),
    )


def sides(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands on either side of a place, near it, without the spaces at it."""
    return text[max(0, start - REACH) : start].rstrip(SPACE), text[end : end + REACH].lstrip(SPACE)


def joint(text: str, span: tuple[int, int], tag: str) -> Joint | None:
    """Return what the dash or hyphen at a place joins; None where it can only divide.

    >>> joint("open 9 am - 5 pm", (10, 11), "en")
    Joint(kind='span', certain=True, numbers=True)
    >>> joint("from Neu - Isenburg", (9, 10), "de").kind
    'names'
    >>> joint("we went - he did not", (8, 9), "en") is None
    True
    """
    left, right = sides(text, *span)
    language = language_of(tag)
    span_joint = spanned(left, right, language)
    if span_joint:
        closed = text[span[0] - 1 : span[0]].isalnum()
        return replace(span_joint, certain=True) if closed and left[-1] in FIGURES else span_joint
    if _are_names(text, span, (left, right), language):
        return Joint("names", certain=BETWEEN.search(left) is not None)
    return Joint("parts") if _are_parts(left, right, language) else None


def spanned(left: str, right: str, language: str) -> Joint | None:
    """Read two sides as the ends of a span: numbers, dates, hours or Roman numbers."""
    points = _points(language)
    begin, finish = points.left.search(left), points.right.match(right)
    if begin is None or finish is None or _is_word(begin, finish):
        named = right[:1].isupper() and _is_life(left, right)
        return Joint("span") if named else None
    numbers = begin["number"] is not None and finish["number"] is not None
    pairs = (points.dated, points.timed, points.named, points.open)
    certain = any(one.search(left) and other.match(right) for one, other in pairs)
    return Joint("span", certain or _is_life(left, right), numbers)


def _is_word(begin: re.Match[str], finish: re.Match[str]) -> bool:
    """Whether single Roman figures are words or letters: `you and I – I mean`."""
    romans = [end["roman"] for end in (begin, finish)]
    if romans == [None, None]:
        return False
    longest = max(len(roman or "") for roman in romans)
    return longest < 2 or "I" in romans


def _is_life(left: str, right: str) -> bool:
    """Whether two years stand in one pair of brackets, the later one second."""
    begin, finish = BRACKETED[0].search(left), BRACKETED[1].match(right)
    return bool(begin and finish and 1000 <= int(begin[1]) < int(finish[1]) < 2200)


def _are_names(text: str, span: tuple[int, int], beside: tuple[str, str], language: str) -> bool:
    """Whether a capital begins the word before and the word behind, or a number stands behind."""
    one, other = LAST_WORD.search(beside[0]), FIRST_WORD.match(beside[1])
    if one is None or other is None or not ENDS_WORD.search(beside[0]):
        return False
    first, second = one[1], other[1]
    if language != "de" and (first in ALONE or second in ALONE or second in BEGIN):
        return False
    counted = first[0].isdigit() and language == "de" and second[0].isupper()
    if not (first[0].isupper() or counted) or not (second[0].isupper() or second[0].isdigit()):
        return False
    head = text[max(0, span[0] - REACH) : span[0]]
    return span[0] > REACH or head != head.upper()


def _are_parts(left: str, right: str, language: str) -> bool:
    """Whether a word goes on behind a hyphen, or hangs before *and*."""
    one, other = LAST_WORD.search(left), FIRST_WORD.match(right)
    if one is None or other is None:
        return False
    first, second = one[1], other[1]
    if RELATION.search(left):
        return True
    if first in HANGING.get(language, ()) or (language in SOUTH and first in COMBINING):
        return True
    if second in HANGING.get(language, ()):
        return _hangs(first, right[other.end() :], language)
    if language == "de" and GERMAN[0].search(first) and GERMAN[1].match(right):
        return True
    return _is_threaded(left, right)


def _hangs(first: str, rest: str, language: str) -> bool:
    """Whether a word with the end of the word behind *and* makes one: `voor - en nadelen`."""
    match = re.match(rf"{GAP}+([^\W\d_]+)", rest)
    if match is None or not first.isalpha():
        return False
    last = match[1]
    if language == "de":
        return first[0].isupper() and last[0].isupper()
    words = lexicon(language)
    return any(words.share(first + last[at:]) >= RARE for at in range(1, len(last) - 2))


def _is_threaded(left: str, right: str) -> bool:
    """Whether one small word stands between two hyphens and capitals: `Champs - sur - Tille`."""
    if SHORT_THREAD[0].search(left):
        return True
    one, other = THREAD_LEFT.search(left), LAST_WORD.search(left)
    two, first = THREAD_RIGHT.match(right), FIRST_WORD.match(right)
    before = one is not None and first is not None and first[1][0].isupper()
    capital = other is not None and other[1][0].isupper()
    return before or (capital and (two is not None or bool(SHORT_THREAD[1].match(right))))


def stand_for_one(text: str, start: int, end: int, tag: str) -> bool:
    """Return whether two hyphens stand where one was meant.

    >>> stand_for_one("two--fold", 3, 5, "en"), stand_for_one("so--then", 2, 4, "en")
    (True, False)
    >>> [stand_for_one(f"child--like {word}", 5, 7, "en") for word in ("faith", "a lamb")]
    [True, False]
    >>> [stand_for_one("up--to--date", at, at + 2, "en") for at in (2, 6)]
    [True, True]
    >>> stand_for_one("70--talet", 2, 4, "sv"), stand_for_one("in 1914--the war", 7, 9, "en")
    (True, False)
    >>> stand_for_one("au nord--est", 7, 9, "fr"), stand_for_one("il dit--mais", 6, 8, "fr")
    (True, False)
    >>> [stand_for_one(text, 4, 6, "en") for text in ("year--old", "head--old", "West--must")]
    [True, False, False]
    >>> [stand_for_one(text, 4, 6, "en") for text in ("free--free at last", "hers--and--then")]
    [False, False]
    """
    before, behind = text[max(0, start - 24) : start], text[end : end + 12]
    if not before[-1:].isalnum():
        return False
    language = language_of(tag)
    if before[-1].isdigit() and language in HANGING:
        hangs = HANGS.match(behind)
        return behind[:1].islower() or bool(hangs and hangs[1] in HANGING[language])
    first = re.search(r"(?<!\w)[^\W\d_]+$", before)
    if first and first[0].lower() in COMPASS and behind[:1].isalpha():
        return language != "en" or APART.match(behind) is None
    return language == "en" and (_ends_compound(before, behind) or _links(before, behind))


def _ends_compound(before: str, behind: str) -> bool:
    """Whether what stands behind two hyphens is the end of a compound, and no word said again."""
    again = re.search(r"(?<!\w)([^\W\d_]+)$", before)
    if again and re.match(rf"{again[1]}(?!\w)", behind, re.IGNORECASE):
        return False
    aged = AGED.search(before) and re.match(r"old(?!\w)", behind)
    return bool(aged or SUFFIXES.match(behind))


def _links(before: str, behind: str) -> bool:
    """Whether a small word between hyphens joins: `up--to--date`, not `her--and--then`."""
    link = THREADED[0].search(before)
    last = behind if link else THREADED[1].match(behind) and behind.partition("--")[2]
    anew = link[0] if link else f"--{behind}"
    clause = re.search(r"--(?:and|or)(?:--|$)", anew) and last and APART.match(last)
    return bool(last and last[:1].isalpha() and not clause)
