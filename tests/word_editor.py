"""An editor in a Word file: changes words, looks, paragraphs and notes, tracked or not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from octavo.formats import archive
from octavo.formats.docx.xml import Element, make, parse, serialise, w

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass
class Editor:
    """Works in the members of a file. `author` is empty where the changes are not tracked."""

    members: dict[str, bytes]
    author: str = ""
    date: str = "2026-03-01T10:00:00Z"
    trees: dict[str, Element] = field(default_factory=dict)
    ids: int = 9000

    @classmethod
    def open(cls, path: Path, author: str = "") -> Editor:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as packed:
            members = {name: packed.read(name) for name in packed.namelist()}
        made = cls(members, author)
        for part in ("word/document.xml", "word/footnotes.xml"):
            made.trees[part] = parse(members[part])
        return made

    def save(self, path: Path) -> Path:
        for part, tree in self.trees.items():
            self.members[part] = serialise(tree)
        archive.write(path, self.members, archive.EARLIEST)
        return path

    # --- where -------------------------------------------------------------------------------

    def paragraphs(self) -> Iterator[Element]:
        for tree in self.trees.values():
            yield from tree.iter(w("p"))

    def find(self, words: str) -> Element:
        for one in self.paragraphs():
            if words in text_of(one) and not _style(one).startswith("TOC"):
                return one
        raise LookupError(words)

    def runs_of(self, paragraph: Element, words: str) -> list[Element]:
        """Part the runs of a paragraph so that some of them are the words, and return these."""
        at = text_of(paragraph).index(words)
        self._part(paragraph, at)
        self._part(paragraph, at + len(words))
        reached, found = 0, []
        for run in _runs(paragraph):
            size = len(_run_text(run))
            if size and at <= reached < at + len(words):
                found.append(run)
            reached += size
        return found

    def _part(self, paragraph: Element, at: int) -> None:
        """Part the run at an offset in two."""
        reached = 0
        for run in _runs(paragraph):
            size = len(_run_text(run))
            if reached < at < reached + size:
                text = _run_text(run)
                second = deepcopy(run)
                _set_text(run, text[: at - reached])
                _set_text(second, text[at - reached :])
                run.addnext(second)
                return
            reached += size

    # --- changes -----------------------------------------------------------------------------

    def change(self, kind: str) -> Element:
        self.ids += 1
        return make(kind, id=self.ids, author=self.author, date=self.date)

    def replace(self, words: str, new: str, within: str = "") -> None:
        """Put other words in place of some; with none, they go."""
        paragraph = self.find(within or words)
        runs = self.runs_of(paragraph, words)
        if new:
            made = make("r", deepcopy(runs[0].find(w("rPr"))), _text(new))
            runs[-1].addnext(made)
            if self.author:
                change = self.change("ins")
                made.addprevious(change)
                change.append(made)
        for run in runs:
            self.take(run)

    def take(self, run: Element) -> None:
        """Take a run away."""
        parent = run.getparent()
        if parent is None:
            return
        if not self.author:
            parent.remove(run)
            return
        change = self.change("del")
        run.addprevious(change)
        change.append(run)
        for text in run.iter(w("t")):
            text.tag = w("delText")

    def add(self, after: str, words: str) -> None:
        """Write words behind some that stand there."""
        self.add_behind(self.runs_of(self.find(after), after)[-1], words)

    def add_behind(self, run: Element, words: str) -> None:
        """Write words behind a run, in its look."""
        made = make("r", deepcopy(run.find(w("rPr"))), _text(words))
        run.addnext(made)
        if self.author:
            change = self.change("ins")
            made.addprevious(change)
            change.append(made)

    def format(self, words: str, *, within: str = "", on: str = "i", off: str = "") -> None:
        """Set words in italics (`i`), bold (`b`), or take such a look away.

        As Word does: what a style says is switched by a property of the run's own.
        """
        for run in self.runs_of(self.find(within or words), words):
            properties = run.find(w("rPr"))
            if properties is None:
                properties = make("rPr")
                run.insert(0, properties)
            old = deepcopy(properties)
            properties.append(make(off, val=0) if off else make(on))
            if self.author:
                change = self.change("rPrChange")
                change.append(old)
                properties.append(change)

    def new_paragraph(self, after: str, words: str, style: str = "BodyText") -> None:
        """Write a paragraph behind another."""
        paragraph = make("p", make("pPr", make("pStyle", val=style)), make("r", _text(words)))
        if self.author:
            _mark(paragraph).append(self.change("ins"))
            run = paragraph.find(w("r"))
            change = self.change("ins")
            paragraph.replace(run, change)
            change.append(run)
        self.find(after).addnext(paragraph)

    def delete_paragraph(self, words: str) -> None:
        """Delete a paragraph with its end."""
        paragraph = self.find(words)
        if not self.author:
            paragraph.getparent().remove(paragraph)
            return
        _mark(paragraph).append(self.change("del"))
        for run in list(_runs(paragraph)):
            self.take(run)

    def split(self, before: str) -> None:
        """Part a paragraph before some words; the space there goes with the first half."""
        self.split_in(self.find(before), before)

    def split_in(self, paragraph: Element, before: str) -> None:
        """Part a paragraph that is known before some words."""
        first = self.runs_of(paragraph, before)[0]
        inner = first
        while inner.getparent() is not paragraph:
            inner = inner.getparent()
        head = make("p", deepcopy(paragraph.find(w("pPr"))))
        for section in list(head.iter(w("sectPr"))):
            section.getparent().remove(section)  # a section ends with the second half
        for part in list(paragraph):
            if part is inner:
                break
            if part.tag != w("pPr"):
                head.append(part)
        if self.author:
            _mark(head).append(self.change("ins"))
        paragraph.addprevious(head)

    def join(self, words: str) -> None:
        """Join a paragraph with the next."""
        paragraph = self.find(words)
        if self.author:
            _mark(paragraph).append(self.change("del"))
            space = make("r", _text(" "))
            change = self.change("ins")
            change.append(space)
            paragraph.append(change)
            return
        behind = paragraph.getnext()
        while behind.tag != w("p"):
            behind = behind.getnext()
        paragraph.append(make("r", _text(" ")))
        for part in list(behind):
            if part.tag != w("pPr"):
                paragraph.append(part)
        behind.getparent().remove(behind)

    def move(self, words: str, behind: str) -> None:
        """Move a paragraph behind another."""
        paragraph, goal = self.find(words), self.find(behind)
        if not self.author:
            goal.addnext(paragraph)
            return
        copy = deepcopy(paragraph)
        for part in [*copy.iter(w("bookmarkStart")), *copy.iter(w("bookmarkEnd"))]:
            part.getparent().remove(part)
        _mark(copy).append(self.change("moveTo"))
        for run in list(_runs(copy)):
            change = self.change("moveTo")
            run.addprevious(change)
            change.append(run)
        _mark(paragraph).append(self.change("moveFrom"))
        for run in list(_runs(paragraph)):
            change = self.change("moveFrom")
            run.addprevious(change)
            change.append(run)
        goal.addnext(copy)

    def level(self, heading: str, style: str) -> None:
        """Give a heading, or a paragraph, another style."""
        properties = self.find(heading).find(w("pPr"))
        old = deepcopy(properties)
        properties.find(w("pStyle")).set(w("val"), style)
        if self.author:
            change = self.change("pPrChange")
            change.append(old)
            properties.append(change)

    def note(self, behind: str, words: str, within: str = "") -> None:
        """Write a note behind some words."""
        notes = self.trees["word/footnotes.xml"]
        number = 1 + max(int(one.get(w("id"), "0")) for one in notes.iter(w("footnote")))
        mark = make("r", make("rPr", make("rStyle", val="FootnoteReference")), make("footnoteRef"))
        content = make("r", _text(f" {words}"))
        paragraph = make("p", make("pPr", make("pStyle", val="FootnoteText")), mark, content)
        runs = self.runs_of(self.find(within or behind), behind)
        style = make("rPr", make("rStyle", val="FootnoteReference"))
        made = make("r", style, make("footnoteReference", id=number))
        runs[-1].addnext(made)
        marks = list(self.trees["word/document.xml"].iter(w("footnoteReference")))
        at = next(n for n, one in enumerate(marks) if one.getparent() is made)
        after = [one for one in notes.iter(w("footnote")) if one.get(w("type")) is None]
        note = make("footnote", paragraph, id=number)
        if at < len(after):
            after[at].addprevious(note)
        else:
            notes.append(note)
        self._count_notes()
        if self.author:
            change = self.change("ins")
            made.addprevious(change)
            change.append(made)

    def _count_notes(self) -> None:
        """Number the notes in the order of their marks, as Word does when it saves."""
        marks = list(self.trees["word/document.xml"].iter(w("footnoteReference")))
        named = {one.get(w("id")): str(number) for number, one in enumerate(marks, 1)}
        notes = self.trees["word/footnotes.xml"].iter(w("footnote"))
        for one in [*marks, *(note for note in notes if note.get(w("type")) is None)]:
            one.set(w("id"), named.get(one.get(w("id")), one.get(w("id"))))

    def delete_note(self, number: int) -> None:
        """Delete the mark of a note, by its place in the text from 0."""
        marks = list(self.trees["word/document.xml"].iter(w("footnoteReference")))
        run = marks[number].getparent()
        self.take(run)


def _style(paragraph: Element) -> str:
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if style is None else style.get(w("val"), "")


def _runs(paragraph: Element) -> list[Element]:
    gone = (w("del"), w("moveFrom"))
    return [run for run in paragraph.iter(w("r")) if run.getparent().tag not in gone]


def _run_text(run: Element) -> str:
    return "".join(text.text or "" for text in run.findall(w("t")))


def text_of(paragraph: Element) -> str:
    return "".join(_run_text(run) for run in _runs(paragraph))


def _text(words: str) -> Element:
    made = make("t")
    made.text = words
    made.set(XML_SPACE, "preserve")
    return made


def _set_text(run: Element, words: str) -> None:
    for part in run.findall(w("t")):
        run.remove(part)
    run.append(_text(words))


def _mark(paragraph: Element) -> Element:
    """Return the properties of a paragraph's mark, made where it has none."""
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = make("pPr")
        paragraph.insert(0, properties)
    mark = properties.find(w("rPr"))
    if mark is None:
        mark = make("rPr")
        section = properties.find(w("sectPr"))
        if section is None:
            properties.append(mark)
        else:
            section.addprevious(mark)
    return mark
