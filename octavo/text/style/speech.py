"""Speech that dashes begin: with which one a document has it, and where a paragraph does.

Books of most languages but the Germanic ones set speech so (Le Ramat de la typographie;
Ortografía de la lengua española, 3.1.2); a typewriter had hyphens for it.
"""

from __future__ import annotations

import re
from collections import Counter

from octavo.prose.prose import Prose
from octavo.text.lexicon import language_of
from octavo.text.style.house import EM, EN, Style
from octavo.text.style.hyphens import SPACE

EAST = ("ru", "uk", "be", "bg", "mk", "sr")
DASHED = ("en", "fr", "es", "it", "pt", "ro", "pl", "cs", "sk", "hu", "el", "tr", *EAST)
"""Languages in which a dash begins direct speech."""
SPEECH = re.compile(rf"[{SPACE}]*(?P<dash>{EM}|{EN}|--)[{SPACE}]?\w[^.!?…]*[.!?…]")
"""A paragraph of speech; the name below an epigraph has no stop."""
BEFORE = ".!?…:«»“”"
"""What stands before the dash of speech inside a paragraph."""
LEADS = re.compile(rf"-[{SPACE}]")
SAYS = re.compile(rf"(?:\A|[.!?…:»”\"][{SPACE}])[«“\"]?-[{SPACE}]?[«“\"]?[^\W\d_a-zß-öø-ÿа-я]")
"""Hyphens typed for the dashes of speech: at the head of a paragraph, or behind a stop."""
"""A hyphen typed for the dash of speech, at the head of a paragraph."""
INDENT = re.compile(rf"[{SPACE}]*")
SPEAKERS = 3
"""So many paragraphs of speech show how a book sets it."""


def speech_of(prose: Prose) -> str:
    """Return the dash with which the paragraphs of speech begin, empty where there are few.

    Typed hyphens count as an em dash.
    """
    matches = Counter(m["dash"] for run in prose.runs() if (m := SPEECH.match(run.text)))
    if matches.total() < SPEAKERS:
        return ""
    return EN if matches[EN] > matches[EM] else EM


def speaks(lang: str) -> bool:
    """Return whether a dash begins direct speech in a language."""
    return language_of(lang) in DASHED


def leads(text: str) -> bool:
    """Return whether a paragraph begins with a hyphen typed for the dash of speech."""
    return LEADS.match(text) is not None


def is_typed_speech(text: str, lang: str) -> bool:
    """Return whether hyphens may stand for the dashes of speech in a paragraph."""
    return speaks(lang) and language_of(lang) != "en" and SAYS.search(text) is not None


def begins_speech(text: str, start: int, end: int) -> bool:
    """Return whether what stands beside a dash shows that someone speaks there."""
    before = text[max(0, start - 3) : start].rstrip(SPACE)[-1:]
    return before in BEFORE and text[end : end + 2].strip(SPACE)[:1].isupper()


def is_speech(text: str, match: re.Match[str], style: Style) -> bool:
    """Return whether a dash begins a text, or one that begins with the same dash: all are then."""
    first = INDENT.match(text, 0)
    at = first.end() if first else 0
    return at == match.start() or (style.dash_spacing != "closed" and text[at] == match[0])
