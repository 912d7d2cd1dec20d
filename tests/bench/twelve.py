"""Twelve points a book: brings in and builds each book of ../shared that has expectations.

    python -m tests.bench.twelve [NAME …] [--expected FOLDER] [--keep FOLDER]

`tests/bench/expected` says what the points are. Books are brought in as an editor would, by one
call; only `answers` of an expectation are given, where the build stops. Without a NAME: all.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from octavo import pandoc
from tests.bench.imports import SHARED, Clock
from tests.bench.tables import Row, show
from tests.bench.twelve_points import POINTS, Point
from tests.bench.twelve_read import facts_of

EXPECTED = Path(__file__).parent / "expected"
OPEN_MARKS = ("quotation-unpaired", "quotation-doubtful")
"""What is found of a mark of quotation that no filter could set."""
OCTAVO = [sys.executable, "-m", "octavo.cli"]


@dataclass(slots=True)
class Book:
    """What was measured of one book."""

    name: str
    points: list[Point] = field(default_factory=list)
    words: int = 0
    seconds: float = 0.0
    alone: float = 0.0
    asked: int = 0
    must: int = 0
    marks: int = 0
    fault: str = ""

    @property
    def right(self) -> int:
        """How many of the twelve points are right."""
        return sum(point.right for point in self.points)


def measure(file: Path, into: Path) -> Book:
    """Bring in, build and judge one book."""
    wants = yaml.safe_load(file.read_bytes())
    book = Book(file.stem)
    base = SHARED if file.parent == EXPECTED else file.parent
    named = (base / wants["manuscript"]).resolve()
    files = sorted(named.parent.glob(named.name))
    start = Clock.now()
    done = _run(["import", *map(str, files), "--into", str(into), "--lang", wants["lang"]], Path())
    book.seconds = Clock.now() - start
    if not (into / "metadata" / "edition.yaml").exists():
        book.fault = (done.stdout + done.stderr).strip()[-300:]
        return book
    built = _run(["build", "--to", "html,epub,docx,pdf"], into)
    answers = wants.get("answers", [])
    if answers and (built.returncode or any("decide" in answer for answer in answers)):
        book.must = len(answers)
        for answer in answers:
            _answer(into, answer)
        built = _run(["build", "--to", "html,epub,docx,pdf"], into)
    facts = facts_of(into)
    book.points = [judge(wants, facts, built.returncode) for judge in POINTS]
    book.words = len(facts.printed.get("epub", "").split()) or len(" ".join(facts.prose).split())
    book.alone = _alone(files)
    _answers(into, book)
    if built.returncode:
        book.fault = " / ".join(_errors(built.stdout + built.stderr))
    return book


def _answer(folder: Path, answer: dict[str, str]) -> None:
    """Give an answer of an editor: write one thing for another, add a line, accept a rule's."""
    if "decide" in answer:
        _run(["decide", "--rule", answer["decide"], "--accept"], folder)
        return
    for file in sorted(folder.glob(answer["in"])):
        text = file.read_text(encoding="utf-8")
        old = answer.get("old", "")
        new = text.replace(old, answer["new"]) if old else f"{text}{answer['new']}\n"
        file.write_text(new, encoding="utf-8")


def _run(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*OCTAVO, *words], cwd=folder, capture_output=True, text=True, check=False, timeout=1800
    )


def _errors(text: str) -> list[str]:
    return [line[:200] for line in text.splitlines() if re.search(r"\berror\b", line)][:4]


def _alone(files: list[Path]) -> float:
    """Return the processor seconds that pandoc takes alone to make Markdown of manuscripts."""
    manuscript = files[0]
    reader = {".txt": "markdown", ".md": "markdown", ".htm": "html"}.get(manuscript.suffix)
    command = [*(["-f", reader] if reader else []), "-t", "markdown"]
    with tempfile.TemporaryDirectory() as scratch:
        if manuscript.suffix == ".txt":  # pandoc reads nothing but UTF-8
            files = [Path(scratch) / manuscript.name]
            files[0].write_text(manuscript.read_bytes().decode("utf-8", "replace"), "utf-8")
        start = Clock.now()
        pandoc.run([*command, *map(str, files)])
    return Clock.now() - start


def _answers(folder: Path, book: Book) -> None:
    """Count what an editor is asked, what stops the build, and marks of quotation left open."""
    asked = folder / "metadata" / "questions.yaml"
    rules: Counter[str] = Counter()
    if asked.exists():
        rules.update(one["rule"] for one in yaml.safe_load(asked.read_bytes()) or [])
    meanings = folder / "metadata" / "import.yaml"
    proposed = meanings.read_text(encoding="utf-8").split("\n") if meanings.exists() else []
    book.asked = len(rules) + sum(
        1 for line in proposed if re.search(r"^\s*[^#].*: *\S+\?(?:\s|$)", line)
    )
    listed = folder / "dist" / "findings.json"
    findings: list[dict[str, Any]] = json.loads(listed.read_bytes()) if listed.exists() else []
    book.must += sum(1 for one in findings if one["severity"] == "error")
    book.marks = sum(1 for one in findings if one["rule"] in OPEN_MARKS and one["tier"] != "auto")


def main() -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--expected", type=Path, default=EXPECTED, help="folder of expectations")
    parser.add_argument("--keep", type=Path, help="where the books are to stay")
    arguments = parser.parse_args()
    files = sorted(arguments.expected.glob("*.yaml"))
    files = [one for one in files if not arguments.names or one.stem in arguments.names]
    if not SHARED.exists() or not files:
        print("THERE IS NOTHING TO MEASURE: no books.", file=sys.stderr)
        raise SystemExit(2)
    books = []
    for file in files:
        with tempfile.TemporaryDirectory() as scratch:
            into = (arguments.keep or Path(scratch)).resolve() / file.stem
            books.append(measure(file, into))
        print(_line(books[-1]), flush=True)
        for point in books[-1].points:
            if not point.right:
                print(f"    {point.name}: expected {point.expected}\n      got {point.got}")
    _report(books)


def _line(book: Book) -> str:
    each = 100_000 * book.seconds / max(book.words, 1)
    return (
        f"{book.name:20.20} {book.right:2} of 12  {book.words:6} words  asked {book.asked:2}"
        f"  errors {book.must:2}  import {book.seconds:.1f} s, {each:.1f} s/100,000"
        f" ({book.seconds / max(book.alone, 0.05):.1f} x pandoc)"
        f"  quotation marks open {10_000 * book.marks / max(book.words, 1):.1f}/10,000 {book.fault}"
    )


def _report(books: list[Book]) -> None:
    whole = sum(1 for book in books if book.right == len(POINTS))
    rows = [
        Row("books with 12 of 12 points", "≥ 80 %", f"{whole} of {len(books)}"),
        Row("the lowest", "10", str(min(book.right for book in books))),
        Row("kinds of questions asked of the worst", "≤ 10", str(max(b.asked for b in books))),
        Row("errors to clear in the worst", "≤ 10", str(max(book.must for book in books))),
    ]
    show("twelve points a book", rows)


if __name__ == "__main__":
    main()
