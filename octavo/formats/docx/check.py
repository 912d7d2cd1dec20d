"""Checks a Word file by itself: its package, its links, its notes, its styles, its page."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from octavo.formats import archive
from octavo.formats.descriptions import only_lost
from octavo.formats.docx.page import Page, page_for, twips
from octavo.formats.docx.sending import PROPERTY
from octavo.formats.docx.xml import RELATIONSHIPS, WP, Element, disordered, parse, style_of, w
from octavo.formats.docx.zotero import PREFERENCE
from octavo.formats.front_lines import compare
from octavo.model.artefact import Artefact, Job
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place
from octavo.model.rules import severity

TEXT_PARTS = ("word/document.xml", "word/footnotes.xml")
TITLE_STYLES = ("Title", "ArticleTitle", "Subtitle", "Author", "Contributor", "Publisher")
PRIVATE = ("lastModifiedBy", "revision", "Template", "Manager", "HyperlinkBase", "TotalTime")
"""Properties that tell of the maker's desk and not of the book."""

BY_HAND = frozenset(("b", "i", "u", "strike", "smallCaps", "caps", "vertAlign", "sz", "rFonts"))
"""Looks that no run has by itself: they are those of its style."""

PATH = re.compile(r"^(?:[A-Za-z]:[\\/]|file:|/|\\\\|.*[\\/].*\.(?:png|jpe?g|gif)$)", re.I)


@dataclass(frozen=True, slots=True)
class Opened:
    """A Word file taken apart: its members, and those that are XML, parsed."""

    members: dict[str, bytes]
    parts: dict[str, Element]

    def all(self, tag: str, parts: tuple[str, ...] = TEXT_PARTS) -> Iterator[Element]:
        """Yield every element of a name in some parts."""
        for name in parts:
            if name in self.parts:
                yield from self.parts[name].iter(tag)

    @property
    def running(self) -> tuple[str, ...]:
        """The names of the parts with text, heads and feet included."""
        return tuple(n for n in self.parts if re.match(r"word/(document|foot|head)[\w-]*\.xml$", n))


def check(artefact: Artefact, job: Job) -> list[Finding]:
    """Check a Word file; return a finding for each fault: errors, unless marked otherwise.

    Rules: `docx-package` (zip names, parts, relationships), `docx-schema` (order of properties),
    `docx-link`, `docx-field`, `docx-note`, `docx-style`, `docx-page`, `docx-private`; as warnings
    `docx-alt` and `docx-formula` (a formula that Word shows as its source).
    """
    try:
        opened = _open(artefact.path)
    except (OSError, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError) as fault:
        return [_fault("docx-package", f"The Word file cannot be read: {fault}", artefact.path)]
    findings = [
        *(("docx-package", message) for message in _package(opened)),
        *(("docx-schema", message) for message in _schema(opened)),
        *(("docx-link", message) for message in _links(opened)),
        *(("docx-field", message) for message in _fields(opened)),
        *(("docx-note", message) for message in _notes(opened)),
        *(("docx-style", message) for message in _styles(opened)),
        *(("docx-page", message) for message in _pages(opened, page_for(job))),
        *(("docx-private", message) for message in _private(opened)),
        *(("docx-alt", message) for message in _images(opened)),
    ]
    faults = [_fault(rule, message, artefact.path) for rule, message in findings]
    for tex in _formulas(opened):
        message = f"The formula {tex} could not be set; Word shows its source."
        faults.append(replace(_fault("docx-formula", message, artefact.path), before=tex))
    return [*only_lost(faults, "docx-alt", job), *compare(*_front(opened), job.project.edition)]


def _front(opened: Opened) -> tuple[list[str], list[str]]:
    """Return the paragraphs of the title page and of the page behind it, by their styles."""
    lines: dict[str, list[str]] = {style: [] for style in (*TITLE_STYLES, "Copyright")}
    for paragraph in opened.all(w("p"), ("word/document.xml",)):
        if (style := style_of(paragraph)) in lines:
            lines[style].append("".join(text.text or "" for text in paragraph.iter(w("t"))))
    return [line for style in TITLE_STYLES for line in lines[style]], lines["Copyright"]


def _fault(rule: str, message: str, path: Path) -> Finding:
    return Finding(rule, message, severity(rule), place=Place(path.name), format="docx")


def _open(path: Path) -> Opened:
    members = archive.read(path)
    parts = {n: parse(data) for n, data in members.items() if n.endswith((".xml", ".rels"))}
    return Opened(members, {"word/document.xml": parts["word/document.xml"]} | parts)


# --- the package ------------------------------------------------------------------------------


def _package(opened: Opened) -> Iterator[str]:
    if next(iter(opened.members)) != "[Content_Types].xml":
        yield "The content types do not come first in the file."
    for name in opened.members:
        if name.startswith("/") or "\\" in name or ".." in name.split("/"):
            yield f"The member {name} has a name that leads out of the file."
    yield from _types(opened)
    for name, part in opened.parts.items():
        if name.endswith(".rels"):
            yield from _relationships(opened, name, part)


def _types(opened: Opened) -> Iterator[str]:
    types = opened.parts.get("[Content_Types].xml")
    if types is None:
        return
    defaults = {e.get("Extension", "").lower() for e in types if e.get("Extension")}
    named = {e.get("PartName", "").lstrip("/") for e in types if e.get("PartName")}
    for name in sorted(named - set(opened.members)):
        yield f"The part {name} is declared and not there."
    for name in opened.members:
        suffix = name.rpartition(".")[2].lower()
        if name not in named and suffix not in defaults and name != "[Content_Types].xml":
            yield f"The part {name} has no content type."


def _relationships(opened: Opened, name: str, part: Element) -> Iterator[str]:
    folder = posixpath.dirname(posixpath.dirname(name))
    owner = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
    known = set()
    for relationship in part:
        known.add(relationship.get("Id"))
        target = relationship.get("Target", "")
        if relationship.get("TargetMode") == "External":
            continue
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if path not in opened.members:
            yield f"{owner or 'The file'} refers to {target}, which is not there."
    if owner in opened.parts:
        for element in opened.parts[owner].iter():
            for key in ("id", "embed", "link"):
                used = element.get(f"{{{RELATIONSHIPS}}}{key}")
                if used and used not in known:
                    yield f"{owner} uses the relationship {used}, which is not there."


def _schema(opened: Opened) -> Iterator[str]:
    for name, part in opened.parts.items():
        for element in disordered(part):
            tag = etree.QName(element).localname
            yield f"The children of a {tag} in {name} are not in the order of the schema."


# --- links, notes, styles ---------------------------------------------------------------------


def _links(opened: Opened) -> Iterator[str]:
    names = Counter(e.get(w("name"), "").lower() for e in opened.all(w("bookmarkStart")))
    for name, count in names.items():
        if count > 1:
            sentence = "Word does not distinguish capitals from small letters."
            yield f"The bookmark {name} is set {count} times; {sentence}"
    targets = {e.get(w("anchor"), "") for e in opened.all(w("hyperlink"))} - {""}
    for code in opened.all(w("instrText")):
        reference = re.match(r"\s*(?:PAGEREF|REF)\s+(\S+)", code.text or "")
        if reference:
            targets.add(reference[1])
    for name in sorted(targets):
        if name.lower() not in names:
            yield f"A link leads to {name}, and there is no such bookmark."


def _fields(opened: Opened) -> Iterator[str]:
    """A field that does not end takes what follows it for its own."""
    for name in TEXT_PARTS:
        inside = 0
        for mark in opened.all(w("fldChar"), (name,)):
            inside += {"begin": 1, "end": -1}.get(mark.get(w("fldCharType"), ""), 0)
            if inside < 0:
                break
        if inside:
            yield f"A field in {name} begins and does not end, or ends and did not begin."


def _notes(opened: Opened) -> Iterator[str]:
    marks = Counter(e.get(w("id"), "") for e in opened.all(w("footnoteReference")))
    notes = Counter(
        e.get(w("id"), "") for e in opened.all(w("footnote")) if e.get(w("type")) is None
    )
    for number in sorted(marks.keys() | notes.keys()):
        if marks[number] != 1 or notes[number] != 1:
            of_note = counted(marks[number], "mark"), counted(notes[number], "text")
            yield f"The note {number} has {' and '.join(of_note)}."


def _styles(opened: Opened) -> Iterator[str]:
    known = {e.get(w("styleId")) for e in opened.all(w("style"), ("word/styles.xml",))}
    used = {
        e.get(w("val"), "")
        for tag in ("pStyle", "rStyle", "tblStyle")
        for e in opened.all(w(tag), opened.running)
    }
    for name in sorted(used - known):
        yield f"The style {name} is used and not declared."
    own = [one for e in opened.all(w("rPr"), TEXT_PARTS) for one in e if not _is_hint(one)]
    for name in sorted({etree.QName(one).localname for one in own} & BY_HAND):
        yield f"Words have a look of their own ({name}), and not that of a style."


def _is_hint(one: etree._Element) -> bool:
    """Whether it says only which of its style's fonts is meant: ECMA-376, part 1, 17.3.2.26."""
    return one.tag == w("rFonts") and set(one.attrib) == {w("hint")}


def _pages(opened: Opened, page: Page) -> Iterator[str]:
    expected = (str(twips(page.width)), str(twips(page.height)))
    sections = list(opened.all(w("sectPr")))
    if not sections:
        yield "The file says nothing of its page."
    for number, section in enumerate(sections, start=1):
        size = section.find(w("pgSz"))
        actual = None if size is None else (size.get(w("w")), size.get(w("h")))
        if actual != expected:
            yield f"Section {number} has another page than the edition's trimmed size."


# --- privacy, images, formulas ----------------------------------------------------------------


def _private(opened: Opened) -> Iterator[str]:
    for element in opened.parts.get("docProps/custom.xml", ()):
        if not element.get("name", "").startswith((PREFERENCE, PROPERTY)):
            yield f"The file has a custom property: {element.get('name')}."
    for name in ("docProps/core.xml", "docProps/app.xml"):
        for element in opened.parts.get(name, ()):
            if etree.QName(element).localname in PRIVATE:
                tag = etree.QName(element).localname
                yield f"The file names the program or person that made it: {tag}."
    for name, part in opened.parts.items():
        if any(True for _ in part.iter(w("rsid"), w("rsidRoot"))):
            yield f"{name} holds numbers of editing sessions (rsid)."
    yield from _paths(opened)


def _paths(opened: Opened) -> Iterator[str]:
    """The alternative text (descr of docPr) is the author's; all other names are ours."""
    for inline in opened.all(f"{{{WP}}}inline"):
        for element in inline.iter():
            is_alt = element.tag == f"{{{WP}}}docPr"
            for value in (element.get("name", ""), "" if is_alt else element.get("descr", "")):
                if PATH.match(value):
                    yield f"An image tells the path of its file: {value}"


def _images(opened: Opened) -> Iterator[str]:
    for element in opened.all(f"{{{WP}}}docPr"):
        ornament = any(etree.QName(e).localname == "decorative" for e in element.iter())
        if not element.get("descr") and not ornament:
            yield (
                f"{element.get('name') or 'An image'} has no alternative text, "
                "and is not said to be an ornament."
            )


def _formulas(opened: Opened) -> Iterator[str]:
    for run in opened.all(w("r")):
        style = run.find(f"{w('rPr')}/{w('rStyle')}")
        text = " ".join("".join(piece.text or "" for piece in run.iter(w("t"))).split())
        if style is not None and style.get(w("val"), "").startswith("Formula") and text:
            yield text
