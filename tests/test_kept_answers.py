"""What was made of a book is kept for the next build; a build from it is the one from nothing."""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import FunctionType

import pytest

from octavo.book.book import Book
from octavo.cache import Cache
from octavo.press.prepare import prepare
from octavo.press.workers import Workers
from octavo.system import remembered as memory
from octavo.system.remembered import kept_in, remembered
from octavo.text.letters.pages import PAGES
from octavo.verbs import order
from tests.running import ROOT, AtOnce, make_book, snapshot


class Sure(Enum):
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Seen:
    at: int
    sure: Sure
    inside: tuple[int, int] | None = None


def forget() -> None:
    """Forget what this process remembers, as a new one has it."""
    for module in [one for name, one in sys.modules.items() if name.startswith("octavo")]:
        for value in vars(module).values():
            if isinstance(value, FunctionType) and hasattr(value, "forget"):
                value.forget()


def counting() -> tuple[list[str], Callable[..., Iterator[Seen]]]:
    asked: list[str] = []

    @remembered
    def vowels(text: str, most: int) -> Iterator[Seen]:
        asked.append(text)
        places = [at for at, sign in enumerate(text) if sign in "aeiou"]
        yield from (Seen(at, Sure.YES, (at, at + 1)) for at in places[:most])

    return asked, vowels


@pytest.fixture
def store(tmp_path: Path) -> Cache:
    return Cache(tmp_path / ".octavo" / "cache")


def answers(store: Cache, version: str = "1", text: str = "a word", most: int = 9) -> bool:
    """Ask as a new process does; return whether the function had to look."""
    asked, vowels = counting()
    with kept_in(store, version):
        seen = list(vowels(text, most))
    assert (
        seen
        == [Seen(at, Sure.YES, (at, at + 1)) for at, sign in enumerate(text) if sign in "aeiou"][
            :most
        ]
    )
    return bool(asked)


def test_an_answer_is_kept_by_text_settings_and_version(store: Cache) -> None:
    assert answers(store)
    assert not answers(store)
    assert answers(store, most=1)
    assert answers(store, text="a wood")
    assert answers(store, version="2")
    assert not answers(store)


@pytest.mark.parametrize(
    "spoilt", [b"", b"{", b'{"x": 1}', b'["__import__"]', b"\xff", b'{"x":[{}]}']
)
def test_what_is_no_answer_is_made_anew(store: Cache, spoilt: bytes) -> None:
    assert answers(store)
    for entry in store.entries():  # the digest is right: whoever wrote it knew how
        store.put(entry.kind, entry.path.name, spoilt)
    assert answers(store)
    assert not answers(store)


def test_an_answer_that_would_come_out_otherwise_is_not_kept(store: Cache) -> None:
    asked: list[str] = []

    @remembered
    def lying(text: str) -> Iterator[int]:
        asked.append(text)
        yield "one"  # type: ignore[misc]

    for _ in range(2):
        lying.forget()  # type: ignore[attr-defined]
        with kept_in(store, "1"):
            assert list(lying("a")) == ["one"]
    assert asked == ["a", "a"]


def test_arguments_are_told_apart(store: Cache) -> None:
    """No two lists of arguments have one key."""
    lists = [
        ("a", "b"),
        ("ab",),
        ("a\0b",),
        ("a", 1),
        ("a", "1"),
        (("a",),),
        ("a", True),
        ("a", None),
    ]
    assert len({memory._digest(one) for one in lists}) == len(lists)
    assert memory._digest((Seen(1, Sure.YES),)) != memory._digest((Seen(1, Sure.NO),))
    with pytest.raises(TypeError):
        memory._digest(([],))


def test_the_oldest_answers_go(store: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "LONGEST", 250)
    texts = [f"{number} a" for number in range(6)]
    for text in texts:
        answers(store, text=text)
    assert sum(entry.size for entry in store.entries()) <= 250 + 2 * 64
    assert not answers(store, text=texts[-1])
    assert answers(store, text=texts[0])


def test_a_new_answer_is_kept_beside_the_others(
    store: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is long is not written anew for each: only when there are many new ones."""
    monkeypatch.setattr(memory, "FEW", 2)
    assert answers(store, text="a " * 50)
    long = max(store.entries(), key=lambda entry: entry.size)
    before = long.path.read_bytes()
    texts = ["new", "newer", "newest"]
    for text in texts[:2]:
        assert answers(store, text=text)
        assert long.path.read_bytes() == before
    assert answers(store, text=texts[2])
    assert long.path.read_bytes() != before
    assert not any(answers(store, text=text) for text in ("a " * 50, *texts))


def test_a_page_is_known_by_its_codec() -> None:
    """What a text was read in is kept by that name."""
    assert len({page.codec for page in PAGES}) == len(PAGES)


def chapters(book: Path) -> list[Path]:
    return sorted((book / "source").glob("*.md"))


def change_a_word(book: Path, chance: random.Random) -> None:
    path = chance.choice(chapters(book))
    text = path.read_text(encoding="utf-8")
    words = list(re.finditer(r"(?<= )[a-z]{3,}(?= )", text))
    word = chance.choice(words)
    path.write_text(f"{text[: word.start()]}naïve{text[word.end() :]}", encoding="utf-8")


def add_a_paragraph(book: Path, chance: random.Random) -> None:
    path = chance.choice(chapters(book))
    words = 'They met -- in 1935-36 -- and "so" it was... See Carr, *Marx* (London, 1938), p. 4.\n'
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{words}", encoding="utf-8")


def change_a_setting(book: Path, chance: random.Random) -> None:
    _set(book / "metadata" / "design.yaml", "house-style", chance.choice(["en-US", "en-GB", "fr"]))


def change_the_language(book: Path, chance: random.Random) -> None:
    _set(book / "metadata" / "edition.yaml", "lang", chance.choice(["en-US", "de", "en-GB", "ru"]))


def add_a_citation(book: Path, chance: random.Random) -> None:
    path = chance.choice(chapters(book))
    references = book / "metadata" / "references.json"
    work = '{"id": "carr", "type": "book", "title": "Marx", "issued": {"date-parts": [[1938]]}}'
    known = references.read_text(encoding="utf-8").strip()
    if '"carr"' not in known:
        comma = "" if known == "[]" else ","
        references.write_text(f"[{work}{comma}{known[1:]}\n", encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\nAs he says [@carr, p. 12].\n", encoding="utf-8")


def swap_two_chapters(book: Path, chance: random.Random) -> None:
    one, other = chance.sample(chapters(book), 2)
    texts = one.read_bytes(), other.read_bytes()
    one.write_bytes(texts[1])
    other.write_bytes(texts[0])


EDITS = (
    change_a_word,
    add_a_paragraph,
    change_a_setting,
    change_the_language,
    add_a_citation,
    swap_two_chapters,
)


def _set(path: Path, key: str, value: str) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(f"{key}:")]
    path.write_text("\n".join([*kept, f"{key}: {value}", ""]), encoding="utf-8")


def edited(book: Path, seed: int) -> Iterator[str]:
    """Make every kind of edit in some order, each upon the others, after a build of nothing."""
    chance = random.Random(seed)  # noqa: S311 - the same edits every time
    yield "as it was"
    for edit in chance.sample(EDITS, len(EDITS)):
        edit(book, chance)
        yield edit.__name__


def copied(book: Path) -> Path:
    """Copy a book to where it has never been built, under the same name."""
    cold = book.parent / "cold" / book.name
    shutil.rmtree(cold.parent, ignore_errors=True)
    shutil.copytree(book, cold, ignore=shutil.ignore_patterns(".octavo", "dist"))
    return cold


def prepared(book: Path) -> tuple[bytes, str]:
    forget()
    made = prepare(Book.open(book))
    text = made.document.dumps().replace(str(book).encode(), b"")
    return text, repr(made.findings).replace(str(book), "")


@pytest.mark.parametrize("seed", range(3))
def test_a_text_is_prepared_alike_with_what_is_kept_and_without(tmp_path: Path, seed: int) -> None:
    book = make_book(tmp_path / "book")
    for edit in edited(book, seed):
        warm = prepared(book)
        assert warm == prepared(copied(book)), edit
        assert warm == prepared(book), f"{edit}, once more"


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3))
def test_an_edition_is_built_alike_with_what_is_kept_and_without(tmp_path: Path, seed: int) -> None:
    """The sample edition in all formats: its files, findings and pages, byte for byte."""
    book = tmp_path / "book"
    for folder in ("source", "metadata"):
        shutil.copytree(ROOT / folder, book / folder)
    for edit in edited(book, seed):
        built = {}
        for place in (book, copied(book)):
            forget()
            asked = order.Order("", place, None, strict=False, quiet=True, draft=True)
            made, _ = order.make(Workers.of(AtOnce()), asked)
            built[place] = (made.status, repr(made.findings), snapshot(place / "dist"))
        warm, cold = built.values()
        assert warm == cold, edit
