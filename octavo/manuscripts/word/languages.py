"""Marks the words of a Word file that stand in another language than the most of it.

Word keeps a language with every run, for its spelling checker: which keyboard was on, whether a
space was typed after a switch. So a tag is believed only where it can be true: where the script
of the words is one the language is written in, and where they are not evidently words of the
main language. What is marked stands in import.yaml, a line a language, where an editor changes it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from typing import Protocol

from lxml import etree

from octavo.book.imports import NO_LANGUAGE, Answers, Use
from octavo.manuscripts.word.marks import Mark
from octavo.manuscripts.word.scripts import (
    ASIAN,
    LATIN,
    is_other,
    language,
    script_of,
    tag_of,
)
from octavo.model.meanings import Meaning
from octavo.ooxml.leaf import Kind, Leaf, Run, shown
from octavo.text.lexicon import has_lexicon, lexicon
from octavo.text.style.language import fault_of

SECTION = "languages"
WORD = re.compile(r"[^\W\d_]+")
ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+|\S*\w[/_.]\w\S*|\w*\d\w*|\w*[a-z][A-Z]\w*|\w+\(\S*"
)
"""Addresses, numbers of documents, units, and names in programs: they are of no language."""

NUMERAL = re.compile(r"[ivxlc]+|[IVXLC]+")
MOST = 0.5
"""So many of the words in Latin letters must be known, where the text has other letters."""

FALSE = 3
"""A tag is false in the whole file where so many times as many words speak against it as for it."""

BY_LETTERS = "tagged so in the file, and in letters of its own"
BY_WORDS = "tagged so in the file, and its words are"
BY_OTHERS = "tagged so in the file, and its words are not those of the text"
BY_TAG = "the file alone says it"


@dataclass(slots=True)
class Stretch:
    """Words one after another that bear one tag; how many speak for it, how many against."""

    leaf: Leaf
    tag: str
    runs: list[Run]
    words: list[str] = field(default_factory=list)
    pro: int = 0
    con: int = 0

    @property
    def text(self) -> str:
        """The words."""
        return "".join(run.text for run in self.runs)


class Marker(Protocol):
    """What keeps the mark of a run."""

    def run(self, run: etree._Element, mark: Mark) -> None:
        """Mark a run."""


class Reporter(Protocol):
    """What reports, and says where a paragraph stands."""

    def done(self, rule: str, message: str) -> None:
        """Report something done."""

    def place(self, element: etree._Element) -> str:
        """Return the place of a paragraph in words."""


def mark(
    leaves: list[Leaf], marks: Marker, notices: Reporter, lang: str, answers: Answers
) -> list[Use]:
    """Mark the words that stand in another language, in place; return each as it is written down.

    `lang` is the language of words that have no tag; `answers` are an editor's.
    """
    usual = tag_of(lang)
    spoken = [(leaf, _languages(leaf, usual)) for leaf in leaves]
    main = _main(spoken, usual)
    if not main:
        return []
    tagged: dict[str, list[Stretch]] = {}
    for leaf, runs in spoken:
        for tag, stretch in _stretches(leaf, {id(run): tag for run, tag in runs}):
            if tag and tag != main and not fault_of(tag)[0]:
                tagged.setdefault(tag, []).append(_judged(Stretch(leaf, tag, stretch), main))
    uses = [_use(tag, every, main, notices, answers) for tag, every in sorted(tagged.items())]
    return _marked([use for use in uses if use is not None], tagged, main, marks, notices)


def _marked(
    uses: list[Use], tagged: dict[str, list[Stretch]], main: str, marks: Marker, notices: Reporter
) -> list[Use]:
    """Write the languages that are certain or were answered beside the words; return the uses."""
    done: Counter[str] = Counter()
    for use in uses:
        meant = use.meaning.kind
        if not use.certain or meant == NO_LANGUAGE:
            continue
        for stretch in _believed(tagged[use.name], main):
            done[meant] += 1
            for run in stretch.runs:
                marks.run(run.element, Mark("lang", meant))
    if done:
        each = ", ".join(f"{tag} ({number})" for tag, number in sorted(done.items()))
        notices.done("import-languages", f"Words in other languages were marked: {each}.")
    return uses


def _use(
    tag: str, every: list[Stretch], main: str, notices: Reporter, answers: Answers
) -> Use | None:
    """Return what a tag is taken for, with count and example; None where it is not believed."""
    believed = _believed(every, main)
    if not believed:
        return None
    certain, why = _sure(believed, tag, main)
    use = Use(SECTION, tag, Meaning(tag), certain, why, len(believed), _example(believed))
    use.places = [notices.place(stretch.leaf.element) for stretch in believed]
    answer = answers.of(SECTION, tag)
    if answer is not None and not answer.asked:
        use.meaning, use.certain, use.answered = answer.meaning, True, True
    return use


def _example(stretches: list[Stretch]) -> str:
    return max((stretch.text.strip() for stretch in stretches[:20]), key=len)


def _sure(stretches: list[Stretch], tag: str, main: str) -> tuple[bool, str]:
    """Return whether a language is certain, and why: its letters, its words, or the tag alone."""
    latin = [stretch for stretch in stretches if script_of(stretch.text) == LATIN]
    if not latin or is_other(main):
        return True, BY_LETTERS
    if has_lexicon(tag):
        return True, BY_WORDS
    words = [word for stretch in latin for word in stretch.words]
    if has_lexicon(main) and lexicon(main).coverage(words) < MOST:
        return True, BY_OTHERS
    return False, BY_TAG


def _believed(every: list[Stretch], main: str) -> list[Stretch]:
    """Return the stretches that may be of the language they are tagged with.

    Names are known to no list: they go with the other words of their tag.
    """
    known = any(stretch.pro for stretch in every)
    return [stretch for stretch in every if _is_believed(stretch, main, names=known)]


def _main(spoken: list[tuple[Leaf, list[tuple[Run, str]]]], usual: str) -> str:
    """Return the language of most words; "" where there are none.

    Words whose tag is false in the whole file (a template in another language) count for the
    language that they are of.
    """
    words: dict[str, list[str]] = {}
    for _, runs in spoken:
        for run, tag in runs:
            if tag:
                words.setdefault(tag, []).extend(WORD.findall(run.text))
    if len(words) < 2:
        return next(iter(words), "")
    counts: Counter[str] = Counter()
    for tag, every in words.items():
        others = [other for other in (usual, *words) if other != tag]
        true = next((other for other in others if _is_false(every, tag, other)), tag)
        counts[true] += len(every)
    return counts.most_common(1)[0][0] if counts else ""


SAMPLE = 2_000
"""So many words of a tag are looked at."""


def _is_false(words: list[str], tag: str, other: str) -> bool:
    if is_other(tag) or is_other(other) or not (has_lexicon(tag) and has_lexicon(other)):
        return False
    looked = [word for word in words[:SAMPLE] if len(word) > 2]
    pro, con = _votes(looked, tag, other)
    return con > FALSE * pro


def _votes(words: list[str], tag: str, other: str) -> tuple[int, int]:
    """Return how many words are met more often in one language, and how many in the other."""
    own, against = lexicon(tag), lexicon(other)
    pro = sum(own.share(word) > against.share(word) for word in words)
    return pro, sum(own.share(word) < against.share(word) for word in words)


def _languages(leaf: Leaf, lang: str) -> list[tuple[Run, str]]:
    """Return the language of each run with words: Chinese characters beside kana are Japanese."""
    runs = [run for run in leaf.runs if run.kind is Kind.TEXT and shown(run)]
    japanese = any(script_of(run.text) == "Jpan" for run in runs)
    return [
        (run, "ja" if japanese and script_of(run.text) == "Hani" else language(run, lang))
        for run in runs
    ]


def _stretches(leaf: Leaf, tags: dict[int, str]) -> list[tuple[str, list[Run]]]:
    """Join neighbours of one language: what has no words goes with those around it."""
    runs = [run for run in leaf.runs if id(run) in tags]
    joined = [tags[id(run)] for run in runs]
    for at, run in enumerate(runs):
        if not joined[at] and not WORD.search(run.text):
            before = joined[at - 1] if at else ""
            after = next((tag for tag in joined[at + 1 :] if tag), "")
            joined[at] = before if before == after or _closes(run.text) else ""
    pairs = groupby(zip(joined, runs, strict=True), key=lambda pair: pair[0])
    return [(tag, [run for _, run in group]) for tag, group in pairs]


def _closes(text: str) -> bool:
    """Whether nothing but a bracket's end stands there: it belongs to what it was opened in."""
    return bool(text) and all(unicodedata.category(char) == "Pe" for char in text)


def _judged(stretch: Stretch, main: str) -> Stretch:
    """Look at the words of a stretch: those that may say which language they are of.

    Addresses, references of documents, units and abbreviations are of none.
    """
    text = ADDRESS.sub(" ", stretch.text)
    script = script_of(text)
    words = WORD.findall(text)
    if script == LATIN:
        words = [word for word in words if len(word) > 2]
    elif script not in ASIAN:
        words = [word for word in words if sum(script_of(c) == script for c in word) > 1]
    else:
        words = [word for word in words if len(word) > 1]
    words = [word for word in words if not NUMERAL.fullmatch(word)]
    stretch.words = [] if len(words) == 1 and words[0].isupper() else words
    if has_lexicon(stretch.tag) and has_lexicon(main):
        stretch.pro, stretch.con = _votes(stretch.words, stretch.tag, main)
    return stretch


def _is_believed(stretch: Stretch, main: str, *, names: bool) -> bool:
    """Whether words may be of the language that they are tagged with, and not of the main one.

    `names`: whether words that neither language's list has may be of it.
    """
    if not stretch.words:
        return False
    tag = stretch.tag
    if is_other(main) and script_of(stretch.text) == LATIN:
        return not has_lexicon(tag) or lexicon(tag).coverage(stretch.words) >= MOST
    if not (has_lexicon(tag) and has_lexicon(main)):
        return True
    return stretch.pro > stretch.con or (names and not stretch.con and not stretch.pro)
