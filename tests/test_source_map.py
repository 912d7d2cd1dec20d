"""Each place of a finished e-book or site is led back to the line of its source."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest

from octavo.book.chapter import Chapter
from octavo.book.source import read_chapters
from octavo.cache import Cache
from octavo.formats import archive
from octavo.formats.epub import epubcheck
from octavo.model import reading
from octavo.model.artefact import Artefact, Job, Reading
from octavo.model.finding import Place
from octavo.press import source_map
from octavo.press.judges.remark import Spot
from octavo.press.judges.where import Where
from octavo.press.page_map import Sources
from octavo.press.source_map import SourceMap
from tests.ebook_mutations import EPUB, SITE, TEXT, Mutation
from tests.making import EDITION, make_job
from tests.running import DRAFTS, call, make_book, whole
from tests.test_ebook_wounds import EPUB as EPUB_FORMAT
from tests.test_ebook_wounds import HTML as HTML_FORMAT
from tests.test_ebook_wounds import give_dot


@dataclass(frozen=True, slots=True)
class Made:
    """A finished e-book and site with the map of their text."""

    job: Job
    epub: Artefact
    page: Artefact
    site: Artefact
    known: SourceMap
    canon: Reading
    chapters: list[Chapter]

    def where(self, path: Path) -> Where:
        """Give what finds the lines of a file."""
        return Where(path, self.known, self.canon, "title: A Test Book\nlang: en-GB\n")


def of_text(folder: Path, text: str) -> Made:
    give_dot(folder)
    job, _ = make_job(folder, text, EDITION)
    (epub,) = EPUB_FORMAT.write(job)
    page, site = HTML_FORMAT.write(job)
    cache = folder / "cache"
    chapters = read_chapters(job.project.sources, folder / "book", cache)
    canon = reading.canon(job.document)
    known = source_map.made(chapters, Cache(cache), Sources.of(chapters, cache), canon)
    return Made(job, epub, page, site, known, canon, chapters)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return of_text(tmp_path_factory.mktemp("map"), TEXT)


def spot(page: str, text: str, words: str, start: int = 0) -> Spot:
    """Where some words stand in a page, as a validator says it: line and column."""
    at = text.index(words, start) + min(len(words), 2)
    return Spot(page, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def line_of(place: Place | None) -> str:
    assert place is not None
    assert place.file == "source/01.md"
    return TEXT.splitlines()[place.line - 1]


PAGED = ("a page is not listed", "a page of print begins elsewhere")
"""Faults of the list of printed pages, which a book of this text alone has not."""

PLACED = [one for one in EPUB if one.line and one.file.endswith("l") and one.name not in PAGED]


@pytest.mark.parametrize("mutation", PLACED, ids=[one.name for one in PLACED])
def test_the_place_of_a_fault_in_an_e_book(made: Made, mutation: Mutation, tmp_path: Path) -> None:
    """The file is spoilt when it is read: it is then not as it was made."""
    members = archive.read(made.epub.path)
    text = members[mutation.file].decode()
    at = spot(mutation.file, text, mutation.before)
    members[mutation.file] = text.replace(mutation.before, mutation.after).encode()
    path = tmp_path / made.epub.path.name
    archive.write(path, members, 0)
    assert mutation.line in line_of(made.where(path).place(at))


WEB = [one for one in SITE if one.line and one.name not in PAGED]


@pytest.mark.parametrize("mutation", WEB, ids=[one.name for one in WEB])
def test_the_place_of_a_fault_in_a_site(made: Made, mutation: Mutation) -> None:
    text = (made.site.path / mutation.file).read_text("utf-8")
    main = text.index("<main")  # the words of a text may stand in its description too
    at = spot(mutation.file, text, mutation.before, main if mutation.before in text[main:] else 0)
    assert mutation.line in line_of(made.where(made.site.path).place(at))


SPOTS = [
    ("EPUB/text/ch002.xhtml", "<img", "![A wheel.]"),
    ("EPUB/text/ch002.xhtml", "<math", "The formula"),
    ("EPUB/text/ch002.xhtml", "<td", "| 1455"),
    ("EPUB/text/ch002.xhtml", 'href="#fn1"', "set *every single*"),
    ("EPUB/text/ch002.xhtml", "De Vinne", "De Vinne has it"),
    ("EPUB/text/ch002.xhtml", "<h2", "A section within"),
    ("EPUB/text/ch003.xhtml", "<title", "# The Second Chapter"),
    ("EPUB/nav.xhtml", 'href="text/ch003', "# The Second Chapter"),
    ("EPUB/toc.ncx", 'src="text/ch002', "# The First Chapter"),
    ("EPUB/content.opf", 'href="text/ch001', "# Preface"),
]


@pytest.mark.parametrize(("page", "words", "line"), SPOTS, ids=[one[1] for one in SPOTS])
def test_the_place_of_a_part(made: Made, page: str, words: str, line: str) -> None:
    text = archive.read(made.epub.path)[page].decode()
    assert line in line_of(made.where(made.epub.path).place(spot(page, text, words)))


def test_what_the_edition_says_stands_in_its_file(made: Made) -> None:
    text = archive.read(made.epub.path)["EPUB/content.opf"].decode()
    where = made.where(made.epub.path)
    place = where.place(spot("EPUB/content.opf", text, "<dc:language>"))
    assert str(place) == "metadata/edition.yaml:2"
    assert where.place(spot("EPUB/content.opf", text, "<manifest")) is None
    assert where.place(Spot("EPUB/nothing.xhtml", 1)) is None
    assert where.place(Spot("EPUB/text/ch001.xhtml", 999)) is None


def test_an_element_is_found_by_its_way(made: Made) -> None:
    where = made.where(made.epub.path)
    place = where.place(Spot("EPUB/text/ch002.xhtml", way=("first", 1)))
    assert "The compositor set" in line_of(place)
    assert "# The First" in line_of(where.place(Spot("EPUB/text/ch002.xhtml", way=("", 1, 0, 0))))
    assert where.place(Spot("EPUB/text/ch002.xhtml", way=("nobody", 1))) is None


def test_the_map_is_read_as_it_was_written(made: Made) -> None:
    data = made.known.dumps()
    assert source_map.loads(data) == made.known
    assert source_map.is_of(made.known, made.chapters, made.canon)
    assert not source_map.is_of(made.known, made.chapters[:0], made.canon)
    for wrong in (b"", b"{}", b"[]", data.replace(b'"body"', b'"nobody"'), data[:-9]):
        assert source_map.loads(wrong) is None


def test_a_word_that_no_chapter_has_is_led_nowhere(made: Made) -> None:
    """Such as a bibliography that was set: its place is found by its words, in the metadata."""
    works = tuple(f"work{number}" for number in range(100))
    more = Reading((*made.canon.body, *works), made.canon.notes)
    cache = Cache(made.job.work.parent / "cache")
    sources = Sources.of(made.chapters, cache.folder)
    known = source_map.made(made.chapters, cache, sources, more)
    assert known.of_word(len(made.canon.body) - 1) == made.known.of_word(len(made.canon.body) - 1)
    assert known.of_word(len(made.canon.body) + 5) is None


@pytest.mark.parametrize("checked", DRAFTS)
def test_epubcheck_speaks_of_the_source(tmp_path: Path, checked: bool) -> None:
    """Each place that EPUBCheck names is a finding of its own, at its line of the chapter."""
    book = make_book(tmp_path / "book", "epub")
    whole(book, checked=checked)
    kept = source_map.load(book / "dist" / "sources.json")
    assert (kept is not None) == checked  # a draft leaves none: it is made when it is asked for
    [epub] = (book / "dist").glob("*.epub")
    members = archive.read(epub)
    pages = ("EPUB/text/ch001.xhtml", "EPUB/text/ch002.xhtml")
    for name in pages:
        members[name] = members[name].replace(b"</p>", b"<nobody/></p>", 1)
    archive.write(epub, members, 0)
    if not checked:
        report = {"messages": [message([(name, members[name].decode()) for name in pages])]}
        key = epubcheck._key(epub)
        Cache(book / ".octavo" / "cache").put(epubcheck.REPORTS, key, orjson.dumps(report))
    done = call(book, "verify")
    assert done.returncode == 1
    lines = [line for line in done.stdout.splitlines() if "epubcheck-rsc-005" in line]
    places = [line.partition(" ")[0] for line in lines]
    assert places == ["source/01-one.md:3:", "source/02-two.md:3:"]


def message(pages: list[tuple[str, str]]) -> dict[str, object]:
    """What EPUBCheck says of the pages, as it writes it."""
    at = [spot(name, text, "<nobody/>") for name, text in pages]
    return {
        "ID": "RSC-005",
        "severity": "ERROR",
        "message": "Error while parsing file: element nobody is not allowed here",
        "additionalLocations": 0,
        "locations": [{"path": s.page, "line": s.line, "column": s.column + 8} for s in at],
    }
