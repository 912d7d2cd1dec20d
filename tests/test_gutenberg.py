"""Project Gutenberg's header and the marks of its ends are read in one way, in texts and pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.manuscripts import gutenberg
from tests.import_books import imported, sources

HEADER = (
    "The Project Gutenberg EBook of Lamps, by Ann Holm\n\nTitle: Lamps\n       A History\n\n"
    "Author: Ann Holm; Ben Roe\nTranslator: Cy Lee\n\nRelease Date: May 9, 2007 [EBook #12345]\n\n"
    "Language: French\n"
)
END = (
    "End of Project Gutenberg's Lamps, by Ann Holm",
    "End of the Project Gutenberg EBook of Lamps",
    "*** END OF THIS PROJECT GUTENBERG EBOOK LAMPS ***",
    "***END OF THE PROJECT GUTENBERG EBOOK LAMPS***",
)


def test_the_header_gives_the_metadata() -> None:
    known, number = gutenberg.header(HEADER.splitlines())
    assert known == {
        "title": "Lamps",
        "subtitle": "A History",
        "author": ["Ann Holm", "Ben Roe"],
        "translator": "Cy Lee",
        "lang": "fr",
    }
    assert number == "12345"


@pytest.mark.parametrize("suffix", ["txt", "html"])
@pytest.mark.parametrize("end", END)
def test_the_text_ends_where_its_marks_say(tmp_path: Path, suffix: str, end: str) -> None:
    start = "*** START OF THIS PROJECT GUTENBERG EBOOK LAMPS ***"
    parts = [HEADER, start, "The lamps burned all night.", end, "Its licence follows here."]
    if suffix == "html":
        head = f"<pre>{parts[0]}\n{start}</pre>"
        body = head + "".join(f"<p>{part}</p>" for part in parts[2:])
        text = f"<html><body>{body}</body></html>"
    else:
        text = "\n\n\n\n".join(parts)
    done = imported(tmp_path, f"m.{suffix}", text)
    whole = "".join(sources(done).values())
    assert "The lamps burned all night." in whole
    assert "licence follows" not in whole
    assert "Gutenberg" not in whole
    assert "Cy Lee" in (done.folder / "metadata" / "edition.yaml").read_text("utf-8")
