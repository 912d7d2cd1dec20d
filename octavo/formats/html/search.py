"""Search in a site: Pagefind's index of its pages, made by the program of its Python package.

The index is a folder of small files beside the pages, which a browser fetches from the same server
as it needs them. Nothing is fetched while it is made. Of what Pagefind writes, its ready-made
interfaces are left out: the site has its own.
"""

from __future__ import annotations

import importlib.util
import os
import tempfile
from functools import cache
from pathlib import Path

from octavo.model.finding import InputError
from octavo.system import children

FOLDER = "pagefind"
PACKAGE = "pagefind_bin"
KEPT = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")
"""The files that search alone needs, beside the indexes."""

PATIENCE = 120.0
"""Seconds that the program may take."""


@cache
def program() -> Path | None:
    """Return Pagefind's program; None where its package is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent
    known = (folder / name for name in ("pagefind", "pagefind.exe"))
    return next((path for path in known if path.is_file()), None)


def write(folder: Path) -> bool:
    """Make the index of a site's pages in it; return whether there is one.

    Raises InputError where the program fails.
    """
    binary = program()
    if binary is None:
        return False
    how = ["--site", str(folder.resolve()), "--output-subdir", FOLDER, "--quiet"]
    plain = {key: word for key, word in os.environ.items() if not key.startswith("PAGEFIND")}
    with tempfile.TemporaryDirectory() as empty:  # it would obey a pagefind.yml beside the book
        done = children.run(
            [str(binary), *how], cwd=Path(empty), environment=plain, patience=PATIENCE
        )
    made = folder / FOLDER
    if done.returncode or not (made / KEPT[0]).is_file():
        words = " ".join(done.stderr.decode("utf-8", "replace").split())[:200]
        raise InputError(
            f"The index for search cannot be made: {words or 'Pagefind failed'}.",
            hint="Install the package pagefind_bin again.",
        )
    for path in made.iterdir():
        if path.is_file() and path.name not in KEPT and path.suffix in (".js", ".css"):
            path.unlink()
    return True
