"""Figures, tables, formulas and divisions are numbered once, and called by it in every format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from octavo import pandoc
from octavo.book import captions
from octavo.book.filtering import built_in_filter
from octavo.files import yaml
from octavo.model.edition import Edition, Image, Project
from octavo.model.finding import Finding
from octavo.model.nodes import Document, Node, meta_value, walk
from octavo.model.reading import pieces
from octavo.prose.prose import Prose
from octavo.text.labels import KINDS, labelled_languages, labels_for
from octavo.text.terms import languages

CASES: list[dict[str, Any]] = yaml.load(
    Path(__file__).parent / "cases" / "crossrefs.yaml", "crossrefs.yaml"
).value


def filtered(markdown: str, **meta: Any) -> tuple[Document, list[Finding]]:
    """Return a text after those filters that have to do with references."""
    document = pandoc.read(markdown.encode())
    document.meta = {key: meta_value(value) for key, value in meta.items()}
    prose = Prose(document)
    findings: list[Finding] = []
    for name in ("markup", "divisions", "spacing", "crossrefs", "linknames"):
        findings += built_in_filter(name).apply(prose)
    prose.tidy()
    return document, findings


def lines(blocks: list[Node]) -> list[str]:
    """Return the words of each paragraph, caption and heading, in order."""
    kinds = ("Para", "Plain", "Header")
    made = ("".join(pieces([node])) for node in walk(blocks) if node["t"] in kinds)
    return [" ".join(line.split()) for line in made]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    meta = {"lang": "en-GB"} | case.get("settings", {})
    if "works" in case:
        meta["references"] = [{"id": key, "type": "book", "title": key} for key in case["works"]]
    document, findings = filtered(case["given"], **meta)
    own = [one for one in findings if one.rule.startswith(("crossref", "caption"))]
    said = [f"{finding.message} {finding.hint}" for finding in own]
    assert said == case.get("errors", [])
    read = iter(lines(document.blocks))
    for line in case.get("read", ()):
        assert line in read, (line, lines(document.blocks))


def test_every_language_of_the_press_has_labels() -> None:
    assert {*labelled_languages(), "en-us"} == set(languages())
    for lang in languages():
        labels = labels_for(lang)
        assert [*labels.names] == list(KINDS)
        for kind in KINDS:
            assert labels.name(kind, "2.3").count("2.3") == 1, (lang, kind)
            assert labels.caption(kind, "A").strip("\N{NO-BREAK SPACE}.A"), (lang, kind)
        assert all(labels.lists.values()), lang


def test_chapters_that_are_not_joined_are_left_alone() -> None:
    """A fix of the source sees the chapters as they are typed."""
    document = pandoc.read(b"See @fig-a.\n\n![A.](pic.png){#fig-a}\n")
    attr = ["", ["source"], [["name", "source/01.md"]]]
    document.blocks = [{"t": "Div", "c": [attr, document.blocks]}]
    before = document.dumps()
    assert built_in_filter("crossrefs").apply(Prose(document)) == []
    assert document.dumps() == before


def test_a_caption_of_the_edition_stands_behind_its_number() -> None:
    document, _ = filtered(
        "See @fig-a.\n\n![](pic.png){#fig-a}\n", lang="en", captioned=["pic.png"]
    )
    images = {"pic.png": Image(caption="The mill", credit="Ann")}
    book = Project(Path(), (), Edition("A", "en", images=images))
    assert not captions.check(document, book)
    captions.print_records(document, book)
    assert lines(document.blocks)[-2:] == ["Figure 1. The mill", "Ann"]
    document, _ = filtered("![Mill.](pic.png){#fig-a} \n\n@fig-a", lang="en")
    assert len(captions.check(document, book)) == 1, "the text has another caption"


def test_a_book_that_does_not_list_the_filter_says_so() -> None:
    document = pandoc.read(b"See @fig-a.\n")
    document.meta = {"citation-style": meta_value("apa")}
    (finding,) = built_in_filter("citations").apply(Prose(document))
    assert finding.severity == "error"
    assert "crossrefs.py" in finding.hint


def test_a_book_that_refers_to_nothing_stays_as_it_is() -> None:
    text = b"![](a.png){#fig-a}\n\n::: {#fig-b}\n![](b.png)\n\nWords.\n:::\n\n[](#fig-b) [@doe]\n"
    document = pandoc.read(text)
    before = document.dumps()
    assert built_in_filter("crossrefs").apply(Prose(document)) == []
    assert document.dumps() == before
