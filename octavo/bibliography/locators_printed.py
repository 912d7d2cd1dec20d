"""Whether the volumes and pages of a text's citations are there once a style has set them.

Every artefact is compared with the cited document word by word: what that
prints, they all print.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from octavo.bibliography import citeproc, csl, volumes
from octavo.bibliography.citeproc import Anchors
from octavo.model.finding import Anchor, Finding, Severity, Tier
from octavo.model.nodes import Document, Node, meta_text, stringify, walk
from octavo.text.citations.locator import LABELS, expand, roman, split_tail

NUMBER = re.compile(r"\d+")
ROMAN = re.compile(r"\b[ivxlcdm]{1,9}\b", re.IGNORECASE)
BACK = re.compile(r"\bn\.?\s?\d+")
"""A reference to an earlier note: `(n 6)`."""

WITH_VOLUME = re.compile(r",?\s*\{(?:p\. \d+: |\})")
"""How `bibliography.volumes` writes a volume for a style that has no place for it."""


A_LABEL = re.compile("|".join(f"(?:{label})" for label in LABELS.values()), re.IGNORECASE)
LABELLED = frozenset(("en", "de", "fr", "es", "it", "pt"))
"""The languages whose labels are known."""

KIND = "cite-kind-lost"
AS_PAGE = "It reads as a page. Write it as words of your own: [@key, in chapter 4]."


@dataclass(slots=True)
class _Lost:
    """Locators that are not printed: how many, and the first of them."""

    does: str
    rule: str
    hint: str = "Look whether a reader can find the place; else choose another style."
    numbers: list[str] = field(default_factory=list)
    shown: str = ""
    anchor: Anchor | None = None

    def add(self, number: str, shown: str, anchor: Anchor | None) -> None:
        if not self.numbers:
            self.shown, self.anchor = shown, anchor
        self.numbers.append(number)

    def findings(self) -> Iterator[Finding]:
        if self.numbers:
            first = self.numbers[0]
            more = len(self.numbers) - 1
            rest = f", and {more} more like it" if more else ""
            yield Finding(
                self.rule,
                f"The style {self.does} {first}{rest}.",
                Severity.WARNING,
                Tier.FLAG,
                before=self.shown,
                anchor=self.anchor,
                hint=self.hint,
            )


def check(document: Document, anchors: Anchors) -> list[Finding]:
    """Return what citations say and a style leaves out: pages, and volumes of a work of several.

    `anchors` holds the place of each citation (`citeproc.cites`); the first one is reported.

    A number counts as printed where a range is shortened (32–3) or the number is Roman, and where
    *ibid.* alone repeats the citation before. A volume may also stand in the work's entry, where
    one volume of it alone is cited or the style cites by year or number.
    """
    cites = citeproc.cites(document)
    children = dict(_volumes(document))
    knows_labels = (meta_text(document.meta, "lang") or "en").partition("-")[0] in LABELLED
    makes_notes = csl.makes_notes(meta_text(document.meta, "csl") or "")
    checked = _Checker(children, makes_notes, knows_labels)
    checked.entries = dict(_entries(document.blocks))
    references = document.meta.get("references", {"c": []})["c"]
    checked.works = {meta_text(work["c"], "id") or "" for work in references}
    before: Node | None = None
    for cite, anchor in zip(cites, anchors, strict=True):
        checked.look(cite, before, anchor)
        before = cite
    shown = [
        anchor
        for cite, anchor in zip(cites, anchors, strict=True)
        for one in cite["c"][0]
        if WITH_VOLUME.match(_suffix(one))
    ]
    volumes_shown = [_shown(shown)] if shown else []
    return [
        *checked.pages.findings(),
        *checked.books.findings(),
        *checked.kinds.findings(),
        *volumes_shown,
    ]


@dataclass(slots=True)
class _Checker:
    volumes: dict[str, str]
    makes_notes: bool
    knows_labels: bool
    entries: dict[str, str] = field(default_factory=dict)
    works: set[str] = field(default_factory=set)
    pages: _Lost = field(default_factory=lambda: _Lost("does not print the page", "cite-page-lost"))
    books: _Lost = field(
        default_factory=lambda: _Lost("does not print the volume", "cite-volume-lost")
    )
    kinds: _Lost = field(default_factory=lambda: _Lost("prints only the number of", KIND, AS_PAGE))

    def look(self, cite: Node, before: Node | None, anchor: Anchor | None) -> None:
        """Look at one citation as it was set, where it stands, and at the one before it."""
        text = _printed_text(cite["c"][1])
        printed = numbers(text)
        for one in cite["c"][0]:
            key = one["citationId"]
            if key not in self.works:
                continue  # it could not be set at all, which another finding reports
            repeated = _repeats(cite, before, pages=True)
            missing = self._unprinted(one, before, printed)
            if missing and not repeated:
                self.pages.add(_named(one), text, anchor)
            elif not missing and self.knows_labels and _is_unlabelled(_suffix(one), text):
                self.kinds.add(_named(one), text, anchor)
            volume = self.volumes.get(key)
            leads_back = BACK.search(text) or _repeats(cite, before, pages=False)
            if volume and not leads_back and not self._is_printed(key, volume, printed):
                self.books.add(f"{volume} of {key}", text, anchor)

    def _unprinted(self, one: Node, before: Node | None, printed: set[str]) -> set[str]:
        """Return the numbers that are not printed; *ibid.* repeats the volume before it."""
        missing = numbers(_suffix(one)) - printed
        cited = volumes.read(_suffix(one))
        if cited is None or cited.volume not in missing:
            return missing
        earlier = before["c"][0][-1] if before else None
        if earlier and earlier["citationId"] == one["citationId"]:
            same = volumes.read(_suffix(earlier))
            if same and same.volume == cited.volume:
                return missing - {cited.volume}
        return missing

    def _is_printed(self, key: str, volume: str, printed: set[str]) -> bool:
        if numbers(volume) <= printed:
            return True
        parents = Counter(one.rpartition("-")[0] for one in self.volumes)
        alone = parents[key.rpartition("-")[0]] == 1 or not self.makes_notes
        return alone and numbers(volume) <= numbers(self.entries.get(key, ""))


def numbers(text: str) -> set[str]:
    """Return the numbers in a text, ranges in full, Roman numbers in figures."""
    text = expand(text)
    romans = {str(roman(word)) for word in ROMAN.findall(text)}
    return {number.lstrip("0") for number in NUMBER.findall(text)} | (romans - {"0"})


def _is_unlabelled(suffix: str, text: str) -> bool:
    """Whether a chapter, line or the like is printed as a number alone: `ibid 3` for chapter 3."""
    _, tail = split_tail(suffix.strip(" ,{}"))
    for place in tail.locators:
        number = re.match(r"\w+", place.value)
        if place.term in ("", "p.") or number is None or number[0] not in text:
            continue
        before = re.findall(rf"([^\W\d_]+|[§¶])\.?\s*(?<!\w){number[0]}\b", text)
        if not any(A_LABEL.fullmatch(word) for word in before):
            return True
    return False


def _named(citation: Node) -> str:
    return f"{_suffix(citation).strip(' ,')} of {citation['citationId']}"


def _suffix(citation: Node) -> str:
    return stringify(citation["citationSuffix"])


def _printed_text(nodes: list[Node]) -> str:
    """Return all that a citation prints, in the text and in its note."""
    notes = (inner for node in nodes if node["t"] == "Note" for inner in walk(node["c"]))
    below = (stringify(inner["c"]) for inner in notes if inner["t"] in ("Para", "Plain"))
    return " ".join([stringify(nodes), *below])


def _repeats(cite: Node, before: Node | None, *, pages: bool) -> bool:
    """Whether a citation names just the work (and `pages`) that the one before it names."""
    cited = [
        [(c["citationId"], numbers(_suffix(c)) if pages else set()) for c in one["c"][0]]
        for one in (cite, before)
        if one is not None
    ]
    return len(cited) == 2 and len(cited[0]) == 1 and cited[0] == cited[1]


def _volumes(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the volumes that are cited as works of their own (`lenin-cw-27`)."""
    for work in document.meta.get("references", {"c": []})["c"]:
        key, volume = (meta_text(work["c"], name) or "" for name in ("id", "volume"))
        if volume and key.endswith(f"-{volume}"):
            yield key, volume


def _entries(blocks: list[Node]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if block["t"] != "Div":
            continue
        name = block["c"][0][0]
        if name.startswith("ref-"):
            texts = (node for node in walk([block]) if node["t"] in ("Para", "Plain"))
            yield name.removeprefix("ref-"), " ".join(stringify(node["c"]) for node in texts)
        else:
            yield from _entries(block["c"][1])


def _shown(anchors: list[Anchor | None]) -> Finding:
    count = len(anchors)
    many = (
        "One citation shows its volume" if count == 1 else f"{count} citations show their volumes"
    )
    return Finding(
        "cite-volume-shown",
        f"{many} beside the page: the style has no other place for a volume.",
        Severity.INFO,
        anchor=anchors[0],
    )
