"""Whatever an editor does, nothing is lost: no crash, and no byte changes but in what he edited."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from octavo import pandoc
from octavo.book.book import Book
from octavo.desk import send
from octavo.desk.merge import merging, returned
from octavo.desk.merge.matching import accepted
from octavo.desk.merge.proof import sign_of
from octavo.desk.merge.returned import Returned
from octavo.desk.merge.text_leaves import leaves
from octavo.formats.docx.xml import Element
from tests.test_merge import CHAPTER, TEXT, make
from tests.word_editor import Editor, text_of

WORDS = ("salt", "and *ash*", "1683", "\N{EM DASH}", "[sic]", "Row, men", "# 5", "a_b", "$2", "| x")
SEEDS = 12


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make(tmp_path_factory.mktemp("random") / "book")
    send.send(Book.open(folder), send.Parcel(out=folder / "sent.docx"))
    return folder


def edit(editor: Editor, chance: random.Random) -> None:
    """Do something anywhere in the text."""
    body = [one for one in editor.paragraphs() if _is_text(one)]
    paragraph = chance.choice(body)
    text = text_of(paragraph)
    words = [match[0] for match in re.finditer(r"\w{3,}", text) if text.count(match[0]) == 1]
    if not words:
        return
    word, new = chance.choice(words), chance.choice(WORDS)
    does = chance.choice(
        [
            lambda: editor.replace(word, new, text),
            lambda: editor.replace(word, "", text),
            lambda: editor.format(word, within=text),
            lambda: editor.new_paragraph(text, f"{new} is new."),
            lambda: (
                editor.split(word)
                if text.index(word) and word in text_of(editor.find(word))
                else None
            ),
            lambda: editor.replace(text[: len(text) // 2], new, text),
        ]
    )
    does()


def _is_text(paragraph: Element) -> bool:
    style = paragraph.find("{*}pPr/{*}pStyle")
    named = "" if style is None else next(iter(style.attrib.values()))
    fine = ("BodyText", "FirstParagraph", "BlockText", "Compact", "FootnoteText", "Heading2")
    return named in fine and bool(text_of(paragraph).strip())


def read(folder: Path, editor: Editor) -> Returned:
    return returned.opened(editor.save(folder / "back.docx"))


@pytest.mark.parametrize("seed", range(SEEDS))
def test_nothing_is_lost(seed: int, book: Path) -> None:
    chance = random.Random(seed)  # noqa: S311
    editor = Editor.open(book / "sent.docx", chance.choice(["", "Ann Lee"]))
    for _ in range(chance.randint(1, 5)):
        try:
            edit(editor, chance)
        except (LookupError, ValueError, StopIteration):
            continue  # its words are gone
    came = read(book, editor)
    opened = Book.open(book)
    laid = merging.lay(opened, returned.sent_as(book, came), came.leaves)
    patches, refused = laid.patches(laid.open)
    shown = " ".join(one.finding.after for one in (*refused, *laid.conflicts))
    assert {patch.file for patch in patches} <= {CHAPTER}
    text = patches[0].after.decode() if patches else (book / CHAPTER).read_text(encoding="utf-8")
    merged = [sign_of(one.leaf.tokens) for one in leaves(text, pandoc.read(text.encode()).blocks)]
    kept = " ".join(map(_plain, [*merged, ((shown, frozenset()),)]))
    new = " ".join(_plain(sign_of(leaf.tokens)) for leaf in accepted(came.leaves))
    assert set(new.split()) - set(kept.split()) <= {"A", "Book"}


def _plain(signs: tuple[tuple[str, frozenset[str]], ...]) -> str:
    text = "".join(part for part, _ in signs)
    for sign in "\N{EN DASH}\N{EM DASH}":
        text = text.replace(sign, "-")
    return re.sub(r"\W+", " ", text).strip()


@pytest.mark.parametrize("seed", range(SEEDS))
def test_two_who_change_words_are_both_heard(seed: int, book: Path) -> None:
    """Today's text gets both their words; where they changed the same, it stays, and is shown."""
    chance = random.Random(seed)  # noqa: S311
    known = [word for word in re.findall(r"\w{4,}", TEXT) if TEXT.count(word) == 1]
    words = [word for word in known if word[0].islower() and word not in ("pans", "carts")]
    theirs, mine = chance.sample(words, 3), chance.sample(words, 3)
    editor = Editor.open(book / "sent.docx", chance.choice(["", "Ann Lee"]))
    for word in theirs:
        editor.replace(word, f"{word}x")
    now = _changed(TEXT, mine, "y")
    (book / CHAPTER).write_text(now, encoding="utf-8")
    try:
        came = read(book, editor)
        laid = merging.lay(Book.open(book), returned.sent_as(book, came), came.leaves)
        patches, refused = laid.patches(laid.open)
    finally:
        (book / CHAPTER).write_text(TEXT, encoding="utf-8")
    alone = [word for word in theirs if word not in mine]
    after = patches[0].after.decode() if patches else now
    assert after == _changed(now, alone, "x")
    assert not refused
    assert sorted(one.finding.before for one in laid.conflicts) == sorted(set(theirs) & set(mine))


def _changed(text: str, words: list[str], tail: str) -> str:
    for word in words:
        text = re.sub(rf"\b{word}\b", f"{word}{tail}", text)
    return text
