"""The notes of real articles, labelled by others: does *op. cit.* lead to the right work?

Reads TEI of the project bibliographic-tei, of which two articles are kept beside this project.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from octavo.text.citations.grammar import find
from octavo.text.citations.history import History
from octavo.text.citations.match import Shelf
from octavo.text.citations.records import Answer

TEI = "{http://www.tei-c.org/ns/1.0}"
SET = "{https://gitlab.mpcdf.mpg.de/dcfidalgo/llamore}"
Element = etree._Element


Work = dict[str, Any]
"""A CSL item."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source that a note names: its words, the work as resolved, whether it only points back."""

    words: str
    work: Work
    points: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A note's number and text, and the sources labelled in it."""

    number: int
    text: str
    sources: tuple[Source, ...]


def notes(path: Path) -> list[Note]:
    """Read the notes of an article, in order; what is no note (a list of works) is left out."""
    found = []
    for instance in etree.parse(path).iter(f"{SET}instance"):
        text = _plain(instance.find(f"{SET}input"))
        numbered = re.match(r"(\d+)\s+", text)
        if numbered:
            sources = tuple(_sources(instance))
            found.append(Note(int(numbered[1]), text[numbered.end() :], sources))
    return found


def _sources(instance: Element) -> Iterator[Source]:
    outputs = {str(out.get("type")): out for out in instance.iter(f"{SET}output")}
    resolved = {b.get("source"): b for b in outputs["resolved-biblstruct"].iter(f"{TEI}biblStruct")}
    for typed in outputs["bibl"].iter(f"{TEI}bibl"):
        key = typed.get("{http://www.w3.org/XML/1998/namespace}id")
        work = resolved.get(f"#{key}")
        if work is not None:
            points = typed.find(f".//{TEI}ref") is not None
            yield Source(_plain(typed), _work(work), points)


def _plain(element: Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _work(struct: Element) -> Work:
    """Give a work as a CSL item, without its key: a part with the whole that it stands in."""
    titles = {str(title.get("level")): _plain(title) for title in struct.iter(f"{TEI}title")}
    own = titles.get("a") or next(iter(titles.values()), "")
    whole = titles.get("j") or titles.get("m", "")
    date = next((str(d.get("when") or "")[:4] for d in struct.iter(f"{TEI}date")), "")
    item = {
        "type": "book",
        "title": own,
        "container-title": whole if whole != own else "",
        "author": [_name(n) for n in struct.iter(f"{TEI}author")],
        "editor": [_name(n) for n in struct.iter(f"{TEI}editor")],
        "issued": {"date-parts": [[int(date)]]} if date.isdigit() else None,
    }
    for scope in struct.iter(f"{TEI}biblScope"):
        item |= {str(scope.get("unit")): _plain(scope)}
    return {field: value for field, value in item.items() if value}


def _name(element: Element) -> dict[str, str]:
    surname, given = element.find(f".//{TEI}surname"), element.find(f".//{TEI}forename")
    if surname is None:
        return {"literal": _plain(element)}
    return {"family": _plain(surname), "given": _plain(given)}


def _called(work: Work) -> tuple[str, str]:
    """Give what tells works apart here: the first surname, and the title or else the year."""
    people = [*work.get("author", ()), *work.get("editor", ())]
    title = work.get("title") or str(work.get("issued", {}).get("date-parts", ""))
    return (people[0].get("family", "") if people else "", title)


def works(labelled: list[Note]) -> dict[tuple[str, str], Work]:
    """Give the bibliography: a CSL item for each work whose title is named somewhere."""
    items: dict[tuple[str, str], Work] = {}
    for source in (source for note in labelled for source in note.sources):
        called = _called(source.work)
        is_named = not source.points or source.work.get("title", "-")[:20] in source.words
        if is_named and any(called) and called not in items:
            items[called] = {**source.work, "id": f"w{len(items)}"}
    return items


def anaphora(path: Path) -> Iterator[tuple[str, bool]]:
    """Give each reference that points back, and whether it led to its work.

    A part that is cited anew, `Mill, ‘Bentham’ in Carr, op. cit.`, is to lead to the whole.
    """
    labelled = notes(path)
    items = works(labelled)
    history = History(Shelf(items.values(), {}))
    for note in labelled:
        while history.book_note < note.number - 1:
            history.enter_note()
            history.leave_note()
        history.enter_note()
        groups = find(note.text, note=True)
        answers = [(note.text[g.start : g.end], history.typed(g)) for g in groups]
        history.leave_note()
        for source in note.sources:
            if source.points and any(_called(source.work)):
                yield source.words, _leads(answers, source, items)


def _leads(
    answers: list[tuple[str, Answer]], source: Source, items: dict[tuple[str, str], Work]
) -> bool:
    """Whether what was read in a source's words, or around them, means its work."""
    by_key = {item["id"]: item for item in items.values()}
    whole = source.work.get("container-title")
    wanted = re.sub(r"\W", "", source.words)
    for text, answer in answers:
        typed = re.sub(r"\W", "", text)
        if wanted in typed or typed in wanted:
            cited = [by_key[one.key] for one in answer.cited if one.key in by_key]
            keys = {_called(item) for item in cited}
            named = {item.get("container-title") for item in cited}
            return _called(source.work) in keys or (bool(whole) and whole in named)
    return False
