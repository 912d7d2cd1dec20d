"""Holds EPUBs against the rules of Standard Ebooks' lint that hold for any e-book.

`python -m tests.bench.epub_rules EPUB…` says for each rule how often it is broken. The rules are
known by the codes of `se lint` (version 4.1, 386 codes); words and checks are our own. Left out are
those about that project's own files, addresses and vocabularies (f-001 to f-004, f-013 to f-017,
most of m, the z3998 and se semantics of s), its house style and guesses at misprints in a text (t
and y: they are the author's and the editor's), and what EPUBCheck says already.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from octavo.files import redraw_widths, xml
from octavo.formats import archive

X = {
    "h": "http://www.w3.org/1999/xhtml",
    "m": "http://www.w3.org/1998/Math/MathML",
    "o": "http://www.idpf.org/2007/opf",
    "e": "http://www.idpf.org/2007/ops",
    "d": "http://purl.org/dc/elements/1.1/",
}
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
TABLE = Path(__file__).with_suffix(".toml")
TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?(-[a-z0-9]+)*")


@dataclass
class Book:
    """An EPUB: its files by name."""

    files: dict[str, bytes]

    @cached_property
    def package(self) -> Any:
        """The package document."""
        return xml.parse_made(self.files["EPUB/content.opf"])

    @cached_property
    def pages(self) -> dict[str, Any]:
        """The pages, parsed."""
        return {
            name: xml.parse_made(data)
            for name, data in self.files.items()
            if name.endswith(".xhtml")
        }

    @cached_property
    def css(self) -> str:
        """All style sheets, without their comments."""
        sheets = [data.decode() for name, data in self.files.items() if name.endswith(".css")]
        return re.sub(r"/\*.*?\*/", "", "\n".join(sheets), flags=re.S)

    def each(self, path: str) -> Iterator[str]:
        """Yield the pages in which a path is found, once for each place."""
        for name, tree in self.pages.items():
            for one in tree.xpath(path, namespaces=X):
                words = one if isinstance(one, str) else "".join(one.itertext())
                yield f"{name}: {' '.join(str(words).split())[:60]}"

    def metadata(self, path: str) -> list[Any]:
        """Return what a path finds in the package."""
        return list(self.package.xpath(path, namespaces=X))

    def features(self, name: str) -> set[str]:
        """Return the values of a claim."""
        return set(self.metadata(f"//o:meta[@property='schema:{name}']/text()"))


Check = Callable[[Book], Iterator[str]]


@dataclass
class Rule:
    """A rule: its code, what it asks, and why it is not followed where it is not."""

    code: str
    asks: str
    check: Check
    reason: str = ""
    places: list[str] = field(default_factory=list)


RULES: list[Rule] = []


def rule(code: str, asks: str, reason: str = "") -> Callable[[Check], Check]:
    """List a rule by the function that yields the places where it is broken."""

    def take(check: Check) -> Check:
        RULES.append(Rule(code, asks, check, reason))
        return check

    return take


# --- files -----------------------------------------------------------------------------------


@rule("f-008", "file names are safe in an address")
def _names(book: Book) -> Iterator[str]:
    yield from (name for name in book.files if not re.fullmatch(r"[A-Za-z0-9_./-]+", name))


@rule("f-011", "a JPEG ends in .jpg")
def _jpegs(book: Book) -> Iterator[str]:
    yield from (
        name
        for name, data in book.files.items()
        if data[:2] == b"\xff\xd8" and not name.endswith(".jpg")
    )


@rule("f-016", "no picture is larger than 1.5 MB")
def _heavy(book: Book) -> Iterator[str]:
    for name, data in book.files.items():
        if name.endswith(PICTURES) and len(data) > 1_500_000:
            yield f"{name}: {len(data) / 1e6:.1f} MB"


@rule("f-018", "no picture has more than four million pixels")
def _large(book: Book) -> Iterator[str]:
    for name, data in book.files.items():
        if name.endswith(PICTURES):
            width, height = redraw_widths.size_of(data)
            if width * height > 4_000_000:
                yield f"{name}: {width} × {height}"


@rule("m-084", "no file is empty")
def _empty_files(book: Book) -> Iterator[str]:
    yield from (name for name, data in book.files.items() if not data)


# --- the package -----------------------------------------------------------------------------


@rule("m-010", "what refines names an identifier that is there")
def _refines(book: Book) -> Iterator[str]:
    known = set(book.metadata("//@id"))
    yield from (one for one in book.metadata("//@refines") if str(one).lstrip("#") not in known)


@rule("m-018", "no entities of HTML")
def _entities(book: Book) -> Iterator[str]:
    text = book.files["EPUB/content.opf"].decode()
    yield from re.findall(r"&(?!amp;|lt;|gt;|quot;|apos;|#)\w+;", text)


@rule("m-022", "no element of the metadata is empty")
def _unsaid(book: Book) -> Iterator[str]:
    for one in book.metadata("//o:metadata/*[not(normalize-space()) and not(@content)]"):
        if not one.get("href"):
            yield str(one.tag)


@rule("m-028, m-038", "visual is said where there are pictures, and only there")
def _visual(book: Book) -> Iterator[str]:
    shown = any(True for _ in book.each("//h:img[not(@role='presentation')][not(@id='cover')]"))
    if not shown and "visual" in book.features("accessMode"):
        yield "visual, and no picture"
    if "visual" not in book.features("accessMode") and any(
        True for _ in book.each("//h:figure//h:img[string(@alt)]")
    ):
        yield "pictures, and not visual"


@rule("m-062", "the title says how it is filed", "no key says it; shops leave out articles")
def _filed(book: Book) -> Iterator[str]:
    title = str(book.package.xpath("string(//d:title[1]/@id)", namespaces=X))
    words = str(book.package.xpath("string(//d:title[1])", namespaces=X))
    if re.match(r"(The|An?) ", words) and not book.package.xpath(
        f"//o:meta[@property='file-as'][@refines='#{title}']", namespaces=X
    ):
        yield words


@rule("m-077", "formulas are said, and that they can be heard")
def _formulas(book: Book) -> Iterator[str]:
    if any(True for _ in book.each("//m:math")) and not any(
        True for _ in book.each("//h:span[contains(@class,'math')]")
    ):
        yield from {"MathML", "describedMath"} - book.features("accessibilityFeature")


@rule("m-045", "each page's heading stands in the contents")
def _listed(book: Book) -> Iterator[str]:
    nav = book.pages["EPUB/nav.xhtml"]
    listed = {str(one).partition("#")[0] for one in nav.xpath("//h:nav//@href", namespaces=X)}
    for name, tree in book.pages.items():
        titled = tree.xpath("//h:body/h:section[@role='doc-chapter']/h:h1", namespaces=X)
        if titled and name.removeprefix("EPUB/") not in listed:
            yield name


# --- style -----------------------------------------------------------------------------------


@rule("c-007", "hyphens have their older name beside them")
def _hyphens(book: Book) -> Iterator[str]:
    for one in re.findall(r"\{[^}]*[;{\s]hyphens: none[^}]*\}", book.css):
        if "-webkit-hyphens" not in one and "-epub-hyphens" not in one:
            yield one[:60]


@rule("c-016", "lines begin at the start, not at the left")
def _left(book: Book) -> Iterator[str]:
    for block in re.findall(r"([^{}]*)\{([^}]*)\}", book.css):
        is_left = "text-align: left" in block[1] and "text-align: start" not in block[1]
        if is_left and "pre" not in block[0]:  # code runs from the left in every language
            yield block[0].strip()


@rule("c-022", "no size in rem")
def _rem(book: Book) -> Iterator[str]:
    yield from re.findall(r"[\d.]+rem\b", book.css)


@rule("c-023, c-024", "type in em, lines without a unit")
def _units(book: Book) -> Iterator[str]:
    yield from re.findall(r"font-size: [\d.]+(?:px|pt|%)", book.css)
    yield from re.findall(r"line-height: [\d.]+[a-z%]+", book.css)


@rule("c-025", "no height in per cent")
def _heights(book: Book) -> Iterator[str]:
    yield from re.findall(r"(?<![-\w])height: [\d.]+%", book.css)


# --- pages; those that a path finds are in epub_rules.toml ------------------------------------


@rule("s-021", "a page's title begins with its heading")
def _titles(book: Book) -> Iterator[str]:
    own = ("EPUB/text/titlepage.xhtml", "EPUB/text/cover.xhtml")  # called what they are
    for name, tree in book.pages.items():
        heading = " ".join(tree.xpath("string((//h:body/h:section/h:h1)[1])", namespaces=X).split())
        title = " ".join(tree.xpath("string(//h:title)", namespaces=X).split())
        plain = re.sub(r"\W", "", re.sub(r"\d+$", "", heading))
        if plain and name not in own and plain[:20] not in re.sub(r"\W", "", title):
            yield f"{name}: {title} / {heading}"


@rule("s-031", "no epub:type says a thing twice")
def _types(book: Book) -> Iterator[str]:
    for value in book.each("//@e:type"):
        words = value.partition(": ")[2].split()
        if len(words) != len(set(words)):
            yield value


@rule("s-033", "each page is of the book's language")
def _languages(book: Book) -> Iterator[str]:
    lang = book.package.xpath("string(//d:language)", namespaces=X)
    yield from book.each(f"/h:html[@xml:lang != '{lang}']")


@rule("s-057", "a note's way back bears its number")
def _numbers(book: Book) -> Iterator[str]:
    for name, tree in book.pages.items():
        for back in tree.xpath("//h:aside//h:a[@role='doc-backlink']", namespaces=X):
            number = str(back.get("href")).rpartition("fnref")[2]
            if "".join(back.itertext()).strip(". ") != number:
                yield f"{name}: {number}"


@rule("s-090, x-016", "each language has a valid tag")
def _tags(book: Book) -> Iterator[str]:
    for place in book.each("//@xml:lang"):
        if not TAG.fullmatch(place.rpartition(": ")[2]):
            yield place


@rule("s-001", "no character is written as a number")
def _numeric(book: Book) -> Iterator[str]:
    for name, data in book.files.items():
        if name.endswith(".xhtml"):
            yield from (f"{name}: {one}" for one in re.findall(r"&#\w+;", data.decode()))


@rule("t-001", "no two spaces in a line")
def _spaces(book: Book) -> Iterator[str]:
    yield from book.each(
        "//h:p//text()[contains(., '  ')][not(ancestor::h:code or ancestor::m:math)]"
    )


@rule("t-058", "no character that shows nothing and does nothing")
def _characters(book: Book) -> Iterator[str]:
    for name, data in book.files.items():
        if name.endswith(".xhtml"):
            yield from (
                f"{name}: {one!r}" for one in re.findall(r"[\u200b\ufeff\x7f-\x9f]", data.decode())
            )


@rule("x-001", "utf-8 in small letters", "XML and IANA call it UTF-8")
def _encodings(book: Book) -> Iterator[str]:
    yield from (n for n, d in book.files.items() if re.search(rb'encoding=["\']UTF-8', d[:60]))


@rule("x-007, x-009", "no identifier begins with a figure")
def _identifiers(book: Book) -> Iterator[str]:
    yield from (one for one in book.each("//@id") if re.search(r": \d", one))


@rule("x-017", "no identifier stands twice in a page")
def _twice(book: Book) -> Iterator[str]:
    for name, tree in book.pages.items():
        known = [str(one) for one in tree.xpath("//@id")]
        yield from (f"{name}: {one}" for one in set(known) if known.count(one) > 1)


for _code, _entry in tomllib.loads(TABLE.read_text(encoding="utf-8")).items():
    RULES.append(
        Rule(
            _code, _entry["asks"], partial(Book.each, path=_entry["path"]), _entry.get("reason", "")
        )
    )


def look(path: Path) -> list[Rule]:
    """Return the rules that an EPUB breaks, with the places."""
    book = Book(archive.read(path))
    broken = []
    for one in RULES:
        places = list(one.check(book))
        if places:
            broken.append(Rule(one.code, one.asks, one.check, one.reason, places))
    return broken


def main() -> int:
    """Say what each EPUB breaks; 1 where a rule is broken without a reason."""
    status = 0
    print(f"{len(RULES)} rules, {sum(bool(one.reason) for one in RULES)} of them with a reason.")
    for name in sys.argv[1:]:
        broken = look(Path(name))
        print(f"{Path(name).name}: {sum(not one.reason for one in broken)} broken without a reason")
        for one in broken:
            status |= not one.reason
            why = f" ({one.reason})" if one.reason else ""
            print(f"  {one.code}: {one.asks}: {len(one.places)}{why}")
            if not one.reason:
                print("".join(f"      {place}\n" for place in one.places[:4]), end="")
    return int(status)


if __name__ == "__main__":
    sys.exit(main())
