"""How well the typography filters do, on texts whose marks proofreaders have settled.

Run as `python -m tests.bench.text_typography [--no-pandoc]` from the project's root. Reads
`../shared/corpora/se_*.txt` (one paragraph a line, American style), types the marks straight and
counts the marks that come back wrong, and those that are left as typed, in ten thousand; the
British texts are the same with the
levels exchanged. Books whose name hashes to an even number were never tuned on.
"""

from __future__ import annotations

import gc
import sys
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from octavo import pandoc
from octavo.book.filtering import load
from octavo.model.finding import Finding, Tier
from octavo.model.nodes import Document, Node, children, inlines, meta_value
from octavo.prose.prose import Prose
from octavo.text.lexicon import lexicon

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
CORPORA = SHARED / "corpora"
FILTERS = (
    "mojibake",
    "quotations",
    "dashes",
    "ellipses",
    "numerals",
    "smallcaps",
    "usage",
    "spacing",
)
MARKS = "“”‘’"
TYPED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
DIALECT = ("dracula", "huckleberry", "lady-chatterley", "wuthering")


@dataclass
class Tally:
    """Marks counted: all, those set wrong, wrong ones not flagged, flagged ones, open ones.

    An open mark is left as it was typed, for a person to decide.
    """

    marks: int = 0
    wrong: int = 0
    unflagged: int = 0
    flagged: int = 0
    left_open: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.marks + other.marks,
            self.wrong + other.wrong,
            self.unflagged + other.unflagged,
            self.flagged + other.flagged,
            self.left_open + other.left_open,
        )

    def __str__(self) -> str:
        marks = self.marks or 1
        return (
            f"{self.marks:8} {self.wrong:6} {self.wrong * 1e4 / marks:8.1f} "
            f"{self.unflagged * 1e4 / marks:8.1f} {self.flagged * 100 / marks:7.2f} % "
            f"{self.left_open * 1e4 / marks:9.1f}"
        )


@dataclass
class Book:
    """One book: its paragraphs as they should come out, in a locale; which of them count."""

    name: str
    locale: str
    gold: list[str]
    counted: list[bool] = field(default_factory=list)

    @property
    def kept_aside(self) -> bool:
        """Whether the book was never tuned on."""
        return zlib.crc32(f"{self.name}.txt".encode()) % 2 == 0


def american(path: Path) -> Book:
    """A book as it is."""
    lines = path.read_text(encoding="utf-8").split("\n")
    gold = [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines if line.strip()]
    return Book(path.stem, "en-US", gold, [True] * len(gold))


def british(path: Path) -> Book:
    """The paragraphs without inner quotations, in single marks."""
    gold = [exchanged(line) for line in american(path).gold if "‘" not in line]
    return Book(path.stem, "en-GB", gold, [True] * len(gold))


def nested(path: Path) -> Book:
    """All paragraphs whose levels can surely be exchanged; those with two levels count."""
    gold = [line for line in map(nested_exchanged, american(path).gold) if line is not None]
    return Book(path.stem, "en-GB", gold, ["“" in line for line in gold])


def exchanged(text: str) -> str:
    """A paragraph without inner quotations, its double marks as single ones."""
    return text.replace("“", "‘").replace("”", "’")


def nested_exchanged(text: str) -> str | None:
    """A paragraph with its levels exchanged; None where an inner end could be an apostrophe."""
    out, inside = list(exchanged(text)), 0
    for at, char in enumerate(text):
        if char == "“":
            inside += 1
        elif char == "”":
            inside -= 1
        elif char == "‘":
            end = _end(text, at + 1)
            if end is None:
                return None
            out[at], out[end] = "“", "”"
        if inside not in (0, 1):
            return None
    return "".join(out)


def _end(text: str, start: int) -> int | None:
    """Where an inner quotation ends: the only mark that can, or the last one after a stop."""
    stop = next((i for i in range(start, len(text)) if text[i] in "“”‘"), len(text))
    ends = [i for i in range(start, stop) if text[i] == "’" and not text[i + 1 : i + 2].isalpha()]
    stopped = [i for i in ends if text[i - 1] in ",.!?;:—…"]
    if len(ends) == 1:
        return ends[0]
    return ends[-1] if len(stopped) == 1 and stopped == ends[-1:] else None


def document_of(paragraphs: Iterable[str], locale: str) -> Document:
    """Paragraphs as a document."""
    blocks: list[Node] = [{"t": "Para", "c": inlines(text)} for text in paragraphs]
    return Document({"lang": meta_value(locale)}, blocks)


def apply(names: Iterable[str], document: Document) -> tuple[list[str], list[Finding]]:
    """The texts after some filters, and what they found."""
    prose = Prose(document)
    findings = [finding for name in names for finding in applied(name, prose)]
    return [run.text for run in prose.runs()], findings


def applied(name: str, prose: Prose) -> list[Finding]:
    """What a filter finds in a document, which it changes."""
    findings: list[Finding] = load(ROOT / "filters" / f"{name}.py").apply(prose)
    prose.tidy()
    return findings


def ours(book: Book) -> Tally:
    """Type a book's marks straight, set them, and count."""
    document = document_of((text.translate(TYPED) for text in book.gold), book.locale)
    texts, findings = apply(["quotations"], document)
    flagged = {_around(f) for f in findings if f.tier is not Tier.AUTO}
    tally = Tally()
    for gold, text, counted in zip(book.gold, texts, book.counted, strict=True):
        if counted and len(gold) == len(text):
            tally += _compared(gold, text, flagged)
    return tally


def _around(finding: Finding) -> tuple[str, str]:
    return finding.context[0][-30:], finding.context[1][:30]


def _compared(gold: str, text: str, flagged: set[tuple[str, str]]) -> Tally:
    typed, tally = gold.translate(TYPED), Tally()
    for at, (wanted, got) in enumerate(zip(gold, text, strict=True)):
        if wanted in MARKS:
            shown = (typed[max(0, at - 30) : at], typed[at + 1 : at + 31]) in flagged
            left = got == typed[at]
            wrong = wanted != got and not left
            tally += Tally(1, wrong, wrong and not shown, shown, left)
    return tally


def pandocs(book: Book) -> Tally:
    """The same by pandoc's Markdown reader with `smart`."""
    source = "\n\n".join(_escaped(text.translate(TYPED)) for text in book.gold)
    document = Document.loads(pandoc.run(["-f", "markdown+smart", "-t", "json"], source.encode()))
    tally = Tally()
    for gold, block, counted in zip(book.gold, document.blocks, book.counted, strict=False):
        wanted = [char for char in gold if char in MARKS]
        got = list(_marks(block.get("c", []) if block["t"] == "Para" else []))
        same = len(wanted) == len(got)
        wrong = sum(a != b for a, b in zip(wanted, got, strict=False)) if same else len(wanted)
        tally += Tally(len(wanted), wrong, wrong, 0) if counted else Tally()
    return tally


def _escaped(text: str) -> str:
    """A paragraph in which nothing is Markdown but the typed marks."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]()#+-!|<>~^$@:=.&/" else char for char in text)


def _marks(nodes: list[Node]) -> Iterator[str]:
    """The quotation marks of inlines as pandoc sets them."""
    for node in nodes:
        if node["t"] == "Quoted":
            pair = "“”" if node["c"][0]["t"] == "DoubleQuote" else "‘’"
            yield pair[0]
            yield from _marks(node["c"][1])
            yield pair[1]
        elif node["t"] == "Str":
            yield from (char for char in node["c"] if char in "“”‘’\"'")
        else:
            for inner in children(node):
                yield from _marks(inner)


def table(title: str, books: list[Book], *, with_pandoc: bool) -> None:
    """One row a book, then the sums: tuned on, kept aside, kept aside without dialect."""
    print(f"\n## {title}\n")
    head = f"{'':42} {'marks':>8} {'wrong':>6} {'in 10000':>8} {'after':>8} {'flagged':>9}"
    print(f"{head} {'left open':>9}")
    sums: dict[str, Tally] = {}
    for book in books:
        tally = ours(book)
        print(f"{book.name.removeprefix('se_'):42} {tally}", flush=True)
        dialect = any(word in book.name for word in DIALECT)
        part = "kept aside" if book.kept_aside else "tuned on"
        kind = "dialect" if dialect else "standard"
        for key in (part, f"{part}, {kind}"):
            sums[key] = sums.get(key, Tally()) + tally
        if with_pandoc and book.kept_aside:
            sums["kept aside, pandoc"] = sums.get("kept aside, pandoc", Tally()) + pandocs(book)
    for key in sorted(sums):
        print(f"{key.upper():42} {sums[key]}")


def already_in_style(paths: list[Path]) -> None:
    """Texts that are in the house's style: no filter of marks or dashes may change anything."""
    print("\n## Changes in texts that are in style already (en-US)\n")
    for name in ("quotations", "dashes", "ellipses"):
        count = 0
        for path in paths:
            lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
            _, findings = apply([name], document_of(lines, "en-US"))
            count += sum(finding.tier is Tier.AUTO for finding in findings)
        print(f"{name:12} {count}")


def speed(path: Path) -> None:
    """CPU seconds of each filter for 100,000 words, one after another on one document.

    The lexicon is loaded before, and no garbage is collected, as in the command.
    """
    lexicon("en")
    gc.disable()
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    document = document_of((line.translate(TYPED) for line in lines), "en-GB")
    words = sum(len(line.split()) for line in lines)
    print(f"\n## CPU seconds for 100,000 words ({path.stem})\n")
    prose, total = Prose(document), 0.0
    for name in FILTERS:
        began = time.process_time()
        findings = applied(name, prose)
        taken = time.process_time() - began
        total += taken
        print(f"{name:12} {taken * 1e5 / words:6.2f}   {len(findings)} findings")
    print(f"{'all':12} {total * 1e5 / words:6.2f}")


def main() -> None:
    """Print all tables."""
    paths = sorted(CORPORA.glob("se_*.txt"))
    if not paths:
        sys.exit(f"The texts are not here: {CORPORA}")
    with_pandoc = "--no-pandoc" not in sys.argv
    table("Smart quotes, American", [american(p) for p in paths], with_pandoc=with_pandoc)
    table("Smart quotes, British", [british(p) for p in paths], with_pandoc=with_pandoc)
    table("Two levels, British", [nested(p) for p in paths], with_pandoc=with_pandoc)
    already_in_style(paths)
    speed(CORPORA / "se_great-expectations.txt")
    from tests.bench import text_typography_vectors

    text_typography_vectors.main()


if __name__ == "__main__":
    main()
