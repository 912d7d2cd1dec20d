"""What the types of the structure tree's elements must be: roles, nesting, headings, texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from octavo.formats.pdf.ua.checkpoints import Failure, Failures
from octavo.formats.pdf.ua.tree import Element, Tree

TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
"""A language tag (RFC 3066, 2.1)."""

IN = {
    "TR": ("Table", "THead", "TBody", "TFoot"),
    "THead": ("Table",),
    "TBody": ("Table",),
    "TFoot": ("Table",),
    "TH": ("TR",),
    "TD": ("TR",),
    "LI": ("L",),
    "LBody": ("LI",),
    "TOCI": ("TOC",),
    "RB": ("Ruby",),
    "RT": ("Ruby",),
    "RP": ("Ruby",),
    "WT": ("Warichu",),
    "WP": ("Warichu",),
}
"""Types that stand in some others alone (ISO 32000-1, 14.8.4.3)."""


@dataclass(frozen=True, slots=True)
class _Holds:
    """What an element may hold: `kinds`, and a caption first, or last, or nowhere."""

    kinds: frozenset[str]
    caption: str = ""


HOLDS = {
    "Table": _Holds(frozenset(("TR", "THead", "TBody", "TFoot")), "first or last"),
    "THead": _Holds(frozenset(("TR",))),
    "TBody": _Holds(frozenset(("TR",))),
    "TFoot": _Holds(frozenset(("TR",))),
    "TR": _Holds(frozenset(("TH", "TD"))),
    "L": _Holds(frozenset(("L", "LI")), "first"),
    "LI": _Holds(frozenset(("Lbl", "LBody"))),
    "TOC": _Holds(frozenset(("TOC", "TOCI")), "first"),
    "Ruby": _Holds(frozenset(("RB", "RT", "RP"))),
    "Warichu": _Holds(frozenset(("WT", "WP"))),
}

LISTS, CONTENTS = frozenset(("L", "LI", "LBody")), frozenset(("TOC", "TOCI"))
RUBY, WARICHU = frozenset(("Ruby", "RB", "RT", "RP")), frozenset(("Warichu", "WT", "WP"))


def _of(kind: str) -> str:
    """Return the condition of the nesting of a type."""
    groups = {"09-005": LISTS, "09-006": CONTENTS, "09-007": RUBY, "09-008": WARICHU}
    return next((name for name, kinds in groups.items() if kind in kinds), "09-004")


def faults(tree: Tree) -> Failures:
    """Yield what is wrong with the elements of a tree."""
    for kind, checkpoint in sorted(tree.roles.faulty.items()):
        yield Failure(checkpoint, kind)
    for element in tree.elements:
        yield from _nesting(element)
        yield from _texts(element)
        if element.kinds.count("H") > 1:
            yield Failure("14-006", element.written)
    yield from _headings(tree)
    yield from _notes(tree)


def _nesting(element: Element) -> Failures:
    kind, parent = element.kind, element.parent
    if kind in IN and (parent is None or parent.kind not in IN[kind]):
        yield Failure(_of(kind), f"{kind} in {parent.kind if parent else 'nothing'}")
    if kind in HOLDS:
        yield from _held(element, HOLDS[kind])
    if kind == "Table":
        yield from _parts(element.kinds)


def _held(element: Element, holds: _Holds) -> Failures:
    kinds = element.kinds
    rest = list(kinds)
    if "first" in holds.caption and rest[:1] == ["Caption"]:
        del rest[0]
    elif "last" in holds.caption and rest[-1:] == ["Caption"]:
        del rest[-1]
    for other in dict.fromkeys(kind for kind in rest if kind not in holds.kinds):
        yield Failure(_of(element.kind), f"{other} in {element.kind}")


def _parts(kinds: Sequence[str]) -> Failures:
    """A table has one head and one foot at the most, and then a body (ISO 32000-1, table 337)."""
    for part in ("THead", "TFoot"):
        if kinds.count(part) > 1:
            yield Failure("09-004", f"more than one {part} in a Table")
        if part in kinds and "TBody" not in kinds:
            yield Failure("09-004", f"{part} without TBody")


def _texts(element: Element) -> Failures:
    """Figures and formulas have words, and the language of words is known."""
    alt, actual, expanded = (element.text(name) for name in ("/Alt", "/ActualText", "/E"))
    has_words = bool(alt) or actual is not None  # an actual text may be empty: nothing is read
    if element.kind == "Figure" and not has_words:
        yield Failure("13-004")
    if element.kind == "Formula" and not has_words:
        yield Failure("17-002")
    if not element.language and any(text is not None for text in (alt, actual, expanded)):
        yield Failure("11-002", element.written)
    tag = element.text("/Lang")
    if tag and not TAG.fullmatch(tag):
        yield Failure("7.2", tag[:40])


def _headings(tree: Tree) -> Failures:
    """Numbered headings begin with the first level and skip none (ISO 14289-1, 7.4.2)."""
    last, has_plain = 0, False
    for element in tree.elements:
        kind = element.kind
        has_plain = has_plain or kind == "H"
        if kind == "H" or kind[:1] != "H" or not kind[1:].isdigit():
            continue
        level = int(kind[1:])
        if level > last + 1:
            about = f"{kind} follows H{last}" if last else kind
            yield Failure("14-003" if last else "14-002", about)
        last = level
    if has_plain and last:
        yield Failure("14-007")


def _notes(tree: Tree) -> Failures:
    names: Counter[str] = Counter()
    for note in tree.of_kind("Note"):
        name = note.text("/ID")
        if not name:
            yield Failure("19-003")
        else:
            names[name] += 1
    for name, count in names.items():
        if count > 1:
            yield Failure("19-004", name)
