"""What was written into the source is taken back, to the byte."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from shutil import which

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from octavo.book import mapped, source
from octavo.book.book import Book as Opened
from octavo.desk import fix as desk_fix
from octavo.desk.patch import patches
from octavo.desk.patch import undo as patch_undo
from octavo.model.edition import Project
from octavo.model.finding import InputError, Tier
from tests.examples import examples
from tests.making import EDITION
from tests.patched_books import APOSTROPHES, DASHES, EN, Book, write


def undo(patch: Path, root: Path) -> list[str]:
    return patch_undo.way_back(patch, root).take()


HARD = (
    b"It's\r\n\r\na -- b\r\n",
    b"\xef\xbb\xbfx--y\n" * 30 + b"no newline--",
    "e\N{LATIN SMALL LETTER E WITH ACUTE}--\r\rmixed\r\nends--\n".encode(),
    b"--- a/x\n+++ b--x\n@@ -1 +1 @@\n-a--b\n" * 4,
)


def test_undo_restores_every_byte(tmp_path: Path) -> None:
    book = Book(tmp_path, *HARD)
    way_back = write(book.fix(), tmp_path)
    assert way_back == tmp_path / ".octavo" / "undo" / "0001.patch"
    assert all(file.read_bytes() != data for file, data in zip(book.files, HARD, strict=True))
    names = undo(way_back, tmp_path)
    assert names == [f"source/{number:02}.md" for number in range(1, len(HARD) + 1)]
    assert [file.read_bytes() for file in book.files] == list(HARD)
    assert sorted(path.name for path in (tmp_path / "source").iterdir()) == [
        file.name for file in book.files
    ]


@pytest.mark.skipif(which("git") is None, reason="git is not installed")
def test_git_can_take_the_patch_back_too(tmp_path: Path) -> None:
    book = Book(tmp_path, *HARD)
    way_back = write(book.fix(), tmp_path)
    call = ["git", "-c", "core.autocrlf=false", "apply", "--reverse", "--whitespace=nowarn"]
    subprocess.run([*call, str(way_back)], cwd=tmp_path, check=True)
    assert [file.read_bytes() for file in book.files] == list(HARD)


def test_undo_patches_are_counted_up(tmp_path: Path) -> None:
    book = Book(tmp_path, "a--b it's\n")
    names = [write(book.fix(one), tmp_path).name for one in (DASHES, APOSTROPHES)]
    assert names == ["0001.patch", "0002.patch"]


def test_undo_restores_nothing_where_the_text_was_changed_since(tmp_path: Path) -> None:
    book = Book(tmp_path, "a--b\n", "c--d\n")
    way_back = write(book.fix(), tmp_path)
    book.files[1].write_text("c and d\n")
    with pytest.raises(InputError, match=r"source/02\.md:1: .* nothing was restored"):
        undo(way_back, tmp_path)
    assert book.files[0].read_text(encoding="utf-8") == f"a{EN}b\n"


@pytest.mark.parametrize(
    "data", [None, b"", b"no patch\n", b"--- a/../../x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"]
)
def test_what_is_no_patch_is_refused(tmp_path: Path, data: bytes | None) -> None:
    file = tmp_path / "0001.patch"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(InputError):
        undo(file, tmp_path)


def test_a_file_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    book = Book(tmp_path, "a--b\n", "c--d\n")
    made = book.fix()
    book.files[1].write_text("meanwhile\n")
    with pytest.raises(InputError, match=r"source/02\.md: The file changed"):
        write(made, tmp_path)
    assert book.files[0].read_text() == "a--b\n"
    assert not (tmp_path / ".octavo" / "undo").exists()


@settings(max_examples=examples(150), deadline=None)
@given(
    st.lists(st.sampled_from([b"a\n", b"b\r\n", b"c\r", b"\n", b"- d\n", b"\\e", b"\xff\n"])),
    st.lists(st.sampled_from([b"a\n", b"b\r\n", b"c\r", b"\n", b"- d\n", b"\\e", b"\xff\n"])),
)
def test_any_difference_can_be_taken_back(
    tmp_path_factory: pytest.TempPathFactory, old: list[bytes], new: list[bytes]
) -> None:
    before, after = b"".join(old), b"".join(new)
    root = tmp_path_factory.getbasetemp()
    (root / "a file.md").write_bytes(after)
    patch = root / "x.patch"
    patch.write_bytes(patch_undo.unified("a file.md", before, after))
    if before != after:
        assert undo(patch, root) == ["a file.md"]
    assert (root / "a file.md").read_bytes() == before


PIECES = [
    *(
        "it's",
        "a--b",
        "pp. 3",
        "...",
        "word",
        " ",
        "\n",
        "\n\n",
        "\n> ",
        "\n- ",
        "*",
        "**",
        "_",
        "`",
    ),
    *(
        "[",
        "](u)",
        "[^1]",
        "\n\n[^1]: it's--",
        "\r\n",
        "# ",
        "\n    ",
        "|",
        "&amp;",
        "\\",
        "~",
        "---",
    ),
    *("\n| a--b | it's |\n|---|---|\n| c | d |\n", "<b>", "<!--", "-->", "@k", "{", "}", "$"),
]


@settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from([" "] * 8 + PIECES), max_size=30))
def test_whatever_is_typed_the_source_reads_as_the_filters_made_it(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str]
) -> None:
    book = Book(tmp_path_factory.getbasetemp(), "".join(parts))
    try:
        made = book.fix()
    except InputError:
        return  # a YAML block that is no YAML
    for patch in made:
        book.files[0].write_bytes(patch.after)
        again = book.fix()
        assert [f for each in again for f in each.applied] == []


def test_a_finding_without_a_place_is_left_as_a_suggestion(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    book = Book(tmp_path, "a--b c--d\n")
    chapters = source.read_chapters(book.files, tmp_path, cache)
    document, prose = source.join(chapters)
    one, two = mapped.place(DASHES(prose), chapters, cache)
    blocks = [division["c"][1] for division in document.blocks]
    assert one.place is not None
    blind = replace(one, place=replace(one.place, start=None, end=None))
    (patch,) = patches.patches_of(chapters, [blind, two], blocks)
    assert patch.after.decode() == f"a--b c{EN}d\n"
    assert [f.tier for f in patch.refused] == [Tier.SUGGEST]


FILTER_NAMES = ["divisions.py", "quotations.py", "dashes.py", "ellipses.py", "spacing.py"]


def project(root: Path, *texts: str) -> Project:
    """A book in a folder, with the built-in filters."""
    (root / "metadata").mkdir()
    settings_file = {"filters": FILTER_NAMES}
    (root / "metadata" / "pandoc.json").write_text(json.dumps(settings_file), encoding="utf-8")
    return Project(root, tuple(Book(root, *texts).files), EDITION)


def lint(book: Project) -> desk_fix.Fixed:
    """Filter as a build does, divisions and all, and fix what was found."""
    opened = Opened(book)
    text = opened.text()
    placed = mapped.place(text.filtered(), text.chapters, book.cache)
    return desk_fix.fix(opened, placed)


def test_a_book_is_fixed_by_its_own_filters_and_restored(tmp_path: Path) -> None:
    texts = (
        '# One\n\n"It\'s so..." he said.[^1] <b>raw</b>\n\n[^1]: See pp. 3--4.\n',
        "# Two\n\n\"It's\" again.[^1]\n\n[^1]: It's.\n",
    )
    book = project(tmp_path, *texts)
    first = lint(book)
    one, two = (file.read_text(encoding="utf-8") for file in book.sources)
    assert "<b>raw</b>" in one
    assert not set("\"'") & set(one + two)
    assert f"3{EN}4" in one
    assert first.messages[-1] == "The way back is .octavo/undo/0001.patch."
    assert not [f for f in first.findings if f.tier is Tier.AUTO]
    assert lint(book).messages == ["There was nothing to change."]
    desk_fix.undo(tmp_path / ".octavo" / "undo" / "0001.patch", tmp_path)
    assert tuple(file.read_text(encoding="utf-8") for file in book.sources) == texts
