"""Chooses edits in the Word file of any book: of each kind some, each in a paragraph of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from octavo.formats.docx.xml import Element, w
from tests import word_more
from tests.bench.word_edits import Edit
from tests.word_editor import Editor, text_of

WORD = re.compile(r"(?<=[ ])[a-z]{4,}(?=[ ])")
NEW = ("lantern", "quarry", "saddle", "orchard", "thimble", "harbour", "pewter", "meadow")
PROSE = ("BodyText", "FirstParagraph")
OFFERED = re.compile("[|\N{ZERO WIDTH SPACE}\N{SOFT HYPHEN}]")
HEADS = ("Heading*", "Chapter", "Part")
SHORT = 100
"""A file with fewer paragraphs has room for one edit alone of each kind that takes several."""

MARKS = ("footnoteReference", "endnoteReference", "drawing", "fldChar", "hyperlink", "br", "oMath")


def style(paragraph: Element) -> str:
    """Return the style of a paragraph, "" where it names none."""
    named = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if named is None else named.get(w("val"), "")


def is_simple(paragraph: Element) -> bool:
    """Whether nothing but words stands in a paragraph."""
    return not any(paragraph.find(f".//{{*}}{name}") is not None for name in MARKS)


def plain_runs(paragraph: Element) -> list[str]:
    """Return the texts of runs that stand in no field and have no look of their own."""
    made, depth = [], 0
    for run in paragraph.iter(w("r")):
        for mark in run.iter(w("fldChar")):
            depth += {"begin": 1, "end": -1}.get(mark.get(w("fldCharType"), ""), 0)
        look = run.find(w("rPr"))
        is_plain = look is None or all(one.tag == w("lang") for one in look)
        if run.getparent() is paragraph and not depth and is_plain:
            made.append("".join(one.text or "" for one in run.findall(w("t"))))
    return made


def words_of(paragraph: Element) -> list[str]:
    """Return the words of plain runs that stand once in a paragraph, its middle first."""
    text = text_of(paragraph)
    each = [one[0] for run in plain_runs(paragraph) for one in WORD.finditer(run)]
    once = [one for one in each if text.count(one) == 1]
    middle = len(once) // 2
    return [*once[middle:], *once[:middle]]


@dataclass
class Chooser:
    """Chooses in a file; each paragraph is used once, and none beside it."""

    editor: Editor
    used: set[Element] = field(default_factory=set)
    edits: list[Edit] = field(default_factory=list)
    news: int = 0

    def __post_init__(self) -> None:
        self.all = [*self.editor.paragraphs()]
        self.texts = Counter(map(text_of, self.all))
        heads = [one for one in self.all if _is_of(style(one), HEADS)]
        near = zip(heads, heads[1:], heads[2:], strict=False)
        self.flat = {b for a, b, c in near if style(a) >= style(b) >= style(c) and is_simple(b)}
        self.is_short = len(self.all) < SHORT

    def free(self, styles: Sequence[str], least: int = 1) -> list[Element]:
        """Return paragraphs of some styles that can be found by their words, with words to change.

        No other paragraph holds these; a style that ends with * stands for all that begin so.
        """
        return [
            one
            for one in self.all
            if one not in self.used
            and _is_of(style(one), styles)
            and self.texts[text_of(one)] == 1
            and len(words_of(one)) >= least
            and not OFFERED.search(text_of(one))
        ]

    def is_found(self, one: Element) -> bool:
        """Whether an editor finds a paragraph by its words: no other holds them."""
        text = text_of(one)
        return len(text) > 8 and sum(text in other for other in self.texts.elements()) == 1

    def take(self, *paragraphs: Element) -> None:
        """Leave paragraphs alone from now on, and those beside them."""
        for one in paragraphs:
            self.used |= {
                near for near in (one, one.getprevious(), one.getnext()) if near is not None
            }

    def new(self, text: str) -> str:
        self.news += 1
        each = [one for one in NEW if one not in text]
        return each[self.news % len(each)]

    def add(self, name: str, make: Callable[[Editor], None], *hunks: tuple[str, str, str]) -> None:
        self.edits.append(Edit(f"{name}-{len(self.edits)}", make, hunks))


def _is_of(name: str, styles: Sequence[str]) -> bool:
    return any(name.startswith(one[:-1]) if one[-1] == "*" else name == one for one in styles)


def _replace(chooser: Chooser, one: Element, kind: str, name: str) -> None:
    text, old = text_of(one), words_of(one)[0]
    new = chooser.new(text)
    chooser.add(name, lambda e: e.replace(old, new, text), (kind, old, new))


def _insert(chooser: Chooser, one: Element) -> None:
    text, old = text_of(one), words_of(one)[0]
    chooser.add("insert", lambda e: _add(e, text, old), ("words", "", " quite surely"))


def _add(editor: Editor, text: str, old: str) -> None:
    runs = editor.runs_of(editor.find(text), old)
    assert len(runs) == 1
    editor.add_behind(runs[-1], " quite surely")


def _delete(chooser: Chooser, one: Element) -> None:
    text, old = text_of(one), words_of(one)[0]
    chooser.add("delete", lambda e: e.replace(f"{old} ", "", text), ("words", f"{old} ", ""))


def _look(on: str, name: str) -> Callable[[Chooser, Element], None]:
    def choose(chooser: Chooser, one: Element) -> None:
        text, old = text_of(one), words_of(one)[0]
        hunk = ("format", f"{old} (plain)", f"{old} ({name})")
        chooser.add(name, lambda e: e.format(old, within=text, on=on), hunk)

    return choose


def _inserted(chooser: Chooser, one: Element) -> None:
    text, new = text_of(one), f"Nobody saw the {chooser.new('')} of {len(chooser.edits)} again."
    chooser.add("new", lambda e: e.new_paragraph(text, new), ("inserted", "", new))


def _deleted(chooser: Chooser, one: Element) -> None:
    text = text_of(one)
    chooser.add("gone", lambda e: e.delete_paragraph(text), ("deleted", f"{text[:20]}…", ""))


def _split(chooser: Chooser, one: Element) -> None:
    text, old = text_of(one), words_of(one)[0]
    chooser.add("split", lambda e: _split_in(e, text, old), ("split", " ", "\n\n"))


def _split_in(editor: Editor, text: str, old: str) -> None:
    editor.split_in(editor.find(text), old)


def _joined(chooser: Chooser, one: Element) -> None:
    text = text_of(one)
    chooser.add("join", lambda e: e.join(text), ("joined", "¶", " "))


def _moved(chooser: Chooser, one: Element) -> None:
    text, goal = text_of(one), text_of(one.getnext().getnext())
    chooser.add("move", lambda e: e.move(text, goal), ("moved", "", f"{text[:20]}…"))


def _level(chooser: Chooser, one: Element) -> None:
    text, level = text_of(one), int(style(one)[-1])
    hunk = ("level", f"heading {level}", f"heading {level + 1}")
    chooser.add("level", lambda e: e.level(text, f"Heading{level + 1}"), hunk)


def _new_note(chooser: Chooser, one: Element) -> None:
    text, old = text_of(one), words_of(one)[0]
    new = f"So says the {chooser.new('')} of {len(chooser.edits)}."
    chooser.add("new-note", lambda e: e.note(old, new, text), ("note", "", f"[note: {new}]"))


WHOLE = (_level, _moved, _joined, _deleted, _split, _inserted)
"""What changes paragraphs as a whole: those beside them are left alone."""


def _comes_with(one: Element, count: int) -> bool:
    """Whether paragraphs of prose follow one."""
    for _ in range(count):
        one = one.getnext()
        if one is None or one.tag != w("p") or style(one) not in PROSE or not is_simple(one):
            return False
    return True


def kinds(
    chooser: Chooser,
) -> Iterator[tuple[int, Iterable[Element], Callable[[Chooser, Element], None]]]:
    """Yield how many edits of a kind are to be made, where, and how; the rarest places first."""

    def prose(check: Callable[[Element], bool] = lambda _: True, least: int = 2) -> list[Element]:
        return [one for one in chooser.free(PROSE, least) if check(one)]

    def of(kind: str, name: str) -> Callable[[Chooser, Element], None]:
        return lambda chooser, one: _replace(chooser, one, kind, name)

    heads = chooser.free(("Heading3", "Heading4", "Heading2"), 0)
    yield 2, [one for one in heads if one in chooser.flat and chooser.is_found(one)], _level
    yield 2, [one for one in chooser.free(("Heading*",)) if is_simple(one)], of("words", "heading")
    yield 3, prose(lambda one: _comes_with(one, 2) and is_simple(one)), _moved
    yield 2, prose(lambda one: _comes_with(one, 1) and is_simple(one)), _joined
    yield 3, prose(is_simple), _deleted
    yield 2, prose(), _split
    yield 3, prose(), _inserted
    yield 2, prose(), _new_note
    yield 3, chooser.free(("FootnoteText",)), of("note", "in-note")
    yield 2, [one for one in chooser.free(("*",)) if _cell(one)], of("cell", "cell")
    captions = [one for one in chooser.free(("*",)) if "aption" in style(one)]
    yield 2, captions, of("caption", "caption")
    yield (
        2,
        [one for one in chooser.free(("BlockText*", "Compact*", "List*")) if not _cell(one)],
        of("words", "quoted-or-listed"),
    )
    yield 2, prose(), _look("i", "italic")
    yield 2, prose(), _look("b", "bold")
    yield 3, prose(), _insert
    yield 3, prose(), _delete
    yield 6, prose(), of("words", "word")


def _cell(paragraph: Element) -> bool:
    return any(one.tag == w("tc") for one in paragraph.iterancestors())


def chosen(editor: Editor) -> list[Edit]:
    """Return the edits for a file, spread over it."""
    chooser = Chooser(editor)
    rows(chooser)
    for count, places, choose in kinds(chooser):
        every = list(places)
        step = max(len(every) // (count + 1), 1)
        most = 1 if chooser.is_short and choose in WHOLE else count
        for at in range(min(most, len(every))):
            one = every[min((at + 1) * step, len(every) - 1)]
            if one in chooser.used:
                one = next((each for each in every if each not in chooser.used), None)
            if one is None:
                continue
            choose(chooser, one)
            chooser.used.add(one)
            if choose in WHOLE:
                chooser.take(one)
            if choose is _moved or choose is _joined:
                chooser.take(one.getnext(), one.getnext().getnext())
    pictures(chooser)
    citations(chooser)
    return chooser.edits


def rows(chooser: Chooser) -> None:
    """Choose a row to go and one to come, in tables nobody else changes."""
    tables = list(chooser.editor.trees["word/document.xml"].iter(w("tbl")))
    usable = []
    for table in tables:
        inner = [*table.iter(w("p"))]
        lines = table.findall(w("tr"))
        whole = all(is_simple(one) for one in inner) and len(lines) > 2
        if whole:
            usable.append(lines)
    for number, lines in enumerate(usable[:2]):
        cells = word_more.cells_of(lines[-1])
        place = next((one for one in cells if chooser.texts[one] == 1), "")
        if not place:
            continue
        chooser.used |= {one for line in lines for one in line.iter(w("p"))}
        if number % 2:
            gone = ("row", " | ".join(cells), "")
            chooser.add("row-gone", lambda e, at=place: word_more.delete_row(e, at), gone)
        else:
            width = len(lines[-1].findall(w("tc")))
            come = ("row", "", " | ".join(f"Ash {n}" for n in range(1, width + 1)))
            chooser.add("row-new", lambda e, at=place: word_more.new_row(e, at, "Ash"), come)


def pictures(chooser: Chooser) -> None:
    """Choose a picture to be another."""
    blips = [*chooser.editor.trees["word/document.xml"].iter(word_more.BLIP)]
    names = [one.get(word_more.EMBED) for one in blips]
    if len(set(names)) < 2:
        return
    other = next(n for n, name in enumerate(names) if name != names[-1])
    hunk = ("image", "[image]", "[image]")
    chooser.add("image", lambda e: word_more.other_picture(e, len(names) - 1, other), hunk)


PLACES = (*PROSE, "FootnoteText")
CITED = re.compile(r"ZOTERO_ITEM")


def citations(chooser: Chooser) -> None:
    """Choose a citation that is typed over."""
    for one in chooser.all:
        codes = [code for code in one.iter(w("instrText")) if CITED.search(code.text or "")]
        if len(codes) != 1 or one in chooser.used or not _is_of(style(one), PLACES):
            continue
        shown = _shown(one)
        if shown and text_of(one).count(shown) == 1 and chooser.texts[text_of(one)] == 1:
            _typed_over(chooser, one, shown)
            return


def _typed_over(chooser: Chooser, one: Element, shown: str) -> None:
    text, hunk = text_of(one), ("citation", "[citation]…", "[citation]")
    chooser.add("cited", lambda e: e.replace(shown, "(see Brown)", text), hunk)
    chooser.take(one)


def _shown(paragraph: Element) -> str:
    """Return what the first field of a paragraph shows."""
    made, is_shown = "", False
    for run in paragraph.iter(w("r")):
        kind = next((mark.get(w("fldCharType")) for mark in run.iter(w("fldChar"))), "")
        if kind == "end" and is_shown:
            return made
        is_shown = is_shown or kind == "separate"
        made += "".join(one.text or "" for one in run.findall(w("t"))) if is_shown else ""
    return ""
