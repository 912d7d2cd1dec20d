"""A real book with raw HTML and TeX: is every word that its author typed in all four formats?

    python -m tests.bench.raw_markup [FOLDER]

FOLDER holds Markdown files; else it is `../shared/books/five-hundred-lines`. The words of each file
are read without pandoc and without the filters, and held against those of the document that every
format is written from. A word that is missing must stand in a line with an error. Then what the
errors name is taken out, as an editor would, and all formats are built: each is compared with the
document by the press itself.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from octavo.book.authored import UNSEEN, WORD
from octavo.book.book import Book
from octavo.manuscripts.importing import import_manuscripts
from octavo.model import reading
from octavo.model.finding import Finding, Severity
from octavo.press.prepare import prepare
from tests.bench.tables import Row, show
from tests.shared import shared

UNKNOWN = re.compile(r"\\[a-z]+\{[^{}]*\}")


def typed(text: str) -> Counter[str]:
    """Count the words that are typed in a text, without what is no word of it."""
    words = Counter(WORD.findall(text))
    for match in UNSEEN.finditer(text):
        words.subtract(WORD.findall(match[0]))
    return +words


def joined(words: Counter[str], author: Counter[str], letters: str) -> Counter[str]:
    """Return of some words those that stand in others: `H~2~O` is typed as three words."""
    return Counter({w: n for w, n in words.items() if letters.count(w) >= author[w]})


def printed(book: Book) -> tuple[Counter[str], list[Finding]]:
    """Count the words of the document that all formats are written from; return its errors."""
    prepared = prepare(book)
    canon = reading.read(prepared.document)
    words = Counter(WORD.findall(" ".join(canon.body)))
    for note in canon.notes:
        words.update(WORD.findall(" ".join(note)))
    words.update(WORD.findall(" ".join(canon.images)))
    return words, prepared.errors


def excused(book: Book, errors: list[Finding]) -> Counter[str]:
    """Count the words of the lines that an error names."""
    words: Counter[str] = Counter()
    texts = {chapter.file: chapter.text.split("\n") for chapter in book.chapters}
    for file, line in {(e.place.file, e.place.line) for e in errors if e.place}:
        if file in texts and line:
            words.update(WORD.findall(texts[file][line - 1]))
    return words


def mend(folder: Path, errors: list[Finding]) -> None:
    """Take out what the errors name, and give headings the level that they want."""
    for file in {error.place.file for error in errors if error.place}:
        path = folder / file
        lines = path.read_text(encoding="utf-8").split("\n")
        for error in errors:
            if not error.place or error.place.file != file:
                continue
            at = error.place.line - 1
            if error.rule == "heading-skip":
                lines[at] = re.sub(r"^#+", error.hint.split()[-1].rstrip("."), lines[at])
            elif error.rule == "dead-link":
                lines[at] = re.sub(r"\]\(#[^)]*\)|\]\{[^}]*\}", "]", lines[at])
            else:
                lines[at] = lines[at].replace(error.before, "")
        path.write_text("\n".join(lines), encoding="utf-8")


def built(folder: Path) -> dict[str, int]:
    """Build all formats; return how many differences from the text each has."""
    command = [sys.executable, "-m", "octavo.cli", "build", "--project", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = folder / "dist" / "findings.json"
    if not found.is_file():
        sys.exit(done.stderr)
    findings = json.loads(found.read_text(encoding="utf-8"))
    counts = Counter(dict.fromkeys(("html", "epub", "docx", "pdf-screen", "pdf-print"), 0))
    for one in findings["findings"] if isinstance(findings, dict) else findings:
        if one["rule"] == "text-differs":
            counts.update(one["format"].split(", "))
    return dict(counts)


def main() -> None:
    """Measure, and print the table."""
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else shared("books") / "five-hundred-lines"
    files = sorted(given.glob("*.md"))
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room) / "book"
        import_manuscripts(files, folder, "en-GB")
        book = Book.open(folder)
        words, errors = printed(book)
        author = sum((typed(chapter.read) for chapter in book.chapters), Counter[str]())
        missing = author - words
        told = missing & excused(book, errors)
        lost = missing - told
        lost -= joined(lost, author, " ".join(words.elements()))
        for error in errors:
            print(f"{error.place}: {error.message} [{error.rule}]")
        if lost:
            print("lost:", dict(lost.most_common(20)))
        rows = [
            Row("words that the author typed", "", f"{sum(author.values()):,}"),
            Row("of these in no format, told at their line", "", str(sum(told.values()))),
            Row("of these in no format, not told", "0", str(sum(lost.values()))),
        ]
        mend(folder, [error for error in errors if error.severity is Severity.ERROR])
        for name, count in built(folder).items():
            rows.append(Row(f"differences from the text, {name}", "0", str(count)))
    show("Raw markup of a real book", rows)


if __name__ == "__main__":
    main()
