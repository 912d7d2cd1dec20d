"""Agreement at a distance: two subjects and a verb for one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.model.finding import Tier
from octavo.prose.prose import Change
from octavo.text.lexicon import listed
from octavo.usage.forms import Forms

WORDS = r"[a-z’-]+"
TWO = re.compile(
    rf"(?<![\w’-])(?:[Tt]he|[Tt]heir|[Ii]ts|[Hh]is|[Hh]er)[ \n](?:{WORDS}[ \n]){{0,1}}?"
    rf"(?P<first>{WORDS})(?P<more>,[ \n]{WORDS})?,?[ \n]and[ \n](?P<second>{WORDS})[ \n]"
    rf"(?P<of>of[ \n](?:{WORDS}[ \n]){{1,5}}?)?(?:[a-z]+ly[ \n])?"
    r"(?P<verb>was|is|has|does)(?![\w’-])"
)
ONE_THING = listed(
    "rank file law order bread butter wear tear trial error pride joy ebb flow time tide profit "
    "loss end aim gin tonic fish chip horse cart carriage bed breakfast hue cry length breadth "
    "pomp research development supply demand give take coming going life soul heart spirit blood "
    "bone name address whole cause result beginning author secretary father mother wife husband"
)
"""Words of pairs that are one thing: *law and order*, *wear and tear*."""
CLAUSE = re.compile(
    r"(?:^|[.;:!?–—,(][ \n“‘]*|[,.;][ \n])"
    r"(?:(?:and|but|that|although|though|because|if|when|while|as|since|for|yet|so|whereas)[ \n])?$"
)
FRONTED = re.compile(
    r"(?:^|[.!?][ \n])(?:In|Within|At|By|With|Under|During|On|Through|Behind|Among|Amongst|After|"
    r"Before|For|To)[ \n](?:[\w’-]+[ \n]){1,5}$"
)
"""What stands before a subject: the beginning of a clause, or words of place or time."""
REACH = 80
EACH = re.compile(r"(?<!\w)(?:every|each)(?!\w)")
"""What makes a verb for one of any number: *his every word and movement was*."""
DRAWN = re.compile(
    rf"(?:^|(?<=[.!?…][ \n]))(?P<one>The[ \n](?P<noun>[a-z]+)|One)[ \n]of[ \n]"
    rf"(?:the|these|those|his|her|their|its|our|all)[ \n](?:{WORDS}[ \n])?(?P<many>[a-z]+)[ \n]"
    r"(?P<verb>were|are|have)(?![\w’-])"
)
"""A subject that is one, and a verb that goes with the last word before it."""
PLURALS = listed("men women children people")
QUANTITY = listed(
    "number majority minority rest half part mass bulk remainder host variety lot couple pair "
    "group team crew family class set kind sort type range series handful plenty quarter third "
    "percentage proportion most more many few generality multitude crowd remnant last first best "
    "worst men women children people"
)
"""Words of quantity, and bodies of people: their verb may follow the sense."""
COLLECTIVE = re.compile(
    r"(?<![\w’-])[Tt]he[ \n](?:[\w’-]+[ \n]){0,2}"
    r"(?P<body>state|government|regime|army|party|company|council|committee|ministry|court)[ \n]"
    r"(?P<verb>was|is|has)(?=[ \n])(?P<rest>[^.;:!?—–]{3,80}?[ \n])(?P<they>they|their)(?![\w’-])"
)
PLURAL = re.compile(r"(?:[a-z]{2,}(?<![usi])s|people|men|women|children|and|who|everyone|each)\b")


def disagreeing(text: str, forms: Forms) -> Iterator[Change]:
    """Yield each verb that does not go with its subject, and *they* of a body that *is*."""
    if " and " in text:
        yield from _two(text, forms)
    if " of " in text:
        yield from _drawn(text, forms)
    if " they" in text or " their" in text:
        yield from _bodies(text)


def _two(text: str, forms: Forms) -> Iterator[Change]:
    """Yield each verb for one that follows two subjects."""
    for match in TWO.finditer(text):
        is_one = not ONE_THING.isdisjoint((match["first"], match["second"]))
        if is_one or EACH.search(match[0]) or not _are_nouns(match, forms):
            continue
        if _is_subject(text, match.start()):
            pair = f"{match['first']} and {match['second']}"
            message = f"“{pair}” are two, and “{match['verb']}” is a verb for one."
            span = (match.start("first"), match.end("verb"))
            yield Change(*span, "", "agreement", message, Tier.FLAG)


def _drawn(text: str, forms: Forms) -> Iterator[Change]:
    """Yield each verb for several that goes with the word before it, and not with its subject."""
    for match in DRAWN.finditer(text):
        noun, many = match["noun"] or "one", match["many"]
        single = not noun.endswith("s") and noun not in QUANTITY
        if single and (many in PLURALS or (many.endswith("s") and forms.may_be_noun(many))):
            message = f"“{noun}” is one, and “{match['verb']}” a verb for several."
            yield Change(*match.span(), "", "agreement", message, Tier.FLAG)


def _bodies(text: str) -> Iterator[Change]:
    """Yield each body that has a verb for one and is then *they*."""
    for match in COLLECTIVE.finditer(text):
        if not PLURAL.search(match["rest"]) and _is_subject(text, match.start()):
            body, verb, they = match["body"], match["verb"], match["they"]
            message = f"“{body}” has a verb for one, “{verb}”, and then “{they}”."
            span = (match.start("body"), match.end("they"))
            yield Change(*span, "", "agreement", message, Tier.FLAG)


def _are_nouns(match: re.Match[str], forms: Forms) -> bool:
    """Whether two words are nouns in the singular: one surely, the other in all likelihood.

    What stands before *of* is a noun.
    """
    pair = (match["first"], match["second"])
    single = not any(word.endswith(("s", "ly")) for word in pair)
    sure = any(map(forms.is_noun, pair))
    return single and sure and (match["of"] is not None or all(map(forms.may_be_noun, pair)))


def _is_subject(text: str, at: int) -> bool:
    """Whether a clause begins at a place, or behind words of place or time."""
    before = text[max(0, at - REACH) : at]
    return CLAUSE.search(before) is not None or FRONTED.search(before) is not None
