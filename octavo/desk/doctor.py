"""Looks at what Octavo needs to work: each part is tried, not only looked for."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from octavo import pandoc
from octavo.bibliography import csl
from octavo.book import drawings, fonts
from octavo.formats.epub import epubcheck
from octavo.formats.pdf import faces
from octavo.model.counted import counted
from octavo.model.finding import InputError
from octavo.press.judges.judge import JUDGES
from octavo.system import programs
from octavo.text import lexicon

ROOM = 500_000_000
"""A book with pictures may take so much of a disk while it is made, in bytes."""

SCRIPTS = "pip install 'octavo[scripts]'"
DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">'
    b'<text x="2" y="14" font-size="12">A</text></svg>'
)


class State(StrEnum):
    """How a part is."""

    WORKS = "works"
    BROKEN = "broken"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the installation: its name, whether it works, and what there is to say of it."""

    name: str
    state: State
    about: str


Try = Callable[[], str]
"""Tries a part; returns what there is to say of it. Raises InputError where it does not work."""


def parts() -> Iterator[Part]:
    """Yield every part in turn, each when it has been tried."""
    for name, attempt in TRIES.items():
        try:
            yield Part(name, State.WORKS, attempt())
        except (InputError, OSError) as fault:
            yield Part(name, State.BROKEN, str(fault))
    yield _scripts()
    yield from _judges()


def system() -> list[str]:
    """Return what a bug report has to say of the machine and of every library, in lines."""
    versions = programs.versions()
    libraries = [f"{name} {number}" for name, number in sorted(versions.items(), key=_by_name)]
    place = Path(__file__).parents[1]
    return [
        f"octavo {programs.version()}, in {place}",
        f"Python {platform.python_version()}, {platform.platform()}, "
        f"{counted(os.cpu_count() or 1, 'processor')}, {sys.getfilesystemencoding()}",
        ", ".join(libraries),
    ]


def _by_name(pair: tuple[str, str]) -> str:
    return pair[0].casefold()


def _python() -> str:
    return f"{platform.python_version()} on {platform.system()} {platform.machine()}"


def _libraries() -> str:
    missing = programs.missing()
    if missing:
        hint = f"Install: pip install {' '.join(missing)}."
        raise InputError(f"Not installed: {', '.join(missing)}.", hint=hint)
    return f"{counted(len(programs.versions()), 'package')}, none is missing"


def _pandoc() -> str:
    blocks = pandoc.read(b"A *word*.").blocks
    if not blocks:
        raise InputError("It reads nothing.", hint="Install the package pypandoc_binary again.")
    return f"{pandoc.version()}, reads Markdown, Word, EPUB, HTML; sets citations"


def _typst() -> str:
    if not drawings.raster(DRAWING):
        raise InputError("It draws nothing.", hint="Install the package typst again.")
    return f"{programs.versions().get('typst', '?')}, sets the PDF"


def _fonts() -> str:
    missing = faces.missing()
    if missing:
        raise InputError(f"{missing[0]} is missing.", hint="Install the package typst again.")
    return "Libertinus, New Computer Modern, DejaVu: Latin, Greek, Cyrillic, Hebrew"


def _epubcheck() -> str:
    return f"{epubcheck.version()}: validates every EPUB"


def _styles() -> str:
    count = sum(1 for _ in csl.styles_folder().rglob("*.csl"))
    return f"{counted(count, 'style')} of citations"


def _words() -> str:
    count = len(lexicon.languages())
    if not count:
        raise InputError("There are no lists.", hint="Install the package wordfreq again.")
    return f"words of {counted(count, 'language')}"


def _disk() -> str:
    with tempfile.TemporaryDirectory() as folder:
        free = shutil.disk_usage(folder).free
    if free < ROOM:
        raise InputError(f"{free / 1e6:,.0f} MB are free for temporary files.", hint="Free some.")
    return f"{free / 1e9:,.0f} GB are free for temporary files"


def _scripts() -> Part:
    there = fonts.packages()
    about = "fonts: Arabic, Devanagari, Chinese, Japanese, Korean, emoji …"
    if len(there) == len(fonts.PACKAGES):
        return Part("octavo[scripts]", State.WORKS, about)
    return Part("octavo[scripts]", State.OPTIONAL, f"{about} Not installed: {SCRIPTS}")


def _judges() -> Iterator[Part]:
    """Yield the judges that `octavo verify --judges` may ask, and how to get those not there."""
    for one in JUDGES.values():
        if one.about:
            try:
                one.identity()
            except InputError as fault:
                yield Part(one.called, State.OPTIONAL, f"{one.about} {fault}")
            else:
                yield Part(one.called, State.WORKS, one.about)


TRIES: dict[str, Try] = {
    "Python": _python,
    "Libraries": _libraries,
    "pandoc": _pandoc,
    "Typst": _typst,
    "Fonts": _fonts,
    "EPUBCheck": _epubcheck,
    "Citations": _styles,
    "Dictionaries": _words,
    "Disk": _disk,
}
