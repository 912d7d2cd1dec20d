"""The fonts in a PDF: by what licence each may be embedded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pikepdf


@dataclass(frozen=True, slots=True)
class Face:
    """A family of Typst or `octavo[scripts]`: how names begin in a PDF, whose, its licence."""

    begins: str
    family: str
    holder: str
    licence: str


FACES = (
    Face("Libertinus", "Libertinus", "2012-2024 The Libertinus Project Authors", "OFL-1.1.txt"),
    Face("NewCM", "New Computer Modern", "2019-2026 Antonis Tsolomitis", "GUST-FONT-LICENSE.txt"),
    Face("Noto", "Noto", "2010-2026 The Noto Project Authors", "OFL-1.1.txt"),
    Face("DejaVu", "DejaVu", "2003 Bitstream, Inc.", "Bitstream-Vera.txt"),
)
"""Copyright and licence as the fonts themselves name them."""


def embedded(path: Path) -> set[str]:
    """Return the names of the fonts that a PDF embeds, without the tag of a subset."""
    with pikepdf.open(path) as pdf:
        names = {
            str(item.get("/FontName"))[1:]
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        }
    return {name.split("+", 1)[-1] for name in names}


def face_of(name: str) -> Face | None:
    """Return the family of a font in a PDF; None for a font that Typst did not embed."""
    return next((face for face in FACES if name.startswith(face.begins)), None)
