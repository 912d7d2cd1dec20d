"""Makes a new book, or one of a kind: chapters to write over, valid metadata. It builds at once."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import orjson

from octavo.book.paths import UNSAYABLE, check_name
from octavo.manuscripts.folder import folder as project
from octavo.manuscripts.folder.templates import Template, template
from octavo.model.finding import InputError

LANG = "en-GB"
UNTITLED = "An Untitled Book"
CHAPTERS = ("01-one-text.md", "02-many-hands.md")
BIBLIOGRAPHY = "source/99-bibliography.md"
REFERENCES: list[dict[str, Any]] = [
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


def make(folder: Path, title: str | None, kind: str = "") -> list[Path]:
    """Write a new book's files into a folder; return their paths. `kind` names a template.

    Raises InputError where a book stands in the folder already, it cannot be written, the title
    is not text, or there is no such template.
    """
    check_name(folder)
    if title and UNSAYABLE.search(title):
        raise InputError(
            "The title is not UTF-8, or holds a control character.", hint="Type it again."
        )
    return project.settle(files(folder.resolve().name, title, kind), folder)


def files(name: str, title: str | None, kind: str = "") -> dict[str, bytes]:
    """Return the files of a new book, by their path in it; `name` is the folder's."""
    chosen = template(kind) if kind else _plain()
    known = {
        "title": (title or "").strip() or _title_of(name),
        "lang": LANG,
        "identifier": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, f'{name}/{title}')}",
        "bibliography": "references.json",
        **chosen.edition,
    }
    references = orjson.dumps(chosen.references, option=orjson.OPT_INDENT_2)
    return {
        **chosen.source,
        "metadata/edition.yaml": project.edition_yaml(known).encode(),
        "metadata/design.yaml": project.design_yaml(LANG, chosen.design).encode(),
        "metadata/references.json": references + b"\n",
        "metadata/abbreviations.yaml": project.abbreviations_yaml({}).encode(),
        **project.shared_files(),
    }


def _plain() -> Template:
    """Return what a new book has for which no kind was named: two chapters and a bibliography."""
    source = {f"source/{chapter}": project.template(chapter) for chapter in CHAPTERS}
    return Template({**source, BIBLIOGRAPHY: bibliography()}, {}, {}, REFERENCES)


def bibliography() -> bytes:
    """Return the chapter in which the works are listed."""
    return project.bibliography_md(LANG).encode()


def _title_of(name: str) -> str:
    """Make a title of a folder's name: `my-book` is My Book."""
    words = name.replace("_", "-").split("-")
    return " ".join(word[:1].upper() + word[1:] for word in words if word) or UNTITLED
