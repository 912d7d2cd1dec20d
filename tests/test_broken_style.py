"""A style of citations that cannot be used: lint reports it beside all else, a build stops."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from octavo.desk.lint import BY_THE_STYLE
from tests.running import call, make_book

SPACE = "http://purl.org/net/xbiblio/csl"
CASES = {
    "a name that nobody knows": ("appa", "", "metadata/design.yaml", 2),
    "a file that is not there": ("own.csl", "", "metadata/design.yaml", 2),
    "not well-formed": ("own.csl", f'<style xmlns="{SPACE}">\n<info>\n', "metadata/own.csl", 3),
    "not a style": ("own.csl", "<html/>", "metadata/own.csl", 0),
    "on a parent that is not there": (
        "own.csl",
        f'<style xmlns="{SPACE}"><info>'
        '<link rel="independent-parent" href="x/none"/></info></style>',
        "metadata/design.yaml",
        2,
    ),
    "citeproc cannot use it": (
        "own.csl",
        f'<style xmlns="{SPACE}" class="note" version="1.0"><info/>'
        "<citation><layout><text/></layout></citation></style>",
        "metadata/design.yaml",
        2,
    ),
}
"""The name of the style, its file, and where the fault stands."""


def book(folder: Path, case: str) -> Path:
    """Make a book with a dash to set, a dead link, an unknown key, and a broken style."""
    name, data, _, _ = CASES[case]
    make_book(folder)
    text = "# Three\n\nSee [there](#nowhere) -- or @doe, or [@roe, p. 3].\n"
    (folder / "source" / "03-three.md").write_text(text, encoding="utf-8")
    (folder / "metadata" / "design.yaml").write_text(f"trim: a5\ncitation-style: {name}\n")
    if data:
        (folder / "metadata" / "own.csl").write_text(data, encoding="utf-8")
    return folder


def seen(folder: Path) -> set[tuple[str, str, int | None]]:
    """Return what lint says: rules with their places."""
    findings = orjson.loads(call(folder, "lint", "--format", "json").stdout)
    return {(f["rule"], f["file"], f.get("line")) for f in findings}


@pytest.mark.parametrize("case", CASES)
def test_lint_reports_all_else_too(tmp_path: Path, case: str) -> None:
    _, _, file, line = CASES[case]
    folder = book(tmp_path / "book", case)
    (folder / "source" / "03-three.md").write_text("# Three\n\nA -- b. [@roe, p. 3]\n")
    works = '[{"id": "roe", "type": "book"}, {"id": "doe", "type": "book", "title": "Doe"}]'
    (folder / "metadata" / "references.json").write_text(works)
    broken = seen(folder)
    (folder / "metadata" / "design.yaml").write_text("trim: a5\n")
    others = {one for one in seen(folder) if one[0] not in BY_THE_STYLE}
    assert broken == {*others, ("citation-style", file, line or None)}
    assert "cite-unused" in {rule for rule, _, _ in others}


@pytest.mark.parametrize("case", list(CASES)[:4])
def test_errors_of_the_text_are_reported_with_it_and_a_build_stops(
    tmp_path: Path, case: str
) -> None:
    folder = book(tmp_path / "book", case)
    linted = call(folder, "lint", "--format", "json")
    errors = [f for f in orjson.loads(linted.stdout) if f["severity"] == "error"]
    assert {"citation-style", "dead-link"} <= {f["rule"] for f in errors}
    assert (linted.returncode, linted.stderr) == (1, "")
    style = next(f for f in errors if f["rule"] == "citation-style")
    built = call(folder, "build")
    assert built.returncode == 2
    assert style["message"] in built.stderr
    assert not (folder / "dist").exists()


def test_the_changes_of_the_text_are_written_whatever_the_style(tmp_path: Path) -> None:
    folder = book(tmp_path / "book", "not well-formed")
    fixed = call(folder, "lint", "--fix")
    assert fixed.returncode == 1
    assert "metadata/own.csl:3" in fixed.stdout
    assert "\N{EN DASH}" in (folder / "source" / "02-two.md").read_text(encoding="utf-8")


def test_faults_of_the_metadata_come_together_with_that_of_the_style(tmp_path: Path) -> None:
    folder = book(tmp_path / "book", "a name that nobody knows")
    with (folder / "metadata" / "design.yaml").open("a") as file:
        file.write("trimm: a5\n")
    linted = call(folder, "lint")
    assert linted.returncode == 2
    assert "design.yaml:2: There is no citation style" in linted.stderr
    assert "design.yaml:3" in linted.stderr
