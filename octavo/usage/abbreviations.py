"""Abbreviations: which there are, and which the text explains nowhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from octavo.text.lexicon import listed
from octavo.usage.words import Entry, Forms, Seen, Text, by_name

HEADING = "Abbreviations"
INITIALS = re.compile(
    r"(?<![\w.])(?:[^\W\d_]\.){2,}(?!\w)|(?<![\w-])[A-ZÀ-ÞΑ-ΩА-Я]{2,6}(?:-\d+)?(?=s?(?!\w))"
)
STOPPED = re.compile(r"(?<![\w.’'-])([^\W\d_]{1,5})\.(?=[ \n\u00a0](?:\d|[a-zà-þ]))")
TITLES = re.compile(r"(?<!\w)(Mr|Mrs|Ms|Dr|Prof|St|Revd?|Messrs|Mme|Mlle)(\.?)(?=[ \u00a0][A-Z])")
ROMAN = re.compile(r"[IVXLCDM]+")
KNOWN = listed(
    "USA UK US UN EU BBC TV NATO NASA AIDS DNA RNA ISBN ISSN DOI URL PDF HTML XML CD DVD BC AD BCE "
    "NCO POW HQ ISO ASCII UTF-8 UTF-16 CE AM PM OK PhD MA BA MP MPs GDP ID IQ PC CV FAQ UFO "
    "USSR II III IV"
)
"""Abbreviations that every reader has met: dictionaries have them as words."""


def abbreviations(texts: Sequence[Text], glossed: Collection[str]) -> list[Entry]:
    """Return the abbreviations; `glossed` are those that the book's metadata explains."""
    words = _stopped(texts)
    return [*by_name(_initials(texts, glossed)), *_titles(texts), *([words] if words else [])]


def _initials(texts: Sequence[Text], glossed: Collection[str]) -> Iterator[Entry]:
    forms: Forms = {}
    for text in texts:
        for match in INITIALS.finditer(text.text):
            if _is_abbreviation(text, match):
                forms.setdefault(match[0], []).append(text.seen(*match.span()))
    whole = "\n".join(text.text for text in texts)
    for form, places in forms.items():
        if form in glossed or _explained(form, whole):
            yield Entry(HEADING, {form: places}, "explained")
        elif form in KNOWN or "." in form:
            yield Entry(HEADING, {form: places})
        else:
            yield Entry(HEADING, {form: places}, "explained nowhere", unsettled=True)


def _is_abbreviation(text: Text, match: re.Match[str]) -> bool:
    """Whether capitals stand for words: no number, no stretch that is all in capitals."""
    word = match[0]
    if "." in word:
        return len(word) > 4 or word.islower()
    around = text.text[max(0, match.start() - 12) : match.start()], text.text[match.end() :][:12]
    neighbours = re.findall(r"[^\W\d_]{2,}", " ".join(around))
    shouting = any(near.isupper() for near in neighbours)
    return not ROMAN.fullmatch(word) and not shouting


def _explained(form: str, whole: str) -> bool:
    """Whether its words stand beside it once: `New Economic Policy (NEP)`, or the other way."""
    initials = [letter for letter in form if letter.isalpha()]
    words = r"[ \n\u00a0-](?:(?:of|the|and|for|de|des|la|du|und|der|et)[ \n\u00a0])*".join(
        rf"[{letter}{letter.lower()}]\w+" for letter in initials
    )
    between = r"[^.\n]{0,3}[(\[,–—=:][^.\n]{0,12}"
    short = rf"\b{re.escape(form)}(?!\w)"
    return re.search(f"{words}{between}{short}|{short}{between}{words}", whole) is not None


def _titles(texts: Sequence[Text]) -> Iterator[Entry]:
    """Yield the titles that are met with a full stop and without."""
    forms: dict[str, Forms] = {}
    for text in texts:
        for match in TITLES.finditer(text.text):
            form = match[1] + match[2]
            places = forms.setdefault(match[1], {}).setdefault(form, [])
            places.append(text.seen(*match.span()))
    for title, by_form in sorted(forms.items()):
        mixed = len(by_form) > 1
        note = "with a full stop and without" if mixed else ""
        yield Entry(
            HEADING, {f: by_form[f] for f in sorted(by_form)} or {title: []}, note, unsettled=mixed
        )


def _stopped(texts: Sequence[Text]) -> Entry | None:
    """Return the words that are cut short with a full stop, as one line."""
    forms: dict[str, list[Seen]] = {}
    for text in texts:
        for match in STOPPED.finditer(text.text):
            forms.setdefault(f"{match[1]}.", []).append(text.seen(*match.span()))
    ordered = {form: forms[form] for form in sorted(forms, key=str.casefold)}
    return Entry(HEADING, ordered, "cut short with a full stop") if ordered else None
