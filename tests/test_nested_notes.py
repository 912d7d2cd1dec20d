"""What stands in a note or citation, and can stand in none: one clear line, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from octavo.formats.docx.read import reading_of
from octavo.formats.docx.xml import Element, make
from octavo.model.finding import InputError
from tests.running import call, make_book
from tests.test_merge_scripts import WORKS


def text(*words: str | Element) -> Element:
    """A paragraph of words, and of marks of notes."""
    made = make("p")
    for one in words:
        run = make("r")
        if isinstance(one, str):
            part = make("t")
            part.text = one
            run.append(part)
        else:
            run.append(one)
        made.append(run)
    return made


def mark(number: int) -> Element:
    return make("footnoteReference", id=number)


def notes(*each: Element) -> Element:
    return make("footnotes", *(make("footnote", one, id=n) for n, one in enumerate(each, 1)))


def test_a_note_in_a_note_is_read_where_its_mark_stands() -> None:
    read = reading_of(
        make("body", text("A", mark(1))), notes(text("one", mark(2), "more"), text("two"))
    )
    assert read.notes == (("onemore",), ("two",))


@pytest.mark.parametrize(
    ("body", "own"),
    [
        (text("A", mark(3)), notes(text("one"))),
        (text("A", mark(1)), notes(text("one", mark(1)))),
        (text("A", mark(1)), notes(text("one", mark(2)), text("two", mark(1)))),
        (text("A", make("footnoteReference")), notes()),
    ],
    ids=["it is not there", "it holds its own mark", "two hold one another", "it has no name"],
)
def test_a_mark_without_its_note_is_one_clear_error(body: Element, own: Element) -> None:
    with pytest.raises(InputError, match="a mark stands for note"):
        reading_of(make("body", body), own)


CITED = {
    "behind it": "Text [@coe, p. 4, who quotes @lee].",
    "before it": "Text [see @lee as in [@lee]; see [@lee] @coe, p. 4].",
    "in a note": "Text.^[So [@coe, p. 4, who quotes [@lee, p. 3]] has it.]",
    "of one in the text": "As @coe [p. 4, who quotes [@lee]] has it.",
}


@pytest.mark.parametrize("name", CITED)
def test_a_citation_in_a_citation_is_refused_at_its_place(name: str, tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", "docx")
    for path in (book / "source").iterdir():
        path.unlink()
    (book / "source" / "01.md").write_text(f"# One\n\n{CITED[name]}\n", encoding="utf-8")
    (book / "metadata" / "references.json").write_bytes(orjson.dumps(WORKS))
    done = call(book, "build")
    assert done.returncode == 2
    assert "source/01.md:3:" in done.stderr
    assert "[cite-in-citation]" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list((book / "dist").glob("*.docx"))
