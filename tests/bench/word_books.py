"""Measures the way back from Word on whole books: many edits in one file, in three ways.

Of each kind some edits are made in the file of a book: untracked, tracked, and tracked and saved
again by LibreOffice. Each must be exactly its hunk; what is written is built again and must read as
the file that came back. `python -m tests.bench.word_books BOOK…`: folders of books.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from octavo.book.book import Book
from octavo.desk import send
from octavo.desk.merge import hunks, merging, restyled, returned, sent, shifted
from octavo.desk.merge.hunk import Hunk, What
from octavo.desk.merge.leaf import Atom, Leaf, Token
from octavo.desk.merge.matching import accepted, matched
from octavo.desk.merge.merging import Merge, Proposed
from octavo.desk.merge.shown import words_of
from octavo.formats import archive
from octavo.formats.docx.comments import Said, Thread, add_comments, leaf_texts
from octavo.model.finding import TextError
from tests.bench.word_choice import chosen
from tests.bench.word_edits import Edit
from tests.bench.word_merge import AUTHOR, resaved
from tests.word_editor import Editor

Shown = tuple[str, str, str]
PLACE = re.compile(r"_(?:Toc|Ref)\w+")
SAID = ("Is this so?", "Who says it?", "She does.")
LONG = 60
WAYS = ("untracked", "tracked", "re-saved")


@dataclass
class Result:
    """What one file gave: edits that are exactly their hunks, others, and what is left over."""

    exact: list[Edit] = field(default_factory=list)
    missed: list[Edit] = field(default_factory=list)
    extra: list[Shown] = field(default_factory=list)
    unnamed: int = 0
    comments: int = 0
    refused: list[tuple[Shown, str]] = field(default_factory=list)
    leaves: int = 0
    apart: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)


def shown(hunk: Hunk, leaves: Sequence[Leaf]) -> Shown:
    return (hunk.what.value, *words_of(hunk, leaves))


def _is(hunk: Shown, expected: Shown) -> bool:
    def same(one: str, other: str) -> bool:
        return one.startswith(other[:-1]) if other.endswith("…") else one == other

    return hunk[0] == expected[0] and same(hunk[1], expected[1]) and same(hunk[2], expected[2])


def weigh(edits: Sequence[Edit], laid: Merge, way: str) -> Result:
    """Give each edit its hunks; what no edit accounts for is left over."""
    made = Result()
    left = [shown(one.landed.hunk, laid.sent.leaves) for one in laid.proposed]
    for edit in edits:
        own: list[Shown] = []
        for expected in edit.hunks:
            hit = next((one for one in left if _is(one, expected) and one not in own), None)
            own += [hit] if hit else []
        is_exact = len(own) == len(edit.hunks)
        (made.exact if is_exact else made.missed).append(edit)
        for one in own if is_exact else ():
            left.remove(one)
    made.extra = left
    named = [one.landed.hunk for one in laid.proposed if one.landed.hunk.what is not What.IMAGE]
    if way != "untracked":
        made.unnamed = sum(hunk.author != AUTHOR for hunk in named)
    return made


def bare(leaves: Sequence[Leaf]) -> list[Leaf]:
    """Leaves without the names of places: in a file that is built anew others have them."""
    return [replace(leaf, ids=(), raw=tuple(map(_unnamed, leaf.raw))) for leaf in leaves]


def _unnamed(token: Token) -> Token:
    return replace(token, text=PLACE.sub("", token.text)) if token.atom is Atom.FIELD else token


def converge(book: Book, laid: Merge, came: Sequence[Leaf], made: Result, path: Path) -> None:
    """Write the changes into a copy of the book, build it, and lay it beside what came back."""
    patches, refused = laid.patches(laid.open)
    waiting: list[Proposed] = [*refused, *laid.conflicts]
    made.refused = [(shown(one.landed.hunk, laid.sent.leaves), one.landed.why) for one in waiting]
    made.files = {patch.file: patch.after for patch in patches}
    before = {patch.file: (book.root / patch.file).read_bytes() for patch in patches}
    try:
        for patch in patches:
            (book.root / patch.file).write_bytes(patch.after)
        again = send.send(Book.open(book.root), send.Parcel(out=path))
    except TextError as fault:
        made.apart += [f"not built: {one.place} {one.message}" for one in fault.findings]
        return
    finally:
        for name, data in before.items():
            (book.root / name).write_bytes(data)
    shutil.rmtree(book.root / sent.FOLDER / again.sent.id)
    theirs = bare(accepted(shifted.set_right(laid.sent, came)))
    lying = restyled.with_levels(matched(bare(again.sent.leaves), theirs))
    asked = Counter(one for one, _ in made.refused)
    for hunk in hunks.hunks_of(lying):
        one = shown(hunk, lying.sent)
        if asked[one]:
            asked[one] -= 1
        else:
            where = lying.sent[hunk.leaf].text[:60] if hunk.leaf >= 0 else ""
            made.apart.append(f"{one} in {where}")
    made.leaves = len(again.sent.leaves)


def commented(path: Path) -> Path:
    """Write comments beside some paragraphs of a file, the second with an answer."""
    members = archive.read(path)
    if "word/comments.xml" in members:
        return path
    names = [name for name, text in leaf_texts(members).items() if len(text) > LONG]
    comments = [Said(AUTHOR, "2026-03-01T10:00:00Z", text) for text in SAID]
    places = names[:: max(len(names) // 2, 1)][:2]
    threads = [
        Thread(places[0], 0, 4, (comments[0],)),
        Thread(places[-1], 0, 4, tuple(comments[1:])),
    ]
    add_comments(members, threads)
    archive.write(path, members, archive.EARLIEST)
    return path


def measure(root: Path, scratch: Path) -> dict[str, Result]:
    """Make the edits in a book's file, and return what each way gave."""
    book = Book.open(root)
    posted = send.send(book, send.Parcel(out=scratch / "sent.docx"))
    edits = chosen(Editor.open(posted.path))
    files = []
    for way, author in (("untracked", ""), ("tracked", AUTHOR)):
        editor = Editor.open(posted.path, author)
        for edit in edits:
            edit.make(editor)
        files.append(commented(editor.save(scratch / f"{way}.docx")))
    again = scratch / "again"
    again.mkdir(exist_ok=True)
    if shutil.which("soffice") and "--no-office" not in sys.argv:
        files += resaved(files[1:], again)
    results = {}
    for way, path in zip(WAYS, files, strict=False):
        came = returned.opened(path)
        laid = merging.lay(book, posted.sent, came.leaves)
        results[way] = weigh(edits, laid, way)
        results[way].comments = sum(one.text in SAID for one in came.comments)
        converge(book, laid, came.leaves, results[way], scratch / f"again-{way}.docx")
    return results


def report(name: str, results: dict[str, Result]) -> int:
    """Print what the ways gave; return how many edits and leaves are not as they should be."""
    faults = 0
    for way, one in results.items():
        total = len(one.exact) + len(one.missed)
        print(
            f"{name}, {way}: {len(one.exact)} of {total} exactly their hunks, "
            f"{len(one.extra)} more, {one.unnamed} without author; {len(one.refused)} asked; "
            f"{one.comments} of {len(SAID)} comments; "
            f"{len(one.apart)} of {one.leaves} leaves apart"
        )
        kinds = Counter(edit.name.rpartition("-")[0] for edit in (*one.exact, *one.missed))
        print("  " + ", ".join(f"{kind} {count}" for kind, count in kinds.items()))
        faults += len(one.missed) + len(one.extra) + len(one.apart)
        for edit in one.missed:
            print(f"  - {edit.name}: {edit.hunks}"[:220])
        for more in one.extra:
            print(f"  + {more}"[:220])
        for asked, why in one.refused:
            print(f"  ? {asked}: {why}"[:220])
        for apart in one.apart:
            print(f"  ≠ {apart}"[:220])
    if "re-saved" in results:
        same = results["re-saved"].files == results["tracked"].files
        print(f"{name}: the re-saved file gives {'the same bytes' if same else 'OTHER BYTES'}")
    return faults


def main(names: Sequence[str]) -> int:
    faults = 0
    totals: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for name in names:
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            for part in ("source", "metadata", "custom", "filters"):
                if (Path(name) / part).exists():
                    shutil.copytree(Path(name) / part, folder / "book" / part)
            results = measure(folder / "book", folder)
            faults += report(name, results)
            for way, one in results.items():
                totals[way][0] += len(one.exact)
                totals[way][1] += len(one.exact) + len(one.missed)
    for way, (exact, every) in totals.items():
        print(f"{way}: {exact} of {every} exactly their hunks")
    return faults


if __name__ == "__main__":
    sys.exit(min(main([one for one in sys.argv[1:] if not one.startswith("-")]), 1))
