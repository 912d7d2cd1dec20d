"""The finished files of one build, as the preview shows them: kept in memory, whole.

What stands in dist/ may be replaced while a browser reads it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

from lxml import etree

from octavo.desk.server.letters import PIECE, Places, Spot, letters_of
from octavo.desk.server.pages import placed_page, placed_xhtml
from octavo.desk.server.spread import Pages
from octavo.files import xml
from octavo.formats import archive
from octavo.model.artefact import Artefact

XHTML = "application/xhtml+xml"
TYPES = {
    ".xhtml": XHTML,
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".otf": "font/otf",
    ".ttf": "font/ttf",
    ".woff2": "font/woff2",
}
"""The types in which members of an EPUB are served; anything else is a file of no type."""

TAGS = re.compile(rb"<[^>]*>")


@dataclass(frozen=True)
class Editions:
    """What a build made: `web` a page, `epub` the members of the archive, `print` a PDF.

    Each is None, or empty, where its format was not built. `pictures` are those of the site beside
    the page, which shows them where they are many.
    """

    places: Places
    web: bytes | None = None
    epub: dict[str, bytes] | None = None
    pages: Pages | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, artefacts: Sequence[Artefact], places: Places) -> Editions:
        """Read the files of a build."""
        paths = {artefact.format: artefact.path for artefact in artefacts}
        pdf = paths.get("pdf-print")
        return cls(
            places,
            paths["html"].read_bytes() if "html" in paths else None,
            archive.read(paths["epub"]) if "epub" in paths else None,
            Pages(pdf.read_bytes()) if pdf else None,
            _pictures(paths["site"]) if "site" in paths else {},
        )

    @cached_property
    def page(self) -> bytes:
        """The web page, with the places of its paragraphs."""
        return placed_page(self.web or b"", self.places)

    @cached_property
    def spine(self) -> list[str]:
        """The members of the EPUB that are its pages, in reading order."""
        members = self.epub or {}
        opf = next((name for name in members if name.endswith(".opf")), "")
        if not opf:
            return []
        root = xml.parse_made(members[opf])
        folder = PurePosixPath(opf).parent
        items = {item.get("id"): item.get("href") or "" for item in _named(root, "item")}
        order = [items.get(ref.get("idref"), "") for ref in _named(root, "itemref")]
        names = [(folder / href).as_posix() for href in order]
        return [name for name in names if name in members]

    def member(self, name: str) -> tuple[bytes, str] | None:
        """Return a member of the EPUB and its type; None where the EPUB lacks it."""
        data = (self.epub or {}).get(name)
        if data is None:
            return None
        kind = TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
        return (placed_xhtml(data, self.places) if kind == XHTML else data), kind

    def picture(self, name: str) -> tuple[bytes, str] | None:
        """Return a picture of the site and its type; None where the site lacks it."""
        kind = TYPES.get(PurePosixPath(name).suffix.lower())
        return (self.pictures[name], kind) if kind and name in self.pictures else None

    def leaf_of(self, spot: Spot | None) -> str:
        """Return the page of the EPUB that holds a paragraph; else its first of the text."""
        for size in (len(spot.letters), PIECE) if spot else ():
            piece = spot.letters[:size] if spot else ""
            holding = [name for name in self.spine if piece in self._letters[name]]
            if holding:
                return holding[-1] if spot and len(spot.letters) < PIECE else holding[0]
        return next(iter(self.spine), "")

    def sheet_of(self, spot: Spot | None) -> int:
        """Return the page of the PDF, counted from 1, on which a paragraph begins."""
        if self.pages is None or spot is None:
            return 1
        return self.pages.page_with(spot.letters, self._guess(spot))

    def _guess(self, spot: Spot) -> int:
        """Return about the page of a paragraph: as far into the book as into its letters."""
        before = 0
        for sheet in self.places.sheets:
            if spot in sheet.spots:
                before += sheet.starts[sheet.spots.index(spot)]
                break
            before += len(sheet.text)
        whole = sum(len(sheet.text) for sheet in self.places.sheets) or 1
        return 1 + before * (self.pages.count if self.pages else 1) // whole

    @cached_property
    def _letters(self) -> dict[str, str]:
        """The letters of each page of the EPUB."""
        members = self.epub or {}
        return {name: _letters_in(members[name]) for name in self.spine}


def _pictures(site: Path) -> dict[str, bytes]:
    """Return the pictures of a site by their paths in it."""
    inside = sorted((site / "images").rglob("*"))
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in inside if path.is_file()
    }


def _letters_in(data: bytes) -> str:
    body = data[max(0, data.find(b"<body")) :]
    return letters_of(TAGS.sub(b"", body).decode("utf-8", "replace"))


def _named(root: etree._Element, name: str) -> list[etree._Element]:
    return list(root.iter(f"{{*}}{name}"))
