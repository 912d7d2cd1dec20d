"""The door to bagit: a folder becomes a bag (BagIt, RFC 8493), and a bag is validated."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from pathlib import Path

import bagit

from octavo.model.finding import InputError

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
"""RFC 8493, 2.1.1; the library writes the number of the last draft, 0.97, which says the same."""

SHA = "sha512"
"""The algorithm that the RFC recommends (2.4)."""

NAME = "bagit.txt"
"""The file by which a bag is known."""

CHANGED = "This is not the file that was released: its bytes have changed."
MISSING = "This file was released, and is missing."
ADDED = "This file was not released: it was added later."
UNREADABLE = "The bag is not whole, and does not say which file is wrong."

VERSION: str = bagit.VERSION

logging.getLogger("bagit").setLevel(logging.CRITICAL + 1)  # `faults` reports what it finds


def make(folder: Path, info: Mapping[str, str]) -> None:
    """Make a bag of a folder, whose contents move into `data/`. Raises InputError where it cannot.

    `info` is written into bag-info.txt; with the date in it, the same folder gives the same bytes.
    """
    try:
        bag = bagit.make_bag(str(folder), dict(info), checksums=[SHA])
        (folder / NAME).write_text(DECLARATION, encoding="utf-8", newline="\n")
        _sort(folder / f"manifest-{SHA}.txt")
        bag.save()  # the lists of the files beside the payload are made anew
        _sort(folder / f"tagmanifest-{SHA}.txt")
    except bagit.BagError as fault:
        raise InputError(f"The version of record cannot be made: {fault}.") from fault


def _sort(listed: Path) -> None:
    """Sort the lines of a manifest by its names: a folder lists its files in any order."""
    lines = listed.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    lines.sort(key=lambda line: line.split(maxsplit=1)[1])
    text = "".join(f"{line}\n" for line in lines)
    listed.write_text(text, encoding="utf-8", newline="\n")


def faults(folder: Path) -> list[tuple[str, str]]:
    """Return what is wrong with a bag: a file of it, and what. An empty list: it is valid.

    Raises InputError where the folder is no bag.
    """
    try:
        bag = bagit.Bag(str(folder))
    except (bagit.BagError, OSError, UnicodeDecodeError, LookupError, ValueError) as fault:
        hint = "Name a folder that `octavo release` has made."
        message = f"{folder.name} is no version of record: its {NAME} or manifests cannot be read."
        raise InputError(message, hint=hint) from fault
    try:
        bag.validate()
    except bagit.BagValidationError as fault:
        named = [_fault(detail) for detail in fault.details] or _compared(bag, folder)
        return named or [(NAME, UNREADABLE)]
    except (bagit.BagError, OSError, ValueError):
        return [(NAME, UNREADABLE)]
    return []


def _fault(detail: bagit.ManifestErrorDetail) -> tuple[str, str]:
    path = str(detail.path)
    if isinstance(detail, bagit.ChecksumMismatch):
        return path, CHANGED
    return path, MISSING if isinstance(detail, bagit.FileMissing) else ADDED


def _compared(bag: bagit.Bag, folder: Path) -> list[tuple[str, str]]:
    """Name the files by which a bag has other bytes in all: the library says only how many."""
    missing, added = bag.compare_manifests_with_fs()
    changed = [
        name
        for name, known in sorted(bag.payload_entries().items())
        if name not in missing and known.get(SHA, "") != _digest(folder / name)
    ]
    named = [(sorted(missing), MISSING), (sorted(added), ADDED), (changed, CHANGED)]
    return [(str(name), words) for names, words in named for name in names]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, SHA).hexdigest()
