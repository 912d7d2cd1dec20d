"""Measures the way back of a proof: 150 marks over four books, as six programs write them.

Each must be its change, exactly, or its comment at its line, or be asked there; nothing else may
change. `python -m tests.bench.proof_marks [.xfdf|.fdf] [BOOK …]`; the books are `sample` and those
of `../shared`: `moby-dick`, `stalinism`, `five-hundred-lines`. With an ending the marks come as a
file of comments, without the PDF.

Where words stand in the source is looked for there, where they stand on the page in the PDF: words
that both have once.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from octavo.book import queries
from octavo.book.book import Book
from octavo.desk.merge import came, comments_in, returned
from octavo.desk.merge.came import Laid
from octavo.desk.merge.sent import load
from tests.bench.bench import make_book
from tests.bench.proof_places import (
    AROUND,
    Bench,
    Case,
    Site,
    is_emphatic,
    is_heading,
    is_note,
    is_set_in,
    is_text,
    page_end,
)
from tests.bench.tables import Row, show
from tests.bench.whole_books import FIVE, STALINISM, imported, sample
from tests.comment_files import EXPORTS
from tests.pdf_reader import Word

ROOT = Path(__file__).parents[2]


class Maker:
    """Makes marks on a book's proof, with what each must come to."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench

    def text(self, site: Site) -> str:
        return self.bench.texts[site.file]

    def add(self, kind: str, site: Site, at: int, **more: object) -> Case:
        case = Case(kind, self.hand.program, site.file, at)
        for name, value in more.items():
            setattr(case, name, value)
        self.bench.cases.append(case)
        return case

    def make(self, kind: str) -> None:
        """Make a mark of a kind, where the book has a place for one; else on running text."""
        self.hand = self.bench.hand()
        like = LIKE.get(kind, is_text)
        size = 1 + 2 * AROUND if kind != "heading" else 2
        site = self.bench.pick(SIZES.get(kind, size), like, self.fits(kind))
        site = site or self.bench.pick(SIZES.get(kind, size), is_text)
        assert site, f"{self.bench.name} has no place for {kind}"
        getattr(self, MAKERS.get(kind, f"_{kind.replace(' ', '_')}"))(kind, site)

    def fits(self, kind: str) -> Callable[[Site], bool]:
        if kind not in ("divided", "divided replaced"):
            return lambda _: True

        def is_divided(site: Site) -> bool:
            boxes = self.bench.on_page(site, AROUND, AROUND).boxes
            return abs(boxes[0][1] - boxes[-1][1]) > 5

        return is_divided

    def middle(self, site: Site) -> tuple[int, Word, tuple[int, int]]:
        number = len(site.words) // 2
        return number, self.bench.on_page(site, number, number), site.words[number]

    def _replace(self, kind: str, site: Site) -> None:
        _, word, (start, end) = self.middle(site)
        self.hand.replace(word, "Quixotry")
        self.add(kind, site, start, edits=[(start, end, "Quixotry")])

    def _strike(self, kind: str, site: Site) -> None:
        number, word, (start, end) = self.middle(site)
        self.hand.strike(word)
        self.add(kind, site, start, edits=[(site.words[number - 1][1], end, "")])

    def _phrase(self, kind: str, site: Site) -> None:
        first, last = 1, len(site.words) - 2
        self.hand.strike(self.bench.on_page(site, first, last))
        edit = (site.words[0][1], site.words[last][1], "")
        self.add(kind, site, site.words[first][0], edits=[edit])

    def _caret(self, kind: str, site: Site) -> None:
        _, word, (start, end) = self.middle(site)
        self.hand.caret(word, " quixotically")
        self.add(kind, site, start, edits=[(end, end, " quixotically")])

    def _sign(self, kind: str, site: Site) -> None:
        _, word, (start, end) = self.middle(site)
        self.hand.caret(word, ";")
        self.add(kind, site, start, edits=[(end, end, ";")])

    def _letter(self, kind: str, site: Site) -> None:
        _, word, (start, _) = self.middle(site)
        self.hand.replace(Word(word.page, word.boxes[:1]), "Q")
        self.add(kind, site, start, edits=[(start, start + 1, "Q")])

    def _parted(self, kind: str, site: Site) -> None:
        number, word, (start, end) = self.middle(site)
        self.hand.caret(word, "", Sy=self.hand.sign("P"))
        behind = site.words[number + 1][0]
        self.add(kind, site, start, edits=[(end, behind, "\n\n")])

    def _comment(self, kind: str, site: Site) -> None:
        _, word, (start, _) = self.middle(site)
        comment = f"Mark {len(self.bench.cases)}: is it so?"
        if kind in ("Highlight", "Underline", "Squiggly"):
            self.hand.mark(kind, word, comment)
        elif kind == "sticky":
            self.hand.note(word, comment)
        elif kind == "thread":
            mark = self.hand.mark("Highlight", word, comment)
            self.hand.as_one("Ben Roe").reply(mark, "It is.")
        else:
            self.hand.box(word, comment, line=kind == "leading box")
        self.add(kind, site, start, comment=comment)

    def _half(self, kind: str, site: Site) -> None:
        _, word, (start, _) = self.middle(site)
        self.hand.strike(Word(word.page, word.boxes[: max(len(word.boxes) // 2, 1)]))
        self.add(kind, site, start, is_asked=True)

    def _noted(self, kind: str, site: Site) -> None:
        _, word, (start, _) = self.middle(site)
        self.hand.strike(word, "or keep it?")
        self.add(kind, site, start, is_asked=True)

    def _drawn(self, kind: str, site: Site) -> None:
        _, word, (start, _) = self.middle(site)
        self.hand.mark("Ink", word)
        self.add(kind, site, start, is_asked=True)

    def _bare_caret(self, kind: str, site: Site) -> None:
        _, word, (start, _) = self.middle(site)
        self.hand.caret(word, "")
        self.add(kind, site, start, is_asked=True)

    def _over_pages(self, kind: str, site: Site) -> None:
        """Strike the words on either side of a page's end: each page has its own stroke."""
        place = page_end(self.bench)
        if place is None:
            self._phrase(kind, site)
            return
        file, span, words = place
        for word in words:
            self.hand.strike(word)
        case = Case(kind, self.hand.program, file, span[0], edits=[(*span, "")])
        self.bench.cases.append(case)


LIKE = {
    "note": is_note,
    "heading": is_heading,
    "set in": is_set_in,
    "emphasis near": is_emphatic,
}
MAKERS = {
    "note": "_replace",
    "heading": "_replace",
    "set in": "_replace",
    "emphasis near": "_strike",
    "divided": "_strike",
    "divided replaced": "_replace",
    **dict.fromkeys(
        ("Highlight", "Underline", "Squiggly", "sticky", "box", "leading box", "thread"), "_comment"
    ),
}
SIZES = {"phrase": 16, "over pages": 9}
KINDS = (
    *("replace", "replace", "replace", "replace", "strike", "strike", "strike"),
    *("phrase", "phrase", "divided", "divided replaced", "caret", "caret", "caret"),
    *("sign", "sign", "letter", "letter", "over pages", "note", "note", "heading", "set in"),
    *("emphasis near", "parted", "Highlight", "Highlight", "Underline", "Squiggly", "sticky"),
    *("sticky", "box", "leading box", "thread", "half", "noted", "bare caret", "drawn"),
)
"""The marks of a book; two books have one less."""


def measure(
    name: str, folder: Path, count: int, ending: str
) -> tuple[list[Case], dict[str, float]]:
    """Mark a book's proof, merge it, and say what is wrong with each mark."""
    began = time.perf_counter()
    bench = Bench.of(name, folder)
    sent = time.perf_counter()
    maker = Maker(bench)
    for kind in KINDS[:count]:
        maker.make(kind)
    path = bench.reader.save(folder / "back.pdf")
    if ending != ".pdf":
        path = EXPORTS[f"back{ending}"](bench.reader, folder / f"back{ending}", "elsewhere.pdf")
    marked = time.perf_counter()
    file = returned.opened(path)
    known = returned.sent_as(folder, file)
    laid = came.lay(bench.book, known, file)
    patches, refused = laid.merge.patches(laid.merge.open)
    merged = time.perf_counter()
    after = {one.file: one.after.decode("utf-8-sig") for one in patches}
    check_texts(bench, after)
    check_asked(bench, laid)
    comments_in.write(Book.open(folder), laid.talk)
    check_comments(bench, folder)
    for one in refused:
        print(f"{name}: refused: {one.landed.why}: {one.finding.message} {one.finding.place}")
    extra = len(laid.merge.open) - sum(bool(case.edits) for case in bench.cases)
    kept = len(load(folder, known.id).pages) / 1000
    figures = {"send s": sent - began, "merge s": merged - marked, "kB kept": kept, "extra": extra}
    return bench.cases, figures


def check_texts(bench: Bench, after: dict[str, str]) -> None:
    """Each change by itself, then all: no other character may differ."""
    for file, text in bench.texts.items():
        own = [case for case in bench.cases if case.file == file]
        edits = sorted((edit for case in own for edit in case.edits), reverse=True)
        expected = text
        for start, end, new in edits:
            expected = expected[:start] + new + expected[end:]
        got = after.get(file, text)
        if got == expected:
            continue
        for case in own:
            for start, end, new in case.edits:
                around = text[max(start - 25, 0) : start] + new + text[end : end + 25]
                if around not in got:
                    case.fault = f"“{around}” is not in {file}"
        if not any(case.fault for case in own) and own:
            own[0].fault = f"something else changed in {file}: {_differing(expected, got)}"


def _differing(expected: str, got: str) -> str:
    """The first words that are not as they should be."""
    at = next((n for n, pair in enumerate(zip(expected, got, strict=False)) if len({*pair}) > 1), 0)
    return f"“{got[max(at - 20, 0) : at + 40]}” for “{expected[max(at - 20, 0) : at + 40]}”"


def line_of(bench: Bench, case: Case) -> tuple[str, int]:
    return case.file, bench.texts[case.file].count("\n", 0, case.at) + 1


def check_asked(bench: Bench, laid: Laid) -> None:
    places = [
        (one.finding.place.file, one.finding.place.line)
        for one in laid.merge.conflicts
        if one.finding.place
    ]
    for case in (one for one in bench.cases if one.is_asked):
        if line_of(bench, case) not in places:
            case.fault = f"not asked at {line_of(bench, case)}"


def check_comments(bench: Bench, folder: Path) -> None:
    book = Book.open(folder)
    places = {one.query: one.place for one in queries.every(book.root, book.chapters)}
    for case in (one for one in bench.cases if one.comment):
        place = next((at for words, at in places.items() if words.startswith(case.comment)), None)
        if place is None or (place.file, place.line) != line_of(bench, case):
            case.fault = f"the comment is at {place}, not at {line_of(bench, case)}"


BOOKS: dict[str, tuple[int, Callable[[Path], Path]]] = {
    "sample": (38, sample),
    "moby-dick": (38, make_book),
    "stalinism": (37, lambda f: imported(f, "en-GB", STALINISM)),
    "five-hundred-lines": (37, lambda f: imported(f, "en-GB", FIVE)),
}


def main() -> None:
    """Print the faults and the table."""
    rows: list[Row] = []
    right = every = 0
    ending = next((one for one in sys.argv if one in (".xfdf", ".fdf")), ".pdf")
    for name in [one for one in sys.argv[1:] if one != ending] or BOOKS:
        count, make = BOOKS[name]
        with tempfile.TemporaryDirectory() as room:
            cases, figures = measure(name, make(Path(room) / "book"), count, ending)
        for case in cases:
            if case.fault:
                print(f"{name}: {case.kind} ({case.program}): {case.fault}")
        own = sum(not case.fault for case in cases)
        right, every = right + own, every + len(cases)
        rows.append(Row(f"{name}: marks that come to what they say", f"{len(cases)}", str(own)))
        shown = ", ".join(f"{key} {value:.1f}" for key, value in figures.items())
        rows.append(Row(f"{name}: seconds, kept, changes that nobody made", "", shown))
    rows.append(Row("all", str(every), str(right)))
    show(f"Marks on proofs ({ending})", rows)


if __name__ == "__main__":
    main()
