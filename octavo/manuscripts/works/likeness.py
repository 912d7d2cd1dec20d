"""Tells whether two drafted works are one: by their authors, titles, short titles and years."""

from __future__ import annotations

import re

from octavo.manuscripts.works import stubs

TAG = re.compile(r"</?(?:i|b|sub|sup|span)\b[^<>]*>")
"""Italics and the like in a title, as CSL has them."""


def is_same(known: dict[str, object], item: dict[str, object]) -> bool:
    """Tell whether two stubs are one work, by title and authors.

    One has the title or main title of the other, and its authors are among the other's: a work
    of several may be cited again by the first of them alone.
    """
    fewer, more = sorted((surnames(known), surnames(item)), key=len)
    return (
        fewer == more[: len(fewer)]
        and bool(fewer) == bool(more)
        and not titles(known).isdisjoint(titles(item))
    )


def by_short_title(
    items: list[dict[str, object]], item: dict[str, object]
) -> dict[str, object] | None:
    """Return the one complete work of an author in whose title a short title stands.

    `Darwin, Origin` is his *On the Origin of Species*, where the text lists that and no other work
    of his with the word.
    """
    short = _counting(item)
    likely = [
        known
        for known in items
        if surnames(known)[:1] == surnames(item)[:1]
        and "publisher" in known
        and short
        and _stands_in(short, _counting(known))
    ]
    return likely[0] if len(likely) == 1 else None


def _counting(item: dict[str, object]) -> list[str]:
    return [word.casefold() for word in stubs.counting_words(str(item.get("title", "")))]


def _stands_in(short: list[str], title: list[str]) -> bool:
    """Whether words stand among others in the same order."""
    rest = iter(title)
    return all(word in rest for word in short)


def year(item: dict[str, object]) -> int:
    """Return the year of a work; 0 where it has none."""
    issued = item.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    first = parts[0][:1] if parts else []
    return int(first[0]) if first and str(first[0]).isdecimal() else 0


def surnames(item: dict[str, object]) -> list[str]:
    """Return the surnames of a work's authors, or of its editors where it has no author."""
    people = item.get("author") or item.get("editor")
    named = people if isinstance(people, list) else []
    return [str(name.get("family") or name.get("literal", "")) for name in named]


def titles(item: dict[str, object]) -> set[str]:
    """Return the title and the main title, without articles, signs and capital letters."""
    title = TAG.sub("", str(item.get("title", ""))).casefold()
    forms: list[list[str]] = [re.findall(r"\w+", t) for t in (title, title.partition(":")[0])]
    return {" ".join(w for w in form if w not in stubs.ARTICLES) for form in forms} - {""}
