"""Finds the parts of a web page whose chapters count anew in each.

*Epoch the First* stands there as a heading like those of its chapters, or above them: no list of
contents says what it is, but the chapters behind it begin with 1 again.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.word.structure import numbers

LEAST = 2
"""So many parts with chapters, and chapters in one of them, or more."""

BARE = ("roman", "decimal")
"""Numbers without a word: they count chapters where each part above them is counted by one."""


@dataclass(slots=True)
class Run:
    """Chapters that count from 1, the headings before them, and all headings among them."""

    before: list[etree._Element]
    chapters: list[etree._Element] = field(default_factory=list)
    inside: list[etree._Element] = field(default_factory=list)


def take(web: Web) -> None:
    """Call the headings before chapters that count anew parts, and set the levels below them."""
    headings = list(tree.of(web.bodies, *tree.HEADINGS))
    if web.entries or any("octavo-part" in one.get("class", "").split() for one in headings):
        return
    kind = _kind(headings)
    runs = _runs(headings, kind)
    if len(runs) < LEAST or max(len(run.chapters) for run in runs) < LEAST:
        return
    heads = [_head(run, runs) for run in runs]
    if kind in BARE and not all(head and _counts(head[0], "part") for head in heads):
        return
    title = tree.small_letters(str(web.embedded.get("title") or ""))
    if not all(heads) or all(tree.small_letters(tree.words(head[0])) == title for head in heads):
        return  # the title before what the book is made of, and again before the book
    for run, head in zip(runs, heads, strict=True):
        shape(web, run, head)


def _kind(headings: list[etree._Element]) -> str:
    """Return how the chapters of a page are counted: by a word, or below parts by numbers alone."""
    kinds = ("chapter", *BARE)
    return next((k for k in kinds if any(_counts(one, k) for one in headings)), "chapter")


def _counts(heading: etree._Element, kind: str) -> bool:
    return numbers.read(tree.words(heading)).kind == kind


def _runs(headings: list[etree._Element], kind: str) -> list[Run]:
    """Return the runs of chapters of a page that count from 1."""
    runs: list[Run] = []
    waiting: list[etree._Element] = []
    for heading in headings:
        number = numbers.read(tree.words(heading))
        if number.kind != kind or not number.values:
            waiting.append(heading)
            continue
        if number.values[0] == 1:
            runs.append(Run(waiting))
        elif runs:
            runs[-1].inside += waiting
        waiting = []
        if runs:
            runs[-1].chapters.append(heading)
            runs[-1].inside.append(heading)
    if runs:
        runs[-1].inside += waiting
    return runs


def _head(run: Run, runs: list[Run]) -> list[etree._Element]:
    """Return the headings that make up a part's title: the last of its kind, and those below it."""
    words = {_first(heading) for other in runs[1:] for heading in other.before[:1]}
    top = run.chapters[0].tag
    fits = [n for n, one in enumerate(run.before) if one.tag <= top and _first(one) in words]
    if not fits and len(runs[1:]) > 1 and len(words) == 1:
        return []
    if not fits:
        fits = [n for n, one in enumerate(run.before) if one.tag <= top]
    return run.before[fits[-1] :] if fits else []


def _first(heading: etree._Element) -> str:
    return (tree.words(heading).casefold().split() or [""])[0]


def shape(web: Web, run: Run, head: list[etree._Element]) -> None:
    """Make one heading of a part's title, and give the headings below it their levels."""
    part, *below = head
    title = str(web.embedded.get("title") or "").casefold()
    for heading in below:
        words = tree.words(heading)
        if words.casefold().strip(" .") == title:
            web.done("import-title", "A heading repeats the title of the book.", words)
            web.aside.append(words)
            web.unheaded += 1
            xml.remove(heading)
        elif heading.getprevious() is part and not (part.tail or "").strip():
            before = tree.words(part)
            web.aside += [before, words]
            web.done("import-title-joined", "Two lines of a title became one heading.", words)
            for element in heading.iter("a"):
                tree.drop(element, "name")
            last = part[-1] if len(part) else None
            if last is None:
                part.text = f"{(part.text or '').rstrip()} {words}"
            else:
                last.tail = f"{(last.tail or '').rstrip()} {words}"
            web.unheaded += 1
            xml.remove(heading)
    behind = _behind(run, part.tag)
    part.tag = "h1"
    tree.add_class(part, "octavo-part")
    shift = 2 - int(run.chapters[0].tag[1])
    for heading in run.inside:
        if heading in run.chapters:
            tree.add_class(heading, "octavo-chapter")
        if heading in behind:
            tree.add_class(heading, "octavo-backmatter")
        level = 1 if heading in behind else 2
        heading.tag = f"h{min(max(int(heading.tag[1]) + shift, level), 6)}"


def _behind(run: Run, tag: str) -> set[etree._Element]:
    """Return the headings behind the chapters of a part that stand beside it, by their level."""
    if tag >= run.chapters[0].tag:
        return set()
    tail = run.inside[run.inside.index(run.chapters[-1]) + 1 :]
    first = next((n for n, heading in enumerate(tail) if heading.tag <= tag), len(tail))
    top = int(tag[1])
    return {heading for heading in tail[first:] if int(heading.tag[1]) <= top}
