"""Bibliographies: each place takes its entries from the one that citeproc made.

Does
    Prints, after the citations are set, in every Div of class `references` the works that it asks
    for: with `keyword`, `notkeyword`, `type` or `nottype` those of the whole book, with none those
    that its chapter cites. Where the design says `bibliography-place: chapter`, every chapter that
    cites gets such a place at its end, under a heading. A note that begins with a citation begins
    with a capital: `Ibid., p. 14`.

Because
    A long list may be divided where readers seek by kind, primary and secondary sources for one,
    and chapters of several authors each want their own (New Hart's Rules, 2nd ed., chapter 18).
    Several runs of citeproc would call two works 1999a; one run, from which all places choose,
    cannot.

Before → After
    >>> from octavo.model.nodes import Document, meta_value
    >>> entry = {"t": "Div", "c": [["ref-doe", ["csl-entry"], []], []]}
    >>> whole = {"t": "Div", "c": [["refs", ["references"], []], [entry]]}
    >>> place = {"t": "Div", "c": [["", ["references"], [["type", "book"]]], []]}
    >>> kinds = {name: meta_value(text) for name, text in (("id", "doe"), ("type", "book"))}
    >>> meta = {"references": {"t": "MetaList", "c": [{"t": "MetaMap", "c": kinds}]}}
    >>> document = Document(meta, [place, whole])
    >>> apply(Prose(document))
    []
    >>> [block["c"][1][0]["c"][0][0] for block in document.blocks]
    ['ref-doe']

Leaves alone
    A book without such a place; the whole bibliography (`::: {#refs}`) under its heading.

Settings
    `bibliography-place`: `end` or `chapter`; `lang`, for the word over a chapter's bibliography.
"""

from __future__ import annotations

from difflib import get_close_matches

from octavo.bibliography.openings import capitalise
from octavo.bibliography.parting import join
from octavo.bibliography.places import SELECTORS, Place, arrange, places
from octavo.book.filtering import run_alone
from octavo.model.finding import Finding, Severity, Tier
from octavo.model.nodes import meta_text
from octavo.prose.prose import Prose
from octavo.text.terms import terms_for


def apply(prose: Prose) -> list[Finding]:
    """Print the bibliography in its places; report what they miss, and what none prints.

    What the filter `apparatus` set between chapters goes first.
    """
    document = prose.document
    join(document)
    capitalise(document)
    wrong = [
        finding
        for place in places(document.blocks)
        for name in place.selectors
        if (finding := _unknown(place, name))
    ]
    by_chapter = meta_text(document.meta, "bibliography-place") == "chapter"
    lang = meta_text(document.meta, "lang") or ""
    done = arrange(document, terms_for(lang).bibliography if by_chapter else "")
    return [*wrong, *map(_empty, done.empty), *map(_left_out, done.left_out)]


def _unknown(place: Place, name: str) -> Finding | None:
    if name in SELECTORS:
        return None
    near = get_close_matches(name, SELECTORS, 1)
    meant = f"Did you mean {near[0]}? " if near else ""
    return Finding(
        "bibliography-selector",
        f"{place.typed}: a bibliography cannot be chosen by {name}.",
        Severity.ERROR,
        Tier.FLAG,
        hint=f"{meant}It takes {', '.join(SELECTORS)}.",
        evidence=(place.typed,),
    )


def _empty(typed: str) -> Finding:
    return Finding(
        "bibliography-empty",
        f"{typed}: no work that the text cites goes here.",
        Severity.WARNING,
        Tier.FLAG,
        hint="Give the works the keyword in the bibliography's file, or take the place out.",
        evidence=(typed,),
    )


def _left_out(key: str) -> Finding:
    return Finding(
        "bibliography-left-out",
        f"The work {key} is cited, and no part of the bibliography lists it.",
        Severity.WARNING,
        Tier.FLAG,
        hint="Give it a keyword that a part takes, or add a part: ::: {.references notkeyword=…}",
        evidence=(key,),
    )


if __name__ == "__main__":
    run_alone(apply)
