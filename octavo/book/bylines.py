"""Prints below a chapter's heading the names that edition.yaml gives to that chapter.

As `captions` does, behind all filters and for every format alike. An author is named alone; others
with what they did, as on the title page.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from octavo.book import paths
from octavo.book.imprint.lines import credit_words
from octavo.files import yaml
from octavo.model.edition import ROLES, Contributor, Project
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.model.nodes import Document, Node, inlines, stringify, walk
from octavo.text.terms import terms_for

BYLINE = "byline"
"""The class of the line below a heading."""


def print_names(document: Document, project: Project) -> None:
    """Put the names of chapters' contributors below the headings, in place."""
    if any(person.chapter for person in project.edition.contributors):
        _print(document.blocks, project)


def check(document: Document, project: Project) -> list[Finding]:
    """Report contributors of a chapter that is not there: their names would be printed nowhere."""
    people = [person for person in project.edition.contributors if person.chapter]
    if not people:
        return []
    known = [node["c"][1][0] for node in walk(document.blocks) if node["t"] == "Header"]
    return [_unknown(person, known, project) for person in people if person.chapter not in known]


def _unknown(person: Contributor, known: list[str], project: Project) -> Finding:
    near = get_close_matches(person.chapter, known, n=1)
    hint = f"Did you mean “{near[0]}”?" if near else f"There are: {', '.join(known[:12])}."
    message = f"No heading has the identifier “{person.chapter}”: {person.name} is named nowhere."
    place = _place(project, person.chapter)
    return Finding("chapter-unknown", message, Severity.ERROR, Tier.FLAG, place, hint=hint)


def _place(project: Project, chapter: str) -> Place:
    """Return the place in edition.yaml where a contributor's chapter is named."""
    record = yaml.read(project.root / paths.EDITION, paths.EDITION)
    for loc in record.lines:
        if loc[-1:] == ("chapter",) and yaml.value_at(record.value, loc) == chapter:
            return record.place(loc)
    return record.place(())


def _print(blocks: list[Node], project: Project) -> None:
    printed = []
    for at, block in enumerate(blocks):
        printed.append(block)
        if block["t"] == "Div":
            _print(block["c"][1], project)
        elif block["t"] == "Header":
            after = blocks[at + 1] if at + 1 < len(blocks) else None
            printed += _lines(block["c"][1][0], after, project)
    blocks[:] = printed


def _lines(chapter: str, after: Node | None, project: Project) -> Iterator[Node]:
    """Yield a line for each part; names that the text itself has below the heading are left out."""
    there = stringify(after["c"]) if after and after["t"] in ("Para", "Plain") else ""
    terms = terms_for(project.edition.lang)
    here = [p for p in project.edition.contributors if chapter and p.chapter == chapter]
    order = [*ROLES.values(), *(person.role for person in here)]
    here.sort(key=lambda person: order.index(person.role))
    for role, own in dict.fromkeys((person.role, person.credit) for person in here):
        names = [p.name for p in here if (p.role, p.credit) == (role, own)]
        line = terms.names([name for name in names if name not in there])
        if line:
            by_author = role == "aut" and not own
            words = line if by_author else credit_words(role, own, line, terms)
            yield {
                "t": "Div",
                "c": [["", [BYLINE], []], [{"t": "Plain", "c": inlines(words)}]],
            }
