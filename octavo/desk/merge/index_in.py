"""Index entries that somebody has marked in a Word file: no word of it shows them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from octavo.book.book import Book
from octavo.formats.docx import index
from octavo.ooxml import fields
from octavo.ooxml.package import Package

QUOTED = re.compile(r'\s*XE\s+"((?:\\.|[^"\\])*)"', re.IGNORECASE)
LEVEL = re.compile(r"(?<!\\):")


def entries(package: Package) -> tuple[str, ...]:
    """Return the entries of a Word file, as the text marks them: `lamps!oil`."""
    return tuple(
        _as_typed(match[1])
        for story in package.stories()
        for one in fields.fields(story.root)
        if (match := QUOTED.match(one.code))
    )


def _as_typed(levels: str) -> str:
    each = (re.sub(r"\\(.)", r"\1", level) for level in LEVEL.split(levels))
    return "!".join(" ".join(level.replace("!", "\\!").split()) for level in each)


def notices(book: Book, read: Sequence[str]) -> Iterator[str]:
    """Yield a sentence for each entry that a file has and the text has not."""
    for entry, count in (Counter(read) - Counter(_known(book))).items():
        times = f", {count} times" if count > 1 else ""
        mark = f'[]{{.index entry="{entry}"}}'
        new = f"An index entry is new in the file, and not taken{times}: {entry}."
        yield f"{new} Type it where it belongs: {mark}"


def _known(book: Book) -> Iterator[str]:
    for chapter in book.chapters:
        for one in index.Marks.of(chapter.document()).by_span.values():
            if one.part != "end":
                yield "!".join(level.replace("*", "").replace("!", "\\!") for level in one.levels)
