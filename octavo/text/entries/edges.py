"""Mends what a model that goes from word to word gets wrong at the edges of a title.

A label that ends in the middle of a sentence, an entry without any title, a country's points taken
for initials: what no reader of bibliographies would believe is put right by the marks around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from octavo.text.entries.words import Span

STRONG, WEAK = (".", "?", "!"), (",", ";", ":")
CLOSING = "\"')]\u201d\u2019\u00bb"
OPENING = tuple("\"'([\u201c\u2018\u00ab")
COUNTRIES = frozenset(("U.S.", "U.K.", "U.S.A.", "U.N."))
WHOLES = frozenset(("publisher", "place", "journal", "book", "editor", "translator"))
"""What may stand behind a title in one sentence with it only by mistake."""

OTHERS = {
    "In:": "book", "Translated": "translator", "Trans.": "translator", "Trad.": "translator",
    "Traduit": "translator", "Übersetzt": "translator", "Edited": "editor",
    "Department": "publisher", "Dept.": "publisher",
}  # fmt: skip
"""How a sentence begins that no title holds, and what it is about."""

LINKS = frozenset(("and", "&", "und", "et"))
QUOTES = ("\u201c", '"', "\u201e")
CLOSED = re.compile(r"[.,?!][\"\u201d]$")

SERIES = re.compile(
    r"\b(?:series|reports|texts in|lecture notes|studies in|monographs|schriftenreihe|reihe|library"
    r"|working papers?|discussion papers?|memoirs|bibliothek|collection|collana)\b",
    re.IGNORECASE,
)
"""What the name of a series holds."""

NAME = 8
"""So many words has the name of a series at most."""

ACRONYM = re.compile(r"\([A-Z][A-Z-]+\)[.,]?")
THESIS = re.compile(
    r"(?:[Mm]aster.?s?|[Pp]h\.?\s?D\.?|[Dd]octoral|Unpublished).{0,20}\s(?:[Tt]hesis|[Dd]issertation).*"
    r"|[Dd]iss\..*"
)
SAID = re.compile(r"(?:[Pp]ersonal communication|[Pp]ersönliche Mitteilung)\b")
NAMING = re.compile(r"(?:and|und|et|&|\(?[Ee]ds?\b|\(?[Ee]ditors?\b|(?:[A-Z]\.-?)+,?$)")
"""What stands among names, and in few titles."""

IMPRINT = re.compile(r"\((?![Ee]ds?\b|éd|[Hh]rsg|[Hh]g\b|[Dd]ir|[Cc]oord|a cura)")
LOOSE = frozenset(("place", "publisher", "note", "editor", "author"))
FEW = 3
"""So many words may be the last part of a title that was taken for a place or a name."""

BEGINS = re.compile(
    r"(?:in|eds?|edited|trans|translated|vols?|pp?|and|und|et|hrsg|übers|trad)\b", re.IGNORECASE
)
RANGE = re.compile(r"(?:1[4-9]|20)\d\d[-\u2013](?:1[4-9]|20)?\d\d\W*")
UNDATED = re.compile(
    r"\((?:forthcoming|in press|im Druck)\)\.?"
    r"|\((?:n\.\s?d|s\.\s?d|o\.\s?J)\.?\)\.?|\((?:n|s|o)\.|(?:d|J)\.?\)\.?"
)
LOWER = re.compile(r"[a-zß-öø-ÿ]{4,}")


@dataclass(slots=True)
class Labels:
    """The words of an entry, and which part each belongs to."""

    words: list[str]
    told: list[str]

    def stretch(self, label: str, start: int = 0) -> range:
        """Give the first stretch of a label from a word on; an empty one where there is none."""
        at = next((n for n in range(start, len(self.told)) if self.told[n] == label), None)
        if at is None:
            return range(0)
        same = takewhile(lambda n: self.told[n] == label, range(at, len(self.told)))
        return range(at, at + len(list(same)))

    def said(self, places: range) -> str:
        """Give some words as they stand."""
        return " ".join(self.words[places.start : places.stop])

    def put(self, label: str, places: range) -> None:
        """Label some words anew."""
        self.told[places.start : places.stop] = [label] * len(places)

    def sentence(self, start: int) -> int:
        """Give where the sentence ends in which a word stands: behind its last word."""
        for at in range(start, len(self.words)):
            if _bare(self.words[at]).endswith(STRONG):
                return at + 1
        return len(self.words)


def mended(text: str, spans: list[Span], told: list[str], names: int) -> list[str]:
    """Give the labels of an entry's words, mended; `names` says where its first names end."""
    labels = Labels([text[start:end] for start, end in spans], list(told))
    named = sum(start < names for start, _ in spans)
    _name_country(labels)
    _leave_names(labels, named)
    _leave_talk(labels)
    _begin_title(labels)
    _leave_undated(labels)
    _leave_others(labels)
    _end_quotation(labels)
    _end_title(labels)
    _close_brackets(labels)
    _take_in(labels)
    _find_title(labels, named)
    return labels.told


def _bare(word: str) -> str:
    return word.rstrip(CLOSING)


def _name_country(labels: Labels) -> None:
    """Take what follows `U.S.` for the rest of a body's name, up to its stop."""
    title = labels.stretch("title")
    if labels.words[0] in COUNTRIES and labels.told[0] == "author" and title.start == 1:
        labels.put("author", range(1, min(title.stop, labels.sentence(1))))


def _leave_names(labels: Labels, named: int) -> None:
    """Begin a title behind the names at the start."""
    title = labels.stretch("title")
    inside = [labels.words[at] for at in title if at < named]
    if 0 < len(inside) < len(title) and any(map(NAMING.match, inside)):
        labels.put(labels.told[0], range(title.start, named))


def _leave_talk(labels: Labels) -> None:
    """Take what somebody said to somebody for no title."""
    title = labels.stretch("title")
    if SAID.match(labels.said(title)):
        labels.put("genre", title)


def _take_in(labels: Labels) -> None:
    """Take the last part of a title that has commas, where brackets with the imprint follow it."""
    title = labels.stretch("title")
    behind = title.stop
    if not title or behind >= len(labels.words) or not labels.words[behind - 1].endswith(","):
        return
    if BEGINS.match(labels.words[behind]):
        return
    same = labels.stretch(labels.told[behind], behind)
    ahead = range(behind, min(same.stop + 1, len(labels.words)))
    imprint = next((at for at in ahead if IMPRINT.match(labels.words[at])), behind)
    if labels.told[behind] in LOOSE and 0 < imprint - behind <= FEW:
        labels.put("title", range(behind, imprint))


def _begin_title(labels: Labels) -> None:
    """Begin a title with the word before its colon, and not with the last of several authors."""
    title = labels.stretch("title")
    before = title.start - 1
    if before < 0 or labels.told[before] != "author":
        return
    if labels.words[before].endswith(":") and labels.words[title.start][:1].islower():
        labels.put("title", range(before, title.start))
    elif labels.words[title.start] in LINKS and labels.stretch("title", title.stop):
        labels.put("author", title)


def _end_quotation(labels: Labels) -> None:
    """End a title in quotation marks where they close on a comma or a stop."""
    title = labels.stretch("title")
    if not title or not labels.words[title.start].startswith(QUOTES):
        return
    closed = (at + 1 for at in title if CLOSED.search(labels.words[at]))
    end = next(closed, title.stop)
    if end - title.start > 1 and title.stop - end > 1:
        labels.put("book", range(end, title.stop))


def _leave_undated(labels: Labels) -> None:
    """Take `(n.d.).` from a title's beginning."""
    title = labels.stretch("title")
    undated = takewhile(lambda at: UNDATED.fullmatch(labels.words[at]), title)
    labels.put("year", range(title.start, title.start + len(list(undated))))


def _leave_others(labels: Labels) -> None:
    """End a title before a sentence that begins as one about its place or its translator does."""
    title = labels.stretch("title")
    for at in title[1:]:
        label = OTHERS.get(labels.words[at])
        if label and _bare(labels.words[at - 1]).endswith(STRONG):
            labels.put(label, range(at, title.stop))
            return
    parts = (at + 1 for at in title[:-1] if labels.words[at].endswith((",", ".")))
    for at in parts:
        if THESIS.fullmatch(labels.said(range(at, title.stop))):
            labels.put("genre", range(at, title.stop))
            return
    stops = [at for at in title[:-1] if _bare(labels.words[at]).endswith(STRONG)]
    last = range(stops[-1] + 1, title.stop) if stops else range(0)
    if len(last) <= NAME and SERIES.search(labels.said(last)):
        labels.put("series", last)


def _end_title(labels: Labels) -> None:
    """End a title where a sentence or a part of one ends, and not between two of its words."""
    title = labels.stretch("title")
    behind = title.stop
    if not title or behind >= len(labels.words):
        return
    last, following = labels.words[behind - 1], labels.words[behind]
    if not last.endswith((*STRONG, *WEAK, *CLOSING)):
        if following.startswith(OPENING):
            return
        if labels.told[behind] in WHOLES:
            _cut_back(labels, title)
        elif not following[:1].isupper():
            labels.put("title", range(behind, labels.sentence(behind)))
    elif _goes_on(labels, behind):
        labels.put("title", range(behind, labels.sentence(behind)))
    elif last.endswith(",") and RANGE.fullmatch(following) and "year" in labels.told[:behind]:
        labels.put("title", range(behind, behind + 1))


def _close_brackets(labels: Labels) -> None:
    """End a title with its brackets, where it ends inside them or an abbreviation follows in some.

    Brackets that begin with a number hold an edition or a year, which are no part of it.
    """
    title = labels.stretch("title")
    if not title or title.stop >= len(labels.words):
        return
    if ACRONYM.fullmatch(labels.words[title.stop]):
        labels.put("title", range(title.stop, title.stop + 1))
        return
    said = labels.said(title)
    opened = next((at for at in reversed(title) if labels.words[at].startswith("(")), title.start)
    if said.count("(") <= said.count(")") or opened == title.start:
        return
    if labels.words[opened][1:2].isdigit():
        labels.put(labels.told[title.stop], range(opened, title.stop))
        return
    near = range(title.stop, min(title.stop + FEW, len(labels.words)))
    closed = next((at + 1 for at in near if ")" in labels.words[at]), title.stop)
    labels.put("title", range(title.stop, closed))


def _cut_back(labels: Labels, title: range) -> None:
    """Give the words behind a title's last stop to the part that they belong to."""
    for at in range(title.stop - 2, title.start, -1):
        if labels.words[at].endswith(STRONG):
            labels.put(labels.told[title.stop], range(at + 1, title.stop))
            return


def _goes_on(labels: Labels, at: int) -> bool:
    """Whether a sentence goes on behind a quotation or a bracket inside it."""
    last, here = labels.words[at - 1], labels.words[at]
    if _bare(last).endswith(STRONG + WEAK) or last.endswith(STRONG + WEAK):
        return False
    return here[:1].islower() and BEGINS.match(here) is None


def _find_title(labels: Labels, names: int) -> None:
    """Find the title of an entry that has none among what was taken for its author's name."""
    author, book = labels.stretch("author"), labels.stretch("book")
    if "title" in labels.told:
        return
    if (
        len(book) > 1
        and labels.words[book.start] == "In"
        and labels.words[book.start + 1].islower()
    ):
        labels.put("title", book)
        return
    if author.start != 0 or not author:
        return
    if not names and any(LOWER.match(labels.words[at]) for at in author):
        labels.put("title", author)
    elif 0 < names < author.stop - 1 and not any(
        NAMING.match(labels.words[at]) for at in range(names, author.stop)
    ):
        stops = (*STRONG, ",")
        ends = (at + 1 for at in range(names, author.stop) if labels.words[at].endswith(stops))
        labels.put("title", range(names, next(ends, author.stop)))
