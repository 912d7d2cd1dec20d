"""SVG drawings: judged, cleaned, and in every format; files that lie about their kind."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from PIL import ExifTags, Image

from octavo.book import drawings
from octavo.files import drawing as drawings_of
from octavo.files import svg
from octavo.files.images import fault_of, kind_of
from tests.pictures import JPEG, png
from tests.running import call, make_book

NAMED = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def drawing(inside: str = "", size: str = 'viewBox="0 0 40 20"') -> bytes:
    return f'<svg {NAMED} {size}><circle cx="20" cy="10" r="5"/>{inside}</svg>'.encode()


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<script>alert(1)</script>", "runs"),
        ("<foreignObject><p/></foreignObject>", "runs"),
        ('<g onclick="alert(1)"/>', "onclick"),
        ('<g ONLOAD="alert(1)"/>', "onload"),
        ('<image href="/etc/passwd"/>', "leads out of itself"),
        ('<image xlink:href="https://example.org/a.png"/>', "leads out of itself"),
        ('<image href="data:image/svg+xml;base64,AAAA"/>', "leads out of itself"),
        ('<use href="other.svg#a"/>', "leads out of itself"),
        ('<a href="javascript:alert(1)"/>', "leads out of itself"),
        ("<style>@import 'a.css';</style>", "in a style"),
        ('<g style="fill: url( http://example.org/a )"/>', "in a style"),
        ('<g style="fill: \\75rl(http://example.org/a)"/>', "in a style"),
        ("<g style=\"mask: image-set('a.png' 1x)\"/>", "in a style"),
        ("<g>", "cannot be read"),
    ],
)
def test_what_runs_or_leads_out_of_a_drawing_is_refused(inside: str, words: str) -> None:
    assert words in svg.fault_of(drawing(inside))


def test_a_drawing_has_a_size_and_what_draws_is_kept() -> None:
    inside = (
        '<!-- a note --><metadata>x</metadata><animate attributeName="r"/>'
        '<g fill="url(#a)" style="fill:url(\'#a\')"><use href="#b"/></g><text>One</text>'
        '<image href="data:image/png;base64,AAAA"/>'
        '<q:grid xmlns:q="http://example.org/q" q:grid="1"/>'
    )
    data = drawing(inside)
    assert fault_of(data) == ""
    root = etree.fromstring(svg.clean(data))
    names = [etree.QName(element).localname for element in root.iter()]
    assert names == ["svg", "circle", "g", "use", "text", "image"]
    assert (root.get("width"), root.get("height")) == ("40", "20")
    assert svg.clean(svg.clean(data)) == svg.clean(data)
    assert "viewBox" in svg.fault_of(drawing(size=""))
    sizes = {'width="1in" height="48"': (96, 48), 'width="80" viewBox="0 0 40 20"': (80, 40)}
    for size, expected in sizes.items():
        assert svg.size_of(etree.fromstring(drawing(size=size))) == expected


def test_entities_are_not_read() -> None:
    data = b'<!DOCTYPE svg [<!ENTITY a SYSTEM "/etc/passwd">]>' + drawing("<text>&a;</text>")
    assert "entities" in svg.fault_of(data)


def test_a_kind_is_told_by_the_bytes() -> None:
    kinds = [kind_of(data) for data in (png(), JPEG, b"GIF89a", drawing(), b"\n" + drawing(), b"")]
    assert kinds == [".png", ".jpg", ".gif", ".svg", ".svg", ""]


def test_colours_are_seen() -> None:
    for grey in ("#000", "#aaaaaa", "black", "none", "grey", "rgb(3, 3, 3)", "url(#a)"):
        assert not svg.has_colours(drawing(f'<g fill="{grey}" stroke="{grey}"/>'))
    for colour in ("#f00", "#2266aa", "red", "rgb(1,2,3)"):
        assert svg.has_colours(drawing(f'<g style="fill:{colour}"/>'))


def test_a_drawing_is_drawn_at_its_size() -> None:
    assert drawings.raster(drawing()).startswith(b"\x89PNG")
    assert drawings.width_of(drawing()) == "0.417in"
    assert drawings.raster(b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>")


def test_a_drawing_of_a_cover_is_a_jpeg_on_white_paper() -> None:
    made = drawings.jpeg(drawing('<rect x="20" width="20" height="40" fill="#fff"/>'), 384)
    with Image.open(io.BytesIO(made)) as opened:
        assert (opened.format, opened.mode, opened.width) == ("JPEG", "RGB", 1600)
        assert opened.getpixel((1590, 10)) == (255, 255, 255)
    tall = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 90'><path d='M0 0h1v9'/></svg>"
    assert drawings.jpeg(tall, 384) == b""  # 230 million pixels


TEXT = """# One

![A drawing.](images/a.svg){alt="A disc."}

![A name that lies.](images/b.jpg){alt="A dot."}

In a line ![](images/a.svg){alt="A disc."}.
"""


def test_a_drawing_is_in_every_format_and_a_name_may_lie(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", "html, docx, epub, pdf")
    (book / "source" / "02-two.md").unlink()
    (book / "source" / "01-one.md").write_text(TEXT, encoding="utf-8")
    (book / "source" / "images").mkdir()
    (book / "source" / "images" / "a.svg").write_bytes(drawing("<text>Word</text><!-- x -->"))
    (book / "source" / "images" / "b.jpg").write_bytes(png())
    built = call(book, "build", "--to", "html,docx,pdf")
    assert built.returncode == 0, built.stdout + built.stderr
    assert "images/b.jpg is a PNG" in call(book, "lint").stdout
    dist = book / "dist"
    site = {path.name: path.read_bytes() for path in (dist / "site" / "images").iterdir()}
    assert site["a.svg"] == svg.clean(drawing("<text>Word</text>"))
    assert site["b.png"] == png()
    assert b"data:image/svg+xml;base64," in (dist / "a-book.html").read_bytes()
    with zipfile.ZipFile(dist / "a-book.docx") as word:
        media = [name for name in word.namelist() if name.startswith("word/media/")]
        assert media
        assert all(word.read(name).startswith(b"\x89PNG") for name in media)
    with pypdfium2.PdfDocument(dist / "a-book-screen.pdf") as document:
        assert any("Word" in page.get_textpage().get_text_bounded() for page in document)


def test_a_hostile_drawing_stops_the_build_at_its_line(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", "html")
    (book / "source" / "01-one.md").write_text(TEXT, encoding="utf-8")
    (book / "source" / "images").mkdir()
    (book / "source" / "images" / "a.svg").write_bytes(drawing("<script/>"))
    (book / "source" / "images" / "b.jpg").write_bytes(png())
    built = call(book, "build")
    assert built.returncode == 2
    assert "source/01-one.md:3" in built.stderr
    assert "runs" in built.stderr


def test_a_picture_inside_a_drawing_has_no_notes() -> None:
    noted = Image.new("RGB", (4, 4), "red")
    data = io.BytesIO()
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = "at home"
    noted.save(data, "JPEG", exif=exif, comment=b"by Jane")
    address = f"data:image/jpeg;base64,{base64.b64encode(data.getvalue()).decode()}"
    made = drawings_of.published(drawing(f'<image href="{address}" width="9" height="9"/>'))
    image = etree.fromstring(made)[-1]
    inside = base64.b64decode(image.get("href", "").partition(",")[2])
    assert b"at home" not in inside
    assert b"by Jane" not in inside
    assert Image.open(io.BytesIO(inside)).size == (4, 4)
