"""Titles with a question mark in the bibliography or elsewhere in the text, that have lost it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from octavo.model.finding import Tier
from octavo.prose.prose import Change
from octavo.usage.words import Text

SHORTEST = 2
"""How many words such a title has at least: one word is met as any other."""


def questions(titles: Iterable[str]) -> list[str]:
    """Return the titles that ask, up to their question mark, the longest first.

    >>> questions(["Trotskyism or Leninism?", "Whither England? An Essay", "Why?", "On Liberty"])
    ['Trotskyism or Leninism', 'Whither England']
    """
    asked = {title.partition("?")[0] for title in titles if "?" in title and "<" not in title}
    long = (title for title in asked if len(title.split()) >= SHORTEST)
    return sorted(long, key=lambda title: (-len(title), title))


def in_two_forms(titles: Iterable[str]) -> list[str]:
    """Return the titles that stand both with a question mark at their end and without one.

    The capital of their last word shows that they are titles, and no words with a stress.

    >>> in_two_forms(["Whither England?", "Whither England", "Who is it?", "Who is it", "Why?"])
    ['Whither England']
    """
    known = set(titles)
    return [
        title for title in questions(known) if title in known and title.split()[-1][0].isupper()
    ]


IN_TEXT = "Elsewhere in the text it is “{title}?”."
IN_BIBLIOGRAPHY = "In the bibliography it is “{title}?”."
BY_FORM = "By its form “{title}” is a question: has it a question mark on its title page?"


def lacking(text: Text, asked: Iterable[str], message: str, rule: str) -> Iterator[Change]:
    """Yield the last word of each title in a text that lacks its question mark.

    >>> asked = ["Whither England"]
    >>> text = Text(0, "In Whither England he says")
    >>> [change.after for change in lacking(text, asked, BY_FORM, "title-asks")]
    ['England?']
    """
    for title in [title for title in asked if title in text.text]:
        for match in re.finditer(rf"(?<![\w’-]){re.escape(title)}(?![\w’?-])", text.text):
            if not text.is_quoted(match.start()):
                last = title.split()[-1]
                span = (match.end() - len(last), match.end())
                sentence = message.format(title=title)
                yield Change(*span, f"{last}?", rule, sentence, Tier.SUGGEST)
