"""The same sources give the same bytes, in any folder, locale, time zone or year."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "1"}
THERE = {
    "TZ": "America/St_Johns",
    "LC_ALL": "tr_TR.UTF-8",
    "LANG": "de_DE.UTF-8",
    "PYTHONHASHSEED": "2",
    "SOURCE_DATE_EPOCH": "1700000000",
}


def build(folder: Path, environment: dict[str, str]) -> dict[str, bytes]:
    """Build the sample edition in a folder; return what came out, by name."""
    for name in ("source", "metadata"):
        shutil.copytree(ROOT / name, folder / name)
    done = subprocess.run(
        [sys.executable, "-m", "octavo.cli", "build", "--format", "json"],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    dist = folder / "dist"
    files = [path for path in dist.rglob("*") if path.is_file()]
    return {path.relative_to(dist).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("one") / "quite-a-telling-name"
    folder.mkdir()
    return folder, build(folder, HERE)


def test_two_builds_far_apart_give_the_same_bytes(
    built: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    (_, one), there = built, tmp_path / "a longer name with spaces"
    there.mkdir()
    other = build(there, THERE)
    assert len(json.loads(one["manifest.json"])["artefacts"]) == 6
    assert {"manifest.json", "findings.json", "report.html"} < one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def test_nothing_in_an_artefact_tells_where_it_was_made(
    built: tuple[Path, dict[str, bytes]],
) -> None:
    _, made = built
    for name, data in made.items():
        assert b"quite-a-telling-name" not in data, name
