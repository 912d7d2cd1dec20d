"""Chapters are read each alone, once, and findings get their places in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo import pandoc
from octavo.book import mapped, source
from octavo.book.chapter import Chapter
from octavo.model.finding import Anchor, Finding, InputError, Place, Severity
from octavo.model.nodes import Document
from octavo.prose.prose import Change

VARIED = [
    "# One {#one .c}\n\nA note[^1], a [link](#two), *emph*.\n\n[^1]: First *one*.\n\n- a\n- b\n",
    "Two\n===\n\nA note[^1] and[^1] again[^b].\n\n[^b]: Later.\n[^1]: Second chapter.\n",
    "Term\n:   Def\n",
    '| a | b |\n|--|--|\n| "c" | d -- e... |\n\n``` {.python}\n\tx = 1\n```\n\n\tcode\n',
    "See [@doe99, p. 3] and @roe.\n\n(@) An example.\n\n$x$ <b>raw</b> \\textbf{x}\n",
    "::: {.verse}\n| l\n|   i\n:::\n",
    "Kein *Ende",
    "",
]


def write(folder: Path, texts: list[str | bytes]) -> list[Path]:
    files = []
    for number, text in enumerate(texts, 1):
        file = folder / "source" / f"{number:02}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        files.append(file)
    return files


def read(folder: Path, *texts: str | bytes) -> list[Chapter]:
    return source.read_chapters(write(folder, list(texts)), folder, folder / "cache")


def test_joined_chapters_are_what_the_lua_reader_gives(tmp_path: Path) -> None:
    bom, crlf = b"\xef\xbb\xbf# BOM\n", b"# CR\r\n\r\nx\r\ny \r z\r\n"
    texts = [*VARIED, bom, crlf]
    document, _ = source.join(read(tmp_path, *texts))
    names = [f"source/{number:02}.md" for number in range(1, len(texts) + 1)]
    arguments = ["--data-dir", str(pandoc.data_dir()), "-f", "chapters.lua", "-t", "json"]
    expected = Document.loads(pandoc.run([*arguments, *names], cwd=tmp_path))
    assert document.blocks == expected.blocks
    assert document.meta == expected.meta == {}


def test_a_chapter_keeps_its_bytes(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbfA\r\nb\rc\n"
    (chapter,) = read(tmp_path, data)
    assert chapter.text == "A\r\nb\rc\n"
    assert chapter.encode() == data


def test_the_second_reading_asks_pandoc_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read(tmp_path, *VARIED)
    monkeypatch.setattr(pandoc, "read", lambda *_: pytest.fail("read again"))
    assert read(tmp_path, *VARIED) == first


def test_damaged_entries_of_the_cache_are_read_anew(tmp_path: Path) -> None:
    first = read(tmp_path, *VARIED)
    for number, entry in enumerate(sorted((tmp_path / "cache").glob("*/*/*"))):
        entry.write_bytes([b"", entry.read_bytes()[:-1], b"\xff" * 80][number % 3])
    assert read(tmp_path, *VARIED) == first


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert read(tmp_path, "word")[0].document().blocks


@pytest.mark.parametrize(
    ("data", "line", "says"),
    [
        (b"one\ntwo caf\xe9\n", 2, "byte 0xE9"),
        (b"\xff\xfeA\x00\n\x00", 1, "byte 0xFF"),
        (b"one\r\n\r\nthr\x00ee\n", 3, "NUL"),
        (b"cut \xe2\x80", 1, "byte 0xE2"),
    ],
)
def test_what_is_no_text_is_one_clear_error(
    tmp_path: Path, data: bytes, line: int, says: str
) -> None:
    with pytest.raises(InputError, match=r"octavo import 01\.md") as caught:
        read(tmp_path, data)
    assert caught.value.place == Place("source/01.md", line)
    assert says in str(caught.value)


def test_a_missing_chapter_is_an_error_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"source/no\.md.*cannot be read"):
        source.read_chapters([tmp_path / "source" / "no.md"], tmp_path, tmp_path / "cache")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("---\ntitle: T\n---\n\ntext\n", [1]),
        ("text\n\n---\r\ntitle: T\r\n...\n", [3]),
        ("a\n\n---\na: b\n---\n\nc\n\n---\nd: e\n---\n", [3, 9]),
        ("% A title\n% An author\n\ntext\n", [1]),
    ],
)
def test_metadata_in_a_chapter_is_an_error(tmp_path: Path, text: str, lines: list[int]) -> None:
    findings = read(tmp_path, text)[0].findings
    assert [(f.rule, f.place and f.place.line) for f in findings] == [
        ("chapter-metadata", line) for line in lines
    ]
    assert all(finding.severity is Severity.ERROR for finding in findings)


@pytest.mark.parametrize(
    "text", ["---\n\ntext\n\n---\n", "a\n\n---\n\nb\n\n---\n", "x\n---\ny\n---\n"]
)
def test_rules_and_underlines_are_no_metadata(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text)[0].findings == ()


def test_metadata_that_is_no_yaml_is_an_error_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, "text\n\n---\na: [b\n---\n")
    assert str(caught.value).startswith("source/01.md:3: ")


def found(chapters: list[Chapter], word: str, after: str = "x") -> Finding:
    """Change a word through the prose, as a filter does; give the finding."""
    _, prose = source.join(chapters)
    for run in prose.runs():
        at = run.text.find(word)
        if at >= 0:
            return run.change([Change(at, at + len(word), after, "test", "Test.")])[0]
    raise AssertionError(word)


@pytest.mark.parametrize(
    ("text", "word", "line", "column"),
    [
        ("one two\nthree four\n", "four", 2, 7),
        ("one two\r\nthree four\r\n", "four", 2, 7),
        ("\ufeffone two", "two", 1, 5),
        ("\U0001d518\U0001f600 e\u0301 two", "two", 1, 7),
        ("a\tb", "b", 1, 3),
        ("x[^1] y\n\n[^1]: in the note\n", "the", 3, 10),
        ("[^1]: in the note\n\nx[^1]\n", "the", 1, 10),
        ("> a\n> deep\n", "deep", 2, 3),
        ("AT&amp;T caf&eacute; \\*x\\*", "*x", 1, 22),
        ("AT&amp;T caf&eacute;", "é", 1, 13),
    ],
)
def test_the_place_is_the_line_and_column_of_the_word(
    tmp_path: Path, text: str, word: str, line: int, column: int
) -> None:
    chapters = read(tmp_path, "first chapter", text)
    (finding,) = mapped.place([found(chapters, word)], chapters, tmp_path / "cache")
    assert finding.place is not None
    assert str(finding.place) == f"source/02.md:{line}:{column}"


@pytest.mark.parametrize(
    ("text", "before", "typed"),
    [
        ("*one* two", " ", " "),
        ("one **two", " ", " "),
        ("[one](u 'a b') two", " ", " "),
        ("one{.c}  two", " ", "  "),
        ("> one\n> two", "\n", "\n> "),
        ("> one\r\n> two", "\n", "\r\n> "),
        ("one\\\ntwo", "\n", "\n"),
    ],
)
def test_a_space_has_its_place_beside_markup(
    tmp_path: Path, text: str, before: str, typed: str
) -> None:
    chapters = read(tmp_path, text.replace("one{", "[one]{"))
    finding = Finding("r", "m", before=before, anchor=Anchor(0, (0, len("one")), (1, 0)))
    (placed,) = mapped.place([finding], chapters, tmp_path / "cache")
    assert placed.place is not None
    assert chapters[0].text[placed.place.start : placed.place.end] == typed


def test_findings_without_an_anchor_stay(tmp_path: Path) -> None:
    finding = Finding("r", "m", place=Place("metadata/edition.yaml", 3))
    assert mapped.place([finding], read(tmp_path, "x"), tmp_path / "cache") == [finding]


def test_only_chapters_with_findings_are_aligned_and_only_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chapters = read(tmp_path, "one", "two three")
    aligned: list[str] = []
    align = mapped.align_words.align_numbered

    def spy(text: str, blocks: list[dict[str, object]]) -> object:
        aligned.append(text)
        return align(text, blocks)

    monkeypatch.setattr(mapped.align_words, "align_numbered", spy)
    finding = found(chapters, "three")
    first = mapped.place([finding, finding], chapters, tmp_path / "cache")
    assert mapped.place([finding, finding], chapters, tmp_path / "cache") == first
    assert aligned == ["two three"]


def test_where_the_word_is_not_found_the_line_is_given(tmp_path: Path) -> None:
    chapters = read(tmp_path, "one\n\ntwo")
    lost = mapped.Map(chapters[0], ["one", "two"], [(0, 3), None])
    assert lost.place(Anchor(0, (1, 0), (1, 3)), "two") == Place("source/01.md", 1)
    gone = mapped.Map(chapters[0], ["one", "two"], [None, None])
    assert gone.place(Anchor(0, (1, 0), (1, 3)), "two") == Place("source/01.md", 1)
