"""Reads what Project Gutenberg says of a text in its header, whatever file the text is in.

Its own guides for volunteers give the form: lines `Title: …` up to a marker that begins with three
asterisks, the text, a marker again, the licence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from octavo.text.terms import language_named

NAME = re.compile(r"project\s+gutenberg", re.IGNORECASE)
START = re.compile(
    r"\*\s*\*\s*\*\s*start of (?:the|this)? ?project gutenberg|\*end\*? ?the small print"
    r"|\*end the small print",
    re.IGNORECASE,
)
END = re.compile(
    r"\*\s*\*\s*\*\s*end of (?:the|this)? ?project gutenberg"
    r"|(?:\A|(?<=\n))\s*end of (?:the |this )?project gutenberg\b",
    re.IGNORECASE,
)
FIELD = re.compile(r"(?P<key>[A-Z][A-Za-z -]{2,28}):\s*(?P<value>\S.*)?")
NUMBER = re.compile(r"(?:E-?(?:book|text)|Etext)\s*#\s*(?P<number>\d{1,6})", re.IGNORECASE)
PEOPLE = {
    "author": "author",
    "authors": "author",
    "translator": "translator",
    "illustrator": "illustrator",
    "editor": "editor",
    "contributor": "contributor",
    "compiler": "compiler",
}
OPENING = re.compile(
    r"\W*(?:the )?project gutenberg(?:'s)?,?(?: e-?(?:text|book))?(?:,| of)?\s+"
    r"(?P<title>\S.*?)(?:,\s+by|\s+by(?!.*,\s+by\s))\s+(?P<author>(?-i:[A-Z]).*?)\W*",
    re.IGNORECASE | re.DOTALL,
)
"""`The Project Gutenberg Etext of Lamps, by Ann Holm`, the first line of a header, or two of it."""

MAKERS = {
    "translated": "translator",
    "edited": "editor",
    "illustrated": "illustrator",
    "compiled": "compiler",
}
MADE = re.compile(rf",?\s+({'|'.join(MAKERS)})\s+by\s+", re.IGNORECASE)
LONGEST, PARTICLE = 6, 3
"""A name has at most so many words; one of so few letters may be a particle."""

ALIAS = re.compile(r"^.*,?\s+(?:AKA|a\.k\.a\.)\s+")
OWN_NAME = re.compile(r"(?<=\w)\s+\([A-Z][\w.'-]*(?:\s[A-Z][\w.'-]*)+\)$")
"""The name in brackets behind a pen name: `Jane Roe (Ann B. Lee)`."""

WHOLE = re.compile(r"(?P<short>\S[^()]*?)\s+\((?P<whole>[^\W\d_][^()]*)\)(?=\s)")
"""Given names whole behind their initials: `Ann B. (Ann Bella) Lee`."""

OF_EDITION = re.compile(
    r",\s+(?:complete|(?:\d{1,2}(?:st|nd|rd|th)|second|third|revised)\s+ed(?:\.|ition)?)\W*$",
    re.IGNORECASE,
)
"""What a list of files says of an edition behind its title: `Lamps, 7th ed.`, `Lamps, Complete`."""

NOBODY = ("various", "anonymous", "unknown")


def header(lines: Iterable[str]) -> tuple[dict[str, object], str]:
    """Return the metadata that the lines `Key: value` of a header give, and the text's number.

    An indented line goes on with the one above. The first line has title and author where no such
    line does, as before 2003.
    """
    lines = list(lines)
    values: dict[str, list[str]] = {}
    here: list[str] | None = None
    numbered = ""
    for line in lines:
        match = FIELD.fullmatch(line.rstrip())
        if match:
            here = values.setdefault(match["key"].casefold(), [])
            here += [match["value"].strip()] if match["value"] else []
        elif here is not None and line[:1] in " \t" and line.strip():
            here.append(line.strip())
        else:
            here = None
        number = NUMBER.search(line)
        numbered = numbered or (number["number"] if number else "")
    known = _known(values)
    said = _said(lines)
    if "title" in known:
        said = {role: who for role, who in said.items() if role in MAKERS.values()}
    return said | known, numbered


def _said(lines: Sequence[str]) -> dict[str, object]:
    """Return what the first line of a header says, which may go on below.

    >>> _said(["*The Project Gutenberg Etext of Lamps, by Ann Holm,", "Illustrated by Ben Roe*"])
    {'title': 'Lamps', 'author': ['Ann Holm'], 'illustrator': 'Ben Roe'}
    """
    top = next((n for n, line in enumerate(lines) if line.strip()), 0)
    rest = range(top + 1, len(lines))
    end = next((n for n in rest if not re.match(r"\s*\w", lines[n])), len(lines))
    match = OPENING.fullmatch(" ".join(line.strip() for line in lines[top:end]))
    if match is None or end - top > 3:
        return {}
    author, *makers = MADE.split(match["author"])
    named = dict(zip((MAKERS[one.casefold()] for one in makers[::2]), makers[1::2], strict=True))
    if not all(map(_is_name, (author, *named.values()))):
        return {}
    authors = [one for one in _people(author) if one.casefold() not in NOBODY]
    return {"title": match["title"], **({"author": authors} if authors else {}), **named}


def _is_name(words: str) -> bool:
    """Whether words may be somebody's name: all that is no particle has a capital."""
    parts = words.split()
    capital = all(one[:1].isupper() or len(one) <= PARTICLE for one in parts)
    return len(parts) <= LONGEST and capital and words[:1].isupper()


def _initials(names: re.Match[str]) -> str:
    """Return given names as the title page has them, where the whole ones only spell them out.

    >>> WHOLE.sub(_initials, "A. B. (Ann Bella) Lee")
    'A. B. Lee'
    """
    short, whole = ([one[:1] for one in names[key].split()] for key in ("short", "whole"))
    return names["short"] if short == whole else names[0]


def _people(text: str) -> list[str]:
    """Return the people of a line; of *Jane and Ann Roe* only the second has a whole name.

    >>> _people("Jane Roe and Ann B. Lee; Jack Poe")
    ['Jane Roe', 'Ann B. Lee', 'Jack Poe']
    >>> _people("Jane and Ann Roe; Society for Arts and Fine Letters")
    ['Jane and Ann Roe', 'Society for Arts and Fine Letters']

    Of a name and a pen name the title page has the pen name.

    >>> _people("Ann B. Lee, AKA Jane Roe")
    ['Jane Roe']
    >>> _people("Jane Roe (Ann B. Lee)")
    ['Jane Roe']
    """
    people: list[str] = []
    for entry in re.split(r"\s*;\s*", text):
        entry = OWN_NAME.sub("", WHOLE.sub(_initials, ALIAS.sub("", entry)))  # noqa: PLW2901 - what follows is the name on the title page
        two = entry.split(" and ")
        whole = all(len(one.split()) > 1 for one in two)
        names = all(word[:1].isupper() for one in two for word in one.split())
        people += two if len(two) > 1 and whole and names else [entry]
    return people


def _known(values: dict[str, list[str]]) -> dict[str, object]:
    known: dict[str, object] = {}
    title, *rest = values.get("title") or [""]
    if title:
        known["title"] = OF_EDITION.sub("", title).rstrip(" :")
        if rest:
            known["subtitle"] = " ".join(rest)
    for key, role in PEOPLE.items():
        names = [name for text in values.get(key, []) for name in _people(text)]
        names = [name for name in names if name.casefold() not in NOBODY]
        if names and role == "author":
            known["author"] = names
        elif names:
            known[role] = names if len(names) > 1 else names[0]
    lang = language_named(" ".join(values.get("language", [])))
    if lang:
        known["lang"] = lang
    return known
