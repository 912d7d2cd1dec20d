"""Words that stand between signs of markup: the signs go, and the words are set as they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from octavo.model.finding import Finding, Tier
from octavo.model.nodes import Node
from octavo.prose.isolate import isolate
from octavo.prose.prose import Change, Run

MARKS = {
    "Emph": ("*", "*"),
    "Strong": ("**", "**"),
    "Superscript": ("^", "^"),
    "Subscript": ("~", "~"),
    "SmallCaps": ("[", "]{.smallcaps}"),
    "": ("", ""),
}
"""What stands around the words in the source, for each kind of inline that pandoc has."""
OTHER = {"*": ("_", "_"), "**": ("__", "__")}
"""The same in other signs, for words that have these as text: before and after must differ."""
TIGHT = ("Superscript", "Subscript")
"""Between the signs of these a space needs a backslash."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A Change whose `after` are the words at `inner`, and pandoc's name for how they are set.

    Without a `kind` the words stay as they are. `before` is what stands there now.
    """

    change: Change
    inner: tuple[int, int]
    kind: str

    before: str = ""

    def is_spelt(self, opening: str) -> bool:
        """Whether the text has these signs around the words already, as text."""
        return opening in OTHER and self.before.startswith(opening)

    @property
    def markdown(self) -> str:
        """The words as the source will have them."""
        opening, closing = MARKS[self.kind]
        words = self.change.after
        if self.is_spelt(opening):
            opening, closing = OTHER[opening]
        return opening + (words.replace(" ", "\\ ") if self.kind in TIGHT else words) + closing


def unwrap(run: Run, wrapped: Sequence[Wrapped]) -> list[Finding]:
    """Take the signs away if certain or accepted; return all findings, in the order of the text.

    Where the signs begin and end in different emphasis, the text stays, and it is a suggestion.
    The Run is then no longer good.
    """
    findings, last = [], len(run.text)
    for one in sorted(wrapped, key=lambda one: one.change.start, reverse=True):
        change = one.change
        if change.end > last or run.is_fixed(change.start, change.end):
            continue
        last = change.start
        asked = run.finding(replace(change, after=one.markdown, is_markup=bool(one.kind)))
        settled = run.document.settle(asked)
        if settled and settled.tier is Tier.AUTO and not _put(run, one):
            settled = replace(settled, tier=Tier.SUGGEST)
        findings += [settled] if settled else []
    return findings[::-1]


def _put(run: Run, one: Wrapped) -> bool:
    """Set the words and take the signs out; False where they are no whole stretch of one list."""
    (start, end), (first, last) = (one.change.start, one.change.end), one.inner
    closing = isolate(run, last, end)
    words = isolate(run, first, last)
    opening = isolate(run, start, first)
    if closing is None or words is None or opening is None:
        return False
    holder, at, from_ = opening
    if closing[0] is not holder or words[0] is not holder:
        return False
    size = words[2] - words[1]
    inside = holder[from_ : from_ + size]
    made: list[Node] = [{"t": one.kind, "c": inside}] if one.kind else inside
    holder[at : from_ + size + closing[2] - closing[1]] = made
    return True
