"""Every path that a book names leads to a file inside the book, the same one in every format."""

from __future__ import annotations

import re
import struct
import sys
import zipfile
import zlib
from base64 import b64decode
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from octavo.book import paths
from octavo.manuscripts.folder import new
from octavo.model.edition import Project
from octavo.model.finding import InputError
from tests.making import EDITION
from tests.running import CHECKED, call, whole


def png(grey: int, size: int = 40) -> bytes:
    """A small picture of one grey."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    rows = (b"\0" + bytes([grey]) * size) * size
    head = struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "above" / "book"
    new.make(folder, None)
    return folder


def put(book: Path, name: str, data: bytes) -> Path:
    path = book / "source" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def shown(book: Path) -> dict[str, set[bytes]]:
    """The pictures of the text that each artefact shows."""
    dist = book / "dist"
    found = {}
    for kind in ("epub", "docx"):
        with zipfile.ZipFile(next(dist.glob(f"*.{kind}"))) as archive:
            names = [n for n in archive.namelist() if "/media/" in n and "cover" not in n]
            found[kind] = {archive.read(name) for name in names}
    found["site"] = {path.read_bytes() for path in (dist / "site" / "images").iterdir()}
    (page,) = (p.read_text("utf-8") for p in dist.glob("*.html") if p.stem != "report")
    found["html"] = {b64decode(data) for data in re.findall(r'src="data:.*?;base64,(.*?)"', page)}
    return found


def greys_in_pdf(path: Path) -> set[int]:
    with pikepdf.open(path) as pdf:
        images = [image for page in pdf.pages for image in page.get_images().values()]
        return {
            bytes(pikepdf.PdfImage(image).as_pil_image().convert("L").tobytes())[0]
            for image in images
        }


NAMES = (
    ("images/old map.png", "<images/old map.png>"),
    ("images/old map.png", "images/old%20map.png"),
    ("images/100%.png", "images/100%.png"),
    ("images/c%20d.png", "images/c%20d.png"),
    ("images/e%20f.png", "images/e%2520f.png"),
    ("images/what?.png", "images/what%3F.png"),
    ("images/no#1.png", "images/no%231.png"),
    ("images/Übung.png", "images/Übung.png"),
    ("images/Übung.png", "images/%C3%9Cbung.png"),
    ("images/(a).png", "<images/(a).png>"),
    ("images/-rf.png", "images/-rf.png"),
    ("-rf.png", "-rf.png"),
    ("../pictures/a.png", "../pictures/a.png"),
    ("images/a b.png", "images/a%20b.png"),
)


@CHECKED
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_the_same_images_in_every_format(book: Path, checked: bool) -> None:
    """The decoded name comes first: the last picture has a decoy under the name as typed."""
    greys = {name: 10 + 10 * number for number, name in enumerate(dict(NAMES))}
    for name, grey in greys.items():
        put(book, name, png(grey))
    put(book, "images/a%20b.png", png(250))
    text = "".join(f"![A map.]({typed})\n\n" for _, typed in NAMES)
    put(book, "03-map.md", f"# Map\n\nWords.\n\n{text}".encode())
    whole(book, checked=checked)
    pictures = {png(grey) for grey in greys.values()}
    assert shown(book) == dict.fromkeys(("epub", "docx", "site", "html"), pictures)
    assert greys_in_pdf(next((book / "dist").glob("*-print.pdf"))) == set(greys.values())


OUTSIDE = (
    "../../secret.png",
    "%2e%2e/%2e%2e/secret.png",
    "%2E%2E%2F%2E%2E%2Fsecret.png",
    "images/../../../secret.png",
    "/etc/secret.png",
    "%2Fetc/secret.png",
    "file:///etc/secret.png",
    "FILE:secret.png",
    "C:/secret.png",
    "c%3A/secret.png",
    "//host/secret.png",
    "%5C%5Chost%5Csecret.png",
    "..%5C..%5Csecret.png",
    "https://example.org/a.png",
    "data:image/png;base64,AAAA",
    "a%00.png",
    "link.png",
    "folder/secret.png",
    "loop.png",
    "x" * 300 + ".png",
    "y/" * 3000 + "a.png",
)


@pytest.mark.parametrize("address", OUTSIDE, ids=lambda address: address[:30])
@pytest.mark.skipif(sys.platform == "win32", reason="links ask for rights there")
def test_no_image_leads_outside(book: Path, address: str) -> None:
    """A decoy stands below source/ under the very name that is typed."""
    secret = book.parent / "secret.png"
    secret.write_bytes(png(10))
    (book / "source" / "link.png").symlink_to(secret)
    (book / "source" / "folder").symlink_to(book.parent)
    (book / "source" / "loop.png").symlink_to("loop.png")
    if len(address) < 100 and "://" not in address and ".." not in address.split("/"):
        decoy = book / "source" / address.lstrip("/")
        if not decoy.exists() and not decoy.is_symlink():
            put(book, address.lstrip("/"), png(20))
    put(book, "03-map.md", f"# Map\n\nWords.\n\n![A map.]({address})\n".encode())
    done = call(book, "build")
    assert done.returncode == 2, done.stdout
    assert "Traceback" not in done.stderr
    assert "source/03-map.md:5" in done.stderr
    assert not (book / "dist").exists()


KEYS = {
    "cover": ("metadata/edition.yaml", "cover: {}\n"),
    "bibliography": ("metadata/edition.yaml", "bibliography: [references.json, {}]\n"),
    "abbreviations": ("metadata/edition.yaml", "abbreviations: {}\n"),
    "citation-style": ("metadata/design.yaml", "citation-style: {}\n"),
}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("way", ["dots", "absolute", "link"])
@pytest.mark.skipif(sys.platform == "win32", reason="links ask for rights there")
def test_no_path_of_the_metadata_leads_outside(book: Path, key: str, way: str) -> None:
    suffix = {"cover": ".png", "citation-style": ".csl"}.get(key, ".json")
    secret = book.parent / f"secret{suffix}"
    secret.write_bytes(png(10))
    link = book / "metadata" / f"link{suffix}"
    link.symlink_to(secret)
    named = {"dots": f"../../secret{suffix}", "absolute": str(secret), "link": link.name}[way]
    file, line = KEYS[key]
    text = (book / file).read_text(encoding="utf-8")
    kept = [row for row in text.splitlines() if not row.startswith(f"{key}:")]
    (book / file).write_text("\n".join([*kept, line.format(named)]), encoding="utf-8")
    done = call(book, "build")
    assert done.returncode == 2, done.stdout
    assert re.search(rf"{file}:{len(kept) + 1}: .*outside the project", done.stderr), done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (book / "dist").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links ask for rights there")
def test_the_store_of_made_things_stays_in_the_book(book: Path, tmp_path: Path) -> None:
    (book / ".octavo").symlink_to(tmp_path)
    before = sorted(tmp_path.iterdir())
    assert call(book, "build").returncode == 2
    assert sorted(tmp_path.iterdir()) == before


PIECES = ("..", "/", "\\", "%", "2e", "2F", "5c", "a", ".png", ":", "\0", "?", "#", "é")
ADDRESS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=20)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(address=ADDRESS)
def test_any_address_is_inside_or_refused(tmp_path: Path, address: str) -> None:
    (tmp_path / "p.png").write_bytes(b"x")
    root = tmp_path / "a" / "book"
    (root / "source").mkdir(parents=True, exist_ok=True)
    project = Project(root, (), replace(EDITION))
    for way in (address, quote(address), f"../../{address}", f"%2e%2e/{address}"):
        try:
            found = paths.find_image(project, way)
        except InputError:
            continue
        assert found.resolve().is_relative_to(root.resolve())
