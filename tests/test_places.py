"""Every finding has its place: of lint, of a build, and of words that a file has lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.book.chapter import Chapter
from octavo.formats.pdf import glyphs
from octavo.model.artefact import Reading
from octavo.model.finding import Finding, Place, Severity
from octavo.press import locate, verify
from octavo.press.agreement import compare
from tests.pictures import JPEG
from tests.running import CHECKED, LONG, call, make_book, whole

WORDS = [
    "Today",
    "a",
    "river",
    "rose",
    "above",
    "the",
    "town",
    "and",
    "turned",
    "away",
    "before",
    "it",
    "came",
    "to",
    "the",
    "mill",
    "where",
    "nobody",
    "had",
    "slept",
    "since",
    "the",
    "miller",
    "went",
    "down",
    "to",
    "the",
    "sea",
    "with",
    "his",
    "two",
    "sons",
    "and",
    "never",
    "wrote",
]


def chapter(*lines: str) -> Chapter:
    return Chapter("source/01.md", "\n\n".join(lines) + "\n", b"")


def words_of(text: str) -> tuple[str, ...]:
    return tuple(text.replace("*", "").split())


def placed(text: Chapter, other: tuple[str, ...], *, joined: bool = True) -> list[Finding]:
    found = compare(Reading(words_of(text.text)), Reading(other), "pdf", joined=joined)
    return verify.placed(found, [text])


@pytest.mark.parametrize("joined", [True, False])
@pytest.mark.parametrize("lost", range(len(WORDS)))
def test_a_word_that_is_lost_has_its_line_and_column(lost: int, joined: bool) -> None:
    other = tuple(word for number, word in enumerate(WORDS) if number != lost)
    (finding,) = placed(chapter(" ".join(WORDS)), other, joined=joined)
    assert finding.before == WORDS[lost]
    assert finding.place is not None
    column = len(" ".join(WORDS[:lost])) + (2 if lost else 1)
    assert (finding.place.line, finding.place.column) == (1, column)


@given(st.integers(0, len(WORDS) - 1), st.sampled_from(["", "x", "xx yy"]), st.integers(2, 9))
def test_a_word_that_is_changed_in_a_pdf_is_told_whole(at: int, new: str, cut: int) -> None:
    """The lines of a PDF part its words; the finding has those of the text, and its line."""
    words = [*WORDS[:at], *new.split(), *WORDS[at + 1 :]]
    parts = tuple(part for word in words for part in (word[:cut], word[cut:]) if part)
    text = chapter("# A heading of its own", " ".join(WORDS))
    (finding,) = placed(text, (*words_of("# A heading of its own"), *parts))
    assert finding.before == WORDS[at]
    assert finding.place is not None
    assert finding.place.line == 3


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("joined", [True, False])
def test_of_equal_places_the_one_is_told(number: int, joined: bool) -> None:
    verse = " ".join(WORDS)
    text = chapter(*[verse] * 4)
    other = list(WORDS * 4)
    del other[number * len(WORDS) + 8]
    (finding,) = placed(text, tuple(other), joined=joined)
    assert (finding.before, finding.place and finding.place.line) == (WORDS[8], 2 * number + 1)


def test_the_words_before_tell_where_however_few_they_are() -> None:
    lines = "Today a river rose above it again.", "Monday a river rose above it again."
    for count in range(2, 8):
        left = " ".join(["Monday", "a", "river", "rose", "above", "it"][:count])
        missing = ["Monday", "a", "river", "rose", "above", "it", "again"][len(left.split())]
        place = locate.find([chapter(*lines)], left, missing, "")
        assert place is not None
        assert place.line == 3


def test_words_beside_a_citation_that_the_source_writes_otherwise_tell_where() -> None:
    text = chapter(" ".join(WORDS[:8]) + " [@moxon, p. 3] " + " ".join(WORDS[8:]), "Nothing more.")
    canon = (*WORDS[:8], "(Moxon", "1683:", "3)", *WORDS[8:], "Nothing", "more.")
    other = (*WORDS[:8], *WORDS[8:], "Nothing", "more.")
    (finding,) = verify.placed(compare(Reading(canon), Reading(other), "pdf", joined=True), [text])
    assert finding.place is not None
    assert finding.place.line == 1


def test_a_thing_too_few_is_named_with_its_place() -> None:
    text = chapter("# First part", "Words.", "# Second part", "More words.")
    headings = ("First part", "Second part")
    body = words_of("First part Words. Second part More words.")
    found = compare(Reading(body, headings=headings), Reading(body, headings=headings[:1]), "docx")
    (finding,) = verify.placed(found, [text])
    assert finding.message == "The text has 2 headings, the docx 1."
    assert (finding.before, str(finding.place)) == ("Second part", "source/01.md:5:3")


def test_what_is_not_in_the_text_is_found_in_the_metadata(tmp_path: Path) -> None:
    works = tmp_path / "references.json"
    works.write_text('[{"id": "a",\n  "title": "Mechanick Exercises"}]\n', encoding="utf-8")
    found = compare(Reading(("Mechanick", "Exercises")), Reading(("Mechanick",)), "epub")
    (finding,) = verify.placed(found, [chapter("Words.")], {"metadata/references.json": works})
    assert str(finding.place).startswith("metadata/references.json:2:")


def of_format(name: str, **more: str) -> Finding:
    message = f"The text has “a”, the {name} “b”."
    return Finding("text-differs", message, Severity.ERROR, format=name, before="a", **more)


def test_one_cause_is_told_once_with_its_formats() -> None:
    found = verify.once([of_format("epub"), of_format("html"), of_format("site")], [])
    assert [f.message for f in found] == [
        "The text has “a”, the files “b” (in epub, html and site)."
    ]
    assert found[0].formats == ("epub", "html", "site")
    assert len(verify.once([of_format("epub"), of_format("html", after="c")], [])) == 2


def test_a_formula_that_the_text_has_wrong_is_not_told_again_by_a_format() -> None:
    text = [Finding("formula", "", before="\\foo{x}")]
    found = [Finding("docx-formula", "", before="$\\foo{x}$", format="docx")]
    assert verify.once(found, text) == []
    assert verify.once(found, []) == found


EVERY = "epub, docx, html, pdf"

BAD = {
    "a dead link": "See [this](#nowhere).",
    "a link to a file": "See [this](other.html).",
    "an address without https": "See [this](www.example.com).",
    "a missing image": "![A map.](images/none.png)",
    "a broken image": "![A map.](images/cut.jpg)",
    "an undefined note": "Words.[^9]",
    "an unknown key": "So [@nobody, p. 3].",
    "an identifier twice": "# Again {#x}\n\n# And again {#x}",
    "a skipped heading": "# One\n\n### Three",
    "a missing character": "The sign \N{EGYPTIAN HIEROGLYPH A001}.",
    "an unknown selector": "::: {.references keywrd=a}\n:::",
    "a metadata block": "---\nlang: de\n---\n\nWords.",
    "a control character": "`a\x01b`",
    "a missing cover": "Words.\n<!-- cover: gone.jpg -->",
    "a broken cover": "Words.\n<!-- cover: cut.jpg -->",
}


def add_work(book: Path) -> None:
    year = {"date-parts": [[1683]]}
    work = {"id": "moxon-1683", "type": "book", "title": "Mechanick Exercises", "issued": year}
    (book / "metadata" / "references.json").write_text(json.dumps([work]), encoding="utf-8")


def spoil(book: Path, words: str) -> None:
    """Put bad words into a book; a comment names the cover of its edition."""
    (book / "source" / "images").mkdir(exist_ok=True)
    for folder in ("source/images", "metadata"):
        (book / folder / "cut.jpg").write_bytes(JPEG[:60])
    text, _, cover = words.partition("\n<!-- cover: ")
    (book / "source" / "50-bad.md").write_text(f"# Bad\n\n{text}\n", encoding="utf-8")
    if cover:
        edition = book / "metadata" / "edition.yaml"
        line = f"cover: {cover.removesuffix(' -->')}\n"
        edition.write_text(edition.read_text(encoding="utf-8") + line, encoding="utf-8")


METADATA = {
    "a title": ("metadata/edition.yaml", "title: A Book", "title: A Book of 日"),
    "a publisher": ("metadata/edition.yaml", "lang: en-GB", "lang: en-GB\npublisher: 本 Press"),
    "a cited work": ("metadata/references.json", "Exercises", "日 Exercises"),
}


@pytest.mark.parametrize("kind", METADATA)
def test_a_character_of_the_metadata_that_no_font_has_stops_before_a_pdf_is_set(
    kind: str, tmp_path: Path
) -> None:
    book = make_book(tmp_path / "book", EVERY)
    add_work(book)
    (book / "source" / "50-citing.md").write_text("# A\n\nSo [@moxon-1683].\n", encoding="utf-8")
    file, old, new = METADATA[kind]
    text = (book / file).read_text(encoding="utf-8")
    (book / file).write_text(text.replace(old, new), encoding="utf-8")
    found = json.loads(call(book, "lint", "--format", "json").stdout)
    (error,) = [f for f in found if f["severity"] == "error"]
    assert (error["rule"], error["file"]) == ("pdf-missing-glyph", file)
    assert error["line"] == (2 if kind == "a publisher" else 1) + (kind == "a publisher")
    assert call(book, "build", "--to", "pdf").returncode == 2
    assert not (book / "dist").exists()


def test_the_characters_that_typst_is_not_asked_for_are_in_the_font() -> None:
    assert glyphs.unshowable(glyphs.COMMON) == frozenset()


@pytest.mark.parametrize("kind", BAD)
def test_lint_finds_what_a_build_stops_on_once_and_at_its_line(kind: str, tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", EVERY)
    spoil(book, BAD[kind])
    done = call(book, "lint", "--format", "json")
    errors = [f for f in json.loads(done.stdout) if f["severity"] == "error"]
    assert len(errors) == (1 if kind != "an identifier twice" else len(errors)), errors
    assert errors
    assert all(error["file"].startswith(("source/", "metadata/")) for error in errors)
    assert all(error["line"] > 0 for error in errors)
    only_pdf = ("--to", "pdf") if kind == "a missing character" else ()
    stopped = call(book, "build", *only_pdf)
    assert stopped.returncode == 2
    assert not (book / "dist").exists()
    for error in errors:
        assert f"{error['file']}:{error['line']}:" in stopped.stderr
        assert f"[{error['rule']}" in stopped.stderr


CARELESS = """# Careless

A "word and 1914-18, (Smith, *Work*, p. 4.), TrostkyÉ, a �, x  y.

A formula $\\foo{x}$ twice: $\\foo{x}$.

![](images/grey.jpg)

[js](javascript:alert(1)) <b onclick="x">raw</b> [a]{.x style="y"}

A note.[^1]

[^1]: It holds another^[as this one] note.

::: {.references keyword="primary"}
:::

So it was [@moxon-1683, p. 3].
"""


@CHECKED
def test_no_finding_of_lint_or_build_is_without_a_line(tmp_path: Path, checked: bool) -> None:
    book = make_book(tmp_path / "book", EVERY)
    (book / "source" / "images").mkdir(exist_ok=True)
    (book / "source" / "images" / "grey.jpg").write_bytes(JPEG)
    (book / "source" / "50-careless.md").write_text(CARELESS, encoding="utf-8")
    add_work(book)
    edition = book / "metadata" / "edition.yaml"
    text = edition.read_text(encoding="utf-8").replace("title: A", "title: A \N{PILCROW SIGN}")
    edition.write_text(text, encoding="utf-8")
    linted = json.loads(call(book, "lint", "--format", "json").stdout)
    whole(book, checked=checked)
    built = json.loads((book / "dist" / "findings.json").read_bytes())
    assert len({f["rule"] for f in linted}) > 8
    for finding in (*linted, *built):
        assert finding.get("line") or finding["rule"] == "epub-draft", finding
    told = [(f["rule"], f["file"], f["line"], f["message"]) for f in built if "format" not in f]
    assert {(f["rule"], f["file"], f["line"], f["message"]) for f in linted} <= set(told)
    assert sum("formula" in f["rule"] for f in built) == 1


def test_a_work_that_is_cited_and_not_there_is_told_once(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", EVERY)
    (book / "source" / "50-bad.md").write_text("# A\n\nSo [@nobody, p. 3].\n", encoding="utf-8")
    found = json.loads(call(book, "lint", "--format", "json").stdout)
    about = [f["rule"] for f in found if "nobody" in f["message"]]
    assert about == ["cite-unset"]


@pytest.mark.parametrize("formats", ["docx, html, pdf", pytest.param(EVERY, marks=LONG)])
def test_a_text_that_has_changed_since_is_told_once_at_its_line(
    tmp_path: Path, formats: str
) -> None:
    book = make_book(tmp_path / "book", formats)
    whole(book, checked=True)
    path = sorted((book / "source").glob("*.md"))[0]
    text = path.read_text(encoding="utf-8")
    line = next(row for row in text.splitlines() if len(row.split()) > 12 and row[0].isalpha())
    words = line.split()
    path.write_text(text.replace(line, " ".join([*words[:6], "suddenly", *words[6:]])), "utf-8")
    done = call(book, "verify", "--format", "json")
    (finding,) = json.loads(done.stdout)
    assert finding["rule"] == "text-differs"
    assert finding["before"] == "suddenly"
    assert finding["line"] == text.splitlines().index(line) + 1
    names = formats.replace("pdf", "pdf-screen").split(", ")
    assert set(names) <= set(finding["format"].split(", "))


def test_a_place_of_a_file_alone_is_that_file() -> None:
    finding = Finding("pdf-ua", "It is not tagged.", place=Place("a.pdf"), format="pdf-screen")
    assert verify.placed([finding], [chapter("Words.")]) == [finding]
