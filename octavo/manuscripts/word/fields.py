"""Citations that a Word file keeps as fields of some program come back by key.

Pandoc's reader `docx+citations` makes real citations of Zotero's fields. Those of every program are
written as such here: each work by its key, its locator in the suffix as Markdown has it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from octavo.bibliography import csljson
from octavo.manuscripts.word.cited import Library, folded
from octavo.manuscripts.word.programs import citavi, csl, endnote, native, others, zotero
from octavo.manuscripts.word.programs.csl import Item
from octavo.manuscripts.word.programs.program import Program, UnreadError
from octavo.manuscripts.word.programs.wrapped import BOOKMARK, make_fields
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.ooxml.fields import Field, fields
from octavo.ooxml.names import W, val
from octavo.ooxml.package import Package
from octavo.ooxml.styles import Styles
from octavo.text.citations.locator import VALUES, Locator

ONE_OF_SEVERAL = re.compile(r"\s*ADDIN\s+OCTAVO_BIBL\s*(?=\{)")
EDITED = re.compile(r'"(?:uncited|custom)"\s*:\s*\[\s*[^\]\s]')
"""Entries that no citation asks for, or that somebody wrote anew."""

OF_VOLUME = re.compile(r"(?P<volume>\d{1,3})\s?:\s?(?P<pages>\S.*)")
"""A page of one volume of a work in several, as MLA style has it: `27: 273`."""

HELD = "octavo-the-bibliography-stands-here:"
"""Stands for the bibliography of a Word file while pandoc reads it."""

UNCITED = "import-citations-uncited"
SHOWN = 3
"""How many works a message names."""


@dataclass(slots=True)
class Taken:
    """The fields of one file: citations that were read, and others, which stay text.

    `unread` counts the latter by their programs; `partly` those of which a part has no place in
    Markdown (a year that is left out); `typed` are the words of those that somebody typed over;
    `uncited` are the works that no citation asks for,
    and `listed` says that a bibliography had them all the same.
    """

    programs: Sequence[Program]
    cited: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    partly: int = 0
    typed: list[str] = field(default_factory=list)
    places: int = 0
    kept: int = 0
    uncited: list[Item] = field(default_factory=list)
    listed: bool = False

    def findings(self, file: str) -> list[Finding]:
        """Return findings: what became of the fields, and what a person must look at."""
        findings = []
        if self.cited:
            by = ", ".join(f"{name} {count:,}" for name, count in self.cited.items())
            message = (
                f"{_count(self.cited.total(), 'citation was', 'citations were')} read by key"
                f" ({by}); the works are in metadata/references.json."
            )
            findings.append(Finding("import-citations", message, Severity.INFO, place=Place(file)))
        hints = {program.name: program.hint for program in self.programs}
        for name, count in self.unread.items():
            stay = _count(count, f"citation of {name} could", f"citations of {name} could")
            message = f"{stay} not be read: {'it stays' if count == 1 else 'they stay'} as text."
            findings.append(_flag("import-citations-unread", message, file, hints[name]))
        if self.partly:
            many = _count(self.partly, "citation leaves", "citations leave")
            message = f"{many} out the year or title in Word: here the style prints it."
            hint = "Write these sentences so that the year may stand."
            findings.append(_flag("import-citations-partly", message, file, hint))
        if self.typed:
            many = _count(len(self.typed), "citation was", "citations were")
            message = f"{many} typed over by hand ({_named(self.typed)}): here the style sets them."
            hint = "Write what was added before or behind the key: [see @key, p. 3, and passim]."
            findings.append(_flag("import-citations-typed", message, file, hint))
        if self.kept:
            message = (
                "The bibliography stays as text: it lists more than the citations that were read."
            )
            hint = "Enter what only it has in references.json, then take the text out."
            findings.append(_flag("import-bibliography-kept", message, file, hint))
        if self.uncited:
            findings.append(_not_cited(self.uncited, file, listed=self.listed))
        return findings


def _named(words: Sequence[str]) -> str:
    """Name the first of some words or titles."""
    each = [
        f"\N{LEFT DOUBLE QUOTATION MARK}{one}\N{RIGHT DOUBLE QUOTATION MARK}"
        for one in words[:SHOWN]
    ]
    more = ["\N{HORIZONTAL ELLIPSIS}"] if len(words) > SHOWN else []
    return ", ".join([*each, *more])


def _not_cited(works: Sequence[Item], file: str, *, listed: bool) -> Finding:
    titles = _named([str(one.get("title", "")) for one in works])
    message = (
        f"{_count(len(works), 'work', 'works')} of the file's list of sources"
        f" {'is' if len(works) == 1 else 'are'} cited nowhere ({titles}):"
        " kept in references.json, and not printed."
    )
    if not listed:
        return Finding(UNCITED, message, Severity.INFO, Tier.AUTO, Place(file))
    message += " The bibliography of the manuscript lists them."
    hint = "Cite them where they belong, or take them out of references.json."
    return _flag(UNCITED, message, file, hint)


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _flag(rule: str, message: str, file: str, hint: str) -> Finding:
    return Finding(rule, message, Severity.WARNING, Tier.FLAG, Place(file), hint=hint)


def take(package: Package, library: Library) -> Taken:
    """Prepare the fields of a Word file in place; return what was taken.

    The works that they cite go into the library.
    """
    sources = native.Sources(package)
    programs = programs_of(sources)
    taken = Taken(programs)
    styles = Styles.of(package)
    roots = [story.root for story in package.stories()]
    every = [one for root in roots for one in fields(root)]
    for one in every:
        _prepare(one, library, taken)
    for root in roots:
        names = (val(mark, "name") for mark in root.iter(f"{W}bookmarkStart"))
        left = sum(name.startswith(BOOKMARK) for name in names)
        typed = endnote.unformatted(root)
        taken.unread += Counter({zotero.NAME: left, endnote.NAME: typed})
    for one in every:
        _prepare_bibliography(one, taken, styles)
    if taken.cited[native.NAME]:
        taken.uncited += sources.uncited
        for work in sources.uncited:
            library.key({"itemData": work})
    return taken


def programs_of(sources: native.Sources) -> tuple[Program, ...]:
    """Return the programs whose fields are known."""
    return (
        zotero.zotero(), zotero.mendeley(), endnote.program(), citavi.program(),
        native.program(sources), others.papers(), others.reference_manager(), others.refworks(),
    )  # fmt: skip


def as_fields(package: Package) -> None:
    """Make fields of what keeps citations otherwise, in place, before wrappers are taken off."""
    each = programs_of(native.Sources(Package({})))
    make_fields(package, [code for one in each for code in (one.citation, one.bibliography)])


def _prepare(one: Field, library: Library, taken: Taken) -> None:
    """Prepare a citation, in place; what pandoc would read otherwise is made to stay text."""
    code = one.code
    program = next((each for each in taken.programs if each.citation.match(code)), None)
    if program is None:
        return
    try:
        cited = program.read(one)
        _check_items(cited)
        shown = [item for item in cited if not item.get("hidden")]
        citation = {"citationItems": [_item(item, library) for item in shown]}
    except (UnreadError, AttributeError, TypeError, ValueError):
        taken.unread[program.name] += 1
        one.write("ADDIN")
        return
    words = csl.clean(str(cited[0].get("set", "")))
    if words and one.shown and folded(words) != folded(one.shown):
        taken.typed.append(csl.clean(one.shown))
    taken.partly += any(item.get("without") for item in shown)
    hidden = [item for item in cited if item.get("hidden")]
    taken.uncited += [item["itemData"] for item in hidden if library.key(item)]
    taken.listed |= bool(hidden)
    taken.cited[program.name] += 1
    if not shown:
        one.write("ADDIN")
        return
    one.write(f"ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(citation, ensure_ascii=False)}")


def _check_items(cited: list[Item]) -> None:
    """Raise ValueError where a field of a work is of a kind that no bibliography can hold."""
    for one in cited:
        fault = csljson.fault_of({"type": "document", **(one.get("itemData") or {}), "id": "x"})
        if fault:
            raise ValueError(fault)


def _prepare_bibliography(one: Field, taken: Taken, styles: Styles) -> None:
    """Let a paragraph hold the place of a bibliography, whose words pandoc leaves out.

    Its words stay where it has more than the citations that were read will give.
    """
    code = one.code
    own = ONE_OF_SEVERAL.match(code)
    program = next((each for each in taken.programs if each.bibliography.match(code)), None)
    if not own and program is None:
        return
    taken.listed |= program is not None and program.name == native.NAME
    if taken.unread or not taken.cited or EDITED.search(code):
        taken.kept += 1
        one.write("ADDIN")
        return
    _spare_heading(one, styles)
    taken.places += not own
    if own:
        _hold_place(one.begin, code[own.end() :].strip())
    elif taken.places == 1:
        _hold_place(one.begin, '{"id": "refs"}')
    one.write("ADDIN ZOTERO_BIBL {} CSL_BIBLIOGRAPHY")


def _spare_heading(one: Field, styles: Styles) -> None:
    """Let a field begin behind the heading that it begins with: Citavi writes it so."""
    paragraph = next(one.begin.iterancestors(f"{W}p"))
    behind = next(iter(paragraph.itersiblings(f"{W}p")), None)
    ends = next(one.end.iterancestors(f"{W}p"), None) if one.end is not None else None
    if behind is None or ends is paragraph or not styles.level(paragraph) or one.separate is None:
        return
    runs = dict.fromkeys(
        next(part.iterancestors(f"{W}r")) for part in (one.begin, *one.codes, one.separate)
    )
    at = 1 if behind.find(f"{W}pPr") is not None else 0
    behind[at:at] = list(runs)


def _hold_place(begin: etree._Element, settings: str) -> None:
    paragraph = next(begin.iterancestors(f"{W}p"))
    held = etree.Element(f"{W}p")
    text = etree.SubElement(etree.SubElement(held, f"{W}r"), f"{W}t")
    text.text = HELD + settings
    paragraph.addprevious(held)


def _item(item: Item, library: Library) -> Item:
    """Return an item as pandoc is to read it: by our key, its locator in the suffix."""
    key = library.key(item)
    volume, label, value = _in_volume(key, item, library)
    suffix = str(item.get("suffix") or "").rstrip()
    locator = f", vol. {volume}" if volume else ""
    if value:
        locator += _locator(label, value, "en" if volume else library.lang)
    glue = " " if suffix[:1].isalnum() else ""
    kept = {name: item[name] for name in ("suppress-author", "author-only") if item.get(name)}
    around = {
        "prefix": str(item.get("prefix") or "").strip(),
        "suffix": f"{locator}{glue}{suffix}",
    }
    return {**kept, **around, "id": key, "itemData": {"id": key}}


def _in_volume(key: str, item: Item, library: Library) -> tuple[str, str, str]:
    """Return the volume of a work that is cited, or "", and label and locator beside it.

    A field has room for one locator alone, so that a volume stands there, with the page or without.
    """
    label = str(item.get("label") or "page")
    value = " ".join(str(item.get("locator") or "").split())
    if item.get("volume"):
        return str(item["volume"]), label, value
    if library.items[key].get("volume"):
        return "", label, value
    both = OF_VOLUME.fullmatch(value) if label == "page" else None
    if both:
        return both["volume"], label, both["pages"]
    if label == "volume" and value.isdigit():
        return value, label, ""
    return "", label, value


def _locator(label: str, value: str, lang: str) -> str:
    """Write a locator behind its comma; braces hold together what is no list of numbers.

    But for pages its label is CSL's own word, which is English, and which every English citeproc
    reads: abbreviations differ (`ch.`, `chap.`).
    """
    written = Locator("p.", value).write(lang) if label == "page" else f"{label} {value}"
    plain = re.fullmatch(VALUES, value.replace("\N{EN DASH}", "-"))
    return f", {written}" if plain else f", {{{written}}}"
