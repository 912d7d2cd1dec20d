"""Finds what stands before a text and is none of it: a title page, and contents that were typed.

Their lines are short, set apart and often numbered, as headings are; what they say tells them
apart. A title page names who hands in what to whom. A line of contents stands again later, as the
heading, or ends in the number of a page.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from octavo.manuscripts.word.structure import lines, numbers
from octavo.manuscripts.word.structure.seen import Seen

MOST = 40
"""A title page has no more lines."""

CENTRED = 0.6
"""So many of a page's lines are centred where it is one of a title."""

LINES = 4
"""So many centred lines that have a page before the text to themselves are a title page."""

LONGEST = 400
"""A sentence on a title page, such as one for which degree a thesis is, has no more characters."""

ENTRIES = 4
"""So many entries at least are a list of contents."""

GAP = 8
"""Between two entries whose headings are known stand no more lines whose headings are not."""

DENSE = 0.4
"""So many of the lines of a list of contents are surely entries."""

SPREAD = 3
"""So many times more lines lie between the headings than between their entries."""

PAGE = re.compile(
    r"(?P<words>.*?\w)[\s.\N{HORIZONTAL ELLIPSIS}_-]*?\s(?P<page>\d{1,3}|[ivxlIVX]{1,6})"
)
"""A line that ends in the number of a page, Arabic or Roman."""

HANDED = re.compile(rf"(?i)\b(?:{numbers.phrases('handed')})(?!\w)")
PLACES = re.compile(rf"(?i)\b(?:{numbers.phrases('institution')})")
YEAR = re.compile(r"\D{0,40}\b(?:1[89]|20)\d\d\W*(?:[^\W\d]{1,2}\W*)?")
"""A line of a year, perhaps behind a place or a month."""


def title_page(seen: list[Seen]) -> frozenset[int]:
    """Return the lines of pages that say who hands something in, and where.

    They end above the first heading that is numbered or needs no number, and the first sentence.
    """
    rows: dict[int, list[int]] = defaultdict(list)
    ended = False
    for number, one in enumerate(seen):
        if not one.text or not one.in_body:
            continue
        if ended := _ends(one) or len(rows[one.page]) == MOST:
            break
        rows[one.page].append(number)
    whole = list(rows.values())[: -1 if ended else None]
    return frozenset(n for row in rows.values() for n in _credits(row, seen, whole=row in whole))


def _credits(row: list[int], seen: list[Seen], *, whole: bool) -> list[int]:
    """Return the lines of a page as far as they say who hands in what, or the `whole` page."""
    handed = [bool(HANDED.search(seen[n].text)) for n in row]
    named = [a or bool(PLACES.search(seen[n].text)) for a, n in zip(handed, row, strict=True)]
    middle = sum(seen[n].centred or seen[n].right for n in row)
    enough = sum(handed) > 1 and sum(named) > 2
    if whole and middle == len(row) and (len(row) >= LINES or YEAR.fullmatch(seen[row[-1]].text)):
        return row
    if not any(named) or (not enough and middle < CENTRED * len(row)):
        return []
    if whole:
        return row
    last = 0
    for place, number in enumerate(row):
        if place <= last + GAP and (named[place] or YEAR.fullmatch(seen[number].text)):
            last = place
    return row[: last + 1]


def _ends(one: Seen) -> bool:
    """Whether a title page is over above a paragraph."""
    numbered = numbers.read(one.text).kind
    if numbered in ("part", "chapter", "section", "decimal", "named") or one.listed:
        return True
    on_page = one.centred or one.right
    on_page |= bool(HANDED.search(one.text)) and not one.text.endswith(".")
    return lines.is_prose(one) and not (on_page and len(one.text) < LONGEST)


@dataclass(slots=True)
class _Entries:
    """The lines of a text as entries of contents: what each says, and where it stands again."""

    seen: list[Seen]
    filled: list[int] = field(init=False)
    keys: list[str] = field(init=False)
    pages: list[int | None] = field(init=False)
    last: dict[str, int] = field(init=False)
    often: Counter[str] = field(init=False)

    def __post_init__(self) -> None:
        self.filled = [n for n, one in enumerate(self.seen) if one.text and one.in_body]
        read = [_entry(self.seen[n].text) for n in self.filled]
        self.keys = [key for key, _ in read]
        self.pages = [page for _, page in read]
        self.last = {key: place for place, key in enumerate(self.keys)}
        self.often = Counter(self.keys)

    def is_entry(self, place: int) -> bool:
        """Whether a line stands again, or ends in a page; none is that text stands below."""
        key = self.keys[place]
        again = len(key) > 2 and self.last[key] > place and self.often[key] < ENTRIES
        below = self.filled[place + 1 : place + 2]
        if any(lines.is_prose(self.seen[n]) for n in (self.filled[place], *below)):
            return False
        return again or (self.pages[place] is not None and len(key) > 2)

    def runs(self) -> list[list[int]]:
        """Return entries that stand together, without running text between them."""
        runs: list[list[int]] = []
        for place in range(len(self.filled)):
            if lines.is_prose(self.seen[self.filled[place]]):
                runs.append([])
            elif self.is_entry(place):
                if not runs or (runs[-1] and place - runs[-1][-1] > GAP):
                    runs.append([])
                runs[-1].append(place)
        return runs

    def is_list(self, run: list[int]) -> bool:
        """Whether entries are a list of contents: by what stands again later, or by the pages."""
        keys = {self.keys[place] for place in run}
        length = run[-1] - run[0] + 1
        if len(keys) < ENTRIES or len(run) < DENSE * length:
            return False
        later = sorted({self.last[key] for key in keys} - set(run))
        later = [place for place in later if place > run[-1]]
        if len(later) >= ENTRIES and later[-1] - later[0] > SPREAD * length:
            return True
        pages = [page for place in run if (page := self.pages[place])]
        rising = sum(a <= b for a, b in pairwise(pages))
        return len(pages) > max(ENTRIES, DENSE * length) and rising >= 0.9 * (len(pages) - 1)


def _entry(text: str) -> tuple[str, int | None]:
    """Return what an entry says, without its number and page, and the page; None for none."""
    match = PAGE.fullmatch(text)
    words = match["words"] if match else text
    title = numbers.read(words).words or words
    page = match["page"] if match and title != text.split(maxsplit=1)[0] else ""
    key = "".join(sign for sign in title.casefold() if sign.isalnum())
    return key, int(page) if page.isdigit() else (0 if page else None)


def _trimmed(run: list[int]) -> list[int]:
    """Return entries without those before the first that stands right above another."""
    begins = (n for n, (a, b) in enumerate(pairwise(run)) if b == a + 1)
    return run[next(begins, len(run)) :]


def contents(seen: list[Seen]) -> frozenset[int]:
    """Return the lines of lists of contents that an author typed."""
    entries = _Entries(seen)
    lists = [run for run in map(_trimmed, entries.runs()) if run and entries.is_list(run)]
    return frozenset(entries.filled[place] for run in lists for place in range(run[0], run[-1] + 1))
