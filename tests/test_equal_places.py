"""Places with the same words around them are decided one by one, and in linear time."""

from __future__ import annotations

import gc
import re
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.book import decisions
from octavo.book.book import Book
from octavo.book.chapter import Chapter
from octavo.book.decisions import Decision
from octavo.book.replay import Replay
from octavo.book.surroundings import Words
from octavo.desk.decide import Desk, Verdict
from octavo.manuscripts.folder import new
from octavo.model.finding import Anchor, Finding, InputError, Tier
from octavo.model.nodes import Document, stringify, walk
from octavo.press.prepare import prepare
from octavo.verbs import command as verbs
from tests.examples import examples

EN = "\N{EN DASH}"
NAMES = "Marx met Engels in Paris; Engels met Bebel; Bebel met Marx.\n\n"
REFRAIN = (
    "And still, as they all say, the Marx-Engels-Bebel Bebel-Marx-Engels letters are lost to all"
    " of us.\n\n"
)


def make_book(root: Path, text: str) -> Path:
    new.make(root, "A Book of Letters")
    for chapter in (root / "source").glob("*.md"):
        chapter.unlink()
    (root / "source" / "01.md").write_text(f"# One\n\n{text}", encoding="utf-8")
    return root


def octavo(book: Path, *arguments: str) -> int:
    return verbs.run([*arguments, "--project", str(book)])


def waiting(book: Path) -> list[Finding]:
    desk = Desk.of(Book.open(book))
    return [f for f in desk.suggestions if f.rule == "dash-names"]


def refrains(book: Path) -> list[str]:
    blocks = prepare(Book.open(book), cite=False).document.blocks
    paragraphs = [stringify(node["c"]) for node in walk(blocks) if node["t"] == "Para"]
    return [words.split()[7] for words in paragraphs if words.startswith("And still")]


def test_equal_places_have_names_of_their_own(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", NAMES + REFRAIN * 3)
    ids = [finding.id for finding in waiting(book)]
    assert len(set(ids)) == len(ids) == 6
    assert ids[2:] == [f"{ids[0]}-2", f"{ids[1]}-2", f"{ids[0]}-3", f"{ids[1]}-3"]


def test_one_is_accepted_and_its_equal_rejected(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", NAMES + REFRAIN * 2)
    first, _, second, _ = (finding.id for finding in waiting(book))
    assert octavo(book, "decide", first, "--accept") == 0
    assert octavo(book, "decide", second, "--reject") == 0
    assert [(d.accept, d.occurrence) for d in decisions.load(book)] == [(True, "1"), (False, "2")]
    assert refrains(book) == [f"Marx{EN}Engels{EN}Bebel", "Marx-Engels-Bebel"]


def test_an_answer_does_not_rename_what_still_waits(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", NAMES + REFRAIN * 3)
    before = [finding.id for finding in waiting(book)]
    assert octavo(book, "decide", before[0], before[3], "--reject") == 0
    assert [f.id for f in waiting(book)] == [before[1], before[2], before[4], before[5]]
    assert octavo(book, "decide", before[2], "--accept") == 0
    assert [f.id for f in waiting(book)] == [before[1], before[4], before[5]]


def test_a_decision_without_an_occurrence_is_about_all_equal_places(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", NAMES + REFRAIN * 2)
    octavo(book, "decide", waiting(book)[0].id, "--accept")
    path = book / decisions.FILE
    path.write_text(path.read_text("utf-8").replace("  occurrence: 1\n", ""), encoding="utf-8")
    assert refrains(book) == [f"Marx{EN}Engels{EN}Bebel"] * 2


def test_what_an_answer_replaces_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = make_book(tmp_path / "book", NAMES + REFRAIN)
    name = waiting(book)[0].id
    octavo(book, "decide", name, "--accept")
    assert "replaced" not in capsys.readouterr().out
    octavo(book, "decide", name, "--reject")
    printed = capsys.readouterr().out
    change = f"“Marx-Engels-Bebel” → “Marx{EN}Engels{EN}Bebel”"
    assert f"{decisions.FILE}:3: replaced “accept” for {change} (dash-names)." in printed


def test_an_occurrence_that_is_gone_is_shown(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", NAMES + REFRAIN * 2)
    octavo(book, "decide", waiting(book)[2].id, "--reject")
    (book / "source" / "01.md").write_text(f"# One\n\n{NAMES}{REFRAIN}", encoding="utf-8")
    found = prepare(Book.open(book), cite=False).findings
    (stale,) = (f for f in found if f.rule == "decision-unused")
    assert "fewer times" in stale.message


@pytest.mark.parametrize("value", ["0", "-1", "two", "1.5", '" 1"', "٣"])
def test_an_occurrence_is_a_number_from_one(tmp_path: Path, value: str) -> None:
    entry = f"- decision: accept\n  rule: x\n  file: y\n  occurrence: {value}\n"
    (tmp_path / "metadata").mkdir()
    (tmp_path / decisions.FILE).write_text(entry, encoding="utf-8")
    with pytest.raises(InputError, match="occurrence") as caught:
        decisions.load(tmp_path)
    assert caught.value.place is not None
    assert caught.value.place.line == 4


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.sampled_from(["one", "two", "two,", "—", "--", "three", "four."]), max_size=60))
def test_equal_places_are_counted_as_a_plain_search_counts_them(pieces: list[str]) -> None:
    words = Words.of([{"t": "Para", "c": [{"t": "Str", "c": " ".join(pieces)}]}])

    def around(at: int) -> tuple[str, str]:
        left, right = words.around(Anchor(0, (0, at), (0, at + 1)))
        return decisions.fold(left), decisions.fold(right)

    met: Counter[tuple[str, str]] = Counter()
    for match in re.finditer("two", words.text):
        at = match.start() + 2
        met[around(at)] += 1
        number, _ = words.occurrence(Anchor(0, (0, at), (0, at + 1)))
        assert number == met[around(at)]


def book_of_ranges(count: int) -> tuple[list[Chapter], list[Finding]]:
    """A chapter with many suggestions of one kind, as a price list or a register has them."""
    strings = [f"w{n} w{n + 1} w{n + 2} {n}-{n + 1}" for n in range(count)]
    blocks = [{"t": "Para", "c": [{"t": "Str", "c": text}]} for text in strings]
    data = Document({}, blocks).dumps()
    findings = [
        Finding("dash-range", "", tier=Tier.SUGGEST, before="-", after=EN, anchor=anchor)
        for n, text in enumerate(strings)
        for anchor in [Anchor(0, (n, text.index("-")), (n, text.index("-") + 1))]
    ]
    return [Chapter("source/01.md", "", data)], findings


def seconds(count: int) -> float:
    """CPU seconds of deciding and replaying, the best of five, without the garbage collector."""
    chapters, findings = book_of_ranges(count)
    best = float("inf")
    gc.disable()
    try:
        for _ in range(5):
            started = time.process_time()
            _decide_and_replay(chapters, findings)
            best = min(best, time.process_time() - started)
    finally:
        gc.enable()
    return best


def _decide_and_replay(chapters: list[Chapter], findings: list[Finding]) -> None:
    desk = Replay((), chapters)
    made: list[Decision] = [desk.decide(f, accept=False, reason="") for f in findings]
    replay = Replay(tuple(made), chapters)
    assert [replay.settle(finding) for finding in findings] == [None] * len(findings)
    assert replay.unused() == []


@pytest.mark.long
def test_twice_the_decisions_cost_twice_the_time() -> None:
    few, many = seconds(1_000), seconds(2_000)
    assert many < 3 * few, (few, many)  # four times, if each decision met all others


def test_a_verdict_on_a_hundred_places_is_one(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", NAMES + REFRAIN * 20)
    desk = Desk.of(Book.open(book))
    desk.settle(desk.suggestions, Verdict(accept=True))
    assert [d.occurrence for d in decisions.load(book)].count("20") == 2
    assert refrains(book) == [f"Marx{EN}Engels{EN}Bebel"] * 20
