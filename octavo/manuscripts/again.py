"""Makes a book's source anew from the manuscripts it keeps, with the answers of import.yaml.

Nothing is made anew that someone has edited: the digests in import.yaml say so.
"""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from octavo.book import imports
from octavo.files import files, replaced
from octavo.files.names import is_file
from octavo.manuscripts import importing
from octavo.manuscripts.given import Given, bytes_of, figures_of
from octavo.manuscripts.importing import ORIGINALS, Imported, Made
from octavo.model.finding import InputError, Place, refuse_all

ROOM = ".again-"
"""How the name of the folder begins in which files are made, in the book's."""

NEW, OLD = "new", "old"
"""What stands in it: the new files, and those whose place they take."""

BESIDE = (".md", ".markdown", ".htm", ".html", ".xhtml")
"""Manuscripts whose pictures are files of their own."""

TEXT = (".md", ".yaml", ".json")


@dataclass(frozen=True, slots=True)
class Edited:
    """Files of source/ that were edited since the import, and how they differ from a new one."""

    names: tuple[str, ...]
    difference: str


@dataclass(frozen=True, slots=True)
class Renewed:
    """What was made anew, and the folder that leads back; None where nothing changed."""

    imported: Imported
    way_back: Path | None


def again(root: Path, known: Mapping[str, bytes] | None = None) -> Renewed | Edited:
    """Make the source of a book anew; where it was edited since, change nothing, and say so.

    The files as they were are kept, for `undo`; `known` are those that the caller has changed
    already, as they were before. Raises InputError where the folder or its import.yaml is wrong.
    """
    files.sweep(root, ROOM, (NEW, OLD), lambda room: _put_back(root, room))
    answers = imports.load(root)
    given = list(_given(root, answers))
    made = importing.make(given, answers.lang, answers, root)
    edited = tuple(_edited(root, answers))
    if edited:
        return Edited(edited, _difference(root, made, edited))
    written, way_back = _replace(root, answers, made, known or {})
    done = Imported(root, tuple(written), tuple(made.findings), tuple(made.descriptions))
    return Renewed(done, way_back)


def way_of(done: Renewed) -> str:
    """Return the sentence that names the way back; "" where nothing changed."""
    if done.way_back is None:
        return ""
    return f"The way back: octavo undo {replaced.UNDO}/{done.way_back.name}."


def _given(root: Path, answers: imports.Answers) -> Iterator[Given]:
    """Yield the manuscripts that the book keeps. Raises InputError where one is missing."""
    faults: list[InputError] = []
    for number, name in enumerate(answers.files):
        path = root / ORIGINALS / name
        if not files.plain_name(name) or not is_file(path):
            message = f"{ORIGINALS}/{name} is not there."
            hint = "Put the manuscript back, or import anew into another folder."
            faults.append(answers.tree.wrong(("files", number), message, hint))
        elif path.suffix.casefold() in BESIDE:
            message = f"{name} cannot be made anew: its pictures stood beside it."
            hint = "Import all of it anew into another folder, with --styles."
            faults.append(answers.tree.wrong(("files", number), message, hint))
    if not answers.files:
        hint = "Import the manuscript anew into another folder."
        faults.append(answers.tree.wrong(("files",), "No manuscript is named.", hint))
    if faults:
        refuse_all([*answers.faults, *faults])
    for name in answers.files:
        path = root / ORIGINALS / name
        figures = figures_of(path, len(answers.files))
        yield Given(path, bytes_of(path), name, figures)


def _edited(root: Path, answers: imports.Answers) -> Iterator[str]:
    """Yield the files of source/ that are not as import wrote them, or that it did not write."""
    source = root / "source"
    there = {
        f"source/{name}": path
        for name, path in files.inside(source).items()
        if path.suffix == ".md" and not name.startswith("original/")
    }
    for name, digest in answers.made.items():
        if not name.startswith("source/"):
            continue
        path = files.within(root, name)
        if not is_file(path) or files.digest(path) != digest:
            yield name
    yield from sorted(there.keys() - answers.made.keys())


def _difference(root: Path, made: Made, edited: tuple[str, ...]) -> str:
    """Return how edited files differ from what would be made anew, as a unified difference."""
    parts: list[str] = []
    for name in edited:
        path = root / name
        if path.suffix not in TEXT:
            continue
        now = path.read_text("utf-8", "replace") if is_file(path) else ""
        new = made.files.get(name, b"").decode("utf-8", "replace")
        lines = (now.splitlines(keepends=True), new.splitlines(keepends=True))
        parts += difflib.unified_diff(*lines, f"{name} (as it is)", f"{name} (made anew)")
    return "".join(part if part.endswith("\n") else f"{part}\n" for part in parts)


def _replace(
    root: Path, answers: imports.Answers, made: Made, known: Mapping[str, bytes]
) -> tuple[list[Path], Path | None]:
    """Write the new files, all or none of them; metadata that an editor changed stay.

    Return their paths, and the folder that leads back.
    """
    new = {name: data for name, data in made.files.items() if _is_renewed(root, answers, name)}
    gone = [n for n in answers.made if n.startswith("source/") and n not in made.files]
    way_back = replaced.keep(root, {**new, **dict.fromkeys(gone)}, known)
    try:
        with files.room(root, ROOM) as room:
            for name, data in new.items():
                path = room / NEW / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            _swap(root, room, list(new), gone)
    except OSError as fault:
        if way_back is not None:
            shutil.rmtree(way_back, ignore_errors=True)
        message = f"The book cannot be written: {fault.strerror}."
        raise InputError(message, place=Place(imports.FILE)) from fault
    return [root / name for name in new], way_back


def _is_renewed(root: Path, answers: imports.Answers, name: str) -> bool:
    """Whether a file is written anew: it is one of the text, or as import left it."""
    if name in importing.UNKEPT:
        return name != "metadata/pandoc.json"
    if not importing.is_written(name):
        return False
    path = files.within(root, name)
    known = answers.made.get(name)
    return known is None or not is_file(path) or files.digest(path) == known


def _swap(root: Path, room: Path, new: list[str], gone: list[str]) -> None:
    """Put new files in the place of old ones; where that fails midway, put the old ones back."""
    try:
        for name in (*new, *gone):
            place, old = files.within(root, name), room / OLD / name
            if is_file(place):
                old.parent.mkdir(parents=True, exist_ok=True)
                place.rename(old)
            if name in new:
                place.parent.mkdir(parents=True, exist_ok=True)
                (room / NEW / name).rename(place)
    except OSError:
        _put_back(root, room)
        raise


def _put_back(root: Path, room: Path) -> None:
    """Put the files back whose place others took, or were to take."""
    for name, old in files.inside(room / OLD).items():
        old.replace(files.within(root, name))
