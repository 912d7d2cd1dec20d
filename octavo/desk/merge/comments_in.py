"""Takes the comments of a Word file that came back into metadata/comments.yaml.

Those that are there already are known by their author, moment and words; replies are added, and
what is done in the file is done here. A reply to a query of the book is its answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from octavo.book import entries, queries, remarks
from octavo.book.book import Book
from octavo.book.queries import Query
from octavo.desk import query as desk_query
from octavo.desk.query import Reply
from octavo.manuscripts.word import record
from octavo.model.counted import counted, listed
from octavo.ooxml.comments import Comment

Key: TypeAlias = tuple[str, str, str, int]
"""Author, moment, words, and which of several that are alike in these."""


@dataclass(slots=True)
class Taken:
    """The entries that the file of comments is to have, and what of it is new.

    `answers` are the queries that replies answer, each with the reply that does.
    """

    entries: list[dict[str, str]]
    new: int = 0
    settled: int = 0
    answers: list[tuple[Query, Reply]] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """What was found, in a sentence; "" for nothing."""
        parts = [
            counted(self.new, "new comment") if self.new else "",
            f"{counted(self.settled, 'comment')} settled" if self.settled else "",
            counted(len(self.answers), "answer") if self.answers else "",
        ]
        given = [part for part in parts if part]
        return f"{listed(given)}: octavo query lists what is open." if given else ""


def taken(book: Book, name: str, comments: Sequence[Comment]) -> Taken:
    """Return what the comments of a Word file that came back make of those of the book."""
    return taken_as(book, record.recorded((), comments, name).comments, comments)


def taken_as(book: Book, read: Sequence[dict[str, str]], comments: Sequence[Comment]) -> Taken:
    """Return what comments make of those of the book; `read` are their entries."""
    made = Taken([dict(entry) for entry, _ in entries.load(book.root, remarks.SHAPE)])
    every = queries.every(book.root, book.chapters)
    asked = {_words(query.query): query for query in every if query.kept_in != remarks.FILE}
    ids = Counter([query.id for query in every] + [entry["id"] for entry in made.entries])
    seen: Counter[tuple[str, str, str]] = Counter()
    known = {_key(entry, seen): entry for entry in made.entries}
    met: Counter[tuple[str, str, str]] = Counter()
    names: list[str] = []
    for entry, comment in zip(read, comments, strict=False):
        old = known.get(_key(entry, met))
        parent = names[comment.parent] if 0 <= comment.parent < len(names) else ""
        query = asked.get(_words(comment.text)) if comment.parent < 0 else None
        if old is None and query is None and parent.startswith(QUERY):
            _answer(made, asked[parent.removeprefix(QUERY)], entry)
        names.append(f"{QUERY}{_words(comment.text)}" if query else (old or entry).get("id", ""))
        if query is not None or parent.startswith(QUERY):
            continue
        if old is None:
            names[-1] = entry["id"] = queries.new_id(entry["text"] or "comment", ids)
            made.entries.append({**entry, "reply-to": parent})
            made.new += 1
        elif comment.done and old.get("done") != remarks.DONE:
            old["done"] = remarks.DONE
            made.settled += 1
    return made


QUERY = "?"
"""Begins what a comment is called that is a query of the book."""


def _answer(made: Taken, query: Query, entry: dict[str, str]) -> None:
    """Take a reply for the answer of a query that has none, as a file of metadata can hold it."""
    is_open = query.is_open and all(query.id != other.id for other, _ in made.answers)
    if is_open and entry["text"].strip():
        day = entry["date"][:10]
        by = " ".join(entry["author"].split())
        given = Reply(entry["text"], by, "" if entries.day_fault(day) else day)
        made.answers.append((query, given))


def _words(text: str) -> str:
    return " ".join(text.split())


def _key(entry: dict[str, str], seen: Counter[tuple[str, str, str]]) -> Key:
    """Return by what an entry is known; `seen` counts those that are alike."""
    by = entry.get("author", ""), entry.get("date", "")[:16], _words(entry.get("text", ""))
    seen[by] += 1
    return (*by, seen[by])


def write(book: Book, taken_in: Taken) -> list[str]:
    """Write comments and answers into the book; return what was done, in sentences."""
    lines = []
    if taken_in.new or taken_in.settled:
        data = entries.dump(remarks.SHAPE, taken_in.entries)
        entries.save(book.root, remarks.SHAPE, data)
        lines.append(f"{remarks.FILE} holds {counted(len(taken_in.entries), 'comment')}.")
    for query, given in taken_in.answers:
        lines += desk_query.answer(Book.open(book.root), query.id, given)
    return lines
