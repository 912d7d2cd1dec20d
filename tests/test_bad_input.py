"""Wrong input gets one clear message with its place, status 2, and nothing half-written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.running import call

ROOT = Path(__file__).parents[1]
EDITION = "title: A Book\nlang: en-GB\ndate: 2026-01-15\nbibliography: references.json\n"
PANDOC = (ROOT / "metadata" / "pandoc.json").read_text(encoding="utf-8")
REFERENCES = (
    '[{"id": "moxon", "type": "book", "title": "Exercises", "issued": {"date-parts": [[1683]]}}]\n'
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A good small book, which each test spoils in one way."""
    folder = tmp_path / "book"
    for name, text in (
        (
            "source/01.md",
            "# One {#one}\n\nA word[^1] and a citation [@moxon, p. 3].\n\n[^1]: A note.\n",
        ),
        ("source/02.md", "# Two\n\nSee [one](#one).\n"),
        ("metadata/edition.yaml", EDITION),
        ("metadata/design.yaml", "citation-style: chicago-notes-bibliography-subsequent-ibid\n"),
        ("metadata/pandoc.json", PANDOC),
        ("metadata/references.json", REFERENCES),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def add(name: str, text: str) -> Callable[[Path], None]:
    """Spoil a book by adding text to a file."""

    def spoil(folder: Path) -> None:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return spoil


def put(name: str, data: bytes) -> Callable[[Path], None]:
    """Spoil a book by writing a file."""

    def spoil(folder: Path) -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)

    return spoil


def own_filter(name: str, code: bytes) -> Callable[[Path], None]:
    """Spoil a book by a filter of its own, in the place of a built-in one."""

    def spoil(folder: Path) -> None:
        put(f"filters/{name}", code)(folder)
        listed = PANDOC.replace("dashes.py", f"filters/{name}")
        put("metadata/pandoc.json", listed.encode())(folder)

    return spoil


def no_source(folder: Path) -> None:
    for path in (folder / "source").iterdir():
        path.unlink()


def a_way_out(folder: Path) -> None:
    (folder / "source" / "03.md").symlink_to(folder.parent / "elsewhere.md")
    (folder.parent / "elsewhere.md").write_text("# Elsewhere\n", encoding="utf-8")


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32

SPOILT: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "no source": (no_source, "source: ", "There is no text"),
    "broken YAML": (add("metadata/edition.yaml", "rights: a: b\n"), "edition.yaml:5", "not YAML"),
    "an unknown key": (
        add("metadata/edition.yaml", "publsher: X\n"),
        "edition.yaml:5",
        "Did you mean",
    ),
    "a missing image": (add("source/02.md", "\n![x](images/no.png)\n"), "02.md:5", "not there"),
    "a remote image": (
        add("source/02.md", "\n![x](https://example.org/a.png)\n"),
        "02.md:5",
        "nothing is fetched",
    ),
    "an image outside": (
        add("source/02.md", "\n![x](../../../etc/a.png)\n"),
        "02.md:5",
        "outside the project",
    ),
    "an image that is none": (
        lambda folder: (
            put("source/images/a.png", b"text")(folder),
            add("source/02.md", "\n![x](images/a.png)\n")(folder),
        )[1],
        "02.md:5",
        "not a PNG, JPEG, GIF or SVG",
    ),
    "a bad ISBN": (
        add("metadata/edition.yaml", 'isbn: {epub: "9780306406158"}\n'),
        "edition.yaml:5",
        "check digit should be 7",
    ),
    "an undefined note": (add("source/02.md", "\nA word.[^9]\n"), "02.md:5:8", "has no note"),
    "a dead link": (add("source/02.md", "\n[x](#nowhere)\n"), "02.md:5", "leads to no place"),
    "a doubled identifier": (
        add("source/02.md", "\n## More {#pan}\n\n## Again {#pan}\n"),
        "02.md:7",
        "given twice",
    ),
    "a skipped level": (add("source/02.md", "\n### More\n"), "02.md:5", "skips a level"),
    "metadata in a chapter": (
        add("source/02.md", "\n---\ntitle: X\n---\n"),
        "02.md:5",
        "metadata block",
    ),
    "an unknown citekey": (add("source/02.md", "\n[@moxen]\n"), "02.md:5", "moxon"),
    "an unknown style": (
        put("metadata/design.yaml", b"citation-style: chicago-notes-biblography\n"),
        "design.yaml",
        "chicago-notes-bibliography",
    ),
    "a house style of its own with an unknown key": (
        put("metadata/design.yaml", b"house-style:\n  base: en-GB\n  outer-mark: xy\n"),
        "design.yaml:3",
        "outer-marks",
    ),
    "a house style of its own with an unknown dash": (
        put("metadata/design.yaml", b"house-style:\n  dash: closed-em\n  base: en-GB\n"),
        "design.yaml:2",
        "closed em",
    ),
    "a house style of its own on no ground": (
        put("metadata/design.yaml", b"house-style:\n  dash: closed em\n"),
        "design.yaml:1",
        "base: en-GB",
    ),
    "a house style that is a list": (
        put("metadata/design.yaml", b"house-style: [en-GB]\n"),
        "design.yaml:1",
        "a name such as en-GB",
    ),
    "an unknown house style": (
        put("metadata/design.yaml", b"house-style: en-BG\n"),
        "design.yaml",
        "en-GB",
    ),
    "a broken bibliography": (
        put("metadata/references.json", b'[{"id": "a",\n "title" "b"}]\n'),
        "references.json:2",
        "",
    ),
    "a broken BibTeX line": (
        lambda folder: (
            put(
                "metadata/refs.bib",
                b"@book{a,\n  title = {A},\n  year = 1900\n}\n\n@book{b,\n  title = {B,\n",
            )(folder),
            put("metadata/edition.yaml", EDITION.replace("references.json", "refs.bib").encode())(
                folder
            ),
        )[1],
        "refs.bib:",
        "",
    ),
    "a bibliography that is not there": (
        put("metadata/edition.yaml", EDITION.replace("references.json", "none.json").encode()),
        "none.json",
        "",
    ),
    "a filter that is not there": (
        put("metadata/pandoc.json", PANDOC.replace("dashes.py", "dashs.py").encode()),
        "pandoc.json",
        "There is no filter dashs.py",
    ),
    "a filter that fails": (
        own_filter("mine.py", b"def apply(prose):\n    return 1 / 0\n"),
        "pandoc.json",
        "filters/mine.py failed",
    ),
    "a filter that leaves": (
        own_filter("mine.py", b"import sys\nsys.exit(3)\n"),
        "pandoc.json",
        "filters/mine.py failed",
    ),
    "a Lua filter that fails": (
        own_filter("mine.lua", b"error('no')\n"),
        "pandoc.json",
        "filters/mine.lua failed",
    ),
    "chapters without a word": (
        lambda folder: [path.write_bytes(b"\n") for path in (folder / "source").iterdir()] and None,
        "source: ",
        "no text",
    ),
    "a chapter that is not text": (
        put("source/03.md", b"# A\n\n\xff\xfe\x00"),
        "03.md:3",
        "octavo import",
    ),
    "a bibliography outside": (
        put("metadata/edition.yaml", EDITION.replace("references.json", "../../x.json").encode()),
        "edition.yaml",
        "outside the project",
    ),
}


if sys.platform != "win32":
    SPOILT["a chapter that is a link"] = (a_way_out, "03.md", "out of the project")


@pytest.mark.parametrize("fault", SPOILT)
def test_one_message_with_its_place(book: Path, fault: str) -> None:
    spoil, place, words = SPOILT[fault]
    spoil(book)
    done = call(book, *(["--trust"] if (book / "filters").exists() else []))
    assert done.returncode == 2, done.stdout + done.stderr
    assert place in done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (book / "dist").exists() or not list((book / "dist").iterdir())


def test_an_image_without_alternative_text_stops_a_strict_build_only(book: Path) -> None:
    (book / "source" / "images").mkdir()
    (book / "source" / "images" / "a.png").write_bytes(
        (ROOT / "source/images/byte.png").read_bytes()
    )
    add("source/02.md", "\nWords.\n\n![](images/a.png)\n")(book)
    strict = call(book, "--strict", "--to", "html")
    assert strict.returncode == 2
    assert "02.md:7" in strict.stderr
    assert "error: The image" in strict.stderr
    assert "alternative text" in strict.stderr
    assert not (book / "dist").exists()
    assert call(book, "--to", "html").returncode == 0


def test_a_dist_that_cannot_be_written(book: Path) -> None:
    (book / "dist").write_text("a file is in the way", encoding="utf-8")
    done = call(book, "--to", "html")
    assert done.returncode == 2
    assert "dist cannot be written" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("--to", "mobi"),
        ("buld",),
        ("--no-such-option",),
        ("import", "no-such-file.txt", "--into", "x"),
        ("normalise", "no-such-file.txt"),
        ("normalise", "--only", "dash", "source/01.md"),
        ("lint", "no-such-file.md"),
        ("verify",),
    ],
)
def test_a_wrong_call(book: Path, arguments: tuple[str, ...]) -> None:
    done = call(book, *arguments)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize(
    "kind", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.long)]
)
def test_an_interruption_leaves_no_debris(book: Path, kind: signal.Signals) -> None:
    (book / "source" / "03.md").write_text(
        "# Three\n\n" + "Many words. " * 12_000, encoding="utf-8"
    )
    running = subprocess.Popen(
        [sys.executable, "-m", "octavo.cli"],
        cwd=book,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not (book / "dist").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    if kind is signal.SIGINT:  # of a terminal: to all its processes
        os.killpg(running.pid, kind)
    else:
        running.send_signal(kind)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "octavo: stopped." in told
    assert "Traceback" not in told
    assert not (book / "dist").exists()


@pytest.mark.parametrize(
    "verb", [("new", "x" * 300), ("import", "source/01.md", "--into", "y" * 300)]
)
def test_a_folder_with_a_name_that_no_system_takes(book: Path, verb: tuple[str, ...]) -> None:
    done = call(book, *verb)
    assert done.returncode == 2
    assert done.stderr.startswith("octavo: “")
    assert "cannot be the name of a folder" in done.stderr
    assert len(done.stderr) < 250
