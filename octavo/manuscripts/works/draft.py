"""Finds the citations that are typed in a text, and drafts a bibliography for them.

A draft holds only what the text gives: what is missing is named in the stub's note, and
what is only likely goes into the review list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from octavo.files.slugs import FreeNames
from octavo.manuscripts.pieces import Manuscript, Passage
from octavo.manuscripts.works import likeness, stubs
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.text.citations.grammar import DEFINING, OBJECT, SIGNAL, Group, Item, definitions, find
from octavo.text.citations.locator import plain
from octavo.text.entries import entry

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
"""Common meanings of abbreviations: proposed, never written into a bibliography."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A citation as it is typed: the words before its locators, and where; or a work in a list.

    `emphasised` are the stretches in italics around it.
    """

    head: str
    text: str
    place: Place | None
    verb: str = "cited"
    emphasised: tuple[str, ...] = ()


@dataclass(slots=True)
class Draft:
    """A drafted bibliography: CSL items, abbreviations (to keys), and what to look at.

    `cited` counts the citations that lead to these items, anaphors (ibid.) included. `given` are
    the keys of works that fields gave: they stand among the items while these are drafted.
    """

    items: list[dict[str, object]] = field(default_factory=list)
    abbreviations: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    cited: int = 0
    given: frozenset[str] = frozenset()


def typed(passages: list[Passage]) -> Iterator[Typed]:
    """Yield each citation in brackets or in a note, in reading order; of several each by itself."""
    for passage in passages:
        for group in find(passage.text, note=passage.note):
            place = _within(passage, group.start)
            for item in group.items:
                one = _typed(item, group, replace(passage, place=place))
                if one is not None:
                    yield one


def _within(passage: Passage, at: int) -> Place | None:
    """Return the place of a character, where the passage stands on one line up to it."""
    place = passage.place
    if place is None or place.start is None or "\n" in passage.text[:at]:
        return place
    return replace(place, column=place.column + at, start=place.start + at)


def _typed(item: Item, group: Group, passage: Passage) -> Typed | None:
    """Return an item that has a page, a volume or a year, and begins like a name or a title."""
    text = " ".join(item.text.split())
    if item.anaphor:
        return Typed("", text, passage.place)
    head = stubs.named(_as_typed(item), passage.emphasised)
    tail = item.tail
    has_locator = any(place.term for place in tail.locators) or tail.volume
    if tail.bare and not stubs.SHORT.fullmatch(head) and not stubs.IMPRINT.search(head):
        has_locator = ""
    full = group.clause and stubs.is_full(head, passage.emphasised)
    if not (has_locator or full) and stubs.DATED.match(head) is None:
        return None
    if (not head[:1].isalpha() and head[:1] not in stubs.QUOTES) or head[:1].islower():
        return None
    is_title = "," not in head and not stubs.SHORT.fullmatch(head) and not stubs.DATED.match(head)
    head = f"{group.author}, {head}" if is_title and group.author else head
    return Typed(head, text, passage.place, emphasised=passage.emphasised)


def _as_typed(item: Item) -> str:
    """Return an item's head with the dashes and apostrophes of the text."""
    text = DEFINING.sub("", " ".join(item.text.split()))
    at = plain(text).find(item.head)
    return (text[at : at + len(item.head)] if at >= 0 else item.head).strip(" ,.;:")


def draft(passages: list[Passage], given: Iterable[dict[str, object]] = ()) -> Draft:
    """Draft the bibliography of what is cited: one stub a work, in the order of first citation.

    A work that is `given` already, by a field of the manuscript, is drafted no more.
    """
    made = Draft([*given])
    made.given = frozenset(str(item["id"]) for item in made.items)
    _draft(made, passages)
    made.items = [item for item in made.items if item["id"] not in made.given]
    return made


FEW = 3
RATE = 5_000
"""A text with fewer works than these, and less than one in so many words, cites nothing: what looks
like it (`Easter Day, 1915`) is of the story."""


def of_book(passages: list[Passage], given: Iterable[dict[str, object]] = ()) -> Draft:
    """Draft the bibliography of a book; none where too little of a long text looks like works."""
    given = list(given)
    made = draft(passages, given)
    words = sum(len(passage.text.split()) for passage in passages)
    listed = any(passage.listed for passage in passages)
    few = len(made.items) < FEW and len(made.items) * RATE < words
    return draft([], given) if few and not listed and not given else made


def _draft(made: Draft, passages: list[Passage]) -> None:
    drafted: dict[str, str] = {}
    for passage in passages:
        if passage.listed:
            _listed(made, passage)
    passages = [passage for passage in passages if not passage.listed]
    for passage in passages:
        for definition in definitions(passage.text):
            _define(made, drafted, definition, passage.place)
    cited = list(typed(passages))
    titles = dict(_titled(cited))
    for citation in cited:
        if not citation.head:
            made.cited += 1
            continue
        one = replace(citation, head=titles.get(_key_of_title(citation.head), citation.head))
        work = _key_of_title(one.head)
        if work not in drafted:
            drafted[work] = _stub(made, one)
        made.cited += bool(drafted[work])


def _titled(cited: list[Typed]) -> Iterator[tuple[str, str]]:
    """Yield the titles that the text has behind an author's full name, and the head with both.

    So `Marxism, Anarchism, and Alternative Futures` alone is known to be no work of Marxism's.
    """
    for one in cited:
        work = stubs.WORK.fullmatch(one.head)
        if work and " " in work["names"]:
            yield _key_of_title(work["title"]), one.head


def _listed(made: Draft, passage: Passage) -> None:
    """Add an entry of the text's own list of works; report one that cannot be parsed."""
    text = " ".join(passage.text.replace(OBJECT, " ").split())
    one = Typed(text, text, passage.place, "listed")
    read = entry.item(text, passage.emphasised)
    if read is None:
        made.findings.append(_unknown(one))
        return
    people = read.get("author") or read.get("editor") or [{}]
    name = str(people[0].get("family") or people[0].get("literal") or "")
    key = stubs.key_of(name, str(read["title"]))
    year = likeness.year(read)
    if not any(
        likeness.is_same(known, read) and likeness.year(known) == year for known in made.items
    ):
        _add(made, one, {"id": key, **read}, stubs.lacks(read))


def _define(
    made: Draft, drafted: dict[str, str], definition: re.Match[str], place: Place | None
) -> None:
    """Take in an abbreviation that the text explains."""
    head = SIGNAL.sub("", " ".join(definition["work"].split()).strip(" ,*_"))
    work = stubs.WORK.fullmatch(head)
    if work is None or definition["short"] in made.abbreviations:
        return
    title = _key_of_title(head)
    if title not in drafted:
        drafted[title] = _work(made, Typed(head, definition[0], place), work)
    made.abbreviations[definition["short"]] = drafted[title]


def _key_of_title(head: str) -> str:
    return re.sub(r"\W+", " ", head).strip().casefold()


def _stub(made: Draft, one: Typed) -> str:
    """Add a stub for a work; return its key, or "" where the head names no work."""
    if stubs.SHORT.fullmatch(one.head):
        return _abbreviation(made, one)
    dated = stubs.DATED.fullmatch(one.head)
    if dated:
        people = stubs.people(dated["names"])
        listed = _dated(made, str(people[0]["family"]), int(dated["year"]))
        if listed:
            return listed
        issued = {"date-parts": [[int(dated["year"])]]}
        key = stubs.key(f"{people[0]['family']} {dated['year']}")
        return _add(
            made,
            one,
            {"id": key, "type": "book", "author": people, "issued": issued},
            "the title is not in the text",
        )
    work = stubs.WORK.fullmatch(one.head)
    if work:
        return _work(made, one, work)
    if stubs.is_title(one.head):
        return _without_author(made, one)
    made.findings.append(_unknown(one))
    return ""


def _without_author(made: Draft, one: Typed) -> str:
    """Add a stub for a work without its author, unless a work has this title already."""
    title = _key_of_title(one.head)
    known = [item for item in made.items if _key_of_title(str(item.get("title", ""))) == title]
    if known:
        return str(known[0]["id"])
    item: dict[str, object] = {"id": stubs.key_of("", one.head), "type": "book", "title": one.head}
    return _add(made, one, item, stubs.lacks(item))


def _dated(made: Draft, surname: str, year: int) -> str:
    """Return the one drafted work of an author and a year: one that the text lists itself."""
    matches = [
        i for i in made.items if likeness.surnames(i)[:1] == [surname] and likeness.year(i) == year
    ]
    return str(matches[0]["id"]) if len(matches) == 1 else ""


def _abbreviation(made: Draft, one: Typed) -> str:
    if one.head in made.abbreviations:
        return made.abbreviations[one.head]
    key = stubs.key(one.head)
    likely = KNOWN.get(one.head.replace(".", ""))
    missing = f"the text nowhere says what {one.head} is"
    if likely:
        missing += f"; perhaps {likely}"
    made.abbreviations[one.head] = key
    return _add(made, one, {"id": key, "type": "book", "title": one.head}, missing)


def _work(made: Draft, one: Typed, work: re.Match[str]) -> str:
    people = stubs.people(work["names"])
    fields = stubs.of_work(one.head, work, one.emphasised)
    key = stubs.key_of(people[0]["family"], str(fields["title"]))
    role = "editor" if work["role"] else "author"
    item: dict[str, object] = {"id": key, "type": "book", role: people, **fields}
    known = next((other for other in made.items if likeness.is_same(other, item)), None)
    if known is None:
        listed = likeness.by_short_title(made.items, item)
        if listed is None:
            return _add(made, one, item, stubs.lacks(item))
        listed.setdefault("title-short", item["title"])
        return str(listed["id"])
    if known["id"] in made.given:
        return str(known["id"])
    known |= {field: value for field, value in item.items() if field not in known}
    known["note"] = f"stub: {stubs.lacks(known)}"
    return str(known["id"])


def _add(made: Draft, one: Typed, item: dict[str, object], missing: str) -> str:
    taken = {str(known["id"]) for known in made.items}
    item["id"] = FreeNames(taken).free(str(item["id"]))
    rest = f"; the entry also says: {item['note']}" if item.get("note") else ""
    item["note"] = f"stub: {missing}{rest}"
    made.items.append(item)
    made.findings.append(_about(one, item, missing))
    return str(item["id"])


def _about(one: Typed, item: dict[str, object], missing: str) -> Finding:
    return Finding(
        "import-citation-stub",
        f"\N{LEFT DOUBLE QUOTATION MARK}{one.head}\N{RIGHT DOUBLE QUOTATION MARK} is {one.verb}:"
        f" a draft of its entry stands in the bibliography; {missing}.",
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


def unlisted(read: Iterable[Manuscript]) -> list[dict[str, object]]:
    """Draft an entry for each key that manuscripts cite and no bibliography has.

    Its title is the key: what the work is, only the file says that did not come along.
    """
    keys = dict.fromkeys(key for manuscript in read for key in manuscript.unlisted)
    note = "stub: no bibliography came with the manuscript that has this key"
    return [{"id": key, "type": "document", "title": key, "note": note} for key in keys]
