"""Finds faults of a bibliography itself: works entered twice, false numbers, missing fields."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from octavo.bibliography.references import Work
from octavo.model.checkdigits import RESOLVER, doi_fault, isbn_fault, issn_fault
from octavo.model.finding import Finding, Severity, Tier
from octavo.text.citations.works import words

NEEDED = {
    "book": ("author", "publisher"),
    "chapter": ("author", "container-title", "publisher"),
    "article-journal": ("author", "container-title", "volume"),
    "article-magazine": ("container-title",),
    "article-newspaper": ("container-title",),
    "paper-conference": ("author", "container-title"),
    "thesis": ("author", "publisher"),
    "report": ("publisher",),
    "webpage": ("URL",),
}
"""The fields that a reader needs to find a work of each type (The Chicago Manual of Style,
17th ed., chapters 14 and 15); date and title are checked by `cite-no-date`."""

INSTEAD = {"author": ("editor", "translator", "director", "composer"), "volume": ("issue", "DOI")}
"""Other fields that serve as well."""

MOST = 30
"""The most unused keys that are named one by one."""


def check(
    works: Collection[Work], cited: Collection[str], printed: Collection[str] = ()
) -> list[Finding]:
    """Check a bibliography: `cited` are the keys that a text uses, `printed` a style's variables.

    Of works that are not cited only doubles and wrong numbers are reported; without
    `printed` no field is required. In a text that cites nothing, unused works are not reported.
    """
    used = [work for work in works if work.key in cited]
    return [
        *doubles(works),
        *(finding for work in works for finding in identifiers(work)),
        *(finding for work in used if (finding := lacking(work, printed))),
        *(unused(work for work in works if work.key not in cited) if used else ()),
    ]


def doubles(works: Iterable[Work]) -> Iterator[Finding]:
    """Yield the works that are entered twice, under two keys."""
    known: dict[tuple[object, ...], Work] = {}
    for work in works:
        for mark in _marks(work):
            first = known.setdefault(mark, work)
            if first.key != work.key:
                yield _warning(
                    "cite-duplicate",
                    work,
                    f"{work.key} and {first.key} ({first.place}) seem to be the same work.",
                    "Cite one of them, and take the other out.",
                )
                break


def _marks(work: Work) -> Iterator[tuple[object, ...]]:
    """Yield what no two works share: DOI, ISBN and volume, or names, title, year and place."""
    item = work.item
    volume = str(item.get("volume", ""))
    if item.get("DOI"):
        yield "DOI", RESOLVER.sub("", str(item["DOI"])).lower()
    if item.get("ISBN") and item.get("type") == "book":
        yield "ISBN", re.sub(r"\W", "", str(item["ISBN"])), volume
    title = words(str(item.get("title", "")))
    people = item.get("author") or item.get("editor") or []
    if title and people:
        names = tuple(words(str(p.get("family") or p.get("literal") or "")) for p in people)
        beside = (item.get(field) for field in ("container-title", "edition", "page"))
        yield title, names, str(item.get("issued")), volume, *map(str, beside)


def identifiers(work: Work) -> Iterator[Finding]:
    """Yield the identifiers that cannot be right: ISBN, ISSN and DOI."""
    for isbn in re.findall(r"[\dXx-]{10,}", str(work.item.get("ISBN", ""))):
        if fault := isbn_fault(isbn):
            message = f"The ISBN {isbn} of {work.key} is wrong: {fault}."
            yield _warning("cite-identifier", work, message, "Compare it with the book.")
    for issn in re.findall(r"[\dXx-]{8,}", str(work.item.get("ISSN", ""))):
        if fault := issn_fault(issn):
            message = f"The ISSN {issn} of {work.key} is wrong: {fault}."
            yield _warning("cite-identifier", work, message, "Compare it with the journal.")
    doi = RESOLVER.sub("", str(work.item.get("DOI", "")).strip())
    if doi and doi_fault(doi):
        message = f"The DOI {doi} of {work.key} is not a DOI: it should look like 10.1000/182."
        yield _warning(
            "cite-identifier", work, message, "Compare it with the article's first page."
        )


def lacking(work: Work, printed: Collection[str]) -> Finding | None:
    """Return the finding of a cited work that lacks fields which its style prints."""
    needed = NEEDED.get(str(work.item.get("type")), ())
    missing = [
        field
        for field in needed
        if field in printed
        and not any(work.item.get(name) for name in (field, *INSTEAD.get(field, ())))
    ]
    if not missing or work.is_stub:
        return None
    message = f"The work {work.key} has no {' and no '.join(missing)}, which this style prints."
    finding = _warning("cite-lacks", work, message, f"Complete it: {work.place}.")
    return replace(finding, severity=Severity.INFO)


def unused(works: Iterable[Work]) -> Iterator[Finding]:
    """Yield one finding for all works that nothing cites."""
    left = list(works)
    if left:
        named = ", ".join(work.key for work in left[:MOST])
        more = f" and {len(left) - MOST} more" if len(left) > MOST else ""
        message = f"Not cited in this text ({len(left)}): {named}{more}."
        finding = _warning("cite-unused", left[0], message, "")
        yield replace(finding, severity=Severity.INFO)


def _warning(rule: str, work: Work, message: str, hint: str) -> Finding:
    return Finding(rule, message, Severity.WARNING, Tier.FLAG, work.place, hint=hint)
