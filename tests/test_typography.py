"""The hard cases that are kept outside the project, and clean texts that must stay clean."""

from __future__ import annotations

import copy
import re
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import pytest

from octavo import pandoc
from octavo.book.filtering import load
from octavo.model.finding import Finding, Tier
from octavo.model.nodes import Document, Node, each_list, inlines, join_strings, meta_value
from octavo.prose.prose import Prose
from tests.cases import read_all
from tests.making import FILTERS
from tests.shared import files, shared

CHAIN = {
    "R": ("mojibake",),
    "Q": ("quotations", "dashes"),
    "D": ("dashes", "ellipses"),
    **dict.fromkeys("FGPU", ("quotations", "dashes", "spacing")),
}
MARKS = "…“”‘’–—«»\N{NO-BREAK SPACE}"


def hard_cases() -> list[Any]:
    (path,) = files("cases/typography.json")
    cases = orjson.loads(path.read_bytes()) if path else []
    return [pytest.param(case, id=case["id"]) for case in cases] or [None]


@cache
def blocks_of(text: str, expected: str) -> tuple[list[Node], list[Node]]:
    first, second = read_all([text, expected])
    return first, second


def through(names: tuple[str, ...], document: Document) -> list[Finding]:
    prose = Prose(document)
    findings: list[Finding] = []
    for name in names:
        findings += load(FILTERS / f"{name}.py").apply(prose)
    prose.tidy()
    return findings


@pytest.mark.parametrize("case", hard_cases())
def test_hard_case(case: dict[str, str]) -> None:
    shared("cases", "typography.json")
    read, wanted = (copy.deepcopy(part) for part in blocks_of(case["in"], case["expected"]))
    each_list(wanted, join_strings)
    document = Document({"lang": meta_value(case["locale"])}, read)
    through(CHAIN[case["id"][0]], document)
    assert document.blocks == wanted


def paragraphs(path: Path, step: int = 1) -> Document:
    """Every so many lines of a clean text as a document of plain paragraphs."""
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    tag = path.stem.split("_")[1] if path.stem.startswith("git") else "en"
    blocks: list[Node] = [{"t": "Para", "c": [{"t": "Str", "c": line}]} for line in lines[::step]]
    return Document({"lang": meta_value(tag)}, blocks)


def damaged(text: str, right: str, wrong: str) -> str:
    """A text whose marks (not its letters) were written in one code page and read in another."""
    return "".join(c if c not in MARKS else c.encode(right).decode(wrong) for c in text)


def corpora() -> Path:
    return shared("corpora")


@pytest.mark.parametrize("upper", [False, True], ids=["as printed", "in capitals"])
@pytest.mark.parametrize("path", files("corpora/*.txt"), ids=lambda path: path and path.stem)
def test_a_clean_text_stays_clean(path: Path, upper: bool) -> None:
    """A sample, every 25th paragraph; damage to a clean text is the worst of all errors."""
    corpora()
    document = paragraphs(path, 25)
    if upper:
        for block in document.blocks:
            block["c"][0]["c"] = block["c"][0]["c"].upper()
    before = copy.deepcopy(document.blocks)
    findings = through(("mojibake",), document)
    assert [f for f in findings if f.tier is Tier.AUTO] == []
    assert document.blocks == before


def wrong_marks(clean: str, hurt: str, mended: str) -> tuple[int, int, int]:
    """How many characters were damaged, how many stayed so, how many came out as others yet."""
    triples = list(zip(clean, hurt, mended, strict=True))
    stayed = sum(a != b and b == c for a, b, c in triples)
    return sum(a != b for a, b, _ in triples), stayed, sum(c not in (a, b) for a, b, c in triples)


@pytest.mark.parametrize(
    ("name", "share"),
    [("se_great-expectations", 0.95), ("se_villette", 0.9), ("git_de_verwandlung", 0.9)],
)
def test_the_marks_of_a_macintosh_come_back(name: str, share: float) -> None:
    """A text damaged on purpose: most comes back, what does not stays, nothing comes out wrong."""
    document = paragraphs(corpora() / f"{name}.txt", 20)
    clean = "\0".join(run.text for run in Prose(document).runs())
    for block in document.blocks:
        block["c"][0]["c"] = damaged(block["c"][0]["c"], "mac_roman", "cp1252")
    hurt = "\0".join(run.text for run in Prose(document).runs())
    through(("mojibake",), document)
    mended = "\0".join(run.text for run in Prose(document).runs())
    count, stayed, wrong = wrong_marks(clean, hurt, mended)
    assert wrong == 0
    assert stayed <= (1 - share) * count


@pytest.mark.parametrize("name", ["se_great-expectations", "se_villette", "git_de_verwandlung"])
def test_utf_8_comes_back(name: str) -> None:
    document = paragraphs(corpora() / f"{name}.txt", 20)
    clean = [run.text for run in Prose(document).runs()]
    for block in document.blocks:
        block["c"][0]["c"] = damaged(block["c"][0]["c"], "utf-8", "sloppy-windows-1252")
    through(("mojibake",), document)
    assert [run.text for run in Prose(document).runs()] == clean


TYPED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


def american(name: str) -> list[str]:
    """The first thousand paragraphs of a text, as the proofreaders left them."""
    text = (corpora() / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line.strip()][:1000]


def british(name: str) -> list[str]:
    """The same without paragraphs that have inner quotations, in single marks."""
    lines = [line for line in american(name) if "‘" not in line]
    return [line.replace("“", "‘").replace("”", "’") for line in lines]


def wrong_quotes(clean: list[str], locale: str) -> tuple[int, int, list[Finding]]:
    """Marks typed straight and set again: how many came out wrong, of how many.

    A mark that is left as it was typed is not wrong; at most fifty in ten thousand are.
    """
    blocks: list[Node] = [{"t": "Para", "c": inlines(line.translate(TYPED))} for line in clean]
    document = Document({"lang": meta_value(locale)}, blocks)
    findings = through(("quotations",), document)
    out = [run.text for run in Prose(document).runs()]
    marks = [(a, b) for x, y in zip(clean, out, strict=True) for a, b in zip(x, y, strict=True)]
    marks = [(a, b) for a, b in marks if a in "“”‘’"]
    still = sum(b in "\"'" for _, b in marks)
    assert still * 10_000 <= 50 * len(marks)
    return sum(a != b for a, b in marks) - still, len(marks), findings


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("se_great-expectations", 5),
        ("se_treasure-island", 5),
        pytest.param("se_pride-and-prejudice", 5, marks=pytest.mark.long),
        pytest.param("se_dracula", 20, marks=pytest.mark.long),
        pytest.param("se_lady-chatterleys-lover", 10, marks=pytest.mark.long),
    ],
)
def test_typed_marks_are_set_as_the_proofreaders_set_them(name: str, most: int) -> None:
    """Errors in ten thousand marks, on the first thousand paragraphs of an American text."""
    wrong, count, findings = wrong_quotes(american(name), "en-US")
    assert wrong * 10_000 <= most * count
    assert sum(finding.tier is not Tier.AUTO for finding in findings) * 100 <= count


@pytest.mark.parametrize(
    ("name", "most"),
    [("se_great-expectations", 10), pytest.param("se_jungle", 5, marks=pytest.mark.long)],
)
def test_typed_marks_are_set_in_a_british_house_too(name: str, most: int) -> None:
    wrong, count, _ = wrong_quotes(
        british(name.replace("se_jungle", "se_the-jungle-book")), "en-GB"
    )
    assert wrong * 10_000 <= most * count


@pytest.mark.parametrize("path", files("corpora/*.txt")[::3], ids=lambda path: path and path.stem)
def test_a_text_in_the_style_of_the_house_stays_as_it_is(path: Path) -> None:
    """Every fifth paragraph: no mark, dash or ellipsis of an American text changes."""
    corpora()
    if not path.stem.startswith("se_"):
        pytest.skip("set in no style of ours")
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    blocks: list[Node] = [{"t": "Para", "c": inlines(line)} for line in lines[::5]]
    document = Document({"lang": meta_value("en-US")}, blocks)
    found = through(("quotations", "dashes", "ellipses"), document)
    assert [finding for finding in found if finding.tier is Tier.AUTO] == []


TERM = re.compile(r"(?<![\w’])'(\w+)'(?!\w)")


@pytest.mark.long
def test_terms_of_a_technical_book_are_quoted_on_both_sides() -> None:
    """Words in single marks, the commonest quotation there, are never read as apostrophes."""
    count = 0
    for path in sorted(shared("books", "five-hundred-lines").glob("*.md")):
        document = Document({"lang": meta_value("en-US")}, pandoc.read(path.read_bytes()).blocks)
        typed = [run.text for run in Prose(document).runs()]
        through(("quotations",), document)
        for before, run in zip(typed, Prose(document).runs(), strict=True):
            for term in TERM.finditer(before):
                count += 1
                assert run.text[term.start()] + run.text[term.end() - 1] == "‘’", term[0]
    assert count >= 25


def test_only_what_a_change_touches_is_read_anew() -> None:
    """Runs are kept from filter to filter; what a filter wrote, and what it split, is seen."""
    source = b"One -- two.\n\nNo dash *here*.^[A -- note.]\n\n- item -- *one -- two*\n"
    document = pandoc.read(source)
    document.meta["lang"] = meta_value("en-GB")
    prose = Prose(document)
    before = list(prose.runs())
    load(FILTERS / "dashes.py").apply(prose)
    prose.tidy()
    now = list(prose.runs())
    fresh = [run.text for run in Prose(document).runs()]
    assert [run.text for run in now] == fresh
    assert [one is two for one, two in zip(before, now, strict=True)] == [False, True, False, False]
    document.blocks = document.blocks[1:]
    assert [run.text for run in prose.runs()] == fresh[1:]
