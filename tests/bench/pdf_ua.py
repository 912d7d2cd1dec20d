"""Measures the reader of tagged PDFs on veraPDF's corpus for PDF/UA-1: `make bench-print`.

`python -m tests.bench.pdf_ua [--aside LIST] [--only LIST]`: LIST is a file of names, one a line. A
file of the corpus is named by the clause and the test of veraPDF's profile that it is made for:
7.2-t03-fail-a breaks it, 7.2-t03-pass-a does not. A file that passes must have no failure at all; a
file that fails must have one of the conditions that the test stands for, where we decide it.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

from octavo.formats.pdf.ua.checkpoints import DECIDED, UNDECIDED
from octavo.formats.pdf.ua.reader import failures_of
from octavo.model.finding import InputError
from tests.bench.tables import Row, show

CORPUS = Path(__file__).parents[3] / "shared" / "data" / "verapdf"
NAME = re.compile(r"([\d.-]+)-t(\d+)-(pass|fail)-\w+\.pdf")

CONDITIONS = {
    "5-1": "06-002",
    "5-2": "06-002",
    "5-3": "5",
    "5-4": "5",
    "5-5": "5",
    "6.2-1": "6.2",
    "7.1-1": "01-003",
    "7.1-2": "01-004",
    "7.1-3": "01-005",
    "7.1-4": "01-007",
    "7.1-5": "02-001",
    "7.1-6": "02-003",
    "7.1-7": "02-004",
    "7.1-8": "06-001",
    "7.1-9": "06-003",
    "7.1-10": "07-001 07-002",
    "7.1-11": "7.1",
    "7.2-2": "11-003",
    **{f"7.2-{test}": "09-004" for test in (*range(3, 17), 36, 37, 38, 41, 42, 43)},
    **{f"7.2-{test}": "09-005" for test in range(17, 21)},
    **{f"7.2-{test}": "11-002" for test in (21, 22, 23, 30, 31, 32)},
    "7.2-24": "11-004",
    "7.2-25": "11-005",
    **{f"7.2-{test}": "09-006" for test in (26, 27, 28)},
    "7.2-29": "7.2",
    "7.2-33": "11-006",
    "7.2-34": "11-001",
    "7.2-39": "09-004",
    "7.2-40": "09-005",
    "7.3-1": "13-004",
    "7.4.2-1": "14-002 14-003",
    "7.4.4-1": "14-006",
    "7.4.4-2": "14-007",
    "7.4.4-3": "14-007",
    "7.5-1": "15-003",
    "7.5-2": "15-003",
    "7.7-1": "17-002",
    "7.9-1": "19-003",
    "7.9-2": "19-004",
    "7.10-1": "20-001 20-002",
    "7.10-2": "20-003",
    "7.11-1": "21-001",
    "7.15-1": "25-001",
    "7.16-1": "26-001 26-002",
    "7.18.1-1": "28-002",
    "7.18.1-2": "28-004",
    "7.18.1-3": "28-005",
    "7.18.2-1": "28-007",
    "7.18.3-1": "28-008 28-009",
    "7.18.4-1": "28-010",
    "7.18.4-2": "28-010",
    "7.18.5-1": "28-011",
    "7.18.5-2": "28-012",
    "7.18.6.2-1": "28-014",
    "7.18.6.2-2": "28-015",
    "7.18.8-1": "28-017",
    "7.20-1": "30-001",
    "7.20-2": "30-002",
    "7.21.3.1-1": "31-001 31-002 31-003",
    "7.21.3.2-1": "31-004 31-005",
    "7.21.3.3-1": "31-006",
    "7.21.3.3-2": "31-007",
    "7.21.3.3-3": "31-008",
    "7.21.4.1-1": "31-009",
    "7.21.4.1-2": "31-011",
    "7.21.4.2-1": "31-012 31-013",
    "7.21.4.2-2": "31-014 31-015",
    "7.21.5-1": "31-016",
    "7.21.6-1": "31-017 31-018",
    "7.21.6-2": "31-019 31-020 31-021 31-022 31-023 31-024",
    "7.21.6-3": "31-025",
    "7.21.6-4": "31-026",
    "7.21.7-1": "31-027 10-001",
    "7.21.7-2": "31-028",
    "7.21.8-1": "31-030",
}
"""The conditions of the Matterhorn Protocol by the clause and number of veraPDF's test."""


def main() -> None:
    """Print what is wrong, and the table by condition."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--aside", type=Path, help="names of files that are left out")
    parser.add_argument("--only", type=Path, help="names of the only files that are read")
    given = parser.parse_args()
    if not CORPUS.is_dir():
        sys.exit(f"The corpus is not at {CORPUS}.")
    files = [path for path in sorted(CORPUS.glob("*.pdf")) if NAME.fullmatch(path.name)]
    if given.aside:
        files = [path for path in files if path.name not in _names(given.aside)]
    if given.only:
        files = [path for path in files if path.name in _names(given.only)]
    show("Tagged PDFs", rows(files))


def _names(listed: Path) -> set[str]:
    return set(listed.read_text(encoding="utf-8").split())


def rows(files: list[Path]) -> list[Row]:
    """Return the rows of the table; print each file that is judged wrongly."""
    counts: Counter[tuple[str, str]] = Counter()
    for path in files:
        clause, test, kind = _parts(path.name)
        conditions = CONDITIONS.get(f"{clause}-{test}", "").split()
        shown = " ".join(conditions) or f"{clause}-{test}"
        if kind == "fail" and not DECIDED.keys() & set(conditions):
            counts[shown, "not decided"] += 1
            continue
        found = _judged(path)
        right = not found if kind == "pass" else not found.isdisjoint(conditions)
        counts[shown, kind] += 1
        counts[shown, f"{kind} right"] += right
        if not right:
            print(f"{path.name}: {', '.join(sorted(found)) or 'nothing is found'}")
    every = sorted({shown for shown, _ in counts})
    table = [_row(name, [name], counts) for name in every]
    return [*table, _row("all", every, counts)]


def _parts(name: str) -> tuple[str, int, str]:
    match = NAME.fullmatch(name)
    assert match
    return match[1].replace("-", "."), int(match[2]), match[3]


def _judged(path: Path) -> set[str]:
    try:
        return {fault.checkpoint for fault in failures_of(path)}
    except InputError as fault:
        return {f"not read: {fault}"}


def _row(name: str, shown: list[str], counts: Counter[tuple[str, str]]) -> Row:
    def total(kind: str) -> int:
        return sum(counts[one, kind] for one in shown)

    measured = f"{total('pass right')}/{total('pass')}, {total('fail right')}/{total('fail')}"
    undecided = total("not decided")
    measured += f", {undecided} not decided" if undecided else ""
    about = UNDECIDED.get(name, "") and " (not decided)"
    return Row(f"{name}{about}: passed, failed rightly", "all, all", measured)


if __name__ == "__main__":
    main()
