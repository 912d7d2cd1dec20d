"""Tells whether a build would change anything: standard library alone, so that it is quick.

After a build `record` keeps the hashes of all that went in and came out. `check` compares them
with the files as they are; only where one differs is anything heavy imported.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

STATE = ".octavo/state.json"
INPUTS = ("source", "metadata", "filters")


@dataclass(frozen=True, slots=True)
class State:
    """What a finished build was: its call, its inputs and outputs by hash, its words and status."""

    call: list[str]
    code: str
    inputs: dict[str, str]
    outputs: dict[str, str]
    status: int
    summary: dict[str, object]


def call_of(arguments: list[str], cwd: Path) -> tuple[Path, list[str]]:
    """Give the book's folder that a call of `build` means, and the call wherever it is made.

    Only the options that name folders are looked into; all else is compared as it is typed.
    """
    root, call = cwd, []
    words = iter(argument for argument in arguments if argument != "build")
    for word in words:
        name, sign, value = word.partition("=")
        if name not in ("--project", "--out"):
            call.append(word)
            continue
        path = (cwd / (value if sign else next(words, ""))).resolve()
        if name == "--project":
            root = path
        else:
            call += ["--out", str(path)]
    return root, call


def check(root: Path, call: list[str]) -> State | None:
    """Give the state of the last build where nothing has changed since, else None."""
    try:
        raw = json.loads((root / STATE).read_text(encoding="utf-8"))
        state = State(**raw)
    except (OSError, ValueError, TypeError):
        return None
    same = (
        state.call == call
        and state.code == code()
        and state.inputs == hashes(root, INPUTS)
        and all(digest(root / name) == sha for name, sha in state.outputs.items())
    )
    return state if same else None


def record(root: Path, state: State) -> None:
    """Keep a build's state, written beside and then renamed."""
    path = root / STATE
    path.parent.mkdir(exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(asdict(state), ensure_ascii=False), encoding="utf-8")
    beside.replace(path)


def forget(root: Path) -> None:
    """Drop the state, before outputs change."""
    (root / STATE).unlink(missing_ok=True)


def hashes(root: Path, folders: tuple[str, ...]) -> dict[str, str]:
    """Hash every file below some folders of a project, by its path in the project."""
    found: dict[str, str] = {}
    for folder in folders:
        for base, names, files in os.walk(root / folder):
            names[:] = sorted(n for n in names if n not in ("__pycache__", "original"))
            for file in sorted(files):
                path = Path(base, file)
                found[path.relative_to(root).as_posix()] = digest(path)
    return found


def code() -> str:
    """Give a fingerprint of the program itself: names, sizes and times of its files."""
    package = Path(__file__).parent
    folders = (package, package.parent / "filters")
    known = [
        (str(path), path.stat().st_size, path.stat().st_mtime_ns)
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix not in (".pyc", "") and path.is_file()
    ]
    return hashlib.sha256(repr(known).encode()).hexdigest()


def digest(path: Path) -> str:
    """Give the sha256 of a file, or of a folder's names and contents; "" where there is none."""
    try:
        if path.is_dir():
            inside = hashes(path, (".",))
            return hashlib.sha256(json.dumps(inside, sort_keys=True).encode()).hexdigest()
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
