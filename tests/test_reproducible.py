"""The same sources give the same bytes, in any folder, locale, time zone or year."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.running import LONG, make_book

ROOT = Path(__file__).parents[1]
HERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "1"}
THERE = {
    "TZ": "America/St_Johns",
    "LC_ALL": "tr_TR.UTF-8",
    "LANG": "de_DE.UTF-8",
    "PYTHONHASHSEED": "2",
    "SOURCE_DATE_EPOCH": "1700000000",
}


DRAFT = "from tests.running import whole; from pathlib import Path; whole(Path(), checked=False)"
"""All formats in one process, and no EPUBCheck: a fifth of the cost."""


def build(folder: Path, environment: dict[str, str], *, small: bool) -> dict[str, bytes]:
    """Build an edition in a folder; return what came out, by name.

    It is the sample edition, by the command, or a small one as a draft.
    """
    if small:
        make_book(folder, "html, epub, docx, pdf")
    else:
        for name in ("source", "metadata"):
            shutil.copytree(ROOT / name, folder / name)
    how = ["-c", DRAFT] if small else ["-m", "octavo.cli", "build", "--format", "json"]
    done = subprocess.run(
        [sys.executable, *how],
        cwd=folder,
        env={**os.environ, **environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    dist = folder / "dist"
    files = [path for path in dist.rglob("*") if path.is_file()]
    return {path.relative_to(dist).as_posix(): path.read_bytes() for path in files}


Builder = Callable[[Path, dict[str, str]], dict[str, bytes]]


@pytest.fixture(
    scope="module",
    params=[pytest.param(True, id="small"), pytest.param(False, id="sample", marks=LONG)],
)
def builder(request: pytest.FixtureRequest) -> Builder:
    return partial(build, small=request.param)


@pytest.fixture(scope="module")
def built(builder: Builder, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("one") / "quite-a-telling-name"
    folder.mkdir()
    return builder(folder, HERE)


def test_two_builds_far_apart_give_the_same_bytes(
    builder: Builder, built: dict[str, bytes], tmp_path: Path
) -> None:
    one, there = built, tmp_path / "a longer name with spaces"
    there.mkdir()
    other = builder(there, THERE)
    assert len(json.loads(one["manifest.json"])["artefacts"]) == 6
    assert {"manifest.json", "findings.json", "report.html"} < one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def test_nothing_in_an_artefact_tells_where_it_was_made(
    built: dict[str, bytes],
) -> None:
    for name, data in built.items():
        assert b"quite-a-telling-name" not in data, name
