"""The comments of a proof that came back, as those of a Word file: entries with their threads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from octavo.book import decisions, queries, remarks
from octavo.book.book import Book
from octavo.book.queries import Query
from octavo.desk.merge.marked.pages import Proof
from octavo.desk.merge.marked.reading import Saying
from octavo.desk.merge.marked.signs import Signs, shown
from octavo.desk.merge.marked.strokes import Stretch
from octavo.formats.pdf.proofs.annotations import Mark
from octavo.formats.pdf.proofs.named import QUERY
from octavo.ooxml.comments import LONGEST, Comment

REACH = 240
"""How many characters on either side of a place are kept."""


@dataclass(slots=True)
class Talk:
    """The comments of a file, and their entries as metadata/comments.yaml has them."""

    entries: list[dict[str, str]] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)

    def add(self, entry: dict[str, str], parent: int = -1, *, done: bool = False) -> int:
        """Add a comment; return its number."""
        number = len(self.comments)
        reply = str(parent + 1) if parent >= 0 else ""
        self.entries.append({**entry, "reply-to": reply, "done": remarks.DONE if done else ""})
        by = entry.get("author", ""), "", entry.get("date", ""), entry["text"]
        self.comments.append(Comment(*by, parent=parent, done=done))
        return number


def talk_of(book: Book, name: str, each: Sequence[Saying], kept: tuple[Proof, Signs]) -> Talk:
    """Return what the marks of a file say, its queries with their answers among them."""
    proof, signs = kept
    known = {query.id: query for query in queries.every(book.root, book.chapters)}
    entries = {one.entry["id"]: one.entry for one in remarks.load(book.root)}
    talk = Talk()
    for remark in each:
        mark = remark.unit.mark
        query = known.get(mark.name.removeprefix(QUERY)) if mark.name.startswith(QUERY) else None
        if query is not None:
            root = talk.add(_asked(query, entries), done=False)
            for entry in _answers(remark, proof, name):
                talk.add(entry, root)
            continue
        entry = _entry(remark, name, signs)
        root = talk.add(entry, done=remark.unit.is_done)
        for _, reply in remark.unit.replies:
            if reply.text.strip():
                talk.add(_entry_of(reply, name), root)
    return talk


def _asked(query: Query, entries: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return a query that went out as it stands in the book: by that it is known again."""
    entry = entries.get(query.id) if query.kept_in == remarks.FILE else None
    if entry is not None:
        return {key: entry.get(key, "") for key in ("author", "date", "text")}
    return {"author": query.by, "date": query.asked, "text": query.query}


def _answers(remark: Saying, proof: Proof, name: str) -> Iterator[dict[str, str]]:
    """Yield the answers to a query: what was written behind it in its own note, and replies."""
    mark = remark.unit.mark
    own, sent = mark.text, proof.asked.get(mark.name, "")
    if own.split() != sent.split():
        words, rest = sent.split(), own.split()
        is_behind = rest[: len(words)] == words
        yield {**_entry_of(mark, name), "text": " ".join(rest[len(words) :] if is_behind else rest)}
    for _, reply in remark.unit.replies:
        if reply.text.strip() and reply.name not in proof.asked:
            yield _entry_of(reply, name)


def _entry_of(mark: Mark, name: str) -> dict[str, str]:
    return {"author": mark.author, "date": mark.date, "source": name, "text": mark.text.strip()}


def _entry(remark: Saying, name: str, signs: Signs) -> dict[str, str]:
    unit = remark.unit
    mark = next((one for one in unit.all if one.text.strip()), unit.mark)
    entry = _entry_of(mark, name)
    entry["text"] = remark.label or entry["text"]
    if remark.stretch is None:
        entry["text"] = f"({remark.where}) {entry['text']}"
        return {**entry, "story": "main"}
    return {**entry, **_place(remark.stretch, signs)}


def _place(stretch: Stretch, signs: Signs) -> dict[str, str]:
    """Return where a comment stands: its paragraph from 1, its words and those around."""
    first, last = signs.spot(stretch.first), signs.spot(stretch.end - 1)
    tokens = signs.leaves[first.leaf].tokens
    end = last.token + 1 if last.leaf == first.leaf else len(tokens)
    parts = [
        "".join(shown(token) for token in part)
        for part in (tokens[: first.token], tokens[first.token : end], tokens[end:])
    ]
    return {
        "story": "main",
        "paragraph": str(first.leaf + 1),
        "left": decisions.words_before(parts[0][-REACH:]),
        "at": parts[1][:LONGEST].strip(),
        "right": decisions.words_after(parts[2][:REACH]),
    }
