"""Knows whether a build would change anything: standard library alone, so that it is quick.

After a build `record` keeps the call, and the hashes of all that went in and came out.
`check` compares them with the call now and with the files as they are; only where one
differs is anything heavy imported.
"""

from __future__ import annotations

import hashlib
import json
import os
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NoReturn, TypeAlias

from octavo.system import programs

STATE = ".octavo/state.json"
INPUTS = ("source", "metadata", "filters")

Fact: TypeAlias = tuple[int, ...]
"""Of a file: its number, its size, when it was written, when it was changed. Nothing, if gone."""


@dataclass(frozen=True, slots=True)
class Call:
    """The order in a call of `build`. Paths are absolute; no formats means those of the edition."""

    project: str
    out: str
    formats: tuple[str, ...] = ()
    strict: bool = False
    printers: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        project: Path,
        out: Path | None,
        to: str,
        printers: tuple[str, ...] = (),
        *,
        strict: bool,
    ) -> Call:
        """Return the call that these options mean, wherever it is made."""
        place = out if out is not None else project / "dist"
        return cls(str(project.resolve()), str(place.resolve()), names_in(to), strict, printers)


def names_in(to: str) -> tuple[str, ...]:
    """Return the names of formats in a list with commas."""
    return tuple(name.strip() for name in to.split(",") if name.strip())


@dataclass(frozen=True, slots=True)
class State:
    """A finished build: its call, its programs, inputs and outputs by hash, its words and status.

    `used` are the inputs that stand in none of the folders that are looked through.
    """

    call: Call
    libraries: tuple[str, ...]
    programs: str
    inputs: dict[str, str]
    used: dict[str, str]
    outputs: dict[str, str]
    status: int
    summary: dict[str, object]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A call as it was typed: what it asks for, its folder as typed, and how to report."""

    call: Call
    out: Path
    as_json: bool


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise ValueError(message)


def parsed(arguments: list[str]) -> Parsed | None:
    """Parse a call of `build` as the command does; None for another verb, or a call in doubt."""
    if arguments[:1] == ["build"]:
        arguments = arguments[1:]
    parser = _Parser(add_help=False, allow_abbrev=False, prefix_chars="-")
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--to", default="")
    parser.add_argument("--project", type=Path, default=Path())
    parser.add_argument("--out", type=Path)
    parser.add_argument("--printer", action="append", default=[])
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    try:
        options = parser.parse_args(arguments)
        if options.folder is not None:
            if options.project != Path():
                return None  # named twice: the command says so
            options.project = options.folder
        asked = names_in(",".join(options.printer))
        call = Call.of(options.project, options.out, options.to, asked, strict=options.strict)
    except (ValueError, OSError):
        return None
    return Parsed(call, options.out or options.project / "dist", options.format == "json")


def with_report(summary: dict[str, object], out: Path) -> dict[str, object]:
    """Return a build's summary with the way to its report, as a call names the folder `out`."""
    shown = out.name if out.is_absolute() else out.as_posix()
    words = f"{summary.get('text', '')} The report: {shown}/report.html"
    return {**summary, "text": words}


def check(call: Call) -> State | None:
    """Return the state of the last build where nothing has changed since, else None."""
    root = Path(call.project)
    state = _stored(root)
    same = (
        state is not None
        and state.call == call
        and state.programs == programs.digest(state.libraries)
        and state.inputs == hashes(root, INPUTS)
        and state.used == digests(root, state.used)
        and state.outputs == digests(root, state.outputs)
    )
    return state if same else None


def _stored(root: Path) -> State | None:
    try:
        raw = json.loads((root / STATE).read_text(encoding="utf-8"))
        lists = {name: tuple(raw["call"][name]) for name in ("formats", "printers")}
        call = Call(**{**raw["call"], **lists})
        state = State(**{**raw, "call": call, "libraries": tuple(raw["libraries"])})
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    shaped = (
        all(isinstance(name, str) for name in state.libraries)
        and all(isinstance(part, dict) for part in (state.used, state.outputs, state.summary))
        and isinstance(state.status, int)
    )
    return state if shaped else None


def record(root: Path, state: State) -> None:
    """Keep a build's state, written beside and then renamed; a book may be one to read only."""
    path = root / STATE
    beside = path.with_suffix(".new")
    if path.parent.is_symlink():  # it may lead out of the book
        return
    try:
        path.parent.mkdir(exist_ok=True)
        beside.write_text(json.dumps(asdict(state), ensure_ascii=False), encoding="utf-8")
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()


def forget(root: Path) -> None:
    """Drop the state before outputs change; if it stays, the outputs' hashes show the change."""
    with suppress(OSError):
        (root / STATE).unlink()


def hashes(
    root: Path, folders: tuple[str, ...], known: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Hash every file below some folders of a project, by its path in the project.

    A file whose hash is `known`, as it has been read already, is not read again.
    """
    return {name: (known or {}).get(name) or digest(path) for name, path in _files(root, folders)}


def facts(root: Path, folders: tuple[str, ...]) -> dict[str, Fact]:
    """Return the facts by which a change is noticed, for every file below some folders.

    A write leaves another time of change, whatever the program that writes does about the rest.
    """
    return {name: _fact(path) for name, path in _files(root, folders)}


def _fact(path: Path) -> Fact:
    try:
        stat = path.stat()
    except (OSError, ValueError):
        return ()
    return stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def _files(root: Path, folders: tuple[str, ...]) -> Iterator[tuple[str, Path]]:
    """Yield every file below some folders of a project, with its path in the project."""
    for folder in folders:
        for base, names, files in os.walk(root / folder):
            names[:] = sorted(n for n in names if n not in ("__pycache__", "original"))
            for file in sorted(files):
                path = Path(base, file)
                yield path.relative_to(root).as_posix(), path


def digests(root: Path, names: Iterable[str]) -> dict[str, str]:
    """Hash files and folders by their names, which stand below a project or are whole paths."""
    return {name: digest(root / name) for name in names}


def name_of(root: Path, path: Path) -> str:
    """Return the name by which `digests` finds a path again."""
    path, root = path.resolve(), root.resolve()
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def digest(path: Path) -> str:
    """Return the sha256 of a file, or of a folder's names and contents; "" for anything else."""
    try:
        if path.is_dir():
            inside = hashes(path, (".",))
            return hashlib.sha256(json.dumps(inside, sort_keys=True).encode()).hexdigest()
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""
