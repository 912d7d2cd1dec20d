"""The faces that set a book: the press's own, the book's, and those of `octavo[scripts]`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from octavo.book import fonts
from octavo.model.edition import Project
from octavo.model.scripts import script_of

SERIF = (
    "Libertinus Serif",
    "New Computer Modern",
    "DejaVu Sans Mono",
    "New Computer Modern Math",
)
"""The press's own faces in the order in which they are tried."""

MONO = ("DejaVu Sans Mono", "Libertinus Serif", "New Computer Modern", "New Computer Modern Math")

NOTO = (
    *("Hebrew", "Arabic", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil"),
    *("Telugu", "Kannada", "Malayalam", "Sinhala", "Thai", "Lao", "Khmer", "Myanmar", "Ethiopic"),
)
"""Scripts of which `octavo[scripts]` has a family, Noto Sans with the script's name."""

LAST = ("Noto Emoji", "Noto Sans Symbols", "Noto Sans", "Noto Sans Armenian", "Noto Sans Georgian")
"""Families of `octavo[scripts]` for what no other has."""

CJK = {"ja": "JP", "ko": "KR", "zh-Hant": "TC", "zh-TW": "TC", "zh-HK": "HK"}
EAST_ASIA = ("Han", "Hangul", "Hiragana", "Katakana", "Bopomofo")


@dataclass(frozen=True, slots=True)
class Faces:
    """Families of faces: those for some scripts alone, those of the text, those that come last.

    `folders` hold their files, beside those that Typst brings.
    """

    scripts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    text: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()

    def paths(self) -> list[Any]:
        """Return the folders as Typst takes them."""
        return list(self.folders)

    def serif(self) -> list[str | dict[str, str]]:
        """Return the faces of the text in the order in which they are tried, for book.json."""
        return [*self._covering(), *self.text, *SERIF, *self.last]

    def mono(self) -> list[str | dict[str, str]]:
        """Return the faces of code in the order in which they are tried, for book.json."""
        return [*self._covering(), *MONO, *self.last]

    def east(self) -> str:
        """Return the family that sets Chinese characters, "" where there is none."""
        return next((family for family, names in self.scripts if "Han" in names), "")

    def _covering(self) -> list[str | dict[str, str]]:
        return [
            {"name": family, "covers": "".join(f"\\p{{{name}}}" for name in names).join("[]")}
            for family, names in self.scripts
        ]

    def knows(self, character: str) -> bool:
        """Whether a face is there for the script of a character."""
        script = script_of(character)
        return any(script in names for _, names in self.scripts)


def missing() -> list[str]:
    """Return the press's own faces that Typst does not bring."""
    brought = typst.Fonts(include_system_fonts=False).families()
    there = {str(family).casefold() for family in brought}

    return [family for family in SERIF if family.casefold() not in there]


def code(faces: list[str | dict[str, str]]) -> str:
    """Return faces as the source of a Typst array."""
    parts = [
        f'(name: "{one["name"]}", covers: regex("{one["covers"]}"))'.replace("\\", "\\\\")
        if isinstance(one, dict)
        else f'"{one}"'
        for one in faces
    ]
    return f"({', '.join(parts)},)"


def faces_of(project: Project) -> Faces:
    """Return the faces of a book."""
    own = fonts.own(project)
    families = {one.path: _family(one.path, one.path.stat().st_mtime_ns) for one in own}
    own = [one for one in own if families[one.path]]
    scripts = [(families[one.path], one.scripts) for one in own if one.scripts]
    folders = dict.fromkeys(str(one.path.parent) for one in own)
    last = [families[one.path] for one in own]
    if project.edition.design.script_fonts:
        extra = fonts.packages()
        scripts += _extra(project.edition.lang)
        last += [*LAST, _east(project.edition.lang)]
        folders |= dict.fromkeys(map(str, extra))
    text = dict.fromkeys(families[one.path] for one in own if one.is_text)
    return Faces(tuple(scripts), tuple(text), tuple(dict.fromkeys(last)), tuple(folders))


def _extra(lang: str) -> list[tuple[str, tuple[str, ...]]]:
    faces = [(f"Noto Sans {name}", (name,)) for name in NOTO]
    return [*faces, (_east(lang), EAST_ASIA)]


def _east(lang: str) -> str:
    """Return the family of the characters of East Asia as the book's language draws them."""
    regions = (region for tag, region in CJK.items() if f"{lang}-".startswith(f"{tag}-"))
    return f"Noto Sans CJK {next(regions, 'SC')}"


@lru_cache(maxsize=32)
def _family(path: Path, _: int) -> str:
    """Return the family of a font's file as Typst calls it; "" where Typst cannot read it."""
    fonts_there: Any = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(path.parent)]
    )
    return next((str(one.family) for one in fonts_there.fonts() if Path(one.path) == path), "")
