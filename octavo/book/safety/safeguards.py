"""What an author's text may bring into an edition: looked through once, before any is written.

Nothing of it runs, or fetches anything from elsewhere, and nothing of it breaks a format. It holds
for every book, whatever filters it lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter

from octavo.book import formulas, paths
from octavo.book.chapter import Chapter
from octavo.book.markup import raw
from octavo.book.safety import attributes, controls, unnesting
from octavo.model.finding import Anchor, Finding, Place, Severity, Tier
from octavo.model.nodes import LEAVES, RAW, WORDS, Node, children
from octavo.prose.notes import number_citations
from octavo.prose.prose import Prose, strings

KIND = itemgetter("t")

MOST = 200
"""How many control characters are reported; a file with more of them is not text."""

WINDOW = 4000
"""So far from the words of a node its attributes are sought in the source, in characters."""

SIDES = {"Div": "before", "Table": "around", "Figure": "around"}
"""Where the attributes of a node stand in the source; else behind its words."""


def safeguard(prose: Prose, *, notes: bool) -> list[Finding]:
    """Look a document through, in place; return what was left out or cannot be.

    `notes`: whether the style sets citations in notes.
    """
    guard = _guard(prose, notes=notes)
    guard.check_formulas()
    return guard.findings


def _guard(prose: Prose, *, notes: bool) -> _Guard:
    guard = _Guard(prose, may_have_controls=controls.may_have(prose.document))
    guard.visit(prose.document.blocks)
    guard.unnest(in_citations=notes)
    return guard


@dataclass(slots=True)
class _Guard:
    """Walks a document once. `last` is the last word so far: it marks the place."""

    prose: Prose
    may_have_controls: bool
    findings: list[Finding] = field(default_factory=list)
    last: list[Node] = field(default_factory=list)
    count: int = 0
    formulas: list[tuple[str, list[Node]]] = field(default_factory=list)
    """The formulas that were met, each with the last word before it."""

    def visit(self, nodes: list[Node]) -> None:
        if not RAW.isdisjoint(map(KIND, nodes)):
            nodes[:] = [node for node in nodes if not self.is_raw(node)]
        word = None
        if not self.may_have_controls and WORDS.issuperset(map(KIND, nodes)):
            word = next((node for node in reversed(nodes) if node["t"] == "Str"), None)
            self.stand_at(word)
            return
        for node in nodes:
            kind = node["t"]
            if kind in WORDS:
                word = node if kind == "Str" else word
                if self.may_have_controls:
                    self.seek_controls(node)
                continue
            self.stand_at(word)
            if self.may_have_controls:
                self.seek_controls(node)
            if kind == "Math":
                self.formulas.append((node["c"][1], self.last))
            self.clean(node)
            if node["t"] not in LEAVES:
                for inner in children(node):
                    self.visit(inner)
        self.stand_at(word)

    def stand_at(self, word: Node | None) -> None:
        """Remember the last word that was met, where it stood in the source."""
        if word is not None and id(word) in self.prose.trace.origins:
            self.last = [word]

    def anchor(self, node: Node) -> Anchor | None:
        """Return the place of a node's words, else of the word before it."""
        return self.own(node) or self.prose.trace.anchor(self.last)

    def own(self, node: Node) -> Anchor | None:
        """Return the place of a node's words, of those that stood in the source."""
        origins = self.prose.trace.origins
        words = [word for word in strings([node]) if id(word) in origins]
        return self.prose.trace.anchor([words[0], words[-1]]) if words else None

    def report(
        self, rule: str, message: str, node: Node, *, needle: str = "", before: str = ""
    ) -> None:
        """Report something that is left out; `needle` is what stands in the source for it."""
        own = self.own(node)
        side = SIDES.get(node["t"], "behind") if own else "after"
        self.findings.append(
            Finding(
                rule,
                message,
                Severity.WARNING,
                Tier.FLAG,
                anchor=own or self.prose.trace.anchor(self.last),
                before=before,
                evidence=(needle, side) if needle else (),
                hint=HINTS[rule],
            )
        )

    def is_raw(self, node: Node) -> bool:
        if node["t"] not in ("RawInline", "RawBlock"):
            return False
        shows = raw.shows(node)
        message = f"Raw {node['c'][0]} is left out: {raw.REASON[shows]}."
        self.report("markup-left-out", message, node, before=node["c"][1][:60])
        last = self.findings[-1]
        anchor = self.prose.trace.within(node, 0, len(node["c"][1])) or last.anchor
        severity = Severity.ERROR if shows else last.severity
        self.findings[-1] = replace(last, severity=severity, anchor=anchor)
        return True

    def clean(self, node: Node) -> None:
        for removed in attributes.clean(node):
            attribute = f'{removed.name}="{removed.value[:60]}"'
            message = f"The attribute {attribute} is left out: {removed.reason}."
            name = removed.value if removed.name == "class" else removed.name
            self.report("attribute-left-out", message, node, needle=name, before=attribute)
        address = node["c"][2][0] if node["t"] == "Link" else ""
        if not attributes.is_safe_address(address) or not attributes.has_host(address):
            self.unlink(node)

    def unlink(self, node: Node) -> None:
        """Make a Span of a link that leads to no place."""
        attr, words, (address, _) = node["c"]
        message = f"The link {address[:60]} is left out: it leads to no place that a reader can go."
        needle = address.partition(":")[0] + ":"
        self.report("link-left-out", message, node, needle=needle, before=address[:60])
        node.update(t="Span", c=[attr, words])

    def check_formulas(self) -> None:
        """Report formulas that are not valid TeX, each once, where it stands first."""
        bad = formulas.unreadable(tex for tex, _ in self.formulas)
        first = {tex: word for tex, word in reversed(self.formulas) if tex in bad}
        for tex, word in reversed(first.items()):
            typed = " ".join(tex.split())
            self.findings.append(
                Finding(
                    "formula",
                    f"The formula {typed} is not valid TeX: it is printed as typed.",
                    Severity.WARNING,
                    Tier.FLAG,
                    anchor=self.prose.trace.anchor(word),
                    before=tex,
                    evidence=(tex, "after"),
                    hint=HINTS["formula"],
                )
            )

    def seek_controls(self, node: Node) -> None:
        for control in controls.controls(node):
            self.count += 1
            if self.count > MOST:
                return
            self.findings.append(self.control(control))

    def control(self, control: controls.Control) -> Finding:
        trace, at = self.prose.trace, control.at
        anchor = self.anchor(control.node)
        if at is not None:
            start, end = trace.point(control.node, at), trace.end(control.node, at)
            anchor = Anchor(start[0], start[1:], end[1:]) if start and end else anchor
        return Finding(
            "control-left",
            f"The control character {control.name} stands here: no edition can hold it.",
            Severity.ERROR,
            Tier.FLAG,
            anchor=anchor,
            before=control.character,
            evidence=() if at is not None else (control.character, "after"),
            hint=HINTS["control-left"],
        )

    def unnest(self, *, in_citations: bool) -> None:
        blocks = self.prose.document.blocks
        unnested = unnesting.unnest(blocks, in_citations=in_citations)
        if not unnested.any:
            return
        for node in unnested.done:
            words = unnesting.first_words(node)
            message = f"A note stands inside a note: “{words}” is set in brackets there."
            self.report("note-in-note", message, node)
        for node in unnested.failed:
            self.findings.append(
                Finding(
                    "note-in-note",
                    "A note inside a note holds a list, a table or the like: no format has that.",
                    Severity.ERROR,
                    Tier.FLAG,
                    anchor=self.anchor(node),
                    hint=HINTS["note-in-note"],
                )
            )
        number_citations(blocks)


ELSEWHERE = ("class-unknown", "link-without-words")
"""Rules of other checks that name what stands in the source beside the words."""

HINTS = {
    "attribute-left-out": "Take it out of the text too.",
    "link-left-out": "Write an address that begins with https:// or mailto:, or take it out.",
    "markup-left-out": "Write it in Markdown, or as code between backquotes if it is to be seen.",
    "note-in-note": "Write its words into the outer note, or give each a mark of its own.",
    "formula": "Use the commands of plain LaTeX and amsmath.",
    "control-left": "Delete it, or write what it stood for. Old word processors began and "
    "ended italics with such signs.",
}


def cited(prose: Prose, files: tuple[str, ...], *, notes: bool) -> list[Finding]:
    """Look through what the citations brought in; its place is the bibliography's file."""
    place = Place(paths.called(files[0]) if files else paths.EDITION)
    return [
        finding if finding.anchor else finding.at(place)
        for finding in _guard(prose, notes=notes).findings
    ]


def placed(findings: list[Finding], chapters: Sequence[Chapter]) -> list[Finding]:
    """Return findings, each once, at the place of what they name where that is beside the words."""
    known = {chapter.file: chapter for chapter in chapters}
    names = {*HINTS, *ELSEWHERE}
    there = [
        _at_needle(finding, finding.place, known) if finding.rule in names else finding
        for finding in findings
    ]
    once: dict[object, Finding] = {}
    for finding in there:  # a caption is met twice: with its figure, and with its image
        same = (finding.rule, finding.message, finding.place) if finding.rule in names else finding
        once.setdefault(same, finding)
    return list(once.values())


def _at_needle(finding: Finding, place: Place | None, known: dict[str, Chapter]) -> Finding:
    chapter = known.get(place.file) if place else None
    if place is None or chapter is None or not finding.evidence:
        return finding
    needle, side = finding.evidence
    text = chapter.text
    start = chapter.start_of(place.line) if place.start is None else place.start
    if side == "behind":
        end = text.find("\n\n", place.end or start)
        at = text.find(needle, place.end or start, end if end >= 0 else len(text))
    else:
        before = text.rfind(needle, max(start - WINDOW, 0), start) if side != "after" else -1
        after = text.find(needle, start, start + WINDOW) if side != "before" else -1
        near = sorted((abs(at - start), at) for at in (before, after) if at >= 0)
        at = near[0][1] if near else -1
    return finding if at < 0 else finding.at(chapter.place(at, at + len(needle)))
