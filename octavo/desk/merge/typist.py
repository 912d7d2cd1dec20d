"""Types words into a leaf of a chapter: as few characters as may be, else as far as looks reach."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from octavo.desk.merge import markdown
from octavo.desk.merge.leaf import Atom, Kind, Token
from octavo.desk.merge.markdown import Piece, typed
from octavo.desk.merge.text_leaves import Typed

OPENS, CLOSES = re.compile(r"[*_~^\[]+\Z"), re.compile(r"[*_~^]+")
LINK = re.compile(r"[*_~^]*\](?:\((?:[^()\\]|\\.|\([^()]*\))*\)|\[[^\]]*\])?(?:\{[^}\n]*\})?|>")


BY_HAND = "a paragraph of a list, a table or a note is parted by hand"


class CannotWriteError(Exception):
    """A hunk cannot be typed; the message says why."""


@dataclass(slots=True)
class Typist:
    """Types words into a leaf."""

    text: str
    leaf: Typed
    notes: list[tuple[Token, ...]]

    def plain(self, start: int, end: int, after: Sequence[Token]) -> tuple[int, int, str] | None:
        """Return an edit of words in one look, with no markup among them; None if there is some."""
        tokens, spans = self.leaf.leaf.tokens, self.leaf.spans
        looks = {token.look for token in (*tokens[start:end], *after) if not token.is_space}
        if len(looks) > 1 or len(set(self.leaf.wraps[start:end])) > 1:
            return None
        place = self._between(start, end, looks)
        is_set_off = any(looks) or self._empties(start, end)
        if place is None or (not after and is_set_off):
            return None  # marks of emphasis stand close at their words
        first, last = place
        covered = self.text[first:last]
        known = [spans[at] for at in range(start, end)]
        if start < end and (None in known or not self._is_bare(covered, start, end)):
            return None
        text = "".join(self.new(token) for token in after)
        return first, last, text if start else self._begun(text)

    def _between(self, start: int, end: int, looks: set[frozenset[str]]) -> tuple[int, int] | None:
        """Return the characters of a stretch of tokens; of an empty one, where it stands."""
        tokens, spans = self.leaf.leaf.tokens, self.leaf.spans
        if start < end:
            first, last = spans[start], spans[end - 1]
            return (first[0], last[1]) if first and last else None
        for at, side in ((start - 1, 1), (start, 0)):
            span = spans[at] if 0 <= at < len(spans) else None
            if span and (not looks or tokens[at].look in looks) and not tokens[at].atom:
                return span[side], span[side]
        for at, side in ((start - 1, 1), (start, 0)):
            span = spans[at] if 0 <= at < len(spans) else None
            if span and tokens[at].atom and looks <= {frozenset()}:
                return span[side], span[side]
        return None

    def _is_bare(self, covered: str, start: int, end: int) -> bool:
        """Whether nothing but the tokens stands in their characters."""
        size = sum(span[1] - span[0] for span in self.leaf.spans[start:end] if span)
        return size == len(covered)

    def _empties(self, start: int, end: int) -> bool:
        """Whether nothing would be left between marks of emphasis, or in a link."""
        tokens, wraps = self.leaf.leaf.tokens, self.leaf.wraps
        if start == end:
            return False
        look, wrap = tokens[start].look, wraps[start]
        if not look and not wrap:
            return False
        around = (start - 1, end)
        return not any(
            0 <= at < len(tokens) and tokens[at].look == look and wraps[at] == wrap for at in around
        )

    def rewritten(self, start: int, end: int, after: Sequence[Token]) -> tuple[int, int, str]:
        """Return an edit that types a stretch anew, as far as looks and links reach around it."""
        first, last = self._outwards(start, end)
        begin, close = self._edges(first, last)
        before, behind = self._kept(first, start), self._kept(end, last)
        if not after and before and before[-1].is_space and behind and behind[0].is_space:
            behind = behind[1:]
        pieces = [*before, *self.pieces(after), *behind]
        return begin, close, typed(pieces) if first else self._begun(typed(pieces))

    def _begun(self, text: str) -> str:
        """Return the beginning of a leaf, which is to be read as words."""
        is_plain = self.leaf.leaf.kind in (Kind.PARAGRAPH, Kind.NOTE)
        return markdown.begun(text) if is_plain and "|" not in self.leaf.depth else text

    def pieces(self, after: Sequence[Token]) -> list[Piece]:
        """Return new words, each with its look."""
        return [Piece(self.new(token), token.look) for token in after]

    def _outwards(self, start: int, end: int) -> tuple[int, int]:
        size = len(self.leaf.leaf.tokens)
        while start > 0 and not self._is_plain(start - 1):
            start -= 1
        while end < size and not self._is_plain(end):
            end += 1
        return start, end

    def _is_plain(self, at: int) -> bool:
        token = self.leaf.leaf.tokens[at]
        is_open = token.look or self.leaf.wraps[at] or token.is_space
        return not is_open and self.leaf.spans[at] is not None

    def _edges(self, first: int, last: int) -> tuple[int, int]:
        """Return the characters between two plain tokens, or as far as the leaf's markup goes."""
        spans = self.leaf.spans
        inner = [span for span in spans[first:last] if span]
        before = spans[first - 1] if first else None
        behind = spans[last] if last < len(spans) else None
        if not inner and before is None and behind is None:
            raise CannotWriteError("the place of the words is not known")
        begin = before[1] if before else self.start(inner[0][0] if inner else behind[0])  # type: ignore[index]
        close = behind[0] if behind else self.stop(inner[-1][1] if inner else begin)
        return begin, max(begin, close)

    def start(self, at: int) -> int:
        """Return where the markup begins that opens right before a character."""
        opening = OPENS.search(self.text, 0, at)
        line = self.text.rfind("\n", 0, at) + 1
        return max(opening.start(), line) if opening else at

    def stop(self, at: int) -> int:
        """Return where the markup ends that closes right behind a character."""
        closing = LINK.match(self.text, at) or CLOSES.match(self.text, at)
        return closing.end() if closing else at

    def _kept(self, first: int, last: int) -> list[Piece]:
        """Return tokens as they are typed already."""
        pieces: list[Piece] = []
        at = first
        while at < last:
            wrap = self.leaf.wraps[at]
            if wrap:
                end = at
                while end < last and self.leaf.wraps[end] == wrap:
                    end += 1
                pieces.append(self._wrapped(at, end, wrap))
                at = end
                continue
            token, span = self.leaf.leaf.tokens[at], self.leaf.spans[at]
            if span is None and not token.is_space:
                raise CannotWriteError("the place of a word beside it is not known")
            pieces.append(Piece(self.text[slice(*span)] if span else " ", token.look))
            at += 1
        return pieces

    def _wrapped(self, start: int, end: int, wrap: int) -> Piece:
        """Return a link or a span as it is typed, whole."""
        first, last = self.leaf.spans[start], self.leaf.spans[end - 1]
        is_whole = self.leaf.wraps.count(wrap) == end - start
        opening = self.text.rfind("[", 0, first[0]) if first else -1
        closing = LINK.match(self.text, last[1]) if last else None
        if not is_whole or opening < 0 or closing is None:
            raise CannotWriteError("the change reaches into a link")
        return Piece(self.text[opening : closing.end()])

    def new(self, token: Token) -> str:
        """Return a new word or atom as Markdown. Raises CannotWriteError where it has no form."""
        if token.atom is Atom.NOTE and self.notes:
            words = self.notes.pop(0)
            if not any(one.atom is Atom.END for one in words):
                return f"^[{typed(self.pieces(words))}]"
        if token.atom in (Atom.CITE, Atom.MATH, Atom.IMAGE, Atom.NOTE, Atom.FIELD):
            return self._known(token)
        if token.atom is Atom.END:
            return self._parted()
        text = markdown.new(token, in_table="|" in self.leaf.depth)
        if text is None:
            raise CannotWriteError(f"a {token.atom} cannot be typed from the Word file")
        return text

    def _parted(self) -> str:
        """Return what stands between two paragraphs where the leaf stands."""
        if self.leaf.depth == "" and self.leaf.leaf.kind is Kind.PARAGRAPH:
            return "\n\n"
        if self.leaf.depth == ">":
            return "\n>\n> "
        raise CannotWriteError(BY_HAND)

    def _known(self, token: Token) -> str:
        """Return an atom of the leaf that is written again, the only one of its kind."""
        same = [
            span
            for one, span in zip(self.leaf.leaf.tokens, self.leaf.spans, strict=True)
            if one.atom is token.atom and span
        ]
        if len(same) != 1:
            raise CannotWriteError(f"a {token.atom} cannot be typed from the Word file")
        return self.text[slice(*same[0])]
