"""Pictures of every kind, in all formats: shown, upright, in colours of screens, without notes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from octavo.files import redraw
from tests.pictures import png
from tests.running import call, make_book

pytestmark = pytest.mark.long

RED, WHITE = (200, 20, 20), (255, 255, 255)
SECRET = b"taken at 51.7520 N 1.2577 W"
NAMES = {
    "webp": "web photo.webp",
    "tiff": "scän.tif",
    "bmp": "old.bmp",
    "cmyk": "inks.jpg",
    "turned": "turned.jpg",
    "noted": "noted.jpg",
    "deep": "deep.png",
    "notes": "notes.png",
    "moving": "moving.gif",
}


def halves(mode: str = "RGB") -> Image.Image:
    """Give a picture 40 wide and 20 high, its left half red (or dark), its right one white."""
    picture = Image.new("RGB", (40, 20), WHITE)
    picture.paste(RED, (0, 0, 20, 20))
    return picture.convert(mode)


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    written = io.BytesIO()
    picture.save(written, kind, **options)
    return written.getvalue()


def exif(orientation: int) -> Image.Exif:
    made = Image.Exif()
    made[ExifTags.Base.Orientation] = orientation
    made[ExifTags.Base.ImageDescription] = SECRET.decode()
    made.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    return made


def noted_png() -> bytes:
    notes = PngInfo()
    notes.add_text("Comment", SECRET.decode())
    return saved(halves(), "PNG", pnginfo=notes, dpi=(300, 300))


def turned() -> bytes:
    return saved(halves().transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif(6), quality=95)


MAKE: dict[str, Callable[[], bytes]] = {
    "webp": lambda: saved(halves(), "WEBP", lossless=True, exif=exif(1)),
    "tiff": lambda: saved(halves(), "TIFF"),
    "bmp": lambda: saved(halves(), "BMP"),
    "cmyk": lambda: saved(halves("CMYK"), "JPEG", quality=95),
    "turned": turned,
    "noted": lambda: saved(halves(), "JPEG", exif=exif(1), comment=SECRET, quality=95),
    "deep": lambda: saved(Image.new("I;16", (40, 20), 20000), "PNG"),
    "notes": noted_png,
    "moving": lambda: saved(
        halves(), "GIF", save_all=True, append_images=[Image.new("RGB", (40, 20), RED)],
        comment=SECRET, duration=100, loop=0,
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with a picture of each kind, built in all formats; the pictures stand in order."""
    folder = make_book(tmp_path_factory.mktemp("kinds"), "html, epub, docx, pdf")
    images = folder / "source" / "images"
    images.mkdir()
    for kind, name in NAMES.items():
        (images / name).write_bytes(MAKE[kind]())
    lines = [f"![A picture](<images/{name}>){{width=2cm}}" for name in NAMES.values()]
    (folder / "source" / "02-two.md").write_text("# Two\n\n" + "\n\n".join(lines) + "\n")
    done = call(folder, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "moving.gif is a moving one" in call(folder, "lint").stdout
    return folder


def colours(data: bytes) -> tuple[tuple[int, int], Any, Any]:
    """Give a picture's size, and the colours in the middle of its left and right half."""
    with Image.open(io.BytesIO(data)) as picture:
        is_deep = picture.mode.startswith("I")
        shown = picture if is_deep else picture.convert("RGB")
        width, height = shown.size
        left, right = (shown.getpixel((width * n // 4, height // 2)) for n in (1, 3))
    return (width, height), left, right


def is_like(one: Any, other: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 60 for a, b in zip(one, other, strict=True))


def is_right(kind: str, data: bytes) -> bool:
    """Whether a picture is upright and in its colours; naive inks are another red than ours."""
    size, left, right = colours(data)
    if kind == "deep":
        return size == (40, 20) and bool(left)
    return size == (40, 20) and is_like(left, RED) and is_like(right, WHITE)


def in_zip(path: Path, folder: str) -> list[bytes]:
    with zipfile.ZipFile(path) as archive:
        names = [n for n in archive.namelist() if n.startswith(folder) and "cover" not in n]
        return [archive.read(name) for name in names if not name.endswith("/")]


@pytest.fixture(scope="module")
def published(book: Path) -> dict[str, list[bytes]]:
    dist = book / "dist"
    site = [path.read_bytes() for path in sorted((dist / "site" / "images").iterdir())]
    (epub,), (docx,) = dist.glob("*.epub"), dist.glob("*.docx")
    return {"html": site, "epub": in_zip(epub, "EPUB/media"), "docx": in_zip(docx, "word/media")}


@pytest.mark.long
@pytest.mark.parametrize("kind", NAMES)
def test_each_kind_is_in_the_formats_of_screens(
    published: dict[str, list[bytes]], kind: str
) -> None:
    expected = redraw.published(MAKE[kind]())
    assert is_right(kind, expected)
    for name, files in published.items():
        assert expected in files, name
    assert SECRET not in expected
    assert b"Exif" not in expected


@pytest.mark.parametrize(("part", "has_inks"), [("screen", False), ("print", True)])
def test_each_is_in_the_pdf_and_inks_stay_inks_in_print(
    book: Path, part: str, *, has_inks: bool
) -> None:
    [path] = (book / "dist").glob(f"*-{part}.pdf")
    document = pypdfium2.PdfDocument(path)
    count = sum(
        len(list(page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))) for page in document
    )
    assert count == len(NAMES)
    with pikepdf.open(path) as pdf:
        spaces = [str(o.get("/ColorSpace")) for o in pdf.objects if _is_image(o)]
        data = b"".join(o.read_raw_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream))
    assert ("/DeviceCMYK" in spaces) is has_inks
    assert SECRET not in data


def _is_image(one: Any) -> bool:
    return isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"


def test_a_picture_without_notes_is_published_bit_for_bit() -> None:
    for data in (saved(halves(), "JPEG"), png(), saved(halves(), "GIF")):
        assert redraw.published(data) == data


def test_what_a_camera_put_behind_a_picture_is_left_out() -> None:
    data = saved(halves(), "JPEG", progressive=True)
    assert redraw.published(data + MAKE["noted"]()) == data


@pytest.mark.parametrize(("name", "way"), [("a.emf", "SVG or PNG"), ("a.heic", "PNG or JPEG")])
def test_a_kind_that_nobody_draws_is_one_line_with_the_way_out(
    tmp_path: Path, name: str, way: str
) -> None:
    make_book(tmp_path)
    images = tmp_path / "source" / "images"
    images.mkdir()
    (images / name).write_bytes(b"\x01\0\0\0" + b"\0" * 36 + b" EMF" + b"\0" * 40)
    text = f"# Two\n\nA chart.\n\n![A chart](images/{name})\n"
    (tmp_path / "source" / "02-two.md").write_text(text, encoding="utf-8")
    done = call(tmp_path, "build")
    assert done.returncode == 2
    (line,) = [line for line in done.stderr.splitlines() if name in line]
    assert "02-two.md:5" in line
    assert way in line


def test_a_damaged_picture_of_a_kind_that_is_drawn_anew_is_an_error(tmp_path: Path) -> None:
    make_book(tmp_path)
    images = tmp_path / "source" / "images"
    images.mkdir()
    (images / "a.webp").write_bytes(MAKE["webp"]()[:60])
    text = "# Two\n\nA chart.\n\n![A chart](images/a.webp)\n"
    (tmp_path / "source" / "02-two.md").write_text(text, encoding="utf-8")
    done = call(tmp_path, "build")
    assert done.returncode == 2
    assert "a.webp is cut short" in done.stderr
