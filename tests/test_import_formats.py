"""Works that a text cites, and manuscripts in other formats."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from octavo import pandoc
from octavo.book import metadata
from octavo.manuscripts.folder import rewrite
from octavo.manuscripts.importing import import_manuscripts
from octavo.manuscripts.pieces import Passage
from octavo.manuscripts.works import draft
from octavo.model.nodes import Node, stringify, walk
from tests.examples import examples
from tests.import_books import (
    FRAGMENTS,
    docx_members,
    imported,
    of_rule,
    only,
    packed,
    png,
    rules,
    sources,
    write,
)

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
    told = next(finding for finding in done.findings if finding.rule == "import-works")
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
    assert rewrite.prove([[first, {"t": "Para", "c": words}]])[0].difference is not None


@pytest.mark.long
@settings(deadline=None, max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.booleans(), WORDS), min_size=1, max_size=4))
def test_any_words_of_other_formats_come_back(paragraphs: list[tuple[bool, list[str]]]) -> None:
    blocks: list[Node] = [{"t": "Para", "c": [{"t": "Str", "c": "First."}]}]
    for displayed, words in paragraphs:
        inlines: list[Node] = [{"t": "Str", "c": word} for word in words]
        spaced_out = [n for word in inlines for n in (word, {"t": "Space"})][:-1]
        para: Node = {"t": "Para", "c": spaced_out}
        blocks.append({"t": "BlockQuote", "c": [para]} if displayed else para)
    assert rewrite.prove([blocks])[0].difference is None


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


DARWIN = (
    "Darwin, Charles. On the Origin of Species by Means of Natural Selection. London: John Murray,"
    " 1859."
)


def test_a_short_title_is_that_of_the_one_work_listed_that_has_its_words() -> None:
    cited = Passage("So he says (Darwin, Origin, p. 490.)")
    items = draft.draft([Passage(DARWIN, listed=True), cited]).items
    assert [item["title-short"] for item in items] == ["Origin"]
    other = DARWIN.replace("On the Origin of Species", "Notes on the Origin").replace(
        "1859", "1860"
    )
    items = draft.draft([Passage(DARWIN, listed=True), Passage(other, listed=True), cited]).items
    assert len(items) == 3, "either may be meant"
