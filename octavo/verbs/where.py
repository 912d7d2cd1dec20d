"""The verb where: print the folder that pandoc needs."""

from __future__ import annotations

from octavo import pandoc


def where() -> int:
    """Print the folder for pandoc's --data-dir: the built-in filters and the reader."""
    print(pandoc.data_dir())
    return 0
