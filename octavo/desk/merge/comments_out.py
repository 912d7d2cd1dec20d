"""The threads that go out with a file: open comments, and queries without an answer."""

from __future__ import annotations

from collections.abc import Sequence

from octavo.book import queries, remarks
from octavo.book.book import Book
from octavo.book.queries import Query
from octavo.desk.merge.leaf import FOLDED, Atom, Leaf, text_of
from octavo.desk.merge.sent import Where
from octavo.formats.docx.comments import Said, Thread


def threads(
    book: Book, leaves: Sequence[Leaf], where: Sequence[Where | None], texts: dict[str, str]
) -> list[Thread]:
    """Return the threads of a book whose words stand in a file.

    `where` says where the leaves of the file stand in the text, `texts` how each reads in Word, by
    its bookmark. Word has no comments in notes: one about a note's words stands at its mark.
    """
    known_remarks = {one.entry["id"]: one for one in remarks.load(book.root)}
    made: list[tuple[tuple[str, int], Thread]] = []
    for query in queries.every(book.root, book.chapters):
        leaf = _leaf(query, leaves, where) if query.is_open else None
        if leaf is None or query.place is None:
            continue
        name, words, at = _home(*leaf, query.at, (leaves, texts))
        remark = known_remarks.get(query.id) if query.kept_in == remarks.FILE else None
        each = [remark.entry, *remark.replies] if remark else []
        comments = [_comment_of(one) for one in each] or [Said(query.by, query.asked, query.query)]
        start, end = _span(texts.get(name, ""), words, at)
        place = query.place.file, query.place.start or 0
        made.append((place, Thread(name, start, end, tuple(comments), query.id)))
    return [thread for _, thread in sorted(made, key=lambda one: one[0])]


def _comment_of(entry: dict[str, str]) -> Said:
    return Said(entry.get("author", ""), entry.get("date", ""), entry.get("text", ""))


def _leaf(
    query: Query, leaves: Sequence[Leaf], where: Sequence[Where | None]
) -> tuple[Leaf, int] | None:
    """Return the leaf that a query is about, and how far into it that begins."""
    place = query.place
    if place is None or place.start is None:
        return None
    for leaf, at in zip(leaves, where, strict=True):
        if at and leaf.ids and at.file == place.file and at.start <= place.start <= at.end:
            return leaf, place.start - at.start
    return None


def _home(
    leaf: Leaf, at: int, words: str, known: tuple[Sequence[Leaf], dict[str, str]]
) -> tuple[str, str, int]:
    """Return the bookmark of the leaf in which a comment can stand, its words there, and where."""
    leaves, texts = known
    if leaf.ids[0] not in texts and leaf.note:
        for other in leaves:
            for number, token in enumerate(other.tokens):
                if token.atom is Atom.NOTE and token.text == leaf.note and other.ids:
                    before = text_of(other.tokens[:number])
                    return other.ids[0], " ".join(before.split()[-1:]), len(before)
    return leaf.ids[0], words, at


def _span(text: str, words: str, near: int) -> tuple[int, int]:
    """Return where words stand in a leaf, next to a place; all of it where they do not."""
    plain = text.translate(FOLDED).replace("\N{NO-BREAK SPACE}", " ")
    folded = " ".join(words.translate(FOLDED).split())
    places = []
    at = plain.find(folded) if folded else -1
    while at >= 0:
        places.append(at)
        at = plain.find(folded, at + 1)
    if not places:
        return 0, 0
    start = min(places, key=lambda one: abs(one - near))
    return start, start + len(folded)
