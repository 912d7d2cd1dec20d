"""Scripts of edits at random, tracked or not, on a text that may have moved on: nothing is lost."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from octavo import pandoc
from octavo.book.book import Book
from octavo.desk import send
from octavo.desk.merge import merging, returned, sent
from octavo.desk.merge.landing import State
from octavo.desk.merge.leaf import Atom
from octavo.desk.merge.matching import accepted
from octavo.desk.merge.merging import Merge, Proposed
from octavo.desk.merge.proof import sign_of
from octavo.desk.merge.text_leaves import leaves
from octavo.model.nodes import Node
from tests.examples import examples
from tests.test_merge import CHAPTER, TEXT, make
from tests.word_editor import Editor, text_of

CITED = (
    TEXT.replace("The quay is gone.", "The quay is gone, says Coe [@coe, p. 4]. Boats rot there.")
    .replace("works has it.", "works has it, as @coe knows.")
    .replace("they said.", "they said [see @lee, ch. 2; @coe].")
)
WORKS = [
    {"id": key, "type": "book", "title": title, "author": [{"family": name}], "issued": year}
    for key, title, name in (("coe", "Salt", "Coe"), ("lee", "Brine", "Lee"))
    for year in [{"date-parts": [[1902]]}]
]
NEW = (
    "salt",
    "and *ash*",
    "1683",
    "\N{EM DASH}",
    "[sic]",
    "Row, men",
    "# 5",
    "a_b",
    "$2",
    "| x",
    "",
)
WORD = re.compile(r"\w{3,}")
Step = tuple[str, int, int]


@pytest.fixture(scope="module", autouse=True)
def readings() -> Iterator[None]:
    """Let pandoc read a text once: the merge reads before and after, and so does each check."""
    run = pandoc.run
    kept = lru_cache(maxsize=256)(lambda arguments, text: run([*arguments], text))

    def read(arguments: list[str], stdin: bytes = b"", cwd: Path | None = None) -> bytes:
        return run(arguments, stdin, cwd) if cwd or not stdin else kept((*arguments,), stdin)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pandoc, "run", read)
        yield


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make(tmp_path_factory.mktemp("scripts") / "book", CITED)
    (folder / "metadata" / "references.json").write_bytes(orjson.dumps(WORKS))
    send.send(Book.open(folder), send.Parcel(out=folder / "sent.docx"))
    return folder


def _some(editor: Editor, place: int) -> str:
    """The words of a paragraph of the text."""
    every = [one for one in editor.paragraphs() if _is_text(one) and text_of(one).strip()]
    return text_of(every[place % len(every)])


def _is_text(paragraph: object) -> bool:
    style = paragraph.find("{*}pPr/{*}pStyle")  # type: ignore[attr-defined]
    named = "" if style is None else next(iter(style.attrib.values()))
    return named in (
        "BodyText",
        "FirstParagraph",
        "BlockText",
        "Compact",
        "FootnoteText",
        "Heading2",
    )


def _word(text: str, at: int) -> str:
    words = [match[0] for match in WORD.finditer(text) if text.count(match[0]) == 1]
    return words[at % len(words)]


STEPS: dict[str, Callable[[Editor, str, int], None]] = {
    "word": lambda e, text, at: e.replace(_word(text, at), NEW[at % len(NEW)], text),
    "words": lambda e, text, at: e.replace(text[: len(text) // 2], NEW[at % len(NEW)], text),
    "all words": lambda e, text, at: e.replace(text, NEW[at % len(NEW)] or "Else.", text),
    "italics": lambda e, text, at: e.format(_word(text, at), within=text),
    "no italics": lambda e, text, at: e.format(_word(text, at), within=text, off="i"),
    "new": lambda e, text, at: e.new_paragraph(text, f"{NEW[at % len(NEW)]} is new."),
    "gone": lambda e, text, _: e.delete_paragraph(text),
    "parted": lambda e, text, at: e.split(_word(text, at)),
    "joined": lambda e, text, _: e.join(text),
    "moved": lambda e, text, at: e.move(text, _some(e, at)),
    "level": lambda e, text, at: e.level(text, ("BodyText", "Heading1", "Heading2")[at % 3]),
    "note": lambda e, text, at: e.note(_word(text, at), "Of it."),
    "no note": lambda e, _, at: e.delete_note(at % 2),
}
SCRIPTS = st.lists(
    st.tuples(st.sampled_from([*STEPS]), st.integers(0, 20), st.integers(0, 12)),
    min_size=1,
    max_size=7,
)
MINE = st.lists(st.integers(0, 60), max_size=4)


def edit(editor: Editor, script: Sequence[Step]) -> None:
    for name, place, at in script:
        try:
            STEPS[name](editor, _some(editor, place), at)
        except (AttributeError, LookupError, StopIteration, ValueError, ZeroDivisionError):
            continue  # its words are gone, or Word would not let one do that


def moved_on(text: str, numbers: Sequence[int]) -> tuple[str, list[str]]:
    """Return a text in which some words were changed since, and these words."""
    words = [m[0] for m in re.finditer(r"\b[a-z]{4,}\b", text) if text.count(m[0]) == 1]
    words = [word for word in words if word not in ("pans", "carts")]
    mine = [words[number % len(words)] for number in dict.fromkeys(numbers)]
    for word in mine:
        text = re.sub(rf"\b{word}\b", f"{word}yy", text)
    return text, [f"{word}yy" for word in mine]


def check(book: Path, script: Sequence[Step], mine: Sequence[int], author: str) -> None:
    editor = Editor.open(book / "sent.docx", author)
    edit(editor, script)
    before, own = moved_on(CITED, mine)
    with tempfile.TemporaryDirectory() as folder:
        came = returned.opened(editor.save(Path(folder) / "back.docx"))
    (book / CHAPTER).write_text(before, encoding="utf-8")
    try:
        known = kept(book, came.id)
        laid = merging.lay(Book.open(book), known, came.leaves)
        patches, refused = laid.patches(laid.open)
    finally:
        (book / CHAPTER).write_text(CITED, encoding="utf-8")
    assert {patch.file for patch in patches} <= {CHAPTER}
    after = patches[0].after.decode() if patches else before
    ids = {one.finding.id for one in refused}
    made = [one for one in laid.open if one.finding.id not in ids]
    assert [word for word in own if word not in after] == []
    _nothing_new_is_lost(came, after, [*refused, *laid.conflicts])
    _the_rest_stays(before, after, made)
    _citations_stay(before, after, sum(_cites(known, laid, one) for one in made))


@lru_cache
def kept(book: Path, identifier: str) -> sent.Sent:
    return sent.load(book, identifier)


def _nothing_new_is_lost(came: returned.Returned, after: str, others: Sequence[Proposed]) -> None:
    """Each word of the returned file stands in the text, or in what is shown of it."""
    shown = " ".join(one.finding.after for one in others)
    merged = [_plain(sign_of(one.leaf.tokens)) for one in leaves(after, blocks(after))]
    kept = {*" ".join(merged).split(), *_plain(((shown, frozenset()),)).split()}
    known = set(re.findall(r"\w+", CITED))
    everything = " ".join([*kept, *known, "A Book Salt Brine Lee 1902 n d Contents"])
    tokens = [token for leaf in accepted(came.leaves) for token in leaf.tokens if not token.atom]
    new = [word for token in tokens for word in re.findall(r"\w+", token.text)]
    assert [word for word in new if word not in everything] == []


def _plain(signs: tuple[tuple[str, frozenset[str]], ...]) -> str:
    text = "".join(part for part, _ in signs if not part.startswith("\0"))
    return re.sub(r"\W+", " ", text).strip()


def _the_rest_stays(before: str, after: str, made: Sequence[Proposed]) -> None:
    """What stands around the blocks of the leaves that were changed has the same bytes."""
    spots = [spot for one in made for spot in (one.landed.spot, one.landed.other) if spot]
    touched = sorted({_block(before, spot.typed.start, spot.typed.end) for spot in spots})
    at, place = 0, 0
    for start, end in [*touched, (len(before), len(before))]:
        rest = before[at:start].strip()
        position = after.find(rest, place)
        assert position >= 0, f"not as it was: {rest!r}"
        place, at = position + len(rest), max(at, end)


def _block(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the paragraph around some characters: from one blank line to the next."""
    first = text.rfind("\n\n", 0, start) + 2 if "\n\n" in text[:start] else 0
    last = text.find("\n\n", end)
    return first, len(text) if last < 0 else last


@lru_cache(maxsize=64)
def blocks(text: str) -> list[Node]:
    return pandoc.read(text.encode()).blocks


def cited(text: str) -> Counter[bytes]:
    """The citations of a text as pandoc reads them, without the numbers of notes."""
    made: Counter[bytes] = Counter()

    def visit(node: object) -> None:
        if isinstance(node, dict):
            if node.get("t") == "Cite":
                each = [{**one, "citationNoteNum": 0} for one in node["c"][0]]
                made[orjson.dumps(each)] += 1
            for one in node.values():
                visit(one)
        elif isinstance(node, list):
            for one in node:
                visit(one)

    visit(blocks(text))
    return made


def _citations_stay(before: str, after: str, deleted: int) -> None:
    """Each citation is as it was; only one that an editor deleted is gone, and none is new."""
    was, now = cited(before), cited(after)
    gone = was - now
    assert not now - was
    assert gone.total() <= deleted


def _cites(known: sent.Sent, laid: Merge, one: Proposed) -> int:
    """Return how many citations may go with a change: those in the leaf, as it was sent, or words.

    Where no citation came back at all, those of `laid` are words: a program may have lost them.
    """
    landed = one.landed
    is_whole = landed.hunk.what.value in ("deleted", "joined", "moved")
    tokens = (known if is_whole else laid.sent).leaves[landed.hunk.leaf].tokens
    taken = tokens if is_whole else tokens[landed.hunk.start : landed.hunk.end]
    assert landed.state is State.PLACED
    return 2 * sum(token.atom in (Atom.CITE, Atom.NOTE) for token in taken)


WRONG: dict[str, list[Step]] = {
    "a note is parted into short ones": [("parted", 0, 1), ("word", 9, 1), ("parted", 9, 1)],
    "no citation is left": [("gone", 0, 0), ("gone", 3, 0), ("gone", 0, 0), ("gone", 4, 0)],
    "a new note in the style of a heading": [("note", 1, 0), ("level", 9, 1)],
}
"""Scripts at which a merge, or this test, once went wrong."""


@pytest.mark.parametrize("author", ["", "Ann Lee"])
@pytest.mark.parametrize("script", WRONG.values(), ids=WRONG)
def test_a_script_that_was_wrong(book: Path, script: list[Step], author: str) -> None:
    check(book, script, [], author)


SETTINGS = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@settings(max_examples=examples(83), **SETTINGS)  # type: ignore[arg-type]
@given(script=SCRIPTS, mine=MINE, author=st.sampled_from(["", "Ann Lee"]))
def test_a_script_of_edits(book: Path, script: list[Step], mine: list[int], author: str) -> None:
    check(book, script, mine, author)


@pytest.mark.long
@settings(max_examples=examples(1000), **SETTINGS)  # type: ignore[arg-type]
@given(script=SCRIPTS, mine=MINE, author=st.sampled_from(["", "Ann Lee"]))
def test_a_thousand_scripts(book: Path, script: list[Step], mine: list[int], author: str) -> None:
    check(book, script, mine, author)
