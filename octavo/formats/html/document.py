"""The document as the web page and EPUB give it to pandoc: its images found, its metadata bare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import orjson

from octavo.artefact import Job
from octavo.ast import Document, Node, children, join_words, meta_value, string
from octavo.finding import InputError, Place

MEDIA_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
"""The image types that EPUB 3.3 (3.2, core media types) and every browser show."""

BOXES = ("\N{BALLOT BOX}", "\N{BALLOT BOX WITH X}")
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")


def load(job: Job) -> Document:
    """Read a job's document and prepare it: decorative images marked, metadata reduced.

    Raises InputError where an image is missing, remote, or of a type that a book cannot hold.
    """
    data = job.document.read_bytes()
    try:
        document = Document.loads(data)
    except (orjson.JSONDecodeError, KeyError) as fault:
        raise InputError(
            "This is not pandoc's JSON.", place=Place(str(job.document)), hint="Build again."
        ) from fault
    if b'"Image"' in data:
        for node in _images(document.blocks):
            _prepare_image(node, job)
    if any(box.encode() in data for box in BOXES):
        _keep_boxes(document.blocks)
    join_words(document.blocks)
    edition = job.project.edition
    document.meta = {
        "lang": meta_value(edition.lang),
        "title": meta_value(edition.title),
        "identifier": meta_value(edition.identifier or "urn:octavo:book"),
    }
    return document


def _images(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        if node["t"] == "Image":
            yield node
        elif node["t"] not in ("Str", "Space", "SoftBreak", "Code", "CodeBlock"):
            for inner in children(node):
                yield from _images(inner)


def _keep_boxes(nodes: list[Node]) -> None:
    """Put a list item's ballot box in a Span, else pandoc writes a control in place of the sign."""
    for node in nodes:
        inner_lists = list(children(node))
        for inner in inner_lists:
            _keep_boxes(inner)
        if node["t"] == "BulletList":
            for item in inner_lists:
                first = item[0]["c"] if item and item[0]["t"] in ("Plain", "Para") else []
                if first and first[0]["t"] == "Str" and first[0]["c"].split(" ")[0] in BOXES:
                    box, rest = first[0]["c"][:1], first[0]["c"][1:]
                    span = {"t": "Span", "c": [["", ["task"], []], [string(box)]]}
                    first[:1] = [span, *([string(rest)] if rest else [])]


def _prepare_image(node: Node, job: Job) -> None:
    url = node["c"][2][0]
    if url.startswith("data:"):
        _check_data(url)
        return
    image_file(url, job.project.source)
    known = job.project.edition.images.get(unquote(url))
    if known is not None and known.decorative:
        node["c"][0][1].append("decorative")


def _check_data(url: str) -> None:
    if url[5:].partition(";")[0] not in MEDIA_TYPES.values():
        raise InputError(
            f"An image that stands in the text itself ({url[:40]}…) is of an unknown type.",
            hint="Save it as PNG, JPEG or SVG below source/images.",
        )


def image_file(url: str, source: Path) -> Path:
    """Give the file that an image's address means, below `source`.

    Raises InputError where there is none, or where it is no image that a book can hold.
    """
    if SCHEME.match(url):
        raise InputError(
            f"The image {url} is not in the book.",
            hint="Save it below source/images and write its path there.",
        )
    for name in (url, unquote(url)):
        path = source / name
        if path.is_file() and path.resolve().is_relative_to(source.parent.resolve()):
            break
    else:
        raise InputError(
            f"The image {url} is missing: there is no such file below {source.name}/.",
            hint="Put the file there, or correct the path in the text.",
        )
    if path.suffix.lower() not in MEDIA_TYPES:
        raise InputError(
            f"The image {url} is of a type that e-books and browsers do not show.",
            hint="Save it as PNG, JPEG or SVG.",
        )
    return path
