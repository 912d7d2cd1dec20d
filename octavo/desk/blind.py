"""A text for a reviewer who must not know who wrote it.

What the edition says of its people is left out of the file. What the text says of them is asked
about, with its place: nothing of the text is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from html import escape
from typing import Any

from octavo.book.chapter import Chapter
from octavo.desk.merge.leaf import SHOWN, Atom, Kind, Leaf
from octavo.desk.merge.sent import Where
from octavo.model.colophon import ImprintPage
from octavo.model.design import Design
from octavo.model.edition import ROLES, Copyright, Edition
from octavo.model.finding import Finding, Place, Tier
from octavo.model.rules import severity
from octavo.ooxml.package import Package

VARIANT = "blind"
LEFT = "blind-left"

ASKED = frozenset(("title", "subtitle", "lang", "alt", "caption"))
"""What an edition says that is text, and stays, whoever is named in it: it is asked about."""

ADDRESSES = ("url", "doi", "isbn", "logo", "cover")
"""What leads to those who made the book."""

SHORTEST = 3
"""A family name of fewer letters is looked for with the names before it alone."""

LONGEST_CONTEXT = 60
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
RUNNING = re.compile(r"word/(?:header|footer)")

THANKS = frozenset(
    (
        *("acknowledgement", "acknowledgements", "acknowledgment", "acknowledgments", "thanks"),
        *("dank", "danksagung", "danksagungen", "remerciements", "agradecimientos", "tack", "tak"),
        *("agradecimentos", "ringraziamenti", "dankwoord", "dankbetuiging", "takk", "kiitokset"),
        *(
            "þakkir",
            "podziękowania",
            "poděkování",
            "poďakovanie",
            "zahvale",
            "zahvala",
            "mulțumiri",
        ),
        *("захвалност", "zahvalnost", "köszönetnyilvánítás", "благодарности", "благодарность"),
        *("подяка", "подяки", "ευχαριστίες", "teşekkür", "teşekkürler", "tänuavaldused"),
        *("pateicības", "padėka", "agraïments", "תודות", "author's note", "about the author"),
    )
)
"""Headings below which people are thanked, or the author is named, in small letters."""

OWN = re.compile(
    r"\b(?:(?:[Mm]y|[Oo]ur)\s+(?:(?:own|earlier|previous|forthcoming|recent|first|last)\s+)+"
    r"(?:books?|articles?|essays?|papers?|works?|stud(?:y|ies)|thesis|dissertation|research)|"
    r"(?:[Mm]y|[Oo]ur)\s+(?:thesis|dissertation|monograph)|"
    r"[Aa]s\s+(?:I|we)\s+(?:have\s+)?(?:argued|shown|said|written|demonstrated|discussed|noted)"
    r"\s+(?:elsewhere|before|earlier|previously)|"
    r"(?:[Mm]eine[mnrs]?|[Uu]nsere[mnrs]?)\s+(?:(?:frühere|eigene|erste)[mnrs]?\s+)?"
    r"(?:Buch|Aufsatz|Dissertation|Studie|Arbeit|Monographie|Monografie)|"
    r"(?:[Mm]on|[Mm]a|[Mm]es|[Nn]otre|[Nn]os)\s+(?:(?:propres?|récente?s?|premiers?|précédente?s?)\s+)?"
    r"(?:livres?|thèse|ouvrages?|études?|essais?|mémoire))\b"
)
"""How an author speaks of own works, in English, German and French."""


@dataclass(frozen=True, slots=True)
class Name:
    """A person or body of the edition, and how the text may name it: whole, or by the family."""

    whole: str
    family: str = ""

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds the name in a text, on one line or over two."""
        each = [one for one in (self.whole, self.family) if one]
        words = "|".join(r"\s+".join(map(re.escape, one.split())) for one in each)
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def names_of(edition: Edition) -> list[Name]:
    """Return the people of an edition, authors first; each once."""
    made = [_name(person.name, person.file_as) for person in edition.contributors]
    made += [_name(edition.copyright.holder, "")] if edition.copyright.holder else []
    once: dict[str, Name] = {}
    for one in made:
        once.setdefault(one.whole, one)
    return list(once.values())


def _name(name: str, file_as: str) -> Name:
    parts = name.split()
    family = file_as.partition(",")[0].strip() or (parts[-1] if 1 < len(parts) < 5 else "")
    is_alone = len(family) >= SHORTEST and family != name and file_as.strip() != name
    return Name(name, family if is_alone else "")


def blinded(edition: Edition) -> Edition:
    """Return an edition without its people, and without all else that names one of them."""
    names = [one.pattern for one in names_of(edition)]
    gone: dict[str, Any] = dict.fromkeys((*ROLES, "contributor", "funder"), ())
    gone |= {"copyright": Copyright(), "imprint_page": ImprintPage(), "author_note": ""}
    gone |= {name: type(getattr(edition, name))() for name in ADDRESSES}
    bare = replace(edition, **gone, design=Design())
    made: Edition = _without(bare, names)
    return replace(made, design=edition.design)


def _without(value: Any, names: Sequence[re.Pattern[str]]) -> Any:
    """Return a value of the edition without the texts in which somebody is named."""
    if isinstance(value, str):
        return "" if any(name.search(value) for name in names) else value
    if isinstance(value, tuple):
        each = [(_without(one, names), one) for one in value]
        return tuple(one for one, old in each if one or not old)
    if isinstance(value, Mapping):
        return {key: _without(one, names) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        kept = {one.name: getattr(value, one.name) for one in fields(value)}
        own = {name: _without(one, names) for name, one in kept.items() if name not in ASKED}
        return replace(value, **own)
    return value


def questions(
    edition: Edition,
    read: tuple[Sequence[Leaf], Sequence[Where | None]],
    chapters: Sequence[Chapter],
) -> list[Finding]:
    """Return what in a file may say who wrote it: names, thanks, an author's word on own works."""
    by_file = {chapter.file: chapter for chapter in chapters}
    findings = []
    for leaf, at in zip(*read, strict=True):
        chapter = by_file.get(at.file) if at else None
        text = _text(leaf)
        for name in names_of(edition):
            if match := name.pattern.search(text):
                message = f"“{match[0]}” is named in the text."
                hint = f"Would a reviewer know {name.whole} by it? Then change the text first."
                findings.append(_asked("blind-name", message, hint, _Spot(match, at, chapter)))
        if leaf.kind is Kind.HEADING and text.strip().casefold() in THANKS:
            whole = re.match(r".*", text)
            message = f"A part of the text is headed “{text.strip()}”."
            hint = "Whoever is thanked may say who wrote it: take it out of the copy, or leave it."
            findings.append(_asked("blind-thanks", message, hint, _Spot(whole, at, chapter)))
        if match := OWN.search(text):
            message = f"“{match[0]}”: the author speaks of own works."
            hint = "If a work is named with it, a reviewer knows whose it is."
            findings.append(_asked("blind-own-work", message, hint, _Spot(match, at, chapter)))
    return findings


def _text(leaf: Leaf) -> str:
    """Return the words of a leaf, those that its citations show too."""
    return "".join(one.shows for one in leaf.tokens if one.atom in (Atom.CITE, Atom.FIELD, *SHOWN))


def _pictured(edition: Edition, package: Package) -> Iterator[Finding]:
    """Yield a question for each picture whose description names somebody."""
    for story in package.stories():
        for picture in story.root.iter(PICTURE):
            text = picture.get("descr", "")
            for name in names_of(edition):
                if match := name.pattern.search(text):
                    message = f"“{match[0]}” is named in the description of a picture."
                    hint = f"Would a reviewer know {name.whole} by it? Then change it first."
                    yield _asked("blind-name", message, hint, _Spot(match, None, None))


@dataclass(frozen=True, slots=True)
class _Spot:
    """Words of a leaf, and where the leaf stands in its chapter, if it does."""

    match: re.Match[str] | None
    at: Where | None
    chapter: Chapter | None

    @property
    def place(self) -> Place | None:
        """The place of the words in the source, or of the paragraph that they stand in."""
        if self.at is None or self.chapter is None:
            return None
        words = self.match[0].split() if self.match else []
        typed = re.compile(r"\s+".join(map(re.escape, words)))
        typed_match = typed.search(self.chapter.text, self.at.start, self.at.end) if words else None
        start, end = typed_match.span() if typed_match else (self.at.start, self.at.end)
        return self.chapter.place(start, end)


def _asked(rule: str, message: str, hint: str, spot: _Spot) -> Finding:
    place = spot.place or Place("metadata/edition.yaml")
    words = spot.match[0] if spot.match else ""
    text = spot.match.string if spot.match else ""
    start, end = spot.match.span() if spot.match else (0, 0)
    around = text[max(0, start - LONGEST_CONTEXT) : start], text[end : end + LONGEST_CONTEXT]
    return Finding(
        rule, message, severity(rule), Tier.FLAG, place, before=words, context=around, hint=hint
    )


def left(edition: Edition, members: Mapping[str, bytes]) -> list[Finding]:
    """Return an error for each part of a file, besides its text, that still names somebody.

    That is properties, settings, what a picture says of who made it. Running heads repeat headings
    of the text, which has its own questions; so have descriptions of pictures here.
    """
    package = Package(dict(members))
    findings = list(_pictured(edition, package))
    text = {story.part for story in package.stories()}
    names = [one for one in names_of(edition) if one.whole not in _titles(edition)]
    for part in sorted(set(members) - text):
        data = "" if RUNNING.match(part) else members[part].decode("utf-8", "replace")
        for name in names:
            if name.whole in data or escape(name.whole) in data:
                where = "A picture" if part.startswith("word/media/") else part
                message = f"{where} in the file names {name.whole}."
                hint = "Take the name out of the picture's properties." if "media" in part else ""
                findings.append(_left(message, hint))
    return findings


def _titles(edition: Edition) -> str:
    return f"{edition.title} {edition.subtitle}"


def _left(message: str, hint: str) -> Finding:
    return Finding(LEFT, message, severity(LEFT), Tier.FLAG, Place("Word file"), hint=hint)
