"""Finds the citations that are typed in a text, and drafts a bibliography for them.

A draft holds what the text says and no more: what is missing is named in the stub's note, and
what is only likely goes into the review list.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from octavo.finding import Finding, Place, Severity, Tier
from octavo.manuscripts.pieces import Passage

BRACKET = re.compile(r"\(([^()]{3,240})\)")
SIGNAL = re.compile(
    r"^(?:see(?:\s+also)?|cf\.?|compare|quoted\s+in|cited\s+in|e\.g\.,?|vgl\.|siehe|voir)\s+", re.I
)
UNIT = r"(?:pp?|vols?|volume|ch(?:ap(?:ter)?s?)?|nos?|nn?|fn|sec(?:tion)?s?|§+|bk|S|Bd|t)"
LOCATOR = re.compile(
    rf"[,;:]?\s*\b{UNIT}\.?\s*(?:\d+|[ivxlc]+\b)[\w.]*(?:\s?[-\N{{EN DASH}}\N{{EM DASH}}]\s?\w+)?"
    rf"(?:,\s*\d+(?:[-\N{{EN DASH}}]\d+)?)*(?:\s*ff?\.?)?",
    re.IGNORECASE,
)
COMPACT = re.compile(r"(?P<head>[A-Z]{2,8}),?\s+\d{1,3}:\s?\d+(?:[-\N{EN DASH}]\d+)?\.?")
ANAPHOR = re.compile(
    r"^(?:ibid|ibidem|id|idem|ebd|ebenda)\b|\b(?:op\.?\s*cit|loc\.?\s*cit|a\.\s?a\.\s?O)\b", re.I
)
NAME = r"(?:[A-Z]\.\s?)*(?:(?:van|von|de|der|den|du|la|le|di)\s+)*[A-Z\u00c0-\u00de][\w'\u2019-]+"
NAMES = rf"{NAME}(?:\s+{NAME}){{0,2}}"
WORK = re.compile(rf"(?P<names>{NAMES}(?:\s+(?:and|&|und|et)\s+{NAMES})?),\s+(?P<title>\S.+)")
DATED = re.compile(
    rf"(?P<names>{NAMES}(?:\s+(?:and|&|und|et)\s+{NAMES})?),?\s+(?P<year>1[5-9]\d\d|20\d\d)[a-z]?"
)
SHORT = re.compile(r"[A-Z][A-Z&.]{1,9}")
RANGE = re.compile(r"(?<=\d)-(?=\d)")
ARTICLES = frozenset(("the", "a", "an", "der", "die", "das", "le", "la", "les", "of", "and", "in"))

KNOWN = {
    "LCW": "Lenin, Collected Works",
    "MECW": "Marx and Engels, Collected Works",
    "MEW": "Marx and Engels, Werke",
    "MEGA": "Marx-Engels-Gesamtausgabe",
    "OED": "Oxford English Dictionary",
    "ODNB": "Oxford Dictionary of National Biography",
    "DNB": "Dictionary of National Biography",
    "PL": "Patrologia Latina",
    "PG": "Patrologia Graeca",
    "CWE": "Collected Works of Erasmus",
}
"""What an abbreviation often means: proposed, never written into a bibliography."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A citation as it is typed: the words before its locators, and where."""

    head: str
    text: str
    place: Place | None


@dataclass(slots=True)
class Draft:
    """A drafted bibliography: CSL items, abbreviations (to keys), and what to look at.

    `cited` counts the citations that lead to these items, anaphors (ibid.) included.
    """

    items: list[dict[str, object]] = field(default_factory=list)
    abbreviations: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    cited: int = 0


def typed(passages: list[Passage]) -> Iterator[Typed]:
    """Give each citation in brackets, in reading order; several in one bracket each by itself."""
    for passage in passages:
        for bracket in BRACKET.finditer(passage.text):
            place = _within(passage, bracket.start())
            for part in bracket[1].split(";"):
                one = _typed(" ".join(part.split()), place)
                if one is not None:
                    yield one


def _within(passage: Passage, at: int) -> Place | None:
    """Give the place of a character, where the passage stands on one line up to it."""
    place = passage.place
    if place is None or place.start is None or "\n" in passage.text[:at]:
        return place
    return replace(place, column=place.column + at, start=place.start + at)


def _typed(text: str, place: Place | None) -> Typed | None:
    text = SIGNAL.sub("", text.strip())
    compact = COMPACT.fullmatch(text)
    if compact:
        return Typed(compact["head"], text, place)
    if ANAPHOR.search(text):
        return Typed("", text, place)
    locator = LOCATOR.search(text)
    if locator is None and DATED.match(text) is None:
        return None
    head = (text[: locator.start()] if locator else text).strip(" ,.;:")
    if not head or not head[0].isalpha() or not head[0].isupper():
        return None
    return Typed(head, text, place)


def draft(passages: list[Passage]) -> Draft:
    """Draft the bibliography of what is cited: one stub a work, in the order of first citation."""
    made = Draft()
    drafted: dict[str, str] = {}
    for one in typed(passages):
        if not one.head:
            made.cited += 1
            continue
        work = _key_of_title(one.head)
        if work not in drafted:
            drafted[work] = _stub(made, one)
        made.cited += bool(drafted[work])
    return made


def _key_of_title(head: str) -> str:
    return re.sub(r"\W+", " ", head).casefold()


def _stub(made: Draft, one: Typed) -> str:
    """Add a stub for a work; give its key, or "" where the head names no work."""
    if SHORT.fullmatch(one.head):
        return _abbreviation(made, one)
    dated = DATED.fullmatch(one.head)
    if dated:
        people = _people(dated["names"])
        issued = {"date-parts": [[int(dated["year"])]]}
        key = _slug(f"{people[0]['family']} {dated['year']}")
        return _add(
            made,
            one,
            {"id": key, "type": "book", "author": people, "issued": issued},
            "the title is not in the text",
        )
    work = WORK.fullmatch(one.head)
    if work:
        return _work(made, one, work)
    made.findings.append(_unknown(one))
    return ""


def _abbreviation(made: Draft, one: Typed) -> str:
    key = _slug(one.head)
    likely = KNOWN.get(one.head.replace(".", ""))
    missing = f"the text nowhere says what {one.head} is"
    if likely:
        missing += f"; perhaps {likely}"
    made.abbreviations[one.head] = key
    return _add(made, one, {"id": key, "type": "book", "title": one.head}, missing)


def _work(made: Draft, one: Typed, work: re.Match[str]) -> str:
    title = RANGE.sub("\N{EN DASH}", work["title"].strip("'\"*_ \u2018\u2019\u201c\u201d"))
    people = _people(work["names"])
    words = [w for w in re.findall(r"[\w'\u2019]+", work["title"]) if w.casefold() not in ARTICLES]
    key = _slug(" ".join([people[0]["family"], *words[:4]]))
    item: dict[str, object] = {"id": key, "type": "book", "author": people, "title": title}
    return _add(made, one, item, "edition and year are not in the text")


def _add(made: Draft, one: Typed, item: dict[str, object], missing: str) -> str:
    taken = {str(known["id"]) for known in made.items}
    key = str(item["id"])
    number = 1
    while item["id"] in taken:
        number += 1
        item["id"] = f"{key}-{number}"
    item["note"] = f"stub: {missing}"
    made.items.append(item)
    made.findings.append(_about(one, item, missing))
    return str(item["id"])


def _people(names: str) -> list[dict[str, str]]:
    people = []
    for name in re.split(r"\s+(?:and|&|und|et)\s+|,\s+", names):
        given, _, family = name.strip().rpartition(" ")
        people.append({"family": family, "given": given} if given else {"family": family})
    return people


def _slug(text: str) -> str:
    """Make a key: ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text.replace("\u2019", "").replace("'", ""))
    ascii_only = plain.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-") or "work"


def _about(one: Typed, item: dict[str, object], missing: str) -> Finding:
    return Finding(
        "import-citation-stub",
        f"\N{LEFT DOUBLE QUOTATION MARK}{one.head}\N{RIGHT DOUBLE QUOTATION MARK} is cited:"
        f" a stub stands in references.json; {missing}.",
        Severity.WARNING,
        Tier.FLAG,
        one.place,
        before=one.text,
        hint=f"Complete the entry {item['id']} in metadata/references.json.",
    )


def _unknown(one: Typed) -> Finding:
    return Finding(
        "import-citation-unknown",
        f"This looks like a citation, but the work is not clear: {one.head}.",
        Severity.INFO,
        Tier.FLAG,
        one.place,
        before=one.text,
        hint="Add the work to metadata/references.json, if it is one.",
        confidence=0.5,
    )
