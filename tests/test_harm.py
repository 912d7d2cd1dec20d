"""The bench that lists what the filters change in clean texts: places, draws, verdicts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import harm

NAMES = {"rule": "dash-range", "change": "- → –", "left": "pp. 3", "right": "5"}


def made(**cells: str) -> harm.Made:
    return harm.Made("en.a", 1, **(NAMES | cells))


def test_places_and_words_are_those_of_the_text_as_it_was_read() -> None:
    lines = ["Nothing here.", 'She "said" it, pp. 32-35,  and "went".']
    found = {one.change: one for one in harm.changes("en.a", lines, "en-GB")}
    ranged = found["- → –"]
    assert (ranged.paragraph, ranged.left) == (2, 'She "said" it, pp. 32')
    assert ranged.right == '35,  and "went".'
    assert found["␣ → ⍽"].right.startswith("32-35")


def test_a_line_can_be_read_back() -> None:
    one = made(left="a\N{NO-BREAK SPACE}b".translate(harm.SIGNS))
    assert harm.Made.read(one.line("wrong: a sum")) == (one, "wrong: a sum")


def test_rare_rules_are_read_whole_and_others_drawn_the_same_way() -> None:
    many = [made(left=str(n)) for n in range(1000)]
    rare = [made(left=str(n), rule="ligature") for n in range(harm.RARE - 1)]
    first = harm.drawn(many + rare)
    assert set(rare) <= set(first)
    assert harm.DRAWN <= len(first) < harm.DRAWN + harm.RARE
    fewer = [one for one in many if one not in first[:1]]
    assert set(first[1:]) <= set(harm.drawn(fewer + rare))


@pytest.mark.parametrize(
    ("verdict", "now", "expected"),
    [
        ("right", True, (1, 0, 0, 0)),
        ("wrong: a name", True, (1, 1, 0, 0)),
        ("", True, (0, 0, 0, 1)),
        ("right", False, (0, 0, 1, 0)),
        ("wrong", False, (0, 0, 0, 0)),
    ],
)
def test_account(verdict: str, now: bool, expected: tuple[int, ...]) -> None:
    harvest = harm.Harvest("en", 1, {"en.a"}, [made()] if now else [])
    what = harm.account(harvest, [(made(), verdict)], harm.Wanted())
    assert (what.read, what.wrong, len(what.gone), len(what.unread)) == expected


def test_texts_that_are_not_there_are_no_complaint() -> None:
    what = harm.account(harm.Harvest("en"), [(made(), "right")], harm.Wanted())
    assert (what.read, what.gone) == (0, [])


def test_the_whole_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "en.a.txt").write_text("See pp. 32-35\nof it.\n\nNo.\n", encoding="utf-8")
    (tmp_path / "nl.b.txt").write_text("Niets.\n", encoding="utf-8")
    assert harm.main([str(tmp_path), "--lists", str(tmp_path / "lists"), "--but", "space"]) == 1
    assert "en-US: 6 words, 1 changes; read 0, wrong 0 (-)" in capsys.readouterr().out
    lines = harm.verdicts(tmp_path / "lists" / "en.tsv")
    assert [(one.rule, one.right, verdict) for one, verdict in lines] == [
        ("dash-range", "35 of it.", "")
    ]
    assert harm.main([str(tmp_path), "--only", "nl"]) == 0
