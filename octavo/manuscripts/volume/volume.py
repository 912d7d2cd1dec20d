"""Gathers the files of a book: those that were named, or those that a list of files orders."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from octavo.files.names import is_file
from octavo.manuscripts.pieces import Manuscript
from octavo.manuscripts.volume import described, folders, lines, macros, notebook
from octavo.manuscripts.volume.edit import Edit
from octavo.manuscripts.volume.listed import Item, Order
from octavo.manuscripts.volume.order import order_of
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier

MARKDOWN = (".md", ".markdown", ".mkd", ".qmd", ".rmd")
SHOWN = 5
DRAWN = (".png", ".svg", ".jpeg", ".jpg")
PANDOCS = re.compile(r"\$\$|\\begin\{|\[-?@[\w{]|^:{3,} ?\{", re.MULTILINE)
"""What pandoc's Markdown has, and CommonMark has not: formulas, citations, divisions."""

MOST = 2_000_000
"""So many bytes of a file are looked through for its headings before it is read."""


@dataclass(slots=True)
class Volume:
    """Files in order, how each is edited, the titles of parts before each, what a list says.

    `names` are what the files are called in source/original/. `bound`: whether they are one text,
    with links between them; `is_listed`: whether a list, or their folder, gives their order; `file`
    is the list, `described` a metadata file that stands beside;
    `style` is the citation style that the list names.
    """

    paths: list[Path]
    edits: list[Edit | None]
    names: list[str]
    parts: dict[int, list[Item]] = field(default_factory=dict)
    embedded: dict[str, object] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    bound: bool = False
    is_listed: bool = False
    file: Path | None = None
    described: Path | None = None
    style: str = ""

    @property
    def beside(self) -> list[Path]:
        """The files that stand beside the texts and are kept with them."""
        return [file for file in (self.file, self.described) if file is not None]

    def take(self, first: Manuscript) -> None:
        """Give the first manuscript what the list says of the book, not of a chapter.

        Raises InputError where the metadata file is no text.
        """
        if self.described is not None:
            described.take(self.described, first)
        if not self.is_listed:
            return
        if PurePath(first.name).stem.lower() != "index":
            first.embedded = {k: v for k, v in first.embedded.items() if k not in ("title", "date")}
        first.embedded |= self.embedded
        first.findings += self.findings


def gather(paths: Sequence[Path]) -> Volume:
    """Return the files of a book; one that is a folder or a list stands for the files in it.

    Raises InputError where a list is damaged, or none of its files is there.
    """
    order = order_of(paths[0]) if len(paths) == 1 else None
    if order is not None:
        return _listed(order)
    plain = Volume(list(paths), [None] * len(paths), [path.name for path in paths])
    if len(paths) == 1 and paths[0].suffix == notebook.SUFFIX and is_file(paths[0]):
        plain.edits = [Edit(notebook=notebook.read(paths[0]))]
    if not all(path.suffix.lower() in MARKDOWN for path in paths):
        return plain
    plain.described = described.file_of(paths)
    if len(paths) > 1:
        plain.bound = True
        plain.edits = [Edit(keeps=keeps) for keeps in _keep(paths)]
    return plain


def _keep(paths: Sequence[Path]) -> list[bool]:
    """Return for each file whether it goes on with the one before it: it has no top heading.

    Where the first file has none either, each stands by itself.
    """
    tops = [_top(path) for path in paths]
    return [tops[0] == 1 and top != 1 for top in tops]


def _top(path: Path) -> int:
    """Return the highest level of a file's headings; 0 where it has none."""
    if not is_file(path):
        return 0
    with path.open("rb") as file:
        text = file.read(MOST).decode("utf-8", "replace").replace("\r\n", "\n")
    return min((heading.level for heading in lines.headings(lines.atx(text))), default=0)


def _listed(order: Order) -> Volume:
    """Return the files that a list orders."""
    volume = Volume(
        [], [], [], bound=True, is_listed=True, embedded=order.embedded, style=order.style
    )
    volume.file = order.file if is_file(order.file) else None
    plain = order.file.name == "SUMMARY.md"
    root = order.folder
    volume.described = described.file_in(root) or described.file_in(order.file.parent)
    drawn = {} if plain else _drawn(root)
    defined = {} if plain else macros.of_folder(root)
    for item in order.items:
        if item.path is None:
            volume.parts.setdefault(len(volume.paths), []).append(item)
            continue
        volume.paths.append(item.path)
        is_plain = plain or (order.is_plain and not _is_pandocs(item.path))
        edit = Edit(item.depth, item.division, item.label, True, True, is_plain, root)
        book = notebook.read(item.path) if item.path.suffix == notebook.SUFFIX else None
        edit = replace(edit, folder=item.path.parent, drawn=drawn, notebook=book, macros=defined)
        volume.edits.append(edit)
    if order.file.name == "Book.txt":
        volume.edits = [one and replace(one, is_leanpub=True) for one in volume.edits]
        _go_on(volume)
    volume.names = _names(order.folder, volume.paths)
    if order.missing:
        volume.findings.append(_missing(order))
    if volume.file is None:
        volume.findings.append(_by_names(order))
    elif order.file.name == folders.README:
        volume.findings.append(_by_readme(order))
    return volume


def _is_pandocs(path: Path) -> bool:
    """Whether a text has, outside code, what only pandoc's Markdown has."""
    text = path.read_text(encoding="utf-8", errors="replace")
    return PANDOCS.search(lines.without_code(text)) is not None


def _go_on(volume: Volume) -> None:
    """Let files without a top heading go on with the one before them, where others have one.

    Leanpub reads all files as one text: the signs of a heading are its level, wherever it stands.
    """
    tops = [_top(path) for path in volume.paths]
    for number, (edit, top) in enumerate(zip(volume.edits, tops, strict=True)):
        if edit is not None and number and top != 1 and 1 in tops[:number]:
            volume.edits[number] = replace(edit, depth=None, keeps=True)


def _drawn(root: Path) -> dict[str, Path]:
    """Return the pictures that code drew in an earlier run, by the labels of the code.

    knitr calls them so: `figure-html/LABEL-1.png`, in a folder beside the text or the book.
    """
    made: dict[str, Path] = {}
    for folder in sorted(root.glob("**/figure-html")):
        for path in sorted(folder.glob("*-1.*")):
            label = path.stem.removesuffix("-1")
            if path.suffix in DRAWN and not label.startswith("unnamed-chunk"):
                made.setdefault(label, path)
    return made


def _names(folder: Path, paths: list[Path]) -> list[str]:
    """Return a name for each file that no other has: of two of one name, the folder's with it."""
    counts = Counter(path.name.casefold() for path in paths)
    return [
        path.name if counts[path.name.casefold()] == 1 else "-".join(path.relative_to(folder).parts)
        for path in paths
    ]


def _by_names(order: Order) -> Finding:
    names = order.left_out
    message = "The order of the files is that of the numbers in their names"
    if names:
        more = f" and {len(names) - SHOWN} more" if names[SHOWN:] else ""
        left = counted(len(names), "file without one is", "files without one are")
        message += f"; {left} not in the book: {', '.join(names[:SHOWN])}{more}"
    hint = "If it is another, name the files in theirs, or write a SUMMARY.md with a link to each."
    place = Place(order.folder.name)
    return Finding(
        "import-file-order", f"{message}.", Severity.WARNING, Tier.FLAG, place, hint=hint
    )


def _by_readme(order: Order) -> Finding:
    message = f"{order.file.name} gives the order of the files; its own words are not in the book."
    hint = "If they belong there, name all files in their order, or write a SUMMARY.md."
    place = Place(order.file.name)
    return Finding("import-file-order", message, Severity.WARNING, Tier.FLAG, place, hint=hint)


def _missing(order: Order) -> Finding:
    names = order.missing
    what = "1 file that is" if len(names) == 1 else f"{len(names)} files that are"
    more = f" and {len(names) - SHOWN} more" if names[SHOWN:] else ""
    message = f"{order.file.name} names {what} not there: {', '.join(names[:SHOWN])}{more}."
    hint = (
        "They are not in the book. Put them beside the others and import anew, if they should be."
    )
    place = Place(order.file.name)
    return Finding(
        "import-file-missing",
        message,
        Severity.WARNING,
        Tier.FLAG,
        place,
        before=names[0],
        hint=hint,
    )
