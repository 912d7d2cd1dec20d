"""Chapters become a book: divisions, identifiers, links, numbers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from octavo import pandoc
from octavo.book.filtering import load
from octavo.model.finding import Finding
from octavo.model.nodes import Document, Node, stringify, walk
from octavo.prose.prose import Prose

FILTER = Path(__file__).parents[1] / "filters" / "divisions.py"


def join(*texts: str, names: Sequence[str] = "abc") -> tuple[Document, list[Finding]]:
    """Join texts as the files a.md, b.md, c.md."""
    document = Document({}, [])
    prose = Prose(document)
    for number, text in enumerate(texts):
        read = pandoc.read(text.encode())
        name = f"source/{names[number]}.md"
        document.blocks.append({"t": "Div", "c": [["", ["source"], [["name", name]]], read.blocks]})
        prose.trace.number(number, read.blocks)
    findings = load(FILTER).apply(prose)
    return document, findings


def headings(document: Document) -> list[tuple[int, str, list[str], dict[str, str]]]:
    return [
        (b["c"][0], stringify(b["c"][2]), b["c"][1][1], dict(b["c"][1][2]))
        for b in document.blocks
        if b["t"] == "Header"
    ]


def links(document: Document) -> list[str]:
    return [node["c"][2][0] for node in walk(document.blocks) if node["t"] == "Link"]


def notes(document: Document) -> list[Node]:
    return [node for node in walk(document.blocks) if node["t"] == "Note"]


def test_below_a_part_the_sixth_level_is_the_last() -> None:
    deep = "".join(f"{'#' * level} Level {level}\n\n" for level in range(1, 7))
    document, findings = join("# Lamps {.part}", deep)
    assert [level for level, *_ in headings(document)] == [1, 2, 3, 4, 5, 6, 6]
    assert not findings


def test_chapters_stand_below_their_part_and_are_numbered_through() -> None:
    document, findings = join(
        "# Preface {.frontmatter}\n\n# One {.part}\n\n# First\n\n## Section",
        "# Second\n\n# Two {.part}\n\n# Third",
        "# Index {.backmatter}",
    )
    assert not findings
    assert [
        (level, words, numbers.get("number")) for level, words, _, numbers in headings(document)
    ] == [
        (1, "Preface", None),
        (1, "One", None),
        (2, "First", "1"),
        (3, "Section", None),
        (2, "Second", "2"),
        (1, "Two", None),
        (2, "Third", "3"),
        (1, "Index", None),
    ]


def test_a_book_that_already_sets_chapters_below_parts_stays_as_it_is() -> None:
    document, _ = join("# One {.part}\n\n## First {.chapter}\n\n### Section")
    assert [level for level, *_ in headings(document)] == [1, 2, 3]


def test_every_division_says_what_it_is() -> None:
    document, _ = join("# First", "# Sources\n\n::: {#refs}\n:::")
    assert [classes for _, _, classes, _ in headings(document)] == [["chapter"], ["backmatter"]]


def test_two_chapters_may_use_the_same_note_label() -> None:
    document, findings = join("# A\n\nx[^1]\n\n[^1]: one", "# B\n\ny[^1]\n\n[^1]: two")
    assert not findings
    assert [stringify(note["c"][0]["c"]) for note in notes(document)] == ["one", "two"]


def test_the_same_heading_in_two_chapters_gets_two_identifiers_and_links_follow_their_own() -> None:
    document, findings = join(
        "# A\n\n## Notes\n\n[here](#notes)", "# B\n\n## Notes\n\n[here](#notes) [there](a.md#notes)"
    )
    assert not findings
    assert links(document) == ["#notes", "#notes-1", "#notes"]


def test_a_link_to_a_file_leads_to_its_heading() -> None:
    document, findings = join("# A {#alpha}\n\n[next](b.md)", "# B {#beta}\n\n[back](a.md#alpha)")
    assert not findings
    assert links(document) == ["#beta", "#alpha"]


def test_a_link_leads_to_a_chapter_whose_name_has_a_space() -> None:
    texts = "# A\n\n[x](<no 2.md>) [y](no%202.md#bee)", "# Bee"
    document, findings = join(*texts, names=("no 1", "no 2"))
    assert not findings
    assert links(document) == ["#bee", "#bee"]


def test_a_link_to_another_chapters_explicit_identifier() -> None:
    document, findings = join("# A\n\n[x](#b)", "# Bee {#b}")
    assert not findings
    assert links(document) == ["#b"]


def test_an_identifier_that_begins_with_a_digit_is_mended_with_its_links() -> None:
    document, findings = join("# A {#500l}\n\n[x](#500l)", "# B\n\n[y](#500l)")
    assert not findings
    assert links(document) == ["#id-500l", "#id-500l"]


def test_the_name_of_a_heading_that_nobody_typed_gives_way_to_one_that_is_typed() -> None:
    document, findings = join("# A\n\n## Search\n\n[x](#search)", "# B {#search}\n\n[y](#search)")
    assert not findings
    assert links(document) == ["#search-1", "#search"]


def test_headings_alike_in_two_chapters_may_both_call_a_note() -> None:
    act = "# Act\n\n## Scene[^1]\n\nWords.\n\n[^1]: A room."
    document, findings = join(act, act)
    assert not findings
    names = [node["c"][1][0] for node in walk(document.blocks) if node["t"] == "Header"]
    assert len({*names}) == 4


@pytest.mark.parametrize(
    ("texts", "rule", "word"),
    [
        (("# A\n\n[x](#nowhere)",), "dead-link", "#nowhere"),
        (("# A\n\n[x](c.md)",), "dead-link", "c.md"),
        (("# A\n\n[x](<old map.pdf>)",), "dead-link", "old map.pdf"),
        (("# A\n\n[x](<#old map>)",), "dead-link", "#old map"),
        (("# A {#x}\n\n# B {#x}",), "duplicate-id", "x"),
        (("# A\n\n### C",), "heading-skip", ""),
        (("# A\n\nword[^9] more",), "undefined-note", "[^9]"),
    ],
)
def test_what_cannot_be_joined_is_an_error_with_its_place(
    texts: tuple[str, ...], rule: str, word: str
) -> None:
    _, findings = join(*texts)
    assert [(f.rule, f.severity, f.before) for f in findings] == [(rule, "error", word)]
    assert findings[0].anchor is not None


def test_a_dead_link_names_the_nearest_place() -> None:
    _, findings = join("# A {#compositor}\n\n[x](#compositer)")
    assert findings[0].hint == "Did you mean #compositor?"


def test_external_links_are_left_alone() -> None:
    document, findings = join("# A\n\n[x](https://example.org/a.md#b) [y](mailto:a@example.org)")
    assert not findings
    assert links(document) == ["https://example.org/a.md#b", "mailto:a@example.org"]


def test_raw_markup_is_taken_out_and_told() -> None:
    document, findings = join("# A\n\nword `<b>`{=html} <script>alert(1)</script> end <!-- c -->")
    assert not [node for node in walk(document.blocks) if node["t"].startswith("Raw")]
    assert [(f.rule, f.before) for f in findings] == [
        ("raw-markup", "<b>"),
        ("raw-markup", "<script>alert(1)</script>"),
    ]


def test_citations_are_numbered_through_the_book() -> None:
    document, _ = join("# A\n\nx[^1] [@a]\n\n[^1]: see [@b]", "# B\n\n[@a]")
    numbers = [
        citation["citationNoteNum"]
        for node in walk(document.blocks)
        if node["t"] == "Cite"
        for citation in node["c"][0]
    ]
    assert numbers == [1, 2, 3]


def test_joining_twice_equals_joining_once() -> None:
    document, _ = join("# One {.part}\n\n# A\n\nx[^1]\n\n[^1]: n", "# B\n\n## A\n\n[x](a.md)")
    once = document.dumps()
    load(FILTER).apply(Prose(document))
    assert document.dumps() == once


def test_raw_markup_has_a_place_where_no_word_stands_before_it() -> None:
    _, findings = join("# A\n\n`<b>`{=html}bold\n\n> `<br>`{=html}")
    assert [f.before for f in findings if f.anchor] == ["<b>", "<br>"]
