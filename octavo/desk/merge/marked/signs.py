"""The signs of leaves: their letters, white space aside, numbered through all of a text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from octavo.desk.merge.leaf import Atom, Leaf, Token
from octavo.formats.pdf.proofs.glyphs import visible


def shown(token: Token) -> str:
    """Return the words that a token is printed as; of a citation, those that are set for it."""
    if token.atom is Atom.CITE:
        return token.text.partition("\n")[2]
    return token.text if token.atom in (Atom.NONE, Atom.CODE) else ""


def read_as(leaf: Leaf) -> str:
    """Return a leaf as it is printed."""
    return "".join(shown(token) for token in leaf.tokens)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a sign stands: its leaf, its token there, and its place among the token's signs."""

    leaf: int
    token: int
    within: int


@dataclass(slots=True)
class Signs:
    """The signs of some leaves. `ends` say for each leaf and token where its signs end."""

    leaves: Sequence[Leaf]
    text: str = field(init=False)
    starts: list[int] = field(init=False)
    tokens: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        """Count the signs."""
        self.starts, self.tokens = [], []
        texts: list[str] = []
        count = 0
        for leaf in self.leaves:
            self.starts.append(count)
            firsts = []
            for token in leaf.tokens:
                firsts.append(count)
                texts.append(visible(shown(token)))
                count += len(texts[-1])
            self.tokens.append(firsts)
        self.text = "".join(texts)

    def leaf_of(self, sign: int) -> int:
        """Return the leaf in which a sign stands."""
        return bisect_right(self.starts, sign) - 1

    def spot(self, sign: int) -> Spot:
        """Return where a sign stands."""
        leaf = self.leaf_of(sign)
        firsts = self.tokens[leaf]
        token = bisect_right(firsts, sign) - 1
        return Spot(leaf, token, sign - firsts[token])

    def ends(self, leaf: int) -> tuple[int, int]:
        """Return the signs of a leaf: the first, and that behind the last."""
        last = self.starts[leaf + 1] if leaf + 1 < len(self.starts) else len(self.text)
        return self.starts[leaf], last

    def first_of(self, leaf: int, token: int) -> int:
        """Return the first sign of a token; behind the last token, the end of the leaf."""
        firsts = self.tokens[leaf]
        return firsts[token] if token < len(firsts) else self.ends(leaf)[1]

    def sign_at(self, leaf: int, character: int) -> int:
        """Return the sign with which a character of a leaf, as it is printed, begins."""
        return self.starts[leaf] + len(visible(read_as(self.leaves[leaf])[:character]))

    def is_word(self, one: int, other: int) -> bool:
        """Whether two signs stand in the same token."""
        a, b = self.spot(one), self.spot(other)
        return (a.leaf, a.token) == (b.leaf, b.token)
