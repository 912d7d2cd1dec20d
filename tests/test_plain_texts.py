"""Old text files come in as what they are: italics, verse, lists, acts; no licence as a chapter."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from octavo.book.leaves import groups
from octavo.desk.normalise import Request, normalise
from octavo.files import yaml
from octavo.manuscripts.importing import import_manuscripts
from octavo.manuscripts.pieces import Manuscript
from octavo.manuscripts.plain import read as plain


def read(text: str, lang: str = "en-GB") -> Manuscript:
    return plain.read(text.encode(), "x.txt", lang)


def source(text: str, lang: str = "en-GB") -> str:
    return "\n".join(chapter.markdown for chapter in read(text, lang).chapters)


PLAY = """The Project Gutenberg EBook of The Ferry, by Ida Holm

This eBook is for the use of anyone anywhere at no cost.

Title: The Ferry
       A Play in Two Acts

Author: Ida Holm

Translator: Per Strand

Release Date: June 18, 2007 [EBook #99998]

Language: English

*** START OF THIS PROJECT GUTENBERG EBOOK THE FERRY ***

Produced by Some Volunteers

[Transcriber's Note: italics are typed so.

Errors were mended.]



                     THE FERRY


                   _The Persons of the Play_

  ANNA, A FERRYWOMAN
  OLE, HER SON
  A CLERK (_of the Customs,
    long retired_)


                     THE FIRST ACT

_The scene is a quay by the sea._

ANNA.

[_Taking off her gloves._] The tide is _very_ late to-day, and the boats will
not be here before the evening bell has been rung.

       *       *       *       *       *

OLE.

Then we shall wait.


                     THE SECOND ACT

OLE.

It came.

*** END OF THIS PROJECT GUTENBERG EBOOK THE FERRY ***

Section 1. General Terms of Use
"""


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("play")
    (folder / "play.txt").write_text(PLAY, encoding="utf-8")
    import_manuscripts([folder / "play.txt"], folder / "book", "en-GB")
    return folder / "book"


def test_the_header_says_whose_the_book_is(play: Path) -> None:
    edition = yaml.load(play / "metadata/edition.yaml", "edition.yaml").value
    assert edition["title"] == "The Ferry"
    assert edition["subtitle"] == "A Play in Two Acts"
    assert edition["author"] == [{"name": "Ida Holm"}]
    assert edition["translator"] == "Per Strand"


def test_licence_and_notes_of_volunteers_are_no_part_of_the_text(play: Path) -> None:
    text = "".join(path.read_text("utf-8") for path in (play / "source").glob("*.md"))
    for words in ("Gutenberg", "Produced by", "Errors were mended", "General Terms"):
        assert words not in text
    assert (play / "source/original/play.txt").read_text("utf-8") == PLAY
    review = (play / "metadata/review.md").read_text("utf-8")
    assert "99998" in review
    assert "import-lost" not in review


def test_a_play_has_acts_persons_and_italics(play: Path) -> None:
    files = {path.name: path.read_text("utf-8") for path in (play / "source").glob("*.md")}
    acts = next(text for text in files.values() if text.startswith("# THE FIRST ACT\n"))
    assert any(text.startswith("# THE SECOND ACT\n") for text in files.values())
    text = "".join(files.values())
    assert "- OLE, HER SON\n- A CLERK (*of the Customs, long retired*)\n" in text
    assert (
        "[*Taking off her gloves.*] The tide is *very* late to-day, and the boats will not" in acts
    )
    assert "\n* * *\n" in acts
    assert "\\" not in text


PROSE = """In the first year it was so. The road to the pans runs under the wall,
and whoever walks it in the morning sees the keepers at work with
their long rakes, drawing the grey brine from one square to the next.
"""
VERSE = """    The tide is out, the sand is wide,
      And nothing moves upon it;
    A gull has found the wreck's own side,
      And builds her nest upon it.
"""


def test_verse_that_outnumbers_prose_makes_no_verse_of_it() -> None:
    text = source("\n".join([PROSE, *[VERSE] * 9, PROSE]))
    assert text.count("| The tide is out, the sand is wide,\n|   And nothing moves") == 9
    assert "under the wall, and whoever walks it" in text
    assert "\\\n" not in text


@pytest.mark.parametrize("width", [30, 40, 48, 100])
def test_prose_of_any_measure_runs_on(width: int) -> None:
    lines = textwrap.fill(" ".join(PROSE.split()), width)
    assert "\\\n" not in source(f"{lines}\n\n{lines}\n")


def test_an_indent_begins_a_paragraph() -> None:
    text = source(
        "   The mill stood at the end of the lane, and nobody in\n"
        "the village remembered a time when it had not turned.\n"
        "   The priest wrote it down.\n"
        "   In the spring the water rose again, and for nine days\n"
        "there was no crossing the bridge.\n"
    )
    assert text.count("\n\n") == 2


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("It is _very_ late, _so_ late.", "It is *very* late, *so* late."),
        ("A =bold= word and =more= of it.", "A **bold** word and **more** of it."),
        ("_One _ and snake_case_name and ____ here.", "snake_case_name"),
        ("See _a file_name.txt and b_c.", "See _a file_name.txt"),
    ],
)
def test_signs_are_italics_where_they_are_a_habit(typed: str, written: str) -> None:
    assert written in source(f"One.\n\n{typed}\n")


@pytest.mark.parametrize(
    ("heading", "lang"),
    [
        ("ERSTER AKT", "de"), ("ACTE PREMIER", "fr"), ("Глава первая", "ru"), ("Hoofdstuk 1", "nl"),
        ("Capítulo primero", "es"), ("THE FIRST ACT", "en"), ("Rozdział I", "pl"), ("Luku 1", "fi"),
    ],
)  # fmt: skip
def test_headings_are_known_in_many_languages(heading: str, lang: str) -> None:
    text = f"Some Title\n\n{heading}\n\nA text that runs on for a while, and is long enough.\n"
    assert f"# {heading}\n" in source(text, lang)


def test_a_scene_stands_below_its_act() -> None:
    text = source(
        "Ferry\n\nACT I\n\nSCENE I\n\nA quay.\n\nSCENE II. The Ship\n\nA deck.\n\nACT II\n\nX.\n"
    )
    assert "# ACT I\n\n## SCENE I\n" in text
    assert "## SCENE II. The Ship\n" in text


NOTED = """The Old Mill

by Jane Roe

CHAPTER I

The mill stood at the end of the lane[1], and nobody remembered it [2] before.

CHAPTER II

Again a mark[1] here, and _this_ is _all_.
"""
AT_END = """
NOTES

Chapter I

1. See the county roll for 1740.

2. Letter of the miller, 3 May.

It is long.

Chapter II

1. Another source.
"""


def test_notes_at_the_end_become_notes_of_their_chapters() -> None:
    text = source(NOTED + AT_END)
    assert "lane[^1], and nobody remembered it[^2] before.\n\n[^1]: See the county" in text
    assert "[^2]: Letter of the miller, 3 May.\n\n    It is long.\n" in text
    assert "NOTES" not in text
    assert text.count("# CHAPTER") == 2


def test_notes_that_do_not_fit_stay_and_are_reported() -> None:
    read_ = read(NOTED + AT_END.replace("1. Another source.", "2. Another source."))
    assert "import-notes-typed" in {finding.rule for finding in read_.findings}
    assert len(read_.chapters) == 2
    assert "Letter of the miller" in read_.chapters[-1].markdown


def test_footnotes_that_say_so_are_notes_wherever_they_stand() -> None:
    text = source(NOTED + "\n[Footnote 1: It [so] _was_\n_not_.]\n")
    assert "lane[^1], and nobody remembered it [2] before." in text
    assert "[^1]: It [so] *was* *not*.\n" in text


def test_the_line_below_the_title_names_the_author() -> None:
    assert read(NOTED).embedded["author"] == ["Jane Roe"]
    assert "Jane Roe" not in source(NOTED)
    assert "author" not in read("A Title\n\nBy the River\n\nIt was late in the day.\n").embedded


def test_a_picture_waits_with_its_caption_and_is_not_printed() -> None:
    made = read(NOTED + "\n[Illustration: The mill\nat dusk]\n\n[Illustration]\n\nThe end of it.\n")
    assert "{>>A picture stands here: The mill at dusk<<}\n\nThe end" in made.chapters[-1].markdown
    assert sum(finding.rule == "import-picture-missing" for finding in made.findings) == 2


PAGED = """The Mill

The mill stood at the end of the lane, and nobody in the village
remembered a time when the wheel had not turned, though she herself
had told anyone who asked about it in the long winter that the stones

14                    THE MILL

were only stones and the water only water; he had ground corn from 1740-
1770 here, and his father for forty years before him at the mill, and

CHAPTER ONE                                15

neither of them had seen anything stranger there than a rat in the
bin, which is what one would expect of a mill.
"""


def test_what_a_page_cut_runs_on() -> None:
    text = source(PAGED)
    assert "that the stones were only stones" in text
    assert "from 1740-1770 here" in text
    assert "at the mill, and neither of them" in text
    assert "THE MILL" not in text


def test_form_feeds_and_heads_of_pages_go() -> None:
    page = "\fTHE MILL\n\nIt was so on the page {0}, and it went on.\n\n"
    text = source("A Title\n\n" + "".join(page.format(n) for n in range(4)))
    assert "THE MILL" not in text
    assert text.count("It was so") == 4


@pytest.mark.parametrize("lone", ["1917.", "14", "12 years later"])
def test_a_number_alone_is_no_folio(lone: str) -> None:
    assert lone in source(f"A Title\n\nIt went on so.\n\n{lone}\n\nIt went on.\n").replace("\\", "")


def test_names_of_characters_become_characters() -> None:
    text = source("Life\n\nA caf&eacute; &amp; more &mdash; clerk&#8217;s AT&T too.\n")
    assert "A café & more \N{EM DASH} clerk\N{RIGHT SINGLE QUOTATION MARK}s AT&T too." in text
    assert "&eacute;" in source("Life\n\nWrite &eacute; in <p>it</p>.\n").replace("\\", "")


def test_a_list_of_contents_goes_and_numbered_headings_take_their_titles() -> None:
    chapters = "".join(
        f"\n\n\nCHAPTER {n}\n\nThe {word}\n\nIt began with the {word}, and ended so.\n"
        for n, word in (("I", "Well"), ("II", "Road"), ("III", "Ferry"))
    )
    listed = "CONTENTS\n\n  I. The Well      1\n  II. The Road     9\n  III. The Ferry    20\n"
    read_ = read(f"A Book\n\n{listed}{chapters}")
    assert [c.title for c in read_.chapters] == [
        "CHAPTER I. The Well", "CHAPTER II. The Road", "CHAPTER III. The Ferry"
    ]  # fmt: skip
    assert "import-contents" in {finding.rule for finding in read_.findings}


SPEECHES = "\n".join(
    f"{name}\n\n[_Rising._] It is the word of number {number}, _and_ no other.\n"
    for number, name in enumerate(["MRS. HOLM.", "OLE.", "A CLERK."] * 4)
)


def test_a_speaker_stands_before_the_speech() -> None:
    text = source(f"The Ferry\n\nACT I\n\n{SPEECHES}\n\nACT II\n\n{SPEECHES}")
    for name in ("A CLERK", "MRS. HOLM"):
        assert text.count(f"[{name}.]{{.smallcaps}} [*Rising.*] It is the word") == 8
    typed = SPEECHES.replace(".\n\n[", ": [")
    assert source(f"The Ferry\n\n{typed}").count("[OLE:]{.smallcaps} [*Rising.*]") == 4


def test_capitals_in_a_novel_speak_nothing() -> None:
    prose = "It went on and on, and nobody minded it.\n\n" * 30
    assert "smallcaps" not in source(f"A Novel\n\n{prose}{SPEECHES}")


def test_the_heading_that_every_file_repeats_is_the_title(tmp_path: Path) -> None:
    files = [tmp_path / f"{n}.md" for n in (1, 2)]
    for number, file in enumerate(files, 1):
        file.write_text(f"# The Salt Road\n\n# Chapter {number}\n\nSalt.\n", encoding="utf-8")
    made = import_manuscripts(files, tmp_path / "book", "en-GB")
    assert [p.name for p in sorted((made.folder / "source").glob("*.md"))] == [
        "01-chapter-1.md", "02-chapter-2.md"
    ]  # fmt: skip
    edition = yaml.load(made.folder / "metadata/edition.yaml", "edition.yaml").value
    assert edition["title"] == "The Salt Road"
    assert not [finding for finding in made.findings if finding.rule.startswith("import-lost")]


def test_lines_before_the_first_heading_share_a_leaf() -> None:
    line = {"t": "Div", "c": [["", ["flush"], []], []]}
    motto = {"t": "Div", "c": [["", ["epigraph"], []], []]}
    assert [len(leaf) for leaf in groups([line, line, line, motto, line, line])] == [3, 1, 2]


def test_a_blank_line_parts_no_quotation() -> None:
    request = Request("en-US", "plain", ("quotations",))
    text = b'"He came in.\n\n"\'Not bad,\' he said.\n\n"So I left."\n'
    opens, ends = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"
    made = normalise(text, request, "in.txt")[0].decode()
    assert made.count(opens) == 3
    assert made.count(ends) == 1


TOGETHER = """THE OLD MILL
A History of Water

by Jane Roe

CHAPTER I

The mill stood at the end of the lane, and nobody remembered it before the county roll.
"""


@pytest.mark.parametrize(
    ("typed", "title", "subtitle"),
    [
        ("THE OLD MILL\nA History of Water\n\nby Jane Roe", "THE OLD MILL", "A History of Water"),
        ("THE OLD MILL\nA History of Water\nby Jane Roe", "THE OLD MILL", "A History of Water"),
        ("THE HISTORY OF\nTHE OLD MILL\n\nby Jane Roe", "THE HISTORY OF THE OLD MILL", ""),
        ("The Old Mill\nby Jane Roe", "The Old Mill", ""),
    ],
)
def test_title_subtitle_and_author_may_stand_together(
    typed: str, title: str, subtitle: str
) -> None:
    head = TOGETHER.partition("\n\nCHAPTER")[0]
    pieces = read(TOGETHER.replace(head, typed))
    assert pieces.title == title
    assert pieces.embedded.get("subtitle", "") == subtitle
    assert pieces.embedded["author"] == ["Jane Roe"]


def test_short_lines_without_an_author_are_no_title() -> None:
    text = TOGETHER.replace("by Jane Roe\n\n", "")
    assert read(text).title == ""
