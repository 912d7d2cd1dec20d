"""Asks and answers queries: what an editor wants to know of the author.

A query in the text that is answered leaves it for metadata/queries.yaml; the way back is an undo
patch of both files.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from octavo.book import decisions, entries, queries, remarks
from octavo.book.book import Book
from octavo.book.chapter import Chapter, encode
from octavo.book.queries import FILE, SHAPE, Query
from octavo.desk.patch import patches
from octavo.files import files
from octavo.model.finding import InputError, Place
from octavo.model.near import meant

WHERE = re.compile(r"(?P<file>.+\.\w+):(?P<line>\d{1,9})(?::(?P<column>\d{1,9}))?")
"""A place as findings name it: source/01-one.md:12, or :12:7."""

HOW = '`octavo query source/01-one.md:12 "Is this the year?"` asks about a line.'


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: where, about which words of the line, the query, by whom and when."""

    where: str
    at: str
    query: str
    by: str
    day: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, by whom, and when."""

    text: str
    by: str
    day: str


def named(book: Book, name: str) -> Query:
    """Return the query with an id. Raises InputError for an unknown id."""
    every = queries.every(book.root, book.chapters)
    for query in every:
        if query.id == name:
            return query
    known = ", ".join(query.id for query in every) or "none"
    raise InputError(f"No query has the id {name}.", hint=f"The ids are: {known}. {HOW}")


def ask(book: Book, asked: Asked) -> Query:
    """Keep a new query in metadata/queries.yaml; return it.

    One that is open already, with the same words about the same place by the same person, is not
    asked twice: a command that was stopped may be given again. Raises InputError where there is no
    such place, or nothing is asked.
    """
    if not asked.query.strip():
        raise InputError("Nothing is asked.", hint=HOW)
    chapter, start, end = _place(book, asked)
    read = chapter.read
    before, behind = read[max(0, start - 240) : start], read[end : end + 240]
    stored = queries.kept(book.root)
    every = queries.every(book.root, book.chapters)
    made = Query(
        queries.new_id(asked.query, Counter(query.id for query in every)),
        chapter.file,
        " ".join(asked.query.split()),
        decisions.words_before(before.rpartition("\n\n")[2]),
        read[start:end],
        decisions.words_after(behind.partition("\n\n")[0]),
        asked.by,
        asked.day,
        place=chapter.place_read(start, end),
    )
    asked_before = next((query for query in every if _is_same(query, made)), None)
    if asked_before is None:
        _save(book, [*stored, made])
    return asked_before or made


def _is_same(kept: Query, made: Query) -> bool:
    """Whether a query that is open is one that is asked now, whenever it was asked."""
    alike = replace(kept, id=made.id, asked=made.asked, line=made.line)
    return kept.is_open and alike == made


def _place(book: Book, asked: Asked) -> tuple[Chapter, int, int]:
    """Return the chapter that is meant, and the words in it as pandoc reads it."""
    where = WHERE.fullmatch(asked.where)
    if where is None:
        raise InputError(f"“{asked.where}” is no place in the text.", hint=HOW)
    chapter = _chapter(book, where["file"])
    lines = chapter.text.split("\n")
    number = int(where["line"])
    place = Place(chapter.file, number)
    if not 1 <= number <= len(lines) or not lines[number - 1].strip():
        raise InputError("There are no words in this line.", place=place, hint="Name another.")
    first = chapter.comments.read(chapter.start_of(number))
    last = chapter.comments.read(chapter.start_of(number) + len(lines[number - 1]))
    return chapter, *_words(chapter.read, (first, last), asked, place, where["column"])


def _words(
    read: str, line: tuple[int, int], asked: Asked, place: Place, column: str | None
) -> tuple[int, int]:
    """Return the words that are asked about: those named, at the column, or the line's first."""
    first, last = line
    if asked.at:
        at = read.find(asked.at, first, last)
        if at < 0:
            hint = "Copy them from the line as they stand there."
            raise InputError(
                f"The words “{asked.at}” are not in this line.", place=place, hint=hint
            )
        return at, at + len(asked.at)
    start = min(first + int(column or 1) - 1, last)
    words = [m for m in decisions.WORD.finditer(read, first, last) if m.end() > start]
    if not words:
        raise InputError("There are no words here.", place=place, hint="Name another column.")
    return words[0].start(), words[0 if column else min(2, len(words) - 1)].end()


def _chapter(book: Book, name: str) -> Chapter:
    plain = name.removeprefix("./")
    for chapter in book.chapters:
        if plain in (chapter.file, chapter.file.removeprefix("source/")):
            return chapter
    known = [chapter.file for chapter in book.chapters]
    hint = meant(name, known, f"It has {', '.join(known)}.")
    raise InputError(f"{name} is not a source file of this book.", hint=hint)


def answer(book: Book, name: str, given: Reply) -> list[str]:
    """Answer a query; return what was done, in sentences.

    Raises InputError where there is no such query, or nothing is answered.
    """
    if not given.text.strip():
        raise InputError("The answer is empty.", hint='Write --answer "…".')
    query = named(book, name)
    done = _answered(query, given)
    if query.comment:
        return _take_out(book, [done])
    if query.kept_in == remarks.FILE:
        entry = {"answer": done.answer, "answered-by": given.by, "answered": given.day}
        data = entries.dump(remarks.SHAPE, remarks.answered(book.root, name, entry))
        entries.save(book.root, remarks.SHAPE, data)
        return [f"{name} is answered. {remarks.FILE} keeps it."]
    stored = queries.kept(book.root)
    _save(book, [done if one.id == name else one for one in stored])
    return [f"{name} is answered. {FILE} keeps it."]


def _answered(query: Query, given: Reply) -> Query:
    text = " ".join(given.text.split())
    return replace(query, answer=text, answered_by=given.by, answered=given.day)


def settle(book: Book, day: str) -> list[str]:
    """Take the queries that are answered in the text out of it; return what was done."""
    every = queries.every(book.root, book.chapters)
    done = [replace(q, answered=day) for q in every if q.comment and not q.is_open]
    return _take_out(book, done) if done else []


def _take_out(book: Book, answered: Sequence[Query]) -> list[str]:
    """Write answered queries into the file, and their chapters without them, in one patch."""
    kept = [*queries.kept(book.root), *answered]
    path = files.within(book.root, FILE)
    if not path.is_file():
        _save(book, [])  # a patch leads from one content of a file to another
    data = _data(kept)
    entries.check(SHAPE, data)
    record = patches.Patch(FILE, path.read_bytes(), data, (), ())
    texts = [_without(chapter, answered) for chapter in book.chapters]
    changed = [patch for patch in texts if patch.before != patch.after]
    with patches.writing([*changed, record], book.root) as way_back:
        where = way_back.relative_to(book.root).as_posix()
    count = "1 answered query" if len(answered) == 1 else f"{len(answered)} answered queries"
    return [f"{count} went from the text into {FILE}.", f"The way back is {where}."]


def _without(chapter: Chapter, answered: Sequence[Query]) -> patches.Patch:
    """Return the patch of a chapter that takes its answered queries out."""
    gone = [q.comment for q in answered if q.comment and q.file == chapter.file]
    text = chapter.text
    for comment in sorted(gone, key=lambda one: -one.first):
        text = text[: comment.first] + comment.fill + text[comment.last :]
    data = encode(text, bom=chapter.bom)
    return patches.Patch(chapter.file, chapter.encode(), data, (), ())


def _data(kept: Sequence[Query]) -> bytes:
    return entries.dump(SHAPE, [query.entry() for query in kept])


def _save(book: Book, kept: Sequence[Query]) -> None:
    entries.save(book.root, SHAPE, _data(kept))


def lines_of(every: Sequence[Query], *, answered: bool) -> list[str]:
    """Return queries for the terminal, a line each; the answered ones too where asked for."""
    shown = [query for query in every if query.is_open or answered]
    return [_line(query) for query in shown]


def _line(query: Query) -> str:
    nowhere = f"{query.file or query.kept_in} (its words stand there no longer)"
    place = query.place or (nowhere if query.file else query.kept_in)
    at = f" “{query.at}”" if query.at else ""
    asker = "".join(f", {part}" for part in (query.by, query.asked) if part)
    line = f"{query.id}  {place}{at}: {query.query}{asker}"
    if query.is_open:
        return line
    who = "".join(f", {part}" for part in (query.answered_by, query.answered) if part)
    return f"{line}\n        answered: {query.answer}{who}"
