"""Commas that a reader misses: before a clause that only adds, after a word that leads in.

All are shown, none is proposed: whether a clause limits its noun is the author's to say.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from octavo.model.finding import Tier
from octavo.prose.prose import Change
from octavo.system.remembered import remembered
from octavo.text.lexicon import listed
from octavo.usage.attributive import QUALITY
from octavo.usage.compounds import ADJECTIVES, GRAMMAR
from octavo.usage.forms import Forms

NAME = r"[A-ZÀ-Þ][\w’-]*[a-zß-ÿ]"
NAMES = rf"{NAME}(?:[ \n](?:(?:of|the|and)[ \n]){{0,2}}{NAME}){{0,5}}"
ADDED = re.compile(
    rf"(?<![\w’-])(?P<name>{NAMES})(?P<gap>[ \n])(?P<word>who|which|where)(?![\w’-])"
)
PICKED = listed(
    "the a an this that these those same any every each no some many few other another such only "
    "all both most several what which whose more less fewer one two three is was be been not in at"
)
"""What stands before a name that may be one of several, or of a place; or that is picked out, as
in *it was he who*."""
TO_A_PLACE = listed("in to at from of near into through towards toward across for")
"""What stands before the name of a place."""
PERSON_FROM = listed("from in at near")
ONE_OF_MANY = re.compile(r"(?<![\w’-])an?[ \n](?:[\w’-]+[ \n]){1,4}\Z")
"""The clause is about the person: *a watchmaker from Wells who*, *a friend of Lenin who*."""
CLAUSES = re.compile(r"[ \n](?:who|which|where)(?![\w’-])")
MANY = re.compile(r".*(?:s|men|women|people|sh|ese|ch)$|I$")
"""How names end of which there are many bearers: the Germans, the Dutch."""
ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|only|eldest"
ITS_OWN = re.compile(
    rf"(?<![\w’-])(?:his|her|its|their|my|our)[ \n](?:{ORDINALS})[ \n](?P<noun>[a-z]+)[ \n]which"
    r"(?![\w’-])"
)
PLACE = re.compile(
    r"(?<![\w’-])(?:internationally|nationally|locally|abroad|overseas|worldwide)[ \n]where(?!\w)"
)
LEADS = (
    "As always|As usual|As ever|Also|Moreover|Furthermore|In addition|For example|For instance|"
    "In other words|On the contrary|On the other hand|In conclusion|In particular|Similarly|"
    "Consequently|Accordingly|However|Conversely|By contrast|In contrast|In short|Unfortunately|"
    "Fortunately|Surprisingly|Interestingly|Ironically|Significantly|Regrettably|Incidentally"
)
CLAUSE = re.compile(
    r"(?:[ \n][\w’-]+){2,6}?[ \n]"
    r"(?:was|were|is|are|has|had|have|did|does|will|would|can|could|may)(?!\w)"
)
"""What shows that words go on as a sentence with its verb."""
LED_IN = re.compile(
    rf"(?:^|(?<=[.!?…][ \n])|(?<=[.!?…][’”)][ \n]))(?P<lead>{LEADS})[ \n](?P<word>[\w’-]+)"
)
RUNS_ON = listed(
    "to with of in on at by from for and or as that than if when is are was were be been has had "
    "there it known called the a an if then here because since through upon"
)
"""What goes on with such a word, so that no comma stands between them."""
ASIDE = listed("note notice see consider remember because if when while as in on at with for by")
"""What may follow *also* where nothing is missing: *Also note that …*."""
PARTICULARLY = re.compile(
    r"(?<![\w’-])(?P<noun>[a-z]{3,})[ \n](?:particularly|especially)[ \n]"
    r"(?:amongst?|in|at|by|for|with|from|of|to|when|if|as|since|after|during|where|on|among)(?!\w)"
)
LONG = 2
"""More words than so many, its article among them, make a name that surely is one thing's."""
BACK = 40
"""How far back the word before a name is looked for, in characters."""
LIMITS = "None stands where the clause says which one is meant."


@remembered
def last_words(text: str) -> Iterator[str]:
    """Yield the last word, in small letters, of what may be a name before a clause of a text."""
    for match in ADDED.finditer(text) if CLAUSES.search(text) else ():
        yield match["name"].split()[-1].lower()


def commas(text: str, forms: Forms, small: Container[str]) -> Iterator[Change]:
    """Yield the places of a text where a comma may be missing.

    `small` are those of its `last_words` that the book has in small letters: no names.
    """
    for match in ADDED.finditer(text) if CLAUSES.search(text) else ():
        if _is_single(text, match, small):
            yield _added(match.start("name"), match.end("word"), text)
    for match in ITS_OWN.finditer(text) if " which" in text else ():
        if forms.may_be_noun(match["noun"]):
            yield _added(*match.span(), text)
    for match in PLACE.finditer(text) if " where" in text else ():
        yield _added(*match.span(), text)
    for match in LED_IN.finditer(text):
        if _leads(match):
            message = f"A comma may be missing behind “{match['lead']}”."
            yield Change(*match.span("lead"), "", "comma-leading-word", message, Tier.FLAG)
    for match in PARTICULARLY.finditer(text):
        if forms.is_noun(match["noun"]):
            message = f"A comma may be missing behind “{match['noun']}”."
            yield Change(*match.span(), "", "comma-particularly", message, Tier.FLAG)


def _added(start: int, end: int, text: str) -> Change:
    """Show a clause that may only add to what stands before it."""
    name, word = text[start:end].rsplit(maxsplit=1)
    message = f"A comma may be missing between “{' '.join(name.split())}” and “{word}”."
    return Change(start, end, "", "comma-added-clause", message, Tier.FLAG, hint=LIMITS)


def _leads(match: re.Match[str]) -> bool:
    """Whether a sentence begins anew behind the words that lead it in."""
    word = match["word"]
    sentence = CLAUSE.match(match.string, match.end("lead")) is not None
    if match["lead"] == "However":
        return word in ("the", "this", "these", "it", "there", "he", "they", "we") and sentence
    if word in RUNS_ON and match["lead"] not in ("Also", "As always", "As usual"):
        return word in ("the", "a", "an", "it", "there")
    if match["lead"].startswith("Also"):
        return sentence and word not in ASIDE
    return True


def _is_title(name: str, before: str) -> bool:
    """Whether a name with an article is a work's own, or a body's: `The Lessons of October`."""
    words = name.split()
    inside = words[0] in ("The", "A", "On") and before[-1:].isalpha()
    body = (before.lower() == "the" or words[0] == "The") and len(words) > LONG - (before != "")
    return inside or (body and not MANY.fullmatch(words[-1]))


def _is_single(text: str, match: re.Match[str], small: Container[str]) -> bool:
    """Whether a name is one person's or one work's, so that the clause can but add to it."""
    name, last = match["name"], match["name"].split()[-1]
    stretch = text[max(0, match.start() - BACK) : match.start()]
    before = ["", *stretch.split()][-1]
    if match["word"] == "where":
        return before in TO_A_PLACE
    if match["word"] == "who" and (before in PERSON_FROM or ONE_OF_MANY.search(stretch)):
        return False
    if match["word"] == "which" and len(name.split()) > LONG:
        return _is_title(name, before)
    if MANY.fullmatch(last) or last.lower() in small or last.lower() in GRAMMAR:
        return False
    if match["word"] == "which":
        return _is_title(name, before)
    fits = before.islower() and before.isalpha() and before not in PICKED
    return fits and before not in ADJECTIVES and not QUALITY.fullmatch(before)
