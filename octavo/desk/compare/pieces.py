"""Parts the paragraphs of a Word file into words and what stands among them, as they are written.

A leaf says how a paragraph reads; here each word keeps the elements that it is made of.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from octavo.desk.merge.leaf import pieces
from octavo.desk.merge.word_leaves import CITES, works
from octavo.formats.docx.xml import Element, make
from octavo.ooxml.names import A, M, R, W, val

END = "\n\n"
"""The key of a paragraph's end."""

MARKERS = (f"{W}bookmarkStart", f"{W}bookmarkEnd")
SILENT = (f"{W}pPr", f"{W}proofErr")
FIELD = (f"{W}fldChar", f"{W}instrText")

UNSEEN = frozenset(f"{W}{name}" for name in ("iCs", "bCs", "szCs", "lang", "rPrChange", "noProof"))
"""Properties of a run that nobody sees, or that others say already."""

OPENING = "OpeningWords"
"""The style of a paragraph's first words where the design sets them in small capitals."""

DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class Piece:
    """A word, a sign, white space, or what stands among them; or the end of a paragraph.

    `key` is by what it is the same in both files. It is written as `text` in a run, as `parts` of a
    run, or as `parts` that are `whole` elements. `look` is the rPr of its run, `link` the hyperlink
    around it. `lead` are bookmarks and open fields right before it. Of an end, `paragraph` is its
    paragraph.
    """

    key: str
    text: str = ""
    parts: tuple[Element, ...] = ()
    whole: bool = False
    look: Element | None = None
    link: Element | None = None
    lead: tuple[Element, ...] = ()
    paragraph: Element | None = None

    @property
    def is_end(self) -> bool:
        """Whether it is the end of a paragraph."""
        return self.paragraph is not None

    @property
    def is_space(self) -> bool:
        """Whether it is white space."""
        return bool(self.text) and self.text.isspace()


@dataclass(frozen=True, slots=True)
class Names:
    """What the parts of a file are known by: pictures by their content, notes by their pair.

    `pictures` holds hashes by the identifiers of relationships, `notes` a name for each note.
    """

    pictures: Mapping[str, str]
    notes: Mapping[str, str]


def look_of(look: Element | None) -> str:
    """Return what is seen of a run's properties, as a text that can be compared."""
    parts = [] if look is None else [one for one in look if one.tag not in UNSEEN]
    return "".join(sorted(etree.tostring(one, method="c14n").decode() for one in parts))


def is_by_place(look: Element, old: Element) -> bool:
    """Whether a look differs only because words begin a chapter, or did: nobody has changed it."""
    bare = ([one for one in each if val(one) != OPENING] for each in (look, old))
    return len({look_of(make("rPr", *map(deepcopy, each))) for each in bare}) == 1


def written(look: Element | None) -> str:
    """Return a run's properties as a text that can be compared, those that nobody sees too."""
    parts = () if look is None else look
    return "".join(sorted(etree.tostring(one, method="c14n").decode() for one in parts))


def hashed(data: bytes) -> str:
    """Return a short name for content."""
    return hashlib.sha256(data).hexdigest()[:16]


def pieces_of(paragraph: Element, names: Names) -> list[Piece]:
    """Return the pieces of a paragraph; its end is the last."""
    reader = _Reader(names)
    reader.inside(paragraph, None)
    reader.flush()
    return [*reader.made, Piece(END, lead=tuple(reader.lead), paragraph=paragraph)]


@dataclass(slots=True)
class _Letters:
    """Letters of one look that wait for more of it."""

    text: str
    look: Element | None
    link: Element | None


@dataclass(slots=True)
class _Reader:
    """Reads the pieces of one paragraph."""

    names: Names
    made: list[Piece] = field(default_factory=list)
    lead: list[Element] = field(default_factory=list)
    letters: _Letters | None = None

    def inside(self, parent: Element, link: Element | None) -> None:
        """Read what stands in a paragraph, or in a link of it."""
        children = [one for one in parent if isinstance(one.tag, str)]
        at = 0
        while at < len(children):
            end = _end_of_field(children, at)
            if end is None:
                self._one(children[at], link)
                at += 1
            else:
                self._add(_field(children[at : end + 1], link))
                at = end + 1

    def _one(self, child: Element, link: Element | None) -> None:
        if child.tag in SILENT:
            return
        if child.tag in MARKERS:
            self.flush()
            self.lead.append(child)
        elif child.tag == f"{W}hyperlink":
            self.inside(child, child)
        elif child.tag != f"{W}r":
            self._add(Piece(_content(child), parts=(child,), whole=True, link=link))
        elif any(part.tag in FIELD for part in child):
            self.flush()
            self.lead.append(child)
        else:
            self._run(child, link)

    def _run(self, run: Element, link: Element | None) -> None:
        look = run.find(f"{W}rPr")
        for part in run:
            if part.tag == f"{W}t":
                self._letters(part.text or "", look, link)
            elif part.tag != f"{W}rPr" and isinstance(part.tag, str):
                self._add(Piece(self._key(part), parts=(part,), look=look, link=link))

    def _letters(self, text: str, look: Element | None, link: Element | None) -> None:
        last = self.letters
        if last is not None and last.link is link and written(last.look) == written(look):
            last.text += text
            return
        self.flush()
        self.letters = _Letters(text, look, link)

    def flush(self) -> None:
        """Make pieces of the letters that wait."""
        one, self.letters = self.letters, None
        if one is not None:
            for text in pieces(one.text):
                self._add(Piece(text, text, look=one.look, link=one.link))

    def _add(self, piece: Piece) -> None:
        self.flush()
        piece.lead, self.lead = tuple(self.lead), []
        self.made.append(piece)

    def _key(self, part: Element) -> str:
        """Return what a part of a run is the same by."""
        if part.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            return f"\0note {self.names.notes.get(val(part, 'id'), val(part, 'id'))}"
        shown = [one.get(f"{R}embed", "") for one in part.iter(f"{A}blip")]
        if shown:
            return f"\0picture {' '.join(self.names.pictures.get(one, one) for one in shown)}"
        return _content(part)


def _content(element: Element) -> str:
    """Return an element as a text that can be compared."""
    if element.tag.startswith(M):
        return f"\0formula {''.join(text.text or '' for text in element.iter(f'{M}t'))}"
    return f"\0{etree.tostring(element, method='c14n').decode()}"


def _kind(run: Element) -> str:
    """Return what a run does to a field: begin, separate or end it, or ""."""
    return val(run.find(f"{W}fldChar"), "fldCharType") if run.tag == f"{W}r" else ""


def _end_of_field(children: Sequence[Element], start: int) -> int | None:
    """Return where a field ends that begins at a child; None where none begins, or none ends."""
    if _kind(children[start]) != "begin":
        return None
    depth = 0
    for at in range(start, len(children)):
        kind = _kind(children[at])
        depth += (kind == "begin") - (kind == "end")
        if not depth:
            return at
    return None


def _field(elements: Sequence[Element], link: Element | None) -> Piece:
    """Return a field as one piece: it is the same by what it shows and, if it cites, the works."""
    code = "".join(text.text or "" for one in elements for text in one.iter(f"{W}instrText"))
    shown = "".join(text.text or "" for one in elements for text in one.iter(f"{W}t"))
    by = works(code) if CITES.match(code) else " ".join(code.split()[:1])
    return Piece(f"\0field {by}\n{shown}", parts=tuple(elements), whole=True, link=link)


def keys(each: Iterable[Piece]) -> Iterator[str]:
    """Yield the keys of pieces."""
    return (one.key for one in each)
