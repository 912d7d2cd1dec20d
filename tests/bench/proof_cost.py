"""Measures what a proof of 100,000 words costs: made, and merged again with 150 marks.

`python -m tests.bench.proof_cost [MARKS]`; the book is `../shared/books/moby-dick`. Seconds are of
CPU, of a process and of those that it starts; memory is that of the largest of them, in MiB.
To make a proof is to make a PDF: the same build without a proof stands beside it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.bench import make_book
from tests.bench.tables import Row, show
from tests.pdf_reader import HABITS, Reader, Word

DAY = "2026-11-29"
MIB = 1024
FRONT, EDGE, LETTERS = 8, 150, 6
"""Pages before the text, letters at the edges of a page that are not marked, letters of a mark."""


def mark(proof: Path, out: Path, count: int) -> Path:
    """Mark a proof all over, a fourth each with highlights, strokes, replacements and carets."""
    reader = Reader(proof)
    programs = list(HABITS)
    full = [number for number, (text, _) in enumerate(reader.texts) if len(text) > 4 * EDGE]
    pages = [number for number in full if number >= FRONT]
    for number in range(count):
        page = pages[number * len(pages) // count]
        hand = reader.as_program(programs[number % len(programs)], f"Reader {number}")
        boxes = reader.texts[page][1]
        at = EDGE + number * 37 % (len(boxes) - 2 * EDGE)
        word = Word(page, boxes[at : at + LETTERS])
        if number % 4 == 0:
            hand.mark("Highlight", word, f"Mark {number}: is it so?")
        elif number % 4 == 1:
            hand.strike(word)
        elif number % 4 == 2:
            hand.replace(word, "Quixotry")
        else:
            hand.caret(word, " quixotically")
    return reader.save(out)


def run(*call: str) -> tuple[float, float]:
    """Run the command; return seconds of CPU, and the MiB of its largest process."""
    command = [sys.executable, "-m", "octavo.cli", *call]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1:
        sys.exit(f"octavo {' '.join(call)} ended with {process.returncode}.")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / MIB


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 150
    with tempfile.TemporaryDirectory() as room:
        book = make_book(Path(room) / "book")
        proof, back = Path(room) / "proof.pdf", Path(room) / "back.pdf"
        at = ("--project", str(book))
        calls = {
            "a PDF alone, built": ("build", "--to", "pdf", *at),
            "a proof, sent": (
                "send",
                "--variant",
                "proof",
                "--date",
                DAY,
                "--out",
                str(proof),
                *at,
            ),
            f"a proof with {count} marks, merged": ("merge", str(back), *at),
        }
        rows = []
        for name, call in calls.items():
            if call[0] == "merge":
                mark(proof, back, count)
            seconds, most = run(*call, "--project", str(book))
            target = "10 s, 500 MiB" if call[0] == "merge" else ""
            rows.append(Row(name, target, f"{seconds:.1f} s, {most:.0f} MiB"))
    show("A proof of 100,000 words", rows)


if __name__ == "__main__":
    main()
