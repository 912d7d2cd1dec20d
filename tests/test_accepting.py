"""What a filter suggests can be accepted: alone, beside others, on what another filter made."""

from __future__ import annotations

import copy
from itertools import combinations
from pathlib import Path

import pytest

from octavo.book.book import Book
from octavo.book.decisions import Decision
from octavo.book.replay import Replay
from octavo.desk.carry import Filtered, filtered
from octavo.model.finding import Finding, Tier
from octavo.model.nodes import Document, stringify
from octavo.prose.prose import Prose
from tests import cases
from tests.decided_books import found, make_book, octavo, text_of
from tests.test_cases import FILES, filter_of

STRAIGHT = """Straight "marks" stand here, "and" here, "and" there, "with" others, "so" that "these"
are the house's own, "as" the "text" types "them", "again" and "again".
"""
DAMAGED = f"""# Proofs

{STRAIGHT}
Pope had it: ÒWhoever thinks a faultless Piece to see, Thinks what neÕer was, nor is, nor eÕer shall
be.Ó A reader works with less élan, and what ought to be there is notÉ Then the copy comes.
"""
CROWDED = f"""# Proofs

{STRAIGHT}
Marx met Engels in Paris; Engels met Bebel in London. The ÒMarx-Engels-Bebel and
Engels-Marx-BebelÓ letters are lost; in the the ÒBebel-Marx-EngelsÓ papers they arenÕt, nor
in any  petty bourgeois  house. A twentieth century “Bebel-Engels-Marx” is to be had.
"""
LEVEL = "quotation-level"
CHOICE = "-ambiguous"
"""How the rules end by which one of several works is meant: the editor types which."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_suggestion_of_a_filter_can_be_accepted(path: Path) -> None:
    """It is asked of the editor's decisions, and so written where she accepted it."""
    wanting = []
    for number, case in enumerate(cases.load(path)):
        asked: set[tuple[str, str, str]] = set()

        def settle(finding: Finding, asked: set[tuple[str, str, str]] = asked) -> Finding:
            asked.add((finding.rule, finding.before, finding.after))
            return finding

        document = Document(copy.deepcopy(case.meta), copy.deepcopy(cases.read(path)[number][0]))
        prose = Prose(document, settle=settle)
        prose.trace.number(0, document.blocks)
        for finding in filter_of(path).apply(prose):
            key = (finding.rule, finding.before, finding.after)
            if (
                finding.tier is Tier.SUGGEST
                and key not in asked
                and not finding.rule.endswith(CHOICE)
            ):
                wanting.append((case.title, *key))
    assert wanting == []


def test_what_stands_on_an_earlier_change_is_accepted_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both are written in their order, and one undo takes both back."""
    book = make_book(tmp_path / "b", DAMAGED)
    chapter = book / "source" / "01-letters.md"
    before = chapter.read_bytes()
    levels = [f for f in found(book, LEVEL) if f.tier is Tier.SUGGEST]
    assert [(f.before, f.after) for f in levels] == [("“", "‘"), ("”", "’")]
    octavo(book, "lint")
    lines = [line.split(f"{LEVEL} ") for line in capsys.readouterr().out.splitlines()]
    ids = [parts[1].split("]")[0] for parts in lines if len(parts) > 1]
    assert octavo(book, "decide", *ids, "--accept") == 0
    assert "Pope had it: ‘Whoever" in text_of(book)
    assert octavo(book, "lint", "--fix") == 0
    assert "Pope had it: ‘Whoever thinks" in (fixed := chapter.read_text(encoding="utf-8"))
    assert "shall\nbe.’ A reader" in fixed
    assert octavo(book, "undo", str(book / ".octavo" / "undo" / "0001.patch")) == 0
    assert chapter.read_bytes() == before
    assert "Pope had it: ‘Whoever" in text_of(book)


def read(book: Book, *decisions: Decision) -> Filtered:
    return filtered(book, Replay(decisions, book.chapters))


def suggestions(one: Filtered) -> list[Finding]:
    return [f for f in one.findings if f.tier is Tier.SUGGEST and f.anchor]


def words(one: Filtered) -> str:
    return "\n".join(stringify(blocks) for blocks in one.blocks)


def key(finding: Finding) -> tuple[str, str, str, object]:
    return finding.rule, finding.before, finding.after, finding.anchor


def touch(one: Finding, other: Finding) -> bool:
    """Whether two findings of different rules are about the same word, or the next."""
    assert one.anchor
    assert other.anchor
    near = one.anchor.start[0] <= other.anchor.end[0] + 1
    return one.rule != other.rule and near and other.anchor.start[0] <= one.anchor.end[0] + 1


def accepted(book: Book, *findings: Finding) -> str:
    """Accept findings one after the other, each as it is proposed when the others are made."""
    made: list[Decision] = []
    for finding in findings:
        now = read(book, *made)
        again = [f for f in suggestions(now) if key(f) == key(finding)]
        made += [now.replay.decide(f, accept=True, reason="") for f in again]
    return words(read(book, *made))


def test_two_findings_at_one_place_are_accepted_in_either_order(tmp_path: Path) -> None:
    book = Book.open(make_book(tmp_path / "b", CROWDED))
    first = read(book)
    pairs = [pair for pair in combinations(suggestions(first), 2) if touch(*pair)]
    assert len(pairs) >= 3
    for one, other in pairs:
        both = accepted(book, one, other)
        assert both == accepted(book, other, one) != words(first)


def test_all_that_is_accepted_at_crowded_places_is_written_by_one_fix(tmp_path: Path) -> None:
    book = make_book(tmp_path / "b", CROWDED)
    chapter = book / "source" / "01-letters.md"
    before = chapter.read_bytes()
    assert octavo(book, "decide", "--accept", "--rule", LEVEL, "--rule", "dash-names",
                  "--rule", "word-doubled") == 0  # fmt: skip
    whole = words(read(Book.open(book), *Book.open(book).decisions))
    assert octavo(book, "lint", "--fix") == 0
    fixed = chapter.read_text(encoding="utf-8")
    assert "The ‘Marx–Engels–Bebel and\nEngels–Marx–Bebel’ letters" in fixed
    assert "in the ‘Bebel–Marx–Engels’ papers they aren’t" in fixed
    assert words(read(Book.open(book))) == whole
    assert octavo(book, "undo", str(book / ".octavo" / "undo" / "0001.patch")) == 0
    assert chapter.read_bytes() == before
