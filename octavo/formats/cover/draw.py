"""Draws the cover with Typst: the front as an image, the printer's sheet as a PDF."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import orjson
import typst

from octavo.formats.cover import barcode
from octavo.formats.cover.wrap import Wrap
from octavo.formats.pdf.faces import Faces
from octavo.model.reading import LONG_DASHES

ASSETS = Path(__file__).parent / "assets"
POINTS = 72 / 25.4
FRONT = (400.0, 640.0)
"""The front that shops show, in points: 5 to 8, as they ask for it."""

PIXELS_PER_INCH = 288
"""1600 × 2560 pixels."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a cover looks: its design, its ink, and whose colours these are (cmyk, rgb, screen)."""

    design: str
    ink: str
    colour: str = "screen"


@dataclass(frozen=True, slots=True)
class Code:
    """What a barcode says: the ISBN with its hyphens, its figures, and those of a price."""

    isbn: str
    number: str
    add_on: str = ""

    def drawn(self) -> dict[str, Any]:
        """Return it with its bars."""
        beside = barcode.add_on_bars(self.add_on) if self.add_on else []
        bars = [asdict(bar) for bar in barcode.bars(self.number)]
        return asdict(self) | {"bars": bars, "add_on_bars": [asdict(bar) for bar in beside]}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a printer's sheet beside front and spine.

    `pictures` are files in the folder that Typst reads, by their place: front, back, wrap, logo.
    """

    wrap: Wrap
    blurb: tuple[str, ...] = ()
    note: tuple[str, ...] = ()
    prices: tuple[str, ...] = ()
    website: str = ""
    code: Code | None = None
    pictures: Mapping[str, str] = field(default_factory=dict)
    front_flap: tuple[str, ...] = ()
    back_flap: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bench:
    """Where a cover is drawn: a folder for work, the faces, and the time that its file bears."""

    folder: Path
    faces: Faces = field(default_factory=Faces)
    epoch: int = 0


def draw_front(words: Mapping[str, Any], look: Look, bench: Bench) -> bytes:
    """Return the front as PNG, 1600 × 2560 pixels."""
    data = _data(words, look, bench) | {"front": {"width": FRONT[0], "height": FRONT[1]}}
    return bytes(_compile("front.typ", data, bench, format="png", ppi=PIXELS_PER_INCH))


def draw_wrap(words: Mapping[str, Any], look: Look, sheet: Sheet, bench: Bench) -> bytes:
    """Return the printer's sheet as PDF; the bench's folder holds the pictures."""
    pictures = {place: sheet.pictures.get(place) for place in ("front", "back", "wrap")}
    data = _data(words, look, bench) | {
        "wrap": _measures(sheet.wrap),
        "unit": sheet.wrap.panel * POINTS / FRONT[0],
        "blurb": sheet.blurb,
        "note": sheet.note,
        "prices": sheet.prices,
        "website": sheet.website,
        "barcode": sheet.code.drawn() if sheet.code else None,
        "art": pictures,
        "logo": sheet.pictures.get("logo"),
        "flaps": {"front": sheet.front_flap, "back": sheet.back_flap},
    }
    options = {"format": "pdf", "pdf_tags": False, "timestamp": bench.epoch}
    return bytes(_compile("wrap.typ", data, bench, **options))


def _measures(wrap: Wrap) -> dict[str, Any]:
    places = ("width", "full_height", "spine_at", "left_at", "right_at", "front_at", "back_at")
    return asdict(wrap) | {name: getattr(wrap, name) for name in places}


def _data(words: Mapping[str, Any], look: Look, bench: Bench) -> dict[str, Any]:
    base = {"unit": 1.0, "serif": bench.faces.serif()}
    return {**base, **words, "design": look.design, "ink": look.ink, "colour": look.colour}


def _compile(template: str, data: Mapping[str, Any], bench: Bench, **options: Any) -> Any:
    """Have Typst set a template in a folder, which is all that it may read."""
    folder = bench.folder
    for name in ("designs.typ", template):
        shutil.copyfile(ASSETS / name, folder / name)
    text = orjson.dumps(data).decode().translate(LONG_DASHES)
    (folder / "cover.json").write_bytes(text.encode())
    return typst.compile(
        str(folder / template),
        root=str(folder),
        ignore_system_fonts=True,
        font_paths=bench.faces.paths(),
        **options,
    )
