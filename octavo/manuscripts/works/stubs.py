"""Reads the fields of a work's stub in a bibliography from a citation in the text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from octavo.files.slugs import slug
from octavo.text.entries import entry

QUOTES = "'\"\u2018\u201c"
IMPRINT = re.compile(
    r"[,\s]*\((?:(?P<place>[^\W\d_a-z][^():,]*?)(?::\s*|,\s+|\s+))?"
    r"(?:(?P<publisher>[^\W\d_a-z][^():]*?),?\s+)?(?P<year>1[4-9]\d\d|20\d\d)\)[,.\s]*"
)
QUOTED = re.compile(
    r"(?P<open>[\u2018\u201c\"'])(?P<title>.+?)[,.]?[\u2019\u201d\"']"
    r"(?=[\s,]|$)[,\s]*(?P<inside>in:?\s+)?(?P<container>.*)"
)
"""The title of a part of a work, and the work that it stands in."""

NAME = r"(?:[A-Z]\.\s?)*(?:(?:van|von|de|der|den|du|la|le|di)\s+)*[A-Z\u00c0-\u00de][\w'\u2019-]+"
NAMES = rf"{NAME}(?:\s+{NAME}){{0,2}}"
OWNED = re.compile(rf"(?P<names>{NAMES})['\u2019]s\s+(?P<title>\S.+)")
"""A work with its author's name before it: `Haack's Philosophy of Logics`."""

LINK = r"(?:and|&|und|et|y|e)"
FULL_NAME = rf"{NAME}(?:\s+{NAME}){{1,2}}|(?:[A-Z]\.\s?)+{NAME}"
PEOPLE = (
    rf"{NAMES}(?:\s+{LINK}\s+{NAMES}|(?:,\s+(?:{FULL_NAME}))+,?\s+{LINK}\s+(?:{FULL_NAME}))?"
    r"(?:,?\s+et al\.?)?"
)
"""One name or two, or more in full: `Liberty, Equality and Solidarity` is a title."""

ROLE = r"\s*\((?:[Ee]ds?|[Hh]rsg|[Hh]g|[Dd]ir|a cura di)\.?\)"
WORK = re.compile(rf"(?P<names>{PEOPLE})(?P<role>{ROLE})?,\s+(?P<title>\S.+)")
"""A work with its author before it, who may have others beside him."""

DATED = re.compile(rf"(?P<names>{PEOPLE}),?\s+(?P<year>1[5-9]\d\d|20\d\d)[a-z]?")
SHORT = re.compile(r"[A-Z][A-Z&.]{1,9}")
RANGE = re.compile(r"(?<=\d)-(?=\d)")
ARTICLES = frozenset(("the", "a", "an", "der", "die", "das", "le", "la", "les", "of", "and", "in"))


LONGEST_KEY = 200
"""How many characters a citekey that is made may have."""

LONGEST = 9
"""So many words that count a title has that stands without its author."""

IMPRINTED = ("publisher", "publisher-place", "issued")
READ = (
    "container-title", "editor", "volume", "issue", "publisher", "publisher-place", "issued",
    "DOI", "URL",
)  # fmt: skip
"""The fields that a full reference has like an entry of a list of works."""


def is_full(head: str, emphasised: Sequence[str] = ()) -> bool:
    """Whether a work is cited so fully that it needs no page to be a work: title and imprint.

    A title is in quotation marks, or one of the stretches in italics.
    """
    work = WORK.fullmatch(head)
    if work is None:
        return False
    if any(
        len(stretch) > 2 and work["title"].startswith(stretch.strip(" ,."))
        for stretch in emphasised
    ):
        return True
    part = QUOTED.match(work["title"])
    return bool(part and len(counting_words(part["title"])) > 1) or bool(IMPRINT.search(head))


def named(head: str, emphasised: Sequence[str]) -> str:
    """Return a head with its author before a comma, if typed `Haack's Philosophy of Logics`."""
    owned = OWNED.fullmatch(head)
    if owned and any(
        owned["title"].startswith(stretch) for stretch in emphasised if len(stretch) > 2
    ):
        return f"{owned['names']}, {owned['title']}"
    return head


def is_title(head: str) -> bool:
    """Whether words alone look like an English title: all that count have a capital letter."""
    typed = counting_words(head.partition(" (")[0])
    return 1 < len(typed) <= LONGEST and all(word[:1].isupper() for word in typed if len(word) > 3)


def of_work(head: str, work: re.Match[str], emphasised: Sequence[str] = ()) -> dict[str, object]:
    """Return the fields of a work from a citation: `head` is all that stands before the page.

    A full reference is read as an entry of a list of works is.
    """
    item = fields(work["title"])
    if not is_full(head, emphasised):
        return item
    read = entry.item(f"{head}.", emphasised)
    if read is None:
        return item
    imprint = IMPRINT.search(head)
    named = bool(imprint and ":" in imprint[0])  # (London: Penguin, 1976) is complete
    kept = ("title", "type", *(IMPRINTED if named else ()))
    whole = {name: item[name] for name in kept if name in item}
    whole["title"] = _title(work["title"], str(item["title"]), read, emphasised)
    inside = {name: item[name] for name in ("container-title",) if name in item}
    item = inside | {name: read[name] for name in READ if name in read} | whole
    if item.get("type") and "editor" in item:
        item["type"] = "chapter"
    return item


def _title(typed: str, title: str, read: Mapping[str, object], emphasised: Sequence[str]) -> str:
    """Return the title of a full reference: in quotation marks, in italics, or as it was read."""
    if QUOTED.match(typed):
        return title
    slanted = (stretch for stretch in emphasised if len(stretch) > 2 and typed.startswith(stretch))
    best = max(slanted, key=len, default=str(read["title"]))
    return _clean(best) if typed.startswith(best) else title


def fields(typed: str) -> dict[str, object]:
    """Return the fields of a work from the text behind its author's name."""
    item: dict[str, object] = {}
    imprint = IMPRINT.search(typed)
    if imprint:
        typed = typed[: imprint.start()] + " " + typed[imprint.end() :]
        item["issued"] = {"date-parts": [[int(imprint["year"])]]}
        named = {"publisher-place": imprint["place"], "publisher": imprint["publisher"]}
        item |= {field: text for field, text in named.items() if text}
    part = QUOTED.match(typed.strip())
    if part is None:
        return {"title": _clean(typed), **item}
    item["type"] = "chapter" if part["inside"] else "article-journal"
    container = _clean(part["container"])
    item |= {"container-title": container} if container else {}
    return {"title": _clean(part["title"]), **item}


def _clean(text: str) -> str:
    text = " ".join(text.split()).strip("'\"*_ ,.\u2018\u2019\u201c\u201d")
    return RANGE.sub("\N{EN DASH}", text)


def lacks(item: dict[str, object]) -> str:
    """Return which of the fields that every style needs the text does not give."""
    inside = item["type"] in ("chapter", "article-journal")
    needed = {"container-title": "where it appeared"} if inside else {"publisher": "publisher"}
    needed |= {"issued": "year"} | ({} if item.get("editor") else {"author": "author"})
    missing = [name for field, name in needed.items() if field not in item]
    listed = " and ".join(filter(None, (", ".join(missing[:-1]), *missing[-1:])))
    return f"{listed} not in the text" if missing else "to be checked"


def counting_words(title: str) -> list[str]:
    """Return the words of a title without articles and the like, as keys are made of."""
    typed = re.findall(r"[\w'\u2019]+", title)
    return [word for word in typed if word.casefold() not in ARTICLES]


def people(names: str) -> list[dict[str, str]]:
    """Return names as CSL has them; *et al.* names nobody."""
    named = []
    for name in re.split(rf",?\s+{LINK}\s+|,\s+", re.sub(r",?\s+et al\.?$", "", names)):
        given, _, family = name.strip().rpartition(" ")
        named.append({"family": family, "given": given} if given else {"family": family})
    return named


def key(words: str) -> str:
    """Return a citekey that is made of words."""
    return slug(words, "work", LONGEST_KEY)


def key_of(name: str, title: str) -> str:
    """Make a work's key of a name and the first words of its title, as drafts have it."""
    return key(" ".join([name, *counting_words(title)[:4]]))
