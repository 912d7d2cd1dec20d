"""Whole books before judges that are not our own: Ace, the Nu Html Checker, axe in every mode.

Run by `make test-all`, where they are installed (`make judges`).
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from octavo.cache import Cache
from octavo.formats import archive
from octavo.press import manifest
from octavo.press.judges import judge
from octavo.press.judges.judge import JUDGES
from tests.running import ROOT, call
from tests.shared import shared

pytestmark = pytest.mark.long
NAMES = ("ace", "nu", "axe", "links")
WANTING = ("04", "06", "07", "11", "91")
"""Chapters of the third book with TeX that no format can show, or a picture without description."""


def there(name: str) -> None:
    if not judge.is_there(JUDGES[name]):
        pytest.skip(f"{name.upper()} HAS NOT RUN: make judges")


BOOKS = ["sample", "moby-dick", "five-hundred-lines", "the-rise-of-stalinism"]


@pytest.fixture(scope="module", params=BOOKS)
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("judged") / "book"
    if request.param == "sample":
        for name in ("source", "metadata"):
            shutil.copytree(ROOT / name, folder / name)
    else:
        texts = (
            [shared("manuscripts", f"{request.param}.txt")]
            if request.param.startswith("the-")
            else sorted(shared("books", request.param).glob("*.md"))
        )
        names = [str(path) for path in texts if path.name[:2] not in WANTING]
        assert call(folder.parent, "import", *names, "--into", "book").returncode == 0
    done = call(folder, "build", "--to", "epub,html")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_no_judge_says_anything(book: Path, name: str) -> None:
    there(name)
    known = manifest.read(book / "dist")
    assert known is not None
    for artefact in known.artefacts:
        if artefact.format in JUDGES[name].formats:
            for part in range(JUDGES[name].parts):
                cache = book / ".octavo" / "cache"
                assert judge.asked(JUDGES[name], artefact.path, cache, part) == []


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small book whose files were spoilt once they were made, as no writer of ours would."""
    folder = tmp_path_factory.mktemp("spoilt") / "book"
    assert call(folder.parent, "new", "book").returncode == 0
    assert call(folder, "build", "--to", "epub,html").returncode == 0
    [epub] = (folder / "dist").glob("*.epub")
    members = archive.read(epub)
    page = "EPUB/text/ch002.xhtml"
    members[page] = members[page].replace(b"<p", b'<p style="color: #ccc"', 1)
    archive.write(epub, members, 0)
    for one in sorted((folder / "dist" / "site").glob("[a-v]*.html")):
        text = one.read_text("utf-8")
        head, main = text.partition("<main")[::2]
        if one.name not in ("index.html", "bibliography.html"):
            main = f"<main{main}".replace("<p", '<p style="color: #ccc" style="a"', 1)
            one.write_text(head + main, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "rule"),
    [("ace", "ace-color-contrast"), ("axe", "axe-color-contrast"), ("nu", "nu-error")],
)
def test_what_a_judge_says_stands_at_the_line_of_the_chapter(
    spoilt: Path, name: str, rule: str
) -> None:
    there(name)
    done = call(spoilt, "verify", "--judges", name)
    assert done.returncode == 1
    lines = [line for line in done.stdout.splitlines() if line.endswith(f"[{rule}]")]
    assert lines
    for line in lines:
        file, number = line.split(":")[:2]
        text = (spoilt / file).read_text("utf-8").splitlines()[int(number) - 1]
        assert text.strip()
        assert not text.startswith("#")
    again = call(spoilt, "verify", "--judges", name)
    assert again.stdout == done.stdout
    assert Cache(spoilt / ".octavo" / "cache").folder.joinpath(judge.KIND).is_dir()
