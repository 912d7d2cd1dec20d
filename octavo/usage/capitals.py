"""Capitals: the same word, in the same surroundings, now with one and now without."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from octavo.usage.compounds import GRAMMAR
from octavo.usage.words import Entry, Forms, Seen, Text, add, by_name

HEADING = "Capitals"
NOUNS_HAVE_CAPITALS = ("de", "lb")
"""Languages in which a capital says no more than that the word is a noun."""

POSSESSED = re.compile("[\N{RIGHT SINGLE QUOTATION MARK}']?[ \n\N{NO-BREAK SPACE}]")
"""What stands between the words of a name: `Workers’ and Peasants’ Inspection`."""

INSIDE_NAMES = ("of", "and", "the", "for", "de", "du", "des", "la", "di", "del", "van", "von")
RARER = 0.1
"""Which share of a word's places its rarer form has at least."""


def capitals(texts: Sequence[Text], language: str) -> list[Entry]:
    """Return the terms that are met both ways inside sentences (`Soviet State`, `Soviet state`)."""
    if language in NOUNS_HAVE_CAPITALS:
        return []
    met = Met()
    for text in texts:
        if not text.is_heading:
            _read(text, met)
    both = (both_forms for key, both_forms in met.forms.items() if met.is_mixed(key))
    note = "one term, with and without a capital"
    return by_name(Entry(HEADING, both_forms, note, unsettled=True) for both_forms in both)


@dataclass(slots=True)
class Met:
    """The forms of each term, and the words that each form was met after."""

    forms: dict[str, Forms] = field(default_factory=dict)
    after: dict[str, set[str]] = field(default_factory=dict)

    def add(self, term: str, before: str, seen: Seen) -> None:
        """Note a term, the last word of which may have a capital."""
        head, space, word = term.rpartition(" ")
        add(self.forms, head + space + word.lower(), term, seen)
        self.after.setdefault(term, set()).add(before.lower())

    def is_mixed(self, key: str) -> bool:
        """Whether a term is met both ways in the same surroundings, and not by a rare chance."""
        forms = self.forms[key]
        if len(forms) < 2 or " " in key:
            return len(forms) > 1
        counts = sorted(len(places) for places in forms.values())
        shared = set.intersection(*(self.after[form] for form in forms))
        return bool(shared) and counts[0] >= RARER * sum(counts)


def _read(text: Text, met: Met) -> None:
    """Note each word that follows another in its sentence, with the word before it."""
    for number, token in enumerate(text.tokens):
        word = token.word
        if not text.runs_on(number) or text.begins(number) or not _is_plain(word):
            continue
        if text.is_apart(token.start):
            continue
        before = text.tokens[number - 1]
        in_name = word[0].isupper() and (
            _is_capital_next(text, number) or _is_capital_before(text, number)
        )
        leads = text.begins(number - 1) and before.word.lower() not in GRAMMAR
        if in_name or leads:
            continue
        if before.word[0].isupper() and not text.begins(number - 1):
            met.add(f"{before.word} {word}", "", text.seen(before.start, token.end))
        elif before.word.lower() in GRAMMAR:
            met.add(word, before.word, text.seen(token.start, token.end))


def _is_plain(word: str) -> bool:
    return len(word) > 2 and word.isalpha() and (word.islower() or word.istitle())


def _is_capital_next(text: Text, number: int) -> bool:
    """Whether the next word goes on with a capital: this one is part of a name.

    Between the two there may be one as in `House of Commons`.
    """
    for following in (number + 1, number + 2):
        if following >= len(text.tokens) or not POSSESSED.fullmatch(text.gap(following)):
            return False
        word = text.tokens[following].word
        if word[0].isupper() or word not in INSIDE_NAMES:
            return word[0].isupper()
    return False


def _is_capital_before(text: Text, number: int) -> bool:
    """Whether a word ends a name with one as *of* in it: `Commissar of War`."""
    before = number - 2
    return (
        before >= 0
        and text.tokens[number - 1].word in INSIDE_NAMES
        and text.tokens[number - 1].word not in ("and", "the")
        and text.runs_on(number - 1)
        and not text.begins(before)
        and text.tokens[before].word[0].isupper()
    )
