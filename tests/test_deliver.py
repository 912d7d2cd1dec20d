"""A delivery of a release: named as the receiver wants, checked first, never over others."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import orjson
import pytest
from PIL import Image as Picture

from octavo.desk.deliver import checks, parcel, released
from octavo.files import redraw_widths
from octavo.formats.trade.receivers import Receiver, receivers
from octavo.model.finding import InputError
from octavo.verbs.opening import open_book
from tests.output_books import refused
from tests.release_books import NAME, TEXT, approve
from tests.running import call, make_book, snapshot

pytestmark = pytest.mark.long

RECORD = """\
title: A Book
lang: en-GB
author: {name: Ada Compositor, file-as: "Compositor, Ada"}
date: 2026-01-15
copyright: 2026 Ada Compositor
publisher: The Press
printing: "1"
isbn: {epub: 978-0-262-03384-8}
no-isbn: {html: it is free}
doi: 10.1000/182
description: A book about a book.
outputs: [html, epub]
"""
TRADE = """\
url: https://press.example/a-book/
trade:
  territory: world
  prices: {amount: '9.99', currency: GBP, of: epub, rate: 0}
  depositor: {name: press, email: doi@press.example}
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book that is released."""
    folder = make_book(tmp_path_factory.mktemp("deliver") / "book")
    for path in (folder / "source").iterdir():
        path.unlink()
    (folder / "source" / "01-one.md").write_text(TEXT, encoding="utf-8")
    (folder / "metadata" / "edition.yaml").write_text(RECORD, encoding="utf-8")
    approve(folder)
    done = call(folder, "release")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def sold(book: Path) -> Path:
    """The book, with what the trade must know, written after its release."""
    path = book / "metadata" / "edition.yaml"
    path.write_text(RECORD + TRADE, encoding="utf-8")
    return book


def refusal(folder: Path, *arguments: str) -> str:
    """Return the message by which a delivery is refused."""
    done = call(folder, "deliver", *arguments)
    refused(done)
    return done.stderr


def delivered(book: Path, name: str) -> dict[str, str]:
    done = call(book, "deliver", name)
    assert done.returncode == 0, done.stderr
    return snapshot(book / "delivery" / Path(NAME).name / name)


NAMES = {
    "kdp": {"a-book.epub", "a-book-cover.jpg"},
    "ingramspark": {"9780262033848.epub", "9780262033848.jpg"},
    "apple": {"9780262033848.epub", "9780262033848.jpg", "9780262033848.xml"},
    "google": {"9780262033848.epub", "9780262033848_frontcover.jpg", "9780262033848.xml"},
    "library": {
        "a-book.epub",
        "onix-3.0.xml",
        "onix-3.1.xml",
        "dublin-core.xml",
        "bits/book.xml",
    },
    "deposit": {"crossref.xml"},
}


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_each_receiver_gets_its_files_by_its_names(sold: Path, name: str) -> None:
    files = delivered(sold, name)
    assert set(files) >= {*NAMES[name], "manifest.json"}
    folder = sold / "delivery" / Path(NAME).name / name
    listed = orjson.loads((folder / "manifest.json").read_bytes())["files"]
    assert {key: entry["sha256"] for key, entry in listed.items()} == {
        key: sha for key, sha in files.items() if sha and key != "manifest.json"
    }
    assert delivered(sold, name) == files


def test_the_files_are_those_that_were_released(sold: Path) -> None:
    delivered(sold, "kdp")
    folder = sold / "delivery" / Path(NAME).name / "kdp"
    there = sold / NAME / "data" / "dist" / "a-book.epub"
    assert (folder / "a-book.epub").read_bytes() == there.read_bytes()
    with Picture.open(folder / "a-book-cover.jpg") as cover:
        assert (cover.format, cover.mode) == ("JPEG", "RGB")
        assert cover.height >= 2400


def test_messages_bear_a_day_of_their_own(sold: Path) -> None:
    """The release's own, or the one that is given; the same day gives the same bytes."""
    folder = sold / "delivery" / Path(NAME).name / "deposit"
    own = delivered(sold, "deposit")
    assert call(sold, "deliver", "deposit", "--on", "2026-12-01").returncode == 0
    text = (folder / "crossref.xml").read_text("utf-8")
    assert "<timestamp>20261201000000</timestamp>" in text
    assert call(sold, "deliver", "deposit", "--on", "2026-12-01").returncode == 0
    assert (folder / "crossref.xml").read_text("utf-8") == text
    assert delivered(sold, "deposit") == own
    assert "--on 2026-13-01: " in refusal(sold, "deposit", "--on", "2026-13-01")


def test_a_shop_learns_how_long_the_e_book_is(sold: Path) -> None:
    delivered(sold, "apple")
    folder = sold / "delivery" / Path(NAME).name / "apple"
    text = (folder / "9780262033848.xml").read_text("utf-8")
    size = (folder / "9780262033848.epub").stat().st_size
    assert "<ExtentType>02</ExtentType>" in text, "words"
    assert f"<ExtentValue>{size}</ExtentValue>" in text


@pytest.mark.long
def test_a_released_site_and_e_book_can_be_built_again(book: Path) -> None:
    """Though the list of releases names them by then."""
    done = call(book, "verify", str(book / NAME), "--rebuild")
    assert done.returncode == 0, done.stdout


def test_the_site_is_delivered_whole(sold: Path) -> None:
    files = delivered(sold, "web")
    released_site = snapshot(sold / NAME / "data" / "dist" / "site")
    assert {name: sha for name, sha in files.items() if name.startswith("site/") and sha} == {
        f"site/{name}": sha for name, sha in released_site.items() if sha
    }


def test_what_lies_in_a_delivery_and_is_not_ours_is_never_lost(sold: Path) -> None:
    delivered(sold, "kdp")
    folder = sold / "delivery" / Path(NAME).name / "kdp"
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    refusal(sold, "kdp")
    assert (folder / "notes.txt").read_text("utf-8") == "mine"
    (folder / "notes.txt").unlink()
    (folder / "a-book.epub").write_bytes(b"changed")
    assert "not what was delivered" in refusal(sold, "kdp")
    (folder / "a-book.epub").unlink()
    assert call(sold, "deliver", "kdp").returncode == 0
    (folder / "manifest.json").write_text("[]", encoding="utf-8")
    refusal(sold, "kdp")
    (folder / "manifest.json").write_text("[" * 200_000, encoding="utf-8")
    refusal(sold, "kdp")
    (folder / "manifest.json").unlink()
    for path in folder.iterdir():
        path.unlink()
    assert call(sold, "deliver", "kdp").returncode == 0


def test_a_new_price_makes_a_new_message_of_the_same_release(sold: Path) -> None:
    first = delivered(sold, "apple")
    path = sold / "metadata" / "edition.yaml"
    path.write_text(path.read_text("utf-8").replace("9.99", "7.99"), encoding="utf-8")
    second = delivered(sold, "apple")
    changed = {name for name, sha in first.items() if second[name] != sha}
    assert changed == {"9780262033848.xml", "manifest.json"}


def test_all_that_a_shop_would_refuse_is_told_at_once_and_nothing_written(book: Path) -> None:
    path = book / "metadata" / "edition.yaml"
    path.write_text(RECORD, encoding="utf-8")
    before = snapshot(book)
    done = call(book, "deliver", "apple")
    assert done.returncode == 2
    assert "trade.territory" in done.stderr
    assert "trade.prices" in done.stderr
    assert "metadata/edition.yaml" in done.stderr
    assert snapshot(book) == before


def test_a_price_without_its_tax_is_told(sold: Path) -> None:
    path = sold / "metadata" / "edition.yaml"
    path.write_text(path.read_text("utf-8").replace(", rate: 0", ""), encoding="utf-8")
    assert "does not say its tax" in call(sold, "deliver", "apple").stderr


@pytest.mark.parametrize("arguments", [("amazon",), ("kdp", "--release", "gone"), ()])
def test_a_wrong_call_is_told(book: Path, arguments: tuple[str, ...]) -> None:
    refusal(book, *arguments)


@pytest.mark.parametrize(
    "name", [".", "..", "../..", "/", f"./{Path(NAME).name}", NAME, "a\\b", "a" * 300 + "/"]
)
def test_a_release_is_named_not_pointed_at(book: Path, name: str) -> None:
    assert "is not the name of a version of record" in refusal(book, "web", "--release", name)


@pytest.mark.parametrize("name", ["delivery", f"delivery/{Path(NAME).name}"])
def test_a_file_where_deliveries_are_to_lie(sold: Path, tmp_path: Path, name: str) -> None:
    copy = shutil.copytree(sold, tmp_path / "book", ignore=shutil.ignore_patterns("delivery"))
    (copy / name).parent.mkdir(exist_ok=True)
    (copy / name).write_text("mine", encoding="utf-8")
    assert "is a file: move it away" in refusal(copy, "deposit")
    assert (copy / name).read_text("utf-8") == "mine"


def test_only_a_released_edition_is_delivered(tmp_path: Path) -> None:
    make_book(tmp_path / "b")
    assert "Only a released edition" in refusal(tmp_path / "b", "web")


def test_a_release_that_was_changed_is_not_delivered(sold: Path) -> None:
    path = sold / NAME / "data" / "source" / "01-one.md"
    data = path.read_bytes()
    path.write_bytes(data + b"more")
    try:
        assert "bytes have changed" in refusal(sold, "web")
    finally:
        path.write_bytes(data)


STRICT = Receiver(
    "strict",
    "Strict",
    "",
    {"epub": "{isbn}.epub", "cover": "{isbn}.jpg"},
    cover_least=(5000, 5000),
    cover_bytes=1000,
    epub_bytes=1000,
    picture_pixels=1000,
    contents_depth=0,
    cover_most=100,
)
LIMITS = ("cover-least", "cover-most", "cover-bytes", "epub-bytes", "picture-pixels")


def test_limits_are_looked_at_in_the_files_themselves(sold: Path) -> None:
    record = released.load(sold, released.find(sold))
    files = parcel.files(record, STRICT, parcel.moment_of(record), open_book)
    words = [fault.message for fault in checks.faults(record, STRICT, files, sold)]
    assert any("pixels; Strict asks for 5000 × 5000" in one for one in words)
    assert any("takes no side of more than 100." in one for one in words)
    assert any(one.startswith("The cover has") for one in words)
    assert any(one.startswith("The EPUB has") for one in words)
    assert any(one.startswith("The picture cover.") for one in words)


def _listed(limit: int | tuple[int, ...]) -> tuple[int, ...]:
    return limit if isinstance(limit, tuple) else (limit,)


def test_the_table_of_receivers_is_whole() -> None:
    for name, receiver in receivers().items():
        assert receiver.title, name
        assert set(receiver.needs) <= set(checks.EXAMPLES), name
        limits = {one for one in LIMITS if any(_listed(getattr(receiver, one.replace("-", "_"))))}
        assert limits <= set(receiver.sources), f"{name}: where was each limit read?"
        assert set(receiver.files) <= {*parcel.MADE, *parcel.TAKEN, "text"}, name


def test_a_cover_of_the_press_is_as_large_as_shops_ask(sold: Path) -> None:
    record = released.load(sold, released.find(sold))
    data = parcel.cover(record, parcel.moment_of(record))
    assert redraw_widths.size_of(data) == (1600, 2560)


def test_a_delivery_that_is_a_link_is_refused(sold: Path, tmp_path: Path) -> None:
    top = sold / "delivery" / Path(NAME).name
    top.mkdir(parents=True, exist_ok=True)
    link = top / "kobo"
    link.symlink_to(tmp_path, target_is_directory=True)
    try:
        refusal(sold, "kobo")
        assert not list(tmp_path.iterdir())
    finally:
        link.unlink()


def test_the_manifest_is_json_with_the_release(sold: Path) -> None:
    delivered(sold, "deposit")
    path = sold / "delivery" / Path(NAME).name / "deposit" / "manifest.json"
    record = json.loads(path.read_text("utf-8"))
    assert (record["release"], record["receiver"]) == (Path(NAME).name, "deposit")


def test_find_takes_the_newest(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has no release yet"):
        released.find(tmp_path)
