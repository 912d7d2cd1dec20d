"""References in the text become links that name what they lead to: *Figure 2.3*, *Chapter 4*.

A reference is typed as a citation is, `@fig-mill`, `[@fig-mill; @tbl-prices]`, `-@fig-mill` for
the number alone, `[Abb. @fig-mill]` with another word; or it is a link without words. A heading
that has no number is called by its words (New Hart's Rules, 2nd ed., 16.4.3: a cross-reference
names what it leads to, so that it can be found).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import orjson

from octavo.book.crossrefs.divisions import NAME
from octavo.book.crossrefs.keys import keys, way_of
from octavo.book.crossrefs.numbers import KIND, NUMBER, NUMBERED
from octavo.book.crossrefs.targets import PREFIX, Target, aliases, kind_named
from octavo.book.crossrefs.typed import typed_number
from octavo.model.finding import Finding, Severity, Tier
from octavo.model.nodes import Node, each_list, inlines, stringify
from octavo.prose.naming import is_nameless, name_of
from octavo.prose.prose import Prose, strings
from octavo.text.labels import Labels
from octavo.text.terms import terms_for

REFERENCE = "crossref"
"""The class of a reference."""

WORDS = {
    "figure": ("figure", "![Caption](picture.png){#%s}"),
    "table": ("table", ": Caption {#%s}"),
    "equation": ("formula", "$$ … $$ {#%s}"),
    "listing": ("listing", "::: {#%s .listing}"),
    "heading": ("heading", "# Heading {#%s}"),
    "place": ("place", "[]{#%s}"),
}
"""What a thing is called in a message, and how it gets its name."""

ENDS = re.compile(r"[.!?:]['\"\u2019\u201d\u00bb)\]]*$")
SHORT = frozenset(
    (
        *("cf", "vgl", "cfr", "i.e", "e.g", "viz", "esp", "incl", "inkl", "bzw", "ca", "s", "z.b"),
        *("d.h", "u.a", "v.d", "por", "zob", "srov", "gl", "jf", "jfr", "t.j", "bl.a", "ср", "см"),
        *("напр", "порівн", "вж", "bkz", "krş", "ld", "vö", "plg", "žr", "sk", "vrd", "βλ", "πρβλ"),
    )
)
"""Abbreviations that stand before a reference, in the languages of the press, without the last
point: the sentence goes on behind them."""


DESIGNED = frozenset(("figure", "table", "equation"))
"""Kinds of which the design says how they are numbered."""


@dataclass(frozen=True, slots=True)
class Words:
    """How references are worded: the names of things, the marks around a title, the language."""

    labels: Labels
    marks: tuple[str, str]
    lang: str


@dataclass(slots=True)
class References:
    """The references of a text. `works` are the keys of its bibliography, which are citations."""

    prose: Prose
    every: Sequence[Target]
    works: Collection[str]
    findings: list[Finding] = field(default_factory=list)
    by_name: dict[str, Target] = field(init=False)
    _keys: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Know each target by its name, and by that in the spelling of the other programs."""
        self._keys = tuple(keys(self.prose.document.blocks))  # of the text as it was read
        named = [target for target in self.every if target.attr[0]]
        marks = [target for target in named if target.kind == "place"]
        things = [target for target in named if target.kind != "place"]
        self.by_name = {_folded(target.attr[0]): target for target in marks}
        self.by_name |= {
            _folded(name): target for name, target in aliases(list(self.every)).items()
        }
        self.by_name |= {_folded(target.attr[0]): target for target in reversed(things)}

    def target(self, key: str) -> Target | None:
        """Return what a key refers to; None for the key of a work, and for one of nothing."""
        return None if key in self.works else self.by_name.get(_folded(key))

    def is_meant(self, key: str) -> bool:
        """Whether a key can only mean a place of the text, there or not."""
        if key in self.works:
            return False
        return self.target(key) is not None or bool(kind_named(key))

    def kinds(self) -> set[str]:
        """Return the kinds of what the text refers to by a key."""
        return {target.kind for key in self._keys if (target := self.target(key))}

    def are_any(self) -> bool:
        """Whether the text has any reference, also one that leads nowhere."""
        return any(map(self.is_meant, self._keys))

    def write(self, words: Words) -> list[Finding]:
        """Write each reference as a link, in place; return what is wrong with them."""
        writer = _Writer(self, words)
        each_list(self.prose.document.blocks, writer.visit)
        return self.findings


def _folded(name: str) -> str:
    """Return a name as all programs would write it: `Fig:mill` is `fig-mill`, `tab:x` `tbl-x`."""
    match = PREFIX.match(name)
    if match is None:
        return name
    prefix = match[1].lower()
    return f"{'tbl' if prefix == 'tab' else prefix}-{name[match.end() :]}"


@dataclass(slots=True)
class _Writer:
    """Writes the references in each list of inlines."""

    references: References
    words: Words

    def visit(self, nodes: list[Node]) -> None:
        for number, node in enumerate(nodes):
            if node["t"] == "Cite":
                self._cite(nodes, number)
            elif node["t"] == "Link" and node["c"][2][0].startswith("#"):
                self._link(nodes, number)

    def _link(self, nodes: list[Node], number: int) -> None:
        """Give a link without words the name, or the number, of the thing that it leads to.

        A heading has its words where the link is not LaTeX's.
        """
        link = nodes[number]
        attr, inside, (address, _) = link["c"]
        way = way_of(link)
        target = self.references.by_name.get(_folded(address[1:]))
        if target is None or not target.number:
            return
        if not is_nameless(link):
            self._renumber(link, target)
            return
        if way or target.kind != "heading":
            capital = begins_sentence(nodes, number)
            bare = way in ("octavo-number", "octavo-bracketed")
            inside[:] = self._named(target, bare=bare, capital=capital)[0]["c"][1]
            if way == "octavo-bracketed":
                inside[0]["c"] = f"({target.number})"
            attr[1][:] = [REFERENCE]
            attr[2][:] = [[KIND, target.kind], [NUMBER, target.number]]

    def _renumber(self, link: Node, target: Target) -> None:
        """Name a thing anew in a link that only calls it by a number, if that is another now."""
        inside = link["c"][1]
        before = stringify(inside)
        typed = target.kind in NUMBERED and typed_number(before, target.kind, self.words.labels)
        if not typed or typed == target.number or target.is_part:
            return
        prose = self.references.prose
        made = self._named(target, bare=False, capital=before[:1].isupper())[0]["c"][1]
        message = f"The {WORDS[target.kind][0]} is numbered {target.number} now."
        finding = Finding(
            "crossref-number",
            message,
            Severity.INFO,
            Tier.AUTO,
            anchor=prose.trace.anchor(inside),
            before=before,
            after=stringify(made),
        )
        settled = prose.settle(finding)
        if settled is not None:
            self.references.findings.append(settled)
            if settled.tier is Tier.AUTO:
                inside[:] = made

    def _cite(self, nodes: list[Node], number: int) -> None:
        """Write the references of a citation; the works that it cites too stand behind them.

        So pandoc reads `@fig-mill [@doe, p. 3]`: as one citation.
        """
        cite = nodes[number]
        every = cite["c"][0]
        meant = [one for one in every if self.references.is_meant(one["citationId"])]
        if not meant:
            return
        keys = [one["citationId"] for one in meant]
        lost = [key for key in keys if not self._has(key)]
        for key in lost:
            self._report_lost(cite, key)
        nameless = [key for key in keys if self._is_nameless(key)]
        for key in nameless:
            self._report_nameless(cite, key)
        if lost or nameless:
            nodes[number] = {"t": "Span", "c": [["", [], []], cite["c"][1]]}
            return
        capital = begins_sentence(nodes, number)
        parts = [self._one(one, capital=capital and not at) for at, one in enumerate(meant)]
        made = self._joined(parts)
        works = [one for one in every if one not in meant]
        if works:
            made += [{"t": "Space"}, {"t": "Cite", "c": [works, cite["c"][1]]}]
        nodes[number] = {"t": "Span", "c": [["", [], []], made]}

    def _has(self, key: str) -> bool:
        return self.references.target(key) is not None

    def _is_nameless(self, key: str) -> bool:
        """Whether a key leads to what has neither a number nor words."""
        target = self.references.target(key)
        return target is not None and not target.number and not name_of(target.node)

    def _one(self, citation: Mapping[str, Any], *, capital: bool) -> list[Node]:
        """Return one reference with the words before and behind it."""
        key = citation["citationId"]
        target = self.references.by_name[_folded(key)]
        before, behind = citation["citationPrefix"], citation["citationSuffix"]
        bare = citation["citationMode"]["t"] == "SuppressAuthor"
        replaces = bool(before) and self._is_label(before, target.kind)
        capital = not before and (capital or key[:1].isupper())
        made = self._named(target, bare=bare or replaces, capital=capital)
        space = {"t": "Str", "c": "\N{NO-BREAK SPACE}"} if replaces else {"t": "Space"}
        return [*before, *([space] if before else []), *made, *behind]

    def _named(self, target: Target, *, bare: bool, capital: bool) -> list[Node]:
        """Return the link that names a target; `bare` is its number alone."""
        attr: list[Any] = ["", [REFERENCE], []]
        address = [f"#{target.attr[0]}", ""]
        if target.number:
            attr[2] = [[KIND, target.kind], [NUMBER, target.number]]
            text = target.number if bare else self._name(target, capital=capital)
            return [{"t": "Link", "c": [attr, [{"t": "Str", "c": text}], address]}]
        title: list[Node] = orjson.loads(orjson.dumps(name_of(target.node)))
        link = {"t": "Link", "c": [attr, title or inlines(address[0][1:]), address]}
        if bare or target.kind == "place":
            return [link]
        opening, closing = self.words.marks
        return [{"t": "Str", "c": opening}, link, {"t": "Str", "c": closing}]

    def _name(self, target: Target, *, capital: bool) -> str:
        if target.kind != "heading":
            return self.words.labels.name(target.kind, target.number, capital=capital)
        kind = "appendix" if dict(target.attr[2]).get(NAME) else "chapter"
        return self.words.labels.name(kind, target.number, capital=capital)

    def _is_label(self, before: list[Node], kind: str) -> bool:
        """Whether the words before a reference end in one that names its kind, as *Abb.* does."""
        last = stringify(before).split()[-1:] or [""]
        word = last[0].strip(".()[] ").casefold()
        kinds = ("chapter", "appendix", "section") if kind == "heading" else (kind,)
        named = {one for name in kinds for one in (name, *self._words_of(name))}
        return len(word) > 1 and any(one.startswith(word) or word.startswith(one) for one in named)

    def _words_of(self, kind: str) -> set[str]:
        return self.words.labels.words(kind) if kind in self.words.labels.names else set()

    def _joined(self, parts: list[list[Node]]) -> list[Node]:
        """Join several references as the language joins names: *A, B and C*."""
        if len(parts) == 1:
            return parts[0]
        marks = [f"\0{at}\0" for at in range(len(parts))]
        made: list[Node] = []
        for at, text in enumerate(terms_for(self.words.lang).names(marks).split("\0")):
            made += parts[int(text)] if at % 2 else inlines(text)
        return made

    def _report_lost(self, cite: Node, key: str) -> None:
        kind = kind_named(key) or "place"
        name, how = WORDS[kind]
        near = self._near(key, kind)
        self._report(
            "crossref-unknown",
            cite,
            f"@{key} leads to no {name} in the book.",
            f"Did you mean @{near}?" if near else f"Give the {name} its name: {how % key}.",
        )

    def _report_nameless(self, cite: Node, key: str) -> None:
        target = self.references.target(key)
        kind = target.kind if target else "place"
        name = WORDS[kind][0]
        way = f", or number it: {kind}-numbers in design.yaml" if kind in DESIGNED else ""
        self._report(
            "crossref-nameless",
            cite,
            f"@{key} leads to a {name} that has neither a number nor a caption.",
            f"Write [the words](#{key}) yourself{way}.",
        )

    def _near(self, key: str, kind: str) -> str:
        of_kind = [str(t.attr[0]) for t in self.references.every if t.kind == kind and t.attr[0]]
        every = {name.lower(): name for name in of_kind if kind_named(name) or kind == "heading"}
        near = get_close_matches(_folded(key).lower(), every, n=1)
        return every[near[0]] if near else ""

    def _report(self, rule: str, cite: Node, message: str, hint: str) -> None:
        prose = self.references.prose
        anchor = prose.trace.anchor(cite["c"][1])
        before = "".join(node["c"] for node in strings(cite["c"][1]))
        finding = Finding(
            rule, message, Severity.ERROR, Tier.FLAG, None, anchor, before=before, hint=hint
        )
        self.references.findings.append(finding)


def begins_sentence(nodes: Sequence[Node], number: int) -> bool:
    """Whether an inline begins a sentence, as far as its own list of inlines shows it.

    >>> begins_sentence([*inlines("It burnt. "), {"t": "Cite"}], 3)
    True
    >>> begins_sentence([*inlines("It burnt, cf. "), {"t": "Cite"}], 4)
    False
    """
    before = stringify([node for node in nodes[:number] if node["t"] != "Cite"]).rstrip()
    if not before:
        return not any(node["t"] == "Cite" for node in nodes[:number])
    last = before.split()[-1]
    return bool(ENDS.search(last)) and last.strip("([.").casefold() not in SHORT
