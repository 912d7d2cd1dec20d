"""Who gets a delivery, as data: what of a release, under which names, and what they check."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parent / "assets" / "receivers.toml"


@dataclass(frozen=True, slots=True)
class Receiver:
    """One who gets a delivery.

    `files` are names by what they are of; `needs` are keys of edition.yaml. A limit of 0 is none:
    `cover_least` and `cover_most`, of a side, in pixels, the others in bytes, pixels and levels of
    the contents. `sources` says where each limit was read.
    """

    name: str
    title: str
    guide: str
    files: Mapping[str, str]
    printer: str = ""
    needs: tuple[str, ...] = ()
    cover_least: tuple[int, int] = (0, 0)
    cover_bytes: int = 0
    epub_bytes: int = 0
    picture_pixels: int = 0
    contents_depth: int = 0
    cover_most: int = 0
    sources: Mapping[str, str] = field(default_factory=dict)


@cache
def receivers() -> dict[str, Receiver]:
    """Return all that a delivery can be made for, by name."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {name: _receiver(name, entry) for name, entry in table.items()}


def _receiver(name: str, entry: Mapping[str, Any]) -> Receiver:
    least = entry.get("cover-least", [0, 0])
    return Receiver(
        name,
        entry["title"],
        entry["guide"],
        {key.replace("_", "."): value for key, value in entry["files"].items()},
        entry.get("printer", ""),
        tuple(entry["needs"]),
        (least[0], least[1]),
        entry.get("cover-bytes", 0),
        entry.get("epub-bytes", 0),
        entry.get("picture-pixels", 0),
        entry.get("contents-depth", 0),
        entry.get("cover-most", 0),
        entry.get("sources", {}),
    )
