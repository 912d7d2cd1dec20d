"""The canonical text: its chapters read, each alone, and joined to one document."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePath
from typing import NamedTuple

from octavo import pandoc
from octavo.book import authored, comments
from octavo.book.chapter import BOM, Chapter
from octavo.book.mapped import aligned
from octavo.cache import Cache, key_of
from octavo.model import nesting
from octavo.model.finding import Finding, InputError, Place, Severity
from octavo.model.nodes import Document
from octavo.prose.prose import Prose
from octavo.system import programs

CHAPTERS = "chapters"
"""What the cache holds of chapters: each as pandoc read it."""

FEW = 3  # fewer chapters than this are not worth a common process
YAML = re.compile(
    r"(?:\A|(?<=\n))---[ \t]*\r?\n(?![ \t\r]*\n)(?:.*\r?\n)*?(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)"
)
"""A YAML block as pandoc looks for it: from `---` with a line below to `---` or `...`."""


def read_chapters(files: Sequence[Path], root: Path, cache: Path) -> list[Chapter]:
    """Read the chapters, each alone, in the order given; on all cores, unless `cache` has them.

    The blocks are those that `custom/chapters.lua` gives. A YAML block inside a chapter is an
    error among its findings. Raises InputError for a file that is missing or no UTF-8 text.
    """
    store = Cache(cache)
    typed = [_text_of(file, root) for file in files]
    for one in typed:
        if store.get(CHAPTERS, _key(one.text)) is None:
            nesting.check_text(one.text, one.name)
    cores = os.cpu_count() or 1
    with ThreadPoolExecutor(cores) as pool:
        new = [one for one in typed if _is_new(one.text, store)]
        new.sort(key=lambda one: len(one.text))
        list(pool.map(lambda number: _read_together(new[number::cores], store), range(cores)))
        return list(pool.map(lambda one: parse(one.name, one.text, store, bom=one.bom), typed))


class _File(NamedTuple):
    """A chapter's file before pandoc reads it: `bom` is whether it has a byte order mark."""

    path: Path
    name: str
    text: str
    bom: bool


def _is_new(text: str, store: Cache) -> bool:
    """Whether a text can be read with others: it is new, and has no YAML and no comment."""
    return not (YAML.search(text) or comments.may_hold(text) or store.get(CHAPTERS, _key(text)))


def _read_together(chapters: list[_File], store: Cache) -> None:
    """Let one process read several chapters: starting pandoc costs as much as ten pages.

    Where that fails, each is read alone, so that the fault is reported for its own file.
    """
    if len(chapters) < FEW:
        return
    with suppress(InputError):
        read = pandoc.read_files([chapter.path for chapter in chapters])
        for chapter, division in zip(chapters, read.blocks, strict=True):
            data = Document({}, division["c"][1], read.api).dumps()
            store.put(CHAPTERS, _key(chapter.text), data)


def _text_of(file: Path, root: Path) -> _File:
    """Return a file with its name below the root, and its text."""
    name = (file.relative_to(root) if file.is_relative_to(root) else file).as_posix()
    try:
        data = file.read_bytes()
    except OSError as fault:
        reason = fault.strerror or "it cannot be read"
        hint = "Put the file back, or take it off the list of sources."
        raise InputError(
            f"The chapter cannot be read: {reason}.", place=Place(name), hint=hint
        ) from fault
    bom = data.startswith(BOM)
    return _File(file, name, decode(name, data.removeprefix(BOM)), bom)


def _key(text: str) -> str:
    return key_of(programs.identity(Path(pandoc.program())), pandoc.READER, text)


def parse(name: str, text: str, store: Cache, *, bom: bool = False) -> Chapter:
    """Read a chapter's text, or give it from the store. Raises InputError where pandoc cannot."""
    key = _key(text)
    data, beside = store.get(CHAPTERS, key), comments.kept(name, text, store, key)
    if data is None:
        nesting.check_text(text, name)
        try:
            data = pandoc.read(beside.without(text).encode()).dumps()
        except InputError as fault:
            block = next(iter(_yaml(text)), None)
            place = Place(name, block[0] if block else 0)
            raise InputError(fault.message, place=place, hint=_TAKE_OUT if block else "") from fault
        store.put(CHAPTERS, key, data)
    chapter = Chapter(name, text, data, bom, comments=beside)
    faults = [*_metadata(chapter), *comments.unclosed(beside, chapter.place)]
    faults += authored.unread(chapter, store, lambda: aligned(chapter, store)[1])
    return replace(chapter, findings=tuple(faults))


def decode(name: str, data: bytes) -> str:
    """Return a file's text. Raises InputError with the line of the first byte that is not UTF-8."""
    try:
        text = data.decode()
    except UnicodeDecodeError as fault:
        wrong, what = fault.start, f"This is not UTF-8 text: byte 0x{data[fault.start]:02X}"
    else:
        wrong, what = data.find(b"\0"), "This is not text: a NUL byte"
        if wrong < 0:
            return text
    line = data.count(b"\n", 0, wrong) + 1
    hint, file = "Save it as UTF-8.", PurePath(name)
    if file.suffix:  # "standard input" is no file
        hint = f"Save it as UTF-8, or bring the manuscript in with `octavo import {file.name}`."
    raise InputError(f"{what} stands in this line.", place=Place(name, line), hint=hint)


_TAKE_OUT = "Move it to metadata/edition.yaml, or put a blank line below its first `---`."


def _metadata(chapter: Chapter) -> Iterable[Finding]:
    """Find what pandoc took out of the text as metadata."""
    if b'"meta":{}' in chapter.data:
        return
    keys = chapter.document().meta.keys()
    lines = [line for line, block in _yaml(chapter.text) if _is_metadata(block, set(keys))]
    for line in lines or [1]:
        yield Finding(
            "chapter-metadata",
            "A metadata block stands inside a chapter: it would not be printed, nor obeyed.",
            Severity.ERROR,
            place=Place(chapter.file, line, 1),
            hint=_TAKE_OUT,
        )


def _yaml(text: str) -> list[tuple[int, str]]:
    """Return what looks like a YAML block, with its line: there may be several."""
    return [(text.count("\n", 0, m.start()) + 1, m[0]) for m in YAML.finditer(text)]


def _is_metadata(block: str, keys: set[str]) -> bool:
    try:
        meta = pandoc.read(block.encode()).meta
    except InputError:
        return False
    return bool(meta) and meta.keys() <= keys


def join(
    chapters: Sequence[Chapter], reader: Callable[[Chapter], Document] = Chapter.document
) -> tuple[Document, Prose]:
    """Join chapters to one document, as `custom/chapters.lua` does, and number its words.

    Each chapter is a Div of class `source` with its file's name; `reader` gives its document.
    """
    document = Document({}, [])
    prose = Prose(document)
    for number, chapter in enumerate(chapters):
        read = reader(chapter)
        document.api = read.api
        document.blocks.append(
            {"t": "Div", "c": [["", ["source"], [["name", chapter.file]]], read.blocks]}
        )
        prose.trace.number(number, read.blocks)
    return document, prose
