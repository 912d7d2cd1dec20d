"""Examples of the handbook, as they stand on its pages: read, run, and renewed.

A page is a chapter of `docs/handbook/source`. Two kinds of code block on it are alive:

- ``` {.console}: each line that begins with `$ ` is typed in a book's folder, what follows it is
  what the screen then says. A line that is only `…` stands for any lines, `…` within a line for
  any words. `status=1` where the last command ends with that status; else each ends with 0.
- ``` {.yaml file="metadata/design.yaml"}: what an editor writes into that file. Keys of a YAML file
  take the place of those there; any other file is replaced, or, with `.added`, gets it at its end.

A page begins in a new book (`octavo new my-book`), or, where its first live block says
`in="NAME"`, with the folder `tests/handbook/stages/NAME`, which may be empty but for a `.keep`.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
HANDBOOK = ROOT / "docs" / "handbook"
STAGES = Path(__file__).parent / "stages"
ANY = "\N{HORIZONTAL ELLIPSIS}"
WIDTH = "88"
"""How wide the screen of an example is, in characters: what a code line of the page can hold."""

FENCE = re.compile(r"^(`{3,}) *\{([^}\n]*)\} *\n(.*?)^\1 *$", re.M | re.S)
KEY = re.compile(r"^([\w-]+):")


@dataclass(frozen=True)
class Block:
    """One live block: what it is, what stands in it, and where on its page."""

    classes: tuple[str, ...]
    values: dict[str, str]
    text: str
    start: int
    end: int

    @property
    def is_typed(self) -> bool:
        """Whether commands stand in it."""
        return "console" in self.classes

    @property
    def status(self) -> int:
        """The exit status of its last command."""
        return int(self.values.get("status", "0"))


@dataclass(frozen=True)
class Command:
    """A line that is typed, and the lines that the screen then shows."""

    typed: str
    lines: tuple[str, ...] = ()


@dataclass
class Screen:
    """What a page's example has come to: its folder, and how it was typed."""

    folder: Path
    faults: list[str] = field(default_factory=list)


def pages() -> list[Path]:
    """List the chapters of the handbook that have a live block, in order."""
    return [
        path
        for path in sorted((HANDBOOK / "source").glob("*.md"))
        if any(blocks(path.read_text(encoding="utf-8")))
    ]


def blocks(text: str) -> Iterator[Block]:
    """Yield the live blocks of a page."""
    for match in FENCE.finditer(text):
        words = shlex.split(match[2])
        classes = tuple(word[1:] for word in words if word.startswith("."))
        values = dict(word.split("=", 1) for word in words if "=" in word)
        if "console" in classes or "file" in values:
            yield Block(classes, values, match[3], match.start(3), match.end(3))


def commands(text: str) -> list[Command]:
    """Read what is typed in a block and what the screen says to each."""
    typed: list[Command] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            typed.append(Command(line[2:]))
        elif typed:
            typed[-1] = Command(typed[-1].typed, (*typed[-1].lines, line))
    return typed


def begin(page: str, folder: Path) -> Screen:
    """Make the folder in which a page's example begins."""
    stage = next((b.values["in"] for b in blocks(page) if "in" in b.values), "")
    if stage:
        shutil.copytree(STAGES / stage, folder, ignore=shutil.ignore_patterns(".keep"))
        return Screen(folder)
    folder.mkdir()
    screen = Screen(folder)
    type_in(screen, "octavo new my-book")
    screen.folder = folder / "my-book"
    return screen


def run(page: str, folder: Path) -> tuple[str, list[str]]:
    """Do all that a page shows; return the page with what the screens said, and what differs."""
    screen = begin(page, folder)
    renewed = page
    shift = 0
    for block in blocks(page):
        if not block.is_typed:
            write(screen.folder, block)
            continue
        text = show(screen, block)
        renewed = renewed[: block.start + shift] + text + renewed[block.end + shift :]
        shift += len(text) - (block.end - block.start)
    return renewed, screen.faults


def show(screen: Screen, block: Block) -> str:
    """Type the commands of a block; return the block as the screen was."""
    shown: list[str] = []
    typed = commands(block.text)
    for number, command in enumerate(typed):
        status, printed = type_in(screen, command.typed)
        expected = block.status if number == len(typed) - 1 else 0
        if status != expected:
            screen.faults.append(f"$ {command.typed}\nstatus {status}, not {expected}:\n{printed}")
        same = agrees("\n".join(command.lines), printed)
        if not same:
            screen.faults.append(f"$ {command.typed}\nthe screen says:\n{printed}")
        lines = command.lines if same else tuple(printed.splitlines())
        shown += [f"$ {command.typed}", *lines]
    return "\n".join(shown) + "\n"


def agrees(expected: str, printed: str) -> bool:
    """Whether a screen is as a page shows it, `…` standing for anything.

    >>> agrees("Wrote …, 3 files\\n…", "Wrote x.pdf, 3 files\\na\\nb"), agrees("one", "two")
    (True, False)
    """
    lines = "".join(f"{line.rstrip()}\n" for line in printed.strip("\n").splitlines())
    pattern = "".join(map(_pattern, expected.strip("\n").splitlines()))
    return re.fullmatch(pattern, lines, re.S) is not None


def _pattern(line: str) -> str:
    """Return the expression of a line of a page; `…` alone may stand for no line."""
    if line == ANY:
        return r"(?:.*\n)?"
    return ".*".join(map(re.escape, line.split(ANY))) + r"\n"


def type_in(screen: Screen, line: str) -> tuple[int, str]:
    """Type a line; return its exit status and all that it printed.

    `cd` is known, and the names of files may have patterns; anything else is a program's call.
    """
    words = shlex.split(line)
    if words[0] == "cd":
        screen.folder = (screen.folder / words[1]).resolve()
        return (0, "") if screen.folder.is_dir() else (1, f"no folder {words[1]}")
    done = subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=screen.folder,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout.replace(str(screen.folder), ANY)


def surroundings() -> dict[str, str]:
    """Give the environment of an example: a plain screen, and the command that is tested."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    return {**kept, "PATH": path, "COLUMNS": WIDTH, "NO_COLOR": "1", "TERM": "dumb"}


def write(folder: Path, block: Block) -> None:
    """Write into a file what a page says an editor writes there."""
    path = folder / block.values["file"]
    path.parent.mkdir(parents=True, exist_ok=True)
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    if path.suffix in (".yaml", ".yml") and "whole" not in block.classes:
        text = with_keys(old, block.text)
    elif "added" in block.classes:
        text = f"{old.rstrip()}\n\n{block.text}"
    else:
        text = block.text
    path.write_text(text, encoding="utf-8")


def with_keys(old: str, new: str) -> str:
    """Return a YAML file with other keys in it, each in place of the one of its name.

    >>> with_keys("trim: a5\\nfonts:\\n  - a.ttf\\nlang: de\\n", "fonts: [b.ttf]\\n")
    'trim: a5\\nlang: de\\nfonts: [b.ttf]\\n'
    """
    keys = {match[1] for line in new.splitlines() if (match := KEY.match(line))}
    kept: list[str] = []
    leaving = False
    for line in old.splitlines():
        match = KEY.match(line)
        leaving = match[1] in keys if match else leaving and line.startswith((" ", "-"))
        if not leaving:
            kept.append(line)
    return "\n".join([*kept, new])
