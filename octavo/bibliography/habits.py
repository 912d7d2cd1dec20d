"""How a citation style writes a volume with its page: the style is asked, by citing two works.

A style tells how it writes one volume of a work (`27:273`, small Roman capitals, `p. 273`) where
that volume has an entry of its own. The same is done where the volume is a locator, for which
styles have a word alone: so each is adapted by what it does itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

from octavo import pandoc
from octavo.bibliography import csl
from octavo.bibliography.csl import SPACE
from octavo.files import xml
from octavo.model.nodes import Document, meta_value, stringify, walk
from octavo.text.citations.locator import expand

PROBE = "[@octavo, p. 273]"
BOOK = {"id": "octavo", "type": "book", "author": [{"family": "Octavo"}], "title": "Title"}
BOOK |= {"issued": "1901", "volume": "27"}
"""A volume with an entry of its own, as some style would cite it."""

BARE = ") 273"
"""How a style prints a page without a word, behind a bracket (OSCOLA, 4th ed., 3.2.1)."""

TERMS = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info>
<title>x</title><id>x</id></info><citation><layout><text term="volume" form="short"/>
<text value="|"/><text term="page" form="short"/><text value="|"/>
<text term="page" form="short" plural="true"/></layout></citation></style>"""
"""Prints the words of a language for a volume, a page and pages."""

HOLDING = tuple(f"{SPACE}{name}" for name in ("group", "macro", "layout"))
"""What holds a locator together with its label."""

ENGLISH = ("vol.", "p.", "pp.")


@dataclass(frozen=True, slots=True)
class Habit:
    """How a style writes a volume with its page.

    `volume`, `page`, `pages` are the words before them, in the text's language, "" for a page that
    the style prints without one; `shown` is that for a volume as the style prints it, and `joint`
    what stands between two numbers. `labelled`: the volume keeps its word there.
    `roman`: volumes are Roman numbers. `inside`: the style has no place for a volume, which stands
    with the page (`33: 430`). `unplaced`: it has none for a page either, and both stand behind the
    citation. `bracketed`: each citation has brackets of its own, in which both must stand.
    `ranges` is CSL's `page-range-format`.
    """

    volume: str = "vol."
    shown: str = "vol."
    page: str = "p."
    pages: str = "pp."
    joint: str = ""
    labelled: bool = True
    roman: bool = False
    inside: bool = False
    unplaced: bool = False
    bracketed: bool = False
    ranges: str = field(default="")

    def ranged(self, pages: str) -> str:
        """Return pages with their ranges as the style shortens them: `32–3`."""
        if not self.ranges:
            return re.sub(r"\s?-{1,3}\s?", "\N{EN DASH}", pages)
        full = expand(pages)
        short = re.sub(r"(\d+)-(\d+)", lambda m: _shortened(m[1], m[2], self.ranges), full)
        return short.replace("-", "\N{EN DASH}")

    def adapt(self, root: etree._Element) -> None:
        """Let a style print a locator that is a volume as it prints a volume, in place."""
        if self.roman:
            _print_roman(root)
        elif self.joint and not self.labelled:
            _drop_labels(root)
        elif self.joint:
            _set_commas(root)
        elif self.bracketed:
            _label_once(root)
        else:
            _label_bare(root)


def habit(root: etree._Element, lang: str) -> Habit:
    """Return how a style writes a volume and its page in a language (a BCP 47 tag)."""
    volume, page, pages = _terms(lang)
    strips = any(label.get("strip-periods") == "true" for label in _labels(root))
    shown, page, pages = (w.rstrip(".") if strips else w for w in (volume, page, pages))
    layout = root.find(f"{SPACE}citation/{SPACE}layout")
    reached = csl.reach(root, layout) if layout is not None else []
    in_text = root.get("class") != "note"
    joint = joined(root)
    inside = in_text and not joint and csl.loses_volumes_in(root)
    colon = ": " if in_text and not joint and any(True for _ in _with_colon(root)) else ""
    probed = not joint and (not in_text or _has_roman(root))
    printed = _printed(csl.packed(root), lang) if probed else ""
    roman = _has_roman(root) and "xxvii" in printed.lower()
    if not in_text and not roman and BARE in printed:
        page = pages = ""
    return Habit(
        volume,
        shown,
        page,
        pages,
        joint="" if inside else joint or colon,
        labelled=not joint,
        roman=roman,
        inside=inside,
        unplaced="locator" not in csl.variables_of(reached),
        bracketed=in_text and layout is not None and _has_brackets(layout),
        ranges=root.get("page-range-format", ""),
    )


@cache
def _terms(lang: str) -> tuple[str, str, str]:
    if lang.partition("-")[0] in ("", "en"):
        return ENGLISH
    style = csl.packed(xml.parse_made(TERMS.encode()))
    words = [word.strip() for word in _printed(style, lang, "[@octavo]").split("|")]
    return (words[0], words[1], words[2]) if len(words) == 3 and all(words) else ENGLISH


def _printed(style: str, lang: str, citation: str = PROBE) -> str:
    """Return what a style, as an address, prints of one volume of a work and its page."""
    document = pandoc.read(citation.encode())
    meta = {"references": [BOOK], "csl": style, "lang": lang or "en"}
    document.meta = {name: meta_value(value) for name, value in meta.items()}
    made = pandoc.run(["-f", "json", "-t", "json", "--citeproc"], document.dumps())
    paragraphs = [n for n in walk(Document.loads(made).blocks) if n["t"] in ("Para", "Plain")]
    notes = (n for n in walk(paragraphs) if n["t"] == "Note")
    below = [block for note in notes for block in note["c"] if block["t"] in ("Para", "Plain")]
    return stringify([*paragraphs[0]["c"], *(node for block in below for node in block["c"])])


def printing(root: etree._Element, variable: str) -> list[etree._Element]:
    """Return the parts of a style that print a variable."""
    nodes = [*root.iter(f"{SPACE}text"), *root.iter(f"{SPACE}number")]
    return [node for node in nodes if node.get("variable") == variable]


def joined(root: etree._Element) -> str:
    """Return what a style prints between a volume and its page, `27:273`, or ""."""
    for group in root.iter(f"{SPACE}group"):
        delimiter = group.get("delimiter") or ""
        if delimiter.strip() == ":" and printing(group, "volume") and printing(group, "locator"):
            return delimiter
    return ""


def _with_colon(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the groups that set a colon between a year and a page: `(Lenin 1964: 273)`."""
    layout = root.find(f"{SPACE}citation/{SPACE}layout")
    for group in csl.reach(root, layout) if layout is not None else ():
        if group.tag != f"{SPACE}group" or (group.get("delimiter") or "").strip() != ":":
            continue
        parts = [csl.variables_of(csl.reach(root, part)) for part in group]
        if any("issued" in p for p in parts) and any("locator" in p for p in parts):
            yield group


def _has_brackets(layout: etree._Element) -> bool:
    """Whether brackets stand around each citation, rather than around all of a place."""
    return any(
        (part.get("prefix") or "")[:1] in ("[", "(") for part in layout.iter(f"{SPACE}group")
    )


def _has_roman(root: etree._Element) -> bool:
    return any(node.get("form") == "roman" for node in printing(root, "volume"))


def _shortened(first: str, last: str, style: str) -> str:
    """Return a range of pages, given in full, as CSL's `page-range-format` shortens it."""
    if len(last) != len(first) or int(last) <= int(first):
        return f"{first}\N{EN DASH}{last}"
    return f"{first}\N{EN DASH}{last[-_kept(first, last, style) :]}"


def _kept(first: str, last: str, style: str) -> int:
    """Return how many digits of the last page are written.

    Source: Citation Style Language 1.0.2, appendix V.
    """
    same = next((n for n, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), 0)
    changed = len(last) - same
    if style == "minimal":
        return changed
    if style == "minimal-two":
        return min(len(last), max(2, changed))
    if not style.startswith("chicago") or len(first) < 3 or first.endswith("00"):
        return len(last)
    if style != "chicago-16" and len(first) == 4 and changed == 3:
        return 4
    return changed if first[-2] == "0" else max(2, changed)


def element(name: str, **attributes: str) -> etree._Element:
    """Return a new element of a style."""
    return etree.Element(f"{SPACE}{name}", attributes)


def clear(node: etree._Element, *names: str) -> None:
    """Take attributes from an element of a style, where it has them."""
    for name in names:
        if name in node.attrib:
            del node.attrib[name]


def _instead(node: etree._Element, condition: dict[str, str], then: etree._Element | None) -> None:
    """Print `then`, or nothing, where a condition holds, in the place of a node of the style."""
    parent = node.getparent()
    if parent is None:
        return
    at = parent.index(node)
    choose, if_, else_ = element("choose"), element("if", **condition), element("else")
    if then is not None:
        if_.append(then)
    choose.extend([if_, else_])
    parent[at] = choose
    else_.append(node)


def _labels(root: etree._Element) -> list[etree._Element]:
    return [n for n in root.iter(f"{SPACE}label") if n.get("variable") == "locator"]


def _label_bare(root: etree._Element) -> None:
    """Print its word before a volume where the style prints a locator without one: `Ibid 33`."""
    labels = _labels(root)
    strips = any(label.get("strip-periods") == "true" for label in labels)
    looks = {"strip-periods": "true"} if strips else {}
    for node in printing(root, "locator"):
        around = next(node.iterancestors(*HOLDING), None)
        if around is None or any(label in labels for label in around.iter(f"{SPACE}label")):
            continue
        group, parent = element("group", delimiter=" "), node.getparent()
        for side in ("prefix", "suffix"):
            if side in node.attrib:
                group.set(side, node.get(side, ""))
        bare = deepcopy(node)
        bare.tail = None
        clear(bare, "prefix", "suffix")
        group.extend([element("label", variable="locator", form="short", **looks), bare])
        if parent is not None:
            _instead(node, {"locator": "volume"}, group)


def _drop_labels(root: etree._Element) -> None:
    """Print no word before a volume with its page, and before a volume alone the style's."""
    for label in _labels(root):
        only = element("choose")
        only.append(element("if", **{"is-numeric": "locator"}))
        only[0].append(deepcopy(label))
        _instead(label, {"locator": "volume"}, only)


def _print_roman(root: etree._Element) -> None:
    """Print a volume as the style prints that of an entry: `XXVII`, without a word before it."""
    number = next(n for n in printing(root, "volume") if n.get("form") == "roman")
    named = [(name, number.get(name)) for name in ("font-variant", "text-case")]
    looks = {name: look for name, look in named if look}
    for label in _labels(root):
        _instead(label, {"locator": "volume"}, None)
    for node in printing(root, "locator"):
        made = element("text", variable="locator", **looks)
        _instead(node, {"locator": "volume"}, made)


def _label_once(root: etree._Element) -> None:
    """Print `vol.`, not `vols`, before a volume with its page: citeproc counts both numbers."""
    for label in _labels(root):
        only = deepcopy(label)
        only.set("plural", "never")
        only.tail = None
        choose = element("choose")
        choose.extend([element("if", **{"is-numeric": "locator"}), element("else")])
        choose[0].append(deepcopy(label))
        choose[1].append(only)
        _instead(label, {"locator": "volume"}, choose)


def _set_commas(root: etree._Element) -> None:
    """Print a comma before a volume where the style prints a colon before a page."""
    _label_once(root)
    for group in list(_with_colon(root)):
        with_comma = deepcopy(group)
        with_comma.set("delimiter", ", ")
        with_comma.tail = None
        _instead(group, {"locator": "volume"}, with_comma)
