"""What makes the artefacts: this program, its libraries, pandoc, Typst, Java and their fonts.

A build is up to date, and an entry of the cache is good, only as long as all of this is as it
was. A file is known by its size and its time to the nanosecond: to read 500 MB at each call would
take longer than a build. Standard library alone, so that it is quick.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from importlib.metadata import Distribution

Fact: TypeAlias = tuple[str, int, int]
"""A path, a size in bytes, a time in nanoseconds."""

MANY = 500
"""A folder with more files than this is known by their names and its own time.

The 10,000 citation styles are such a folder; the one in use is an input of the book. The tables of
anyascii are another."""

EXTRAS = ("manimgx-fonts", "manimgx-fonts-cjk")
"""Packages of `octavo[scripts]`: a book that asks for them is made of them too."""

PACKAGE = Path(__file__).parents[1]
OWN = (PACKAGE, PACKAGE.parent / "filters", PACKAGE.parent / "custom")
"""Where this program stands: in a wheel, all of it is below the first."""


def digest(roots: Iterable[str | Path]) -> str:
    """Return a fingerprint of this program, of Python, and of all that stands at some paths."""
    facts = [fact for root in (*OWN, *map(Path, roots)) for fact in _facts(root)]
    return hashlib.sha256(repr((sys.version, sys.platform, facts)).encode()).hexdigest()


@cache
def identity(*paths: Path) -> str:
    """Return the fingerprint of this program with some others, for the key of a cache.

    It is asked for once in a process: a program that changes meanwhile is seen by the next.
    """
    return digest(paths)


@cache
def libraries() -> tuple[str, ...]:
    """Return where the libraries stand that this program needs, and what these need in turn."""
    places = []
    for library in _distributions():
        folder = Path(str(library.locate_file("")))
        places += [str(folder / top) for top in _tops(library.read_text("RECORD") or "")]
    return tuple(sorted(places))


def version() -> str:
    """Return the version of this program; a checkout that nobody has installed has none."""
    from importlib import metadata  # slow to load

    try:
        return metadata.version("octavo")
    except metadata.PackageNotFoundError:
        return "not installed"


def versions() -> dict[str, str]:
    """Return the versions of this program, of Python, and of the libraries that it needs."""
    made = {str(one.metadata["Name"]): one.version for one in _distributions()}
    return {"Python": ".".join(map(str, sys.version_info[:3])), **made}


def missing() -> list[str]:
    """Return the packages that this program itself needs, and that are not installed."""
    from importlib import metadata

    try:
        needs = metadata.requires("octavo") or []
    except metadata.PackageNotFoundError:
        return []
    return [name for name in _needs(needs) if not _is_installed(name)]


def _is_installed(name: str) -> bool:
    from importlib import metadata

    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _distributions() -> Iterator[Distribution]:
    """Yield this program and each library that it needs, or that these need in turn."""
    from importlib import metadata  # slow to load, and needed only after a build

    waiting, met = ["octavo", *EXTRAS], set[str]()
    while waiting:
        name = waiting.pop()
        if name in met:
            continue
        met.add(name)
        try:
            library = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # for another system, or a checkout on its own
            continue
        yield library
        waiting += _needs(library.requires or [])


def _tops(record: str) -> set[str]:
    """Return the files and folders of a package that stand directly among the packages."""
    names = (line.split(",", 1)[0].split("/", 1)[0] for line in record.splitlines())
    return {name for name in names if name not in ("", "..", "__pycache__")}


def _needs(requirements: Iterable[str]) -> Iterator[str]:
    """Yield the names of required packages, without what is asked for by an extra."""
    for requirement in requirements:
        name = re.match(r"[\w.-]+", requirement)
        if name and not re.search(r"\bextra\s*==", requirement):
            yield re.sub(r"[-_.]+", "-", name[0]).lower()


def _facts(path: Path) -> list[Fact]:
    """Return the facts of a file, or of every file of a folder, in the order of their names."""
    try:
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except NotADirectoryError:
        return [_fact(str(path), path.stat())]
    except (OSError, ValueError):  # a name that no system takes, from a state that was spoilt
        return [(str(path), -1, -1)]
    if len(entries) > MANY:
        names = hashlib.sha256("\0".join(entry.name for entry in entries).encode()).hexdigest()
        return [_fact(f"{path}: {names}", path.stat())]
    facts: list[Fact] = []
    for entry in entries:
        if entry.name == "__pycache__" or entry.name.endswith(".pyc"):
            continue
        if entry.is_dir(follow_symlinks=False):
            facts += _facts(Path(entry.path))
        else:
            facts.append(_fact(entry.path, entry.stat(follow_symlinks=False)))
    return facts


def _fact(name: str, stat: os.stat_result) -> Fact:
    return name, stat.st_size, stat.st_mtime_ns
