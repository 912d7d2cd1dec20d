"""Stacks of headings without text are title pages, half titles and dedications, no chapters."""

from __future__ import annotations

from pathlib import Path

from tests.import_books import imported, sources
from tests.test_web_fore import LONG, PAGE, PROSE

FIRST = PAGE[: PAGE.index("<p>Transcribed")]
END = "<p>*** END OF THIS PROJECT GUTENBERG EBOOK THE FERRY ***</p></body></html>"
TITLE = "<h4>THE</h4><h2>FERRY</h2><h6>BY</h6><h4>I. HOLM</h4>"
TEXT = f"<h4>Preface</h4>{LONG}<hr/><h2>THE FERRY.</h2><hr/><h4>The Quay</h4>{LONG}{PROSE}"


def _of(page: str, tmp_path: Path) -> str:
    done = imported(tmp_path, "m.html", f"{FIRST}{page}{END}")
    assert not any(one.rule.startswith("import-lost") for one in done.findings)
    return "\n".join(sources(done).values())


def test_a_title_page_and_a_half_title_of_headings_go(tmp_path: Path) -> None:
    whole = _of(f"<h5>HARBOUR PRESS</h5>{TITLE}<hr/>{TEXT}", tmp_path)
    heads = [line for line in whole.split("\n") if line.startswith("#")]
    assert heads == ["# Preface", "# The Quay"]
    assert "HOLM" not in whole


def test_a_dedication_of_headings_says_what_it_is(tmp_path: Path) -> None:
    whole = _of(f"{TITLE}<hr/><h3>TO</h3><h2>O. STRAND</h2><h3>AT SEA</h3><hr/>{TEXT}", tmp_path)
    assert "::: dedication\nTO\n\nO. STRAND\n\nAT SEA\n:::" in whole


def test_headings_with_lines_below_stay(tmp_path: Path) -> None:
    listed = "<h3>PERSONS</h3><p>Ole</p><p>Per</p><h3>PLACE</h3><p>A quay</p>"
    whole = _of(f"{TITLE}<hr/>{listed}<hr/>{TEXT}", tmp_path)
    assert "# PERSONS\n\nOle" in whole
    assert "# PLACE" in whole
