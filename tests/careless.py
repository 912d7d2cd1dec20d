"""A small book in a folder of neighbours; runs verbs on it in this process and watches for harm."""

from __future__ import annotations

import io
import os
import re
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FrameType

from octavo import cli
from octavo.desk.server.preview import Preview
from octavo.press.workers import Workers, workers
from octavo.verbs import command
from octavo.verbs.order import Order
from octavo.verbs.watching import Desk
from tests import mutants
from tests.careless_book import book_files, manuscripts

ROOT = Path(__file__).parents[1]
PATIENCE = 240
"""Seconds after which a verb counts as one that hangs."""


@dataclass(slots=True)
class Fault:
    """What a verb must never do, in words."""

    words: str
    trace: str = ""


@dataclass(slots=True)
class Outcome:
    """What came of one call: its status (-1: something escaped), its words, its faults."""

    kind: str
    verb: str
    status: int
    stderr: str = ""
    faults: list[Fault] = field(default_factory=list)


READ = (
    *("lint",) * 16,
    *("fix", "decide", "stylesheet") * 3,
    *("watch", "explain") * 2,
    *("query", "release"),
    *("build", "verify"),
)
"""The verbs that read a book, as often as each is tried: a build takes as long as twenty others."""
REFER = (*READ, *("cite", "normalise") * 3)
TEXT = (*READ, *("fix", "normalise", "plain", "cite", "scan", "import") * 3)
IMAGES = ("source/images/a.png", "source/images/b.jpg", "source/images/c.gif")
FILES: dict[str, tuple[mutants.Way, tuple[str, ...], tuple[str, ...]]] = {
    "edition": (mutants.yaml_file, ("metadata/edition.yaml",), READ),
    "design": (mutants.yaml_file, ("metadata/design.yaml",), READ),
    "abbreviations": (mutants.yaml_file, ("metadata/abbreviations.yaml",), (*READ, *("cite",) * 3)),
    "decisions": (mutants.yaml_file, ("metadata/decisions.yaml",), (*READ, "decide")),
    "queries": (mutants.yaml_file, ("metadata/queries.yaml",), (*READ, *("query", "ask") * 3)),
    "approvals": (mutants.yaml_file, ("metadata/approvals.yaml",), ("approve", "release")),
    "released": (mutants.yaml_file, ("metadata/released.yaml",), ("lint", "release", "build")),
    "pandoc.json": (mutants.json_file, ("metadata/pandoc.json",), READ),
    "references": (mutants.json_file, ("metadata/references.json",), REFER),
    "csl": (mutants.xml_file, ("metadata/own.csl",), (*READ, "watch", "watch")),
    "bibtex": (mutants.bibtex_file, ("metadata/more.bib",), REFER),
    "ris": (mutants.ris_file, ("metadata/more.ris",), (*READ, *("cite",) * 3)),
    "csl-yaml": (mutants.yaml_file, ("metadata/more.yaml",), (*READ, *("cite",) * 3)),
    "markdown": (mutants.markdown_file, ("source/01.md", "source/02.md"), TEXT),
    "image": (mutants.image_file, IMAGES, ("lint", "watch", "watch", "watch-all")),
    "manifest": (mutants.json_file, ("dist/manifest.json",), ("verify", "watch", "build")),
    "findings": (mutants.json_file, (".octavo/asked.json",), ("decide", "release", "explain")),
    "state": (mutants.json_file, (".octavo/state.json",), ("unchanged", "build")),
    "patch": (mutants.patch_file, (".octavo/undo/0001.patch",), ("undo",)),
    "docx": (mutants.archive_file, ("m.docx",), ("import",)),
    "odt": (mutants.archive_file, ("m.odt",), ("import",)),
    "epub": (mutants.archive_file, ("m.epub",), ("import",)),
    "rtf": (mutants.rtf_file, ("m.rtf",), ("import",)),
    "html": (mutants.html_file, ("m.html",), ("import",)),
    "txt": (mutants.markdown_file, ("m.txt", "m.md"), ("import", "normalise", "scan", "plain")),
    "call": (mutants.bytewise, (), ("call",)),
}  # fmt: skip
"""Each kind of input: how it is spoilt, its files, and the verbs that read it."""
WEIGHTS = {"call": 0.5, "findings": 0.3, "state": 0.5, "image": 1.5, "edition": 1.5}
ARGUMENTS = {
    "lint": ["lint"],
    "fix": ["lint", "--fix"],
    "build": ["build"],
    "decide": ["decide", "--rule", "ellipsis-typed", "--reject"],
    "stylesheet": ["stylesheet"],
    "explain": ["explain"],
    "verify": ["verify"],
    "unchanged": ["build"],
    "query": ["query", "--all"],
    "ask": ["query", "source/01.md:3", "Is it?", "--by", "Ann"],
    "approve": ["approve", "--by", "Ann"],
    "undo": ["undo", ".octavo/undo/0001.patch"],
}
WRITES_SOURCE = ("fix", "undo")
LOST = "A process of the build was ended"
JARGON = re.compile(
    r"Traceback|CallStack|instance of|model_type|pydantic|validation error|<class '|object at 0x|"
    r"NoneType|\[Errno|\{\w+ = |unhashable|list index|KeyError|TypeError|ValueError|must be str|"
    r"expected str|Aeson|for int\(\)|can't decode byte|codec |input should be"
)
NAMED = (
    r"\b(metadata|source|dist)\b|\bm\.\w+|\ba\.png|\bb\.jpg|\bc\.gif|\bmore\.|references\.json"
    r"|abbreviations\.yaml"
)
"""A file of the book: a reference that is gone is missed where it is cited."""


class Shop:
    """The folder in which the book stands among its neighbours, and everything is tried."""

    def __init__(self, folder: Path, *, builds: bool = True) -> None:
        self.around = folder / "around"
        self.book = self.around / "book"
        self.around.mkdir(parents=True)
        (self.around / "neighbour.txt").write_bytes(b"x\n")
        (self.around / "own.csl").write_bytes(b"x\n")
        self.good = book_files() | manuscripts(folder)
        self.stack = ExitStack()
        self.crew: Workers | None = None
        self.builds = builds
        self._restore()
        self._begin()

    def _begin(self) -> None:
        """Let the good book have an undo patch and artefacts, so that these can be spoilt too."""
        for verb in ("fix", "build") if self.builds else ("fix",):
            status, _, stderr, fault = self._call(ARGUMENTS[verb])
            assert status == 0, (verb, status, stderr, fault and fault.trace)
        second = self.good["source/02.md"]
        self.good = {
            path.relative_to(self.book).as_posix(): path.read_bytes() for path in self._files()
        }
        self.good["source/02.md"] += b"\n\n" + second.split(b"\n", 2)[2].replace(
            b"[one](#one)", b'"one"'
        )
        self.neighbours = self._neighbours()

    def close(self) -> None:
        self.stack.close()

    def _files(self) -> list[Path]:
        found = []
        for base, folders, files in os.walk(self.book):
            folders[:] = [name for name in folders if name != "cache"]
            found += [Path(base, name) for name in files]
        return found

    def _neighbours(self) -> dict[str, bytes]:
        found = {}
        for base, folders, files in os.walk(self.around):
            folders[:] = [name for name in folders if Path(base, name) != self.book]
            found |= {str(Path(base, name)): Path(base, name).read_bytes() for name in files}
            found |= {str(Path(base, name)): b"" for name in folders}
        return found

    def _restore(self) -> None:
        for name, data in self.good.items():
            path = self.book / name
            if not path.is_file() or path.read_bytes() != data:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        for path in self._files():
            if path.relative_to(self.book).as_posix() not in self.good:
                path.unlink()
        for base, _, _ in list(os.walk(self.book, topdown=False)):
            if not any(Path(base).iterdir()):
                Path(base).rmdir()

    def try_one(self, kind: str, rng: Random) -> tuple[Outcome, str, bytes]:
        """Spoil one file of a kind and run one verb; give what came of it, and what was tried."""
        way, names, verbs = FILES[kind]
        verb = rng.choice(verbs)
        if not self.builds and verb in ("build", "verify", "watch", "watch-all"):
            verb = "lint"
        name, data = "", b""
        self._restore()
        if names:
            name = rng.choice(names)
            data = way(self.good.get(name, b"{}"), rng)
            (self.book / name).parent.mkdir(parents=True, exist_ok=True)
            (self.book / name).write_bytes(data)
        before = {path: path.read_bytes() for path in (self.book / "source").rglob("*.md")}
        arguments = self._arguments(verb, name, rng)
        status, _, stderr, fault = self._call(arguments, verb)
        outcome = Outcome(kind, verb, status, stderr, [fault] if fault else [])
        outcome.faults += self._judge(outcome, name, before)
        return outcome, f"{name} {arguments}", data

    def _arguments(self, verb: str, name: str, rng: Random) -> list[str]:
        if verb == "call":
            return call(rng)
        bibliography = name if name.startswith("metadata/more") else "metadata/references.json"
        if verb == "cite":
            short = ["--abbreviations", "metadata/abbreviations.yaml"] if "abb" in name else []
            return ["cite", "source/01.md", "source/02.md", "--bibliography", bibliography, *short]
        text = name if name.endswith((".md", ".txt")) else "source/01.md"
        others = {
            "scan": ["cite", "--scan", text],
            "normalise": ["normalise", text, "--bibliography", bibliography],
            "plain": ["normalise", text, "--from", "plain"],
            "import": ["import", name, "--into", "new"],
        }
        return others[verb] if verb in others else ARGUMENTS.get(verb, [verb])

    def _call(self, arguments: list[str], verb: str = "") -> tuple[int, str, str, Fault | None]:
        fault = None
        with streams() as (out, err), folder_is(self.book), patience():
            sys.argv = ["octavo", *arguments]
            try:
                status = self._run(arguments, verb)
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt):
                    raise
                status = -1
                fault = Fault(f"{type(error).__name__}: {error}"[:300], traceback.format_exc())
        return status, _text(out), _text(err), fault

    def _run(self, arguments: list[str], verb: str) -> int:
        if verb.startswith("watch"):
            if self.crew is None:
                self.crew = self.stack.enter_context(workers(kept=True))
            to = "html,epub,docx,pdf" if verb == "watch-all" else "html"
            order = Order(to, Path(), None, strict=False, quiet=True, draft=True)
            Desk(Preview(Path()), order, self.crew).build_again()
            return 2 if _text(sys.stderr) else 0
        if arguments[:1] == ["build"]:
            status = cli.unchanged(arguments)
            if status is not None:
                return status
        return command.run(arguments)

    def _judge(self, outcome: Outcome, name: str, before: dict[Path, bytes]) -> Iterator[Fault]:
        if outcome.status not in (-1, 0, 1, 2):
            yield Fault(f"status {outcome.status}")
        if jargon := JARGON.search(outcome.stderr):
            yield Fault(f"jargon on standard error: {jargon[0]}: {outcome.stderr[:400]}")
        if outcome.status == 2:
            yield from _judge_words(outcome, name)
        if self._neighbours() != self.neighbours:
            yield Fault("something beside the book was touched")
        if outcome.verb not in WRITES_SOURCE and any(
            not path.is_file() or path.read_bytes() != data for path, data in before.items()
        ):
            yield Fault("the source was changed")
        if outcome.verb == "import" and outcome.status == 2 and (self.book / "new").exists():
            yield Fault("a refused import left something behind")
        if any(path.name.endswith(".new") for path in self._files()):
            yield Fault("debris: *.new")


def _judge_words(outcome: Outcome, name: str) -> Iterator[Fault]:
    lines = [line for line in outcome.stderr.splitlines() if not line.startswith("  ")]  # progress
    if not lines:
        yield Fault("status 2 without a word")
        return
    listed = "Nothing was written: " in lines[-1]
    # All faults of a file at once, and at their end how many more there are.
    record = re.compile(r"octavo: (metadata/[\w.-]+\.yaml:|There are \d+ more faults\.$)")
    is_told = len(lines) == 1 or all(map(record.match, lines))
    if not listed and not (is_told and lines[0].startswith("octavo: ")):
        yield Fault(f"not one line for each fault: {outcome.stderr[:400]!r}")
    named = name and outcome.verb not in (
        "undo",
        "decide",
    )  # a patch is refused at the place in the source
    if named and not re.search(NAMED, outcome.stderr) and not listed:
        yield Fault(f"the file is not named ({Path(name).name}): {outcome.stderr[:400]}")


WORDS = (
    "", " ", "-", "--", "x", "²", "\0", "a\nb", "..", "/", "../x", "en", "xx-YY", "html", "%", "{}",
    "html,,pdf", "a" * 5_000, "metadata", "source", "source/01.md", "m.docx", "metadata/own.csl",
    "source/images/a.png", "\udcff",
)  # fmt: skip


def call(rng: Random) -> list[str]:
    """Make a call that nobody meant, of a verb that writes nothing outside the book."""
    word = lambda: rng.choice(WORDS)  # noqa: E731
    calls: tuple[Callable[[], list[str]], ...] = (
        lambda: ["lint", word()],
        lambda: ["lint", "--format", word()],
        lambda: ["lint", "--project", word()],
        lambda: ["lint", "--explain", word()],
        lambda: ["undo", word()],
        lambda: ["decide", word(), "--accept"],
        lambda: ["decide", "--rule", word(), "--reject", "--reason", word()],
        lambda: ["explain", word()],
        lambda: ["verify", word()],
        lambda: ["query", word(), word(), "--at", word()],
        lambda: ["query", word(), "--answer", word()],
        lambda: ["approve", "--by", word(), "--note", word()],
        lambda: ["release", "--printing", word()],
        lambda: ["build", "--to", rng.choice(("", "x", ",", "²", "html,x", "\0"))],
        lambda: ["normalise", word(), "--lang", word()],
        lambda: ["normalise", word(), "--only", word()],
        lambda: ["normalise", "source/01.md", "--bibliography", word()],
        lambda: ["normalise", "source/01.md", "--from", word()],
        lambda: ["cite", word(), "--bibliography", word()],
        lambda: [
            "cite",
            "source/01.md",
            "--bibliography",
            "metadata/references.json",
            "--abbreviations",
            word(),
        ],
        lambda: ["cite", word(), "--scan", "--lang", word()],
        lambda: ["import", word(), "--into", "new", "--lang", word()],
        lambda: [
            "new",
            rng.choice(("new", "source", "a\nb", "²", "x" * 300, "", "\0", "m.docx")),
            "--title",
            word(),
        ],
        lambda: [word(), word()],
    )
    return rng.choice(calls)()


@contextmanager
def streams() -> Iterator[tuple[io.TextIOWrapper, io.TextIOWrapper]]:
    """Catch what a verb prints."""
    kept = sys.stdout, sys.stderr, sys.stdin
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", errors="replace") for _ in "oe")
    sys.stdout, sys.stderr, sys.stdin = out, err, io.TextIOWrapper(io.BytesIO(b"x\n"), "utf-8")
    try:
        yield out, err
    finally:
        sys.stdout, sys.stderr, sys.stdin = kept


def _text(stream: object) -> str:
    assert isinstance(stream, io.TextIOWrapper)
    stream.flush()
    return stream.buffer.getvalue().decode("utf-8", "replace")  # type: ignore[attr-defined]


@contextmanager
def folder_is(folder: Path) -> Iterator[None]:
    before, argv = Path.cwd(), sys.argv
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
        sys.argv = argv


class Hangs(BaseException):
    """A verb took longer than anybody waits."""


def _too_long(_: int, __: FrameType | None) -> None:
    raise Hangs


@contextmanager
def patience() -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
