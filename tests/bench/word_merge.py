"""Measures the way back from Word: scripted edits, untracked, tracked, and re-saved by LibreOffice.

Each edit must be exactly its hunk, in its place, and nothing else; and what the merged text becomes
in Word must read as the file that came back. `python -m tests.bench.word_merge [NAME …]`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from octavo.book.book import Book
from octavo.desk import send
from octavo.desk.merge import merging, returned, sent
from octavo.desk.merge.hunk import Hunk, What
from octavo.desk.merge.leaf import Kind, Leaf
from octavo.desk.merge.matching import accepted
from octavo.desk.merge.proof import sign_of
from octavo.desk.merge.shown import words_of
from octavo.desk.patch import patches
from octavo.model.finding import TextError
from tests.bench.whole_books import sample
from tests.bench.word_edits import EDITS, Edit
from tests.word_editor import Editor

ROOT = Path(__file__).parents[2]
AUTHOR = "Ann Lee"


@dataclass
class Case:
    """One edit in one way: the file that came back, and what became of it."""

    edit: Edit
    way: str
    path: Path
    fault: str = ""


def book_in(folder: Path) -> Book:
    """Copy the sample edition into a folder; return the book."""
    return Book.open(sample(folder))


def resaved(files: Sequence[Path], folder: Path) -> list[Path]:
    """What LibreOffice writes when it opens files and saves them again."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    call = ["soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML"]
    call += ["--outdir", str(folder), *map(str, files)]
    subprocess.run(call, check=True, capture_output=True)
    return [folder / path.name for path in files]


def make_cases(path: Path, folder: Path, edits: Sequence[Edit]) -> list[Case]:
    cases = []
    for edit in edits:
        for way, author in (("untracked", ""), ("tracked", AUTHOR)):
            editor = Editor.open(path, author)
            edit.make(editor)
            cases.append(Case(edit, way, editor.save(folder / f"{edit.name}-{way}.docx")))
    tracked = [case for case in cases if case.way == "tracked"]
    again = folder / "again"
    again.mkdir()
    office = shutil.which("soffice") and "--no-office" not in sys.argv
    saved = resaved([case.path for case in tracked], again) if office else []
    ways = [Case(case.edit, "re-saved", path) for case, path in zip(tracked, saved, strict=False)]
    return [*cases, *ways]


def check(case: Case, book: Book, known: sent.Sent) -> str:
    """Merge a file; return what is wrong, or ""."""
    came = returned.opened(case.path)
    laid = merging.lay(book, known, came.leaves)
    hunks = [one.landed.hunk for one in laid.proposed]
    expected = Counter(case.edit.hunks)
    begun = [text[:-1] for hunk in expected for text in hunk[1:] if text.endswith("…")]
    seen = Counter(_shown(hunk, laid.sent.leaves, begun) for hunk in hunks)
    if seen != expected:
        more, less = (seen - expected).elements(), (expected - seen).elements()
        return f"hunks {sorted(more)} for {sorted(less)}"
    if laid.conflicts:
        return f"conflict: {laid.conflicts[0].landed.why}"
    authors = {hunk.author for hunk in hunks}
    if case.way == "re-saved" and all(hunk.what is What.FORMAT for hunk in hunks):
        authors |= {AUTHOR}
        authors -= {""}  # LibreOffice 7.4 writes no change where a style's italics are switched off
    if case.way != "untracked" and authors != {AUTHOR}:
        return f"author {authors}"
    made, refused = laid.patches(laid.open)
    if refused:
        return f"refused: {refused[0].landed.why}"
    if case.way == "re-saved":
        return (
            ""  # LibreOffice parts paragraphs and loses formulas: the tracked file shows the same
        )
    return _converges(case, came.leaves, book, made)


def _shown(hunk: Hunk, leaves: Sequence[Leaf], begun: Sequence[str]) -> tuple[str, str, str]:
    before, after = words_of(hunk, leaves)
    return hunk.what.value, _short(before, begun), _short(after, begun)


def _short(words: str, begun: Sequence[str]) -> str:
    """Words, or their beginning where that is what is expected of them."""
    return next((f"{start}…" for start in begun if words.startswith(start)), words)


BUILT: dict[tuple[bytes, ...], tuple[Leaf, ...]] = {}
"""What was built of changed chapters: the same change, tracked or not, is built once."""


def _converges(
    case: Case, leaves: Sequence[Leaf], book: Book, made: Sequence[patches.Patch]
) -> str:
    """Build the merged text; return where it does not read as the file that came back."""
    key = tuple(patch.after for patch in made)
    try:
        if key not in BUILT:
            BUILT[key] = _built(case.path.with_suffix(".again"), book, made)
    except TextError as fault:
        return f"not built: {fault.findings[0].message}"
    return _difference(BUILT[key], accepted(leaves))


def _built(path: Path, book: Book, made: Sequence[patches.Patch]) -> tuple[Leaf, ...]:
    """Return the leaves of the file that is made of changed chapters, which are put back."""
    before = {patch.file: (book.root / patch.file).read_bytes() for patch in made}
    try:
        for patch in made:
            (book.root / patch.file).write_bytes(patch.after)
        again = send.send(Book.open(book.root), send.Parcel(out=path))
    finally:
        for name, data in before.items():
            (book.root / name).write_bytes(data)
    path.unlink()
    shutil.rmtree(book.root / sent.FOLDER / again.sent.id)
    return again.sent.leaves


def _difference(one: Sequence[Leaf], other: Sequence[Leaf]) -> str:
    """Return the first words that differ."""
    for mine, theirs in zip(_plain(one), _plain(other), strict=False):
        if mine != theirs:
            return f"reads {mine[1][:3]} for {theirs[1][:3]}"
    return ""


def _plain(leaves: Sequence[Leaf]) -> list[tuple[Kind, tuple[object, ...]]]:
    read = [(leaf.kind, sign_of(leaf.tokens)) for leaf in leaves]
    return [(kind, signs) for kind, signs in read if signs]


def run(names: Sequence[str], tell: Callable[[str], None] = print) -> int:
    """Run the edits that are named, or all; return how many are not as they should be."""
    edits = [edit for edit in EDITS if not names or edit.name in names]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        book = book_in(folder / "book")
        posted = send.send(book, send.Parcel())
        cases = make_cases(posted.path, folder, edits)
        started = time.process_time()
        for case in cases:
            case.fault = check(case, book, posted.sent)
            if case.fault:
                tell(f"{case.edit.name} ({case.way}): {case.fault}")
        seconds = time.process_time() - started
    for way in ("untracked", "tracked", "re-saved"):
        own = [case for case in cases if case.way == way]
        tell(f"{way}: {sum(not case.fault for case in own)} of {len(own)} exactly their hunks")
    tell(f"{seconds:.0f} s")
    return sum(bool(case.fault) for case in cases)


if __name__ == "__main__":
    sys.exit(min(run([name for name in sys.argv[1:] if not name.startswith("-")]), 1))
