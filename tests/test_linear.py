"""Every filter takes time in proportion to the length of one paragraph, whatever stands in it."""

from __future__ import annotations

import gc
import time

import pytest

from octavo.book.filtering import built_in, load
from octavo.model.nodes import Document, Node, inlines, meta_value
from octavo.prose.prose import Prose
from octavo.text.citations.grammar import find
from tests.making import FILTERS

SHORT, LONG = 8_000, 32_000
"""How many characters a paragraph has; the longer one is four times the shorter."""
DOUBLING = 2.3
"""How many times the cost of a paragraph one twice as long may have."""
NOISE = 0.25
"""Seconds below which a filter is quick enough, whatever the clock tells of it."""
NO_BREAK, SOFT = "\N{NO-BREAK SPACE}", "\N{SOFT HYPHEN}"
SHAPES = {
    "initials": "A. ",
    "numbers of a list": "1. ",
    "pages": "p. 5 ",
    "guillemets": "« a » ",
    "no-break spaces": f"a{NO_BREAK} b ",
    "double spaces": "ab.  Cd ",
    "spaced hyphens": "a - b ",
    "closed hyphens": "ab--cd",
    "em dashes": "ab—",
    "spaced dates": "May - June ",
    "soft hyphens": f"wo{SOFT}rd ",
    "UTF-8 misread": "itâ€™s ",
    "a Macintosh misread": "donÕt ",
    "KOI8 misread": "ÓÔÁÒÁÑ ÍÅÌØÎÉÃÁ ÓÔÏÑÌÁ Õ ÒÅËÉ ",
    "points": "....",
    "spaced points": ". . . ",
    "ranges": "1-2-",
    "located ranges": "pp. 1-2, ",
    "brackets": "((((",
    "citations": "(Ibid., p. 5) ",
    "open citations": "(Ibid., ",
    "capitals": "A, B, C, ",
    "names joined": "Abc-Def-",
    "high punctuation": "ab ! ",
    "colons": "a : ",
    "divided words": "ab-\ncd ",
    "lost characters": "\N{REPLACEMENT CHARACTER} ",
    "words that stand twice": "the the ",
    "names and clauses": "Abc Def ",
    "speech behind colons": "said: ‘is a b c d ",
    "subjects and verbs": "the loss and pain of it ",
    "worn words": "role ",
    "one word": "a",
}
TESTED = [name for name in built_in() if name not in ("apparatus", "bibliographies")]
TAGS = {"high punctuation": "fr", "colons": "fr", "guillemets": "fr", "KOI8 misread": "ru"}


def paragraph(shape: str, size: int) -> Prose:
    """Make a document of one paragraph."""
    text = (SHAPES[shape] * (size // len(SHAPES[shape]) + 1))[:size]
    nodes: list[Node] = []
    for number, line in enumerate(text.split("\n")):
        nodes += [*([{"t": "SoftBreak"}] if number else []), *inlines(line)]
    tag = meta_value(TAGS.get(shape, "en-US"))
    document = Document({"lang": tag, "house-style": tag}, [{"t": "Para", "c": nodes}])
    return Prose(document)


def seconds(shape: str, size: int, rounds: int) -> dict[str, float]:
    """Give the least time in which each filter, in their order, does such a paragraph."""
    best: dict[str, float] = {}
    for _ in range(rounds):
        prose = paragraph(shape, size)
        for name in TESTED:
            apply = load(FILTERS / f"{name}.py").apply
            begun = time.process_time()
            apply(prose)
            spent = time.process_time() - begun
            best[name] = min(best.get(name, spent), spent)
    return best


def growth(shape: str, rounds: int) -> float:
    """Give how much dearer the dearest filter becomes where a paragraph is twice as long."""
    longer, shorter = seconds(shape, LONG, rounds), seconds(shape, SHORT, rounds)
    slow = [name for name, spent in longer.items() if spent > NOISE]
    return max((float((longer[name] / shorter[name]) ** 0.5) for name in slow), default=1.0)


DEAR = ("KOI8 misread", "a Macintosh misread", "spaced hyphens")
"""Shapes of which a text takes seconds: the tests that are long have them."""


@pytest.mark.parametrize(
    "shape",
    [pytest.param(name, marks=pytest.mark.long if name in DEAR else []) for name in SHAPES],
)
def test_time_is_linear(shape: str) -> None:
    """A clock on a machine that others use tells too much at times, never too little."""
    seconds(shape, 1_000, 1)  # lists of words are read
    gc.disable()
    try:
        measured = [1.0] if max(seconds(shape, LONG, 1).values()) <= NOISE else []
        while len(measured) < 3 and min(measured, default=9.0) > DOUBLING:
            measured.append(growth(shape, 3))
    finally:
        gc.enable()
    assert min(measured) <= DOUBLING


def note_seconds(shape: str, size: int) -> float:
    """Return the least time in which a note of so many characters is searched for citations."""
    text = (SHAPES[shape] * (size // len(SHAPES[shape]) + 1))[:size]
    best = float("inf")
    for _ in range(3):
        begun = time.process_time()
        find(text, note=True)
        best = min(best, time.process_time() - begun)
        if best <= NOISE:
            break
    return best


@pytest.mark.parametrize("shape", SHAPES)
def test_a_note_is_searched_in_linear_time(shape: str) -> None:
    longer = note_seconds(shape, LONG)
    assert longer <= NOISE or longer <= DOUBLING**2 * note_seconds(shape, SHORT)
