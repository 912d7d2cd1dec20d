"""Puts the pages of the printed book into a finished Word file: its contents, lists and index.

Word numbers pages by its own layout; until somebody asks it to (F9), a reader sees what stands in
the file: the numbers of the print PDF, which has the same text. Where the words
differ there are no numbers: a wrong one would be worse.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

from octavo.formats import archive
from octavo.formats.docx import index
from octavo.formats.docx.read import Reader
from octavo.formats.docx.xml import Element, parse, remove_all, serialise, text_run, w
from octavo.model import reading
from octavo.model.artefact import Artefact, Job
from octavo.model.pages import Printed
from octavo.model.reading import ALIKE

MAIN, NOTES = "word/document.xml", "word/footnotes.xml"
REFERENCE = re.compile(r"\s*PAGEREF\s+(\S+)")
LISTS = re.compile(r"\s*(?:TOC|INDEX)\b")
WORD = re.compile(r"\S+")


class _Places(Reader):
    """Reads the text, and keeps how many pieces of it stand before bookmarks and index entries."""

    def __init__(self, notes: Element) -> None:
        super().__init__({note.get(w("id"), ""): note for note in notes})
        self.bookmarks: dict[str, int] = {}
        self.ends: dict[int, int] = {}
        self.entries: list[int] = []
        self.marked_at = -1
        self.special[w("bookmarkStart")] = self._start
        self.special[w("bookmarkEnd")] = self._end

    @property
    def at(self) -> int:
        """The piece of the running text that comes next; in a note that behind its mark."""
        return len(self.body) if self.marked_at < 0 else self.marked_at

    def _start(self, element: Element) -> None:
        self.bookmarks.setdefault(element.get(w("name"), ""), self.at)

    def _end(self, element: Element) -> None:
        self.ends[int(element.get(w("id"), "0")) - index.FIRST] = self.at

    def run(self, element: Element) -> None:
        codes = element.iterchildren(w("instrText"))
        self.entries += [self.at for code in codes if index.ENTRY.match(code.text or "")]
        super().run(element)

    def note(self, element: Element) -> None:
        self.marked_at = len(self.body)
        super().note(element)
        self.marked_at = -1


class _Labels:
    """Finds the page on which a piece of the text stands."""

    def __init__(self, places: _Places, printed: Printed) -> None:
        """Number the words of the text, as the printed pages have them."""
        self.text = "".join(places.body)
        matches = WORD.finditer(self.text)
        self.words = [one.start() for one in matches if one[0].translate(ALIKE)]
        self.starts = [0, *accumulate(map(len, places.body))]
        begun = [one for one in printed.starts if one.word is not None]
        self.labels = [one.label for one in begun]
        self.begins = [(one.word or 0) + (1 if one.within else 0) for one in begun]

    def of_piece(self, piece: int) -> str:
        """Return the label of the page with the next word, or the one that ends here; else ""."""
        at = self.starts[piece]
        word = bisect_left(self.words, at)
        if word and at and not self.text[at - 1].isspace():
            word -= 1
        page = bisect_right(self.begins, min(word, len(self.words) - 1)) - 1
        return self.labels[page] if page >= 0 else ""


def put_pages(artefact: Artefact, job: Job, printed: Printed) -> None:
    """Write the pages into the file, where its words are those of the text.

    Those of an earlier book, which the text marks, are not written: they would be taken for its
    own.
    """
    if job.project.edition.pages != "print":
        return
    members = archive.read(artefact.path)
    root = parse(members[MAIN])
    places = _Places(parse(members[NOTES]))
    places.inside(root)
    if places.reading().body != reading.canon(job.document).body:
        return
    labels = _Labels(places, printed)
    for code in list(root.iter(w("instrText"))):
        reference = REFERENCE.match(code.text or "")
        if reference and reference[1] in places.bookmarks:
            _put(code, labels.of_piece(places.bookmarks[reference[1]]))
    body = root.find(w("body"))
    entries = index.Marks.of(reading.document(job.document)).entries
    if body is not None and len(entries) == len(places.entries):
        index.put_pages(body, entries, _of_entries(entries, places, labels))
    members[MAIN] = serialise(root)
    archive.write(artefact.path, members, job.epoch)


def ask_for_pages(artefact: Artefact, job: Job) -> None:
    """Let the contents, lists and index ask Word to make them anew when the file is opened.

    So a file has them that was written where no print PDF is known (ECMA-376, part 1, 17.16.18).
    """
    members = archive.read(artefact.path)
    root = parse(members[MAIN])
    begin = None
    for part in root.iter(w("fldChar"), w("instrText")):
        if part.get(w("fldCharType")) == "begin":
            begin = part
        elif begin is not None and LISTS.match(part.text or ""):
            begin.set(w("dirty"), "true")
    members[MAIN] = serialise(root)
    archive.write(artefact.path, members, job.epoch)


def _of_entries(entries: list[index.Entry], places: _Places, labels: _Labels) -> list[str]:
    """Return the pages of index entries: of a stretch the first and the last."""
    made = []
    for entry, piece in zip(entries, places.entries, strict=True):
        first = labels.of_piece(piece)
        end = places.ends.get(entry.bookmark, 0) if entry.part else 0
        last = labels.of_piece(max(end - 1, piece)) if end else first
        made.append(first if first == last else f"{first}\N{EN DASH}{last}")
    return made


def _put(code: Element, label: str) -> None:
    """Show a page in the field of a code; its line then has the leader of its style."""
    run = code.getparent()
    separate = None if run is None else run.getnext()
    line = next(code.iterancestors(w("p")), None)
    if not label or separate is None or line is None:
        return
    separate.addnext(text_run(label))
    remove_all(line.findall(f"{w('pPr')}/{w('tabs')}"))
