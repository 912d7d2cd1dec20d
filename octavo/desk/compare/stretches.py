"""What differs between two rows of words: few stretches that a person can read, not many bits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from octavo.desk.compare.pieces import Piece
from octavo.desk.merge import tying
from octavo.desk.merge.tying import Block

LEAST = 2
"""With fewer words between them, two changes become one if both are longer than twice this."""


def stretches(one: Sequence[Piece], other: Sequence[Piece]) -> list[Block]:
    """Return the blocks of two rows of pieces: those that are the same, and those that differ."""
    blocks = tying.blocks_of([piece.key for piece in one], [piece.key for piece in other])
    made: list[Block] = []
    for number, block in enumerate(blocks):
        last = made[-1] if made else None
        if last is None or last.is_same:
            made.append(block)
        elif not block.is_same or (
            number + 1 < len(blocks) and _is_bridge(one, last, block, blocks[number + 1])
        ):
            made[-1] = _joined(last, block)
        else:
            made.append(block)
    return made


def _joined(block: Block, following: Block) -> Block:
    return replace(block, end=following.end, other_end=following.other_end)


def _is_bridge(one: Sequence[Piece], before: Block, block: Block, behind: Block) -> bool:
    """Whether what stands between two changes is too little to be read by itself."""
    between = one[block.start : block.end]
    if any(piece.is_end or piece.parts for piece in between):
        return False
    words = sum(not piece.is_space for piece in between)
    return not words or (words < LEAST and min(_size(before), _size(behind)) > 2 * LEAST)


def _size(block: Block) -> int:
    return max(block.end - block.start, block.other_end - block.other_start)
