"""SECURITY.md says what tests show, and README leads there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def test_every_test_that_it_names_is_there() -> None:
    tests = "".join(path.read_text("utf-8") for path in (ROOT / "tests").glob("test_*.py"))
    named = re.findall(r"`(test_\w+)`", SECURITY)
    assert len(named) > 20
    assert [name for name in named if f"def {name}(" not in tests] == []


def test_every_line_of_its_tables_names_a_test() -> None:
    rows = [line for line in SECURITY.splitlines() if line.startswith("| ")]
    told = [row for row in rows if not row.endswith("| test |")]
    assert told
    assert all("`test_" in row.rpartition(" | ")[2] for row in told)


def test_the_readme_leads_there() -> None:
    assert "](SECURITY.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
