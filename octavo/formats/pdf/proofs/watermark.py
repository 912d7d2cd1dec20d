"""The word for a proof, large and pale under its pages.

It is drawn as outlines: letters would be selected, and marked, with those of the text.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson
import typst

from octavo.formats.pdf.faces import Faces

ASSETS = Path(__file__).parent / "assets"
WORD, UNDER = "watermark.typ", "under.typ"


def draw(
    word: str, lang: str, sizes: Sequence[tuple[float, float]], faces: Faces, folder: Path
) -> Path:
    """Draw a word for pages of some sizes, in points, in a folder for work.

    Return a PDF with a page for each size.
    """
    folder.mkdir()
    for name in (WORD, UNDER):
        shutil.copyfile(ASSETS / name, folder / name)
    data = {"word": word, "lang": lang.partition("-")[0], "serif": faces.serif(), "sizes": sizes}
    (folder / "watermark.json").write_bytes(orjson.dumps(data))
    made = folder / "under.pdf"
    _compile(faces, folder, WORD, output=folder / "watermark.svg", format="svg")
    _compile(faces, folder, UNDER, output=made, format="pdf", pdf_tags=False)
    return made


def _compile(faces: Faces, folder: Path, name: str, **how: Any) -> None:
    packages = str(folder / "packages")
    compiler = typst.Compiler(
        str(folder / name),
        root=str(folder),
        ignore_system_fonts=True,
        font_paths=faces.paths(),
        package_path=packages,
        package_cache_path=packages,
    )
    compiler.compile(**how)
