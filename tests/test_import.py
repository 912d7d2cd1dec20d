"""Import: structure is marked, nothing is mended, and every character comes back."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from octavo import pandoc
from octavo.book import metadata
from octavo.manuscripts.importing import Imported, import_manuscripts
from octavo.manuscripts.plain import read as plain
from octavo.model.finding import InputError, Tier
from octavo.model.nodes import Node, stringify, walk
from tests import cases
from tests.examples import examples
from tests.import_books import FRAGMENTS, imported, of_rule, only, rules, sources, write
from tests.shared import SAMPLE, STALINISM, shared

# --- the manuscript that must always import --------------------------------------------------


@pytest.fixture(scope="module")
def stalinism(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    into = tmp_path_factory.mktemp("import") / "book"
    return import_manuscripts([shared(*STALINISM)], into, "en-GB")


@pytest.fixture(scope="module", params=[STALINISM, SAMPLE], ids=["shared", "sample"])
def manuscript(request: pytest.FixtureRequest) -> Path:
    """The manuscript that must always import, and the sample of our own."""
    return request.param if isinstance(request.param, Path) else shared(*request.param)


@pytest.fixture(scope="module")
def taken_in(manuscript: Path, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    return import_manuscripts([manuscript], tmp_path_factory.mktemp("import") / "book", "en-GB")


def test_the_bytes_of_the_manuscript_are_kept(manuscript: Path, taken_in: Imported) -> None:
    kept = taken_in.folder / "source" / "original" / manuscript.name
    assert kept.read_bytes() == manuscript.read_bytes()


def test_no_character_is_lost_but_the_outer_marks(manuscript: Path, taken_in: Imported) -> None:
    (name, text), *_ = sources(taken_in).items()
    assert name == f"01-{manuscript.stem}.md"
    said = "".join(
        stringify([b])
        for b in walk(pandoc.read(text.encode()).blocks)
        if b["t"] in ("Para", "Header")
    )
    unmarked = manuscript.read_text(encoding="utf-8")
    displayed = of_rule(taken_in, "import-display-quotation")
    for finding in displayed:
        assert finding.before.count('"') == 2
        unmarked = unmarked.replace(finding.before, finding.before.replace('"', ""))
    assert len(displayed) == (2 if "stalinism" in name else 1)
    assert re.sub(r"[ \n]", "", said) == re.sub(r"[ \n]", "", unmarked)


def test_the_brackets_are_the_authors(stalinism: Imported) -> None:
    text = next(iter(sources(stalinism).values()))
    assert "If Ilych [Lenin] were alive" in text
    assert text.count("\\") == 1  # one kept line break: no escape


@pytest.mark.parametrize("words", ["We took over", "We threw out"])
def test_quotations_that_are_a_paragraph_are_displayed(stalinism: Imported, words: str) -> None:
    text = next(iter(sources(stalinism).values()))
    line = next(line for line in text.splitlines() if words in line)
    assert line.startswith(f"> {words}")
    assert re.search(r"\w\. \(LCW, Vol\. \d\d, pp?\. [\d-]+\.\)$", line)
    found = [f for f in of_rule(stalinism, "import-display-quotation") if words in f.before]
    assert [f.tier for f in found] == [Tier.AUTO]


def test_what_a_person_must_decide_is_asked(stalinism: Imported) -> None:
    places = {(f.rule, f.place.line) for f in stalinism.findings if f.place}
    assert ("import-loose-end", 61) in places
    assert ("import-page-furniture", 64) in places
    assert ("import-long-quotation", 29) in places
    assert ("import-interrupted-quotation", 33) in places
    assert [f.place.line for f in of_rule(stalinism, "import-lost-break") if f.place] == [3, 3, 3]
    assert of_rule(stalinism, "import-metadata-missing")[0].message.endswith(
        "author, date, rights."
    )


def test_places_point_at_the_words_in_the_manuscript(manuscript: Path, taken_in: Imported) -> None:
    original = manuscript.read_text(encoding="utf-8")
    for finding in taken_in.findings:
        start = finding.place.start if finding.place else None
        if finding.place and start is not None and finding.before:
            line = original[:start].count("\n") + 1
            column = start - original.rfind("\n", 0, start)
            assert (finding.place.line, finding.place.column) == (line, column)
            if not finding.rule.startswith("import-citation"):
                assert original[start : finding.place.end] == finding.before


def test_the_stubs_say_what_is_cited_and_invent_nothing(stalinism: Imported) -> None:
    items = json.loads((stalinism.folder / "metadata" / "references.json").read_bytes())
    by_key = {item["id"]: item for item in items}
    assert set(by_key) == {"lcw", "trotsky-revolution-betrayed", "trotsky-writings-1935-36"}
    assert by_key["lcw"]["title"] == "LCW"
    assert "author" not in by_key["lcw"]
    assert by_key["trotsky-writings-1935-36"]["title"] == "Writings, 1935–36"
    assert all("issued" not in item and item["note"].startswith("stub") for item in items)
    abbreviations = (stalinism.folder / "metadata" / "abbreviations.yaml").read_text("utf-8")
    assert "LCW: lcw" in abbreviations.splitlines()


def test_the_book_is_one_that_the_loader_takes(stalinism: Imported) -> None:
    project = metadata.load(stalinism.folder)
    assert project.edition.title == "The Rise of Stalinism"
    assert project.edition.authors == ()
    assert project.edition.date == ""
    assert [path.name for path in project.sources] == [
        "01-the-rise-of-stalinism.md",
        "99-bibliography.md",
    ]


def test_the_review_list_names_each_finding(taken_in: Imported) -> None:
    review = (taken_in.folder / "metadata" / "review.md").read_text(encoding="utf-8")
    assert len(re.findall(r"\n *- \[", review)) == len(taken_in.findings)
    for finding in taken_in.findings:
        assert finding.rule in review


def test_the_same_manuscript_gives_the_same_bytes(manuscript: Path, tmp_path: Path) -> None:
    one = import_manuscripts([manuscript], tmp_path / "one", "en-GB")
    two = import_manuscripts([manuscript], tmp_path / "two", "en-GB")
    for a, b in zip(one.files, two.files, strict=True):
        assert a.read_bytes() == b.read_bytes(), a.name


# --- plain text ------------------------------------------------------------------------------


TEXTS = st.lists(
    st.sampled_from(FRAGMENTS)
    | st.text(alphabet=" \n\t*_#>-+=|:~`[](){}<>\\$^@!&%.,1ai", max_size=8)
    | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6),
    min_size=1, max_size=20,
).map("".join)  # fmt: skip


SCENE = r"(?<!\S)([*#~]|[-=~]{3})(?!\S)"
RULE = "* * *"
"""Stands for a break between scenes, whatever ornament was typed for it."""


def said_by(blocks: list[Node]) -> str:
    """The characters of a text of paragraphs, headings and quotations, and the cells of tables."""
    parts = []
    for block in blocks:
        kinds = ("Para", "Header", "BlockQuote", "HorizontalRule", "Table")
        assert block["t"] in kinds, block
        if block["t"] == "HorizontalRule":
            parts.append(RULE)
            continue
        content = block["c"]
        if block["t"] == "Table":
            cells = (stringify(one["c"]) for one in walk([block]) if one["t"] == "Plain")
            parts.append(f"{TABLE}{' '.join(cells)}")
            continue
        if block["t"] == "BlockQuote":
            parts.append(said_by(content))
            continue
        inlines = content[2] if block["t"] == "Header" else content
        kinds = ("Str", "Space", "SoftBreak", "LineBreak", "Emph", "Strong")
        assert all(
            n["t"] in kinds for n in walk([{"t": "Plain", "c": inlines}]) if n["t"] != "Plain"
        )
        parts.append(stringify(inlines))
    return " ".join(parts)


CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f]")


TABLE = "\ue0f0"
"""Stands before the cells of a table that was drawn with strokes."""


STROKES = re.compile("[|+:=_\N{EM DASH}-]+|" + TABLE)


def without_strokes(*texts: str) -> list[str]:
    """Return texts without what draws a table, where one of them has one."""
    drawn = any(TABLE in text for text in texts)
    return [spaced(STROKES.sub(" ", text) if drawn else text) for text in texts]


def spaced(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


@settings(deadline=None, max_examples=examples(80), suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_plain_text_comes_back_with_every_character(text: str) -> None:
    try:
        read = plain.read(text.encode(), "x.txt", "en-GB")
    except InputError:
        assert not text.strip(" \t\r\n\N{ZERO WIDTH NO-BREAK SPACE}") or CONTROL.search(text)
        return
    got = " ".join(said_by(pandoc.read(c.markdown.encode()).blocks) for c in read.chapters)
    if read.title and not got.startswith(spaced(read.title)):
        got = f"{read.title} {got}"  # it went into edition.yaml alone
    wanted = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}").replace("\f", " ")
    if any(f.rule == "import-entity" for f in read.findings):
        wanted = html.unescape(wanted)
    if any(f.rule == "import-display-quotation" for f in read.findings):
        wanted, got = wanted.replace('"', ""), got.replace('"', "")
    if any(f.rule == "import-emphasis" for f in read.findings):
        wanted, got = (re.sub("[_=]", "", side) for side in (wanted, got))
    if any(f.rule in ("import-scene", "import-rule-dropped") for f in read.findings):
        wanted, got = (re.sub(r"[^\w\s]+|_", "", side) for side in (wanted, got))
    got, wanted = without_strokes(got, wanted)
    assert got == wanted


@pytest.mark.parametrize("fragment", [f for f in FRAGMENTS if f.strip(" \t\r\n")])
def test_each_sign_of_markup_is_a_sign_at_a_line_start_and_inside(fragment: str) -> None:
    texts = (fragment, f"{fragment} and more", f"before {fragment} after", f"a\n{fragment}\nb")
    manuscripts = (f"A first paragraph.\n\n{text}\n\nA last one.".encode() for text in texts)
    read = [plain.read(manuscript, "x.txt", "en-GB") for manuscript in manuscripts]
    blocks = iter(cases.read_all([c.markdown for one in read for c in one.chapters]))
    for text, one in zip(texts, read, strict=True):
        got = " ".join(said_by(next(blocks)) for _ in one.chapters)
        shown = re.sub(SCENE, RULE, text) if RULE in got else text
        shown = html.unescape(shown).replace("\f", " ")
        read_, typed = without_strokes(got, f"A first paragraph. {shown} A last one.")
        assert read_ == typed


def test_escapes_are_sparing() -> None:
    text = (
        'Plain (bracketed) [words] -- with dashes, 50% of it, a & b; 3 * 4 = 12, "x" < y > z, $5.'
    )
    read = plain.read(f"One.\n\n{text}\n".encode(), "x.txt", "en-GB")
    assert "\\" not in read.chapters[0].markdown


def test_what_would_be_a_query_stays_the_manuscript_s_own() -> None:
    read = plain.read(b"One.\n\nHe typed {>>this<<} so.\n", "x.txt", "en-GB")
    (chapter,) = read.chapters
    assert "He typed \\{>>this<<} so." in chapter.markdown


def test_spaces_stay_in_the_source_as_typed(tmp_path: Path) -> None:
    text = (
        "One.\n\nTwo  spaces,   three,\N{NO-BREAK SPACE}and one kept.   \n\n  Indented a little.\n"
    )
    made = only(imported(tmp_path, "x.txt", text))
    assert "Two  spaces,   three,\N{NO-BREAK SPACE}and one kept.   \n" in made
    assert "\n  Indented a little.\n" in made


def test_a_deep_indent_makes_no_code_and_is_told(tmp_path: Path) -> None:
    done = imported(tmp_path, "x.txt", "One.\n\n\tTabbed.\n\n      Spaced.\n")
    assert [b["t"] for b in pandoc.read(only(done).encode()).blocks] == ["Para"] * 3
    assert "2 paragraphs" in of_rule(done, "import-indent")[0].message


WRAPPED = """The master printer kept two cases on every frame, one above the other, and the
compositor stood before them all day long. He took the letters from the boxes without
looking at them, since he knew by heart where each of them lay, and set them in a stick.
"""


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    read = plain.read(f"{WRAPPED}\n{WRAPPED}".encode(), "x.txt", "en-GB")
    blocks = pandoc.read(read.chapters[0].markdown.encode()).blocks
    assert [b["t"] for b in blocks] == ["Para", "Para"]
    assert not any(n["t"] == "LineBreak" for n in walk(blocks))


def test_short_lines_in_wrapped_text_keep_their_breaks() -> None:
    verse = "The hand that set the letter\nis nowhere to be seen.\n"
    read = plain.read(f"{WRAPPED}\n{verse}\n{WRAPPED}".encode(), "x.txt", "en-GB")
    blocks = pandoc.read(read.chapters[0].markdown.encode()).blocks
    assert [sum(n["t"] == "LineBreak" for n in walk([b])) for b in blocks] == [0, 1, 0]
    assert "import-lines" in {f.rule for f in read.findings}


def test_without_empty_lines_every_line_is_a_paragraph() -> None:
    read = plain.read(b"One line.\nAnother line.\nA third.\n", "x.txt", "en-GB")
    assert read.chapters[0].markdown == "One line.\n\nAnother line.\n\nA third.\n"


BOOK = """The Printer's Year

CHAPTER I

It began with snow on the roof of the shop, and with no paper.

CHAPTER II. The Thaw

In March the mill sent twelve reams, and the presses ran again.

A Short Line Alone

This paragraph stands under a line that may be a heading, or may not.

PART TWO

CHAPTER III

Summer came, and with it the apprentices.
"""


def test_a_whole_book_is_split_at_its_headings(tmp_path: Path) -> None:
    done = imported(tmp_path, "book.txt", BOOK)
    assert list(sources(done)) == [
        "01-chapter-i.md", "02-chapter-ii-the-thaw.md", "03-part-two.md", "04-chapter-iii.md"
    ]  # fmt: skip
    assert sources(done)["03-part-two.md"] == "# PART TWO {.part}\n"
    edition = metadata.load(done.folder).edition
    assert edition.title == "The Printer's Year"
    assert not edition.design.chapter_numbers  # the headings bear their own
    proposed = of_rule(done, "import-heading")
    assert [(f.before, f.tier) for f in proposed] == [("A Short Line Alone", Tier.SUGGEST)]


def test_a_table_of_contents_is_no_row_of_chapters() -> None:
    contents = "Chapter 1\n\nChapter 2\n\nChapter 3\n\n"
    body = "".join(f"Chapter {n}\n\nThe text of it runs on for a while.\n\n" for n in (1, 2, 3))
    read = plain.read(f"A Title\n\n{contents}{body}".encode(), "x.txt", "en-GB")
    assert [c.title for c in read.chapters] == ["A Title", "Chapter 1", "Chapter 2", "Chapter 3"]


def test_a_sentence_that_begins_like_a_heading_is_none() -> None:
    text = "One.\n\nChapter 3 explains the rest.\n\n1917.\n\nThe year of it.\n"
    read = plain.read(text.encode(), "x.txt", "en-GB")
    assert len(read.chapters) == 1
    assert "#" not in read.chapters[0].markdown


@pytest.mark.parametrize(
    ("before", "quotation"),
    [
        ("He said it at last.", '"All of this is quoted."'),  # no colon before it
        ("He said:", '"First," he said, "and then."'),  # two quotations
        ("He said:", '"This is quoted." And this is not.'),
    ],
)
def test_what_is_not_surely_a_displayed_quotation_stays(before: str, quotation: str) -> None:
    read = plain.read(f"{before}\n\n{quotation}\n".encode(), "x.txt", "en-GB")
    assert quotation in read.chapters[0].markdown


def test_curled_and_angled_quotations_are_displayed_too() -> None:
    for quotation in (
        "“It wasn’t ours.” (Moxon, p. 3)",
        "« Ce n’est pas à nous. »",
        "„So war es.“",
    ):
        read = plain.read(f"He said:\n\n{quotation}\n".encode(), "x.txt", "en-GB")
        assert f"\n> {quotation[1:4]}" in read.chapters[0].markdown


def test_speech_in_fiction_is_not_proposed_for_display() -> None:
    speech = "“" + " ".join(["word"] * 60) + ".”"
    read = plain.read("\n\n".join([speech] * 8).encode(), "x.txt", "en-GB")
    assert not [f for f in read.findings if f.rule == "import-long-quotation"]


def test_speech_after_a_colon_is_not_displayed_in_fiction() -> None:
    text = "\n\n".join(["He said:", "“It was spoken.”"] * 8)
    read = plain.read(text.encode(), "x.txt", "en-GB")
    assert ">" not in read.chapters[0].markdown


def test_several_files_are_chapters_in_the_order_given(tmp_path: Path) -> None:
    files = [write(tmp_path, f"{n}.txt", f"Title {n}\n\nText of {n}.\n") for n in ("b", "a")]
    done = import_manuscripts(files, tmp_path / "book", "en-GB")
    assert list(sources(done)) == ["01-title-b.md", "02-title-a.md"]
    assert "import-title-missing" in rules(done)
