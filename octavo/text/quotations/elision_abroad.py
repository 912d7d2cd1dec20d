"""Words that other languages than English write with an apostrophe in front or behind.

Closed classes again: Dutch articles and pronouns, German *es* and endings of the first person,
Greek prepositions, Italian words that are cut, Danish verbs of speech. What is in no class is
seldom elided, so that a mark beside it is more likely a quotation's.
"""

from __future__ import annotations

import re

from octavo.text.lexicon import listed
from octavo.text.quotations.elision import ENGLISH, Elisions

NAME = r"[^\W\d_a-zà-öø-ÿ][\w-]*(?:s|x|z|ß|ce)"
"""A name whose end sounds like the ending of the genitive, so that it takes an apostrophe."""
ROMANCE = r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)"
ITALIAN = (
    r"(?:[lcd]|un|dell|all|nell|sull|dall|coll|quell|bell|sant|tutt|quest|senz|anch|tant|gl|cent)"
)

DUTCH = Elisions(listed("t s n k m r ns t's zo'n"), behind=re.compile(NAME))
GERMAN = Elisions(
    listed("s n ne nen ner nem nes rum raus rein ran rauf runter rüber nauf naus nunter drauf"),
    clipped=listed(
        "hab sag geh komm wär hätt könnt würd lass is nich heut möcht glaub sollt müsst nehm seh "
        "denk mach bleib bring ich"
    ),
    behind=re.compile(NAME),
)
SCANDINAVIAN = Elisions(
    listed("n en et na nte ke"),
    clipped=listed("ha ka sku ku ta gi bli sgu sågu ska"),
    behind=re.compile(NAME),
)
FRENCH = Elisions(behind=re.compile(ROMANCE, re.IGNORECASE))
ITALIAN_ELISIONS = Elisions(
    listed("l sto sta sti ste ndrangheta ndrina ndrine na no ndranghetista"),
    clipped=listed("po mo be fa sta va da to fe pie ca te ve de ne co su vo e"),
    behind=re.compile(ITALIAN, re.IGNORECASE),
)
SPANISH = Elisions(clipped=listed("pa to na"))
PORTUGUESE = Elisions(listed("tá tô tava tou bora"))
GREEK = Elisions(
    listed(
        "ναι χα χε χω χει χουν χαν χες χεις ρθει ρθω ρθε ρθουν ταν μαι σαι στε μουν πε πα πω δω δα "
        "κανε κανα φερε φτασε κει λεγε βαλε θελα θελε ξερε"
    ),
    clipped=listed(
        "γι απ σ ν μ κατ παρ όλ υπ καθ μετ επ αντ εφ αφ δι θ τ ξ κ ήτ είν τόσ άλλ ούτ μήτ πέρ στ "
        "φτ πάντ ποτ τίποτ όσ αυτ ύστερ ανθ μεθ υφ"
    ),
)
ROMANIAN = Elisions(
    listed("nainte nainta mneavoastră mnealui mneaei năuntru napoi"),
    clipped=listed("făr într dintr printr"),
)
HUNGARIAN = Elisions(clipped=listed("hál"))

ABROAD = {
    "nl": DUTCH,
    "af": DUTCH,
    "de": GERMAN,
    **dict.fromkeys(("sv", "da", "nb", "nn", "no"), SCANDINAVIAN),
    "fr": FRENCH,
    "ca": FRENCH,
    "it": ITALIAN_ELISIONS,
    "es": SPANISH,
    "pt": PORTUGUESE,
    "el": GREEK,
    "ro": ROMANIAN,
    "hu": HUNGARIAN,
}


def elisions_of(language: str) -> Elisions:
    """Return the elisions of a language; of most nothing is known."""
    return ENGLISH if language == "en" else ABROAD.get(language, Elisions())
