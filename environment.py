"""Makes the environment from locked and hashed requirements, and shows what it is doing meanwhile.

For `make setup`: standard library alone. A line at least every two seconds says what is fetched or
installed; pip's own words are shown where it fails.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

BEAT = 2.0
"""Seconds after which a line is printed at the latest."""

LAST = 30
"""So many of pip's lines are shown where it fails."""

FETCHED = re.compile(r"(?:Collecting|Processing|Requirement already satisfied:) ([\w.-]+)")
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


def main(folder: Path, lock: Path) -> int:
    """Make the environment in a folder; return 0, or the status of what failed."""
    total = len(re.findall(r"^[\w.-]+==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    print(f"Making the environment in {folder}: {total} packages, once.", flush=True)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    pip = [str(python), "-m", "pip", "install", "--disable-pip-version-check"]
    # Each library is compiled when it is first used: to compile all takes a third of the time.
    lazily = [] if sys.dont_write_bytecode else ["--no-compile"]
    here = str(Path(__file__).resolve().parent)
    steps = {
        "making a place for them": [sys.executable, "-m", "venv", str(folder)],
        "asking for them": [*pip, *lazily, "--require-hashes", "-r", str(lock)],
        "adding Octavo itself": [*pip, "--no-deps", "--no-build-isolation", "-e", here],
    }
    for doing, step in steps.items():
        progress = Progress(folder, total, doing=doing)
        status = run(step, progress)
        if status:
            print("\n".join(progress.said), file=sys.stderr)
            print("The environment could not be made; above is why.", file=sys.stderr)
            return status
    print("The environment is ready.", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
