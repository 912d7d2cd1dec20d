"""A delivery put in its place: made beside it and renamed; nothing that is not ours is removed."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

from octavo.desk.deliver.parcel import File
from octavo.desk.deliver.released import Released
from octavo.files import files, json
from octavo.formats.trade.receivers import Receiver
from octavo.model.finding import InputError, Place

FOLDER = "delivery"
MANIFEST = "manifest.json"
ROOM = ".making-"
NEW, OLD = "new", "old"
MOVE = "Move it away, and deliver again."


def put(root: Path, released: Released, receiver: Receiver, parcel: Sequence[File]) -> Path:
    """Write a delivery below a book; return its folder.

    One of the same release for the same receiver is replaced where it is as it was delivered.
    Raises InputError where anything in it is not, and where it cannot be written.
    """
    folder = files.within(root, f"{FOLDER}/{released.name}/{receiver.name}")
    listed = {file.name: file.data for file in parcel}
    listed[MANIFEST] = _manifest(released, receiver, parcel)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        files.sweep(folder.parent, ROOM, (NEW, OLD))
        with files.alone(folder.parent), files.room(folder.parent, ROOM) as room:
            _refuse_foreign(folder)
            for name, data in listed.items():
                path = room / NEW / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            if folder.exists():
                folder.replace(room / OLD)
            (room / NEW).replace(folder)
    except OSError as fault:
        message = f"The delivery cannot be written: {fault.strerror or fault}."
        raise InputError(message, place=Place(FOLDER), hint=_hint(fault)) from fault
    return folder


def _hint(fault: OSError) -> str:
    if isinstance(fault, FileExistsError | NotADirectoryError):
        return f"Where a folder must be is a file: move it away. Deliveries lie in {FOLDER}/."
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return "Free some room."
    return f"Make the folder {FOLDER} one that you may write in."


def _manifest(released: Released, receiver: Receiver, parcel: Sequence[File]) -> bytes:
    """Return what says what was delivered: of which release, to whom, each file by its sha256."""
    edition = released.project.edition
    record: dict[str, Any] = {
        "made-by": "octavo",
        "release": released.name,
        "title": edition.title,
        "receiver": receiver.name,
        "files": {
            file.name: {
                "part": file.part,
                "sha256": files.digest_of(file.data),
                "bytes": len(file.data),
            }
            for file in sorted(parcel, key=lambda one: one.name)
        },
    }
    return orjson.dumps(record, option=orjson.OPT_INDENT_2) + b"\n"


def _refuse_foreign(folder: Path) -> None:
    """Raise InputError where a folder holds anything that was not delivered so."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        message = "This is not a delivery: it is a link or a file."
        raise InputError(message, place=_place(folder), hint=MOVE)
    if not folder.exists():
        return
    known = _delivered(folder)
    for name, path in sorted(files.inside(folder).items()):
        is_ours = path.is_file() and not path.is_symlink() and name in known
        if name != MANIFEST and not (is_ours and files.digest(path) == known[name]):
            message = "This is not what was delivered: nothing is written over it."
            raise InputError(message, place=_place(path, folder), hint=MOVE)


def _delivered(folder: Path) -> dict[str, str]:
    """Return the sha256 of each file that a delivery lists; nothing where its list is no list."""
    try:
        record = json.load(folder / MANIFEST, MANIFEST)
        return {str(name): str(entry["sha256"]) for name, entry in record["files"].items()}
    except (InputError, KeyError, TypeError, AttributeError):
        return {}


def _place(path: Path, folder: Path | None = None) -> Place:
    top = (folder or path).parents[2]
    return Place(path.relative_to(top).as_posix())
