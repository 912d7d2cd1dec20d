"""The content of pages: what is tagged, what is an artifact, which glyphs of which fonts show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Stream

from octavo.formats.pdf.text import BETWEEN, contents, shown_bytes
from octavo.formats.pdf.ua import objects
from octavo.formats.pdf.ua.checkpoints import Failure
from octavo.formats.pdf.ua.tree import Element, Key, Tree
from octavo.model.finding import InputError
from octavo.system.remembered import remembered_by_page

PAINTING = frozenset(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "INLINE IMAGE"))
SHOWING = frozenset(("Tj", "TJ", "'", '"'))
OPERATORS = "BDC BMC EMC Do Tf Tr q Q Tj TJ ' \" f F f* B B* b b* S s sh BI ID EI"

DEEPEST = 24
"""So many forms may be drawn in one another."""

MOST_OPERATORS = 30_000_000
"""So many operators of a file are looked at."""

ARTIFACT, TAGGED, BARE = "artifact", "tagged", ""

MOST_MARKS = 10_000
"""A page with more marks is read each time, and so is one of more bytes than `LONGEST`."""

LONGEST = 1_000_000

UNSEEN = 3
"""The text rendering mode in which nothing is painted."""


@dataclass(slots=True)
class Used:
    """A font as it is used: the codes that are shown, as bytes, and whether any is painted."""

    font: Any
    shown: set[bytes] = field(default_factory=set)
    is_painted: bool = False


@dataclass(slots=True)
class _State:
    """What the graphics state has of text."""

    font: Used | None = None
    mode: int = 0


@dataclass(frozen=True, slots=True)
class _Mark:
    """An open mark: what content under it is, its language, and whether it is an artifact's."""

    kind: str
    language: str


@dataclass(slots=True)
class Contents:
    """Reads all content of a file and gathers what is wrong in it, and its fonts."""

    tree: Tree
    language: str
    fonts: dict[Key, Used] = field(default_factory=dict)
    faults: dict[tuple[str, str], Failure] = field(default_factory=dict)
    draws: Counter[Key] = field(default_factory=Counter)
    tagged_forms: set[Key] = field(default_factory=set)
    forms: dict[tuple[Key, str, str], None] = field(default_factory=dict)
    left: int = MOST_OPERATORS
    numbers_in: dict[Key, list[int]] = field(default_factory=lambda: defaultdict(list))
    """The numbers of the marks in each stream that the tree knows."""

    def __post_init__(self) -> None:
        """Sort the marks of the tree by their streams."""
        for key, number in self.tree.by_mark:
            if key is not None:
                self.numbers_in[key].append(number)

    def page(self, number: int, page: pikepdf.Page) -> None:
        """Read a page, which is numbered from 1."""
        resources = page.obj.get("/Resources", objects.inherited(page.obj, "/Resources"))
        numbers = page.obj.get("/StructParents")
        for stream in objects.streams(page.obj.get("/Contents")):
            objects.check_size(stream)
        stream = _Stream(self, number, page.obj.objgen, numbers, resources)
        judged = None if objects.refers(resources) else stream.judged(page)
        if judged is None:
            stream.read(page, _Mark(BARE, self.language), 0)
        else:
            stream.take(judged)

    def note(self, checkpoint: str, page: int, about: str = "") -> None:
        """Note a fault, once a file."""
        self.faults.setdefault((checkpoint, about), Failure(checkpoint, about, page))

    def all_faults(self) -> Iterator[Failure]:
        """Yield what is wrong, when all pages were read."""
        yield from self.faults.values()
        for key in sorted(self.tagged_forms):
            if self.draws[key] > 1:
                yield Failure("30-002")


@dataclass(slots=True)
class _Stream:
    """A page's content, or a form's."""

    all: Contents
    page: int
    key: Key
    numbers: Any
    resources: Any

    def read(self, source: Any, around: _Mark, depth: int) -> None:
        """Read the operators of a stream, which is drawn under a mark."""
        marks, states = [around], [_State()]
        try:
            instructions = pikepdf.parse_content_stream(source, OPERATORS)
        except (pikepdf.PdfError, RuntimeError) as fault:
            raise InputError(f"The content of page {self.page} cannot be read.") from fault
        self._count(len(instructions))
        for instruction in instructions:
            operator = str(instruction.operator)
            operands = instruction.operands
            if operator in ("BDC", "BMC"):
                marks.append(self._opened(operands, marks[-1]))
            elif operator == "EMC":
                if len(marks) > 1:
                    marks.pop()
            elif operator in SHOWING:
                self._painted(marks[-1])
                self._shown(operands, states[-1], marks[-1])
            elif operator in PAINTING:
                self._painted(marks[-1])
            elif operator == "Do":
                self._drawn(operands, marks[-1], depth)
            else:
                self._set(operator, operands, states)

    def judged(self, page: pikepdf.Page) -> Judged | None:
        """Return what is found in a page that refers to nothing but fonts; None where it is odd."""
        held = self.all.tree.held(self.numbers)
        if held > MOST_MARKS:
            return None
        numbers = sorted({*self.all.numbers_in[self.key], *range(held)})
        known = [(number, self._element(number)) for number in numbers]
        marks = tuple((number, element.language) for number, element in known if element)
        fonts = self.resources.get("/Font") if isinstance(self.resources, Dictionary) else None
        names = [name for name, font in objects.items(fonts) if isinstance(font, Dictionary)]
        try:
            data = contents(page)
        except (pikepdf.PdfError, RuntimeError):
            return None
        if len(data) > LONGEST:
            return None
        return next(judged_alone(data, marks, tuple(sorted(names)), self.all.language), None)

    def take(self, judged: Judged) -> None:
        """Take in what was found in a page by itself."""
        self._count(judged.operators)
        for name, shown, is_painted in judged.fonts:
            font = self._font(name)
            if font is not None:
                font.shown.update(one.encode("latin-1") for one in shown)
                font.is_painted = font.is_painted or is_painted
        for checkpoint, about in judged.faults:
            self.all.note(checkpoint, self.page, about)

    def _count(self, operators: int) -> None:
        self.all.left -= operators
        if self.all.left < 0:
            raise InputError("This PDF has more content than is read.")

    def _set(self, operator: str, operands: Any, states: list[_State]) -> None:
        state = states[-1]
        if operator == "q":
            states.append(_State(state.font, state.mode))
        elif operator == "Q" and len(states) > 1:
            states.pop()
        elif operator == "Tf" and operands:
            state.font = self._font(operands[0])
        elif operator == "Tr" and operands and isinstance(operands[0], int):
            state.mode = operands[0]

    def _opened(self, operands: Any, outer: _Mark) -> _Mark:
        tag = str(operands[0]) if len(operands) else ""
        properties = self._properties(operands[1] if len(operands) > 1 else None)
        language = properties.get("/Lang")
        own = str(language) if isinstance(language, pikepdf.String) and str(language) else ""
        if tag == "/Artifact":
            if outer.kind == TAGGED:
                self.all.note("01-003", self.page)
            return _Mark(ARTIFACT, own or outer.language)
        number = properties.get("/MCID")
        if not isinstance(number, int):
            mark = _Mark(outer.kind, own or outer.language)
            self._words(tag, properties, mark)
            return mark
        if self.key != (0, 0) and self.numbers is not None:
            self.all.tagged_forms.add(self.key)
        element = self._element(number)
        if outer.kind == ARTIFACT:
            self.all.note("01-004", self.page)
        inherited = element.language if element else ""
        mark = _Mark(TAGGED if element else outer.kind, own or inherited or outer.language)
        self._words(tag, properties, mark)
        return mark

    def _words(self, tag: str, properties: Any, mark: _Mark) -> None:
        """The language of the words that replace the content is known."""
        is_replaced = any(name in properties for name in ("/ActualText", "/Alt", "/E"))
        if tag == "/Span" and is_replaced and not mark.language:
            self.all.note("11-002", self.page, "Span")

    def _element(self, number: int) -> Element | None:
        tree = self.all.tree
        return tree.by_mark.get((self.key, number)) or tree.parent_of_mark(self.numbers, number)

    def _properties(self, value: Any) -> Any:
        if isinstance(value, Name):
            value = objects.entry(self.resources, "/Properties", str(value))
        return value if isinstance(value, Dictionary) else {}

    def _painted(self, mark: _Mark) -> None:
        if mark.kind == BARE:
            self.all.note("01-005", self.page)

    def _shown(self, operands: Any, state: _State, mark: _Mark) -> None:
        if mark.kind != ARTIFACT and not mark.language:
            self.all.note("11-001", self.page)
        font = state.font
        if font is None or not len(operands):
            return
        font.is_painted = font.is_painted or state.mode != UNSEEN
        font.shown.add(shown_bytes(BETWEEN.sub(b"", operands[-1].unparse())))

    def _font(self, name: Any) -> Used | None:
        """Return the font that a name stands for."""
        font = objects.entry(self.resources, "/Font", str(name))
        if not isinstance(font, Dictionary):
            return None
        key = font.objgen if font.objgen != (0, 0) else (-id(font), 0)
        return self.all.fonts.setdefault(key, Used(font))

    def _drawn(self, operands: Any, mark: _Mark, depth: int) -> None:
        """An image is content; a form is looked into, once under each kind of mark."""
        form = (
            objects.entry(self.resources, "/XObject", str(operands[0])) if len(operands) else None
        )
        if not isinstance(form, Stream):
            return
        if form.get("/Subtype") != "/Form":
            self._painted(mark)
            return
        if "/Ref" in form:
            self.all.note("30-001", self.page)
        key = form.objgen
        self.all.draws[key] += 1
        if depth >= DEEPEST:
            raise InputError("Forms are drawn in one another too deeply, or in a circle.")
        looked = (key, mark.kind, mark.language)
        if looked in self.all.forms:
            return
        self.all.forms[looked] = None
        objects.check_size(form)
        resources = form.get("/Resources", self.resources)
        inner = _Stream(self.all, self.page, key, form.get("/StructParents", -1), resources)
        inner.read(form, mark, depth + 1)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is found in a page by itself.

    Its faults, with what each is about; its fonts by their names, with the strings that are shown
    (a character for a byte) and whether any is painted; and how many operators it has.
    """

    faults: tuple[tuple[str, str], ...]
    fonts: tuple[tuple[str, tuple[str, ...], bool], ...]
    operators: int


@dataclass(slots=True)
class _Alone(_Stream):
    """A page's content by itself: `marks` has the languages of the marks that the tree knows."""

    marks: dict[int, str]
    named: dict[str, Used]
    chosen: dict[str, Used] = field(default_factory=dict)

    def _element(self, number: int) -> Element | None:
        language = self.marks.get(number)
        return None if language is None else Element("", "", None, language=language)

    def _font(self, name: Any) -> Used | None:
        font = self.named.get(str(name))
        if font is not None:
            self.chosen[str(name)] = font
        return font


@remembered_by_page
def judged_alone(
    data: bytes, marks: tuple[tuple[int, str], ...], fonts: tuple[str, ...], language: str
) -> Iterator[Judged]:
    """Yield what is found in a page by its operators; nothing where they cannot be read.

    `marks` are those that the tree knows, each with its language, and `language` is the file's.
    """
    contents = Contents(Tree(), language)
    used = {name: Used(None) for name in fonts}
    stream = _Alone(contents, 0, (0, 0), None, Dictionary(), dict(marks), used)
    with pikepdf.new() as pdf:
        try:
            stream.read(pdf.make_stream(data), _Mark(BARE, language), 0)
        except InputError:
            return
    shown = tuple((name, _codes(one.shown), one.is_painted) for name, one in stream.chosen.items())
    yield Judged(tuple(contents.faults), shown, MOST_OPERATORS - contents.left)


def _codes(shown: set[bytes]) -> tuple[str, ...]:
    """Return strings that have the same codes of one and of two bytes, in few characters."""
    if any(len(one) % 2 for one in shown):
        return tuple(sorted(one.decode("latin-1") for one in shown))
    pairs = {one[at : at + 2] for one in shown for at in range(0, len(one), 2)}
    return (b"".join(sorted(pairs)).decode("latin-1"),)
