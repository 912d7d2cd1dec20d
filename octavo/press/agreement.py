"""Proves that an artefact carries the canonical text: two Readings are aligned, in order.

Every difference is a finding that says what the artefact has, what the text has, and where.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from octavo.model.artefact import Reading
from octavo.model.finding import Finding, Severity, Tier

MOST = 12
"""How many differences of one artefact are told one by one."""

WORDS_IN_STEP = 5
CHARACTERS_IN_STEP = 24
"""How long a stretch must be alike before the two texts count as in step again."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch of the canonical sequence, and what stands there in the other."""

    start: int
    end: int
    other_start: int
    other_end: int


def compare(canon: Reading, other: Reading, name: str, *, joined: bool = False) -> list[Finding]:
    """Compare an artefact's Reading with the canonical one.

    `joined` compares characters without white space, for a format that cannot tell a line's end
    from a space (PDF). Findings are errors of the format `name`.
    """
    findings = _streams(canon.body, other.body, name, joined)
    findings += _counts("heading", canon.headings, other.headings, name, joined)
    findings += _counts("image", canon.images, other.images, name, joined)
    notes = [" ".join(note) for note in canon.notes], [" ".join(note) for note in other.notes]
    findings += _counts("note", *notes, name, joined)
    return findings[:MOST] + _rest(findings, name)


def _rest(findings: list[Finding], name: str) -> list[Finding]:
    if len(findings) <= MOST:
        return []
    more = len(findings) - MOST
    return [_error(name, f"{more} further differences in the {name} are not told one by one.")]


def _error(name: str, message: str, **more: str) -> Finding:
    return Finding(
        "text-differs",
        message,
        Severity.ERROR,
        Tier.FLAG,
        before=more.get("before", ""),
        after=more.get("after", ""),
        context=(more.get("left", ""), more.get("right", "")),
        format=name,
    )


def _streams(canon: Sequence[str], other: Sequence[str], name: str, joined: bool) -> list[Finding]:
    if joined:
        one, two = "".join(canon), "".join(other)
        found = differences(one, two, CHARACTERS_IN_STEP)
        return [_differs(name, d, one, two, "") for d in found]
    found = differences(canon, other, WORDS_IN_STEP)
    return [_differs(name, d, canon, other, " ") for d in found]


def _differs(
    name: str, where: Difference, canon: Sequence[str], other: Sequence[str], glue: str
) -> Finding:
    around = 8 if glue else 40
    before = glue.join(canon[where.start : where.end])
    after = glue.join(other[where.other_start : where.other_end])
    return _error(
        name,
        f"The text has “{_short(before)}”, the {name} “{_short(after)}”.",
        before=before,
        after=after,
        left=glue.join(canon[max(0, where.start - around) : where.start]) + glue,
        right=glue + glue.join(canon[where.end : where.end + around]),
    )


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:60] + " … " + text[-15:]


def _counts(
    what: str, canon: Sequence[str], other: Sequence[str], name: str, joined: bool
) -> list[Finding]:
    """Compare headings, notes or images, each by its place in the order."""

    def plain(text: str) -> str:
        return "".join(text.split()) if joined else " ".join(text.split())

    if len(canon) != len(other):
        message = f"The text has {len(canon)} {what}s, the {name} {len(other)}."
        return [_error(name, message)]
    return [
        _error(
            name,
            f"The {what} “{_short(one)}” reads “{_short(two)}” in the {name}.",
            before=one,
            after=two,
        )
        for one, two in zip(canon, other, strict=True)
        if plain(one) != plain(two)
    ]


def differences(one: Sequence[str], two: Sequence[str], step: int) -> Iterator[Difference]:
    """Align two sequences that are mostly alike; give the stretches that are not.

    After a difference the sequences count as in step again where `step` items are alike; the
    nearest such place is looked for in a window that grows. Linear where differences are few.
    """
    i = j = 0
    while i < len(one) or j < len(two):
        i, j = _together(one, two, i, j)
        if i >= len(one) and j >= len(two):
            return
        next_i, next_j = _in_step(one, two, (i, j), step)
        yield Difference(i, next_i, j, next_j)
        i, j = next_i, next_j


def _together(one: Sequence[str], two: Sequence[str], i: int, j: int) -> tuple[int, int]:
    chunk = 4096
    while i < len(one) and j < len(two):
        if one[i : i + chunk] == two[j : j + chunk] and chunk > 1:
            size = min(chunk, len(one) - i, len(two) - j)
            i, j = i + size, j + size
        elif chunk > 1:
            chunk //= 8
            chunk = max(chunk, 1)
        elif one[i] == two[j]:
            i, j = i + 1, j + 1
        else:
            break
    return i, j


def _in_step(
    one: Sequence[str], two: Sequence[str], at: tuple[int, int], step: int
) -> tuple[int, int]:
    i, j = at
    window = 64
    while True:
        places: dict[str, int] = {}
        for q in range(min(j + window, len(two) - step), j - 1, -1):
            places["\0".join(two[q : q + step])] = q
        best: tuple[int, int, int] | None = None
        for p in range(i, min(i + window, len(one) - step) + 1):
            q = places.get("\0".join(one[p : p + step]), -1)
            if q >= 0 and (best is None or p - i + q - j < best[0]):
                best = (p - i + q - j, p, q)
        if best is not None:
            return best[1], best[2]
        if i + window >= len(one) and j + window >= len(two):
            return _ends(one, two, i, j)
        window *= 4


def _ends(one: Sequence[str], two: Sequence[str], i: int, j: int) -> tuple[int, int]:
    """At the very end: keep what is alike there, count the rest as different."""
    p, q = len(one), len(two)
    while p > i and q > j and one[p - 1] == two[q - 1]:
        p, q = p - 1, q - 1
    return p, q
