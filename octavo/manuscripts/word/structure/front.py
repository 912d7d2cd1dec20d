"""Finds title, subtitle and author on the first page of a Word file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.book.imports import Use
from octavo.manuscripts.word.front import repeated
from octavo.manuscripts.word.structure import lines, names, numbers
from octavo.manuscripts.word.structure.seen import Seen, Usual
from octavo.model.meanings import Meaning

FIRST = 12
"""Among so many paragraphs that have words a title page stands."""

NEAR = 4
"""Among so many the title stands that only its look shows."""

BY = re.compile(r"(?i)(?:by|von|par|de|di|por|door|af|av|автор:?)\s+(?P<name>\S.{2,60})")
ARTICLES = frozenset(
    "the a an of and on in for to der die das ein eine und le la les un une des du et el".split()  # noqa: SIM905
)
BY_STYLE = "by its style"
BY_PLACE = "by its place and size"


def take(
    seen: list[Seen], usual: Usual, of: dict[int, Meaning], free: set[int]
) -> Iterator[tuple[Use, int]]:
    """Yield what of the first page goes into edition.yaml, with the numbers of its paragraphs."""
    page = _page(seen, of)
    styled = {n: names.of_paragraph(seen[n].style.name).meaning for n in page}
    used: set[str] = set()
    headings = repeated((one.style.name, one.text) for one in seen if one.in_body)
    for number in page:
        meaning = styled[number]
        if meaning is None or meaning.kind not in ("title", "subtitle", "author"):
            continue
        if meaning.kind != "author" and seen[number].style.name in headings:
            continue
        if meaning.kind not in used or meaning.kind == "author":
            used.add(meaning.kind)
            yield _use(seen[number], meaning.kind, BY_STYLE, certain=True), number
    if "title" in used:
        return
    title = _title([n for n in page if n in free], seen, usual)
    if title is None:
        return
    yield _use(seen[title], "title", BY_PLACE, certain=True), title
    yield from _below(title, [n for n in page if n in free], seen, usual)


def _page(seen: list[Seen], of: dict[int, Meaning]) -> list[int]:
    """Return the paragraphs of the first page: those before the first heading or running text."""
    page: list[int] = []
    for number, one in enumerate(seen):
        if not one.in_body or not one.text:
            continue
        meaning = of.get(number)
        ended = meaning is not None and meaning.kind != "body"
        if ended or len(one.text) > lines.PROSE or len(page) == FIRST:
            break
        page.append(number)
    return page


def _title(page: list[int], seen: list[Seen], usual: Usual) -> int | None:
    """Return the paragraph that is the largest of the text, near its beginning."""
    sizes = [one.size for one in seen if one.in_body and one.text]
    most = max(sizes, default=0)
    if most < usual.size + lines.LARGER or sizes.count(most) > 1:
        return None
    for number in page[:NEAR]:
        one = seen[number]
        if one.size == most and lines.may_be(one, usual) and not numbers.read(one.text).kind:
            return number
    return None


def _below(
    title: int, page: list[int], seen: list[Seen], usual: Usual
) -> Iterator[tuple[Use, int]]:
    """Yield the author's line below the title, sure where it says so."""
    for number in page:
        one = seen[number]
        if number <= title or number > title + FIRST or numbers.read(one.text).kind:
            continue
        by = BY.fullmatch(one.text)
        if by and _is_name(by["name"]):
            yield _use(one, "author", "it says so", certain=True), number
            return
        if lines.stands_out(one, usual) and not one.bold and _is_name(one.text):
            yield _use(one, "author", BY_PLACE, certain=False), number
            return


def _is_name(text: str) -> bool:
    """Whether words may be a person's name: two to five, with capitals, and no article."""
    words = text.split()
    if not 2 <= len(words) <= 5 or any(sign.isdigit() for sign in text) or text.isupper():
        return False
    return (
        all(
            word[0].isupper() and word.casefold() not in ARTICLES for word in words if len(word) > 3
        )
        and words[0][0].isupper()
        and words[0].casefold() not in ARTICLES
    )


def _use(one: Seen, kind: str, why: str, *, certain: bool) -> Use:
    return Use("front", one.text, Meaning(kind), certain=certain, why=why)
