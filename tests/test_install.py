"""It is installed by make, pip, pipx and uv in clean environments, and builds a book there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from environment import BEAT, ENTRY, Progress, chosen, run, to_build_with
from octavo.system import programs
from tests.running import LONG, ROOT

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the paths are POSIX's")
SILENT = 5.0
"""Seconds that a set-up may print nothing."""

CLEAN = {"PYTHONPATH": "", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_COMPILE": "1"}


@pytest.mark.long
def test_it_says_what_pip_does_while_it_does_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = (
        "import time; print('Collecting babel==2.19.0', flush=True); time.sleep(2.5); "
        "print('Installing collected packages: babel', flush=True); time.sleep(2.5)"
    )
    (tmp_path / "lib/python3/site-packages/babel-2.dist-info").mkdir(parents=True)
    (tmp_path / "Lib/site-packages/babel-2.dist-info").mkdir(parents=True)
    status = run([sys.executable, "-c", code], Progress(tmp_path, 7, "asking"))
    lines = capsys.readouterr().out.splitlines()
    assert status == 0
    assert "asking" in lines[0]
    assert any("fetching babel (1 of 7)" in line for line in lines)
    assert any("installing packages (1 of 7)" in line for line in lines)


def test_what_pip_says_is_kept_for_where_it_fails(tmp_path: Path) -> None:
    progress = Progress(tmp_path, 1, "asking")
    code = "import sys; print('ERROR: no such thing', file=sys.stderr); sys.exit(3)"
    assert run([sys.executable, "-c", code], progress) == 3
    assert "ERROR: no such thing" in progress.said


def test_what_books_are_built_with_is_chosen_from_the_lock() -> None:
    """All that the program needs here, and what it is installed with; nothing of the tests'."""
    asked = to_build_with(ROOT / "pyproject.toml")
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    names = {match[1] for match in ENTRY.finditer(chosen(text, asked))}
    needed = {re.sub(r"[-_.]+", "-", name).lower() for name in programs.versions()}
    assert needed - {"python", "octavo"} <= names
    assert {"hatchling", "editables"} <= names
    assert names.isdisjoint({"pytest", "mypy", "playwright", "numpy"})
    assert chosen(text, {match[1] for match in ENTRY.finditer(text)}) == text


def test_it_is_never_silent_for_long() -> None:
    assert BEAT * 2 < SILENT


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of this checkout, with what is not committed yet."""
    clone = tmp_path_factory.mktemp("clone") / "octavo"
    git = str(shutil.which("git"))
    subprocess.run([git, "clone", "-q", str(ROOT), str(clone)], check=True)
    for name in ("environment.py", "Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, clone / name)
    return clone


def needed(tool: str) -> str:
    """Return the path of a tool; where it is not installed, skip the test and say so loudly."""
    path = shutil.which(tool)
    if path is None:
        warnings.filterwarnings("default", message="Not tested")
        warnings.warn(f"Not tested: {tool} is not installed here.", stacklevel=2)
        pytest.skip(f"{tool} is not installed: pip install {tool}")
    return path


def by_pip(checkout: Path, home: Path) -> tuple[list[list[str]], Path]:
    venv = home / "venv"
    make = [sys.executable, "-m", "venv", str(venv)]
    return [make, [str(venv / "bin/python"), "-m", "pip", "install", str(checkout)]], venv / "bin"


def by_pipx(checkout: Path, home: Path) -> tuple[list[list[str]], Path]:
    return [[needed("pipx"), "install", str(checkout)]], home / "bin"


def by_uv(checkout: Path, home: Path) -> tuple[list[list[str]], Path]:
    install = [needed("uv"), "tool", "install", "--python", sys.executable, str(checkout)]
    return [install], home / "bin"


@LONG
@POSIX
@pytest.mark.parametrize("way", [by_pip, by_pipx, by_uv], ids=["pip", "pipx", "uv"])
def test_it_is_installed_and_builds_a_book(way: object, checkout: Path, tmp_path: Path) -> None:
    assert callable(way)
    commands, programs = way(checkout, tmp_path)
    places = {
        "HOME": str(tmp_path),
        "PIPX_HOME": str(tmp_path / "pipx"),
        "PIPX_BIN_DIR": str(tmp_path / "bin"),
        "PIPX_DEFAULT_PYTHON": sys.executable,
        "UV_TOOL_DIR": str(tmp_path / "uv"),
        "UV_TOOL_BIN_DIR": str(tmp_path / "bin"),
        "UV_CACHE_DIR": str(tmp_path / "cache"),
    }
    environment = {**os.environ, **CLEAN, **places}
    octavo = str(programs / "octavo")
    book = ["new", "my-book", "--template", "article"], ["build", "my-book"], ["doctor"]
    for command in (*commands, *([octavo, *arguments] for arguments in book)):
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "my-book" / "dist" / "report.html").is_file()


def printed(command: list[str], folder: Path) -> Iterator[tuple[float, str]]:
    """Yield each line that a command prints, with the seconds since the one before."""
    last = time.monotonic()
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as made:
        for line in made.stdout or ():
            now = time.monotonic()
            yield now - last, line
            last = now
    assert made.returncode == 0


@LONG
@POSIX
def test_make_setup_is_never_silent_and_works(checkout: Path) -> None:
    lines = list(printed([needed("make"), "setup", f"PYTHON={sys.executable}"], checkout))
    gap, line = max(lines)
    assert gap < SILENT, line
    assert any(re.search(r"installing packages \(\d+ of \d+\)", line) for _, line in lines)
    done = subprocess.run(
        [str(checkout / ".venv/bin/octavo"), "--version"], capture_output=True, check=False
    )
    assert done.returncode == 0
