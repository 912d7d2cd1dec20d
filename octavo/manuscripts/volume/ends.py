"""Ties the loose ends of a book of many files, which no edition could be built with.

The program that a book was written for prints a link that leads nowhere, a reference to what is
not there, a citation of no known work: it warns, if at all. Here the words of such a link stay, the
reference becomes two question marks and a query, and the work a draft in the bibliography.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from octavo.book.crossrefs.targets import kind_named
from octavo.manuscripts.folder import whole
from octavo.manuscripts.pieces import Chapter
from octavo.manuscripts.volume import lines, links
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.model.nodes import Node, walk

NAME = re.compile(r"(?P<open>\{[^{}\n]*?)#(?P<name>[\w:.-]+)(?P<rest>[^{}\n]*\})")
KEY = r"(?:\{(?P<braced>[^{}\s]+)\}|(?P<key>\w(?:[\w:.#$%&+?<>~/-]*\w)?))"
REFERENCE = re.compile(
    rf"\[(?P<minus>-?)@{KEY}\]|(?<![\w@.\\/:-])-?@" + KEY.replace("P<", "P<bare_")
)
FORMULA = re.compile(r"(?:\\label\{|#(?=eq[-:]))([\w:.-]+)")
"""The names of formulas, which pandoc does not read as such."""

NAMED = re.compile(r"\[\]\{#(?P<name>[\w:.-]+)\}\*\*(?P<words>[^*\n]+?)\.?\*\*")
RAW = re.compile(
    r"<a\b[^<>]*\bhref=[\"']#(?P<to>[^\"'<>]*)[\"'][^<>]*>(?P<words>(?:(?!</?a\b)[^\n])*)</a>"
)
"""A link as a tag to a place of the book, as notebooks have them in their contents."""

TAGGED = re.compile(r"<[A-Za-z][^<>]*\s(?:id|name)=[\"']([^\"'<>\s]+)[\"']")
"""The names of places that are tags, which pandoc does not read as such."""

SOURCE = "source"
SHOWN = 5


@dataclass(slots=True)
class Ends:
    """What was tied: names given twice, dead links, dead references, works without an entry."""

    twice: Counter[str] = field(default_factory=Counter)
    dead: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    works: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Marks:
    """The names of a book, the keys of its works, its places that have no number, with words."""

    names: set[str]
    works: Collection[str]
    places: dict[str, str]


def tie(chapters: Sequence[Chapter], works: Collection[str], *, cites: bool) -> Ends:
    """Tie the loose ends of chapters, in place.

    `works` are the keys that the bibliographies have; `cites`: whether the book has, or names, a
    bibliography. In a book without one a key that leads nowhere is only a word.
    """
    ends = Ends()
    taken: set[str] = set()
    for chapter in chapters:
        _name(chapter, taken, ends)
    names = set().union(*(whole.identifiers(one.blocks) for one in chapters))
    names |= {name for one in chapters for name in TAGGED.findall(one.markdown)}
    formulas = {name for one in chapters for name in FORMULA.findall(one.markdown)}
    folded = {_folded(name) for name in names | formulas}
    marks = _Marks(names | formulas, works, _places(chapters))
    for chapter in chapters:
        _unlink(chapter, marks, ends)
        keys = {one["citationId"] for cite in _cites(chapter.blocks) for one in cite["c"][0]}
        dead = {key for key in keys if key not in works and _folded(key) not in folded}
        if dead or not keys.isdisjoint(marks.places):
            _refer(chapter, dead, marks, ends, cites=cites)
    return ends


def _cites(blocks: list[Node]) -> list[Node]:
    return [node for node in walk(blocks) if node["t"] == "Cite"]


def _places(chapters: Sequence[Chapter]) -> dict[str, str]:
    """Return the names of places that nothing numbers, each with what a link to it may say.

    That are the bold words behind it, as of a theorem, else the name.
    """
    every = [node for one in chapters for node in walk(one.blocks)]
    spans = {str(node["c"][0][0]) for node in every if node["t"] == "Span"}
    inside = (inner for node in every if node["t"] in ("Header", "Figure", "Table")
              for inner in walk([node]))  # fmt: skip
    within = {str(inner["c"][0][0]) for inner in inside if inner["t"] == "Span"}
    places = {name: name.replace("-", " ") for name in spans - within if name}
    for one in chapters:
        places |= {
            m["name"]: m["words"] for m in NAMED.finditer(one.markdown) if m["name"] in places
        }
    return places


def _folded(name: str) -> str:
    return re.sub(
        r"^(fig|tbl|tab|eq|sec|lst)[-:]", lambda m: m[1].replace("tab", "tbl") + "-", name
    )


def _name(chapter: Chapter, taken: set[str], ends: Ends) -> None:
    """Give the places of a chapter other names where chapters before it, or it, have these."""
    own = whole.identifiers(chapter.blocks)

    def write(match: re.Match[str]) -> str:
        name = match["name"]
        if name not in own:
            return match[0]
        if name not in taken:
            taken.add(name)
            return match[0]
        ends.twice[name] += 1
        number = next(n for n in range(2, len(taken) + 3) if f"{name}-{n}" not in taken)
        taken.add(f"{name}-{number}")
        return f"{match['open']}#{name}-{number}{match['rest']}"

    if "#" in chapter.markdown:
        chapter.markdown = lines.outside_code(chapter.markdown, lambda part: NAME.sub(write, part))


def _unlink(chapter: Chapter, marks: _Marks, ends: Ends) -> None:
    """Leave the words of the links that lead to no place of the book; give words to one without."""

    def write(match: re.Match[str]) -> str:
        words = links.INLINE.sub(write, match["words"])
        to = match["to"]
        if not match["words"] and not match["image"] and to[1:] in marks.places:
            return f"[{marks.places[to[1:]]}]({to})"
        if match["image"] or not to.startswith("#") or to[1:] in marks.names or to == "#":
            return match[0] if words == match["words"] else match[0].replace(match["words"], words)
        if not words:
            ends.lost[to[1:]] += 1
            return f"??{{>>The link to {to} leads to nothing in the book<<}}"
        ends.dead[to] += 1
        return words

    def bare(match: re.Match[str]) -> str:
        if match["to"] in marks.names or not match["to"]:
            return match[0]
        ends.dead[f"#{match['to']}"] += 1
        return match["words"]

    if "<a " in chapter.markdown:
        chapter.markdown = lines.outside_code(chapter.markdown, lambda part: RAW.sub(bare, part))
    if "](#" in chapter.markdown or "](<#" in chapter.markdown:
        chapter.markdown = lines.outside_code(
            chapter.markdown, lambda part: links.INLINE.sub(write, part)
        )


def _refer(chapter: Chapter, dead: set[str], marks: _Marks, ends: Ends, *, cites: bool) -> None:
    """Write what stands for references to nothing; keys of unknown works are noted."""

    def write(match: re.Match[str]) -> str:
        given = (match[name] for name in ("braced", "key", "bare_braced", "bare_key"))
        key = next(filter(None, given), "")
        if key in marks.places and key not in marks.works:
            return f"[{marks.places[key]}](#{key})"
        if key not in dead:
            return match[0]
        if kind_named(key) or match["minus"] or ":" in key:
            ends.lost[key] += 1
            return f"??{{>>The reference {key} leads to nothing in the book<<}}"
        if cites:
            ends.works.setdefault(key)
            return match[0]
        return match[0].replace("@", "\\@", 1)

    chapter.markdown = lines.outside_code(chapter.markdown, lambda part: REFERENCE.sub(write, part))
    if cites:
        left = {key for key in dead if not kind_named(key) and ":" not in key}
        ends.works |= dict.fromkeys(sorted(left & set(_keys(chapter.markdown))))


def _keys(text: str) -> list[str]:
    return re.findall(r"@(\w(?:[\w:.#$%&+?<>~/-]*\w)?)", text)


def reports(ends: Ends) -> list[Finding]:
    """Report what was tied, each kind once."""
    findings: list[Finding] = []
    if ends.twice:
        message = "Names given to two places stay with the first; the others have a number:"
        findings.append(_done("import-dead-link", f"{message} {_listed(ends.twice)}."))
    if ends.dead:
        many = sum(ends.dead.values())
        what = f"{counted(many, 'link')} {'leads' if many == 1 else 'lead'}"
        message = f"{what} to places that are not in the book: their words stay, without a link"
        findings.append(_done("import-dead-link", f"{message} ({_listed(ends.dead)})."))
    if ends.lost:
        many = sum(ends.lost.values())
        what = f"{counted(many, 'reference')} {'leads' if many == 1 else 'lead'}"
        message = f"{what} to nothing in the book: two question marks and a query stand there"
        hint = "Write there what is meant."
        findings.append(
            _flag("import-reference-broken", f"{message} ({_listed(ends.lost)}).", hint)
        )
    return findings


def _listed(count: Counter[str]) -> str:
    names = [f"{name} ({many})" if many > 1 else name for name, many in sorted(count.items())]
    more = f" and {len(names) - SHOWN} more" if names[SHOWN:] else ""
    return ", ".join(names[:SHOWN]) + more


def _done(rule: str, message: str) -> Finding:
    return Finding(rule, message, Severity.INFO, Tier.AUTO, Place(SOURCE))


def _flag(rule: str, message: str, hint: str) -> Finding:
    return Finding(rule, message, Severity.WARNING, Tier.FLAG, Place(SOURCE), hint=hint)
