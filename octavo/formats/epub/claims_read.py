"""Derives what may be said of an EPUB's accessibility from the finished file, and compares.

A second reader: it knows the package and the pages alone, and shares no code with what has made
the claims but the words of the summary. Any claim that the content does not bear is an error, and
so is one that is missing.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from octavo.files import xml
from octavo.formats.html import claims

X = {
    "h": "http://www.w3.org/1999/xhtml",
    "m": "http://www.w3.org/1998/Math/MathML",
    "o": "http://www.idpf.org/2007/opf",
    "e": "http://www.idpf.org/2007/ops",
}
NAMES = {
    "modes": "schema:accessMode",
    "sufficient": "schema:accessModeSufficient",
    "features": "schema:accessibilityFeature",
    "hazards": "schema:accessibilityHazard",
    "summary": "schema:accessibilitySummary",
    "conforms": "dcterms:conformsTo",
}
PACKAGE = "EPUB/content.opf"
OWN = frozenset(("cover", "titlepage", "copyright-page", "toc"))
PAGES = ("pageBreakMarkers", "pageNavigation", "printPageNumbers")
Pages = dict[str, Any]


@dataclass(slots=True)
class _Facts:
    """What the pages of the text show."""

    shown: int = 0
    undescribed: int = 0
    formulas: int = 0
    unspoken: int = 0
    typed: int = 0
    skipping: int = 0
    unnamed: int = 0
    breaks: list[str] = field(default_factory=list)


def faults(members: Mapping[str, bytes]) -> Iterator[str]:
    """Yield a message for each claim that the content does not bear, and each that it lacks."""
    package, base, pages = _opened(members)
    facts = _Facts()
    for tree in pages.values():
        _read(tree, facts)
    nav = _nav(package, base, members)
    listed = nav.xpath("//h:nav[@e:type='page-list']//h:a", namespaces=X)
    expected = _expected(facts, moving=_is_moving(members), has_pages=bool(listed and facts.breaks))
    for each in fields(claims.Claims):
        name, value = NAMES[each.name], getattr(expected, each.name)
        right = [value] if isinstance(value, str) else list(value)
        claimed = package.xpath(
            f"//o:meta[@property='{name}' and not(@refines)]/text()", namespaces=X
        )
        yield from _compared(name, [str(one) for one in claimed], right)
    yield from _of_pages(package, has_pages=bool(listed))


def _compared(name: str, given: list[str], right: list[str]) -> Iterator[str]:
    if "Summary" in name:
        if given != right:
            yield f"It says {name} “{' '.join(given)}”; of its content “{' '.join(right)}” is true."
        return
    for value in given:
        if value not in right:
            yield f"It says {name} {value}, and its content does not bear that out."
    for value in right:
        if value not in given:
            yield f"It does not say {name} {value}, which its content bears out."


def _of_pages(package: Any, *, has_pages: bool) -> Iterator[str]:
    """Only a list of pages says what they are of, and it does (EPUB Accessibility 1.1, 4.2)."""
    of = package.xpath("//o:meta[@property='pageBreakSource']/text()", namespaces=X)
    if bool(of) != has_pages:
        yield (
            "It lists pages, and does not say what they are of."
            if has_pages
            else "It says pageBreakSource, and lists no pages."
        )


def _opened(members: Mapping[str, bytes]) -> tuple[Any, str, Pages]:
    """Return the package document, its folder, and the pages of the text in the spine."""
    container = xml.parse_made(members.get("META-INF/container.xml", b"<none/>"))
    name = str(container.xpath("string(//*[local-name()='rootfile']/@full-path)")) or PACKAGE
    package, base = xml.parse_made(members[name]), posixpath.dirname(name)
    hrefs = {i.get("id"): i.get("href") for i in package.iterfind(".//o:item", X)}
    pages = {}
    for ref in package.iterfind(".//o:itemref", X):
        file = posixpath.join(base, hrefs.get(ref.get("idref")) or "")
        tree = xml.parse_made(members[file]) if file in members else None
        if tree is not None and not _is_own(tree):
            pages[file] = tree
    return package, base, pages


def _is_own(tree: Any) -> bool:
    kinds = tree.xpath("//h:body/*/@e:type", namespaces=X)
    stated = tree.xpath("//h:body/h:section[@class='statement']", namespaces=X)
    return bool(stated) or any(str(kind) in OWN for kind in kinds)


def _nav(package: Any, base: str, members: Mapping[str, bytes]) -> Any:
    href = package.xpath("string(//o:item[contains(@properties,'nav')]/@href)", namespaces=X)
    return xml.parse_made(members.get(posixpath.join(base, str(href)), b"<none/>"))


def _read(tree: Any, facts: _Facts) -> None:
    for image in tree.iterfind(".//h:img", X):
        if image.get("role") != "presentation":
            facts.shown += 1
            facts.undescribed += not _says_more(image)
    for formula in tree.iterfind(".//m:math", X):
        facts.formulas += 1
        facts.unspoken += not formula.get("alttext")
    facts.typed += sum(
        "math" in str(span.get("class") or "").split() for span in tree.iterfind(".//h:span", X)
    )
    level = 0
    for heading in tree.iter():
        match = re.fullmatch(r"\{.*\}h([1-6])", str(heading.tag))
        if match:
            facts.skipping += int(match[1]) > level + 1
            level = int(match[1])
    facts.unnamed += not (tree.get("lang") and tree.findtext(".//h:title", "", X).strip())
    facts.breaks += tree.xpath("//*[@role='doc-pagebreak']/@aria-label")


def _says_more(image: Any) -> bool:
    alternative = " ".join((image.get("alt") or "").split())
    captions = image.xpath("ancestor::h:figure[1]//h:figcaption", namespaces=X)
    return bool(alternative) and all(
        alternative != " ".join(" ".join(c.xpath(".//text()")).split())
        and alternative != " ".join("".join(c.xpath(".//text()")).split())
        for c in captions
    )


def _is_moving(members: Mapping[str, bytes]) -> bool:
    """Whether a picture has several frames."""
    return any(
        _moves(data)
        for name, data in members.items()
        if name.lower().endswith((".gif", ".png", ".webp"))
    )


def _moves(data: bytes) -> bool:
    """Whether a picture moves, as its head says it; a GIF shows it by its frames.

    An APNG has its chunk before the pixels (PNG, 3rd ed., 11.3.6), a WebP a flag (VP8X). Among the
    pixels any four bytes may stand.
    """
    if data.startswith(b"GIF8"):
        return _frames(data) > 1
    if data.startswith(b"RIFF"):
        return data[12:16] == b"VP8X" and len(data) > FLAGS and bool(data[FLAGS] & ANIMATION)
    return b"acTL" in data.partition(b"IDAT")[0]


FLAGS, ANIMATION = 20, 2
"""Where the flags of a WebP stand, and the one that says that it moves."""


def _frames(data: bytes) -> int:
    """Count the pictures of a GIF: walk its blocks (GIF89a, 15 and the appendix)."""
    at, frames = 13 + _table(data, 10), 0
    while at + 1 < len(data) and data[at] in (0x21, 0x2C):
        if data[at] == 0x2C:
            frames += 1
            at += 11 + _table(data, at + 9)
        else:
            at += 2
        while at < len(data) and data[at]:
            at += data[at] + 1
        at += 1
    return frames


def _table(data: bytes, at: int) -> int:
    """Return how long the table of colours is that a packed field announces."""
    packed = data[at] if at < len(data) else 0
    return 3 * 2 ** ((packed & 7) + 1) if packed & 0x80 else 0


def _expected(facts: _Facts, *, moving: bool, has_pages: bool) -> claims.Claims:
    """Return what is true of a book with such facts."""
    spoken = facts.undescribed == 0 and facts.typed == 0
    features = [*claims.ALWAYS]
    if facts.shown and not facts.undescribed:
        features.append("alternativeText")
    if facts.formulas and not facts.typed:
        features += ["MathML", *(["describedMath"] if not facts.unspoken else [])]
    features += PAGES if has_pages else ()
    summary = [claims.REFLOWS]
    if facts.shown:
        summary.append(claims.UNDESCRIBED if facts.undescribed else claims.DESCRIBED)
    if facts.typed or facts.formulas:
        summary.append(claims.RAW if facts.typed else claims.MATH)
    conforms = spoken and not (facts.skipping or facts.unnamed or facts.unspoken or moving)
    needs_sight = bool(facts.shown or facts.typed)
    return claims.Claims(
        ("textual", *(("visual",) if facts.shown else ())),
        (*(("textual,visual",) if needs_sight else ()), *(("textual",) if spoken else ())),
        tuple(features),
        ("unknown" if moving else "none",),
        " ".join(summary),
        (claims.CONFORMS,) if conforms else (),
    )
