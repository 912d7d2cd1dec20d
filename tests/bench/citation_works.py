"""Texts with real citations, made by code: works that everybody knows, cited in several habits."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_suffix(".txt")
SENTENCES = (
    "The argument was not new, and it was not meant to be.",
    "Much of what followed had been foreseen in the capitals of Europe.",
    "It is a claim that few of the pamphlets of the day would have allowed.",
    "Nobody in the town could say in what year the mill had closed.",
    "What was printed in the spring had been written in haste.",
    "The committee met on 3 May 1848 (a Wednesday) and agreed on nothing.",
)


@dataclass(frozen=True, slots=True)
class Habit:
    """How an author cites: how often again at once, several together, with what pages."""

    name: str
    again: float
    several: float
    pages: tuple[str, ...]
    signals: tuple[str, ...]


HABITS = (
    Habit("plain", 0.2, 0.0, ("p. {a}", "p. {a}", "pp. {a}-{b}"), ("",)),
    Habit("learned", 0.35, 0.12, ("p. {a}", "pp. {a}-{b}", "", "chapter {c}"), ("", "", "see ")),
    Habit("close", 0.6, 0.03, ("p. {a}", "p. {a}n", "pp. {a}, {b}"), ("", "", "cf. ")),
)


def works(*, held_out: bool) -> list[dict[str, Any]]:
    """Give the works of a bibliography as CSL items."""
    kinds: dict[str, list[list[str]]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            lines = kinds.setdefault(line[2:], [])
        elif line:
            lines.append(line.split("|"))
    prefix = "held-out " if held_out else ""
    books, parts = kinds[f"{prefix}books"], kinds[f"{prefix}parts"]
    return [*map(_book, books), *map(_part, parts)]


def _author(name: str) -> list[dict[str, str]]:
    family, _, given = name.partition(", ")
    if given.endswith(" de"):
        return [{"family": family, "given": given[:-3], "non-dropping-particle": "de"}]
    return [{"family": family, "given": given}]


def _book(cells: list[str]) -> dict[str, Any]:
    key, author, title, publisher, place, year, volumes = cells
    item = {
        "id": key, "type": "book", "title": title, "author": _author(author),
        "publisher": publisher, "publisher-place": place, "issued": {"date-parts": [[int(year)]]},
    }  # fmt: skip
    return {**item, "number-of-volumes": volumes} if volumes else item


def _part(cells: list[str]) -> dict[str, Any]:
    key, author, title, journal, volume, issue, year, pages = cells
    item = {
        "id": key, "type": "article-journal", "title": title, "author": _author(author),
        "container-title": journal, "volume": volume, "issue": issue, "page": pages,
        "issued": {"date-parts": [[int(year)]]},
    }  # fmt: skip
    return {field: value for field, value in item.items() if value}


def text(items: list[dict[str, Any]], habit: Habit, count: int, seed: int) -> str:
    """Give a text in Markdown: a paragraph for each place that cites, a heading now and then."""
    dice = random.Random(seed)  # noqa: S311
    paragraphs, last = [], ""
    for number in range(count):
        if number % 30 == 0:
            paragraphs.append(f"# Chapter {number // 30 + 1}")
        cited = [last if last and dice.random() < habit.again else _key(dice, items)]
        if dice.random() < habit.several:
            cited.append(_key(dice, items))
        last = cited[-1] if len(cited) == 1 else ""
        signal = dice.choice(habit.signals)
        made = "; ".join(f"@{key}{_page(dice, habit)}" for key in cited)
        sentence = dice.choice(SENTENCES)
        paragraphs.append(f"{dice.choice(SENTENCES)} {sentence[:-1]} [{signal}{made}].")
    return "\n\n".join(paragraphs) + "\n"


def _key(dice: random.Random, items: list[dict[str, Any]]) -> str:
    item = dice.choice(items)
    volumes = int(item.get("number-of-volumes", 0))
    return f"{item['id']}-{dice.randint(1, volumes)}" if volumes else str(item["id"])


def _page(dice: random.Random, habit: Habit) -> str:
    first = dice.randint(2, 480)
    told = dice.choice(habit.pages).format(
        a=first, b=first + dice.randint(1, 30), c=dice.randint(2, 14)
    )
    return f", {told}" if told else ""
