"""Import: structure is marked, nothing is mended, and every character comes back."""

from __future__ import annotations

import io
import json
import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from octavo import pandoc
from octavo.book import metadata, source
from octavo.manuscripts import losses, rtf
from octavo.manuscripts.folder import rewrite
from octavo.manuscripts.folder.pictures import safe_name
from octavo.manuscripts.importing import Imported, import_manuscripts
from octavo.manuscripts.kinds import EXPORTS, kind_of
from octavo.manuscripts.pieces import Passage
from octavo.manuscripts.plain import read as plain
from octavo.manuscripts.works import draft
from octavo.model.finding import Finding, InputError, Severity, Tier
from octavo.model.nodes import Document, Node, stringify, walk
from octavo.verbs.beginning import import_
from octavo.verbs.command import run
from tests.examples import examples
from tests.shared import SAMPLE, STALINISM, shared


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def imported(folder: Path, name: str, content: str | bytes) -> Imported:
    return import_manuscripts([write(folder, name, content)], folder / "book", "en-GB")


def sources(done: Imported) -> dict[str, str]:
    paths = sorted((done.folder / "source").glob("*.md"))
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


def only(done: Imported) -> str:
    texts = [text for name, text in sources(done).items() if not name.startswith("99")]
    assert len(texts) == 1
    return texts[0]


def rules(done: Imported) -> set[str]:
    return {finding.rule for finding in done.findings}


def of_rule(done: Imported, rule: str) -> list[Finding]:
    return [finding for finding in done.findings if finding.rule == rule]


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\0\0")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


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
    assert r"If Ilych \[Lenin\] were alive" in text
    assert text.count("\\") == 3  # the two brackets, and one kept line break: no other escape


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
    assert review.count("\n- [") == len(taken_in.findings)
    for finding in taken_in.findings:
        assert finding.rule in review


def test_the_same_manuscript_gives_the_same_bytes(manuscript: Path, tmp_path: Path) -> None:
    one = import_manuscripts([manuscript], tmp_path / "one", "en-GB")
    two = import_manuscripts([manuscript], tmp_path / "two", "en-GB")
    for a, b in zip(one.files, two.files, strict=True):
        assert a.read_bytes() == b.read_bytes(), a.name


# --- plain text ------------------------------------------------------------------------------

MARKUP = """Ilych [Lenin]|1917.|*|#|@|@key|--|\\|<tag>|</div>|<div>|&amp;|$x$|$|^|~|~~|::: {.x}
(@ex)|[^1]|[^1]: note|- |+ |> |a) |(i) |#. |A.  |: def|~ def|`|```|~~~|{.class}|!|[a](b)|![a](b)
[a]: http://x.y|% title|<!-- c|-->|<http://x.y>|\\begin{a}|\\end{a}|x^2^|H~2~O|^[n]|Table: x|-@key
&#65;|&nbsp;|<?php|{=html}|**a**|__a__|word|Word.|it says:|"Quoted words"|(LCW, p. 3.)"""
FRAGMENTS = [fragment for line in MARKUP.split("\n") for fragment in line.split("|")]
FRAGMENTS += [
    "|",
    "\n===\n",
    "\n---\n",
    ":::",
    "\n\n",
    "\n",
    "    ",
    "\t",
    "  ",
    "\N{NO-BREAK SPACE}",
    "| a | b |\n|---|---|\n| c | d |",
    "--- ---\na b",
    "+---+\n| a |\n+---+",
    "\r\n",
    "\r",
    "\N{LINE SEPARATOR}",
    "\N{ZERO WIDTH NO-BREAK SPACE}",
    "\f",
]
TEXTS = st.lists(
    st.sampled_from(FRAGMENTS)
    | st.text(alphabet=" \n\t*_#>-+=|:~`[](){}<>\\$^@!&%.,1ai", max_size=8)
    | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6),
    min_size=1, max_size=20,
).map("".join)  # fmt: skip


def said_by(blocks: list[Node]) -> str:
    """The characters of a text that must be nothing but paragraphs, headings and quotations."""
    parts = []
    for block in blocks:
        assert block["t"] in ("Para", "Header", "BlockQuote"), block
        content = block["c"]
        if block["t"] == "BlockQuote":
            parts.append(said_by(content))
            continue
        inlines = content[2] if block["t"] == "Header" else content
        assert all(n["t"] in ("Str", "Space", "SoftBreak", "LineBreak") for n in inlines)
        parts.append(stringify(inlines))
    return " ".join(parts)


CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f]")


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
    wanted = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    if any(f.rule == "import-display-quotation" for f in read.findings):
        wanted, got = wanted.replace('"', ""), got.replace('"', "")
    assert spaced(got) == spaced(wanted)


@pytest.mark.parametrize("fragment", [f for f in FRAGMENTS if f.strip(" \t\r\n")])
def test_each_sign_of_markup_is_a_sign_at_a_line_start_and_inside(fragment: str) -> None:
    for text in (fragment, f"{fragment} and more", f"before {fragment} after", f"a\n{fragment}\nb"):
        read = plain.read(f"A first paragraph.\n\n{text}\n\nA last one.".encode(), "x.txt", "en-GB")
        got = " ".join(said_by(pandoc.read(c.markdown.encode()).blocks) for c in read.chapters)
        assert spaced(got) == spaced(f"A first paragraph. {text} A last one.")


def test_escapes_are_sparing() -> None:
    text = 'Plain (bracketed) words -- with dashes, 50% of it, a & b; 3 * 4 = 12, "x" < y > z, $5.'
    read = plain.read(f"One.\n\n{text}\n".encode(), "x.txt", "en-GB")
    assert "\\" not in read.chapters[0].markdown


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


# --- citations -------------------------------------------------------------------------------


def drafted(text: str) -> dict[str, dict[str, object]]:
    return {str(item["id"]): item for item in draft.draft([Passage(text)]).items}


def test_authors_titles_and_years_are_taken_as_they_are_typed() -> None:
    items = drafted("(See Karl Marx and F. Engels, The Holy Family, p. 3; Carr 1961, p. 9.)")
    assert items["marx-holy-family"]["author"] == [
        {"family": "Marx", "given": "Karl"},
        {"family": "Engels", "given": "F."},
    ]
    assert items["carr-1961"]["issued"] == {"date-parts": [[1961]]}
    assert "title" not in items["carr-1961"]


@pytest.mark.parametrize("text", ["(1)", "(1917)", "(p. 12)", "(see chapter 3)", "(and so on)"])
def test_other_brackets_cite_nothing(text: str) -> None:
    assert drafted(f"Words {text} and more.") == {}


LISTED = """\
# An essay

It was so (Mill 1859, p. 3). A note.[^1]

[^1]: Karl Marx, *Capital* (London: Penguin, 1976), p. 40.

# 7. Sources and further reading

## Primary sources

Mill, J. S. (1859). *On Liberty*. London: Parker.

## Articles

Knuth, D. E., & Plass, M. F. (1981). Breaking paragraphs into lines. *Software: Practice and
Experience*, 11 (11), 1119-1184.

# Afterword

Afterwards (1999) all was said.
"""


@pytest.mark.parametrize("suffix", [".md", ".docx", ".txt"])
def test_the_works_that_a_text_lists_itself_are_drafted(tmp_path: Path, suffix: str) -> None:
    """Under their heading, and those below it; the list stays in the text, and is told."""
    path = tmp_path / f"essay{suffix}"
    if suffix == ".docx":
        path.write_bytes(pandoc.run(["-f", "markdown", "-t", "docx", "-o", "-"], LISTED.encode()))
    else:
        plain = re.sub(r"(?m)^## .*\n\n|^# (?:Afterword\n\n.*)?|\*", "", LISTED)
        path.write_text(plain if suffix == ".txt" else LISTED, encoding="utf-8")
    done = import_manuscripts([path], tmp_path / "book", "en-GB")
    works = json.loads((done.folder / "metadata" / "references.json").read_text(encoding="utf-8"))
    assert [work["title"] for work in works[:2]] == ["On Liberty", "Breaking paragraphs into lines"]
    assert not any("Afterwards" in str(work) for work in works)
    told = next(finding for finding in done.findings if finding.rule == "import-list")
    assert "of 2 entries" in told.message


def test_a_work_cited_twice_has_one_stub() -> None:
    assert list(drafted("(LCW, Vol. 3, p. 1.) and (LCW, Vol. 4, p. 2.) and (LCW 5:6)")) == ["lcw"]


# --- other formats ---------------------------------------------------------------------------

RICH = """---
title: A Rich Text
author: Ada Compositor
---

# One

A *stressed* word, a [small]{.smallcaps} one, H~2~O, a note[^1] and a [link](#two).

[^1]: The note's *own* words.

![What it shows](picture.png)

# Two

> Displayed words.

: entries

- a
- b

| Sort | Point |
|------|-------|
| Pica | 12    |

Text that looks like markup: \\[Lenin\\], 1917\\., \\@key, \\$x\\$, \\\\w, \\&amp;, \\<b\\>.

\\: a colon first

\\::: a fence
"""


def rich(folder: Path, suffix: str) -> Path:
    write(folder, "picture.png", png())
    source = write(folder, "rich.md", RICH)
    pandoc.run(["-s", "-f", pandoc.READER, "-o", f"rich.{suffix}", source.name], cwd=folder)
    return folder / f"rich.{suffix}"


@pytest.mark.parametrize("suffix", ["docx", "odt", "epub", "html"])
def test_other_formats_keep_words_notes_and_images(tmp_path: Path, suffix: str) -> None:
    done = import_manuscripts([rich(tmp_path, suffix)], tmp_path / "book", "en-GB")
    assert list(sources(done)) == ["01-one.md", "02-two.md"]
    one, two = (pandoc.read(text.encode()).blocks for text in sources(done).values())
    kinds = {node["t"] for node in walk(one)}
    assert {"Emph", "Note", "Image", "Subscript"} <= kinds
    assert {"BlockQuote", "Table", "BulletList"} <= {node["t"] for node in walk(two)}
    words = " ".join(stringify(n["c"]) for n in walk(two) if n["t"] in ("Para", "Plain"))
    assert "[Lenin], 1917., @key, $x$, \\w, &amp;, <b>." in words
    assert ": a colon first" in words
    assert "::: a fence" in words
    targets = [n["c"][2][0] for n in walk(one) if n["t"] == "Image"]
    assert [(done.folder / "source" / target).read_bytes() for target in targets] == [png()]
    assert "import-differs" not in rules(done)


@pytest.mark.parametrize("suffix", ["docx", "odt", "epub", "html"])
def test_what_the_file_says_of_itself_goes_into_the_edition(tmp_path: Path, suffix: str) -> None:
    done = import_manuscripts([rich(tmp_path, suffix)], tmp_path / "book", "en-GB")
    edition = metadata.load(done.folder).edition
    assert edition.title == "A Rich Text"
    assert [person.name for person in edition.authors] == ["Ada Compositor"]
    assert "import-metadata-embedded" in rules(done)


WORDS = st.lists(
    st.sampled_from([f for f in FRAGMENTS if not re.search(r"[\s\ufeff\xad]", f)])
    | st.text(
        st.characters(
            codec="utf-8",
            exclude_categories=("Cc", "Zs", "Zl", "Zp"),
            exclude_characters="\ufeff\xad",
        ),
        min_size=1,
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize("sign", ["\ufeff", "\xad"], ids=["byte order mark", "soft hyphen"])
def test_a_space_lost_behind_a_lone_sign_without_a_shape_is_told(sign: str) -> None:
    """Pandoc drops the space behind it at a paragraph's start: told, not silent."""
    words: list[Node] = [{"t": "Str", "c": sign}, {"t": "Space"}, {"t": "Str", "c": "1917."}]
    first: Node = {"t": "Para", "c": [{"t": "Str", "c": "First."}]}
    assert rewrite.prove([first, {"t": "Para", "c": words}])[1] is not None


@settings(deadline=None, max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.booleans(), WORDS), min_size=1, max_size=4))
def test_any_words_of_other_formats_come_back(paragraphs: list[tuple[bool, list[str]]]) -> None:
    blocks: list[Node] = [{"t": "Para", "c": [{"t": "Str", "c": "First."}]}]
    for displayed, words in paragraphs:
        inlines: list[Node] = [{"t": "Str", "c": word} for word in words]
        spaced_out = [n for word in inlines for n in (word, {"t": "Space"})][:-1]
        para: Node = {"t": "Para", "c": spaced_out}
        blocks.append({"t": "BlockQuote", "c": [para]} if displayed else para)
    assert rewrite.prove(blocks)[1] is None


def test_rtf_says_when_its_notes_cannot_be_read(tmp_path: Path) -> None:
    rtf = r"{\rtf1\ansi\pard Caf\'e9 and {\i more}.{\footnote Lost?}\par}"
    done = imported(tmp_path, "x.rtf", rtf)
    text = only(done)
    assert "Café and *more*." in text
    assert ("Lost?" in text) != ("import-notes-lost" in rules(done))


def test_markdown_stays_as_it_was_typed(tmp_path: Path) -> None:
    write(tmp_path, "picture.png", png())
    done = imported(tmp_path, "rich.md", RICH)
    one, two = sources(done).values()
    body = RICH.split("---\n", 2)[2]
    assert one + "\n" + two == body.lstrip("\n")
    assert (done.folder / "source" / "picture.png").read_bytes() == png()


def test_web_pages_are_read_in_the_encoding_they_declare(tmp_path: Path) -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Привет</p></body></html>'
    assert only(imported(tmp_path, "x.html", page.encode("cp1251"))) == "Привет\n"


def test_images_outside_the_folder_or_on_the_network_are_not_fetched(tmp_path: Path) -> None:
    write(tmp_path, "secret.png", png())
    (tmp_path / "in").mkdir()
    page = "".join(
        f'<p>A <img src="{src}" alt="picture"> here.</p>'
        for src in ("../secret.png", "http://example.org/x.png", "file:///etc/passwd", "none.png")
    )
    done = imported(tmp_path / "in", "x.html", page)
    assert len(of_rule(done, "import-image")) == 4
    assert not (done.folder / "source" / "images").exists()
    assert not [n for n in walk(pandoc.read(only(done).encode()).blocks) if n["t"] == "Image"]


def test_tracked_changes_are_taken_and_told(tmp_path: Path) -> None:
    members = docx_members(tmp_path)
    body = (
        '<w:p><w:r><w:t xml:space="preserve">Kept </w:t></w:r>'
        '<w:ins w:id="1" w:author="A"><w:r><w:t>added</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="A"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>'
    )
    document = members["word/document.xml"].decode()
    members["word/document.xml"] = document.replace("<w:body>", f"<w:body>{body}", 1).encode()
    done = imported(tmp_path, "x.docx", packed(members))
    assert "Kept added" in next(iter(sources(done).values()))
    assert "2 tracked changes" in of_rule(done, "import-tracked-changes")[0].message


# --- bad input -------------------------------------------------------------------------------


def docx_members(folder: Path) -> dict[str, bytes]:
    data = pandoc.run(["-f", "markdown", "-t", "docx", "-o", "-"], b"# T\n\nText.\n", folder)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: dict[str, bytes], links: tuple[str, ...] = ()) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            if name in links:
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, content)
    return buffer.getvalue()


def refused(folder: Path, name: str, content: bytes) -> InputError:
    path = write(folder, name, content)
    with pytest.raises(InputError) as caught:
        import_manuscripts([path], folder / "book", "en-GB")
    assert not (folder / "book").exists()
    assert [p.name for p in folder.iterdir()] == [name]  # nothing half-written
    assert str(path) in str(caught.value)
    return caught.value


@pytest.mark.parametrize("suffix", sorted(EXPORTS))
def test_files_of_other_programs_name_the_export_to_make(tmp_path: Path, suffix: str) -> None:
    fault = refused(tmp_path, f"book{suffix}", b"whatever it holds")
    assert EXPORTS[suffix][1] in str(fault)


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (OLE + "WordDocument".encode("utf-16-le"), "Word 97"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + "PageMaker".encode("utf-16-le"), "PageMaker"),
        (bytes.fromhex("0606edf5d81d46e5bd31efe7fe74b71d"), "InDesign"),
        (b"\0\0MMXPR3", "QuarkXPress"),
        (packed({"mimetype": b"application/vnd.adobe.indesign-idml-package"}), "InDesign"),
    ],
)
def test_they_are_known_by_their_bytes_whatever_they_are_called(data: bytes, words: str) -> None:
    for name in ("manuscript.txt", "manuscript.docx", "manuscript"):
        with pytest.raises(InputError, match=words):
            kind_of(data, name)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"word/media/bomb.bin": bytes(20_000_000)}, "packed"),
        ({"../outside.xml": b"x"}, "leads out"),
        ({"/etc/outside": b"x"}, "leads out"),
        ({"word/x.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'}, "entities"),
        ({"word/link": b"/etc/passwd"}, "is a link"),
    ],
)
def test_unsafe_archives_are_refused(tmp_path: Path, change: dict[str, bytes], words: str) -> None:
    members = {**docx_members(tmp_path), **change}
    assert words in str(refused(tmp_path, "x.docx", packed(members, ("word/link",))))


def test_a_damaged_docx_is_refused(tmp_path: Path) -> None:
    data = packed(docx_members(tmp_path))
    refused(tmp_path, "x.docx", data[: len(data) // 2])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.txt", b""),
        ("x.txt", b" \n \n"),
        ("x.txt", b"a\0b"),
        ("x.docx", b"text"),
        ("x.xyz", b"a"),
    ],
)
def test_what_cannot_be_read_is_one_error(tmp_path: Path, name: str, content: bytes) -> None:
    assert refused(tmp_path, name, content).message


def test_a_missing_file_a_folder_and_no_file_are_errors(tmp_path: Path) -> None:
    for files in ([tmp_path / "none.txt"], [tmp_path], []):
        with pytest.raises(InputError):
            import_manuscripts(files, tmp_path / "book", "en-GB")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "x.txt").open("wb") as file:
        file.truncate(65_000_000)
    with pytest.raises(InputError, match="65 megabytes"):
        import_manuscripts([tmp_path / "x.txt"], tmp_path / "book", "en-GB")


def test_two_files_of_one_name_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    files = [write(tmp_path, "x.txt", "One."), write(tmp_path / "a", "X.txt", "Two.")]
    with pytest.raises(InputError, match="Two files"):
        import_manuscripts(files, tmp_path / "book", "en-GB")


@pytest.mark.parametrize("tag", ["", "english", "en_GB", "e", "en-GB-", "../x"])
def test_a_language_is_a_tag(tmp_path: Path, tag: str) -> None:
    with pytest.raises(InputError, match="language tag"):
        import_manuscripts([write(tmp_path, "x.txt", "Text.")], tmp_path / "book", tag)


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    book = tmp_path / "book"
    (book / "source").mkdir(parents=True)
    write(book / "source", "01.md", "Mine.")
    with pytest.raises(InputError, match="source"):
        imported(tmp_path, "x.txt", "Text.")
    assert [p.name for p in book.rglob("*")] == ["source", "01.md"]


def test_a_folder_that_holds_other_things_takes_the_book(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    write(tmp_path / "book", "README.md", "Ours.")
    done = imported(tmp_path, "x.txt", "Text.")
    assert (done.folder / "README.md").read_text(encoding="utf-8") == "Ours."
    assert metadata.load(done.folder).edition.lang == "en-GB"


@pytest.mark.parametrize(
    ("name", "safe"),
    [("Ünter träume (2).txt", "Unter-traume-2.txt"), ("con.txt", "m.txt"), ("../../x.png", "x.png"),
     (".hidden", "hidden"), ("Привет.docx", "Privet.docx"), ("???.docx", "docx"),
     ("a b.txt", "a-b.txt"), ("a — b--c.txt", "a-b--c.txt")],
)  # fmt: skip
def test_names_are_made_safe(name: str, safe: str) -> None:
    made = safe_name(name, "m")
    assert made == safe
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", made)


# --- structure of a Markdown manuscript ------------------------------------------------------

PARTS = """\
---
title: Whales
bibliography: refs.bib
---

# Preface {.frontmatter}

Before.[^a]

# Part One {.part}

::: epigraph
> The whale.
:::

## Loomings {.chapter}

Call me Ishmael [@one].[^b]

![A plate](img/plate.png){width=50%}

### Below

```
## No heading {.chapter}
```

# Part Two {.part}

## Knights {.chapter}

::: verse
| One line
| and another
:::

# Works Cited

[^a]: Of the preface.

[^b]: Of Loomings.

    Its second paragraph.
"""


@pytest.fixture
def whales(tmp_path: Path) -> Imported:
    (tmp_path / "img").mkdir()
    write(tmp_path / "img", "plate.png", png())
    write(tmp_path, "refs.bib", "@book{one, title = {One}, author = {Ada B}, year = 1900}\n")
    return imported(tmp_path, "whales.md", PARTS)


def test_a_book_in_parts_is_split_at_parts_and_chapters(whales: Imported) -> None:
    assert list(sources(whales)) == [
        "01-preface.md",
        "02-part-one.md",
        "03-loomings.md",
        "04-part-two.md",
        "05-knights.md",
        "06-works-cited.md",
    ]
    assert sources(whales)["02-part-one.md"] == (
        "# Part One {.part}\n\n::: epigraph\n> The whale.\n:::\n"
    )
    assert "::: verse\n| One line\n| and another\n:::" in sources(whales)["05-knights.md"]
    assert metadata.load(whales.folder).edition.design.chapter_numbers


def test_notes_move_to_the_file_that_uses_them(whales: Imported) -> None:
    texts = sources(whales)
    assert texts["01-preface.md"].endswith("Before.[^a]\n\n[^a]: Of the preface.\n")
    assert texts["03-loomings.md"].endswith("[^b]: Of Loomings.\n\n    Its second paragraph.\n")


def test_bibliography_and_images_are_taken_along(whales: Imported) -> None:
    assert metadata.load(whales.folder).edition.bibliography == ("refs.bib",)
    assert (whales.folder / "metadata" / "refs.bib").read_bytes().startswith(b"@book{one")
    assert (whales.folder / "source" / "img" / "plate.png").read_bytes() == png()
    assert "(img/plate.png){width=50%}" in sources(whales)["03-loomings.md"]


def test_the_last_heading_is_the_bibliographys_place(whales: Imported) -> None:
    assert sources(whales)["06-works-cited.md"] == "# Works Cited\n\n::: {#refs}\n:::\n"


def test_what_is_written_anew_keeps_its_own_markup(tmp_path: Path) -> None:
    text = "## One {.unnumbered}\n\n::: epigraph\n> Said.\n:::\n\n[odd]{.mine}\n\n## Two\n\nEnd.\n"
    one, two = sources(imported(tmp_path, "x.md", text)).values()
    assert one.startswith("# One {.unnumbered}\n\n::: epigraph\n> Said.\n:::")
    assert "[odd]{.mine}" in one
    assert two == "# Two\n\nEnd.\n"


def test_raw_markup_in_one_place_is_told_of_one(tmp_path: Path) -> None:
    done = imported(tmp_path, "x.md", "# One\n\nA <b>word.\n")
    assert "in one place," in of_rule(done, "import-raw-markup")[0].message


# --- what the readers lose -------------------------------------------------------------------


def test_verse_and_epigraphs_of_an_epub_stay(tmp_path: Path) -> None:
    text = "# One\n\n::: epigraph\n> Said.\n:::\n\n| A line\n|   and another\n\n# Two\n\nEnd.\n"
    source = write(tmp_path, "v.md", text)
    pandoc.run(["-s", "-f", pandoc.READER, "-o", "v.epub", source.name], cwd=tmp_path)
    done = import_manuscripts([tmp_path / "v.epub"], tmp_path / "book", "en-GB")
    one = sources(done)["01-one.md"]
    assert "| A line\n|   and another\n" in one
    assert "::: epigraph\n> Said.\n:::" in one
    assert "import-style-dropped" not in rules(done)


def odt_with_formulas(folder: Path, text: str) -> dict[str, bytes]:
    source = write(folder, "f.md", text)
    pandoc.run(["-s", "-f", pandoc.READER, "-o", "f.odt", source.name], cwd=folder)
    with zipfile.ZipFile(folder / "f.odt") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_formula_among_words_of_an_odt_stays_in_its_line(tmp_path: Path) -> None:
    members = odt_with_formulas(tmp_path, "Words.\n")
    document = Document({}, pandoc.read(b"A formula $$x$$ here.\n\n$$y = 3$$\n").blocks)
    losses.mend_odt(members, document)
    kinds = [node["c"][0]["t"] for node in walk(document.blocks) if node["t"] == "Math"]
    assert kinds == ["InlineMath", "DisplayMath"]


def test_an_odt_of_formulas_keeps_or_reports_each(tmp_path: Path) -> None:
    odt_with_formulas(tmp_path, "A formula $x$ here.\n\n$$y = 3$$\n")
    done = import_manuscripts([tmp_path / "f.odt"], tmp_path / "book", "en-GB")
    read = pandoc.read(only(done).encode()).blocks
    kept = sum(1 for node in walk(read) if node["t"] == "Math")
    told = "".join(finding.message for finding in of_rule(done, "import-lost-formula"))
    assert (told[:1] or "0") == str(2 - kept)


def test_a_formula_that_an_odt_loses_is_an_error(tmp_path: Path) -> None:
    members = odt_with_formulas(tmp_path, "A formula $x$ here.\n")
    there = Document({}, pandoc.read(b"A formula $x$ here.").blocks)
    lost = Document({}, pandoc.read(b"A formula here.").blocks)
    assert losses.of_odt(members, there, "f.odt") == []
    (finding,) = losses.of_odt(members, lost, "f.odt")
    assert (finding.rule, finding.severity) == ("import-lost-formula", Severity.ERROR)
    assert "1 formula " in finding.message


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"Caf\'e9 \u8212\'97 x{\i y}", "Café — xy"),
        (rb"{\fonttbl{\f1\fcharset204 A;}}\f1\'cf\'f0", "Пр"),
        (rb"\uc1\u-10179?\u-8704?", "\N{GRINNING FACE}"),
        (rb"{\*\generator No;}{\info{\title No}}Yes{\v no}", "Yes"),
        (rb"One{\footnote Two}\lquote s", "One\N{LEFT SINGLE QUOTATION MARK}s"),
    ],
)
def test_the_words_of_an_rtf(body: bytes, text: str) -> None:
    assert rtf.words(rb"{\rtf1\ansi\ansicpg1252 " + body + b"}").text.strip() == text


def test_headings_of_an_rtf_are_known_by_level_or_style() -> None:
    head = rb"{\rtf1\ansi{\stylesheet{\s1\b heading 1;}{\s2 Body;}}"
    read = rtf.words(head + rb"\pard\s1 One\par\pard\outlinelevel0 Two\par\pard\s2 Text\par}")
    assert read.headings == ("One", "Two")


def test_letters_that_an_rtf_loses_are_an_error_at_the_first() -> None:
    data = rb"{\rtf1\ansi A na\u239\'efve {\b word} here.\par}"
    document = Document({}, pandoc.read("A naïve **word** here.".encode()).blocks)
    assert losses.of_rtf(data, document, "x.rtf") == []
    (finding,) = losses.of_rtf(
        data, Document({}, pandoc.read(b"A aive word here.").blocks), "x.rtf"
    )
    assert (finding.rule, finding.severity) == ("import-lost-text", Severity.ERROR)
    assert "“naïve”" in finding.message
    assert "DOCX" in finding.hint


def test_an_import_with_an_error_exits_with_one(tmp_path: Path) -> None:
    assert import_([write(tmp_path, "x.txt", "Whole.\n")], tmp_path / "one") == 0
    odt_with_formulas(tmp_path, "A formula $x$ here.\n")
    status = import_([tmp_path / "f.odt"], tmp_path / "two")
    texts = [path.read_text("utf-8") for path in (tmp_path / "two" / "source").glob("*.md")]
    assert status == int("$x$" not in "".join(texts))


def test_headings_that_an_rtf_loses_are_an_error() -> None:
    data = rb"{\rtf1\ansi{\stylesheet{\s1 heading 1;}}\pard\s1 Head\par\pard Text\par}"
    document = Document({}, pandoc.read(b"Head\n\nText").blocks)
    assert [f.rule for f in losses.of_rtf(data, document, "y.rtf")] == ["import-lost-heading"]
    document = Document({}, pandoc.read(b"# Head\n\nText").blocks)
    assert losses.of_rtf(data, document, "y.rtf") == []


@pytest.mark.parametrize(("name", "told"), [("old.txt", True), ("standard input", False)])
def test_what_is_no_utf8_is_sent_to_import_where_it_is_a_file(name: str, told: bool) -> None:
    with pytest.raises(InputError) as raised:
        source.decode(name, b"Caf\xe9")
    assert ("octavo import" in raised.value.hint) == told


def test_a_wrong_choice_names_its_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "--format", "xml"]) == 2
    assert capsys.readouterr().err.startswith("octavo: --format: 'xml' is not one of ")


def test_two_manuscripts_with_different_images_of_one_name_are_an_error(tmp_path: Path) -> None:
    paths = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, "x.png", png() + name.encode())
        paths.append(write(tmp_path / name, f"{name}.md", f"# {name}\n\n![It](x.png)\n"))
    with pytest.raises(InputError, match=r"called x\.png"):
        import_manuscripts(paths, tmp_path / "book", "en-GB")
    assert not (tmp_path / "book").exists()
