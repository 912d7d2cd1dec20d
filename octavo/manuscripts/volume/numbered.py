"""The order that files of a folder have by their names: 01-mills.md, chapter2.md, appendix-a.md.

Also by the place that their headers give them (Docusaurus, "sidebar_position"; Hugo, "weight";
Just the Docs, "nav_order").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from octavo.files import json
from octavo.files.names import is_file
from octavo.manuscripts.volume import stated
from octavo.manuscripts.volume.listed import FIRST, Item, Order

WRITTEN = (".md", ".markdown", ".qmd", ".rmd", ".ipynb")
"""Endings of texts; a notebook is one where no text of its name stands beside it."""

NUMBER = re.compile(
    r"(?:(?:ch|chap|chapter|kapitel|chapitre|cap|lesson|lecture|section|sec|unit|week|day|module|step"
    r"|part|book)[-_ .]?)?(?P<numbers>\d+(?:[-_.]\d+)*)(?!\d)",
    re.IGNORECASE,
)
APPENDIX = re.compile(
    r"app(?:endix)?[-_ .]?(?:[A-Z]|\d+)(?![a-z])|appendi(?:x|ces)\b", re.IGNORECASE
)
FRONT = ("index", "title", "dedication", "foreword", "preface", "introduction", "intro", "about")
BACK = ("conclusion", "epilogue", "afterword", "glossary", "acknowledgements", "acknowledgments",
        "thanks", "bibliography", "references", "colophon")  # fmt: skip
PLACED = re.compile(
    r"^(?:sidebar_position|weight|nav_order|order|position):[ \t]*(?P<number>\d+)[ \t]*$",
    re.MULTILINE,
)
FEWEST = 2
HEADER = re.compile(r"\A---[ \t]*\n(?P<rows>.*?)\n---[ \t]*\n", re.DOTALL)
MOST = 4_000
"""So many characters of a file are looked through for its header."""


APART = frozenset((
    "_book", "_build", "_site", "_includes", "_layouts", "_data", "_static", "_sass",
    "node_modules", "translations", "i18n", "site", "public", "vendor", "target",
))  # fmt: skip
"""Folders that programs make, or that hold no text of the book."""


@dataclass(frozen=True, slots=True)
class _Ranked:
    rank: int
    numbers: tuple[int, ...]
    path: Path
    division: str


def read(order: Order) -> None:
    """Take the files of a folder, and those of its folders that are numbered, in their order.

    The book's folder may be above: its pictures may stand there, and a README with its title.
    """
    _files(order, order.file, 0)
    titled(order)
    order.is_plain = True


def has_numbers(folder: Path) -> bool:
    """Whether files of Markdown in a folder are numbered, or folders that hold such files."""
    ranks = [_ranked(path).rank for path in _entries(folder) if path.name not in FIRST]
    return ranks.count(1) >= max(FEWEST, ranks.count(-1))


def _files(order: Order, folder: Path, depth: int, first: Path | None = None) -> None:
    entries = (_ranked(path) for path in _entries(folder) if path != first)
    for one in sorted(entries, key=lambda one: (one.rank, one.numbers, one.path)):
        if one.path.is_dir():
            _folder(order, one, depth)
        elif one.rank < 0:
            order.left_out.append(one.path.name)
        else:
            order.items.append(Item(one.path, depth, one.division if not depth else ""))


def _folder(order: Order, one: _Ranked, depth: int) -> None:
    """Take a numbered folder: a chapter with sections, where it has a first page; else a part."""
    first = next((one.path / name for name in FIRST if is_file(one.path / name)), None)
    label = _label(one.path)
    alone = len(_entries(one.path)) == 1
    if first is not None:
        order.items.append(Item(first, depth, one.division, label))
    elif not alone:
        order.items.append(Item(None, depth, "part" if not depth else "", label))
    below = depth + 1 if first is not None or (depth and not alone) else depth
    _files(order, one.path, below, first)


def _label(folder: Path) -> str:
    """Return what a folder is called: by its own settings (Docusaurus), else by its name."""
    settings = folder / "_category_.json"
    if is_file(settings):
        known = json.parse(settings.read_bytes(), str(settings))
        if isinstance(known, dict) and known.get("label"):
            return str(known["label"])
    words = re.sub(r"[-_ ]+", " ", re.sub(r"^\d+[-_. ]*", "", folder.name)).strip() or folder.name
    return words if re.search(r"[A-Z]", words) else words[:1].upper() + words[1:]


def _entries(folder: Path) -> list[Path]:
    """Return the files of Markdown in a folder, and the numbered folders that hold such files."""
    entries = [path for path in folder.iterdir() if is_open(path)]
    files = [one for one in entries if one.suffix.lower() in WRITTEN and one.is_file()]
    texts = {one.stem for one in files if one.suffix != WRITTEN[-1]}
    files = [one for one in files if one.suffix != WRITTEN[-1] or one.stem not in texts]
    folders = [one for one in entries if NUMBER.match(one.name) and one.is_dir()]
    return [*files, *(one for one in folders if _entries(one))]


def is_open(path: Path) -> bool:
    """Whether a folder may hold the text of a book, or a file be of it, by its name."""
    return not path.name.startswith(".") and path.name not in APART


def _ranked(path: Path) -> _Ranked:
    """Return where a file stands: before the numbered ones, among, behind; nowhere by its name."""
    stem = path.stem.lower() if path.is_file() else path.name
    number = NUMBER.match(stem)
    if number:
        parts = tuple(int(one) for one in re.findall(r"\d+", number["numbers"]))
        return _Ranked(1, parts, path, "")
    placed = _placed(path)
    if placed is not None:
        return _Ranked(1, (placed,), path, "")
    if APPENDIX.match(path.stem):
        return _Ranked(2, (), path, "appendix")
    if stem in FRONT:
        return _Ranked(0, (FRONT.index(stem),), path, "frontmatter")
    if stem in BACK:
        return _Ranked(3, (BACK.index(stem),), path, "backmatter")
    return _Ranked(-1, (), path, "")


def _placed(path: Path) -> int | None:
    if not path.is_file():
        return None
    with path.open("rb") as file:
        header = HEADER.match(file.read(MOST).decode("utf-8", "replace").replace("\r\n", "\n"))
    place = PLACED.search(header["rows"]) if header else None
    return int(place["number"]) if place else None


def titled(order: Order) -> None:
    """Take the title from the README that stands beside the files, or above them."""
    for up in (order.file, order.file.parent, order.folder):
        if is_file(up / "README.md") and "title" not in order.embedded:
            stated.readme(order.embedded, up / "README.md")
