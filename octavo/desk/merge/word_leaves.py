"""Reads the leaves of a Word file, with the tracked changes in them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import orjson
from lxml import etree

from octavo.desk.merge import code_lines, office, rows
from octavo.desk.merge.leaf import BOOKMARK, Atom, Kind, Leaf, Token, pieces
from octavo.formats.ranges import released
from octavo.ooxml import leaf as ooxml
from octavo.ooxml.leaf import Revision, Run
from octavo.ooxml.leaves import Reader
from octavo.ooxml.names import W, val
from octavo.ooxml.package import Package
from octavo.ooxml.styles import Look, Styles

LISTED = ("toc ", "table of figures", "index ", "toc heading", "list heading")
"""How the names of styles begin, in small letters, of what Word makes itself."""

OPENING = "Opening Words"
"""The style of a paragraph's first words where the design sets them in small capitals."""

CODE_STYLES = ("verbatim char", "source code")
CITES = re.compile(r"\s*(?:ADDIN\s+(?:ZOTERO_ITEM|CSL_CITATION|EN\.CITE)|CITATION)\b")
COUNTS = re.compile(r"\s*(SEQ|REF|STYLEREF|PAGEREF|NOTEREF)\s+\"?([^\s\"\\]+)", re.IGNORECASE)
"""Fields that Word counts or repeats by itself, and what they are about."""

NUMBER = re.compile(r"(?:\d+|[A-Z]|[ivxlcdm]+)(?:[.\N{EN DASH}-](?:\d+|[A-Z]))*[.]?")
"""What such fields show; of `2.1` at a paragraph's end LibreOffice may repeat `2.` alone."""

BIBLIOGRAPHY = re.compile(r"\s*(?:ADDIN\s+(?:ZOTERO_BIBL|OCTAVO_BIBL)|BIBLIOGRAPHY)\b")
WRITES, TAKES = ("ins", "moveTo"), ("del", "moveFrom")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run as a stretch of letters, or an atom."""

    text: str
    look: frozenset[str]
    atom: Atom
    change: Revision | None
    formatted: Revision | None


@dataclass(slots=True)
class _Reader:
    """Reads the leaves of one package; `notes` holds those of each note by its mark."""

    package: Package
    styles: Styles
    notes: dict[str, list[Leaf]] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    paragraphs: dict[etree._Element, Leaf] = field(default_factory=dict)
    by_office: bool = field(init=False)
    code_font: str = ""
    rows: rows.Reader = field(default_factory=rows.Reader)

    def __post_init__(self) -> None:
        """Look which program has saved the file."""
        self.by_office = office.has_saved(self.package)
        self.code_font = office.code_font(self.package) if self.by_office else ""

    def read(self) -> list[Leaf]:
        """Return the leaves of the body, then those of the notes in the order of their marks."""
        body: list[ooxml.Leaf] = []
        for story in self.package.stories():
            if story.kind == "main":
                body = Reader(story, self.styles, gone=True).read()
                self._know_pictures(story.part)
                continue
            kind = story.kind.removesuffix("s")
            self._know_pictures(story.part)
            for leaf in Reader(story, self.styles, gone=True).read():
                name = f"{kind} {leaf.note}"
                made = replace(self._leaf(leaf, Kind.NOTE), note=name)
                self.notes.setdefault(name, []).append(made)
        shown = [leaf for leaf in body if not leaf.style.name.lower().startswith(LISTED)]
        notes = [one for leaf in shown for one in self._notes_of(leaf)]
        text = code_lines.joined([self._leaf(leaf, _kind(leaf)) for leaf in shown])
        return [*text, *code_lines.joined(notes)]

    def _notes_of(self, leaf: ooxml.Leaf) -> Iterator[Leaf]:
        for run in leaf.runs:
            if run.kind is ooxml.Kind.NOTE and not _is_gone(run.revision):
                yield from self.notes.get(run.reference, ())

    def _know_pictures(self, part: str) -> None:
        for name, one in self.package.related(part).items():
            data = self.package.members.get(one.target)
            if data is not None and not one.external and one.kind == "image":
                self.pictures[name] = hashlib.sha256(data).hexdigest()[:16]

    def _leaf(self, leaf: ooxml.Leaf, kind: Kind) -> Leaf:
        base = self.styles.look_of(leaf.style)
        joined = _joined(self._piece(run, base, kind) for run in leaf.runs)
        mark = _mark(leaf.element)
        is_code = code_lines.is_code(leaf.style.name)
        tokens = [token for one in joined for token in _tokens(one)]
        made = Leaf(
            kind,
            tuple(tokens if is_code else _trimmed(tokens, open_end=_is_gone(mark))),
            tuple(_bookmarks(leaf.element)),
            leaf.level if kind is Kind.HEADING else 0,
            leaf.style.name,
            "",
            leaf.tables[-1] if leaf.tables else 0,
            0,
            mark or (office.lost_join(leaf) if self.by_office else None),
            _restyled(leaf.element),
            leaf.element.find(f"{W}pPr/{W}sectPr") is not None,
            self._meant(leaf, base) if kind is Kind.NOTE and self.by_office else (),
            self.rows.row_of(leaf.cell),
        )
        self.paragraphs[leaf.element] = made
        return made

    def _meant(self, leaf: ooxml.Leaf, base: Look) -> tuple[Token, ...]:
        """Return the tokens of a note with its changes where they were meant to stand."""
        if not leaf.marks:
            return ()
        pieces = []
        for run, look in office.as_meant(leaf):
            piece = self._piece(run, base, Kind.NOTE)
            pieces.append(piece and replace(piece, formatted=look))
        tokens = [token for one in _joined(pieces) for token in _tokens(one)]
        return tuple(_trimmed(tokens, open_end=_is_gone(_mark(leaf.element))))

    def _piece(self, run: Run, base: Look, kind: Kind) -> _Piece | None:
        """Return what a run says; None for what stands there and says nothing."""
        atom, text = self._known_by(run, kind)
        if not atom and not text:
            return None
        look = frozenset() if atom is Atom.CODE else _look(run, base)
        return _Piece(text, look, atom, run.revision, office.formatted(run.element))

    def _known_by(self, run: Run, kind: Kind) -> tuple[Atom, str]:
        if any(BIBLIOGRAPHY.match(code) for code in run.fields):
            return Atom.NONE, run.text
        cited = next((code for code in run.fields if CITES.match(code)), "")
        if cited and run.kind in (ooxml.Kind.TEXT, ooxml.Kind.TAB):
            return Atom.CITE, f"{cited}\0{run.text}"
        counts = next((one for code in reversed(run.fields) if (one := COUNTS.match(code))), None)
        if counts and run.kind is ooxml.Kind.TEXT:
            return Atom.FIELD, f"{counts[1].upper()} {counts[2]}\0{run.text}"
        is_styled = run.style.name.lower().startswith(CODE_STYLES)
        is_code = kind is not Kind.CODE and (
            is_styled or office.is_linked_code(run, self.code_font)
        )
        text = released(office.unescaped(run.text) if self.by_office else run.text)
        ends = run.reference in ("page", "column")
        return {
            ooxml.Kind.TEXT: (Atom.CODE if is_code else Atom.NONE, text),
            ooxml.Kind.TAB: (Atom.NONE, "\t"),
            ooxml.Kind.BREAK: (Atom.NONE, "") if ends else (Atom.BREAK, "\n"),
            ooxml.Kind.FORMULA: (Atom.MATH, "".join(run.text.split()) or "formula"),
            ooxml.Kind.IMAGE: (Atom.IMAGE, self.pictures.get(run.reference, "picture")),
            ooxml.Kind.NOTE: (Atom.NOTE, run.reference),
        }.get(run.kind, (Atom.NONE, ""))


def _is_gone(change: Revision | None) -> bool:
    return change is not None and change.kind in TAKES


def _kind(leaf: ooxml.Leaf) -> Kind:
    name = leaf.style.name.lower()
    if leaf.cell is not None:
        return Kind.CELL
    if leaf.level:
        return Kind.HEADING
    if "caption" in name:
        return Kind.CAPTION
    return Kind.CODE if name in CODE_STYLES else Kind.PARAGRAPH


def _look(run: Run, base: Look) -> frozenset[str]:
    """Return the look of a run that its paragraph's style has not."""
    look, names = run.look, set()
    for name, one, other in (
        ("emph", look.italic, base.italic),
        ("strong", look.bold, base.bold),
        ("strike", look.strike, base.strike),
        ("small-caps", look.small_caps and not run.style.name.startswith(OPENING), base.small_caps),
    ):
        if one != other:
            names.add(name)
    if look.raised and run.kind is ooxml.Kind.TEXT:
        names.add({"superscript": "sup", "subscript": "sub"}[look.raised])
    return frozenset(names)


def _joined(each: Iterable[_Piece | None]) -> list[_Piece]:
    """Join runs of one look and change: programs part them at will; a citation is one atom."""
    joined: list[_Piece] = []
    for one in each:
        if one is None:
            continue
        last = joined[-1] if joined else None
        if last is not None and replace(last, text="") == replace(one, text=""):
            if one.atom in (Atom.NONE, Atom.CODE):
                joined[-1] = replace(last, text=last.text + one.text)
                continue
            code, _, shown = one.text.partition("\0")
            if one.atom in (Atom.CITE, Atom.FIELD) and last.text.split("\0")[0] == code:
                joined[-1] = replace(last, text=last.text + shown)
                continue
        joined.append(one)
    return joined


def _tokens(piece: _Piece) -> Iterator[Token]:
    rest = (piece.look, piece.atom, piece.change, piece.formatted)
    if piece.atom is Atom.CITE:
        code, _, shown = piece.text.partition("\0")
        yield Token(f"{works(code)}\n{shown}", *rest)
    elif piece.atom is Atom.FIELD:
        code, _, shown = piece.text.partition("\0")
        known = code if NUMBER.fullmatch(shown.strip()) else f"{code} {shown.strip()}"
        yield Token(f"{known}\n{shown}", *rest)
    elif piece.atom:
        yield Token(piece.text, *rest)
    else:
        for text in pieces(piece.text):
            yield Token(text, *rest)


def works(code: str) -> str:
    """Return what a citation's field cites: of each work its key, locator and words around."""
    start = code.find("{")
    try:
        items = orjson.loads(code[start:]).get("citationItems") if start >= 0 else None
    except orjson.JSONDecodeError:
        return code.strip()
    each = items if isinstance(items, list) else []
    return "; ".join(_work(item) for item in each if isinstance(item, dict)) or code.strip()


def _work(item: dict[str, object]) -> str:
    data = item.get("itemData")
    known = data.get("citation-key") if isinstance(data, dict) else None
    names = ("prefix", "label", "locator", "suffix", "suppress-author")
    more = [f"{name} {item[name]}" for name in names if item.get(name)]
    return " ".join([f"@{known or item.get('id', '')}", *more])


def _trimmed(tokens: list[Token], *, open_end: bool) -> Sequence[Token]:
    """Return tokens without the white space at both ends; at an open one more words follow."""
    start, end = 0, len(tokens)
    while start < end and tokens[start].is_space:
        start += 1
    while not open_end and start < end and tokens[end - 1].is_space:
        end -= 1
    return tokens[start:end]


def _bookmarks(paragraph: etree._Element) -> Iterator[str]:
    """Yield the names of the leaves' bookmarks that begin in a paragraph, not in a box of it."""
    for mark in paragraph.iter(f"{W}bookmarkStart"):
        name = val(mark, "name")
        if name.startswith(BOOKMARK) and next(mark.iterancestors(f"{W}p"), None) is paragraph:
            yield name


def _mark(paragraph: etree._Element) -> Revision | None:
    """Return the tracked change of a paragraph's end."""
    marks = paragraph.find(f"{W}pPr/{W}rPr")
    each = [] if marks is None else [marks.find(f"{W}{kind}") for kind in (*TAKES, *WRITES)]
    change = next((one for one in each if one is not None), None)
    if change is None:
        return None
    return Revision(change.tag.removeprefix(W), val(change, "author"), val(change, "date"))


def _restyled(paragraph: etree._Element) -> Revision | None:
    change = paragraph.find(f"{W}pPr/{W}pPrChange")
    if change is None:
        return None
    return Revision("style", val(change, "author"), val(change, "date"))


def leaves(package: Package) -> list[Leaf]:
    """Return the leaves of a Word file that say something, in the order of the text, then notes.

    A leaf whose bookmark is left and whose words are gone is one too.
    """
    read = _Reader(package, Styles.of(package)).read()
    return [leaf for leaf in read if leaf.raw or leaf.ids]


def by_paragraph(package: Package) -> dict[etree._Element, Leaf]:
    """Return the leaves of a Word file by the paragraphs that they are read from."""
    reader = _Reader(package, Styles.of(package))
    reader.read()
    return reader.paragraphs
