"""The fonts that a book brings, and those of `octavo[scripts]`: their files, and what they set.

A font of the book is named in design.yaml. It sets the text, or the scripts that the press's own
fonts have not, or have badly; and whatever sign these lack.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from octavo.book import paths
from octavo.files import sfnt, yaml
from octavo.files.names import inside, is_file
from octavo.model.edition import Project
from octavo.model.finding import Finding, Place, Tier
from octavo.model.groups import Font
from octavo.model.rules import severity
from octavo.model.scripts import EUROPEAN, PREFIXES, TEXT, script_of

SUFFIXES = (".ttf", ".otf")
LARGEST = 64_000_000
SMALL_CAPITALS = "smcp"
"""The feature by which a font sets small letters as small capitals."""

PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
"""The packages of `octavo[scripts]`: Noto fonts under the OFL, one version for all."""


@dataclass(frozen=True, slots=True)
class Own:
    """A font of the book: its declaration, its file, and what the file says."""

    declared: Font
    path: Path
    font: sfnt.Font

    @property
    def is_text(self) -> bool:
        """Whether it sets the text."""
        return TEXT in self.declared.sets

    @property
    def scripts(self) -> tuple[str, ...]:
        """The scripts that it sets before the press's own fonts."""
        if self.declared.sets:
            return tuple(name for name in self.declared.sets if name != TEXT)
        return tuple(sorted(scripts_in(self.font) - EUROPEAN))


def scripts_in(font: sfnt.Font) -> frozenset[str]:
    """Return the scripts of which a font has letters."""
    letters = (sign for sign in font.characters if unicodedata.category(sign)[0] == "L")
    return frozenset(filter(None, map(script_of, letters)))


def own(project: Project) -> list[Own]:
    """Return the fonts of a book whose files can be used; `check` reports the others."""
    return [
        one for font in project.edition.design.fonts if isinstance(one := _read(project, font), Own)
    ]


def has_small_capitals(project: Project) -> bool:
    """Whether the font that sets the text has small capitals; the press's own has."""
    return all(SMALL_CAPITALS in one.font.features for one in own(project) if one.is_text)


def packages() -> list[Path]:
    """Return the folders of the fonts of `octavo[scripts]`; none where it is not installed."""
    specs = [find_spec(name) for name in PACKAGES]
    places = [spec.submodule_search_locations for spec in specs if spec is not None]
    return [Path(place[0]) for place in places if place]


def check(project: Project) -> list[Finding]:
    """Return an error for each font that cannot be used, at its line of design.yaml."""
    return list(_faults(project))


def _faults(project: Project) -> Iterator[Finding]:
    for number, font in enumerate(project.edition.design.fonts):
        fault = _read(project, font)
        if isinstance(fault, str):
            message = f"The font {paths.shown(font.file)} {fault}"
            yield _finding("font-file", message, place_of(project, "fonts", number))
            continue
        for name in font.sets:
            if name != TEXT and name not in PREFIXES:
                known = ", ".join([TEXT, *PREFIXES])
                message = f"“{name}” is no script that a font can be given."
                where = place_of(project, "fonts", number)
                yield _finding("font-file", message, where, f"One of {known}.")
    if project.edition.design.script_fonts and len(packages()) < len(PACKAGES):
        message = "The fonts of octavo[scripts], which this book asks for, are not installed."
        hint = "Install them: pip install 'octavo[scripts]'."
        where = place_of(project, "script-fonts")
        yield _finding("pdf-fonts", message, where, hint, "pdf")


def place_of(project: Project, *key: str | int) -> Place:
    """Return the place of a key of design.yaml."""
    path = project.root / paths.DESIGN
    return yaml.load(path, paths.DESIGN).place(key) if path.is_file() else Place(paths.DESIGN)


def _finding(rule: str, message: str, place: Place, hint: str = "", made_as: str = "") -> Finding:
    return Finding(rule, message, severity(rule), Tier.FLAG, place, hint=hint, format=made_as)


def _read(project: Project, font: Font) -> Own | str:
    """Return a font, or why it cannot be used, as the end of a sentence."""
    path = project.root / font.file
    if inside(project.root, path) is None:
        return "lies outside the book's folder. Put it into the folder fonts."
    if not is_file(path):
        return "is not there. Fonts are named from the book's folder: fonts/name.otf."
    if path.suffix.lower() not in SUFFIXES or path.stat().st_size > LARGEST:
        return "is no .ttf or .otf, or is too large."
    try:
        read = _font(path, path.stat().st_mtime_ns)
    except sfnt.FontError as fault:
        return str(fault)
    return read.forbids or Own(font, path, read)


@lru_cache(maxsize=16)
def _font(path: Path, _: int) -> sfnt.Font:
    return sfnt.read(path.read_bytes())
