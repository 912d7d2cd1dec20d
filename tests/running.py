"""Runs the command on a small book, and ends it in the middle."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
COMMAND = (sys.executable, "-m", "octavo.cli")

FILES = {
    "source/01-one.md": (
        '# One {#one}\n\nIt\'s "quoted" -- so, pp. 3-4 ... and it was well.[^1]\n\n'
        "Marx met Engels in Paris; Engels met Bebel in London. The Marx-Engels-Bebel letters are\n"
        "lost -- nobody knows why.\n\n"
        "Later hands copied the Bebel-Marx-Engels papers, see pp. 3-4, and kept them.\n\n"
        "[^1]: A note, pp. 5-6.\n"
    ),
    "source/02-two.md": '# Two\n\nSee [one](#one) -- "again" and it\'s over.\n',
    "metadata/edition.yaml": (
        "title: A Book\nlang: en-GB\ndate: 2026-01-15\nbibliography: references.json\n"
    ),
    "metadata/design.yaml": "citation-style: apa\n",
    "metadata/references.json": "[]\n",
    "metadata/pandoc.json": (ROOT / "metadata" / "pandoc.json").read_text(encoding="utf-8"),
}


def make_book(folder: Path, outputs: str = "html") -> Path:
    """Make a small book that has something to mend and something to decide."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with (folder / "metadata" / "edition.yaml").open("a", encoding="utf-8") as file:
        file.write(f"outputs: [{outputs}]\n")
    return folder


def octavo(folder: Path, *arguments: str, **how: Any) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder."""
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **how}
    return subprocess.run(
        [*COMMAND, *arguments], cwd=folder, text=True, encoding="utf-8", check=False, **how
    )


def killed_after(seconds: float, folder: Path, *arguments: str) -> bool:
    """Run the command and kill it after a while; False where it had ended before."""
    with subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as running:
        try:
            running.wait(seconds)
        except subprocess.TimeoutExpired:
            running.kill()
            return True
    return False


def snapshot(folder: Path) -> dict[str, str]:
    """Give what is in a folder: each name, hidden ones too, with its sha256."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else ""
        for path in sorted(folder.rglob("*"))
    }


def processes_in(folder: Path) -> Iterator[str]:
    """Give the command lines of living processes that work in a folder or name it (Linux)."""
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        try:
            line = (process / "cmdline").read_bytes().decode("utf-8", "replace")
            where = (process / "cwd").readlink()
        except OSError:
            continue
        if str(folder) in line or where.is_relative_to(folder):
            yield line.replace("\0", " ")


def gone_within(seconds: float, folder: Path) -> list[str]:
    """Wait until no process works in a folder; give those that still do."""
    end = time.monotonic() + seconds
    while (left := list(processes_in(folder))) and time.monotonic() < end:
        time.sleep(0.05)
    return left
