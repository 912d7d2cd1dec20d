"""Words of a Word file have the looks of styles, and none by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.formats import archive
from octavo.formats.docx.format import FORMAT
from octavo.formats.docx.xml import parse
from octavo.model.artefact import Artefact, Job
from tests.docx_books import VARIED, W, canon, part, text, written

BY_HAND = ("b", "i", "u", "strike", "smallCaps", "vertAlign", "rFonts", "sz", "color")
TEXT = """\
# One

*Slant*, **weight**, ***both***, ~~gone~~, [low]{.smallcaps}, [line]{.underline}, H~2~O, x^n^,
*a `code` word*,
[*Moby-Dick*]{.book-title}, [*Typee **II*** 3]{.book-title},
**[a link](https://example.org/)** and a *note.[^n]*

[^n]: *Slant* again.

::: epigraph
> A motto, and *a word*.
:::
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Artefact, Job]:
    return written(tmp_path_factory.mktemp("looks"), TEXT)


def looks(artefact: Artefact, name: str = "word/document.xml") -> dict[str, str]:
    """The name of the character style of each run that has one, by the run's words."""
    styles = part(artefact, "word/styles.xml")
    names = {
        one.get(f"{W}styleId"): one.find(f"{W}name").get(f"{W}val")  # type: ignore[union-attr]
        for one in styles.iter(f"{W}style")
    }
    runs = part(artefact, name).iter(f"{W}r")
    styled = [(run, run.find(f"{W}rPr/{W}rStyle")) for run in runs]
    return {text(run): str(names[one.get(f"{W}val")]) for run, one in styled if one is not None}


def test_each_look_is_a_style(made: tuple[Artefact, Job]) -> None:
    artefact, job = made
    expected = {
        "Slant": "Emphasis",
        "weight": "Strong",
        "both": "Strong Emphasis",
        "gone": "Struck Out",
        "low": "Small Capitals",
        "line": "Underlined",
        "2": "Subscript",
        "n": "Superscript",
        "code": "Verbatim Char Emphasis",
        "a link": "Hyperlink Strong",
        "Moby-Dick": "Book Title",
        "Typee ": "Book Title",
        "II": "Book Title Strong",
        "": "footnote reference",
    }
    styles = looks(artefact)
    assert {words: styles.get(words) for words in expected} == expected
    assert looks(artefact, "word/footnotes.xml")["Slant"] == "Emphasis"
    assert FORMAT.read(artefact, job) == canon(job)
    assert FORMAT.check(artefact, job) == []


def test_a_style_of_two_looks_is_based_on_what_the_words_had(made: tuple[Artefact, Job]) -> None:
    styles = {one.get(f"{W}styleId"): one for one in part(made[0], "word/styles.xml")}
    code = styles["VerbatimCharEmphasis"]
    assert code.find(f"{W}basedOn").get(f"{W}val") == "VerbatimChar"  # type: ignore[union-attr]
    assert code.find(f"{W}rPr/{W}i") is not None
    for name in ("Emphasis", "Strong"):
        assert styles[name].get(f"{W}customStyle") is None, "Word's own"


@pytest.mark.parametrize("markdown", [TEXT, VARIED], ids=["looks", "varied"])
def test_no_words_have_a_look_by_hand(markdown: str, tmp_path: Path) -> None:
    artefact, _ = written(tmp_path, markdown)
    members = archive.read(artefact.path)
    stories = [n for n in members if n.startswith(("word/document", "word/foot", "word/head"))]
    for name in stories:
        for properties in parse(members[name]).iter(f"{W}rPr"):
            assert not [one for one in properties if str(one.tag).removeprefix(W) in BY_HAND]


def test_the_language_of_words_is_said(tmp_path: Path) -> None:
    artefact, _ = written(tmp_path, "# One\n\nA [*mot*]{lang=fr} and [слово]{lang=ru}.\n")
    runs = [
        r for r in part(artefact, "word/document.xml").iter(f"{W}r") if r.find(f"{W}t") is not None
    ]
    spoken = {text(r): r.find(f"{W}rPr/{W}lang") for r in runs}
    assert {w: one.get(f"{W}val") for w, one in spoken.items() if one is not None} == {
        "mot": "fr",
        "слово": "ru",
    }
