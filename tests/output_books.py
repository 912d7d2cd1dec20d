"""Books that are built, manifests, and what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from tests.running import call, make_book


def build_book(folder: Path) -> Path:
    """Make a small book and build it."""
    done = call(make_book(folder), "build")
    assert done.returncode == 0, done.stderr
    return folder


def copy_forgotten(built: Path, folder: Path) -> Path:
    """Copy a book that has been built; its state is not known, so that the next build builds."""
    shutil.copytree(built, folder)
    (folder / ".octavo" / "state.json").unlink()
    return folder


def refused(done: Any, *words: str) -> None:
    """Whether a call ended in one line with these words."""
    assert done.returncode == 2, done.stdout + done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("octavo: ")]
    assert len(lines) == 1, done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in lines[0]
