"""Citations: what an author typed by hand becomes a citation that any style can set.

Does
    Finds typed citations (`(LCW, Vol. 27, p. 273.)`, `(Ibid., p. 148.)`, `Carr, op. cit., p. 99`),
    says which work of the bibliography and which page each means, and puts a real citation in
    their place. It also names the style and the works for pandoc's citeproc, which then needs
    neither a file nor the network, and numbers all citations through the book. Where the style
    cites in the text, the sentence's stop goes behind the citation; `lint --fix` never writes that.

Because
    A typed citation is dead: it cannot follow a house style, and *ibid.* goes wrong as soon as a
    paragraph moves. New Hart's Rules, 2nd ed., 17.2, and The Chicago Manual of Style, 17th ed.,
    14.34-14.36, say what *ibid.*, *op. cit.* and *loc. cit.* stand for.

Before → After
    >>> from octavo.text.citations.grammar import find
    >>> from octavo.text.citations.history import History
    >>> from octavo.text.citations.match import Shelf
    >>> from octavo.text.citations.records import write
    >>> works = [{"id": "lenin-cw", "type": "book", "title": "Collected Works"}]
    >>> history = History(Shelf(works, {"LCW": "lenin-cw"}))
    >>> typed = find("(LCW, Vol. 29, pp. 32-3.) (Ibid., p. 40.)")
    >>> [write(history.typed(group).cited, "en") for group in typed]
    ['[@lenin-cw, vol. 29, pp. 32-33]', '[@lenin-cw, vol. 29, p. 40]']

Leaves alone
    Brackets without evidence of a citation: `(1)`, `(1917)`, `(p. 12)`, `(see chapter 3)`, a name
    alone; headings, code, addresses, and citations made already. What may mean two works is
    proposed with both; what means none is reported once, and the text stays as it is. The typed
    words are kept inside the citation, so that a text without a processor reads as before.

Settings
    `bibliography` (one file or several), `abbreviations`, `references`, `nocite` and
    `citation-style` (the name of a CSL style, or a path) or `csl`, in the metadata. A relative
    path is meant from the folder metadata/ where there is one. With `check-bibliography`, which a
    book sets, doubles, wrong numbers, missing fields and unused works are reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import NamedTuple

from octavo.bibliography import references, reporting
from octavo.bibliography.holdings import Holdings
from octavo.bibliography.reporting import Lost
from octavo.book.filtering import run_alone
from octavo.model.finding import Finding, Tier
from octavo.model.nodes import CONTAINERS, Node, markup, meta_text, stringify, walk
from octavo.prose.isolate import isolate
from octavo.prose.notes import number_citations
from octavo.prose.prose import Change, Prose, Run
from octavo.text.citations import placement
from octavo.text.citations.grammar import SIGNAL, Group, definitions, divided, find
from octavo.text.citations.history import History
from octavo.text.citations.records import Answer, Cited, Mode, Reading
from octavo.usage.asking import as_title, asks
from octavo.usage.titles import BY_FORM, IN_BIBLIOGRAPHY, IN_TEXT, in_two_forms, lacking, questions
from octavo.usage.words import Text

TITLE_PAGE = "If so, put it there; a title keeps its own marks."

WRITES_WORDS = True
"""The typed words go into the citation, which says the same in other words."""

PLAIN_NODES = CONTAINERS | {"Str", "Space", "SoftBreak", "LineBreak", "Span", "Quoted"}
"""What a typed citation may hold: a note or a link in it would be lost."""


def apply(prose: Prose) -> list[Finding]:
    """Make the typed citations of a document real, in place; set up its metadata for citeproc."""
    holdings = Holdings.of(prose.document.meta)
    findings = _questions(prose, holdings)
    reader = Reader(prose, holdings)
    findings += reader.read()
    if prose.document.meta.pop("check-bibliography", None):
        findings += reader.check()
    if holdings.cites_in_sentence(prose.document.meta):
        findings += placement.place(prose)
    holdings.serve(prose.document)
    number_citations(prose.document.blocks)
    return findings


def _questions(prose: Prose, holdings: Holdings) -> list[Finding]:
    """Propose the question marks that titles lost: by the bibliography, the text, their form."""
    titles = [(str(work.item.get("title", "")), work.place) for work in holdings.works.values()]
    asked = questions(title for title, _ in titles)
    findings = [
        Finding("title-asks", BY_FORM.format(title=title), place=place, hint=TITLE_PAGE)
        for title, place in titles
        if place and asks(title)
    ]
    slanted = {*_in_italics(prose)}
    twice = sorted({*in_two_forms(slanted)} - {*asked})
    by_form = {title for title in slanted if asks(title) and as_title(title)} - {*asked, *twice}
    for number, run in enumerate(prose.runs() if asked or twice or by_form else ()):
        text = Text(number, run.text, run.depth > 0)
        known = lacking(text, asked, IN_BIBLIOGRAPHY, "title-question")
        forms = lacking(text, twice, IN_TEXT, "title-question")
        formed = lacking(text, sorted(by_form), BY_FORM, "title-asks")
        findings += run.change([*known, *forms, *formed])
    return findings


def _in_italics(prose: Prose) -> Iterator[str]:
    """Yield the words that stand in italics."""
    for node in markup(prose.document.blocks):
        if node["t"] == "Emph":
            yield stringify(node["c"])


class Waiting(NamedTuple):
    """A typed citation that is to be put into the text; `number` is its place in the findings."""

    group: Group
    reading: Reading
    number: int


@dataclass(slots=True)
class Reader:
    """Reads a document's citations in order, and makes the typed ones real.

    `readings` is what it read, each place by itself: all typed citations, and those of the
    editor's own that lead nowhere.
    """

    prose: Prose
    holdings: Holdings
    findings: list[Finding] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    lost: dict[str, Lost] = field(default_factory=dict)
    dated: dict[str, Reading] = field(default_factory=dict)
    undated: set[str] = field(default_factory=set)
    notes: dict[int, list[Run]] = field(default_factory=dict)
    history: History = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nothing cited."""
        self.history = History(self.holdings.shelf)

    @property
    def lang(self) -> str:
        """The document's language: that in which citeproc reads locators."""
        return meta_text(self.prose.document.meta, "lang") or ""

    def read(self) -> list[Finding]:
        """Read all, and give the findings."""
        body: list[Run] = []
        for run in self.prose.runs():
            (self.notes.setdefault(run.owner, []) if run.owner else body).append(run)
        for run in (*body, *chain.from_iterable(self.notes.values())):
            self._learn(run)
        for run in body:
            self._run(run)
        self.readings = [r for r in self.readings if r.answer.cited or r.answer.cause]
        self.findings += reporting.causes(self.lost.values(), named=bool(self.holdings.works))
        return self.findings

    def _learn(self, run: Run) -> None:
        """Take in what a text says itself of its works: its list of them, its abbreviations."""
        self.holdings.shelf.enlist(run.text)
        for definition in definitions(run.text):
            head = SIGNAL.sub("", " ".join(definition["work"].split()).strip(" ,*_"))
            key = self.holdings.shelf.define(definition["short"], head)
            if key:
                finding = run.finding(Change(*definition.span(), "", "", "", Tier.FLAG))
                self.findings.append(reporting.explained(finding, definition["short"], key))

    def check(self) -> list[Finding]:
        """Check the bibliography against what was read: doubles, numbers, fields, unused works."""
        proposed = (cited.key for reading in self.readings for cited in reading.answer.cited)
        return self.holdings.check(self.prose.document, proposed)

    def _run(self, run: Run) -> None:
        """Read a Run and the notes in it, each at its mark."""
        if run.kind == "Header":
            self.history.heading(1)
        is_read = run.kind not in ("Header", "Image")
        groups = find(run.text, note=run.note) if is_read else []
        marks = [(g.start, g) for g in groups if not run.is_fixed(g.start, g.start + 1)]
        waiting: list[Waiting] = []
        events: list[tuple[int, Group | Node]] = sorted([*marks, *run.marks], key=lambda e: e[0])
        for at, event in events:
            if isinstance(event, Group):
                self._typed(run, event, waiting)
            elif event["t"] == "Cite":
                self._own(run, at, event)
            else:
                self._note(event)
        for group, reading, number in reversed(waiting):
            if not self._put(run, group, reading.answer):
                reading.finding = replace(reading.finding, tier=Tier.SUGGEST)
                self.findings[number] = reading.finding

    def _note(self, note: Node) -> None:
        self.history.enter_note()
        for run in self.notes.pop(id(note["c"]), []):
            self._run(run)
        self.history.leave_note()

    def _own(self, run: Run, at: int, cite: Node) -> None:
        """Take in a citation that the editor made, and look its keys up."""
        known = []
        for citation in cite["c"][0]:
            key = citation["citationId"]
            known.append((key, stringify(citation["citationSuffix"])))
            change = Change(at, at + 1, "", "cite-unknown-key", "")
            anchor = self.prose.trace.anchor([cite])
            seen = stringify(cite["c"][1])
            finding = replace(run.finding(change), before=seen, tier=Tier.FLAG, anchor=anchor)
            if self.holdings.parent(key) is None:
                self._astray(finding, key)
            else:
                self._date(finding, key)
        self.history.cited(known)

    def _astray(self, finding: Finding, key: str) -> None:
        """Report a key that no bibliography has."""
        finding = reporting.unknown(finding, key, self.holdings)
        near = tuple(references.near(key, self.holdings.works))
        self.findings.append(finding)
        self.readings.append(Reading(finding, Answer((Cited(key),), candidates=near)))

    def _typed(self, run: Run, group: Group, waiting: list[Waiting]) -> None:
        if group.clause and self.history.is_mixed(group):
            for part in divided(run.text, group):
                self._typed(run, part, waiting)
            return
        answer = self.history.typed(group)
        if answer.cause:
            self._lose(answer, run.finding(reporting.unread(group, answer.cause)))
        elif answer.perhaps:
            reading = Reading(run.finding(reporting.unread(group, answer.perhaps)), answer)
            self.readings.append(reading)
            self.dated[answer.perhaps] = reading
        elif answer.cited:
            finding = self._settled(run.finding(reporting.asked(group, answer, self.lang)), answer)
            if finding is not None:
                self._take_in(group, Reading(finding, answer), waiting)

    def _take_in(self, group: Group, reading: Reading, waiting: list[Waiting]) -> None:
        """Take in a citation whose work was found; it is put into the text when the Run is read."""
        made = reading.finding.tier is Tier.AUTO
        if made:
            waiting.append(Waiting(group, reading, len(self.findings)))
        self.findings.append(reading.finding)
        self.readings.append(reading)
        for cited in reading.answer.cited if made else ():
            self._date(reading.finding, cited.key)

    def _settled(self, finding: Finding, answer: Answer) -> Finding | None:
        """A citation as an editor settled it; one of several works she must write herself."""
        return finding if len(answer.candidates) > 1 else self.prose.settle(finding)

    def _lose(self, answer: Answer, finding: Finding) -> None:
        """Count a source that was not found; a dated one was cited where it first stood."""
        reading = Reading(finding, answer)
        self.readings.append(reading)
        first = self.dated.pop(answer.cause, None)
        if first:
            first.answer = replace(first.answer, cause=answer.cause)
        lost = self.lost.setdefault(answer.cause, Lost((first or reading).finding, bool(first)))
        lost.count += 1

    def _date(self, finding: Finding, key: str) -> None:
        """Report a cited work without a date or title, once."""
        parent = self.holdings.parent(key)
        if parent is None or parent in self.undated:
            return
        work = self.holdings.works[parent]
        if work.is_dated and not work.is_stub:
            return
        self.undated.add(parent)
        self.findings.append(reporting.incomplete(finding, work))

    def _put(self, run: Run, group: Group, answer: Answer) -> bool:
        """Put a citation in the place of the typed one, whose inlines it keeps."""
        start = group.author_start if answer.cited[0].mode is Mode.AUTHOR else group.start
        place = isolate(run, start, group.end)
        if place is None:
            return False
        holder, first, end = place
        typed = holder[first:end]
        if any(node["t"] not in PLAIN_NODES for node in walk(typed)):
            return False
        citations = [cited.node(self.lang) for cited in answer.cited]
        holder[first:end] = [{"t": "Cite", "c": [citations, typed]}]
        return True


if __name__ == "__main__":
    run_alone(apply)
