"""Which texts read the same, and what a text becomes by an edit."""

from __future__ import annotations

import re
from itertools import pairwise

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo import pandoc
from octavo.desk.patch.edits import Edit
from octavo.desk.patch.same import canonical, edited, links
from octavo.model.finding import Anchor
from octavo.model.nodes import Node, stringify, walk


def read(text: str) -> list[Node]:
    return pandoc.read(text.encode()).blocks


def same(one: str, other: str, *linked: str) -> bool:
    return canonical(read(one), frozenset(linked)) == canonical(read(other), frozenset(linked))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a line\nand another\n", "a line and another\n"),
        ("two  spaces\n", "two spaces\n"),
        ("*in emphasis\nof a line*\n", "*in emphasis of a line*\n"),
        ("a note[^1]\n\n[^1]: of two\n    lines\n", "a note[^1]\n\n[^1]: of two lines\n"),
        ("a\\--b\n", "a--b\n"),
        ("it&#39;s\n", "it's\n"),
        ("# A heading {#one}\n", "# A heading {#two}\n"),
        ("So [@k, p. 3].\n", "So [@k,  p. 3].\n"),
    ],
)
def test_texts_that_read_the_same(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("two words\n", "twowords\n"),
        ("a line  \nand another\n", "a line and another\n"),
        ("*a* word\n", "a word\n"),
        ("*a* b\n", "*a*b\n"),
        ("[a](#one)\n", "[a](#two)\n"),
        ("[a]{#one}\n", "[a]{#two}\n"),
        ("# A heading\n", "## A heading\n"),
        ("# A {.part}\n", "# A {.chapter}\n"),
        ("So [@k, p. 3].\n", "So [@k, p. 4].\n"),
        ("So [@k, p. 3].\n", "So [@l, p. 3].\n"),
        ("So [@k].\n", "So [-@k].\n"),
        ("So [see @k].\n", "So [but see @k].\n"),
        ("So [@k].\n", "So [@k; @l].\n"),
        ("`a`\n", "a\n"),
        ("a\n\nb\n", "a b\n"),
    ],
)
def test_texts_that_do_not(one: str, other: str) -> None:
    assert not same(one, other)


def test_an_identifier_counts_where_something_links_to_it() -> None:
    one, other = "# A heading {#one}\n", "# A heading {#two}\n"
    assert not same(one, other, "one")
    assert same(one, other, "three")
    assert links(
        read("See [one](#one), [two](two.md) and [three](https://example.org/#three).")
    ) == {"one"}


def test_the_words_that_stand_in_for_a_citation_do_not_count() -> None:
    one = read("So [@k, p. 3].\n")
    other = read("So [@k, p. 3].\n")
    (cite,) = (node for node in walk(other) if node["t"] == "Cite")
    cite["c"][1] = [{"t": "Str", "c": "(Knuth, p. 3)"}]
    assert canonical(one, frozenset()) == canonical(other, frozenset())


def test_what_is_compared_is_a_copy() -> None:
    blocks = read("# A *heading* {#one}\n\na\nb [@k]\n")
    before = orjson.dumps(blocks)
    canonical(blocks, frozenset())
    assert orjson.dumps(blocks) == before


SIGNS = st.sampled_from(["a", "b", "\N{NO-BREAK SPACE}", " ", "\n", "Space", "SoftBreak"])


def nodes(signs: list[str]) -> list[Node]:
    """Each sign a node of its own, as filters may leave them."""
    kinds = ("Space", "SoftBreak")
    return [{"t": sign} if sign in kinds else {"t": "Str", "c": sign} for sign in signs]


@given(st.lists(SIGNS, max_size=12), st.lists(SIGNS, max_size=12))
def test_inlines_read_the_same_where_their_words_and_the_gaps_between_do(
    one: list[str], other: list[str]
) -> None:
    """A paragraph's words do not depend on how they are cut into nodes, nor on its last space."""

    def plain(signs: list[str]) -> str:
        text = "".join(" " if sign in ("Space", "SoftBreak", "\n") else sign for sign in signs)
        parts = [part for part in text.split(" ") if part]
        return (" " if text.startswith(" ") and parts else "") + " ".join(parts)

    equal = canonical(nodes(one), frozenset()) == canonical(nodes(other), frozenset())
    assert equal == (plain(one) == plain(other))


@given(st.lists(SIGNS, max_size=12))
def test_the_form_that_is_compared_has_the_words_and_single_spaces(signs: list[str]) -> None:
    form = canonical(nodes(signs), frozenset())
    kinds = [node["t"] for node in form]
    assert set(kinds) <= {"Str", "Space"}
    assert all(one != other for one, other in pairwise(kinds))
    assert kinds[-1:] != ["Space"]
    typed = "".join(" " if sign in ("Space", "SoftBreak", "\n") else sign for sign in signs)
    assert stringify(form) == re.sub(" +", " ", typed).rstrip(" ")


# --- edits ------------------------------------------------------------------------------------


def change(start: tuple[int, int], end: tuple[int, int], words: str | None) -> Edit:
    return Edit(0, 0, "", (), (Anchor(0, start, end),), words)


def after(text: str, *edits: Edit, first: int = 0) -> str | None:
    """What a paragraph reads as when edits are made in it; the numbers count its words."""
    (block,) = read(text)
    before = orjson.dumps(block)
    made = edited(block, first, list(edits))
    assert orjson.dumps(block) == before
    return stringify(made["c"]) if made else None


def test_characters_inside_a_word_are_exchanged() -> None:
    assert after("one two three", change((1, 1), (1, 2), "W")) == "one tWo three"
    assert after("one two three", change((1, 0), (1, 3), "")) == "one  three"
    assert after("one two three", change((2, 5), (2, 5), "!")) == "one two three!"


def test_several_edits_do_not_shift_one_another() -> None:
    edits = [
        change((0, 0), (0, 1), "ONE"),
        change((0, 2), (0, 3), "EEE"),
        change((2, 0), (2, 0), "x"),
    ]
    for order in (edits, edits[::-1]):
        assert after("one two three", *order) == "ONEnEEE two xthree"


def test_an_edit_takes_what_stands_between_two_words() -> None:
    assert after("one two\nthree four", change((0, 3), (1, 0), "\N{EN DASH}")) == (
        "one\N{EN DASH}two three four"
    )
    assert after("one two\nthree four", change((1, 1), (3, 1), "-")) == "one t-our"


def test_an_edit_does_not_reach_out_of_emphasis_or_over_it() -> None:
    assert after("one *two* three", change((0, 0), (1, 1), "x")) is None
    assert after("one *two* three", change((0, 0), (2, 1), "x")) is None
    assert after("one *two* three", change((1, 0), (2, 1), "x")) is None
    assert after("one `two` three", change((0, 0), (1, 1), "x")) is None
    assert after("one  \ntwo", change((0, 3), (1, 0), "x")) is None
    assert after("one *two or* three", change((1, 3), (2, 0), "-")) == "one two-or three"


def test_words_in_notes_can_be_edited() -> None:
    (block, *_) = read("one[^1] two\n\n[^1]: three four\n")
    made = edited(block, 0, [change((1, 0), (1, 5), "THREE")])
    assert made is not None
    assert [node["c"] for node in walk([made]) if node["t"] == "Str"] == [
        "one", "THREE", "four", "two",
    ]  # fmt: skip


def test_an_edit_that_is_not_known_by_its_words_gives_no_block() -> None:
    assert after("one two", change((0, 0), (0, 1), None)) is None
    assert after("one two", change((1, 0), (0, 1), "x")) is None


def test_edits_of_other_blocks_are_left_alone() -> None:
    """Words are numbered through a chapter: this block has the numbers 10 to 12."""
    assert after("one two three", change((11, 0), (11, 3), "x"), first=10) == "one x three"
    for other in (((9, 0), (9, 1)), ((9, 0), (10, 1)), ((13, 0), (13, 1)), ((12, 0), (13, 1))):
        assert after("one two three", change(*other, "x"), first=10) == "one two three"
    assert after("one two three", change((12, 0), (12, 5), "x"), first=10) == "one two x"
    assert after("one two three", change((10, 0), (10, 3), "x"), first=10) == "x two three"


def test_an_edit_with_several_places_is_made_at_each() -> None:
    edit = Edit(0, 0, "", (), (Anchor(0, (0, 0), (0, 1)), Anchor(0, (2, 0), (2, 1))), "x")
    assert after("one two three", edit) == "xne two xhree"
