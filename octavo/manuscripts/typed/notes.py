"""Notes typed by hand: a raised number in the text, and a paragraph for each at the end.

They become notes only where both series are whole: the marks count from 1 to n, each once and in
order, and so do the paragraphs. Else both stay, and what does not fit is reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from octavo.manuscripts.typed.reports import became_what_it_is, left_as_typed, many
from octavo.model.counted import counted
from octavo.model.finding import Finding
from octavo.model.nodes import WORDS, Node, children, stringify
from octavo.text.terms import languages, terms_for

NUMBER = re.compile(r"[(\[]?(\d{1,4})[)\].]?(?:\s+|$)")
UNIT = re.compile(r"(?:\d|(?:^|[\s\d(/])[kcdm]?m)$")
"""What stands before a raised figure that is a power or a square measure, and no mark."""

HEADINGS = (
    "notes endnotes footnotes footnote anmerkungen fußnoten endnoten notas noten noter примечания"
)


@dataclass(slots=True)
class _Mark:
    """A raised number: the list of inlines it stands in, its node, and the number of its block."""

    number: int
    inlines: list[Node]
    node: Node
    block: int


@dataclass(slots=True)
class _Series:
    """Paragraphs that count from one on: where they stand, and the blocks of each note."""

    first: int
    end: int
    notes: list[list[Node]]
    named: bool = False


def find(blocks: list[Node], file: str) -> list[Finding]:
    """Make notes of what was typed as marks and paragraphs, in place; report what does not fit."""
    runs = _runs(_marks(blocks))
    series = _typed(blocks)
    if not series or not runs:
        return []
    matched = _matched(runs, series)
    if not matched:
        return _unlike(blocks, series, runs, file)
    shown = blocks[matched[0].first]
    taken = [str(mark.number) for run in runs for mark in run] * 2
    for run, one in zip(runs, matched, strict=True):
        for mark, note in zip(run, one.notes, strict=True):
            _make(mark, note)
    for one in reversed(matched):
        first = one.first - (one.first > 0 and _names_notes(blocks[one.first - 1]))
        taken += [stringify([heading]) for heading in blocks[first : one.first]]
        del blocks[first : one.end]
    count = sum(len(run) for run in runs)
    message = f"{many(count, 'note', 'notes')} typed by hand became"
    message += " a note." if count == 1 else " notes."
    finding = became_what_it_is("import-notes-typed", file, message, [shown])
    return [replace(finding, evidence=tuple(taken))]


def _matched(runs: list[list[_Mark]], series: list[_Series]) -> list[_Series]:
    """Return the series of notes that each run of marks calls, in order; none where one has none.

    A series is as long as its run, and stands below it.
    """
    matched: list[_Series] = []
    waiting = iter(series)
    for run in runs:
        fits = (one for one in waiting if len(one.notes) == len(run) and one.first > run[-1].block)
        one = next(fits, None)
        if one is None:
            return []
        matched.append(one)
    return matched


def _unlike(
    blocks: list[Node], series: list[_Series], runs: list[list[_Mark]], file: str
) -> list[Finding]:
    marks, notes = sum(map(len, runs)), sum(len(one.notes) for one in series)
    if abs(marks - notes) > max(marks, notes) // 2:
        return []
    message = "Notes seem to be typed by hand: "
    message += f"{counted(marks, 'raised number stands', 'raised numbers stand')} in the text, and"
    message += f" {counted(notes, 'paragraph')} below with a number. They do not fit, and stay."
    hint = "Find the number that is missing or double, mend it in the manuscript, import it anew."
    return [left_as_typed("import-notes-typed", file, message, [blocks[series[0].first]], hint)]


def _marks(blocks: list[Node]) -> list[_Mark]:
    """Return the raised numbers of a text, in its order."""
    marks: list[_Mark] = []
    for number, block in enumerate(blocks):
        _gather(block, number, marks)
    return marks


def _gather(node: Node, block: int, marks: list[_Mark]) -> None:
    if node["t"] in ("Note", "CodeBlock", "Code"):
        return
    for inner in children(node):
        for at, one in enumerate(inner):
            if one["t"] in WORDS:
                continue
            number = _raised(one)
            if number and not (at and UNIT.search(stringify(inner[at - 1 : at]))) and at:
                marks.append(_Mark(number, inner, one, block))
            else:
                _gather(one, block, marks)


def _raised(node: Node) -> int:
    words = stringify(node["c"]).strip() if node["t"] == "Superscript" else ""
    return int(words) if words.isascii() and words.isdigit() and len(words) < 5 else 0


def _runs(marks: list[_Mark]) -> list[list[_Mark]]:
    """Divide the marks where they begin at 1 anew; what does not count on is no mark."""
    runs: list[list[_Mark]] = []
    for mark in marks:
        if mark.number == 1:
            runs.append([mark])
        elif runs and mark.number == len(runs[-1]) + 1:
            runs[-1].append(mark)
    return runs


def _typed(blocks: list[Node]) -> list[_Series]:
    """Return the series of paragraphs that begin with numbers, which stand below a last mark.

    A paragraph without a number that stands between two goes on with the note above it.
    """
    series: list[_Series] = []
    for at, block in enumerate(blocks):
        number = _number(block)
        here = series[-1] if series else None
        if number == 1 and _may_begin(blocks, at):
            named = at > 0 and _names_notes(blocks[at - 1])
            series.append(_Series(at, at + 1, [[block]], named))
        elif here and number and number == len(here.notes) + 1 and _continues(blocks, here, at):
            for between in blocks[here.end : at]:
                here.notes[-1].append(between)
            here.notes.append([block])
            here.end = at + 1
    return [one for one in series if one.named] or series


def _may_begin(blocks: list[Node], at: int) -> bool:
    """Whether the first note may stand here: below a heading for notes, or before a second one."""
    if at and _names_notes(blocks[at - 1]):
        return True
    return at + 1 < len(blocks) and _number(blocks[at + 1]) == 2


def _continues(blocks: list[Node], here: _Series, at: int) -> bool:
    between = blocks[here.end : at]
    return len(between) < 3 and all(one["t"] in ("Para", "BlockQuote") for one in between)


def _number(block: Node) -> int:
    """Return the number that a paragraph begins with, raised or not; 0 where it has none."""
    if block["t"] != "Para" or not block["c"]:
        return 0
    raised = _raised(block["c"][0])
    if raised:
        return raised
    match = NUMBER.match(stringify(block["c"]))
    return int(match[1]) if match and block["c"][0]["t"] == "Str" else 0


def _names_notes(block: Node) -> bool:
    """Whether a block is the heading of notes, a real one or a paragraph."""
    if block["t"] not in ("Header", "Para"):
        return False
    return names_notes(stringify(block["c"][2] if block["t"] == "Header" else block["c"]))


def names_notes(words: str) -> bool:
    """Whether words are those of the heading of notes, in any known language."""
    return words.strip().strip(":.").casefold() in _headings()


@cache
def _headings() -> frozenset[str]:
    return frozenset(
        (*HEADINGS.split(), *(terms_for(lang).notes.casefold() for lang in languages()))
    )


def _make(mark: _Mark, note: list[Node]) -> None:
    """Put a note where its mark stands."""
    first = note[0]
    _without_number(first)
    at = next(i for i, one in enumerate(mark.inlines) if one is mark.node)
    mark.inlines[at] = {"t": "Note", "c": note}


def _without_number(block: Node) -> None:
    words = block["c"]
    if _raised(words[0]):
        del words[0]
    else:
        match = NUMBER.match(stringify(words))
        kept = words[0]["c"][len(match[0].rstrip()) if match else 0 :]
        words[:1] = [{"t": "Str", "c": kept}] if kept else []
    while words and words[0]["t"] in ("Space", "SoftBreak", "LineBreak"):
        del words[0]
