"""Whether a spaced hyphen parts clauses: what stands beside it proves it, or it is only likely.

A hyphen with spaces may be a dash that was typed so, or the hyphen of a compound, a range or a
list whose spaces are a slip (`out - resourced`, `segunda - feira`, `miljö - och naturvård`). It is
a dash for certain where a clause was stopped before it, or where a word follows that begins a
clause and is never the second part of a compound.
"""

from __future__ import annotations

import re

from octavo.text.lexicon import language_of, listed

REACH = 80
"""How many characters on either side are read."""

TRUSTED = listed("ru uk be bg mk sr pl cs sk sl hr")
"""Languages of few compounds with hyphens: there a spaced hyphen is a dash."""

BEGIN = {
    "ca": "però que qui quan com doncs ell això aquest aquesta un una no ni també perquè és són "
    "era",
    "da": "men at som der hvad hvem hvor når mens fordi så dog han hun det den de jeg vi man "
    "dette denne disse ikke ingen også er var blev har havde en et",
    "de": "aber denn doch sondern dass daß das der die den dem dessen deren ein eine einen er "
    "sie es ich wir ihr man dies dieser diese dieses nicht kein keine auch nur noch wie "
    "was wer wo wenn weil obwohl ist sind war waren wird hat haben",
    "el": "αλλά ότι που όπου όταν ενώ γιατί αν αυτός αυτή αυτό εγώ εμείς δεν μην ένας μια ένα ο "
    "η το οι τα είναι ήταν",
    "en": "but that which who whom whose what where when while though although because yet he "
    "she it I we you they this these those there here not never even especially including "
    "perhaps maybe is are was were has have had does did will would can could should may "
    "might must if whether a an the his her its my our their",
    "es": "pero que quien donde cuando como sino él ella ellos yo nosotros esto eso este esta "
    "estos estas ese esa un una el la los las no ni también aunque porque pues es son era "
    "eran fue ha han",
    "fi": "mutta että joka jotka jota mikä mitä kun jos koska vaikka niin hän he se ne minä me "
    "tämä nämä ei eivät myös on ovat oli olivat",
    "fr": "mais car que qui dont où quand comme donc cela ceci un une des du ne est sont était "
    "étaient ont parce puisque surtout notamment",
    "hu": "de hogy aki ami amely hol mikor mert bár tehát ő ők ez az ezek azok nem sem van volt",
    "it": "ma che chi dove quando come dunque però egli lei lui essi io noi questo questa "
    "quello quella un una uno il lo la i gli le non né anche perché poiché è sono era "
    "erano fu ha hanno",
    "nb": "men at som hva hvem hvor når mens fordi så likevel han hun det den de jeg vi man "
    "dette denne disse ikke ingen også er var ble har hadde en et",
    "nl": "maar want dat die wat wie waar wanneer terwijl hoewel omdat dus toch hij zij ze het "
    "ik we wij een de dit deze niet geen ook nog als is zijn was waren wordt heeft hebben "
    "er",
    "pt": "mas que quem onde quando como isto isso este esta um uma não nem também embora "
    "porque pois é são era eram foi ele ela eles eu",
    "ro": "dar că care cine unde când dacă deci însă acesta aceasta acest această un nu nici "
    "fiindcă deoarece este sunt era erau",
    "sv": "men att som vad vem när medan eftersom dock han hon det den de jag vi ni man detta "
    "denna dessa inte ingen inget även också är var blev har hade en ett",
    "tr": "ama fakat bu şu ben biz çünkü eğer değil bir",
}
"""Words that begin a clause or a phrase. Those that a hyphen joins to a verb are left out: French
*il* and *ce*, Portuguese *o* and *la*."""

BEFORE = (
    "and or et ou und oder y e o och eller en of ja tai og i and/or the a an der die das ein eine "
    "le la les un une el los las il lo gli de het een den det"
)
"""Words behind which no clause ends."""

_BEGIN = {language: listed(words) for language, words in BEGIN.items()}
_BEFORE = listed(BEFORE)
STOPPED = re.compile(r"[,;:!?…)]$")
QUOTED = re.compile(r"[”»\"]$")
COMPOUNDING = listed("de nl sv da nb fi")
"""Languages that join a word to a quotation with a hyphen: `„Faust“-Ausgabe`."""

LAST = re.compile(r"([^\W\d_][\w’'-]*)$")
FIRST = re.compile(r"([^\W\d_][\w’']*)(?![\w-])")
ANOTHER = re.compile(r" - \S+ $"), re.compile(r"\S+ - ")
"""Another spaced hyphen, one word away: `state - of - the - art`."""


def parts_clauses(text: str, start: int, end: int, tag: str) -> bool:
    """Whether the spaced hyphen at a place parts clauses for certain.

    >>> parts_clauses("He left - but not alone", 8, 9, "en")
    True
    >>> parts_clauses("out - resourced, elementary - middle school", 4, 5, "en")
    False
    >>> parts_clauses("na segunda - feira", 11, 12, "pt")
    False
    """
    language = language_of(tag)
    if language in TRUSTED:
        return True
    before, behind = text[max(0, start - REACH) : start].rstrip(), text[end : end + REACH].lstrip()
    if STOPPED.search(before) or (language not in COMPOUNDING and QUOTED.search(before)):
        return True
    if ANOTHER[0].search(f"{before} ") or ANOTHER[1].match(behind):
        return False
    last, first = LAST.search(before), FIRST.match(behind)
    if last is None or first is None or last[1].lower() in _BEFORE:
        return False
    word = first[1] if first[1] == "I" else first[1].lower()
    return word in _BEGIN.get(language, frozenset())
