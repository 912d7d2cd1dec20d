"""What came of a book: its source and its built files, read by their elements and nothing else."""

from __future__ import annotations

import re
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

import yaml
from lxml import etree, html

from octavo import pandoc
from octavo.model.nodes import Node, attr_of, walk

Element = etree._Element
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
OUTSIDE = {"frontmatter", "backmatter", "appendix", "chapter"}
BOXES = {"box", "note", "listing"}
NAMED = re.compile(r"(?m)^\\?\[[\w .-]+\.(?:emf|wmf|eps|svg|png|jpe?g|tiff?)\\?\]")
"""The name of a picture in its place: an editor has to give the file."""

Title = str | dict[str, list["Title"]]


@dataclass(slots=True)
class Facts:
    """What a bench reads of a book that was brought in and built."""

    edition: dict[str, Any] = field(default_factory=dict)
    chapters: list[Title] = field(default_factory=list)
    levels: dict[int, int] = field(default_factory=dict)
    boxes: list[str] = field(default_factory=list)
    speakers: int = 0
    directions: int = 0
    waiting: int = 0
    index: dict[int, int] = field(default_factory=dict)
    contents: list[Title] = field(default_factory=list)
    notes: tuple[int, int, int] = (0, 0, 0)
    """Marks, those that lead to a note, notes that lead back."""
    images: list[tuple[str, str]] = field(default_factory=list)
    """Alternative text and caption."""
    drawings: int = 0
    tables: int = 0
    verse: list[str] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    code: str = ""
    printed: dict[str, str] = field(default_factory=dict)


def fold(text: str) -> str:
    """Return letters and digits alone, small: what house style leaves as it was."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def words_of(nodes: list[Node]) -> str:
    """Return the text of inlines or blocks, in one line."""
    parts: list[str] = []
    noted = {id(inner) for note in walk(nodes) if note["t"] == "Note" for inner in walk(note["c"])}
    for node in walk(nodes):
        if id(node) in noted:
            continue
        if node["t"] in ("Str",):
            parts.append(node["c"])
        elif node["t"] in ("Code", "Math"):
            parts.append(node["c"][1])
        elif node["t"] in ("Space", "SoftBreak", "LineBreak"):
            parts.append(" ")
    return "".join(parts).strip()


def read_source(folder: Path, facts: Facts) -> None:
    """Read a book's metadata and Markdown, as pandoc reads it."""
    facts.edition = yaml.safe_load((folder / "metadata" / "edition.yaml").read_bytes()) or {}
    files = sorted((folder / "source").glob("*.md"))
    blocks = [block for file in files for block in pandoc.read_files([file]).blocks]
    headings = list(_headings(blocks, facts))
    for level, _, _ in headings:
        facts.levels[level] = facts.levels.get(level, 0) + 1
    facts.chapters = _divided(headings)
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    facts.waiting = text.count("{>>") + len(NAMED.findall(text))
    for node in walk(blocks):
        _drama(node, facts)
        if node["t"] == "Div" and "index" in attr_of(node)[1]:
            _index(node["c"][1], 1, facts)


def _headings(blocks: list[Node], facts: Facts) -> Iterator[tuple[int, str, set[str]]]:
    for block in blocks:
        if block["t"] == "Header":
            level, attr, inlines = block["c"]
            yield level, words_of(inlines), set(attr[1])
        elif block["t"] == "BlockQuote" or (block["t"] == "Div" and BOXES & set(attr_of(block)[1])):
            inside = block["c"] if block["t"] == "BlockQuote" else block["c"][1]
            facts.boxes += [words_of([one]) for one in inside[:1]]
        elif block["t"] == "Div":
            yield from _headings(block["c"][1], facts)


def _divided(headings: list[tuple[int, str, set[str]]]) -> list[Title]:
    """Return titles of parts and chapters.

    A part holds the chapters one level below, or those behind it; sections of its own page, which
    stand before chapters of the first level and are not called chapters, are no chapters.
    """
    divisions: list[Title] = []
    part: list[Title] | None = None
    below, sections = False, 0
    for level, title, classes in headings:
        if level == 1 and "part" in classes:
            part, below, sections = [], False, 0
            divisions.append({title: part})
        elif level == 1 and part is not None and not classes & OUTSIDE and not below:
            del part[:sections]
            sections = 0
            part.append(title)
        elif level == 1:
            part = None
            divisions.append(title)
        elif level == 2 and part is not None and (below or len(part) == sections):
            part.append(title)
            below = below or "chapter" in classes
            sections += not below
    return divisions


def _drama(node: Node, facts: Facts) -> None:
    if node["t"] not in ("Para", "Plain", "LineBlock"):
        return
    lines = node["c"] if node["t"] == "LineBlock" else [node["c"]]
    facts.speakers += _speaks(lines[0]) if lines else 0
    for line in lines:
        facts.directions += _directed(line)


def _speaks(line: list[Node]) -> bool:
    inlines = [one for one in line if words_of([one])]  # the place of a page has none
    first = inlines[0] if inlines else None
    if first is None or first["t"] == "SmallCaps":
        return first is not None
    return first["t"] == "Span" and bool({"smallcaps", "speaker"} & set(attr_of(first)[1]))


def _directed(line: list[Node]) -> int:
    number = 0
    for before, after in zip([None, *line], line, strict=False):
        if after["t"] == "Emph":
            opened = before is not None and before["t"] == "Str" and before["c"].endswith("[")
            number += opened or words_of(after["c"]).startswith("[")
    return number


def _index(blocks: list[Node], level: int, facts: Facts) -> None:
    for block in blocks:
        if block["t"] == "BulletList":
            facts.index[level] = facts.index.get(level, 0) + len(block["c"])
            for item in block["c"]:
                _index(item, level + 1, facts)
        elif block["t"] == "Div":
            _index(block["c"][1], level, facts)


def read_epub(path: Path, facts: Facts) -> None:
    """Read an EPUB's navigation, notes, images, tables, verse and words."""
    with zipfile.ZipFile(path) as archive:
        package = next(name for name in archive.namelist() if name.endswith(".opf"))
        tree = etree.fromstring(archive.read(package))
        items = {item.get("id"): item for item in tree.iterfind(".//{*}manifest/{*}item")}
        spine = [items[one.get("idref")] for one in tree.iterfind(".//{*}spine/{*}itemref")]
        pages = {
            normpath(join(dirname(package), item.get("href"))): item
            for item in spine
            if "nav" not in (item.get("properties") or "").split()
        }
        trees = {name: etree.fromstring(archive.read(name)) for name in pages}
        nav = next(i for i in items.values() if "nav" in (i.get("properties") or "").split())
        navigation = etree.fromstring(archive.read(join(dirname(package), nav.get("href"))))
    toc = next(one for one in navigation.iter(f"{XHTML}nav") if one.get(TYPE) == "toc")
    facts.contents = _entries(toc.find(f"{XHTML}ol"))
    own = {
        name: tree
        for name, tree in trees.items()
        if not re.search(r"cover|title-?page|imprint-page", name.rpartition("/")[2])
    }
    facts.notes = _notes(own)
    printed = []
    for tree in own.values():
        body = tree.find(f"{XHTML}body")
        facts.tables += sum(1 for _ in body.iter(f"{XHTML}table"))
        facts.images += [_image(one) for one in body.iter(f"{XHTML}img", "{*}svg")]
        facts.code += "\n".join("".join(c.itertext()) for c in body.iter(f"{XHTML}code"))
        printed.append(_text(body, facts))
    facts.printed["epub"] = "\n".join(printed)


def _entries(ordered: Element | None) -> list[Title]:
    if ordered is None:
        return []
    entries: list[Title] = []
    for item in ordered.iterfind(f"{XHTML}li"):
        title = " ".join("".join(item[0].itertext()).split())
        below = _entries(item.find(f"{XHTML}ol"))
        entries.append({title: below} if below else title)
    return entries


def _notes(trees: dict[str, Element]) -> tuple[int, int, int]:
    targets = {(name, e.get("id")): e for name, t in trees.items() for e in t.iter() if e.get("id")}
    marks = led = back = 0
    for name, tree in trees.items():
        for link in tree.iter(f"{XHTML}a"):
            if link.get(TYPE) != "noteref" and link.get("role") != "doc-noteref":
                continue
            marks += 1
            note = targets.get(_place(name, link.get("href", "")))
            led += note is not None
            if note is not None:
                there = _place(name, link.get("href", ""))[0]
                links = (_place(there, one.get("href", "")) for one in note.iter(f"{XHTML}a"))
                back += any(one in targets and one[0] == name for one in links)
    return marks, led, back


def _place(name: str, href: str) -> tuple[str, str]:
    file, _, identifier = href.partition("#")
    return (normpath(join(dirname(name), file)) if file else name), identifier


def _image(image: Element) -> tuple[str, str]:
    alt = image.get("alt") or image.get("aria-label") or ""
    for up in image.iterancestors(f"{XHTML}figure"):
        caption = up.find(f".//{XHTML}figcaption")
        return alt, "" if caption is None else " ".join("".join(caption.itertext()).split())
    return alt, ""


def _text(body: Element, facts: Facts) -> str:
    """Return the text that is printed, without code; lines of verse and prose go to `facts`."""
    for verse in body.iter(f"{XHTML}div"):
        if "line-block" in (verse.get("class") or ""):
            facts.verse += re.split(r"\n", _lines(verse))
    for paragraph in body.iter(f"{XHTML}p", f"{XHTML}li", f"{XHTML}dd", f"{XHTML}dt"):
        facts.prose.append(" ".join("".join(paragraph.itertext()).split()))
    for code in list(body.iter(f"{XHTML}code", f"{XHTML}pre", "{*}math")):
        for child in list(code):
            code.remove(child)
        code.text = ""
    return _lines(body)


def _lines(element: Element) -> str:
    parts = []
    for event, one in etree.iterwalk(element, events=("start", "end")):
        if not isinstance(one.tag, str):
            continue
        if event == "start":
            parts.append((one.text or "").replace("\n", " "))
        else:
            if one.tag.rpartition("}")[2] in ("p", "br", "div", "li", "td", "th", "h1", "h2"):
                parts.append("\n")
            if one is not element:
                parts.append((one.tail or "").replace("\n", " "))
    return "".join(parts)


def read_html(path: Path, facts: Facts) -> None:
    """Read the words of the web page, without code, style and script."""
    body = html.fromstring(path.read_bytes()).find("body")
    for one in list(body.iter("script", "style", "code", "pre", "math")):
        one.clear(keep_tail=True)
    facts.printed["html"] = str(body.text_content())


def read_docx(path: Path, facts: Facts) -> None:
    """Read the words and the drawings of a Word file."""
    with zipfile.ZipFile(path) as archive:
        tree = etree.fromstring(archive.read("word/document.xml"))
    facts.drawings = sum(1 for _ in tree.iter("{*}drawing"))
    texts = ("".join(t.text or "" for t in p.iter("{*}t")) for p in tree.iter("{*}p"))
    facts.printed["docx"] = "\n".join(texts)


def read_pdf(path: Path, facts: Facts) -> None:
    """Read the words of a PDF, by poppler."""
    command = ["pdftotext", "-layout", str(path), "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    facts.printed["pdf"] = done.stdout


def facts_of(folder: Path) -> Facts:
    """Read a book's folder and what was built there."""
    facts = Facts()
    read_source(folder, facts)
    dist = folder / "dist"
    for pattern, reader in (
        ("*.epub", read_epub),
        ("*.html", read_html),
        ("*.docx", read_docx),
        ("*-print.pdf", read_pdf),
    ):
        for path in sorted(dist.glob(pattern)):
            if path.name != "report.html":
                reader(path, facts)
    return facts
