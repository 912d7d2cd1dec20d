"""What was sent: kept in `sent/ID/` of the book, so that what comes back can be laid beside it.

`sent.json` says what and to whom; `text.zip` holds the chapters and metadata as they were, and the
leaves of the file as it went out; of a proof, the places of their words on its pages.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import orjson

from octavo.desk.merge import kept
from octavo.desk.merge.kept import Kept
from octavo.desk.merge.leaf import Atom, Leaf, Token, pieces
from octavo.files import files, json, names
from octavo.formats import archive
from octavo.manuscripts import containers
from octavo.model.finding import InputError, Place

FOLDER, RECORD, TEXT, LEAVES = "sent", "sent.json", "text.zip", "leaves.json"
PAGES = "pages.json"
"""What is kept of a proof besides: the words on its pages."""

SOURCE = "source/"

ID = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Where:
    """Where the words of a leaf stand in the text that was sent: a file, and characters of it."""

    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sent:
    """A text that was sent: to whom, in which variant, its files, and its leaves.

    `files` are the bytes of the chapters and metadata by their path in the book; `where` says of
    each leaf where its words stand in them, None where they are none of the text's (a title page).
    `pages` are the places of the words on the pages of a proof, as they are kept.
    """

    id: str
    variant: str
    to: tuple[str, ...]
    title: str
    files: Mapping[str, bytes]
    leaves: tuple[Leaf, ...] = ()
    where: tuple[Where | None, ...] = ()
    pages: bytes = b""

    @property
    def chapters(self) -> list[str]:
        """The paths of the chapters, in reading order."""
        return [name for name in self.files if name.startswith(SOURCE)]


def identify(
    sent: tuple[Mapping[str, bytes], Sequence[Leaf], Mapping[str, bytes]],
    variant: str,
    version: str,
) -> str:
    """Return the identifier of what is sent: it comes of the content, and of nothing else.

    The content is the files of the text, the leaves, and the members of the file that is sent:
    pictures, fonts and filters change these alone.
    """
    texts, leaves, members = sent
    digest = hashlib.sha256(f"{variant}\0{version}".encode())
    for each in (texts, {LEAVES: orjson.dumps(_dumped(leaves))}, members):
        digest.update(f"\0{len(each)}\0".encode())
        for name in sorted(each):
            digest.update(f"\0{name}\0{len(each[name])}\0".encode())
            digest.update(each[name])
    return digest.hexdigest()[:12]


def files_of(root: Path, chapters: Sequence[Path]) -> dict[str, bytes]:
    """Return the chapters in reading order, then the metadata, by their paths in the book.

    What a link fetches from elsewhere does not belong to the book. Raises InputError where a
    file cannot be read.
    """
    metadata = (root / "metadata").glob("*")
    own = [path for path in metadata if path.is_file() and names.inside(root, path)]
    return {
        path.relative_to(root).as_posix(): _bytes(root, path) for path in [*chapters, *sorted(own)]
    }


def _bytes(root: Path, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        message = f"It cannot be read: {fault.strerror}."
        raise InputError(message, place=Place(path.relative_to(root).as_posix())) from fault


def keep(root: Path, sent: Sent) -> Path:
    """Write what was sent into the book; return its folder.

    Who got the same before is kept. Raises InputError where it cannot be written, or something else
    is kept under its identifier.
    """
    folder = files.within(root, f"{FOLDER}/{sent.id}")
    members = {**sent.files, LEAVES: orjson.dumps(_dumped(sent.leaves, sent.where))}
    members |= {PAGES: sent.pages} if sent.pages else {}
    known = load(root, sent.id) if (folder / RECORD).is_file() else None
    if known and archive.read(folder / TEXT) != members:
        message = "Something else was sent under this identifier: it is not overwritten."
        hint = "If no file of it will come back, move this folder away, and send again."
        raise InputError(message, place=Place(f"{FOLDER}/{sent.id}"), hint=hint)
    to = tuple(dict.fromkeys((*(known.to if known else ()), *sent.to)))
    record = {"id": sent.id, "variant": sent.variant, "title": sent.title, "to": to}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with files.room(folder, ".octavo-") as room:
            archive.write(room / TEXT, members, archive.EARLIEST)
            files.write(folder / TEXT, (room / TEXT).read_bytes())
        files.write(folder / RECORD, orjson.dumps(record, option=orjson.OPT_INDENT_2) + b"\n")
    except OSError as fault:
        message = f"What is sent cannot be kept: {fault.strerror}."
        raise InputError(message, place=Place(f"{FOLDER}/{sent.id}")) from fault
    return folder


def known_ids(root: Path) -> list[str]:
    """Return the identifiers of all that was sent from a book."""
    folders = (root / FOLDER).glob(f"*/{RECORD}")
    return sorted(path.parent.name for path in folders if ID.fullmatch(path.parent.name))


def load(root: Path, identifier: str) -> Sent:
    """Return what was sent under an identifier.

    Raises InputError where the book has not kept it, or its files are damaged.
    """
    name = f"{FOLDER}/{identifier}"
    folder = files.within(root, name)
    data = json.read(folder / RECORD, f"{name}/{RECORD}")
    json.parse(data, f"{name}/{RECORD}")
    try:
        head = kept.head(data)
        members = containers.opened((folder / TEXT).read_bytes(), f"{name}/{TEXT}")
        listed = members.pop(LEAVES)
        pages = members.pop(PAGES, b"")
        for chapter in (member for member in members if member.startswith(SOURCE)):
            members[chapter].decode()
        read = kept.leaves(listed, {member: len(text) for member, text in members.items()})
    except (KeyError, OSError, ValueError) as fault:
        message = "What was kept of the file that was sent is damaged."
        hint = f"Take {name} back from the book's history, or delete it."
        raise InputError(message, place=Place(name), hint=hint) from fault
    tokens: dict[tuple[str, tuple[str, ...], Atom], Token] = {}
    leaves = tuple(_leaf(one, tokens) for one in read)
    where = tuple(Where(*one.at) if one.at else None for one in read)
    return Sent(identifier, head.variant, head.to, head.title, members, leaves, where, pages)


def _dumped(leaves: Sequence[Leaf], where: Sequence[Where | None] = ()) -> list[dict[str, Any]]:
    return [
        _without_empty(
            {
                "kind": leaf.kind.value,
                "ids": leaf.ids,
                "level": leaf.level,
                "style": leaf.style,
                "note": leaf.note,
                "table": leaf.table,
                "cell": leaf.cell,
                "runs": _runs(leaf.tokens),
                "at": [at.file, at.start, at.end] if at else None,
            }
        )
        for leaf, at in zip(leaves, where or [None] * len(leaves), strict=True)
    ]


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _runs(tokens: Sequence[Token]) -> list[list[Any]]:
    made: list[list[Any]] = []
    for (look, atom), group in groupby(tokens, key=lambda token: (token.look, token.atom)):
        texts = [token.text for token in group]
        each = texts if atom else ["".join(texts)]
        made += [[text, sorted(look), atom.value] for text in each]
    return made


def _leaf(one: Kept, known: dict[tuple[str, tuple[str, ...], Atom], Token]) -> Leaf:
    """Return a leaf; tokens that are alike are one object, of which a text has a tenth as many."""
    tokens: list[Token] = []
    for text, look, atom in one.runs:
        for part in [text] if atom else pieces(text):
            token = known.get((part, look, atom))
            if token is None:
                token = known[part, look, atom] = Token(part, frozenset(look), atom)
            tokens.append(token)
    return Leaf(
        one.kind, tuple(tokens), one.ids, one.level, one.style, one.note, one.table, one.cell
    )
