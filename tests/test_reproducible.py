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


def build(folder: Path, environment: dict[str, str]) -> dict[str, str]:
    """Build the sample edition in a folder; give the hashes of what came out, by name."""
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
    artefacts = json.loads((folder / "dist" / "manifest.json").read_bytes())["artefacts"]
    return {artefact["path"]: artefact["sha256"] for artefact in artefacts}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("one") / "quite-a-telling-name"
    folder.mkdir()
    return folder, build(folder, HERE)


def test_two_builds_far_apart_give_the_same_bytes(
    built: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    (here, one), there = built, tmp_path / "a longer name with spaces"
    there.mkdir()
    assert len(one) == 6
    assert one == build(there, THERE)
    findings = [(folder / "dist" / "findings.json").read_bytes() for folder in (here, there)]
    assert findings[0] == findings[1]


def test_nothing_in_an_artefact_tells_where_it_was_made(built: tuple[Path, dict[str, str]]) -> None:
    folder, _ = built
    for path in (folder / "dist").rglob("*"):
        if path.is_file():
            assert b"quite-a-telling-name" not in path.read_bytes(), path.name
