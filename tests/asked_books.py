"""Makes books of a manuscript that leaves an import something to ask."""

from __future__ import annotations

import re
from pathlib import Path

from octavo.manuscripts.importing import import_manuscripts
from tests.running import call

LONG = (
    "A garden of one rod is enough for a family of four, if it is dug in autumn and sown in spring;"
    " it wants an hour a day, a spade, a good neighbour and no great learning, and whoever says"
    " that he has no time for it has never counted the hours that he spends in buying what it"
    " would have given him"
)
SPEECH = (
    "It has been so in every village that I know of, as far as the river and as far back as anybody"
    " can tell me"
)
MORE = (
    "The men dig and the women sow, and the children are sent to look for stones, of which there"
    " are always more than one has thought when one began to dig in the first days of the year"
)
MANUSCRIPT = f"""On Small Gardens

Nobody needs much land.  A few yards will do, and nothng in it need be bought.

The old book of Ada Spade says of it: "{LONG}." (Spade, On Digging, p. 12.) The book is old.

Others have seen the same. "{SPEECH}," remarked Spade. "{MORE}." (Spade, On Digging, p. 90.)

The neighbour is the difficult part.

Recommended further reading:


Do you garden?
Then subscribe to our newsletter!
"""
ASKED = (
    "import-citation-stub",
    "import-interrupted-quotation",
    "import-long-quotation",
    "import-loose-end",
    "import-lost-break",
    "import-metadata-missing",
    "import-page-furniture",
)
CHAPTER = "source/01-on-small-gardens.md"


def make_book(folder: Path, text: str = MANUSCRIPT, lang: str = "en-GB") -> Path:
    """Import a text."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    manuscript = folder.parent / f"{folder.name}.txt"
    manuscript.write_text(text, encoding="utf-8", newline="")
    import_manuscripts([manuscript], folder, lang)
    return folder


def lint(book: Path, *arguments: str) -> str:
    """Run lint; give what it prints."""
    done = call(book, "lint", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def asked(book: Path) -> dict[str, list[str]]:
    """Lint a book; give the identifiers of what is open, by rule."""
    found: dict[str, list[str]] = {}
    for rule, name in re.findall(r"\[([a-z-]+) ([0-9a-f]{10}[-0-9]*)\]", lint(book)):
        found.setdefault(rule, []).append(name)
    return found


def decide(book: Path, *arguments: str) -> str:
    """Decide; give what is printed."""
    done = call(book, "decide", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def refused(book: Path, *arguments: str) -> str:
    """Decide what cannot be decided so; give the complaint."""
    done = call(book, "decide", *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    return done.stderr


def source_of(book: Path, name: str = CHAPTER) -> str:
    return (book / name).read_bytes().decode()


def write(book: Path, text: str, name: str = CHAPTER) -> None:
    (book / name).write_bytes(text.encode())


def edit(book: Path, before: str, after: str, name: str = CHAPTER) -> None:
    """Change words of a chapter, as an editor does in her text editor."""
    text = source_of(book, name)
    assert before in text
    write(book, text.replace(before, after), name)
