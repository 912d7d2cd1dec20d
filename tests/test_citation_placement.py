"""The sentence's stop stands where a style's citations want it, and the source keeps its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from octavo import pandoc
from octavo.book.book import Book
from octavo.desk.lint import lint
from octavo.manuscripts.importing import import_manuscripts
from octavo.model.finding import Finding, InputError, Tier
from octavo.press.prepare import Prepared, prepare
from tests.shared import STALINISM, shared

AUTHOR_DATE = [
    "without pay’ (LCW, 27:273). But under",
    "been made’ (LCW, 27:148).\n",
    "bourgeois society. (LCW, 33:430)\n",
    "than a year. (LCW, 29:32–33)\n",
    "too politely’ (LCW, 33:287). In other",
    "the bureaucracy’ (Trotsky, The Revolution Betrayed, 90).\n",
    "revolution’ (Trotsky, Writings, 1935–36, 178). That is",
]
APA = [
    re.sub(r"LCW, (\d+):(\d+–\d+|\d+)", r"LCW, Volume \1, p. \2", words) for words in AUTHOR_DATE
]
APA = [re.sub(r"(Betrayed, |36, )(\d)", r"\1p. \2", words) for words in APA]
APA = [words.replace("p. 32", "pp. 32") for words in APA]
MLA = [re.sub(r"LCW, (\d+):", r"LCW \1: ", words) for words in AUTHOR_DATE]
MLA = [re.sub(r"(Betrayed|36),", r"\1", words) for words in MLA]
OSCOLA = [
    "without pay.’[1] But under",
    "been made’.[2]\n",
    "bourgeois society.[3]\n",
    "than a year.[4]\n",
    "too politely.’[5] In other",
    "the bureaucracy.’[6]\n",
    "revolution.’[7] That is",
]


def book(folder: Path, style: str) -> Path:
    """The manuscript as it is imported, in a style; without it the test is left out."""
    root = folder / "book"
    import_manuscripts([shared(*STALINISM)], root, "en-GB")
    set_style(root, style)
    return root


def set_style(root: Path, style: str) -> None:
    design = root / "metadata" / "design.yaml"
    text = re.sub(
        r"(?m)^citation-style:.*$", f"citation-style: {style}", design.read_text(encoding="utf-8")
    )
    assert style in text
    design.write_text(text, encoding="utf-8")


def built(root: Path) -> Prepared:
    return prepare(Book.open(root))


def running_text(prepared: Prepared) -> str:
    arguments = ["-f", "json", "-t", "plain", "--wrap=none"]
    return pandoc.run(arguments, prepared.document.dumps()).decode().replace("\r\n", "\n")


def moves(prepared: Prepared) -> list[Finding]:
    return [finding for finding in prepared.findings if finding.rule == "cite-placement"]


@pytest.mark.parametrize(
    ("style", "phrases", "moved"),
    [
        ("chicago-author-date", AUTHOR_DATE, 5),
        ("apa", APA, 5),
        ("modern-language-association", MLA, 5),
        ("oscola", OSCOLA, 0),
    ],
)
def test_the_text_around_the_seven_citations(
    tmp_path: Path, style: str, phrases: list[str], moved: int
) -> None:
    prepared = built(book(tmp_path, style))
    text = running_text(prepared)
    for phrase in phrases:
        assert text.count(phrase) == 1, phrase
    found = moves(prepared)
    assert len(found) == moved
    for finding in found:
        assert finding.tier is Tier.AUTO
        assert finding.place is not None
        assert finding.place.line
        assert finding.before == f".{finding.after[:-1]}"
        assert finding.after.endswith("].")
        assert finding.context[1][:1] in ("", " ")


@pytest.mark.parametrize(
    "style",
    ["chicago-author-date", pytest.param("modern-language-association", marks=pytest.mark.long)],
)
def test_a_fix_writes_the_citations_and_keeps_the_stops(tmp_path: Path, style: str) -> None:
    root = book(tmp_path, style)
    fixed = lint(Book.open(root), [], fix=True)
    source = (root / "source" / "01-the-rise-of-stalinism.md").read_text(encoding="utf-8")
    assert len(re.findall(r"\[@(?:lcw|trotsky)", source)) == 7
    assert "without pay.’ [@lcw, vol. 27, p. 273] But" in source
    assert "been made’. [@lcw, vol. 27, p. 148]" in source
    assert not any("could not be made" in sentence for sentence in fixed.messages)
    assert "There was nothing to change." in lint(Book.open(root), [], fix=True).messages
    assert len(moves(built(root))) == 5
    set_style(root, "oscola")
    assert OSCOLA[0] in running_text(built(root))


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("references.json", '[\n {"id": "lcw"}\n]\n', "metadata/references.json:2: Entry 1"),
        ("abbreviations.yaml", "LCW: lcv\n", "metadata/abbreviations.yaml:1"),
    ],
)
def test_a_fault_of_the_bibliography_names_the_file_below_the_book(
    tmp_path: Path, name: str, text: str, says: str
) -> None:
    root = book(tmp_path, "apa")
    (root / "metadata" / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        built(root)
    assert str(caught.value).startswith(says)


def test_an_unfinished_work_is_told_with_its_file_and_line(tmp_path: Path) -> None:
    findings = built(book(tmp_path, "apa")).findings
    drafts = [str(f.place) for f in findings if f.rule == "import-citation-stub"]
    assert drafts[0] == "metadata/references.json:2"
    assert len(drafts) == 3
    assert not [f for f in findings if f.rule == "cite-no-date"]
