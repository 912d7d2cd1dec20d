"""Puts a sentence's stop behind the citation that follows it, as a citation in brackets wants.

An author who cites in notes closes the sentence first: `without pay.’ [@lenin, p. 3] But`. In a
style that cites in the text the citation is part of the sentence (New Hart's Rules, 2nd ed., 17.3;
The Chicago Manual of Style, 17th ed., 15.25): `without pay’ (Lenin 1917, 3). But`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from octavo.model.finding import Finding
from octavo.model.nodes import Node, stringify
from octavo.prose.prose import CONTEXT, OBJECT, Change, Prose, Run

RULE = "cite-placement"

KINDS = frozenset(("Para", "Plain"))
"""Running text: a heading, a term, a caption's picture and a line of verse have no such stop."""

CLOSING = "\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}'\""
CLOSING += (
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
)
OPENING = "\N{LEFT SINGLE QUOTATION MARK}\N{LEFT DOUBLE QUOTATION MARK}'\"(["
OPENING += (
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"
)

STOPPED = re.compile(rf"(?P<stop>(?<!\.)\.|[?!])[{CLOSING}]*\s+(?P<cites>{OBJECT}(?:\s*{OBJECT})*)")
"""A stop, the quotation marks behind it, and the citations after them."""

SHORTENED = re.compile(r"(?:(?:\b[^\W\d_]\.)*\b[^\W\d_]|\bal)$")
"""Initials and *et al.*: whether their point closes a sentence, only its end can tell."""

LISTED = re.compile(r"\betc$")
"""Its point stays, and another closes the sentence."""


@dataclass(frozen=True, slots=True)
class Move:
    """A stop at `at` in a Run, and the last of the citations behind it, at `cite`.

    The stop is taken away where it does not stay (`stays`), and one is set behind the citations
    where none stands there (`is_set`).
    """

    at: int
    cite: int
    stays: bool
    is_set: bool


def place(prose: Prose) -> list[Finding]:
    """Move the stops of a document, in place; return a finding for each that was moved.

    Displayed quotations and notes stay as they are: there the citation follows the stop.
    """
    findings: list[Finding] = []
    for run in list(prose.runs()):
        if run.marks and run.kind in KINDS and not run.depth and not run.note:
            cites = {at: node for at, node in run.marks if node["t"] == "Cite"}
            moves = list(_moves(run.text, cites))
            done = [_move(run, move, cites) for move in reversed(moves)]
            findings += chain.from_iterable(reversed(done))
    return findings


def _moves(text: str, cites: dict[int, Node]) -> Iterator[Move]:
    for match in STOPPED.finditer(text):
        here = [n for n in range(*match.span("cites")) if text[n] == OBJECT]
        if not all(n in cites and _is_bracketed(cites[n]) for n in here):
            continue
        before, rest = text[: match.start()], text[match.end() :]
        is_set = not rest.startswith(".")
        if is_set and not _ends(rest):
            continue
        stays = match["stop"] != "."
        if not stays and SHORTENED.search(before):
            if rest.strip():
                continue
            stays = True
        stays = stays or LISTED.search(before) is not None
        if is_set or not stays:
            yield Move(match.start(), here[-1], stays, is_set)


def _is_bracketed(cite: Node) -> bool:
    """Whether a citation stands in brackets; `@lenin [p. 3] says` is its sentence's subject."""
    return all(one["citationMode"]["t"] != "AuthorInText" for one in cite["c"][0])


def _ends(rest: str) -> bool:
    """Whether a sentence ends here: the paragraph does, or a capital follows white space."""
    following = rest.lstrip()
    if not following:
        return True
    return following != rest and following.lstrip(OPENING)[:1].isupper()


def _move(run: Run, move: Move, cites: dict[int, Node]) -> list[Finding]:
    """Make one move; none where an editor rejected it, or the stop is not to be touched."""
    stop = run.text[move.at]
    message = "The stop of the sentence stands behind the citation in this style."
    taken = Change(move.at, move.at + 1, stop if move.stays else "", RULE, message)
    finding = run.finding(taken)
    if not move.stays:
        made = run.change([taken])
        if not made:
            return []
        finding = made[0]
    elif run.is_fixed(move.at, move.at + 1):
        return []
    if move.is_set:
        _set_stop(run, move.cite, cites[move.cite])
    return [_finding_of(run, move, cites, finding)]


def _finding_of(run: Run, move: Move, cites: dict[int, Node], finding: Finding) -> Finding:
    """Return a move's finding: the words from the stop to the citation, and those behind it."""
    stop, end = run.text[move.at], move.cite + 1
    moved = "".join(
        _written(cites[at]) if at in cites else run.text[at] for at in range(move.at + 1, end)
    )
    return replace(
        finding,
        before=stop + moved + ("" if move.is_set else "."),
        after=(stop if move.stays else "") + moved + ".",
        context=(finding.context[0], run.text[end + (not move.is_set) :][:CONTEXT]),
    )


def _set_stop(run: Run, at: int, cite: Node) -> None:
    """Put a stop behind a citation, before the mark of a note that may stand there."""
    holder = next(piece.holder for piece in run.pieces if piece.start <= at < piece.end)
    number = next(n for n, node in enumerate(holder) if node is cite)
    holder.insert(number + 1, {"t": "Str", "c": "."})
    run.document.touch(holder)


def _written(cite: Node) -> str:
    """Return a citation as Markdown has it."""
    parts = []
    for one in cite["c"][0]:
        minus = "-" if one["citationMode"]["t"] == "SuppressAuthor" else ""
        key = f"{minus}@{one['citationId']}{stringify(one['citationSuffix'])}"
        parts.append(f"{stringify(one['citationPrefix'])} {key}".strip())
    return f"[{'; '.join(parts)}]"
