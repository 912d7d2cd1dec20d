"""The grammar of typed citations: running text in, records out.

A group is what stands in one pair of brackets, or what a note says; its items are divided by
semicolons. Nothing is known here of the bibliography: `citation_match` and `citation_history` say
what an item means, or that it is no citation at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from octavo.system.remembered import MOST, remembered
from octavo.text.citations.locator import LOCATOR, VOLUME, Tail, plain, split_tail
from octavo.text.citations.terms import pattern

OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
LIMIT = 300
"""No typed citation is longer, in characters."""

BRACKETS = re.compile(
    rf"\((?:[^(){OBJECT}]|\([^(){OBJECT}]*\)){{2,{LIMIT}}}\)|\[[^\[\]{OBJECT}]{{2,{LIMIT}}}\]"
)
LONG = re.compile(
    rf"\((?P<head>[^\W\d_a-z][^(){OBJECT}]{{{LIMIT},}}?)[,;]\s+pp?\.\s?\d+[^(){OBJECT}]{{0,20}}\)"
)
"""What may be citations, and is too long for any: perhaps a bracket is missing."""

SIGNAL = re.compile(rf"{pattern('signal', 'quoted')}[,:]?\s+")
QUOTING = re.compile(rf"[^\W\d_][^,;()]{{1,60}},\s+{pattern('quoted')}\s+")
"""Whose words another quotes: `Bakunin, quoted by Malatesta, Anarchy, p. 30`."""

DEFINING = re.compile(rf"\s*[(\[]{pattern('defining')}[^()\[\]]*[)\]]")
"""An author says by what abbreviation a work will be cited: it belongs to no title."""

DEFINED = re.compile(
    r"(?P<work>[^\W\d_a-z][^;()\n]{4,120}?)\s*(?:\([^()]*\d{4}\))?[,\s]*[(\[]?"
    rf"{pattern('defining')}"
    r"(?:,|\s+(?:cited|abbreviated|referred to)?(?:\s?as|\s?to as)?)?\s*[*_'\"\u2018\u201c]*"
    r"(?P<short>[A-Z][A-Za-z&.]{1,9})\b"
)
"""An author says what an abbreviation means: `Lenin, Collected Works (hereafter LCW)`."""

EXPLAINS = re.compile(pattern("defining"))
"""A word that explains an abbreviation; only around one is an explanation sought."""

IBID = re.compile(pattern("ibid"))
MISREAD = re.compile(r"(?:[l1|!]b[il1]d|[Ii]b[l1]d|[Ii]hid|tbid|Jbid)\b\.?")
"""*Ibid.* as character recognition misreads it."""

IDEM = re.compile(pattern("idem"))
OP_CIT = re.compile(rf"[,\s]*\(?{pattern('op-cit')}\)?|(?i:(?:,|(?<=\bin))\s+(?:id|ibid)\.)")
"""The work of the author named before it: `Mill, op. cit.`, and `Mill, ibid.` no less."""

LOC_CIT = re.compile(rf"[,\s]*\(?{pattern('loc-cit')}\)?")
STOP = re.compile(
    r"(?<![^\s.!?])(?P<word>[^\s.!?]*)[.!?][)\]\"'’”»]*\s+(?=[\"'‘“«(]?(?P<next>[^\W\d_]))"
)
"""The stop behind a whole word: from inside a long one, each letter would look for it anew."""
CLOSED = re.compile(rf".*[\d)\]’”»{OBJECT}]|\S*/\S*|[ivxlc]{{2,}}|[Ii]bid(?:em)?")
UNENDED = frozenset(("ed", "eds", "trans", "vol", "vols", "cit", "vgl", "см", "ср"))
"""Words that are shortened: their stop ends no sentence."""

VERB = re.compile(rf"(?<=\w )(?-i:{pattern('verb')})")
"""A verb inside a sentence, in small letters."""

REMARK = re.compile(
    r"(?<=[\d)])\s+(?P<remark>\((?:[a-z]+ing\b|emphasis|italics|[\"“‘])"
    r"[^()]*(?:\([^()]*\)[^()]*)*\))\.?$"
)
"""What a lawyer says of a source behind it: `(2020) (holding that …)` (The Bluebook, rule 1.5)."""

REPORTER = re.compile(
    r"(?P<before>,\s\d+\s(?:[^\W\d_a-z][\w.&']*\s)+?)(?P<pages>\d+(?:,\s\d+(?:-\d+)?)?)"
    r"\s(?P<year>\((?:1[4-9]|20)\d\d\))(?P<stop>\.?)$"
)
"""A journal as lawyers cite it, its year last: `43 Fordham L. Rev. 341, 344 (1974)`."""

GOES_ON = re.compile(rf"{LOCATOR.pattern}|{VOLUME.pattern}|{pattern('op-cit')}", re.IGNORECASE)
"""A stop before these ends nothing: Russian parts a citation so, `Там же. С. 19`."""

INSIDE = re.compile(
    r"[,;:]\s+(?P<see>(?:but\s+)?(?:see|siehe|voir|vedi|véase)\b(?!\s+(?:esp|partic)))"
    r"|[^\W\d_A-Z]\s+(?P<also>see\s+(?:also\s+)?(?=[^\W\d_a-z]))"
    r"|\S\s+(?P<cf>(?:vgl|cf)\.)"
    rf"|,\s+(?P<quoted>{pattern('quoted')})"
    r"|(?:(?<=[a-z]ed in )|(?<=found in )|(?<=given in )|(?<=shown in ))"
    r"(?P<work>(?:[^\W\d_a-z][\w.'’-]*\s){1,3}[^\W\d_a-z][\w'’-]+,\s)"
    r"|\d\s+(?P<next>(?:[^\W\d_a-z]\.\s?)+[^\W\d_a-z][\w'’-]+,)"
    r"|(?<!\bin)(?<!\bby)(?<!\bsee)(?<!\bfrom)(?<=[^\W\d_A-Z])\s"
    r"(?P<name>(?:[^\W\d_a-z]\.\s?)*[^\W\d_a-z][\w'’-]+,?\s+(?:op|loc)\.\s?cit\b)"
)
"""Where a citation begins inside a sentence: at its signal, at the name before *op. cit.*, at a
name in full (`is discussed in David Cole, …`), or at the initials of an author behind a page whose
stop was forgotten."""

DIVIDED = re.compile(
    rf";\s+(?!{pattern('again')})"
    r"|(?<=\d),?\s+(?=and\s+(?:esp\.|especially|particularly)\s+(?!p)[^\W\d_a-z])"
)
"""Where one item ends and another begins: not before where the same work came out again."""

NAME_BEFORE = re.compile(r"(?P<before>\S+\s+)?(?P<name>[^\W\d_][\w'’-]+)\s$")


class Anaphor(StrEnum):
    """How an item points back."""

    NONE = ""
    IBID = "ibid"
    IDEM = "idem"
    OP_CIT = "op-cit"
    LOC_CIT = "loc-cit"


@dataclass(frozen=True, slots=True)
class Item:
    """One typed citation: `signal` (see, quoted in), the head (author and title) and the tail."""

    text: str
    signal: str
    head: str
    tail: Tail
    anaphor: Anaphor = Anaphor.NONE
    misread: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Items that were typed together, and where: the characters `start:end` of the text.

    `author` is the name right before the brackets and `author_start` where it begins; `full` says
    whether more of a name stands before it. `clause` says that it is a note or a sentence of one,
    `too_long` that it is longer than any citation, and was not read.
    """

    start: int
    end: int
    items: tuple[Item, ...]
    author: str = ""
    author_start: int = 0
    full: bool = False
    too_long: bool = False
    clause: bool = False


def find(text: str, *, note: bool = False) -> list[Group]:
    """Return all that may be typed citations in a text, in order.

    What stands in brackets is looked at; of a note each sentence too, from the signal on where
    one introduces a source: `For a critique, see Mill, op. cit., n. 3.`
    """
    return list(_groups(text, note))


@remembered
def _groups(text: str, note: bool) -> list[Group]:
    bracketed = [_in_brackets(text, match) for match in BRACKETS.finditer(text)]
    groups = [group for group in bracketed if group]
    groups += [_too_long(match) for match in LONG.finditer(text)]
    if not note:
        return groups
    own = [g for g in groups if _covers(g, text) or any(map(is_like_a_source, g.items))]
    clauses = [clause for start, end in _clauses(text) if (clause := _clause(text, start, end))]
    clauses = [c for c in clauses if not any(c.start < g.end and g.start < c.end for g in own)]
    rest = [g for g in groups if not any(c.start <= g.start < c.end for c in clauses)]
    return sorted([*clauses, *rest], key=lambda group: group.start)


def divided(text: str, group: Group) -> list[Group]:
    """Return each item of a clause as a group of its own."""
    stops = [match.span() for match in DIVIDED.finditer(text, group.start, group.end)]
    starts = [group.start, *(end for _, end in stops)]
    ends = [*(start for start, _ in stops), group.end]
    return [
        Group(start, end, (parse(text[start:end]),), clause=True)
        for start, end in zip(starts, ends, strict=True)
        if text[start:end].strip(" .")
    ]


def definitions(text: str) -> Iterator[re.Match[str]]:
    """Yield the explanations of abbreviations in a text: groups `work` and `short`."""
    for word in EXPLAINS.finditer(text):
        defined = DEFINED.search(text, max(0, word.start() - 140), word.end() + 40)
        if defined and defined.start() < word.start() < defined.end():
            yield defined


@lru_cache(maxsize=MOST)
def parse(text: str) -> Item:
    """Read one item."""
    aside = REMARK.search(text)
    if aside:
        item = parse(text[: aside.start()])
        return replace(item, text=text, tail=replace(item.tail, remark=aside["remark"]))
    text = DEFINING.sub("", text)
    rest = plain(text).strip(" .,")
    rest += "." if plain(text).rstrip(" ,").endswith(".") else ""
    rest = REPORTER.sub(r"\g<before> \g<year>, \g<pages>\g<stop>", rest)
    opening = SIGNAL.match(rest) or QUOTING.match(rest)
    signal = opening[0].strip().rstrip(",") if opening else ""
    rest = rest[opening.end() :] if opening else rest
    return (
        _ibid(text, signal, rest)
        or _cited(text, signal, rest, LOC_CIT, Anaphor.LOC_CIT)
        or _cited(text, signal, rest, OP_CIT, Anaphor.OP_CIT)
        or _idem(text, signal, rest)
        or Item(text, signal, *split_tail(rest))
    )


def is_like_a_source(item: Item) -> bool:
    """Whether an item that no work was found for looks like a source all the same.

    It begins with a capital letter and has a page, or it is an abbreviation with a volume.
    """
    if item.anaphor and (item.tail or not item.head or item.anaphor.endswith("cit")):
        return True
    if item.tail.note and not item.head:
        return False
    termed = any(locator.term for locator in item.tail.locators)
    labelled = item.tail.note > 0 or (termed and not item.tail.bare)
    words = item.head.split()
    if not words or not re.match(r"[\"'“‘]?[^\W\d_a-z]", item.head):
        return False
    shortened = re.fullmatch(r"[A-Z]{2,8}", words[-1]) is not None and len(words) <= 3
    return (labelled and len(words) <= 25) or bool(shortened and item.tail.volume)


def is_dated_source(item: Item) -> bool:
    """Whether an item may be a newspaper with its date: it stops *ibid.*, and is not reported.

    A sentence is not one: it has a verb before its first comma.
    """
    first = re.match(r"[^,\"“‘(]*", item.head)
    if first and VERB.search(first[0]):
        return False
    return re.fullmatch(r"[^\W\d_a-z].*\b(?:1[4-9]|20)\d\d\b.*", item.head) is not None


def _in_brackets(text: str, match: re.Match[str]) -> Group | None:
    inner = match[0][1:-1]
    if not re.search(r"[^\W\d_]", inner):
        return None
    before = NAME_BEFORE.search(text, max(0, match.start() - 60), match.start())
    name = before["name"] if before and before["name"][0].isupper() else ""
    ahead = (before["before"] or "") if before else ""
    full = bool(name) and (ahead[:1].isupper() or ahead.strip().lower() in ("von", "van", "de"))
    start = before.start("name") if before else match.start()
    return Group(match.start(), match.end(), _items(inner), name, start, full)


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    """Return the sentences of a note, each cut where a citation begins inside it."""
    stops = [match.end() for match in STOP.finditer(text) if _ends(match)]
    cuts = [cut.start(cut.lastgroup or 0) for cut in INSIDE.finditer(text)]
    return pairwise(sorted({0, *stops, *cuts, len(text)}))


def _ends(stop: re.Match[str]) -> bool:
    """Whether a stop ends a sentence: behind a number, a bracket, or a word in full."""
    word = stop["word"]
    in_full = len(word) > 2 and word.isalpha() and word.islower() and word not in UNENDED
    return (
        stop["next"].isupper()
        and (in_full or CLOSED.fullmatch(word) is not None)
        and not GOES_ON.match(stop.string, stop.end())
    )


def _clause(text: str, start: int, end: int) -> Group | None:
    """Take a sentence of a note for one group, without the stop at its end."""
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(re.sub(r"(?:[\s;]|,?\s+(?:and|und|et|y|e))+$", "", text[start:end]))
    parts = DIVIDED.split(text[start:end])
    if OBJECT in text[start:end] or end - start < 3 or any(len(part) > LIMIT for part in parts):
        return None
    items = _items(text[start:end])
    keeps_stop = text[start:end].endswith(".")
    return Group(start, end - keeps_stop, items, clause=True)


def _too_long(match: re.Match[str]) -> Group:
    """Take over-long brackets for one source that nobody knows, called by its first words."""
    head = f"{' '.join(match['head'].split()[:8])} …"
    item = Item(head, "", head, Tail())
    return Group(match.start(), match.end(), (item,), too_long=True)


def _covers(group: Group, text: str) -> bool:
    return group.start == 0 and not text[group.end :].strip(" .")


def _items(text: str) -> tuple[Item, ...]:
    return tuple(parse(part) for part in DIVIDED.split(text) if part.strip(" ."))


def _ibid(text: str, signal: str, rest: str) -> Item | None:
    match = IBID.match(rest) or MISREAD.match(rest)
    if match is None:
        return None
    head, tail = split_tail(rest[match.end() :].strip(" ,."))
    misread = IBID.match(rest) is None
    return Item(text, signal, head, tail, Anaphor.IBID, misread)


def _idem(text: str, signal: str, rest: str) -> Item | None:
    """Read *idem*; a bare `id., p. 3` is the same work, as lawyers have it."""
    match = IDEM.match(rest)
    if match is None:
        return None
    head, tail = split_tail(rest[match.end() :].strip(" ,"))
    same = not head and match[0].casefold().strip(".") == "id"
    return Item(text, signal, head, tail, Anaphor.IBID if same else Anaphor.IDEM)


def _cited(
    text: str, signal: str, rest: str, pattern: re.Pattern[str], anaphor: Anaphor
) -> Item | None:
    """Read an item with *op. cit.* or *loc. cit.*: the head before it, the tail behind it."""
    match = pattern.search(rest)
    if match is None:
        return None
    beyond, tail = split_tail(rest[match.end() :].strip(" ,"))
    head = rest[: match.start()].strip(" ,")
    return Item(text, signal, f"{head}, {beyond}".strip(" ,"), tail, anaphor)
