"""Files that a command replaces, kept as they were: taken back, they have their old bytes again.

They stand in a folder below `.octavo/undo`, beside the patches of `lint --fix`: `0002.again` has
the old files in `was/`, and in `files.json` each name with the digests before and after. What is
new has no digest before, what goes has none after.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from octavo.files import files, json
from octavo.files.names import is_file
from octavo.model.finding import InputError, Place, refuse_all

UNDO = ".octavo/undo"
SUFFIX = ".again"
LIST, WAS = "files.json", "was"
ROOM, KEPT = f"{SUFFIX}-", "kept"
"""How the name of the folder begins in which one is made, and what stands in it."""

ROOMS = ("source", "metadata")
"""The folders of a book whose files may be replaced."""

DIGEST = re.compile(r"[0-9a-f]{64}|")


@dataclass(frozen=True, slots=True)
class Replaced:
    """One file: its digests as it was and as it is now; "" where it was or is not there."""

    was: str
    now: str


def next_number(folder: Path) -> str:
    """Return the number of the next way back in a folder, of four digits or more."""
    stems = (path.name.partition(".")[0] for path in folder.iterdir())
    return f"{max((int(stem) for stem in stems if stem.isdecimal()), default=0) + 1:04}"


def keep(root: Path, new: Mapping[str, bytes | None], known: Mapping[str, bytes]) -> Path | None:
    """Keep the files of a book that others are about to replace; return the folder of the way back.

    `new` has what each file becomes by its path in the book, None where it goes. `known` has the
    bytes of those that the caller has changed already. Return None where nothing changes. Raises
    InputError where the way back cannot be kept.
    """
    before = {name: known.get(name, _bytes(files.within(root, name))) for name in new}
    changed = [name for name in new if before[name] != new[name]]
    if not changed:
        return None
    try:
        folder = files.within(root, UNDO)
        folder.mkdir(parents=True, exist_ok=True)
        files.sweep(folder, ROOM, (KEPT,))
        with files.room(folder, ROOM) as room:
            for name in changed:
                _put(room / KEPT / WAS / name, before[name])
            listed = {name: [_digest(before[name]), _digest(new[name])] for name in changed}
            _put(room / KEPT / LIST, orjson.dumps(listed, option=orjson.OPT_INDENT_2) + b"\n")
            way_back = folder / f"{next_number(folder)}{SUFFIX}"
            (room / KEPT).rename(way_back)
    except OSError as fault:
        message = f"The way back cannot be kept: {fault.strerror}."
        raise InputError(message, place=Place(UNDO)) from fault
    return way_back


def is_kept(way_back: Path) -> bool:
    """Whether a path is a folder of files that were replaced."""
    return way_back.suffix == SUFFIX and way_back.is_dir()


def restore(way_back: Path, root: Path) -> list[str]:
    """Put the files back as they were; return their names.

    One that is as it was already is no fault: an undo may have been killed. Raises InputError, and
    restores nothing, where files were changed since, or where the folder is not whole.
    """
    kept = {name: (_bytes(way_back / WAS / name), one) for name, one in _listed(way_back).items()}
    faults = [
        *(_not_whole(way_back) for was, one in kept.values() if _digest(was) != one.was),
        *(_changed(name) for name, (_, one) in kept.items() if not _is_known(root, name, one)),
    ]
    refuse_all(faults[:1] if faults and faults[0].place is None else faults)
    for name, (was, _) in kept.items():
        _restore(root, name, was)
    return list(kept)


def _listed(way_back: Path) -> dict[str, Replaced]:
    """Read the list of files. Raises InputError where it is wrong, or leads out of the book."""
    value = json.load(way_back / LIST, f"{way_back.name}/{LIST}")
    listed: dict[str, Replaced] = {}
    for name, pair in value.items() if isinstance(value, dict) else ():
        inside = files.inner_name(name) and name.partition("/")[0] in ROOMS
        texts = isinstance(pair, list) and [one for one in pair if isinstance(one, str)]
        if not inside or not texts or len(texts) != 2 or not all(map(DIGEST.fullmatch, texts)):
            raise _not_whole(way_back)
        listed[name] = Replaced(*texts)
    if not listed:
        raise _not_whole(way_back)
    return listed


def _not_whole(way_back: Path) -> InputError:
    return InputError(
        f"{way_back.name} is not as it was kept; nothing was restored.", hint=f"See {UNDO}."
    )


def _changed(name: str) -> InputError:
    return InputError(
        "The file was changed since it was made anew; nothing was restored.",
        place=Place(name),
        hint="Take back your change first.",
    )


def _is_known(root: Path, name: str, one: Replaced) -> bool:
    return _digest(_bytes(files.within(root, name))) in (one.was, one.now)


def _restore(root: Path, name: str, was: bytes | None) -> None:
    path = files.within(root, name)
    try:
        if was is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            files.write(path.resolve(), was)
    except OSError as fault:
        message = f"The file cannot be restored: {fault.strerror}."
        raise InputError(message, place=Place(name)) from fault


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if is_file(path) else None
    except OSError as fault:
        message = f"It cannot be read: {fault.strerror}."
        raise InputError(message, place=Place(path.name)) from fault


def _digest(data: bytes | None) -> str:
    return "" if data is None else files.digest_of(data)


def _put(path: Path, data: bytes | None) -> None:
    if data is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
