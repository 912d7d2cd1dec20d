"""Queries: what an editor asks the author, beside the words that she asks about.

A query stands in the text, `{>>AQ: is this the year?<<}`, or in metadata/queries.yaml with the
words around its place, by which it is found again when the text has moved. An open one stops a
release.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from octavo.book import decisions, entries, remarks
from octavo.book.chapter import Chapter
from octavo.book.comments import CLOSES, OPENS, Comment
from octavo.model.finding import Finding, InputError, Place, Severity, Tier

FILE = "metadata/queries.yaml"
SHAPE = entries.Shape(
    FILE,
    "query",
    (
        "id",
        "file",
        "left",
        "at",
        "right",
        "query",
        "by",
        "asked",
        "answer",
        "answered-by",
        "answered",
    ),
    ("id", "file", "query"),
    {
        "id": lambda text: (
            "" if re.fullmatch(r"[a-z0-9-]{1,40}", text) else "an id has small letters and figures"
        ),
        "file": lambda text: "this lies outside the book" if decisions.OUTSIDE.search(text) else "",
        "asked": entries.day_fault,
        "answered": entries.day_fault,
    },
    "# Queries to the author: `octavo query` lists them; `octavo query ID --answer …`.\n",
)

TYPED = re.compile(
    r"\s*(?:(?:AQ|EQ|Q)\s*:)?\s*(?P<query>.*?)\s*(?:\|\|\s*(?P<answer>.*?)\s*)?", re.DOTALL
)
"""What stands between the marks: to whom, the query, and its answer."""

AGREE = 3
"""From how many equal words on a place is known again, where its surroundings have so many."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query; `at` are the words it is about, `left` and `right` those around them.

    `place` is where it stands now; `comment` where it was typed in the text, else None. `line` is
    where it stands in the file of queries, or in that of the manuscript's comments (`kept_in`).
    """

    id: str
    file: str
    query: str
    left: str = ""
    at: str = ""
    right: str = ""
    by: str = ""
    asked: str = ""
    answer: str = ""
    answered_by: str = ""
    answered: str = ""
    place: Place | None = None
    comment: Comment | None = None
    line: int = field(default=0, compare=False)
    kept_in: str = field(default=FILE, compare=False)

    @property
    def is_open(self) -> bool:
        """Whether it has no answer."""
        return not self.answer

    def entry(self) -> dict[str, str]:
        """Return it as the file has it."""
        return {key: getattr(self, key.replace("-", "_")) for key in SHAPE.keys}


def kept(root: Path) -> list[Query]:
    """Return the queries of a book's file, without their places.

    Raises InputError, with the line, where the file is wrong, or an id stands twice.
    """
    made = []
    for entry, line in entries.load(root, SHAPE):
        values: dict[str, Any] = {key.replace("-", "_"): text for key, text in entry.items()}
        made.append(Query(**values, line=line))
    _check_ids(made)
    return made


def _of_manuscript(root: Path) -> list[Query]:
    """Return the comments of the manuscript, as queries: those that are done have an answer."""
    made = []
    for remark in remarks.load(root):
        entry = remark.entry
        query = Query(
            entry["id"],
            "",
            remark.words,
            entry.get("left", ""),
            " ".join(entry.get("at", "").split()),
            entry.get("right", ""),
            entry.get("author", ""),
            entry.get("date", "")[:10],
            remark.answer,
            entry.get("answered-by", ""),
            entry.get("answered", ""),
            line=remark.line,
            kept_in=remarks.FILE,
        )
        made.append(query)
    return made


def _check_ids(made: Sequence[Query]) -> None:
    met: dict[str, Query] = {}
    for query in made:
        other = met.setdefault(query.id, query)
        if other is not query:
            hint = "Give one of the two another id."
            message = f"The id {query.id} stands in line {other.line} already."
            raise InputError(message, place=Place(query.kept_in, query.line), hint=hint)


def every(root: Path, chapters: Sequence[Chapter]) -> list[Query]:
    """Return all queries with their places: those of the file, then those in the text."""
    stored = [*kept(root), *_of_manuscript(root)]
    _check_ids(stored)
    taken = Counter(query.id for query in stored)
    return [*placed(stored, chapters), *_in_text(chapters, taken)]


def placed(stored: Sequence[Query], chapters: Sequence[Chapter]) -> list[Query]:
    """Return queries with the places where their words stand now."""
    texts = {chapter.file: _Words(chapter) for chapter in chapters}
    return [replace(query, place=_place(query, texts)) for query in stored]


def _place(query: Query, texts: dict[str, _Words]) -> Place | None:
    """Return where a query's words stand now: in its file, else in another."""
    own = texts.get(query.file)
    there = own.find(query) if own else None
    if there is None:
        others = (words.find(query) for words in texts.values() if words is not own)
        there = next((place for place in others if place), None)
    return there


def _in_text(chapters: Sequence[Chapter], taken: Counter[str]) -> Iterator[Query]:
    for chapter in chapters:
        for comment in chapter.comments.all:
            inner = chapter.text[comment.start + len(OPENS) : comment.end - len(CLOSES)]
            typed = TYPED.fullmatch(" ".join(inner.split()))
            query, answer = (typed["query"], typed["answer"]) if typed else (inner, "")
            at = chapter.comments.read(comment.start)
            yield Query(
                new_id(query, taken),
                chapter.file,
                query or "(nothing is asked)",
                decisions.words_before(chapter.read[max(0, at - 240) : at].rpartition("\n\n")[2]),
                "",
                decisions.words_after(chapter.read[at : at + 240].partition("\n\n")[0]),
                answer=answer or "",
                place=chapter.place(comment.start, comment.end),
                comment=comment,
            )


def new_id(query: str, taken: Counter[str]) -> str:
    """Return an id for a query that no other has, and take it.

    >>> taken = Counter()
    >>> [new_id("Which year?", taken) for _ in range(3)], new_id("Which year?", Counter(taken))
    (['455775', '455775-2', '455775-3'], '455775-4')
    >>> new_id("Which year?", Counter(["455775", "455775-2"]))
    '455775-3'
    """
    name = hashlib.sha256(query.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    taken[name] += 1
    if taken[name] == 1:
        return name
    while (free := f"{name}-{taken[name]}") in taken:
        taken[name] += 1
    taken[free] = 1
    return free


def findings(root: Path, chapters: Sequence[Chapter]) -> list[Finding]:
    """Return a finding for each query that is open. Raises InputError where the file is wrong."""
    return [_finding(query) for query in every(root, chapters) if query.is_open]


def _finding(query: Query) -> Finding:
    place = query.place or Place(query.kept_in, query.line)
    lost = "" if query.place or not query.file else f" Its words stand in {query.file} no longer."
    asker = f"{query.by} asks" if query.by else "A query is open"
    return Finding(
        "query-open",
        f"{asker}: “{query.query}”{lost}",
        Severity.WARNING,
        Tier.FLAG,
        place,
        before=query.at,
        context=(query.left, query.right),
        hint=f'Answer it: octavo query {query.id} --answer "…".',
    )


class _Words:
    """The words of a chapter's text, without its comments, to find a query's place by."""

    def __init__(self, chapter: Chapter) -> None:
        self.chapter = chapter

    @cached_property
    def matches(self) -> list[re.Match[str]]:
        """Each word of the text."""
        return list(decisions.WORD.finditer(self.chapter.read))

    @cached_property
    def words(self) -> list[str]:
        """Each word, as it is compared."""
        return [match[0].casefold() for match in self.matches]

    @cached_property
    def index(self) -> dict[str, list[int]]:
        """Where each word stands."""
        places: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            places.setdefault(word, []).append(number)
        return places

    def find(self, query: Query) -> Place | None:
        """Return the place whose words agree best with a query's; None where too few do.

        Where its own words were changed, those on one side of them show the place.
        """
        left, at, right = (_split(part) for part in (query.left, query.at, query.right))
        for words in ((left, at, right), (left, [], []), ([], [], right)):
            place = self._best(*words)
            if place:
                return place
        return None

    def _best(self, left: list[str], at: list[str], right: list[str]) -> Place | None:
        best = max(self._scored(left, at, right), default=None)
        if best is None:
            return None
        agree, first, size = best[0], -best[1], best[2]
        fewest = min(AGREE, len(left) + len(right)) if at else AGREE
        return self._span(first, size) if agree >= fewest else None

    def _scored(
        self, left: list[str], at: list[str], right: list[str]
    ) -> Iterable[tuple[int, int, int]]:
        """Yield each place that may be meant: how many words around agree, where, how long."""
        key = (at or right or left)[:1]
        back = 0 if at or right else len(left)
        for number in self.index.get(key[0], ()) if key else ():
            first = number + back
            if at and self.words[first : first + len(at)] != at:
                continue
            before = _agreeing(reversed(self.words[max(0, first - len(left)) : first]), left[::-1])
            behind = first + len(at)
            after = _agreeing(self.words[behind : behind + len(right)], right)
            yield before + after, -first, len(at)

    def _span(self, first: int, size: int) -> Place:
        if size == 0:
            at = self.matches[first - 1].end() if first else 0
            return self.chapter.place_read(at, at)
        start, end = self.matches[first].start(), self.matches[first + size - 1].end()
        return self.chapter.place_read(start, end)


def _split(text: str) -> list[str]:
    return [word.casefold() for word in decisions.WORD.findall(text)]


def _agreeing(words: Iterable[str], others: Iterable[str]) -> int:
    """Return how many words agree from the place on."""
    count = 0
    for one, other in zip(words, others, strict=False):
        if one != other:
            break
        count += 1
    return count
