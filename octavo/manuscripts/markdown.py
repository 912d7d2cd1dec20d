"""Reads a Markdown manuscript: the author's own signs stay as they were typed where they can."""

from __future__ import annotations

import re
from pathlib import Path

from octavo import pandoc
from octavo.ast import Document, Node, meta_text, stringify, walk
from octavo.bibliography import references
from octavo.finding import Finding, InputError, Place, Severity, Tier
from octavo.manuscripts import converted, headings
from octavo.manuscripts.comparing import canonical
from octavo.manuscripts.decoding import decode
from octavo.manuscripts.pictures import Album
from octavo.manuscripts.pieces import Chapter, Manuscript, Passage

FRONT = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
TITLE_BLOCK = re.compile(r"\A%.*\n(?:[ \t]+\S.*\n)*(?:%.*\n(?:[ \t]+\S.*\n)*){0,2}")
TOP = re.compile(r"^(?:#(?!#).*|(?=\S).*\n=+[ \t]*)$", re.MULTILINE)
FIELDS = ("title", "subtitle", "lang", "date", "publisher", "rights", "description")


def read(data: bytes, file: str, beside: Path, lang: str) -> Manuscript:
    """Read a Markdown file; `beside` is the folder it stands in, for its images.

    Raises InputError where it holds no text.
    """
    decoded = decode(data, file, lang)
    text = re.sub(r"\r\n?", "\n", decoded.text)
    body = FRONT.sub("", text, count=1)
    body = TITLE_BLOCK.sub("", body, count=1) if body == text else body
    manuscript = Manuscript(file, told=f"Markdown in {decoded.encoding} ({decoded.reason})")
    _front(manuscript, pandoc.read(text.encode()), beside)
    document = pandoc.read(body.encode())
    if not document.blocks:
        raise InputError("There is no text in it.", place=Place(file))
    _raw(manuscript, document)
    _write(manuscript, body, document, beside)
    return manuscript


def _front(manuscript: Manuscript, document: Document, beside: Path) -> None:
    """Take what the file says of itself, and the bibliography it names."""
    meta = document.meta
    for key in FIELDS:
        value = meta_text(meta, key)
        if value:
            manuscript.embedded[key] = value
    authors = converted.meta_texts(meta, "author")
    if authors:
        manuscript.embedded["author"] = authors
    for name in converted.meta_texts(meta, "bibliography"):
        path = beside / name
        inside = path.resolve().is_relative_to(beside.resolve())
        if inside and path.is_file():
            manuscript.references += [work.item for work in references.read(path)]


def _raw(manuscript: Manuscript, document: Document) -> None:
    raw = [n for n in walk(document.blocks) if n["t"] in ("RawBlock", "RawInline")]
    if raw:
        manuscript.findings.append(
            Finding(
                "import-raw-markup",
                f"The text holds raw markup in {len(raw)} places, which no edition shows.",
                Severity.WARNING,
                Tier.FLAG,
                Place(manuscript.name),
                before=raw[0]["c"][1],
                hint="Write it in Markdown; `octavo lint` names each place.",
            )
        )


def _write(manuscript: Manuscript, body: str, document: Document, beside: Path) -> None:
    """Keep the text as typed, with new paths of images; where that fails, write it anew."""
    album = Album(manuscript.name, None, beside)
    album.collect(document.blocks)
    manuscript.images = album.images
    manuscript.findings += album.findings
    for old, new in album.moved.items():
        body = re.sub(rf"(\]\(<?|\]:\s*<?){re.escape(old)}(?=[>)\s])", rf"\g<1>{new}", body)
    chapters = _as_typed(body, document)
    if chapters is None:
        converted.fill(manuscript, document)
        manuscript.told += "; written anew by pandoc"
        return
    manuscript.chapters = chapters
    title = manuscript.embedded.get("title")
    manuscript.title = str(title or (chapters[0].title if len(chapters) == 1 else ""))
    manuscript.passages = [
        Passage(stringify(n["c"])) for n in walk(document.blocks) if n["t"] in ("Para", "Plain")
    ]
    manuscript.numbered = any(headings.says_number(chapter.title) for chapter in chapters)


def _as_typed(body: str, document: Document) -> list[Chapter] | None:
    """Split the text at its top headings; None where the parts do not read as the whole does."""
    tops = [b for b in document.blocks if b["t"] == "Header" and b["c"][0] == 1]
    if not tops and any(b["t"] == "Header" for b in document.blocks):
        return None
    starts = [match.start() for match in TOP.finditer(body)]
    if len(starts) != len(tops):
        starts = []
    cuts = sorted({0, *starts} - ({0} if starts and not body[: starts[0]].strip() else set()))
    parts = [body[a:b] for a, b in zip(cuts or [0], [*cuts[1:], len(body)], strict=True)]
    read = [pandoc.read(part.encode()).blocks for part in parts]
    if canonical([block for blocks in read for block in blocks]) != canonical(document.blocks):
        return None
    return [
        Chapter(_name(blocks), f"{part.strip(chr(10))}\n")
        for part, blocks in zip(parts, read, strict=True)
    ]


def _name(blocks: list[Node]) -> str:
    return stringify(blocks[0]["c"][2]) if blocks and blocks[0]["t"] == "Header" else ""
