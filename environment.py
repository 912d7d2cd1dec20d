"""Makes the environment from locked and hashed requirements, and shows what it is doing meanwhile.

For `make setup`: standard library alone. A line at least every two seconds says what is fetched or
installed; pip's own words are shown where it fails.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

BEAT = 2.0
"""Seconds after which a line is printed at the latest."""

LAST = 30
"""So many of pip's lines are shown where it fails."""

FETCHED = re.compile(r"(?:Collecting|Processing|Requirement already satisfied:) ([\w.-]+)")
ENTRY = re.compile(r"^([\w.-]+)==.*\n(?:[ \t]+.*\n)*", re.MULTILINE)
PARENT = re.compile(r"^    #(?: via|  ) +([\w.-]+)", re.MULTILINE)
NAME = re.compile(r"[\w.-]+")
INSTALLING = "Installing collected packages"


@dataclass
class Progress:
    """What is done at the moment, and what pip last said."""

    folder: Path
    total: int
    doing: str
    fetched: int = 0
    said: deque[str] = field(default_factory=lambda: deque(maxlen=LAST))

    def take(self, line: str) -> None:
        """Take a line of pip's."""
        self.said.append(line)
        match = FETCHED.match(line)
        if match:
            self.fetched += 1
            self.doing = f"fetching {match[1]} ({self.fetched} of {self.total})"
        elif line.startswith(INSTALLING):
            self.doing = ""

    def now(self) -> str:
        """Return what is done at the moment; while packages are written, how many are there."""
        if self.doing:
            return self.doing
        place = "Lib" if sys.platform == "win32" else "lib/*"
        there = sum(1 for _ in self.folder.glob(f"{place}/site-packages/*.dist-info"))
        return f"installing packages ({min(there, self.total)} of {self.total})"


def run(command: Sequence[str], progress: Progress) -> int:
    """Run pip to its end and print how far it is; return its status."""
    started = time.monotonic()
    lines: SimpleQueue[str | None] = SimpleQueue()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as pip:
        Thread(target=_read, args=(pip, lines), daemon=True).start()
        printed = started - BEAT
        while True:
            if time.monotonic() - printed >= BEAT:
                printed = time.monotonic()
                print(f"{printed - started:5.0f} s  {progress.now()}", flush=True)
            try:
                line = lines.get(timeout=BEAT / 4)
            except Empty:
                continue
            if line is None:
                break
            progress.take(line.rstrip())
    return pip.returncode


def _read(pip: subprocess.Popen[str], lines: SimpleQueue[str | None]) -> None:
    for line in pip.stdout or ():
        lines.put(line)
    lines.put(None)


def chosen(lock: str, asked: Collection[str]) -> str:
    """Return the entries of a lock that some packages need, the packages among them.

    Whom each is for, pip-compile has written below it.
    """
    entries = {match[1]: match[0] for match in ENTRY.finditer(lock)}
    parents = {name: {*PARENT.findall(text)} for name, text in entries.items()}
    kept = {name for name in entries if name in asked}
    while more := {name for name in entries if name not in kept and parents[name] & kept}:
        kept |= more
    return "".join(text for name, text in entries.items() if name in kept)


def to_build_with(project: Path) -> set[str]:
    """Return the packages that books are built with, as the project declares them."""
    declared = tomllib.loads(project.read_text(encoding="utf-8"))
    own = declared["project"]
    lists = (
        *(own["dependencies"], own["optional-dependencies"]["scripts"]),
        *(declared["build-system"]["requires"], ["editables"]),  # for Octavo itself
    )
    names = (NAME.findall(one)[0] for each in lists for one in each)
    return {re.sub(r"[-_.]+", "-", name).lower() for name in names}


def main(folder: Path, lock: Path, *, alone: bool = False) -> int:
    """Make the environment in a folder; return 0, or the status of what failed.

    `alone`: only what books are built with, without the tests' tools.
    """
    here = Path(__file__).resolve().parent
    text = lock.read_text(encoding="utf-8")
    if alone:
        text = chosen(text, to_build_with(here / "pyproject.toml"))
    total = len(ENTRY.findall(text))
    print(f"Making the environment in {folder}: {total} packages, once.", flush=True)
    with tempfile.TemporaryDirectory() as beside:
        listed = Path(beside, "requirements.txt")
        listed.write_text(text, encoding="utf-8")
        for doing, step in _steps(folder, listed, here).items():
            progress = Progress(folder, total, doing=doing)
            status = run(step, progress)
            if status:
                print("\n".join(progress.said), file=sys.stderr)
                print("The environment could not be made; above is why.", file=sys.stderr)
                return status
    print("The environment is ready.", flush=True)
    return 0


def _steps(folder: Path, listed: Path, here: Path) -> dict[str, list[str]]:
    """Return the commands by what each does; one that is there already is not made again."""
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    pip = [str(python), "-m", "pip", "install", "--disable-pip-version-check"]
    # Each library is compiled when it is first used: to compile all takes a third of the time.
    lazily = [] if sys.dont_write_bytecode else ["--no-compile"]
    locked = ["--no-deps", "--require-hashes", "-r", str(listed)]  # all that is needed is listed
    steps = {
        "making a place for them": [sys.executable, "-m", "venv", str(folder)],
        "asking for them": [*pip, *lazily, *locked],
        "adding Octavo itself": [*pip, "--no-deps", "--no-build-isolation", "-e", str(here)],
    }
    if python.exists():
        del steps["making a place for them"]
    return steps


if __name__ == "__main__":
    *options, folder, lock = sys.argv[1:]
    sys.exit(main(Path(folder), Path(lock), alone="--alone" in options))
