"""Pictures of an e-book: none has more pixels than all shops take."""

from __future__ import annotations

from pathlib import Path

from octavo.cache import Cache, key_of
from octavo.files import redraw_widths
from octavo.files.redraw_covers import MOST_WITHIN, within_epub
from octavo.system import programs

MOVES, HEAD = b"acTL", 4096
"""What a PNG that moves has at its head (APNG)."""

KIND = "pictures"
"""The kind of what is kept in the book's cache."""


def shrink(folder: Path, store: Cache) -> None:
    """Draw the pictures in a folder smaller that have too many pixels, in place.

    What was drawn is kept in a `store`: it takes longer than to write the book. A picture that
    moves stays as it is.
    """
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        data = path.read_bytes()
        width, height = redraw_widths.size_of(data)
        if width * height > MOST_WITHIN and MOVES not in data[:HEAD]:
            wide = int(width * (MOST_WITHIN / (width * height)) ** 0.5)
            path.write_bytes(_drawn(data, wide, store))


def _drawn(data: bytes, width: int, store: Cache) -> bytes:
    key = key_of("within", programs.identity(), str(width), data)
    kept = store.get(KIND, key)
    if kept is None:
        kept = redraw_widths.narrowed(data, width) or within_epub(data)
        store.put(KIND, key, kept)
    return kept
