"""The package that others install holds all it needs: filters, reader, templates, styles."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(folder)]
    done = subprocess.run(
        [*command, str(ROOT)], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_filters_reader_templates_and_styles(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for path in (ROOT / "filters").glob("*.py"):
        assert f"octavo/data/filters/{path.name}" in names
    assert "octavo/data/custom/chapters.lua" in names
    for path in (ROOT / "octavo").rglob("*"):
        inside = path.relative_to(ROOT).as_posix()
        if path.is_file() and "__pycache__" not in inside:
            assert inside in names, inside


BOUNDED = {"pydantic": "3", "pypandoc-binary": "1.18", "typer": "0.30", "typst": "0.16"}
"""Libraries that are known to change what Octavo uses, and the first version that is not tested."""


def test_what_is_known_to_break_is_bounded_by_what_was_tested(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        name = next(n for n in opened.namelist() if n.endswith(".dist-info/METADATA"))
        needs = [
            Requirement(line.partition(": ")[2])
            for line in opened.read(name).decode("utf-8").splitlines()
            if line.startswith("Requires-Dist: ") and "extra ==" not in line
        ]
    upper = {
        canonicalize_name(need.name): part.version
        for need in needs
        for part in need.specifier
        if part.operator == "<"
    }
    assert upper == BOUNDED
    for need in needs:
        assert metadata.version(need.name) in need.specifier, f"{need} is not what is tested"


@pytest.mark.long
def test_the_installed_package_builds_a_book(wheel: Path, tmp_path: Path) -> None:
    """Unpacked elsewhere, without the checkout, it makes and builds a new book."""
    site = tmp_path / "site-packages"
    zipfile.ZipFile(wheel).extractall(site)
    code = (
        f"import sys; sys.path.insert(0, {str(site)!r}); import octavo.cli as c; "
        "assert c.__file__.startswith(sys.path[0]), c.__file__; sys.exit(c.main())"
    )
    for arguments, folder in (
        (["new", "a-book"], tmp_path),
        (["build", "--to", "html,docx"], tmp_path / "a-book"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            env={"PYTHONPATH": str(site), "PATH": ""},
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert list((tmp_path / "a-book" / "dist").glob("*.docx"))
