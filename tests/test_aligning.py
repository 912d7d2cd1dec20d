"""Every word of the AST stands where the aligner says: proven by changing it there."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from octavo import pandoc
from octavo.book.align import words as align_words
from octavo.model.finding import InputError
from octavo.model.nodes import Node
from tests.examples import examples
from tests.shared import shared

CHANGED = "\N{CYRILLIC SMALL LETTER ZHE}"


def read(text: str) -> list[Node]:
    return pandoc.read(text.encode()).blocks


def typed(text: str) -> list[tuple[str, str | None]]:
    """Each Str, and what is typed where it stands."""
    blocks = read(text)
    spans = align_words.align(text, blocks)
    return [
        (word, span and text[slice(*span)])
        for word, span in zip(align_words.texts(blocks), spans, strict=True)
    ]


def place_of(text: str, word: str) -> list[int]:
    """Where the Str `word` stands, each time."""
    blocks = read(text)
    spans = align_words.align(text, blocks)
    return [
        span[0]
        for each, span in zip(align_words.texts(blocks), spans, strict=True)
        if each == word and span
    ]


@pytest.mark.parametrize(
    "text",
    [
        "the *the* **the** ***the*** ~~the~~ the~the~ the^the^ _the_the the",
        "the [the](the 'the') [the][the] [the][] [the] the\n\n[the]: http://the.example 'the'",
        "the ![the](the.png 'the'){#the .the the=the} the",
        "the [the]{.the the=the} [the]{.smallcaps} <span class='the'>the</span> the",
        "the `the` `the`{.the} $the$ $$the$$ <b title='the'>the</b> <!-- the --> \\the{the} the",
        "the <http://the.example/the> <the@the.example> the",
        "the[^the] the[^b]\n\n[^b]: the the\n\n    the `the`\n\n[^the]: the\nthe\n\nthe",
        "[^the]: the before\n\n    the more\n\nthe[^the] and the[^the]",
        "the^[the *the* [the](the)] the",
        "> the[^n]\n>\n> [^n]: the\n> the\n>\n> the\n\nthe",
        "- the\n\n    - the\n      the\n\n        the\n\n- - the\n- [ ] the\n\n1. 1 the\n2. the",
        "(a) a the\n(b) b the\n\ni. i the\n\n#. the\n\n(@the) the\n\nthe (@the) the",
        "the\n:   the\n\n    the\n\n    ~ the\n\nthe *the*\n\n:   the",
        "| the *the*\n|    the the\n|\n| the\n  the\n\nthe",
        "``` {.the the='the'}\nthe\n```\n\nthe\n\n    the\n\n\tthe\n\nthe",
        "the\n\n~~~\nthe ~~~ the\n~~~\n\nthe\n\n```{=html}\nthe\n```\n\nthe",
        "::: {.the the='the'}\nthe\n\n::: the\nthe\n:::\n:::\n\nthe",
        "<div class='the'>\nthe\n</div>\n\nthe",
        "the {#the .the}\n===\n\n## the ## {#the2}\n\nthe *the*\n---\n\n* * *\n\nthe",
        "| the | *the* |\n|:---|---:|\n| the \\| the | `the` |\n| | the |\n\n: the {#the}\n\nthe",
        "Table: the\n\n the  the\n---- ----\n the  the\n\nthe",
        "the [the @the, the 1; -@the2 the] @the [the] the @{the}, the",
        "![the *the*](the.png){#the}\n\nthe",
        "<table the='the'><tr><td>the</td></tr></table>\n\n\\begin{the}\nthe\n\\end{the}\n\nthe",
        "the  \nthe\\\nthe\nthe\tthe\n\n* the\ncontinued the",
        "the\\* \\[the\\] the &amp; &lt;the&gt; the&mdash;the &the the&the; the",
    ],
)
def test_the_same_word_everywhere_is_told_apart(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    ("text", "word", "spelling"),
    [
        ("a \\*b\\* c", "*b*", "\\*b\\*"),
        ("caf&eacute; x", "caf\N{LATIN SMALL LETTER E WITH ACUTE}", "caf&eacute;"),
        ("a&#233;&#xE9; x", "a" + 2 * "\N{LATIN SMALL LETTER E WITH ACUTE}", "a&#233;&#xE9;"),
        ("p.\\ 3 x", "p.\N{NO-BREAK SPACE}3", "p.\\ 3"),
        ("p.&nbsp;3 x", "p.\N{NO-BREAK SPACE}3", "p.&nbsp;3"),
        ("&amp;amp; \\&amp;", "&amp;", "&amp;amp;"),
        ("x \\\\ y", "\\", "\\\\"),
        (
            "x &NotEqualTilde; y",
            "\N{MINUS TILDE}\N{COMBINING LONG SOLIDUS OVERLAY}",
            "&NotEqualTilde;",
        ),
        ("x e\u0301\U0001d518 y", "e\u0301\U0001d518", "e\u0301\U0001d518"),
        ("- [ ] open", "\N{BALLOT BOX}", "[ ]"),
        ("(@a) One\n\nsee (@a).", "(1).", "(@a)."),
        ("|   deep", 2 * "\N{NO-BREAK SPACE}" + "deep", "  deep"),
        ("&copy nothing", "&copy", "&copy"),
    ],
)
def test_what_is_typed_for_a_word(text: str, word: str, spelling: str) -> None:
    assert (word, spelling) in typed(text)


def test_each_character_of_a_word_has_its_own_place() -> None:
    text = "x a\\*&eacute;\\ b&NotEqualTilde;"
    spans = align_words.align(text, read(text))
    assert spans[1] is not None
    word = align_words.texts(read(text))[1]
    letters = align_words.char_spans(text, word, spans[1])
    assert letters is not None
    spelt = [text[slice(*span)] for span in letters]
    assert spelt == ["a", "\\*", "&eacute;", "\\ ", "b", *["&NotEqualTilde;"] * 2]


def test_a_word_that_is_not_typed_so_has_no_characters() -> None:
    assert align_words.char_spans("abc", "xyz", (0, 3)) is None
    assert align_words.char_spans("abcd", "abc", (0, 4)) is None


def test_carriage_returns_move_the_places_and_nothing_else() -> None:
    text = "one *two*[^1]\nthree\n\n[^1]: no\\*te\n\n| v\n|  w\n"
    crlf = text.replace("\n", "\r\n")
    returns = [crlf[: offset + 1].count("\r") for offset in range(len(crlf))]
    spans = align_words.align(crlf, read(crlf))
    back = [span and (span[0] - returns[span[0]], span[1] - returns[span[1] - 1]) for span in spans]
    assert back == align_words.align(text, read(text))
    assert typed(crlf) == typed(text)


def test_a_lone_carriage_return_stands_in_a_word() -> None:
    assert typed("a\rb c") == [("ab", "a\rb"), ("c", "c")]
    assert align_words.char_spans("a\rb c", "ab", (0, 3)) == [(0, 1), (2, 3)]


def test_a_note_with_two_marks_has_one_place() -> None:
    assert place_of("a[^1] b[^1]\n\n[^1]: note", "note") == [19, 19]


def test_of_two_definitions_the_last_one_counts() -> None:
    text = "a[^1]\n\n[^1]: first\n\n[^1]: second"
    assert typed(text)[1] == ("second", "second")


def test_a_definition_inside_code_is_none() -> None:
    assert place_of("a[^1]\n\n[^1]: note\n\n```\n[^1]: other\n```\n", "note") == [13]


def test_a_figure_has_its_caption_once_in_the_source() -> None:
    assert place_of("![word](a.png)", "word") == [2, 2]


GRID = """\
+--------+---------+
| the    | the one |
+========+=========+
| the    | - the   |
| c the  | - the   |
|        |         |
| the    | y[^z]   |
+--------+---------+
| \\*the  | end     |
+--------+---------+

[^z]: the note

the
"""

MULTILINE = """\
-------------------------
 the        the
 head       head
---------- --------------
 one the    the same
 three      same

 the        *row*
-------------------------

: the caption

the
"""


@pytest.mark.parametrize("text", [GRID, MULTILINE], ids=["grid", "multiline"])
def test_cells_over_many_lines_are_read_down_their_columns(text: str) -> None:
    assert all(spelling for _, spelling in typed(text))
    for shown in (text, "> " + text.replace("\n", "\n> ")):
        check(shown)


class Proof(NamedTuple):
    """How many words there are, how many had no place, were changed, and were then wrong."""

    words: int
    lost: int
    changed: int
    wrong: int


def check(text: str) -> None:
    proof = prove(text)
    assert proof.changed > 0
    assert (proof.lost, proof.wrong) == (0, 0)


def prove(text: str, every: int = 7, readings: int = 7) -> Proof:
    """Change a letter of words at their places, and read again: they must have changed, no other.

    Each reading changes every so-many-th word, so that a word placed at its neighbour's place is
    told. A word that Markdown itself reads (a shortcut reference) may get its brackets back.
    """
    blocks = read(text)
    words, spans = align_words.texts(blocks), align_words.align(text, blocks)
    letters = [_letters(text, word, span) for word, span in zip(words, spans, strict=True)]
    places = [_second(text, word, at) for word, at in zip(words, letters, strict=True)]
    changed = wrong = 0
    for first in range(readings):
        chosen = set(places[first::every]) - {None}
        again = align_words.texts(read(_with(text, chosen)))
        wanted = [
            "".join(
                CHANGED if at in chosen else letter for letter, at in zip(word, ats, strict=True)
            )
            for word, ats in zip(words, letters, strict=True)
        ]
        changed += len(chosen)
        wrong += abs(len(again) - len(wanted))
        pairs = zip(wanted, again, strict=False)
        wrong += sum(one != other and one != other.strip("[]<>") for one, other in pairs)
    return Proof(len(words), spans.count(None), changed, wrong)


def _letters(text: str, word: str, span: tuple[int, int] | None) -> list[int | None]:
    """Say where each character of a word stands."""
    spans = span and align_words.char_spans(text, word, span)
    return [start for start, _ in spans] if spans else [None] * len(word)


def _second(text: str, word: str, letters: list[int | None]) -> int | None:
    """Choose a letter to change, typed as it stands: not the first, which may be a marker."""
    for letter, at in list(zip(word, letters, strict=True))[1:]:
        if at is not None and letter.isalpha() and text[at] == letter:
            return at
    return None


def _with(text: str, places: set[int | None]) -> str:
    letters = list(text)
    for place in places:
        if place is not None:
            letters[place] = CHANGED
    return "".join(letters)


@pytest.mark.parametrize(
    "name",
    ["moby-dick/book.md", pytest.param("five-hundred-lines/*.md", marks=pytest.mark.long)],
)
def test_real_books_word_by_word(name: str) -> None:
    books = shared("books")
    changed = wrong = words = lost = 0
    for file in sorted(books.glob(name)):
        proof = prove(file.read_text(encoding="utf-8"), every=50, readings=1)
        changed, wrong = changed + proof.changed, wrong + proof.wrong
        words, lost = words + proof.words, lost + proof.lost
    assert changed > words / 60
    assert wrong <= changed / 1000
    assert lost <= words / 1000


def test_time_grows_with_the_text_and_is_short() -> None:
    chapter = (
        "A *plain* paragraph of some [twelve](http://x.y) words, with notes,[^1] it says.\n\n"
        * 1000
    )
    blocks = read(chapter + "[^1]: Note.\n")
    start = time.process_time()
    spans = align_words.align(chapter + "[^1]: Note.\n", blocks)
    seconds = time.process_time() - start
    assert None not in spans
    assert seconds < len(spans) * 30e-6, "more than three seconds for 100,000 words"


FRAGMENTS = """
word the * ** _ ` [ ] ( ) ](u) [^1] ![ <b> </b> <!--c--> &eacute; &amp; \\* \\ ~ ^ $ $x$ # --- | :
{.c} @k [@k,p.3] " ' ... -- 1. (a) [ref] <http://a.b> <span> </span> { } % + (@e) ^[n] <a & e\u0301
\N{GRINNING FACE} \N{ZERO WIDTH SPACE} \N{LATIN SMALL LETTER E WITH ACUTE}
"""
BLOCKS = """
~> ~- ~1.  ~     ~# h~ ~---~ ~:  ~~[^1]:  ~| a | b |~|---|---|~| c | d |~ ~::: x~ ~:::~ ~```~
~[ref]: http://x~ ~+---+~| a |~+---+~ ~<div>~ </div> ~----_--~ ~|  \r~ ~ ~~
"""
PARTS = [
    *[" "] * 30,
    *FRAGMENTS.split(),
    *(part.replace("~", "\n").replace("_", " ") for part in BLOCKS.split(" ")),
    *("\t", "\N{NO-BREAK SPACE}"),
]


@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(PARTS), max_size=40))
def test_any_text_at_all(parts: list[str]) -> None:
    text = "".join(parts)
    try:
        blocks = read(text)
    except InputError:
        return  # a YAML block that is no YAML
    words, spans = align_words.texts(blocks), align_words.align(text, blocks)
    assert len(words) == len(spans)
    for word, span in zip(words, spans, strict=True):
        if span is None:
            continue
        assert 0 <= span[0] < span[1] <= len(text)
        letters = align_words.char_spans(text, word, span)
        if letters is not None:
            assert len(letters) == len(word)
            assert all(one[1] <= two[0] or one == two for one, two in pairwise(letters))
            assert (letters[0][0], letters[-1][1]) == span
        elif "@" not in word:
            raise AssertionError((word, text[slice(*span)]))
