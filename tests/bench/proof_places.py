"""Places for marks on a proof: words that stand once in a book's source, and once on its pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from octavo.book.book import Book
from octavo.desk.send import Parcel
from octavo.desk.send_proof import send_proof
from tests.pdf_reader import HABITS, Reader, Word

DAY = "2026-11-29"
PLAIN = re.compile(r"[^\W\d_]+")
PARAGRAPH = re.compile(r"(?:\A|\n\s*\n)((?:[^\n]+\n?)+)")
NOTE = re.compile(r"\[\^[^\]\s]+\]: ")
APART = 120
"""So many characters of the source are between two marks at least."""

AROUND = 2
"""So many words on either side make a place that both texts have once."""


@dataclass(frozen=True)
class Site:
    """Words in the source: the file, and where each of them stands there."""

    file: str
    words: tuple[tuple[int, int], ...]


@dataclass
class Case:
    """A mark: its kind and program, and what it must come to."""

    kind: str
    program: str
    file: str
    at: int
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    comment: str = ""
    is_asked: bool = False
    fault: str = ""


@dataclass
class Bench:
    """A book, its proof, and the places that are free for a mark."""

    name: str
    book: Book
    reader: Reader
    texts: dict[str, str]
    cases: list[Case] = field(default_factory=list)
    taken: set[tuple[str, int]] = field(default_factory=set)
    letters: str = ""
    source: str = ""
    turn: int = 0

    @classmethod
    def of(cls, name: str, folder: Path) -> Bench:
        book = Book.open(folder)
        send_proof(book, Parcel("", "proof", out=folder / "proof.pdf"), DAY)
        texts = {one.file: one.read for one in book.chapters}
        reader = Reader(folder / "proof.pdf")
        made = cls(name, Book.open(folder), reader, texts)
        made.letters = "\0".join(text for text, _ in reader.texts)
        made.source = "\0".join("".join(text.split()) for text in texts.values())
        return made

    def once(self, words: str) -> bool:
        solid = "".join(words.split())
        return self.letters.count(solid) == 1 and self.source.count(solid) == 1

    def is_free(self, file: str, at: int) -> bool:
        """Whether no mark stands near."""
        return all(one != file or abs(at - other) > APART for one, other in self.taken)

    def sites(self, count: int, like: Callable[[str], bool]) -> Iterator[Site]:
        """Stretches of plain words in paragraphs of a kind, one in each."""
        for file, text in self.texts.items():
            for match in PARAGRAPH.finditer(text):
                if not like(match[1]):
                    continue
                for site in _stretches(text, match.span(1), count):
                    start, end = site[0][0], site[-1][1]
                    bare = is_bare(text[match.start(1) : start])
                    if bare and self.is_free(file, start) and self.once(text[start:end]):
                        yield Site(file, site)
                        break

    def pick(
        self, count: int, like: Callable[[str], bool], fits: Callable[[Site], bool] = lambda _: True
    ) -> Site | None:
        """The next place of a kind; every seventh, so that they are spread over the book."""
        each = (site for site in self.sites(count, like) if fits(site))
        chosen = None
        for number, site in enumerate(each):
            chosen = site
            if number == 6:
                break
        if chosen is not None:
            self.taken.add((chosen.file, chosen.words[0][0]))
        return chosen

    def on_page(self, site: Site, first: int, last: int) -> Word:
        """The letters of some words of a site on their page."""
        text = self.texts[site.file]
        whole = self.reader.find(text[site.words[0][0] : site.words[-1][1]])
        before = len("".join(text[site.words[0][0] : site.words[first][0]].split()))
        size = len("".join(text[site.words[first][0] : site.words[last][1]].split()))
        return Word(whole.page, whole.boxes[before : before + size])

    def hand(self) -> Reader:
        """The next reader: another program each time."""
        self.turn += 1
        programs = list(HABITS)
        return self.reader.as_program(programs[self.turn % len(programs)], f"Reader {self.turn}")


def _stretches(
    text: str, span: tuple[int, int], count: int
) -> Iterator[tuple[tuple[int, int], ...]]:
    """Yield words in a row with nothing but white space between them."""
    row: list[tuple[int, int]] = []
    for match in PLAIN.finditer(text, *span):
        between = text[row[-1][1] : match.start()] if row else " "
        if not between or between.strip(" \n"):
            row = []
        row.append(match.span())
        if len(row) >= count:
            yield tuple(row[-count:])


def is_text(paragraph: str) -> bool:
    """Whether a paragraph is running text, in which no word is code, a formula or a tag."""
    return bool(re.match(r"[A-Z]", paragraph)) and not re.search(r"[`|{}<>$\\~]", paragraph)


def is_bare(before: str) -> bool:
    """Whether no emphasis, link, note or citation is open behind some text of a paragraph."""
    return before.count("*") % 2 == 0 and before.count("[") == before.count("]")


def is_note(paragraph: str) -> bool:
    return bool(NOTE.match(paragraph)) and not re.search(r"[@`<{$]", paragraph)


def is_heading(paragraph: str) -> bool:
    return bool(re.match(r"#+ ", paragraph))


def is_set_in(paragraph: str) -> bool:
    """Whether a paragraph stands in a list or a quotation."""
    return bool(re.match(r"(?:[-*>]|\d+\.) ", paragraph)) and not re.search(r"[`<{$@]", paragraph)


def is_emphatic(paragraph: str) -> bool:
    """Whether words in italics stand in a paragraph of text, and no other markup."""
    plain = re.sub(r"(?<!\*)\*[^*\n]+\*(?!\*)", "", paragraph)
    return plain != paragraph and is_text(plain)


def page_end(bench: Bench) -> tuple[str, tuple[int, int], tuple[Word, Word]] | None:
    """The last two words of a page and the first two of the next, in one paragraph."""
    for file, text in bench.texts.items():
        for match in PARAGRAPH.finditer(text):
            if not is_text(match[1]) or len(match[1]) < 400:
                continue
            for words in _stretches(text, match.span(1), 8):
                if not bench.is_free(file, words[0][0]):
                    continue
                left = text[words[0][0] : words[3][1]]
                right = text[words[4][0] : words[7][1]]
                if not (_one_page(bench, left) and _one_page(bench, right)):
                    continue
                one, two = bench.reader.find(left), bench.reader.find(right)
                if two.page != one.page + 1:
                    continue
                bench.taken.add((file, words[0][0]))
                struck = _tail(one, text, words[2:4]), _head(two, text, words[4:6])
                return file, (words[1][1], words[5][1]), struck
    return None


def _one_page(bench: Bench, words: str) -> bool:
    return bench.letters.count("".join(words.split())) == 1


def _size(text: str, words: tuple[tuple[int, int], ...]) -> int:
    return sum(end - start for start, end in words)


def _tail(word: Word, text: str, words: tuple[tuple[int, int], ...]) -> Word:
    return Word(word.page, word.boxes[-_size(text, words) :])


def _head(word: Word, text: str, words: tuple[tuple[int, int], ...]) -> Word:
    return Word(word.page, word.boxes[: _size(text, words)])
