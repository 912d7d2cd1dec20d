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
from octavo.text import citation_entry
from octavo.text.citation import DEFINING, SIGNAL, Group, Item, definitions, find
from octavo.text.citation_locator import plain

QUOTES = "'\"\u2018\u201c"
IMPRINT = re.compile(
    r"[,\s]*\((?:(?P<place>[^\W\d_a-z][^():,]*?)(?::\s*|,\s+|\s+))?"
    r"(?:(?P<publisher>[^\W\d_a-z][^():]*?),?\s+)?(?P<year>1[4-9]\d\d|20\d\d)\)[,.\s]*"
)
QUOTED = re.compile(
    r"(?P<open>[\u2018\u201c\"'])(?P<title>.+?)[,.]?[\u2019\u201d\"']"
    r"(?=[\s,]|$)[,\s]*(?P<inside>in:?\s+)?(?P<container>.*)"
)
"""The title of a part of a work, and the work that it stands in."""

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
    """Give each citation in brackets or in a note, in reading order; of several each by itself."""
    for passage in passages:
        for group in find(passage.text, note=passage.note):
            place = _within(passage, group.start)
            for item in group.items:
                one = _typed(item, group, place)
                if one is not None:
                    yield one


def _within(passage: Passage, at: int) -> Place | None:
    """Give the place of a character, where the passage stands on one line up to it."""
    place = passage.place
    if place is None or place.start is None or "\n" in passage.text[:at]:
        return place
    return replace(place, column=place.column + at, start=place.start + at)


def _typed(item: Item, group: Group, place: Place | None) -> Typed | None:
    """Give an item that has a page, a volume or a year, and begins like a name or a title."""
    text = " ".join(item.text.split())
    if item.anaphor:
        return Typed("", text, place)
    head = _as_typed(item)
    tail = item.tail
    told = any(place.term for place in tail.locators) or tail.volume
    if tail.bare and not SHORT.fullmatch(head) and not IMPRINT.search(head):
        told = ""
    if not told and DATED.match(head) is None:
        return None
    if (not head[:1].isalpha() and head[:1] not in QUOTES) or head[:1].islower():
        return None
    is_title = "," not in head and not SHORT.fullmatch(head) and not DATED.match(head)
    return Typed(f"{group.author}, {head}" if is_title and group.author else head, text, place)


def _as_typed(item: Item) -> str:
    """Give an item's head with the dashes and apostrophes of the text."""
    text = DEFINING.sub("", " ".join(item.text.split()))
    at = plain(text).find(item.head)
    return (text[at : at + len(item.head)] if at >= 0 else item.head).strip(" ,.;:")


def draft(passages: list[Passage]) -> Draft:
    """Draft the bibliography of what is cited: one stub a work, in the order of first citation."""
    made = Draft()
    drafted: dict[str, str] = {}
    for passage in passages:
        if passage.listed:
            _listed(made, passage)
    passages = [passage for passage in passages if not passage.listed]
    for passage in passages:
        for said in definitions(passage.text):
            _define(made, drafted, said, passage.place)
    for one in typed(passages):
        if not one.head:
            made.cited += 1
            continue
        work = _key_of_title(one.head)
        if work not in drafted:
            drafted[work] = _stub(made, one)
        made.cited += bool(drafted[work])
    return made


def _listed(made: Draft, passage: Passage) -> None:
    """Add an entry of the text's own list of works; one that no rule reads is told."""
    one = Typed(passage.text, " ".join(passage.text.split()), passage.place)
    read = citation_entry.item(passage.text, passage.emphasised)
    if read is None:
        made.findings.append(_unknown(one))
        return
    people = read.get("author") or read["editor"]
    name = str(people[0].get("family") or people[0].get("literal"))
    key = _slug(" ".join([name, *_counting_words(str(read["title"]))[:4]]))
    issued = read.get("issued")
    if not any(_is_same(known, read) and known.get("issued") == issued for known in made.items):
        _add(made, one, {"id": key, **read}, _lacks(read))


def _define(made: Draft, drafted: dict[str, str], said: re.Match[str], place: Place | None) -> None:
    """Take in an abbreviation that the text explains."""
    head = SIGNAL.sub("", " ".join(said["work"].split()).strip(" ,*_"))
    work = WORK.fullmatch(head)
    if work is None or said["short"] in made.abbreviations:
        return
    title = _key_of_title(head)
    if title not in drafted:
        drafted[title] = _work(made, Typed(head, said[0], place), work)
    made.abbreviations[said["short"]] = drafted[title]


def _key_of_title(head: str) -> str:
    return re.sub(r"\W+", " ", head).casefold()


def _stub(made: Draft, one: Typed) -> str:
    """Add a stub for a work; give its key, or "" where the head names no work."""
    if SHORT.fullmatch(one.head):
        return _abbreviation(made, one)
    dated = DATED.fullmatch(one.head)
    if dated:
        people = _people(dated["names"])
        listed = _dated(made, str(people[0]["family"]), int(dated["year"]))
        if listed:
            return listed
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


def _dated(made: Draft, surname: str, year: int) -> str:
    """Give the one drafted work of an author and a year: one that the text lists itself."""
    issued = {"date-parts": [[year]]}
    found = [i for i in made.items if _surnames(i)[:1] == [surname] and i.get("issued") == issued]
    return str(found[0]["id"]) if len(found) == 1 else ""


def _abbreviation(made: Draft, one: Typed) -> str:
    if one.head in made.abbreviations:
        return made.abbreviations[one.head]
    key = _slug(one.head)
    likely = KNOWN.get(one.head.replace(".", ""))
    missing = f"the text nowhere says what {one.head} is"
    if likely:
        missing += f"; perhaps {likely}"
    made.abbreviations[one.head] = key
    return _add(made, one, {"id": key, "type": "book", "title": one.head}, missing)


def _work(made: Draft, one: Typed, work: re.Match[str]) -> str:
    people = _people(work["names"])
    told = _fields(work["title"])
    words = _counting_words(str(told["title"]))
    key = _slug(" ".join([people[0]["family"], *words[:4]]))
    item: dict[str, object] = {"id": key, "type": "book", "author": people, **told}
    known = next((other for other in made.items if _is_same(other, item)), None)
    if known is None:
        return _add(made, one, item, _lacks(item))
    known |= {field: value for field, value in item.items() if field not in known}
    known["note"] = f"stub: {_lacks(known)}"
    return str(known["id"])


def _counting_words(title: str) -> list[str]:
    typed = re.findall(r"[\w'\u2019]+", title)
    return [word for word in typed if word.casefold() not in ARTICLES]


def _is_same(known: dict[str, object], item: dict[str, object]) -> bool:
    """Whether two stubs are one work: the same surnames, and one title or main title."""
    return _surnames(known) == _surnames(item) and not _titles(known).isdisjoint(_titles(item))


def _surnames(item: dict[str, object]) -> list[str]:
    people = item.get("author")
    named = people if isinstance(people, list) else []
    return [str(name.get("family") or name.get("literal", "")) for name in named]


def _titles(item: dict[str, object]) -> set[str]:
    """The title and the main title, without articles, signs and capital letters."""
    title = str(item.get("title", "")).casefold()
    forms: list[list[str]] = [re.findall(r"\w+", t) for t in (title, title.partition(":")[0])]
    return {" ".join(w for w in form if w not in ARTICLES) for form in forms} - {""}


def _fields(typed: str) -> dict[str, object]:
    """Give what the text says of a work behind its author's name: title, container, imprint."""
    told: dict[str, object] = {}
    imprint = IMPRINT.search(typed)
    if imprint:
        typed = typed[: imprint.start()] + " " + typed[imprint.end() :]
        told["issued"] = {"date-parts": [[int(imprint["year"])]]}
        named = {"publisher-place": imprint["place"], "publisher": imprint["publisher"]}
        told |= {field: text for field, text in named.items() if text}
    part = QUOTED.match(typed.strip())
    if part is None:
        return {"title": _clean(typed), **told}
    told["type"] = "chapter" if part["inside"] else "article-journal"
    container = _clean(part["container"])
    told |= {"container-title": container} if container else {}
    return {"title": _clean(part["title"]), **told}


def _clean(text: str) -> str:
    text = " ".join(text.split()).strip("'\"*_ ,.\u2018\u2019\u201c\u201d")
    return RANGE.sub("\N{EN DASH}", text)


def _lacks(item: dict[str, object]) -> str:
    """Say which of the fields that every style needs the text does not give."""
    inside = item["type"] in ("chapter", "article-journal")
    needed = {"container-title": "where it appeared"} if inside else {"publisher": "publisher"}
    needed |= {"issued": "year"}
    missing = [name for field, name in needed.items() if field not in item]
    return f"{' and '.join(missing)} not in the text" if missing else "to be checked"


def _add(made: Draft, one: Typed, item: dict[str, object], missing: str) -> str:
    taken = {str(known["id"]) for known in made.items}
    key = str(item["id"])
    number = 1
    while item["id"] in taken:
        number += 1
        item["id"] = f"{key}-{number}"
    rest = f"; the entry also says: {item['note']}" if item.get("note") else ""
    item["note"] = f"stub: {missing}{rest}"
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


def key_of(name: str, title: str) -> str:
    """Make a work's key of a name and the first words of its title, as drafts have it."""
    words = re.findall(r"[\w'\u2019]+", title)
    return _slug(" ".join([name, *[w for w in words if w.casefold() not in ARTICLES][:4]]))


def _about(one: Typed, item: dict[str, object], missing: str) -> Finding:
    return Finding(
        "import-citation-stub",
        f"\N{LEFT DOUBLE QUOTATION MARK}{one.head}\N{RIGHT DOUBLE QUOTATION MARK} is cited:"
        f" a stub stands in the bibliography; {missing}.",
        Severity.WARNING,
        Tier.FLAG,
        one.place,
        before=one.text,
        hint=f"Complete the entry {item['id']}.",
    )


def _unknown(one: Typed) -> Finding:
    return Finding(
        "import-citation-unknown",
        f"This looks like a citation, but the work is not clear: {one.head}.",
        Severity.INFO,
        Tier.FLAG,
        one.place,
        before=one.text,
        hint="Add the work to the bibliography, if it is one.",
        confidence=0.5,
    )
