"""The states of a text that a name stands for: a folder, what was sent, a release, a revision.

What is not a folder that lies open is written into one of its own, which is gone afterwards. No
link is followed, and no name leads out of it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from octavo.book import metadata, trust
from octavo.book.book import Book
from octavo.desk.compare import revision
from octavo.desk.merge import sent
from octavo.desk.release import again, bag
from octavo.desk.release.record import FOLDER
from octavo.files import files
from octavo.files.names import is_file, shortened
from octavo.model.finding import InputError, Place, refuse_all
from octavo.press import place

OTHERS = frozenset((".git", ".octavo", "dist", sent.FOLDER, FOLDER))
"""Folders of a book that are not part of its text."""

TEXT = ("source", "metadata")
"""The folders that are kept of what was sent."""

SHORTEST = 4
"""The fewest characters by which the identifier of a sent file can be given."""


class Kind(StrEnum):
    """What a name stands for."""

    FOLDER = "folder"
    SENT = "sent"
    RELEASE = "release"
    REVISION = "revision"


@dataclass(frozen=True, slots=True)
class State:
    """A state of a text: the name given for it, its kind and content, and its label."""

    name: str
    kind: Kind
    called: str

    @property
    def label(self) -> str:
        """What it is called where people read it."""
        return "today" if self.kind is Kind.FOLDER and self.name == "." else self.called


def find(root: Path, name: str) -> State:
    """Return the state that a name stands for.

    It is that of a folder; else of something sent, by its identifier or the beginning of it; of a
    release, by the name of its folder; else it is a revision of git. Raises InputError where it is
    none, or several.
    """
    if name == "." or _is_book(Path(name)):
        return State(name, Kind.FOLDER, Path(name).resolve().name)
    known = [one for one in sent.known_ids(root) if _begins(one, name)]
    if len(known) > 1:
        message = f"Several were sent whose name begins with {name}: {', '.join(known)}."
        raise InputError(message, hint="Give more of it.")
    if known:
        return State(name, Kind.SENT, known[0])
    if files.plain_name(name) and again.is_record(root / FOLDER / name):
        return State(name, Kind.RELEASE, name)
    if revision.commit(root, name):
        return State(name, Kind.REVISION, name)
    raise _unknown(root, name)


def _begins(identifier: str, name: str) -> bool:
    return len(name) >= SHORTEST and identifier.startswith(name)


def _is_book(folder: Path) -> bool:
    return is_file(folder / metadata.EDITION)


def _unknown(root: Path, name: str) -> InputError:
    """Return the fault of a name that stands for nothing, with what there is."""
    shown = shortened(name)
    if _is_folder(name):
        message = f"“{shown}” is a folder without a book: it has no {metadata.EDITION}."
        return InputError(message, hint="Name the folder that holds source/ and metadata/.")
    released = sorted(one.name for one in (root / FOLDER).glob("*") if again.is_record(one))
    parts = [
        f"sent: {', '.join(sent.known_ids(root))}" if sent.known_ids(root) else "",
        f"released: {', '.join(released)}" if released else "",
    ]
    there = "; ".join(part for part in parts if part)
    hint = "Name a folder, what was sent, a release, or a revision of git; . is the text of today."
    message = f"There is no state of the text called “{shown}”."
    return InputError(message, hint=f"{hint} There are: {there}." if there else hint)


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        return False


@contextmanager
def opened(root: Path, state: State) -> Iterator[Path]:
    """Yield the folder of a book as it is in a state.

    Raises InputError where it cannot be read, or brings filters that are not trusted.
    """
    if state.kind is Kind.FOLDER:
        yield root if state.name == "." else Path(state.name)
        return
    if state.kind is Kind.RELEASE:
        folder = root / FOLDER / state.called
        _check_release(folder)
        with again.copied(folder) as copy, _trusted(root, copy, state):
            yield copy
        return
    with place.room_apart() as room:
        copy = room / "book"
        copy.mkdir()
        if state.kind is Kind.SENT:
            _copy(root, copy)
            _write(copy, sent.load(root, state.called).files)
        else:
            revision.write(root, state.name, copy, OTHERS)
        with _trusted(root, copy, state):
            yield copy


def _check_release(folder: Path) -> None:
    hint = "Fetch the version of record anew."
    top = f"{FOLDER}/{folder.name}"
    faults = bag.faults(folder)
    refuse_all([InputError(why, place=Place(f"{top}/{name}"), hint=hint) for name, why in faults])


def _copy(root: Path, copy: Path) -> None:
    """Copy what a book has beside its text: pictures, fonts, filters; no link."""
    for path in sorted(root.iterdir()):
        if path.name in OTHERS or path.is_symlink():
            continue
        if path.is_dir():
            shutil.copytree(path, copy / path.name, ignore=_links_and_text(root))
        elif path.is_file():
            shutil.copyfile(path, copy / path.name)


def _links_and_text(root: Path) -> shutil._IgnoreFn:  # type: ignore[name-defined]
    """Return what leaves out links, chapters, and the files of the metadata."""

    def ignored(folder: str, names: list[str]) -> list[str]:
        top = Path(folder)
        is_metadata = top == root / "metadata"
        is_source = top.is_relative_to(root / "source")
        return [
            name
            for name in names
            if (top / name).is_symlink()
            or (is_metadata and (top / name).is_file())
            or (is_source and name.endswith(".md"))
        ]

    return ignored


def _write(copy: Path, members: Mapping[str, bytes]) -> None:
    for name, data in members.items():
        path = files.within(copy, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


@contextmanager
def _trusted(root: Path, copy: Path, state: State) -> Iterator[None]:
    """Let the filters of a copy run that are those of the book today, which its user trusts.

    Raises InputError where it brings others: they would be code of a stranger.
    """
    own = Book.open(copy).chain.own()
    if not own:
        yield
        return
    today = [root / path.relative_to(copy) for path in own]
    is_same = all(map(is_file, today)) and trust.digest(today) == trust.digest(own)
    if not (is_same and trust.is_trusted(root, today)):
        message = f"The book's own filters are not those that you trust in: {state.label}."
        hint = "Check it out into a folder, build it there with --trust, and name that folder."
        raise InputError(message, hint=hint)
    trust.remember(copy, own)
    try:
        yield
    finally:
        trust.forget(copy)
