"""The handbook's prose: what a linter of English finds in it, beside our own `octavo lint`."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo import pandoc
from tests.handbook import examples

WITHOUT_CODE = "function Code() return {} end\nfunction CodeBlock() return {} end\n"
"""A filter of pandoc's: what is typed in a terminal or a file is no prose."""

ARGUED = {
    "Color": "the title of a printer's guide",
    "in a Word": "a Word file is meant",
    "in the gutter": "the inner margin, where the leaves are bound",
}
"""What the linter takes for a cliché, and the trade does not."""


OURS = ("typography", "lexical_illusions")
"""Checks of what the filters settle at every build: marks and spaces, words that stand twice."""


def prose_hits(text: str) -> list[str]:
    """Return what a linter finds in a text, with the words around it."""
    from proselint.checks import __register__
    from proselint.config import DEFAULT, Config
    from proselint.registry import CheckRegistry
    from proselint.tools import LintFile

    CheckRegistry().register_many(__register__)
    checks = {**DEFAULT["checks"], **dict.fromkeys(OURS, False)}
    hits = LintFile("text", text).lint(Config(max_errors=1000, checks=checks))
    shown = []
    for result in (hit.check_result for hit in hits):
        start, end = result.span
        around = f"\n{text}\n"
        if around[start:end].strip() not in ARGUED:
            shown.append(f"{around[max(0, start - 60) : end + 30]!r}: {result.message}")
    return shown


@pytest.mark.long
def test_a_linter_of_prose_finds_nothing(tmp_path: Path) -> None:
    (tmp_path / "code.lua").write_text(WITHOUT_CODE, encoding="utf-8")
    call = ["-f", "markdown", "-t", "plain", "--wrap=none", "-L", str(tmp_path / "code.lua")]
    chapters = sorted((examples.HANDBOOK / "source").glob("*.md"))
    hits = prose_hits(pandoc.run([*call, *map(str, chapters)]).decode())
    assert not hits, "\n".join(hits)


@pytest.mark.long
def test_a_linter_of_prose_finds_what_is_wrong() -> None:
    hits = prose_hits("It is very unique, as in a Word.")
    assert any("uncomparable" in hit for hit in hits)
    assert not any("cliché" in hit for hit in hits)
