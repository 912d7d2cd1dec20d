"""Finds what gives the order of a book in a folder: a list, a README, numbers in names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from octavo.files.names import is_file
from octavo.manuscripts.volume import numbered, readme
from octavo.manuscripts.volume.listed import Order
from octavo.model.finding import InputError, Place

LISTS = (
    "SUMMARY.md", "src/SUMMARY.md", "_quarto.yml", "myst.yml", "_toc.yml", "_bookdown.yml",
    "Book.txt", "manuscript/Book.txt", "mkdocs.yml", "_sidebar.md", "config.toml",
)  # fmt: skip
"""Files that give the order of a book, as they stand in its folder."""

DEEPEST = 3
"""A list, or numbered files, are looked for in folders so far below."""

README = "README.md"
SHOWN = 6

Read = Callable[[Path], Order | None]


def order_in(folder: Path, read: Read) -> Order | None:
    """Return the order of the files of a folder; None where nothing gives one.

    `read` reads a list. Raises InputError where several folders have one of their own.
    """
    for name in LISTS:
        if is_file(folder / name) and (order := read(folder / name)) is not None:
            return order
    below = [*_below(folder)]
    lists = [next((at / name for name in LISTS if is_file(at / name)), None) for at in below]
    listed = _nearest(folder, [one for one in lists if one and _is_list(one, read)])
    if listed is not None:
        return read(listed)
    order = of_readme(folder / README)
    if order is not None:
        return order
    places = [one for one in (folder, *below) if numbered.has_numbers(one)]
    at = folder if folder in places else _nearest(folder, places)
    if at is None:
        return None
    order = Order(at, folder)
    numbered.read(order)
    return order


def of_readme(path: Path) -> Order | None:
    """Return the order that a README gives; None for another file, or one that lists no book."""
    order = Order(path, path.parent)
    if path.name != README or not is_file(path):
        return None
    readme.read(order)
    return order if readme.lists_a_book(order) else None


def _is_list(path: Path, read: Read) -> bool:
    try:
        return read(path) is not None
    except InputError:
        return False


def _below(folder: Path) -> Iterator[Path]:
    """Yield the folders below, nearest first."""
    level: list[Path] = [folder]
    for _ in range(DEEPEST):
        level = [
            one
            for at in level
            for one in sorted(at.iterdir())
            if one.is_dir() and not one.is_symlink() and numbered.is_open(one)
        ]
        yield from level


def _nearest(folder: Path, places: Sequence[Path]) -> Path | None:
    """Return the place that is nearest to a folder.

    Raises InputError where several are equally near: only an editor knows which is the book.
    """
    depths = [len(one.parts) for one in places]
    nearest = [one for one, depth in zip(places, depths, strict=True) if depth == min(depths)]
    if len(nearest) > 1:
        names = [str(one.relative_to(folder)) for one in nearest]
        more = f" and {len(names) - SHOWN} more" if names[SHOWN:] else ""
        raise InputError(
            f"It holds {len(names)} books, or one in several versions:"
            f" {', '.join(names[:SHOWN])}{more}.",
            place=Place(str(folder)),
            hint=f"Name one of these, as {nearest[0]}.",
        )
    return nearest[0] if nearest else None
