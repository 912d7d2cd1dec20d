"""Every filter against its cases, and what holds for every filter whatever it does."""

from __future__ import annotations

import copy
import doctest
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import orjson
import pytest

from octavo import pandoc
from octavo.book.filtering import load
from octavo.model.finding import Finding, Tier
from octavo.model.nodes import Document, Node, each_list, join_strings, meta_value, walk
from octavo.model.rules import raised_by
from octavo.prose.prose import Prose
from tests import cases
from tests.cases import Case
from tests.making import FILTERS

FILES = sorted(cases.FOLDER.glob("*.md"))
NAMES = sorted(path.stem for path in FILTERS.glob("*.py"))


@cache
def filter_of(path: Path) -> ModuleType:
    return load(FILTERS / f"{path.stem}.py")


def each_case(*, known_failures: bool = False, writing: bool = True) -> list[Any]:
    """Every case; a known failure is looked at by `test_case` alone, and must fail there.

    Without `writing`, only the cases of filters that change no letters.
    """
    found = []
    for path in FILES:
        if not writing and getattr(filter_of(path), "WRITES_WORDS", False):
            continue
        for number, case in enumerate(cases.load(path)):
            marks = [pytest.mark.xfail(strict=True)] if case.known_failure else []
            if known_failures or not marks:
                name = f"{path.stem}: {case.title}"
                found.append(pytest.param(path, number, id=name, marks=marks))
    return found


ALL = each_case(known_failures=True)
GOOD = each_case()
KEEPING_WORDS = each_case(writing=False)
RECORDED = KEEPING_WORDS + [case for case in GOOD if str(case.id).startswith("mojibake: ")]
"""The other filters that write words put nodes where words stood."""


def document_of(path: Path, number: int) -> Document:
    """A case's text, fresh."""
    meta = cases.load(path)[number].meta
    return Document(copy.deepcopy(meta), copy.deepcopy(cases.read(path)[number][0]))


def run(module: ModuleType, document: Document) -> list[Finding]:
    """Apply a filter in process, with every Str numbered so that findings have their places."""
    prose = Prose(document)
    prose.trace.number(0, document.blocks)
    findings: list[Finding] = module.apply(prose)
    prose.tidy()
    return findings


def tidied(blocks: list[Node]) -> list[Node]:
    """Blocks as pandoc's reader joins them: an entity leaves two Str side by side.

    A citation says by its parts what it is; the words in it, for readers without a processor, are
    the author's own.
    """
    blocks = copy.deepcopy(blocks)
    each_list(blocks, join_strings)
    for node in walk(blocks):
        if node["t"] == "Cite":
            node["c"][1] = []
    return blocks


@pytest.mark.parametrize(("path", "number"), ALL)
def test_case(path: Path, number: int, accept: bool) -> None:
    case = cases.load(path)[number]
    document = document_of(path, number)
    findings = run(filter_of(path), document)
    if accept:
        renew(path, case, document, findings)
        return
    assert tidied(document.blocks) == tidied(cases.read(path)[number][1])
    listed = cases.listed(case)
    if listed is not None:
        assert cases.told(findings) == listed


def renew(path: Path, case: Case, document: Document, findings: list[Finding]) -> None:
    if case.known_failure:
        return
    same = tidied(document.blocks) == tidied(cases.read_all([case.blocks["in"]])[0])
    if case.section == cases.UNCHANGED and not same:
        pytest.fail("A case of what must not change has changed: --accept leaves it as it is.")
    kept = tidied(document.blocks) == tidied(cases.read_all([case.expected])[0])
    out = None if same else case.blocks["out"] if kept else cases.write(document.blocks)
    told = cases.told(findings) if "findings" in case.blocks else None
    cases.renew(path, case.title, out, told)


@pytest.mark.parametrize(("path", "number"), GOOD)
def test_twice_is_once(path: Path, number: int) -> None:
    document = document_of(path, number)
    run(filter_of(path), document)
    once = copy.deepcopy(document.blocks)
    again = run(filter_of(path), document)
    assert document.blocks == once
    assert [f for f in again if f.tier is Tier.AUTO] == []


def each_setting() -> list[Any]:
    """The cases of each file by their settings: the most of a file of one setting, others long."""
    found = []
    for path in FILES:
        groups: dict[bytes, list[int]] = {}
        for number, case in enumerate(cases.load(path)):
            groups.setdefault(orjson.dumps(case.settings), []).append(number)
        for place, numbers in enumerate(sorted(groups.values(), key=len, reverse=True)):
            marks = [pytest.mark.long] if place else []
            found.append(pytest.param(path, numbers, id=f"{path.stem}-{place}", marks=marks))
    return found


@pytest.mark.parametrize(("path", "numbers"), each_setting())
def test_pandoc_gives_the_same(path: Path, numbers: list[int]) -> None:
    """The filter under `pandoc --filter` and in process: one call for all cases of one setting."""
    document = gathered(path, numbers)
    alone, told = under_pandoc(FILTERS / f"{path.stem}.py", document)
    findings = run(filter_of(path), document)
    assert alone.blocks == Document.loads(document.dumps()).blocks
    assert len(told) >= len(findings)


def gathered(path: Path, numbers: list[int]) -> Document:
    """Several cases in one document, each in a Div of its own."""
    documents = [document_of(path, number) for number in numbers]
    divs = [{"t": "Div", "c": [["", [], []], document.blocks]} for document in documents]
    return Document(documents[0].meta, divs)


def under_pandoc(path: Path, document: Document) -> tuple[Document, list[str]]:
    """A document through pandoc with one filter, by the Python that runs the tests."""
    folder = str(Path(sys.executable).parent)
    environment = {
        **os.environ,
        "PATH": folder + os.pathsep + os.environ.get("PATH", ""),
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        [pandoc.program(), "-f", "json", "-t", "json", "--filter", str(path)],
        input=document.dumps(),
        capture_output=True,
        env=environment,
        check=False,
    )
    error = done.stderr.decode()
    assert done.returncode == 0 or "Filter returned error status 1" in error, error
    if done.returncode:
        pytest.skip("the filter found errors, and pandoc stops there")
    return Document.loads(done.stdout), error.splitlines()


@pytest.mark.parametrize(("path", "number"), KEEPING_WORDS)
def test_words_stay(path: Path, number: int) -> None:
    """Letters and digits are nobody's to change, unless the filter says that it writes words."""
    document = document_of(path, number)
    before = letters(document)
    run(filter_of(path), document)
    assert letters(document) == before


def letters(document: Document) -> list[str]:
    texts = (run.text for run in Prose(document).runs())
    return ["".join(c for c in text if c.isalnum()) for text in texts]


@pytest.mark.parametrize(("path", "number"), GOOD)
def test_literals_stay(path: Path, number: int) -> None:
    module = filter_of(path)
    document = document_of(path, number)
    before = literals(document)
    run(module, document)
    after = literals(document)
    if getattr(module, "WRITES_WORDS", False):
        rest = iter(after)
        after = [item for item in before if item in rest]
    assert after == before


def literals(document: Document) -> list[Any]:
    """Code, raw markup, formulas, the targets of links and images, and citekeys."""
    found: list[Any] = []
    for node in walk(document.blocks):
        kind = node["t"]
        if kind in ("Code", "CodeBlock", "RawInline", "RawBlock", "Math"):
            found.append(node["c"])
        elif kind in ("Link", "Image"):
            found.append(node["c"][2])
        elif kind == "Cite":
            found += [citation["citationId"] for citation in node["c"][0]]
    return copy.deepcopy(found)


@pytest.mark.parametrize(("path", "number"), GOOD)
def test_a_specimen_stays(path: Path, number: int) -> None:
    """The same text as code, as a formula, as raw markup, as a citation, as a literal span."""
    case = cases.load(path)[number]
    text = case.blocks["in"]
    span = {"t": "Span", "c": [["", ["verbatim"], []], [{"t": "Str", "c": text}]]}
    citation = {
        "citationId": text,
        "citationPrefix": [],
        "citationSuffix": [],
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 1,
        "citationHash": 0,
    }
    content: list[Node] = [
        {"t": "Code", "c": [["", [], []], text]},
        {"t": "Math", "c": [{"t": "InlineMath"}, text]},
        {"t": "RawInline", "c": ["html", text]},
        {"t": "Cite", "c": [[citation], [{"t": "Str", "c": text}]]},
        span,
    ]
    blocks: list[Node] = [
        {"t": "Para", "c": content},
        {"t": "CodeBlock", "c": [["", [], []], text]},
        {"t": "RawBlock", "c": ["html", text]},
    ]
    document = Document(case.meta, copy.deepcopy(blocks))
    findings = run(filter_of(path), document)
    assert document.blocks == blocks
    assert [f for f in findings if f.tier is Tier.AUTO] == []


@pytest.mark.parametrize(("path", "number"), RECORDED)
def test_every_change_is_recorded(path: Path, number: int) -> None:
    """The findings alone, laid on the text as read, give the text as written; and back."""
    module = filter_of(path)
    document = document_of(path, number)
    before = flat(document)
    findings = [f for f in run(module, document) if f.tier is Tier.AUTO]
    places: dict[tuple[int, int], int] = {
        place: at for at, place in enumerate(before[1]) if place is not None
    }
    text = before[0]
    for finding in sorted(findings, key=lambda f: where(f, places), reverse=True):
        start = where(finding, places)
        end = start + len(finding.before)
        assert text[start:end] == finding.before
        text = text[:start] + words_of(finding) + text[end:]
    assert text == flat(document)[0]


def words_of(finding: Finding) -> str:
    """The words that a finding writes, without the signs of Markdown that set them apart."""
    return finding.after.strip("*^") if finding.is_markup else finding.after


def where(finding: Finding, places: dict[tuple[int, int], int]) -> int:
    """Where a finding starts in the flat text. A change that starts with a space lies after
    the last character of the Str before it."""
    assert finding.anchor is not None
    ordinal, offset = finding.anchor.start
    if (ordinal, offset) in places:
        return places[ordinal, offset]
    return places[ordinal, offset - 1] + 1


def flat(document: Document) -> tuple[str, list[tuple[int, int] | None]]:
    """The text of all Runs, and for each character the number of its Str and its place in it."""
    prose = Prose(document)
    prose.trace.number(0, document.blocks)
    text, places = "", []
    for part in prose.runs():
        text += part.text + "\0"
        spots: list[tuple[int, int] | None] = [None] * (len(part.text) + 1)
        for piece in part.pieces:
            point = prose.trace.point(piece.node, 0) if piece.node is not None else None
            if point is not None:
                for offset in range(piece.end - piece.start):
                    spots[piece.start + offset] = (point[1], offset)
        places += spots
    return text, places


@pytest.mark.parametrize("name", NAMES)
def test_a_filter_explains_itself(name: str) -> None:
    module = load(FILTERS / f"{name}.py")
    text = module.__doc__ or ""
    for part in ("Does\n", "Because\n", "Before → After\n", "Leaves alone\n", "Settings\n"):
        assert f"\n{part}" in text


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_of_a_filter_hold(name: str) -> None:
    results = doctest.testmod(load(FILTERS / f"{name}.py"))
    assert results.attempted
    assert not results.failed


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_findings_bear_the_names_of_rules(path: Path) -> None:
    module = filter_of(path)
    rules = {rule.name for rule in raised_by(path.stem)}
    for number in range(len(cases.load(path))):
        assert {finding.rule for finding in run(module, document_of(path, number))} <= rules


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_of_cases_is_whole(path: Path) -> None:
    """Each case has a text and a title of its own, and the file says what must not change."""
    all_cases = cases.load(path)
    assert len({case.title for case in all_cases}) == len(all_cases)
    assert all("in" in case.blocks and case.section for case in all_cases)
    assert cases.UNCHANGED in {case.section for case in all_cases}


def test_a_setting_nobody_knows_is_one_clear_line() -> None:
    document = Document({"house-style": meta_value("xx-YY")}, [])
    with pytest.raises(Exception, match=r"house style 'xx-YY'.*Choose from"):
        load(FILTERS / "dashes.py").apply(Prose(document))


def test_accept_writes_what_a_case_gives_now(tmp_path: Path) -> None:
    path = tmp_path / "some.md"
    before = (
        "# Made up\n\n## one\n\n``` in\na...\n```\n\n``` out\nold\n```\n\n"
        "## two {.known-failure}\n\n```` in\n```\n## no case\n```\n````\n"
    )
    path.write_text(before, encoding="utf-8")
    cases.renew(path, "one", "a…", ["ellipsis-typed: ... → …"])
    one, two = cases.load(path)
    assert one.blocks == {"in": "a...", "out": "a…", "findings": "ellipsis-typed: ... → …"}
    assert two.known_failure
    assert two.blocks == {"in": "```\n## no case\n```"}
    cases.renew(path, "one", None, None)
    assert "old" not in path.read_text(encoding="utf-8")
    assert path.read_text(encoding="utf-8").count("```` in") == 1
