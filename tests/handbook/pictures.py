"""The handbook's pictures, made from the book of its tutorial.

    python -m tests.handbook.pictures     writes docs/handbook/source/images

It needs chromium, and the face that the web edition is shown in (on Debian `fonts-urw-base35`):
another face breaks its lines elsewhere. `tests/test_handbook.py` makes them again and looks
whether they still show the same.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageStat

from tests.handbook import examples

IMAGES = examples.HANDBOOK / "source" / "images"
TUTORIAL = examples.HANDBOOK / "source" / "110-half-an-hour.md"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FACE = "P052"
"""The face of the web edition in its picture: of those that its style names, the one that Debian
has. A machine without it shows another, and no picture of the web edition is made there."""

SCALE = 2.1
"""Pixels for a point of the page: as many as print asks for, at the measure of the handbook."""

SHARPNESS = 2
"""Pixels for a pixel of CSS, as sharp screens have them: what print asks for as well."""

EDGE, GAP = 24, 0
PAPER, DESK = "white", "#8a857c"
SPREAD = (8, 9)
"""The pages of the print PDF that are shown, from 1: a left-hand page and the one beside it."""


CHAPTER = "fifteen-shillings.html"
"""The page of the web edition that is shown."""


def browser() -> str:
    """Return the browser of the system, or "" where there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), "")


def has_face() -> bool:
    """Is the face of the web edition's picture installed on this system?"""
    program = shutil.which("fc-list")
    if program is None:
        return False
    call = [program, FACE, "family"]
    return bool(subprocess.run(call, check=True, capture_output=True, timeout=60).stdout.strip())


def desk(folder: Path) -> Path:
    """Do what the tutorial does; return the folder of its book."""
    _, faults = examples.run(TUTORIAL.read_text(encoding="utf-8"), folder)
    if faults:
        raise SystemExit("\n\n".join(faults))
    return folder / "argument"


def spread(book: Path) -> Image.Image:
    """Draw two facing pages of the print PDF as they lie on a desk."""
    (path,) = (book / "dist").glob("*-print.pdf")
    with pypdfium2.PdfDocument(path) as document:
        last = len(document)
        pages = [document[min(number, last) - 1].render(scale=SCALE).to_pil() for number in SPREAD]
    width, height = pages[0].size
    picture = Image.new("RGB", (2 * width + GAP + 2 * EDGE, height + 2 * EDGE), DESK)
    for number, page in enumerate(pages):
        picture.paste(page, (EDGE + number * (width + GAP), EDGE))
    return picture


def screen(page: Path, size: tuple[int, int], folder: Path) -> Image.Image:
    """Take a picture of a web page in a window of some size, in pixels."""
    target = folder / f"{page.stem}.png"
    subprocess.run(
        [
            browser(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--force-device-scale-factor={SHARPNESS}",
            f"--user-data-dir={folder / 'browser'}",
            f"--window-size={size[0]},{size[1]}",
            f"--screenshot={target}",
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return Image.open(target).convert("RGB")


def make(folder: Path) -> dict[str, Image.Image]:
    """Make the pictures by their names; those of the browser where it and the face are there."""
    book = desk(folder / "desk")
    made = {"spread.png": spread(book)}
    if browser():
        made["report.png"] = screen(book / "dist" / "report.html", (1000, 900), folder)
    if browser() and has_face():
        made["web.png"] = screen(book / "dist" / "site" / CHAPTER, (500, 900), folder)
    return made


def distance(one: Image.Image, two: Image.Image) -> float:
    """Return by how much two pictures differ, from 0 to 255; 255 where their sizes do."""
    if one.size != two.size:
        return 255.0
    mean = ImageStat.Stat(ImageChops.difference(one.convert("RGB"), two.convert("RGB"))).mean
    return max(mean)


def main() -> None:
    """Write the pictures."""
    if not browser():
        sys.exit(f"There is no browser here: {', '.join(BROWSERS)}.")
    if not has_face():
        sys.exit(f"The face {FACE} is not installed: on Debian, apt install fonts-urw-base35.")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, picture in make(Path(folder)).items():
            picture.quantize(64, dither=Image.Dither.NONE).save(IMAGES / name, optimize=True)


if __name__ == "__main__":
    main()
