"""Styles of a press get their meanings; headings come by their levels; answers are asked once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from octavo.book import imports
from octavo.manuscripts import again
from octavo.manuscripts.importing import Imported, import_manuscripts
from octavo.manuscripts.word.structure import names
from octavo.model import meanings
from octavo.model.finding import InputError
from tests.running import call
from tests.styled_files import CENTRED, PROSE, P, bold, docx


def text_of(folder: Path) -> str:
    return "\n".join(p.read_text("utf-8") for p in sorted((folder / "source").glob("*.md")))


def imported(tmp_path: Path, paragraphs: list[P], styles: dict[str, str] | None = None) -> Imported:
    file = docx(tmp_path / "a.docx", paragraphs, styles)
    return import_manuscripts([file], tmp_path / "book", "en-GB")


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("ChapterTitle", "heading 1"),
        ("CT", "heading 1"),
        ("HeadA", "heading 2"),
        ("A-Head", "heading 2"),
        ("HeadC", "heading 4"),
        ("_ H_2", "heading 2"),
        ("Überschrift 2", "heading 2"),
        ("标题 3", "heading 3"),
        ("06_Main_Text", "body"),
        ("BlockQuote", "quotation"),
        ("Zitat1", "quotation"),
        ("Code Wide", "code"),
        ("BoxListBullet", "box bullet 1"),
        ("Poem Line", "verse"),
        ("IndexLevel3", "index 3"),
        ("BackmatterTitle", "backmatter"),
    ],
)
def test_the_names_of_presses_are_known(name: str, meaning: str) -> None:
    named = names.of_paragraph(name)
    assert str(named.meaning) == meaning
    assert named.whole


def test_a_name_with_more_words_is_no_whole_one() -> None:
    named = names.of_paragraph("Ness Chapter Title")
    assert str(named.meaning) == "heading 1"
    assert not named.whole


@pytest.mark.parametrize("words", meanings.all_paragraphs())
def test_every_meaning_is_read_as_it_is_written(words: str) -> None:
    assert str(meanings.paragraph(words)) == words


def test_a_level_of_the_outline_makes_a_heading(tmp_path: Path) -> None:
    level = '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    done = imported(
        tmp_path,
        [
            P("The Wall", "_ Big"),
            P(PROSE),
            P("A lamp", ppr='<w:outlineLvl w:val="1"/>'),
            P(PROSE),
            P("The Ice", "_ Big"),
            P(PROSE),
        ],
        {"_ Big": level},
    )
    text = text_of(done.folder)
    assert "# The Wall\n" in text
    assert "## A lamp\n" in text
    assert "# The Ice\n" in text


def test_styles_of_a_press_become_what_they_mean(tmp_path: Path) -> None:
    done = imported(
        tmp_path,
        [
            P("The Harbour", "ChapterTitle"),
            P(PROSE, "BodyFirst"),
            P("Its wall", "HeadA"),
            P("fn main() {", "Code"),
            P("", "Code"),
            P("    go();", "Code"),
            P("}", "Code"),
            P("The Stack", "BoxTitle"),
            P(PROSE, "BoxBody"),
            P("We came in.", "Extract", ppr='<w:ind w:left="720"/>'),
            P("One boat", "ListBullet"),
            P("Two boats", "ListBullet"),
            P("The pilots sang", "PoemLine"),
            P("And mended", "PoemLine"),
            P("literal", "Body", char="Literal"),
            P("THE HARBOUR", "Runninghead"),
            P(PROSE, "Body"),
        ],
    )
    text = text_of(done.folder)
    assert "# The Harbour\n" in text
    assert "## Its wall\n" in text
    assert "    fn main() {\n\n        go();\n    }\n" in text
    assert "::: box\n**The Stack**\n\nThe harbour" in text
    assert "\n> We came in." in text
    assert "- One boat\n\n- Two boats\n" in text
    assert "| The pilots sang\n| And mended\n" in text
    assert "`literal`" in text
    assert "THE HARBOUR" not in text
    rules = {finding.rule for finding in done.findings if "Runninghead" in finding.message}
    assert "import-style-left-out" in rules


PRESS = [
    P("The Wall", "Ness Chapter Title", rpr='<w:b/><w:sz w:val="40"/>'),
    P(PROSE),
    P("We saw it.", "Ness Extract"),
    P(PROSE),
    P("The Ice", "Ness Chapter Title", rpr='<w:b/><w:sz w:val="40"/>'),
    P(PROSE),
]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return import_manuscripts([docx(tmp_path / "a.docx", PRESS)], tmp_path / "book", "en-GB").folder


def change(root: Path, old: str, new: str) -> None:
    path = root / imports.FILE
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_what_is_likely_is_proposed_once_and_not_done(book: Path) -> None:
    assert "Ness Extract: quotation?  # once" in (book / imports.FILE).read_text("utf-8")
    assert "> We saw it" not in text_of(book)


def test_an_answer_makes_the_source_anew(book: Path) -> None:
    change(book, "Ness Extract: quotation?", "Ness Extract: quotation")
    assert isinstance(again.again(book), again.Renewed)
    assert "> We saw it." in text_of(book)
    assert "Ness Extract: quotation  # once" in (book / imports.FILE).read_text("utf-8")
    change(book, "Ness Chapter Title: heading 1", "Ness Chapter Title: body")
    again.again(book)
    assert "# The" not in text_of(book)
    assert len(list((book / "source").glob("*.md"))) == 1


def test_what_an_editor_wrote_is_not_made_anew(book: Path) -> None:
    edition = book / "metadata" / "edition.yaml"
    edition.write_text(edition.read_text("utf-8") + "subtitle: By Hand\n", "utf-8")
    chapter = sorted((book / "source").glob("*.md"))[0]
    assert isinstance(again.again(book), again.Renewed)
    assert "By Hand" in edition.read_text("utf-8")
    chapter.write_text(chapter.read_text("utf-8") + "\nMine.\n", "utf-8")
    before = {p: p.read_bytes() for p in book.rglob("*") if p.is_file()}
    done = again.again(book)
    assert isinstance(done, again.Edited)
    assert done.names == (f"source/{chapter.name}",)
    assert "-Mine." in done.difference
    assert {p: p.read_bytes() for p in book.rglob("*") if p.is_file()} == before


def test_all_faults_of_the_answers_are_one_report(book: Path) -> None:
    change(book, "Ness Extract: quotation?", "Ness Extrct: epigraph")
    change(book, "Ness Chapter Title: heading 1", "Ness Chapter Title: headin 1")
    change(book, "lang: en-GB", "lang: en-GB\nlong: x")
    with pytest.raises(InputError) as raised:
        again.again(book)
    said = str(raised.value)
    for words in (
        "Did you mean “Ness Extract”?",
        "Did you mean “heading 1”?",
        "“long” is not known",
    ):
        assert words in said


def test_the_command_line_says_what_a_style_means(tmp_path: Path) -> None:
    docx(tmp_path / "a.docx", PRESS)
    done = call(tmp_path, "import", "a.docx", "--into", "b", "--styles", "Ness Extract=epigraph")
    assert done.returncode == 0
    assert "::: epigraph" in text_of(tmp_path / "b")
    wrong = call(tmp_path, "import", "a.docx", "--into", "c", "--styles", "Ness Extract=epigrap")
    assert wrong.returncode == 2
    assert not (tmp_path / "c").exists()


def test_the_terminal_shows_few_lines(tmp_path: Path) -> None:
    paragraphs = [P(PROSE)]
    for n in range(40):
        paragraphs += [bold(f"Heading {n}", 22 + n), P(PROSE), P(f"Words {n}", f"Strange {n}")]
    docx(tmp_path / "a.docx", paragraphs)
    done = call(tmp_path, "import", "a.docx")
    assert len(done.stdout.splitlines()) <= 20


@pytest.mark.parametrize("line", ["Ness Extract", "=heading 1", "x=heading 9"])
def test_a_wrong_answer_of_the_command_line_is_an_error(line: str) -> None:
    assert imports.given([line]).faults


def test_decide_knows_what_import_proposed(book: Path) -> None:
    shown = call(book, "lint")
    assert "import-style-proposed" in shown.stdout + shown.stderr
    done = call(book, "decide", "--rule", "import-style-proposed", "--accept")
    assert done.returncode == 0, done.stderr
    assert "> We saw it." in text_of(book)
    assert "import-style-proposed" not in call(book, "lint").stdout


def test_a_rejected_proposal_is_asked_no_more(book: Path) -> None:
    before = text_of(book)
    assert call(book, "decide", "--rule", "import-style-proposed", "--reject").returncode == 0
    assert "Ness Extract: body" in (book / imports.FILE).read_text("utf-8")
    assert text_of(book) == before
    again.again(book)
    assert text_of(book) == before


def test_a_proposal_is_not_accepted_over_an_edited_source(book: Path) -> None:
    chapter = sorted((book / "source").glob("*.md"))[0]
    chapter.write_text(chapter.read_text("utf-8") + "\nMine.\n", "utf-8")
    before = (book / imports.FILE).read_bytes()
    done = call(book, "decide", "--rule", "import-style-proposed", "--accept")
    assert done.returncode == 2
    assert chapter.name in done.stderr
    assert (book / imports.FILE).read_bytes() == before
    assert "Mine." in chapter.read_text("utf-8")


LIST = (
    '<w:numbering {0}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="4"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl><w:lvl w:ilvl="1">'
    '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="1"/>'
    '<w:lvlText w:val="Listing %1-%2:"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)


FAKED = [
    bold("The Pilots of Ness", 40, CENTRED),
    P("By Anna Holm", ppr=CENTRED),
    bold("CHAPTER ONE", 32, CENTRED),
    P(PROSE),
    bold("The wall", 26),
    P(PROSE),
    bold("The ice", 26),
    P(PROSE),
    bold("CHAPTER TWO", 32, CENTRED),
    P(PROSE),
    P("Anna:", rpr="<w:b/>"),
    P("yes."),
    bold("The boats", 26),
    P(PROSE),
]


def test_faked_headings_and_the_title_page_are_found(tmp_path: Path) -> None:
    done = imported(tmp_path, FAKED)
    text = text_of(done.folder)
    assert "# CHAPTER ONE\n\nThe harbour" in text
    assert "## The wall\n" in text
    assert "## The boats\n" in text
    edition = (done.folder / "metadata" / "edition.yaml").read_text("utf-8")
    assert "title: The Pilots of Ness" in edition
    assert "Anna Holm" in edition
    assert "Pilots of Ness" not in text


def test_typed_numbers_give_the_levels_and_stay_once(tmp_path: Path) -> None:
    lines = ["1. The wall", "1.1 Its stones", "1.2 Its lamps", "2. The ice", "2.1 Its end"]
    done = imported(tmp_path, [p for line in lines for p in (bold(line), P(PROSE))])
    text = text_of(done.folder)
    assert "# 1. The wall\n" in text
    assert "## 1.1 Its stones\n" in text
    assert "chapter-numbers: no" in (done.folder / "metadata" / "design.yaml").read_text("utf-8")


def test_headings_that_are_indented_are_no_quotations(tmp_path: Path) -> None:
    indent = '<w:ind w:left="720"/>'
    lines = [bold("The wall", 28, indent), P(PROSE, ppr=indent), bold("The ice", 28, indent)]
    text = text_of(imported(tmp_path, [*lines, P(PROSE, ppr=indent)]).folder)
    assert "# The wall\n" in text
    assert "# The ice\n" in text


def test_a_heading_that_word_numbers_stands_in_no_list(tmp_path: Path) -> None:
    first, second = (
        f'<w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="7"/></w:numPr>' for n in (0, 1)
    )
    lines = [
        line
        for words in ("The wall", "The ice", "The boats")
        for line in (bold(words, 28, first), P(PROSE), P("One.", ppr=second))
    ]
    text = text_of(
        import_manuscripts(
            [docx(tmp_path / "a.docx", lines, numbering=LIST)], tmp_path / "book", "en-GB"
        ).folder
    )
    assert text.count("\n# The") + text.startswith("# The") == 3


def test_bold_words_and_captions_are_no_headings(tmp_path: Path) -> None:
    paragraphs = [P(PROSE)]
    for n in range(4):
        paragraphs += [bold(f"Figure {n}: A boat"), P(PROSE), bold("See www.example.org"), P(PROSE)]
    done = imported(tmp_path, paragraphs)
    assert "\n#" not in text_of(done.folder)


def test_an_index_keeps_its_levels(tmp_path: Path) -> None:
    lines = [("Index", "BackmatterTitle"), ("A", "IndexHead"), ("boats, 3", "IndexLevel1")]
    lines += [("long, 4", "IndexLevel2"), ("wall, 9", "IndexLevel1")]
    text = text_of(imported(tmp_path, [P(words, style) for words, style in lines]).folder)
    assert "# Index {.backmatter}" in text
    assert "::: index\n- boats, 3\n\n  - long, 4\n\n- wall, 9\n:::" in text


def test_what_a_press_leaves_out_is_told_and_not_lost(tmp_path: Path) -> None:
    paragraphs = [P("f01.eps", "GraphicSlug"), P("Two boats.", "Alt Text"), P(PROSE, "Body")]
    done = imported(tmp_path, [P("A Wall", "ChapterTitle"), P(PROSE), *paragraphs])
    rules = [finding.rule for finding in done.findings]
    assert "import-graphic-named" in rules
    assert "import-lost-text" not in rules
    assert "f01.eps" not in text_of(done.folder)


def test_a_caption_has_the_number_that_word_sets(tmp_path: Path) -> None:
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr></w:pPr>'
    paragraphs = [P("The Wall", "ChapterTitle"), P("go();", "Code"), P("It goes.", "Code Caption")]
    paragraphs += [P(PROSE), P("stop();", "Code"), P("It stops.", "Code Caption"), P(PROSE)]
    file = docx(tmp_path / "a.docx", paragraphs, {"Code Caption": numbered}, numbering=LIST)
    text = text_of(import_manuscripts([file], tmp_path / "book", "en-GB").folder)
    assert "::: listing\n    go();\n\nListing 4-1: It goes.\n:::" in text
    assert "Listing 4-2: It stops." in text
    assert "1. " not in text


def field(code: str) -> str:
    """Return a field without a shown result, as XML."""
    ends = (f'<w:r><w:fldChar w:fldCharType="{one}"/></w:r>' for one in ("begin", "end"))
    return f"<w:r><w:instrText>{code}</w:instrText></w:r>".join(ends)


@pytest.mark.parametrize(
    "code", ['XE "lamps:oil"', 'XE "lamps" \\b', 'TC "It goes" \\l 2', "SET a b"]
)
def test_a_field_without_words_before_a_caption_takes_nothing_from_it(
    tmp_path: Path, code: str
) -> None:
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr></w:pPr>'
    paragraphs = [P("The Wall", "ChapterTitle"), P("go();", "Code")]
    paragraphs += [P("It goes.", "Code Caption", before=field(code)), P(PROSE)]
    file = docx(tmp_path / "a.docx", paragraphs, {"Code Caption": numbered}, numbering=LIST)
    text = text_of(import_manuscripts([file], tmp_path / "book", "en-GB").folder)
    entry = r"(\[\]\{\.index .*?\})?" if code.startswith("XE") else ""
    assert re.search(rf"go\(\);\n\n{entry}Listing 4-1: It goes\.\n:::", text)


def test_an_answer_that_another_does_away_with_is_shown(book: Path) -> None:
    change(book, "styles:", 'headings:\n  "99 pt": heading 1\nstyles:')
    done = again.again(book)
    assert isinstance(done, again.Renewed)
    assert "import-answer-unused" in {finding.rule for finding in done.imported.findings}
    assert "99 pt" not in (book / imports.FILE).read_text("utf-8")


def test_an_import_made_again_without_an_answer_is_the_same(tmp_path: Path) -> None:
    root = imported(tmp_path, [*FAKED, P("Odd", "Odd Style"), P(PROSE, "Ness Extract")]).folder
    before = {p: p.read_bytes() for p in root.rglob("*") if p.is_file()}
    again.again(root)
    assert {p: p.read_bytes() for p in root.rglob("*") if p.is_file()} == before
