"""The languages that Word has for words stand in import.yaml, and an editor answers them."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.book import imports
from octavo.manuscripts import again
from octavo.manuscripts.importing import import_manuscripts
from octavo.model.finding import InputError
from tests.running import call
from tests.styled_files import PROSE, P, docx

GERMAN = P("Der Hafen war still in jenem Jahr.", rpr='<w:lang w:val="de-DE"/>')
LATIN = P("Navigare necesse est, vivere non necesse.", rpr='<w:lang w:val="la"/>')
UNLISTED = P("The harbour was there, he said.", rpr='<w:lang w:val="la"/>')


def book_of(tmp_path: Path, *paragraphs: P) -> Path:
    file = docx(tmp_path / "a.docx", [P(PROSE), *paragraphs, P(PROSE)])
    return import_manuscripts([file], tmp_path / "book", "en-GB").folder


def text_of(folder: Path) -> str:
    return "\n".join(p.read_text("utf-8") for p in sorted((folder / "source").glob("*.md")))


def answer(folder: Path, old: str, new: str) -> None:
    path = folder / imports.FILE
    text = path.read_text("utf-8")
    assert f"\n  {old}  #" in text
    path.write_text(text.replace(f"\n  {old}  #", f"\n  {new}  #"), "utf-8")


def test_each_language_has_its_line_with_count_example_and_how_sure_it_is(tmp_path: Path) -> None:
    folder = book_of(tmp_path, GERMAN, P(PROSE), GERMAN, LATIN, P(PROSE), UNLISTED)
    text = (folder / imports.FILE).read_text("utf-8")
    assert (
        "languages:\n"
        "  de: de  # 2 times, “Der Hafen war still in jenem Jahr.” (certain, tagged so in the file,"
        " and its words are)\n"
    ) in text
    assert '[Der Hafen war still in jenem Jahr.]{lang="de"}' in text_of(folder)


@pytest.mark.parametrize(("code", "mark"), [("no", ""), ("nl", '{lang="nl"}')])
def test_a_language_that_is_answered_is_made_anew(tmp_path: Path, code: str, mark: str) -> None:
    folder = book_of(tmp_path, GERMAN)
    answer(folder, "de: de", f"de: {code}")
    assert isinstance(again.again(folder), again.Renewed)
    words = "Der Hafen war still in jenem Jahr."
    assert (f"[{words}]{mark}" if mark else f"\n{words}\n") in text_of(folder)
    assert "lang=" not in text_of(folder) or mark
    line = f"  de: {code}  # once, “{words}” (as you said)\n"
    assert line in (folder / imports.FILE).read_text("utf-8")


def test_what_the_file_alone_says_is_proposed(tmp_path: Path) -> None:
    folder = book_of(tmp_path, UNLISTED)
    assert "  la: la?  # once" in (folder / imports.FILE).read_text("utf-8")
    assert "lang=" not in text_of(folder)
    shown = call(folder, "lint")
    assert "Words tagged as “la”: perhaps la." in shown.stdout + shown.stderr
    assert call(folder, "decide", "--rule", "import-language-proposed", "--accept").returncode == 0
    assert '[The harbour was there, he said.]{lang="la"}' in text_of(folder)


def test_a_proposed_language_is_rejected(tmp_path: Path) -> None:
    folder = book_of(tmp_path, UNLISTED)
    assert call(folder, "decide", "--rule", "import-language-proposed", "--reject").returncode == 0
    assert "  la: no  #" in (folder / imports.FILE).read_text("utf-8")
    assert "import-language-proposed" not in call(folder, "lint").stdout


def test_words_that_are_not_those_of_the_text_need_no_list(tmp_path: Path) -> None:
    assert '[Navigare necesse est, vivere non necesse.]{lang="la"}' in text_of(
        book_of(tmp_path, LATIN)
    )


def test_a_style_of_words_in_another_language_keeps_its_meaning(tmp_path: Path) -> None:
    marked = P("Der Hafen war still.", rpr='<w:lang w:val="de-DE"/>', char="Foreign Term")
    folder = book_of(tmp_path, GERMAN, marked)
    text = (folder / imports.FILE).read_text("utf-8")
    assert "  Foreign Term: look  # once" in text
    assert "octavo-" not in text


def test_a_code_that_is_no_language_is_an_error_at_its_line(tmp_path: Path) -> None:
    folder = book_of(tmp_path, GERMAN)
    answer(folder, "de: de", "de: germanish")
    with pytest.raises(InputError, match=r"import\.yaml:\d+.*“germanish” is not a meaning of “de”"):
        again.again(folder)
