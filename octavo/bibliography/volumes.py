"""Volumes of one work in citations: `[@lcw, vol. 33, p. 430]`, as the style writes them.

CSL knows one locator. Here the volume is the locator, and the page the words behind it: so citeproc
sees by itself that *ibid.* cites the same volume, and the bibliography has one entry. How a style
writes a volume with its page is asked of the style (`octavo.bibliography.habits`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from octavo.bibliography import counts, csl, habits
from octavo.bibliography.habits import Habit
from octavo.model.nodes import Document, Node, inlines, markup, meta_text, meta_value, stringify
from octavo.text.citations.locator import LABELS, VALUES, VOLUME, expand, plain, volume_number
from octavo.text.citations.works import PARTS
from octavo.text.style.ranges import ranges

PLAIN = frozenset(("Str", "Space", "SoftBreak"))
PAGE = rf"(?:{LABELS['p.']})(?:\.\s*|\s+)"
BEHIND = re.compile(rf"\s*:\s*(?P<joined>{VALUES})|,?\s+(?:{PAGE})?(?P<value>{VALUES})(?![\w.:])")
"""The page behind a volume: `27: 273`, `vol. 27, p. 273`, `vol. 27, 273`."""

COMPACT = re.compile(rf"(?:{PAGE})?(?P<number>\d{{1,3}}):\s?(?P<value>{VALUES})(?![\w:])")
"""A volume and its page without a word: of a work that is known to have volumes, `27:273`."""

FOLIOS = re.compile(r"(?<=\d[rvab])-(?=\d{1,4}[rvab]\b)")

KEPT = "\N{NON-BREAKING HYPHEN}"
NUMBERED = re.compile(
    r"[\s,{]*(?:para|paragraph|sec|section|no|art|article|rule|[\N{SECTION SIGN}\N{PILCROW SIGN}])"
    r"\.?\s*(\w+(?:-\w+)+)(?![\w\N{EN DASH}])",
    re.IGNORECASE,
)
"""One paragraph, section or number with a hyphen in it: `para. 6-014`, `no. 12-345`."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A volume, its page or pages ("" where it is cited as a whole), and what else is written."""

    volume: str
    pages: str
    rest: str


def read(suffix: str, *, compact: bool = False) -> Cited | None:
    """Read the volume and page at the beginning of a citation's suffix, or return None.

    `compact` allows `27:273`, as it is for a work that is known to have volumes.
    """
    text = unbraced(suffix).lstrip(" ,")
    even = plain(text)
    match = COMPACT.match(even) if compact else None
    if match:
        return Cited(match["number"], match["value"], text[match.end() :])
    match = VOLUME.match(even)
    if match is None or volume_number(match["number"]) == "0":
        return None
    volume = volume_number(match["number"])
    page = BEHIND.match(even, match.end())
    if page is None:
        return Cited(volume, "", text[match.end() :])
    return Cited(volume, page["joined"] or page["value"], text[page.end() :])


def canonical(key: str, suffix: str) -> tuple[str, str]:
    """Return a key and suffix in a form that is the same however a volume and its page are written.

    `lcw-27` with `, p. 3` is `lcw` with `, vol. 27, p. 3`, and with what the style makes of it.
    """
    part = re.fullmatch(r"(.+)-(\d{1,3})", key)
    if part and read(suffix, compact=True) is None:
        citation: Node = {"citationSuffix": inlines(suffix)}
        name(citation, part[2])
        key, suffix = part[1], stringify(citation["citationSuffix"])
    cited = read(suffix, compact=True)
    if cited is None:
        return key, " ".join(plain(unbraced(suffix)).split())
    rest = " ".join(plain(cited.rest).split())
    return key, f"vol. {cited.volume}, {expand(cited.pages)} {rest}"


def behind(suffix: str) -> str:
    """Return what stands behind the volume at the beginning of a suffix: `, p. 273`."""
    text = unbraced(suffix).lstrip(" ,")
    match = VOLUME.match(plain(text))
    return text[match.end() :] if match else suffix


def unbraced(text: str) -> str:
    """Return a suffix without the braces that hold a locator together for pandoc."""
    return re.sub(r"\{([^{}]*)\}", r"\1", text, count=1)


def written(cited: Cited, habit: Habit) -> list[Node]:
    """Return a suffix that citeproc sets as the style writes a volume with its page."""
    pages = habit.ranged(cited.pages)
    several = re.search(r"\d\s?[\N{EN DASH}-]|,|\bff\.|&|\band\b", pages) is not None
    label = habit.pages if several else habit.page
    page = f"{label} {pages}" if label else pages
    behind = f", {page}{cited.rest}" if pages else cited.rest
    number = roman_number(cited.volume) if habit.roman else cited.volume
    if habit.unplaced and habit.roman:
        capitals = {"t": "SmallCaps", "c": inlines(number)}
        return [*inlines("{}, "), capitals, *inlines(behind)]
    if habit.unplaced:
        return inlines(f"{{}}, {habit.shown} {number}{behind}")
    if pages and habit.joint:
        return inlines(f", {{{habit.volume} {number}{habit.joint}{pages}}}{cited.rest}")
    if pages and habit.inside:
        return inlines(f", {{p. {number}: {pages}}}{cited.rest}")
    if pages and habit.bracketed:
        return inlines(f", {{{habit.volume} {number}, {page}}}{cited.rest}")
    volume = f"{habit.volume} {number}"
    return inlines(f", {{{volume}}}{behind}" if pages and not label else f", {volume}{behind}")


def roman_number(figures: str) -> str:
    """Return a number in small Roman figures: `27` → `xxvii`."""
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    letters = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")
    number, written = int(figures), ""
    for value, sign in zip(values, letters, strict=True):
        times, number = divmod(number, value)
        written += sign * times
    return written


def leading(suffix: list[Node]) -> tuple[str, list[Node]]:
    """Part a suffix into the words at its beginning and the nodes from the first markup on."""
    count = next((n for n, node in enumerate(suffix) if node["t"] not in PLAIN), len(suffix))
    return stringify(suffix[:count]), suffix[count:]


def name(citation: Node, volume: str) -> None:
    """Name the volume of a work in a citation, in place, before its page."""
    text, rest = leading(citation["citationSuffix"])
    behind = re.sub(r"^[\s,]+", ", ", unbraced(text)) or ("" if not rest else ", ")
    if behind and not behind.startswith(","):
        behind = f", {behind}"
    citation["citationSuffix"] = [*inlines(f", vol. {volume}{behind}"), *rest]


def settle(document: Document) -> bool:
    """Write volumes and ranges of pages in citations as the style does, in place.

    The metadata holds `references` and `csl` already; the style is adapted where it must be.
    Return whether it was given a word for how many volumes a work has.
    """
    meta = document.meta
    address = meta_text(meta, "csl") or ""
    listed = meta.get("references", {"c": []})["c"]
    works = {meta_text(work["c"], "id") or "": work["c"] for work in listed}
    cites = [node for node in markup(document.blocks) if node["t"] == "Cite"]
    citations = [citation for cite in cites for citation in cite["c"][0]] if works else []
    volumes = [(one, cited) for one in citations if (cited := _cited(one, works))]
    named = False
    counted = any("number-of-volumes" in work for work in works.values())
    if address and (volumes or counted):
        root = csl.opened(address)
        lang = meta_text(meta, "lang") or ""
        if volumes:
            _write(volumes, habits.habit(root, lang), root)
        named = counted and counts.name_volumes(root)
        if counted and lang.partition("-")[0] not in ("", "en"):
            counts.translate(root)
        meta["csl"] = meta_value(csl.packed(root))
    for citation in citations:
        rule_ranges(citation["citationSuffix"])
    return named


def _write(volumes: list[tuple[Node, Cited]], habit: Habit, root: etree._Element) -> None:
    """Write the volumes, and adapt the style.

    A volume as a whole, behind a page of it, is no *ibid.*: that would mean the page.
    """
    before, earlier = "", Cited("", "", "")
    for citation, cited in volumes:
        key = citation["citationId"]
        again = key == before and cited.volume == earlier.volume and not cited.pages
        bare = again and bool(earlier.pages or earlier.rest.strip(" ."))
        _, rest = leading(citation["citationSuffix"])
        way = replace(habit, unplaced=True) if bare else habit
        citation["citationSuffix"] = [*written(cited, way), *rest]
        before, earlier = key, cited
    habit.adapt(root)


def _cited(citation: Node, works: dict[str, dict[str, Node]]) -> Cited | None:
    """Read the volume that a citation names, of a work that is no volume or part itself."""
    work = works.get(citation["citationId"])
    if work is None or "volume" in work or meta_text(work, "type") in PARTS:
        return None
    several = (meta_text(work, "number-of-volumes") or "1") != "1"
    return read(leading(citation["citationSuffix"])[0], compact=several)


def with_rules(text: str) -> str:
    """Return locators typed by hand with en rules in their ranges: `pp. 32-3` → `pp. 32–3`.

    Hyphens that join no range stay, as in addresses or in a paragraph's number, `para. 6-014`.
    """
    places = [hyphen.at for hyphen in ranges(text) if hyphen.certain]
    places += [match.start() for match in FOLIOS.finditer(text)]
    letters = list(text)
    for at in places:
        letters[at] = "\N{EN DASH}"
    return "".join(letters)


def with_hyphens(text: str) -> str:
    """Return a suffix whose paragraph, section or number keeps its hyphen: `para. 6-014`.

    Citeproc takes each hyphen between numbers for a range; one that does not break is left alone.
    """
    match = NUMBERED.match(text)
    if match is None:
        return text
    kept = match[0].strip(" ,{").replace("-", KEPT)
    return f", {{{kept}}}{text[match.end() :].removeprefix('}')}"


def rule_ranges(suffix: list[Node]) -> None:
    """Give the ranges of a citation's suffix their en rules, in place.

    The page at its beginning is citeproc's: it shortens it as the style does.
    """
    for stretch in _stretches(suffix):
        text = stringify(suffix[stretch])
        ruled = with_rules(text) if "-" in text else text
        ruled = with_hyphens(ruled) if stretch.start == 0 else ruled
        if ruled != text:
            suffix[stretch] = inlines(ruled)


def _stretches(nodes: list[Node]) -> Iterator[slice]:
    """Yield the stretches of plain words, the last first: what replaces one moves no other."""
    end = len(nodes)
    while end:
        start = end
        while start and nodes[start - 1]["t"] in PLAIN:
            start -= 1
        if start < end:
            yield slice(start, end)
        end = start - 1 if start else 0
