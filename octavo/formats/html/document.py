"""The document as the web page and EPUB give it to pandoc: its images found, its metadata bare."""

from __future__ import annotations

from dataclasses import dataclass

import orjson

from octavo.formats.lists import Listing, lists_of
from octavo.formats.pictures import Picture, name_pictures
from octavo.model.artefact import Job
from octavo.model.finding import InputError, Place
from octavo.model.nodes import Document, Node, children, join_words, markup, meta_value, string

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


@dataclass(frozen=True, slots=True)
class Text:
    """A document ready for pandoc, its pictures by the names that they have in it, its lists."""

    document: Document
    pictures: dict[str, Picture]
    lists: list[Listing]


def load(job: Job) -> Text:
    """Read a job's document and prepare it: decorative images marked, metadata reduced.

    Raises InputError where an image is missing or leads out of the project.
    """
    data = job.document.read_bytes()
    try:
        document = Document.loads(data)
    except (orjson.JSONDecodeError, KeyError) as fault:
        raise InputError(
            "This is not pandoc's JSON.", place=Place(str(job.document)), hint="Build again."
        ) from fault
    pictures = name_pictures(document, job.project) if b'"Image"' in data else {}
    for node in markup(document.blocks) if pictures else ():
        if node["t"] == "Image":
            _mark_ornament(node, pictures)
    if any(box.encode() in data for box in BOXES):
        _keep_boxes(document.blocks)
    edition = job.project.edition
    lists = lists_of(document, edition)
    join_words(document.blocks)
    document.meta = {
        "lang": meta_value(edition.lang),
        "title": meta_value(edition.title),
        "identifier": meta_value(edition.identifier or "urn:octavo:book"),
    }
    return Text(document, pictures, lists)


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


def _mark_ornament(node: Node, pictures: dict[str, Picture]) -> None:
    classes = node["c"][0][1]
    if pictures[node["c"][2][0]].is_decorative and "decorative" not in classes:
        classes.append("decorative")
