"""Makes a new book: two short chapters to write over, and valid metadata. It builds at once."""

from __future__ import annotations

import uuid
from pathlib import Path

import orjson

from octavo.book.paths import UNSAYABLE, check_name
from octavo.manuscripts.folder import folder as project
from octavo.model.finding import InputError

LANG = "en-GB"
UNTITLED = "An Untitled Book"
CHAPTERS = ("01-one-text.md", "02-many-hands.md")
REFERENCES = [
    {
        "id": "moxon-1683",
        "type": "book",
        "author": [{"family": "Moxon", "given": "Joseph"}],
        "title": "Mechanick Exercises: Or, the Doctrine of Handy-Works."
        " Applied to the Art of Printing",
        "title-short": "Mechanick Exercises",
        "publisher": "Printed for Joseph Moxon",
        "publisher-place": "London",
        "issued": {"date-parts": [[1683]]},
    }
]
"""What the second chapter cites."""


def make(folder: Path, title: str | None) -> list[Path]:
    """Write a new book's files into a folder; return their paths.

    Raises InputError where a book stands in the folder already, it cannot be written, or the title
    is not text.
    """
    check_name(folder)
    if title and UNSAYABLE.search(title):
        raise InputError(
            "The title is not UTF-8, or holds a control character.", hint="Type it again."
        )
    return project.settle(files(folder.resolve().name, title), folder)


def files(name: str, title: str | None) -> dict[str, bytes]:
    """Return the files of a new book, by their path in it; `name` is the folder's."""
    known = {
        "title": (title or "").strip() or _title_of(name),
        "lang": LANG,
        "identifier": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, f'{name}/{title}')}",
        "bibliography": "references.json",
    }
    return {
        **{f"source/{chapter}": project.template(chapter) for chapter in CHAPTERS},
        "source/99-bibliography.md": project.bibliography_md(LANG).encode(),
        "metadata/edition.yaml": project.edition_yaml(known).encode(),
        "metadata/design.yaml": project.design_yaml(LANG).encode(),
        "metadata/references.json": orjson.dumps(REFERENCES, option=orjson.OPT_INDENT_2) + b"\n",
        "metadata/abbreviations.yaml": project.abbreviations_yaml({}).encode(),
        **project.shared_files(),
    }


def _title_of(name: str) -> str:
    """Make a title of a folder's name: `my-book` is My Book."""
    words = name.replace("_", "-").split("-")
    return " ".join(word[:1].upper() + word[1:] for word in words if word) or UNTITLED
