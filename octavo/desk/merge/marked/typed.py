"""Makes hunks of strokes and carets: which tokens of a leaf they change, and into what.

What is not sure has a doubt, which says why: it is shown, and a person decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from octavo.desk.merge.hunk import Hunk, What
from octavo.desk.merge.hunks import what_of
from octavo.desk.merge.leaf import Atom, Kind, Leaf, Token, pieces
from octavo.desk.merge.marked.signs import Signs, shown
from octavo.desk.merge.marked.strokes import Caret, Stretch
from octavo.text.lexicon import Lexicon

FEW = 2
"""How many letters of a word may be struck out, or put in, alone: a letter too many, an ending."""

PARTS = 4
"""Of so many letters of a word one is struck out alone, no more: else half of it may be meant."""

PART = "the stroke covers a part of a word"
AMONG = "a note's mark, a formula, a picture or the end of a line of verse stands among its words"
SEVERAL = "the stroke goes over the end of a paragraph"
WHOLE_NOTE = "the whole of a note is struck out, and its mark in the text is not"
CITED = "a part of a citation, or of code, is changed by hand"
LOOKS = "the words are in several looks, and nothing shows which the new ones have"
PARAGRAPHS = "what is new has several lines"
NOTHING = "the caret says nothing"
NO_WORDS = "no words of the text stand there"
WITHIN = "the caret stands within a letter"
JOINED = "it may be a word of its own, or be joined with the one beside it"
IN_WORD = "the caret stands within a word, or at the edge of a paragraph"

CLOSING = frozenset(
    ",.;:!?)]}\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
    "\N{HORIZONTAL ELLIPSIS}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
)
OPENING = frozenset(
    "([{\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"
)
VOWELS = "aeiouy\N{LATIN SMALL LETTER A WITH GRAVE}"
SOLID = (Atom.NOTE, Atom.MATH, Atom.IMAGE, Atom.BREAK)
END = Token("\n\n", atom=Atom.END)


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes hunks of the signs of what was sent; `words` are those of the text's language."""

    signs: Signs
    words: Lexicon

    def struck(self, stretch: Stretch, text: str | None) -> Hunk:
        """Return the hunk of words that are struck out, or replaced by a text."""
        first, last = self.signs.spot(stretch.first), self.signs.spot(stretch.end - 1)
        number, start, end = first.leaf, first.token, last.token + 1
        leaf = self.signs.leaves[number]
        head = first.within
        tail = self.signs.first_of(number, end) - stretch.end
        gone = leaf.tokens[start:end]
        doubt = self._doubt(stretch, gone, (head, tail), text)
        if text is None and not (head or tail):
            return self._deleted(number, start, end, doubt)
        if text and not doubt:
            doubt = PARAGRAPHS if "\n" in text.strip() else LOOKS if len(_looks(gone)) > 1 else ""
        before, behind = shown(gone[0])[:head], shown(gone[-1])
        words = before + _line(text or "") + behind[len(behind) - tail :]
        after = _as_typed(words, _look(gone), gone)
        return Hunk(what_of(leaf, gone, after), number, start, end, after, doubt=doubt)

    def _doubt(
        self, stretch: Stretch, gone: Sequence[Token], cut: tuple[int, int], text: str | None
    ) -> str:
        """Return why it is not sure what a stroke over some tokens of a leaf means; "" if it is."""
        head, tail = cut
        if any(token.atom in SOLID for token in gone):
            return AMONG
        if (head and gone[0].atom) or (tail and gone[-1].atom):
            return CITED
        is_clean = (not head or stretch.starts_clean) and (not tail or stretch.ends_clean)
        if (head or tail) and not is_clean:
            return PART
        if text is not None or not (head or tail):
            return ""
        word = shown(gone[0])
        left = word[:head] + word[len(word) - tail :]
        struck = stretch.end - stretch.first
        is_few = struck <= min(FEW, len(word) // PARTS) and len(gone) == 1
        return "" if is_few and self.words.knows(left) else PART

    def _deleted(self, number: int, start: int, end: int, doubt: str) -> Hunk:
        """Return the hunk of whole words that are struck out, with a space beside them."""
        leaf = self.signs.leaves[number]
        tokens = leaf.tokens
        is_whole = not any(shown(one).strip() for one in (*tokens[:start], *tokens[end:]))
        if is_whole and leaf.kind in (Kind.PARAGRAPH, Kind.HEADING):
            return Hunk(What.DELETED, number, 0, len(tokens), (), doubt=doubt)
        if is_whole and leaf.kind is Kind.NOTE:
            return Hunk(What.NOTE, number, 0, len(tokens), (), doubt=WHOLE_NOTE)
        start, end = _with_space(tokens, start, end)
        return Hunk(what_of(leaf, tokens[start:end], ()), number, start, end, (), doubt=doubt)

    def inserted(self, caret: Caret, text: str) -> Hunk:
        """Return the hunk of words that are put in where a caret stands."""
        at = _gap(caret, self.signs)
        doubt = at.doubt or ("" if caret.is_clean else WITHIN)
        if not text:
            doubt = NOTHING
        elif "\n" in text.strip():
            doubt = doubt or PARAGRAPHS
        if at.within:
            return self._put_in(at, _line(text) if text.strip() else " ", doubt)
        left, right, why = self._spaces(at, text)
        return self._put_between(at, (left, _line(text), right), doubt or why)

    def _put_in(self, at: _Gap, text: str, doubt: str) -> Hunk:
        """Return the hunk of letters that are put into a word."""
        token = self.signs.leaves[at.leaf].tokens[at.token]
        word = shown(token)
        made = word[: at.within] + text + word[at.within :]
        is_word = len(text) <= FEW or not any(map(str.isalnum, text)) or self.words.knows(made)
        if token.atom:
            doubt = CITED
        after = _as_typed(made, token.look, (token,))
        what = what_of(self.signs.leaves[at.leaf], (token,), after)
        doubt = doubt or ("" if is_word else IN_WORD)
        return Hunk(what, at.leaf, at.token, at.token + 1, after, doubt=doubt)

    def _put_between(self, at: _Gap, parts: tuple[bool, str, bool], doubt: str) -> Hunk:
        left, words, right = parts
        leaf = self.signs.leaves[at.leaf]
        tokens = leaf.tokens
        beside = tokens[at.token - 1] if at.token else tokens[0]
        other = tokens[at.behind] if at.behind < len(tokens) else beside
        look = beside.look if beside.look == other.look else frozenset()
        new = [Token(one, frozenset() if one.isspace() else look) for one in pieces(words)]
        # What is joined with the word behind stands behind the space between the two.
        place = at.behind if right and not left and at.behind > at.token else at.token
        if not left and not right and at.behind > at.token and at.lean > 0:
            place = at.behind
        after = (*([Token(" ")] if left else []), *new, *([Token(" ")] if right else []))
        return Hunk(what_of(leaf, (), after), at.leaf, place, place, after, doubt=doubt)

    def _spaces(self, at: _Gap, text: str) -> tuple[bool, bool, str]:
        """Return on which sides of new words a space is to stand, and why that is not sure."""
        words = _line(text)
        if not words:
            return False, False, NOTHING
        tokens = self.signs.leaves[at.leaf].tokens
        before = shown(tokens[at.token - 1]) if at.token else ""
        behind = shown(tokens[at.behind]) if at.behind < len(tokens) else ""
        if at.behind == at.token and before and behind:
            return self._between_signs(before, behind, text)
        if words[0] in CLOSING and not any(map(str.isalnum, words)):
            return False, False, ""
        if at.is_start:
            is_apart, _, why = self._beside_space(at, ("", behind), text)
            return False, is_apart, why
        return self._beside_space(at, (before, behind), text)

    def _between_signs(self, before: str, behind: str, text: str) -> tuple[bool, bool, str]:
        """Return the spaces of what is put between a word and a sign: `word^,`."""
        words = _line(text)
        if before in OPENING or behind in OPENING:
            left, right = behind in OPENING, before in OPENING
            is_word = words[-1].isalnum() and words[0].isalnum()
            return left and is_word, right and is_word, ""
        is_apart = text[:1].isspace() or " " in words
        joins = before.isalnum() and words[0].isalnum() and not is_apart
        if joins and not self._is_joined(before + words, words):
            return True, False, "" if self._is_apart(before + words, words) else JOINED
        return is_apart and words[0] not in CLOSING, text[-1:].isspace() and behind.isalnum(), ""

    def _beside_space(self, at: _Gap, around: tuple[str, str], text: str) -> tuple[bool, bool, str]:
        """Return the spaces of what is put where a space stands already."""
        words = _line(text)
        is_bare = not (text[:1].isspace() or text[-1:].isspace() or " " in words)
        if words[0] in OPENING and not any(map(str.isalnum, words)):
            return False, False, "" if at.lean > 0 else JOINED
        if not is_bare or not at.lean or words[:1].isupper():
            return True, False, ""
        beside = around[0] if at.lean < 0 else around[1]
        both = beside + words if at.lean < 0 else words + beside
        if not words.isalnum() or not beside.isalnum():
            is_word = all(part.isalnum() for part in words.replace("-", " ").split())
            return True, False, "" if is_word and words[0].isalnum() else JOINED
        if self._is_apart(both, words):
            return True, False, ""
        joined = self._is_joined(both, words)
        return not joined, False, "" if joined else JOINED

    def _is_joined(self, both: str, words: str) -> bool:
        return self.words.knows(both) and not self._is_word(words)

    def _is_apart(self, both: str, words: str) -> bool:
        return self._is_word(words) and not self.words.knows(both)

    def _is_word(self, words: str) -> bool:
        """Whether something may be a word of its own: of single letters a vowel alone."""
        is_letter = len(words) == 1 and words.isalpha() and words.casefold() not in VOWELS
        return self.words.knows(words) and not is_letter

    def parted(self, caret: Caret) -> Hunk:
        """Return the hunk of a paragraph that is parted where a caret stands."""
        at = _gap(caret, self.signs)
        doubt = at.doubt or ("" if caret.is_clean else WITHIN)
        if at.within or at.is_start or at.is_end:
            doubt = IN_WORD
        end = at.token if at.within else at.behind
        return Hunk(What.SPLIT, at.leaf, at.token, end, (END,), doubt=doubt)


@dataclass(frozen=True, slots=True)
class _Gap:
    """Where something is put in: before the token `token` of a leaf, or `within` letters into it.

    `behind` is the token behind a space that stands there; the same where none does. `lean` is that
    of the caret. A line of verse has a start and an end of its own.
    """

    leaf: int
    token: int
    within: int = 0
    behind: int = 0
    lean: int = 0
    is_start: bool = False
    is_end: bool = False
    doubt: str = ""


def _gap(caret: Caret, signs: Signs) -> _Gap:
    """Return where a caret stands among the tokens of a leaf."""
    if caret.before is None:
        return _Gap(signs.leaf_of(caret.behind or 0), 0, lean=caret.lean, is_start=True)
    left = signs.spot(caret.before)
    tokens = signs.leaves[left.leaf].tokens
    at = left.token + 1
    if caret.behind is not None and signs.first_of(left.leaf, at) > caret.behind:
        return _Gap(left.leaf, left.token, left.within + 1)
    end = len(tokens) if caret.behind is None else signs.spot(caret.behind).token
    atoms = [n for n in range(at, end) if not tokens[n].is_space and tokens[n].atom in SOLID]
    kinds = {tokens[n].atom for n in atoms}
    if kinds == {Atom.BREAK}:
        if caret.lean > 0:
            return _Gap(left.leaf, atoms[-1] + 1, behind=end, lean=1, is_start=True)
        return _Gap(left.leaf, at, behind=at, lean=caret.lean, is_end=True)
    if caret.behind is None:
        return _Gap(left.leaf, at, behind=at, lean=caret.lean, is_end=True)
    if kinds == {Atom.NOTE}:
        at = atoms[-1] + 1
    doubt = AMONG if kinds - {Atom.NOTE} else ""
    return _Gap(left.leaf, at, 0, end, caret.lean, doubt=doubt)


def _line(text: str) -> str:
    return " ".join(text.split())


def _looks(tokens: Sequence[Token]) -> set[frozenset[str]]:
    return {token.look for token in tokens if not token.is_space}


def _look(tokens: Sequence[Token]) -> frozenset[str]:
    looks = _looks(tokens)
    return looks.pop() if len(looks) == 1 else frozenset()


def _as_typed(text: str, look: frozenset[str], gone: Sequence[Token]) -> tuple[Token, ...]:
    """Return new words as tokens; those that stand for code are code."""
    if len(gone) == 1 and gone[0].atom is Atom.CODE:
        return (replace(gone[0], text=text),)
    return tuple(Token(one, look) for one in pieces(text))


def _with_space(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """Return a stretch with one of the spaces on its sides, so that none is left over."""
    before = start > 0 and tokens[start - 1].is_space
    behind = end < len(tokens) and tokens[end].is_space
    at_end = end == len(tokens) or shown(tokens[end])[:1] in CLOSING
    if before and (behind or at_end):
        return start - 1, end
    if behind and (start == 0 or shown(tokens[start - 1])[-1:] in OPENING):
        return start, end + 1
    return start, end


def leaf_words(leaf: Leaf, start: int, end: int) -> str:
    """Return the words of some tokens as they are printed."""
    return "".join(shown(token) for token in leaf.tokens[start:end])
