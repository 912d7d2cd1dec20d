"""Debris of converters: written into the source, taken back, and left in books about such signs."""

from __future__ import annotations

from pathlib import Path

from octavo import pandoc
from octavo.book.filtering import load
from octavo.model.finding import Tier
from octavo.prose.prose import Prose
from tests.making import FILTERS
from tests.running import call, make_book

TEXT = (
    '# One\n\n::: {style="height: 4em;"} ::: The rain came down on the yard.\n\n'
    "Ink \\&amp; paper: it was \\\\emph{all there}, caf\\&eacute; and all.\n\n"
    "She was \\*\\*quite certain\\*\\* of it.\n"
)
MENDED = "Ink & paper: it was *all there*, café and all."


def make(tmp_path: Path) -> Path:
    folder = make_book(tmp_path)
    (folder / "source" / "02-two.md").unlink()
    (folder / "source" / "01-one.md").write_text(TEXT, encoding="utf-8")
    return folder / "source" / "01-one.md"


def test_what_is_certain_is_written_and_taken_back(tmp_path: Path) -> None:
    source = make(tmp_path)
    told = call(tmp_path, "lint").stdout
    assert "01-one.md:3" in told
    assert "debris-fence" in told
    call(tmp_path, "lint", "--fix")
    assert source.read_text(encoding="utf-8") == TEXT.replace(TEXT.split("\n\n")[2], MENDED)
    call(tmp_path, "undo", ".octavo/undo/0001.patch")
    assert source.read_text(encoding="utf-8") == TEXT


def test_what_is_proposed_is_written_when_it_is_accepted(tmp_path: Path) -> None:
    source = make(tmp_path)
    rules = ("--rule", "debris-fence", "--rule", "debris-emphasis")
    assert call(tmp_path, "decide", *rules, "--accept").returncode == 0
    call(tmp_path, "lint", "--fix")
    expected = (
        "# One\n\nThe rain came down on the yard.\n\n"
        f"{MENDED}\n\nShe was __quite certain__ of it.\n"
    )
    assert source.read_text(encoding="utf-8") == expected


ABOUT = """# Writing for the web

An ampersand is \\&amp; in HTML, and a space that does not break \\&nbsp;. In TeX,
emphasis is \\\\emph{so}, an ellipsis \\\\ldots, and a per cent sign 50\\%;
\\<i>so\\</i> is HTML again. Python has
\\_\\_init\\_\\_, and a string holds \\\\u2019 for the apostrophe, or
caf=C3=A9 in mail.
"""
CODE = (
    "# Loops\n\nRead `for i in x`. The entity \\&eacute; and \\\\textit{word} print as they are.\n"
)


def test_a_book_about_such_signs_keeps_them() -> None:
    module = load(FILTERS / "debris.py")
    for text in (ABOUT, CODE):
        document = pandoc.read(text.encode())
        before = document.dumps()
        findings = module.apply(Prose(document))
        assert document.dumps() == before
        assert all(finding.tier is not Tier.AUTO for finding in findings)


def test_a_title_is_mended_as_the_text_is(tmp_path: Path) -> None:
    make(tmp_path)
    edition = tmp_path / "metadata" / "edition.yaml"
    edition.write_text("title: Ink &amp; Paper\nlang: en-GB\ndate: 2026-01-15\n", encoding="utf-8")
    told = call(tmp_path, "lint").stdout
    assert "edition.yaml:1" in told
    assert "Ink &amp; → & Paper" in told
