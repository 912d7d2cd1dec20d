"""Makes hunks of two files laid beside one another: what an editor did, and who did it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from octavo.desk.merge import authors, lost_joins, rows, tying
from octavo.desk.merge.hunk import Hunk, What
from octavo.desk.merge.leaf import Atom, Kind, Leaf, Token
from octavo.desk.merge.matching import Group, Matched
from octavo.desk.merge.tying import Block

END = Token("\n\n", atom=Atom.END)
BY_KIND = {Kind.NOTE: What.NOTE, Kind.CELL: What.CELL, Kind.CAPTION: What.CAPTION}
BY_ATOM = {Atom.CITE: What.CITATION, Atom.IMAGE: What.IMAGE}


@dataclass(frozen=True, slots=True)
class _Side:
    """The tokens of a group's leaves in a row; of each the number of its leaf, and its place."""

    raw: tuple[Token, ...]
    places: tuple[tuple[int, int], ...] = ()

    @property
    def tokens(self) -> list[Token]:
        return [token for token in self.raw if not token.is_gone]


def hunks_of(laid: Matched) -> list[Hunk]:
    """Return the hunks of a returned file in the order of the sent one."""
    made: list[Hunk] = []
    has_formulas = any(token.atom is Atom.MATH for leaf in laid.returned for token in leaf.raw)
    for group in laid.groups:
        made += _of_group(laid, group, has_formulas=has_formulas)
    gone = [_deleted(laid, n) for n in laid.deleted if not _is_formula(laid.sent[n])]
    made += rows.gone(gone, laid)
    made += [*_moved(laid), *lost_joins.lost(laid)]
    inserted = rows.joined(_inserted(laid), laid)
    marks = {token.text for hunk in (*made, *inserted) for token in hunk.after if token.atom}
    new_notes = {n for n, leaf in enumerate(laid.returned) if leaf.note in marks and leaf.note}
    made += [hunk for hunk in inserted if hunk.other not in new_notes]
    made = [_with_notes(laid, _as_its_mark(laid, made, hunk)) for hunk in made]
    return sorted(made, key=lambda hunk: (hunk.leaf, hunk.start, hunk.end, hunk.what))


def _as_its_mark(laid: Matched, made: Sequence[Hunk], hunk: Hunk) -> Hunk:
    """Return the hunk of a note that is gone with the author who took its mark away."""
    leaf = laid.sent[hunk.leaf]
    if hunk.what is not What.DELETED or leaf.kind is not Kind.NOTE:
        return hunk
    for other in made:
        gone = laid.sent[other.leaf].tokens[other.start : other.end] if other.leaf >= 0 else ()
        if any(token.atom is Atom.NOTE and token.text == leaf.note for token in gone):
            return replace(hunk, author=other.author, date=other.date)
    return hunk


def _with_notes(laid: Matched, hunk: Hunk) -> Hunk:
    """Return a hunk with the words of the notes whose marks it writes."""
    marks = [token.text for token in hunk.after if token.atom is Atom.NOTE]
    if not marks:
        return hunk
    words: dict[str, list[Token]] = {mark: [] for mark in marks}
    for leaf in laid.returned:
        if leaf.kind is Kind.NOTE and leaf.note in words:
            words[leaf.note] += [*([END] if words[leaf.note] else []), *leaf.tokens]
    return replace(hunk, notes=tuple(tuple(words[mark]) for mark in marks))


def _is_formula(leaf: Leaf) -> bool:
    """Whether nothing but a formula stands in a leaf: LibreOffice loses some of them."""
    return all(token.atom is Atom.MATH or token.is_space for token in leaf.tokens)


def _of_group(laid: Matched, group: Group, *, has_formulas: bool) -> Iterator[Hunk]:
    sent = _in_a_row([laid.sent[n] for n in group.sent], group.sent)
    returned = _returned(laid, group, sent)
    one, other = sent.tokens, returned.tokens
    for block in _grown(one, tying.blocks_of(_exact(one), _exact(other))):
        if block.is_same:
            yield from _formats(sent, returned, block)
        elif has_formulas or not _is_lost_formula(one, other, block):
            yield from _words(laid, sent, returned, block)
    yield from _level(laid, group)


def _in_a_row(leaves: Sequence[Leaf], numbers: Sequence[int]) -> _Side:
    raw: list[Token] = []
    places: list[tuple[int, int]] = []
    for leaf, number in zip(leaves, numbers, strict=True):
        if raw:
            raw.append(END)
            places.append((number, -1))
        places += [(number, at) for at, token in enumerate(leaf.raw) if not token.is_gone]
        raw += leaf.raw
    return _Side(tuple(raw), tuple(places))


def _returned(laid: Matched, group: Group, sent: _Side) -> _Side:
    """Return the tokens that came back, without ends of paragraphs that only a program has set.

    LibreOffice parts a paragraph where a section of pages ends, which stood behind it.
    """
    raw: list[Token] = []
    known = any(laid.sent[number].ends_section for number in group.sent)
    for at, number in enumerate(group.returned):
        before = laid.returned[group.returned[at - 1]] if at else None
        if before is not None:
            by_program = before.ends_section and not known and before.mark is None
            if not by_program:
                raw.append(replace(END, change=before.mark))
            elif raw and raw[-1].atom is not Atom.BREAK:
                raw.append(Token(" "))
        raw += laid.returned[number].raw
    return _Side(tuple(raw), sent.places)


def _exact(tokens: Sequence[Token]) -> list[str]:
    return [_exactly(token) for token in tokens]


def _exactly(token: Token) -> str:
    """Return what is the same in both files: notes and fields are counted anew by programs."""
    if token.is_space:
        return " "
    if token.atom is Atom.FIELD:
        code, _, _ = token.text.partition("\n")
        return f"{token.atom}\0{code}"
    return token.atom if token.atom is Atom.NOTE else f"{token.atom}\0{token.text}"


def _grown(one: Sequence[Token], blocks: list[Block]) -> list[Block]:
    """Join differing blocks with nothing but a space between them, and those that touch."""
    made: list[Block] = []
    for number, block in enumerate(blocks):
        last = made[-1] if made else None
        more = number + 1 < len(blocks) and not blocks[number + 1].is_same
        bridge = block.is_same and more and _is_bridge(one[block.start : block.end])
        if last is not None and not last.is_same and (not block.is_same or bridge):
            made[-1] = replace(last, end=block.end, other_end=block.other_end)
        else:
            made.append(block)
    return made


def _is_bridge(tokens: Sequence[Token]) -> bool:
    return len(tokens) == 1 and tokens[0].is_space


def _is_lost_formula(one: Sequence[Token], other: Sequence[Token], block: Block) -> bool:
    """Whether only a formula is missing, of a file that has lost all of them."""
    gone, new = one[block.start : block.end], other[block.other_start : block.other_end]
    maths = [token.atom is Atom.MATH or token.is_space for token in gone]
    return bool(maths) and all(maths) and all(token.is_space for token in new)


def _words(laid: Matched, sent: _Side, returned: _Side, block: Block) -> Iterator[Hunk]:
    """Yield the hunks of words that differ: one, or one for each leaf that is gone as a whole."""
    gone = sent.tokens[block.start : block.end]
    after = tuple(returned.tokens[block.other_start : block.other_end])
    if not gone and block.start and sent.tokens[block.start - 1].is_space:
        after = _from_space(after)
    by = authors.author(returned.raw, block, gone, after)
    if any(token.atom is Atom.END for token in gone):
        yield from _over_ends(laid, sent, block, after, by)
        return
    number, start = _place(sent, block.start)
    if after and not gone and start and sent.tokens[block.start - 1].is_space and after[0].is_space:
        start -= 1
    what = what_of(laid.sent[number], gone, after)
    yield Hunk(what, number, start, start + len(gone), after, *by)


def _from_space(after: tuple[Token, ...]) -> tuple[Token, ...]:
    """Let what is only new begin with the space before it, and not end with that behind it."""
    if len(after) < 2 or not after[-1].is_space or after[0].is_space:
        return after
    return (after[-1], *after[:-1])


def _place(sent: _Side, at: int) -> tuple[int, int]:
    """Return the leaf, and the token of it, at which a token of the group stands."""
    if at < len(sent.places) and sent.places[at][1] >= 0:
        return sent.places[at]
    if not at:
        return sent.places[0] if sent.places else (0, 0)
    number, before = sent.places[at - 1]
    return number, before + 1


def _over_ends(
    laid: Matched, sent: _Side, block: Block, after: tuple[Token, ...], by: tuple[str, str]
) -> Iterator[Hunk]:
    """Yield the hunks of a change over ends of paragraphs: leaves deleted, joined, shortened."""
    places = sent.places[block.start : block.end]
    ends = sum(at < 0 for _, at in places)
    stretches: dict[int, list[int]] = {}
    for number, at in places:
        if at >= 0:
            stretches.setdefault(number, []).append(at)
    is_bare = all(token.is_space for token in after)
    for number, own in list(stretches.items()):
        if is_bare and ends and len(own) == len(laid.sent[number].tokens):
            yield Hunk(What.DELETED, number, 0, len(own), (), *by)
            ends -= 1
            del stretches[number]
    if ends:
        first, start = _place(sent, block.start)
        last = places[-1][0]
        end = stretches[first][-1] + 1 if first in stretches else start
        cut = stretches[last][-1] + 1 if last in stretches else 0
        yield Hunk(What.JOINED, first, start, end, after, *by, other=last, cut=cut)
        return
    for number, own in stretches.items():
        yield Hunk(What.WORDS, number, own[0], own[-1] + 1, after, *by)


def what_of(leaf: Leaf, gone: Sequence[Token], after: Sequence[Token]) -> What:
    """Return the kind of a change of some words of a leaf."""
    if any(token.atom is Atom.END for token in after):
        return What.SPLIT
    for token in (*gone, *after):
        if token.atom in BY_ATOM:
            return BY_ATOM[token.atom]
    if any(token.atom is Atom.NOTE for token in (*gone, *after)):
        return What.NOTE
    return BY_KIND.get(leaf.kind, What.WORDS)


def _formats(sent: _Side, returned: _Side, block: Block) -> Iterator[Hunk]:
    """Yield a hunk for each stretch whose words stay and whose look changed."""
    size = block.end - block.start
    one = sent.tokens[block.start : block.end]
    other = returned.tokens[block.other_start : block.other_end]
    changed = [_differs(a, b) for a, b in zip(one, other, strict=True)]
    at = 0
    while at < size:
        if not changed[at]:
            at += 1
            continue
        end = at + 1
        while end < size and changed[end] is not False and sent.places[block.start + end][1] >= 0:
            end += 1
        while not changed[end - 1]:
            end -= 1
        number, start = sent.places[block.start + at]
        after = tuple(other[at:end])
        change = next((t.formatted for t in after if t.formatted), None)
        yield Hunk(What.FORMAT, number, start, start + end - at, after, *authors.by(change))
        at = end


def _differs(one: Token, other: Token) -> bool | None:
    """Whether the look of a token changed; None where nobody would see it."""
    return None if one.is_space or one.atom else one.look != other.look


def _level(laid: Matched, group: Group) -> Iterator[Hunk]:
    sent, returned = laid.sent[group.sent[0]], laid.returned[group.returned[0]]
    if sent.level != returned.level and returned.tokens:
        by = authors.by(returned.styled)
        yield Hunk(What.LEVEL, group.sent[0], 0, 0, (), *by, level=returned.level)


def _deleted(laid: Matched, number: int) -> Hunk:
    """Return the hunk of a leaf that is gone: tracked, where its words stand as taken away."""
    leaf = laid.sent[number]
    holders = (one for one in laid.returned if leaf.ids and leaf.ids[0] in one.ids)
    gone = [token for one in holders for token in one.raw if token.is_gone]
    change = gone[0].change if gone and authors.solid(leaf.tokens) in authors.solid(gone) else None
    return Hunk(What.DELETED, number, 0, len(leaf.tokens), (), *authors.by(change))


def _inserted(laid: Matched) -> Iterator[Hunk]:
    """Yield a hunk for each new leaf; those in a row are numbered in `other`."""
    owner = {n: group.sent[-1] for group in laid.groups for n in group.returned}
    for number in laid.inserted:
        leaf = laid.returned[number]
        near = next((n for n in range(number - 1, -1, -1) if n in owner), None)
        after, change = leaf.tokens, next((t.change for t in leaf.tokens if t.change), None)
        tracked = all(token.change for token in after if not token.is_space)
        yield Hunk(
            What.INSERTED,
            -1 if near is None else owner[near],
            0,
            0,
            after,
            *(authors.by(change) if tracked else ("", "")),
            other=number,
            level=leaf.level,
            kind=leaf.kind,
            style=leaf.style,
        )


def _moved(laid: Matched) -> Iterator[Hunk]:
    """Yield a hunk for each leaf that stands elsewhere: `other` is that which it follows now."""
    owner = {n: group.sent[-1] for group in laid.groups for n in group.returned}
    places = {group.sent[0]: group for group in laid.groups}
    for number in laid.moved:
        first = places[number].returned[0]
        near = next((n for n in range(first - 1, -1, -1) if n in owner), None)
        tokens = laid.returned[first].tokens
        change = next((token.change for token in tokens if token.change), None)
        before = -1 if near is None else owner[near]
        yield Hunk(What.MOVED, number, 0, 0, (), *authors.by(change), other=before)
