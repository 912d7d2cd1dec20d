"""The labels of faked headings: whole, in two halves and a third list, and counted rightly."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import import_headings as labelled
from tests.styled_files import P, docx

SPECIAL = {"title", "subtitle", "author", "either"}
ALL = [one for which in labelled.LISTS for one in labelled.manuscripts(which)]
ONE = labelled.Manuscript(
    "one",
    "0" * 64,
    "made",
    "en",
    "report",
    12,
    10,
    (
        labelled.Label(0, "title", False, ""),
        labelled.Label(1, "author", False, ""),
        labelled.Label(2, 1, False, ""),
        labelled.Label(4, 2, False, ""),
        labelled.Label(5, 2, True, ""),
        labelled.Label(6, "either", False, ""),
    ),
)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_labels_are_whole(one: labelled.Manuscript) -> None:
    places = [label.index for label in one.labels]
    assert places == sorted(set(places))
    assert all(place < one.until <= one.paragraphs for place in places)
    assert all(label.level in SPECIAL or label.level in range(1, 7) for label in one.labels)
    assert all(len(label.words.split()) <= 3 for label in one.labels)
    assert ": " in one.source or one.source.startswith("made from ")


def test_no_file_stands_in_two_lists_and_each_half_has_enough() -> None:
    halves = [labelled.manuscripts(half) for half in labelled.HALVES]
    assert len({one.sha256 for one in ALL}) == len({one.name for one in ALL}) == len(ALL)
    for half in halves:
        assert len(half) >= 40
        assert sum(len(one.faked) for one in half) >= 400
        assert any(not one.faked for one in half)


def test_the_third_list_is_of_many_kinds_and_languages() -> None:
    third = labelled.manuscripts("third")
    assert 20 <= len(third) <= 24
    assert len({one.language for one in third}) >= 6
    assert len({one.kind for one in third}) >= 10
    assert sum(len(one.faked) for one in third) >= 250
    assert sum(all(not isinstance(a.level, int) for a in one.labels) for one in third) >= 2


def test_each_list_can_be_measured_and_only_one_at_a_time(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.bench.import_headings", "--only", "none of them"]
    third = subprocess.run(
        [*command, "--third", tmp_path], capture_output=True, text=True, check=True
    )
    assert (
        "precision of the proposed: none\nkinds proposed in a file: none, at most 0" in third.stdout
    )
    both = subprocess.run(
        [*command, "--third", "--shut", tmp_path], capture_output=True, text=True, check=False
    )
    assert both.returncode == 2
    assert "not allowed with argument" in both.stderr


def test_marks_are_counted_but_not_where_readers_differ() -> None:
    # the heading 2 is marked, 4 proposed; title, outline heading and `either` are left out; the
    # author's line and a plain paragraph are wrong; 11 was never labelled
    counts = labelled.tally(ONE, {0, 1, 2, 3, 5, 6, 11}, {4, 7})
    assert counts == labelled.Tally(headings=2, met=2, marks=3, right=1)
    assert labelled.tally(ONE, (), ()) + counts == labelled.Tally(4, 2, 3, 1)


def test_marks_by_an_outline_level_do_not_count(tmp_path: Path) -> None:
    level, none = (f'<w:pPr><w:outlineLvl w:val="{n}"/></w:pPr>' for n in (0, 9))
    paragraphs = [
        P("Boats", "Top"), P("Nets", "Under"), P("Oars", "Loop"), P("Ice"),
        P("Salt", ppr='<w:outlineLvl w:val="2"/>'), P("Lamps", "None"),
        P("Sails", "Top", '<w:outlineLvl w:val="9"/>'),
    ]  # fmt: skip
    styles = {"Top": level, "None": none, "Under": '<w:basedOn w:val="Top"/>'}
    styles["Loop"] = '<w:basedOn w:val="Loop"/>'
    outline = labelled.outlined(docx(tmp_path / "a.docx", paragraphs, styles))
    assert outline == {0, 1, 4}
    assert labelled.tally(ONE, {2, 3, 4, 7}, (), {2, 3, 7}) == labelled.Tally(2, 2, 2, 2)


def test_levels_are_relative() -> None:
    assert labelled.levels(ONE, {2: 2, 4: 3, 5: 3}) == (2, 2)
    assert labelled.levels(ONE, {2: 1, 4: 1, 7: 1}) == (1, 0)


def test_another_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one.docx").write_bytes(b"another")
    with pytest.raises(ValueError, match=r"one\.docx is not the file that was labelled"):
        labelled.document(ONE, tmp_path)
