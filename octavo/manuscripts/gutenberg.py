"""Reads what Project Gutenberg says of a text in its header, whatever file the text is in.

Its own guides for volunteers give the form: lines `Title: …` up to a marker that begins with three
asterisks, the text, a marker again, the licence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

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
}
NOBODY = ("various", "anonymous", "unknown")


def header(lines: Iterable[str]) -> tuple[dict[str, object], str]:
    """Return the metadata that the lines `Key: value` of a header give, and the text's number.

    An indented line goes on with the one above.
    """
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
    return _known(values), numbered


def _people(text: str) -> list[str]:
    """Return the people of a line; of *Jane and Ann Roe* only the second has a whole name.

    >>> _people("Jane Roe and Ann B. Lee; Jack Poe")
    ['Jane Roe', 'Ann B. Lee', 'Jack Poe']
    >>> _people("Jane and Ann Roe; Society for Arts and Fine Letters")
    ['Jane and Ann Roe', 'Society for Arts and Fine Letters']
    """
    people: list[str] = []
    for entry in re.split(r"\s*;\s*", text):
        two = entry.split(" and ")
        whole = all(len(one.split()) > 1 for one in two)
        names = all(word[:1].isupper() for one in two for word in one.split())
        people += two if len(two) > 1 and whole and names else [entry]
    return people


def _known(values: dict[str, list[str]]) -> dict[str, object]:
    known: dict[str, object] = {}
    title, *rest = values.get("title") or [""]
    if title:
        known["title"] = title
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
