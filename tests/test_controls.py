"""Control characters stop a build with their place, before any writer; notes of notes are set."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from octavo.book.safety import controls, safeguards
from octavo.manuscripts.folder import new
from octavo.model.nodes import Document
from octavo.prose.prose import Prose
from tests.running import CHECKED, call, whole

PLACES = {
    "text": "# Title\n\nWords with a {} in them.\n",
    "a heading": "# A {} title\n\nWords.\n",
    "a note": "# Title\n\nWords.[^1]\n\n[^1]: A {} note.\n",
    "code": "# Title\n\nWords `a {} b`.\n",
    "a listing": "# Title\n\nWords.\n\n```\na {} b\n```\n",
    "an address": "# Title\n\nA [link](<https://example.org/{}>).\n",
    "an attribute": '# Title\n\nA [span]{{title="a {} b"}}.\n',
    "a description": "# Title\n\n![A {} picture.](a.png)\n",
    "a table": "# Title\n\n| a {} | b |\n|---|---|\n| c | d |\n",
    "a caption": "# Title\n\n| a | b |\n|---|---|\n| c | d |\n\nTable: A {} caption.\n",
    "a formula": "# Title\n\nA $x {} y$.\n",
}
CHARACTERS = ("\x01", "\x0b", "\x1b", "\x7f", "\x9d", "\ufffe", "\uffff")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    new.make(folder, None)
    (folder / "source" / "a.png").write_bytes(
        (Path(__file__).parents[1] / "source/images/byte.png").read_bytes()
    )
    return folder


@pytest.mark.parametrize("place", PLACES)
def test_a_control_character_is_told_with_its_place(book: Path, place: str) -> None:
    """In running text the filter takes it out; where it is left, it stops the build."""
    for number, character in enumerate(CHARACTERS, 10):
        text = PLACES[place].format(character)
        (book / "source" / f"{number}.md").write_text(text, encoding="utf-8")
    linted = call(book, "lint", "--format", "json")
    assert linted.returncode in (0, 1), linted.stderr
    told = {
        (finding["file"], finding["line"], finding["column"])
        for finding in orjson.loads(linted.stdout)
        if "control" in finding["rule"]
    }
    for number, character in enumerate(CHARACTERS, 10):
        if place == "an address" and character != "\x01":
            continue  # pandoc writes all the others with percent signs
        text = PLACES[place].format(character)
        before = text.partition(character)[0]
        line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
        assert (f"source/{number}.md", line, column) in told, (character, told)
    built = call(book, "build", "--to", "docx,html,pdf")
    assert built.returncode == (2 if linted.returncode else 0)
    assert "Traceback" not in built.stderr


@pytest.mark.parametrize("typed", ["&#1;", "&#x1B;", "&#xFFFE;"])
def test_one_that_is_typed_as_a_number_is_told_too(book: Path, typed: str) -> None:
    text = f"# Title\n\nWords {typed} here.\n"
    (book / "source" / "03.md").write_text(text, encoding="utf-8")
    linted = call(book, "lint", "--format", "json")
    places = [
        (finding["file"], finding["line"])
        for finding in orjson.loads(linted.stdout)
        if "control" in finding["rule"]
    ]
    assert places == [("source/03.md", 3)]
    assert call(book, "build", "--to", "docx").returncode in (0, 2)


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("metadata/edition.yaml", 'title: "A \\x01 book"'),
        ("metadata/edition.yaml", 'rights: "A \\u000b"'),
        ("metadata/edition.yaml", 'keywords: [a, "b\\e"]'),
        ("metadata/edition.yaml", 'cover: "a\\0.png"'),
        ("metadata/edition.yaml", 'rights: "A \\N line"'),
        ("metadata/design.yaml", 'house-style: {base: en-GB, outer-marks: "“\\x7f"}'),
    ],
)
def test_metadata_has_none_either(book: Path, file: str, line: str) -> None:
    key = line.partition(":")[0]
    old = (book / file).read_text(encoding="utf-8").splitlines()
    kept = [row for row in old if not row.startswith(f"{key}:")]
    (book / file).write_text("\n".join([*kept, line]), encoding="utf-8")
    done = call(book, "build")
    assert done.returncode == 2, done.stdout
    assert f"{file}:{len(kept) + 1}" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_one_in_a_work_that_is_cited_stops(book: Path) -> None:
    works = orjson.loads((book / "metadata" / "references.json").read_bytes())
    works[0]["publisher"] = works[0]["title"] = "Printed \x0b for"
    (book / "metadata" / "references.json").write_bytes(orjson.dumps(works))
    done = call(book, "build")
    assert done.returncode == 2, done.stdout
    assert "metadata/references.json" in done.stderr
    assert "control character (\\u000b)" in done.stderr


def test_what_an_old_word_processor_left_is_told_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes(b"A Title\n\nSome \x0bwords\x0b of old, in a paragraph.\n")
    assert call(tmp_path, "import", "old.txt", "--into", "book").returncode in (0, 1)
    linted = call(tmp_path / "book", "lint")
    assert len(re.findall(r"source/01-\S+?\.md:3:\d+: ", linted.stdout)) == 2
    built = call(tmp_path / "book", "build", "--to", "docx")
    assert len(re.findall(r"source/01-\S+?\.md:3:\d+: error", built.stderr)) == 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text())
def test_the_search_in_json_misses_none(text: str) -> None:
    encodable = text.encode("utf-8", "ignore").decode()
    document = Document({}, [{"t": "Para", "c": [{"t": "Str", "c": encodable}]}])
    if controls.CONTROL.search(encodable):
        assert controls.may_have(document)
        assert list(controls.controls(document.blocks[0]["c"][0]))


NESTED = """# A title^[Of the title ^[deep ^[deepest]]]

A text.^[Outer text ^[Inner text] more.] And another.[^a]

[^a]: First ^[third].

    Second ^[fourth *with emphasis* and [@moxon-1683, p. 3]].

![A picture ^[of a caption ^[inside it]]](a.png)

| a ^[of a cell ^[inside the cell]] | b |
|---|---|
| c | d |

Table: A caption ^[of a table ^[inside the table]]

As he says [see ^[before it] @moxon-1683, p. 4 ^[behind it]].
"""
INNER = ("[Inner text]", "[deep [deepest]]", "[third]", "[inside it]", "[inside the cell]")


def words_of(path: Path) -> str:
    """All the words of an artefact, with the white space of one line."""
    if path.is_dir():
        text = "".join(page.read_text("utf-8") for page in sorted(path.glob("*.html")))
        return " ".join(re.sub(r"<[^>]+>", "", text).split())
    with zipfile.ZipFile(path) as archive:
        names = [n for n in archive.namelist() if n.endswith(("footnotes.xml", ".xhtml"))]
        trees = [etree.fromstring(archive.read(name)) for name in names]
    return " ".join("".join("".join(map(str, tree.itertext())) for tree in trees).split())


@CHECKED
def test_a_note_in_a_note_is_set_in_brackets_in_every_format(book: Path, checked: bool) -> None:
    (book / "source" / "03.md").write_text(NESTED, encoding="utf-8")
    whole(book, checked=checked)
    dist = book / "dist"
    for path in (next(dist.glob("*.docx")), next(dist.glob("*.epub")), dist / "site"):
        words = words_of(path)
        for inner in INNER:
            assert inner in words, (path.name, inner, words)
        assert "[before it]" in words, path.name
        assert "[behind it]" in words, path.name
    found = [
        finding
        for finding in orjson.loads((dist / "findings.json").read_bytes())
        if finding["rule"] == "note-in-note"
    ]
    assert len(found) == 10
    assert {finding["file"] for finding in found} == {"source/03.md"}
    assert {1, 3, 5, 7, 9, 11, 15, 17} == {finding["line"] for finding in found}


@pytest.mark.parametrize("style", ["chicago-author-date", "oscola"])
def test_whatever_the_style(book: Path, style: str) -> None:
    (book / "source" / "03.md").write_text(NESTED, encoding="utf-8")
    design = (book / "metadata" / "design.yaml").read_text(encoding="utf-8")
    changed = re.sub(r"citation-style: \S+", f"citation-style: {style}", design)
    (book / "metadata" / "design.yaml").write_text(changed, encoding="utf-8")
    done = call(book, "build", "--to", "html,docx,pdf")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_list_in_a_note_in_a_note_is_an_error() -> None:
    """Markdown has no such thing; a filter of a book's own may make it."""
    items = {"t": "BulletList", "c": [[{"t": "Plain", "c": [{"t": "Str", "c": "x"}]}]]}
    inner = {"t": "Note", "c": [items]}
    outer = {"t": "Note", "c": [{"t": "Para", "c": [{"t": "Str", "c": "Outer"}, inner]}]}
    document = Document({}, [{"t": "Para", "c": [{"t": "Str", "c": "Words."}, outer]}])
    (found,) = safeguards.safeguard(Prose(document), notes=True)
    assert (found.rule, found.severity) == ("note-in-note", "error")


def test_a_mark_in_a_note_is_told_for_what_it_is(book: Path) -> None:
    text = "# A\n\nWords.[^a]\n\n[^a]: Outer.[^b]\n\n[^b]: Inner.\n"
    (book / "source" / "03.md").write_text(text, encoding="utf-8")
    done = call(book, "build", "--to", "docx")
    assert done.returncode == 2
    assert "source/03.md:5:13" in done.stderr
    assert "stands in a note" in done.stderr
