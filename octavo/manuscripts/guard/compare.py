"""Holds the contents of a manuscript against those of its book; each difference is a finding."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from octavo.manuscripts.guard import counting
from octavo.manuscripts.guard.align import Loss, losses
from octavo.manuscripts.guard.contents import (
    WORD,
    Contents,
    Item,
    Stretch,
    What,
    letters,
    tail,
    tokens,
)
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier

SHOWN = 20
"""How many places with lost words are shown each by itself."""

LONGEST = 240
"""How many characters of lost words a finding shows."""

MARKER = re.compile(r"\s*[(\[]?(?:\d{1,4}|[A-Za-z]|[ivxlcIVXLC]{1,6})(?:\.\d{1,3}){0,4}[.):\]]?\s")
"""What a typed list may begin its items with: the mark that becomes the list's own."""

HINT = "Compare the place with the manuscript, and write into source/ what is missing."
RULES = {
    What.NOTE: ("import-notes-lost", Severity.ERROR),
    What.IMAGE: ("import-lost-image", Severity.ERROR),
    What.FORMULA: ("import-lost-formula", Severity.ERROR),
    What.HEADING: ("import-lost-heading", Severity.WARNING),
    What.TABLE: ("import-lost-table", Severity.WARNING),
    What.CELL: ("import-lost-table", Severity.WARNING),
    What.LINK: ("import-lost-link", Severity.WARNING),
    What.INDEX: ("import-lost-index", Severity.WARNING),
}
"""What is gone altogether is an error; where the words are there without their form, a warning."""

AS_TEXT = frozenset((What.HEADING, What.TABLE, What.CELL, What.LINK, What.INDEX))


def compare(
    there: Contents,
    come: Contents,
    known: Iterable[str],
    file: str,
    hint: str = HINT,
) -> list[Finding]:
    """Report what a manuscript has and its book has not.

    `known` are texts that went elsewhere: into the metadata, or out of the text with a finding.
    """
    elsewhere = list(known)
    findings = [
        *_lost_words(there, come, elsewhere, file),
        *_lost_things(there, come, elsewhere, file),
    ]
    return [replace(finding, hint=hint) for finding in findings]


@dataclass(frozen=True, slots=True)
class _Gone:
    """Words that are gone: where they begin and end, the words, and what stands before them."""

    where: str
    until: str
    words: str
    before: str
    line: int
    count: int


def _lost_words(
    there: Contents, come: Contents, elsewhere: list[str], file: str
) -> Iterator[Finding]:
    marks = Counter(word for text in come.marks for word in tokens(text))
    without = come.cites >= there.fields
    texts = [_text(stretch, without=without) for stretch in there.stretches]
    ours = [tokens(text) for text in texts]
    theirs = [tokens(stretch.text) for stretch in come.stretches]
    theirs += [tokens(text) for text in elsewhere]
    lost = [
        loss
        for loss in counting.without(losses(ours, theirs), ours, theirs)
        if not (come.lists and _is_marker(texts[loss.stretch], loss))
        and not _excused(ours[loss.stretch][loss.start : loss.end], marks)
    ]
    runs = _joined(lost, ours)
    yield from _reported([_gone(run, there.stretches, texts) for run in runs], file)


def _excused(lost: list[str], marks: Counter[str]) -> bool:
    """Whether lost words are signs that gave way to what they stand for; these are used up."""
    wanting = Counter(lost)
    if not wanting <= marks:
        return False
    marks -= wanting
    return True


def _joined(lost: list[Loss], ours: list[list[str]]) -> list[list[Loss]]:
    """Join losses that follow one another from paragraph to paragraph."""
    runs: list[list[Loss]] = []
    for loss in lost:
        last = runs[-1][-1] if runs else None
        if last is not None and _goes_on(last, loss, ours):
            runs[-1].append(loss)
        else:
            runs.append([loss])
    return runs


def _goes_on(last: Loss, loss: Loss, ours: list[list[str]]) -> bool:
    whole = last.end == len(ours[last.stretch]) and loss.start == 0
    return whole and last.stretch < loss.stretch and not any(ours[last.stretch + 1 : loss.stretch])


def _text(stretch: Stretch, *, without: bool) -> str:
    return stretch.text if stretch.cited is None or not without else stretch.cited


def _is_marker(text: str, loss: Loss) -> bool:
    """Whether only the typed number of a list's item is gone, in a book that has lists."""
    match = MARKER.match(text)
    return loss.start == 0 and match is not None and loss.end <= len(tokens(match[0]))


def _gone(run: list[Loss], stretches: list[Stretch], texts: list[str]) -> _Gone:
    """Return lost words as they stand in the text."""
    parts = [_span(texts[loss.stretch], loss) for loss in run]
    first, text = stretches[run[0].stretch], texts[run[0].stretch]
    start = parts[0][0]
    words = [
        " ".join(texts[loss.stretch][begin:end].split())
        for loss, (begin, end) in zip(run, parts, strict=True)
    ]
    return _Gone(
        first.where,
        stretches[run[-1].stretch].where if len(run) > 1 else "",
        " / ".join(words),
        tail(text[:start]),
        first.line + text.count("\n", 0, start) if first.line else 0,
        sum(loss.end - loss.start for loss in run),
    )


def _span(text: str, loss: Loss) -> tuple[int, int]:
    """Return where lost words begin and end in their text."""
    spans = [match.span() for match in WORD.finditer(text)]
    if not spans:
        return 0, len(text)
    return spans[min(loss.start, len(spans) - 1)][0], spans[min(loss.end, len(spans)) - 1][1]


def _reported(gone: list[_Gone], file: str) -> Iterator[Finding]:
    """Yield a finding for each place, at most `SHOWN`, and one that counts the rest."""
    for one in gone[:SHOWN]:
        many = counted(one.count, "word")
        message = f"{many} of the manuscript did not come into the book: {_place(one)}."
        yield Finding(
            "import-lost-text",
            message,
            Severity.ERROR,
            Tier.FLAG,
            Place(file, one.line),
            before=_cut(one.words),
        )
    rest = gone[SHOWN:]
    if rest:
        words = sum(one.count for one in rest)
        message = (
            f"{counted(words, 'word')} more did not come into the book, "
            f"at {counted(len(rest), 'other place')},"
        )
        message += f" the next of them: {_place(rest[0])}."
        yield Finding(
            "import-lost-text",
            message,
            Severity.ERROR,
            Tier.FLAG,
            Place(file, rest[0].line),
            before=_cut(rest[0].words),
        )


def _place(one: _Gone) -> str:
    where = _named(one.where, one.before)
    return f"{where}, up to {one.until}" if one.until else where


def _named(where: str, before: str) -> str:
    behind = f"behind \N{LEFT DOUBLE QUOTATION MARK}{before}\N{RIGHT DOUBLE QUOTATION MARK}"
    if not before:
        return where or "at its beginning"
    return f"{where}, {behind}" if where else behind


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else words[:LONGEST] + "\N{HORIZONTAL ELLIPSIS}"


def _lost_things(
    there: Contents, come: Contents, elsewhere: list[str], file: str
) -> Iterator[Finding]:
    known = Counter(letters(text) for text in elsewhere)
    for what in What:
        ours, theirs = there.of(what), come.of(what)
        missing = _unmatched(ours, theirs, known)
        short = min(len(ours) - len(theirs), len(missing))
        if short > 0 and missing:
            yield _lost(what, ours, short, missing[0], file)


def _key(item: Item) -> str:
    """Return what tells a thing from others of its kind: its words, or those before it."""
    return letters(item.words) if item.what is What.HEADING else letters(tail(item.before))


def _unmatched(ours: list[Item], theirs: list[Item], known: Counter[str]) -> list[Item]:
    """Return the things of the manuscript that are not among those of the book, by their words."""
    left = Counter(_key(item) for item in theirs)
    left.update(known)
    missing = []
    for item in ours:
        key = _key(item)
        if left[key]:
            left[key] -= 1
        else:
            missing.append(item)
    return missing


def _lost(what: What, ours: list[Item], short: int, first: Item, file: str) -> Finding:
    rule, severity = RULES[what]
    there = f"1 {what}" if len(ours) == 1 else f"{len(ours)} {_plural(what)}"
    lost = "1" if short == 1 else f"{short}"
    gone = "stands in the book as plain text" if what in AS_TEXT else "did not come into the book"
    if short > 1:
        gone = gone.replace("stands", "stand")
    which = "the one" if short == 1 else "the first"
    message = f"The manuscript has {there}, and {lost} {gone}: {which} {_of(first)}."
    return Finding(
        rule,
        message,
        severity,
        Tier.FLAG,
        Place(file, first.line),
        before=_cut(" ".join(first.words.split())),
    )


def _of(item: Item) -> str:
    return _named(item.where, tail(item.before))


def _plural(what: What) -> str:
    return "index entries" if what is What.INDEX else f"{what}s"
