"""Marks the words of a Word file that stand in another language than the most of it.

Word keeps a language with every run, for its spelling checker: which keyboard was on, whether a
space was typed after a switch. So a tag is believed only where it can be true: where the script
of the words is one the language is written in, and where they are not evidently words of the
main language.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from itertools import groupby

from octavo.manuscripts.word.marks import Mark, Marks
from octavo.manuscripts.word.notices import Notices
from octavo.ooxml.leaves import Kind, Leaf, Run, shown
from octavo.text.lexicon import has_lexicon, language_of, lexicon
from octavo.text.style.language import fault_of

WORD = re.compile(r"[^\W\d_]+")
LATIN = "Latn"
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|\S*\w[/_]\w\S*|\w*\d\w*")
MOST = 0.5
"""So many of the words in Latin letters must be known, where the text has other letters."""

SCRIPTS = {
    "CYRILLIC": ("Cyrl", "ru uk be bg sr mk kk ky tg mn bs tt ba cv"),
    "GREEK": ("Grek", "el grc"),
    "HEBREW": ("Hebr", "he yi"),
    "ARABIC": ("Arab", "ar fa ur ps ug sd ckb ku prs"),
    "HIRAGANA": ("Jpan", "ja"),
    "KATAKANA": ("Jpan", "ja"),
    "HANGUL": ("Kore", "ko"),
    "CJK": ("Hani", "zh ja ko yue"),
    "DEVANAGARI": ("Deva", "hi mr ne sa"),
    "THAI": ("Thai", "th"),
    "ARMENIAN": ("Armn", "hy"),
    "GEORGIAN": ("Geor", "ka"),
    "BENGALI": ("Beng", "bn as"),
    "TAMIL": ("Taml", "ta"),
    "ETHIOPIC": ("Ethi", "am ti"),
}
"""The first words of letters' names in Unicode, their scripts, and languages written in them."""

SHARED = ("Cyrl", "Arab", "Hani", "Deva", "Beng", "Ethi")
"""Scripts of several languages: of words in others, the first of the table is meant."""

ASIAN = ("Jpan", "Kore", "Hani")
RIGHT_TO_LEFT = ("Hebr", "Arab")

OTHERS = frozenset(" ".join(languages for _, languages in SCRIPTS.values()).split())
"""Languages that are not written in Latin letters (but for Serbian, Bosnian, Kurdish, Tatar)."""

BOTH = frozenset(["sr", "bs", "ku", "tt", "mn", "kk"])


def mark(leaves: list[Leaf], marks: Marks, notices: Notices, lang: str) -> None:
    """Mark the words that stand in another language, in place.

    `lang` is the language of words that have no tag.
    """
    spoken = [(leaf, _languages(leaf, language_of(lang))) for leaf in leaves]
    counts: Counter[str] = Counter()
    for _, runs in spoken:
        for run, tag in runs:
            counts[tag] += len(WORD.findall(run.text))
    del counts[""]
    if not counts:
        return
    main = counts.most_common(1)[0][0]
    met: Counter[str] = Counter()
    for leaf, runs in spoken:
        for tag, stretch in _stretches(leaf, dict_of(runs)):
            if tag and tag != main and _is_believed(stretch, tag, main):
                met[tag] += 1
                for run in stretch:
                    marks.run(run.element, Mark("lang", tag))
    if met:
        each = ", ".join(f"{tag} ({number})" for tag, number in sorted(met.items()))
        notices.done("import-languages", f"Words in other languages were marked: {each}.")


def _languages(leaf: Leaf, lang: str) -> list[tuple[Run, str]]:
    """Return the language of each run with words: Chinese characters beside kana are Japanese."""
    runs = [run for run in leaf.runs if _is_text(run)]
    japanese = any(script_of(run.text) == "Jpan" for run in runs)
    return [
        (run, "ja" if japanese and script_of(run.text) == "Hani" else language(run, lang))
        for run in runs
    ]


def _is_text(run: Run) -> bool:
    return run.kind is Kind.TEXT and shown(run)


def dict_of(runs: list[tuple[Run, str]]) -> dict[int, str]:
    """Return the languages of runs by the runs' own identities."""
    return {id(run): tag for run, tag in runs}


def language(run: Run, lang: str) -> str:
    """Return the language of a run as a tag without region; "" where it has no words.

    `lang` is that of a run without a tag. Letters of a script that the named language has not are
    of none, but where the script itself names a language.
    """
    script = script_of(run.text)
    if not script:
        return ""
    look = run.look
    tag = look.lang_asia if script in ASIAN else look.lang
    tag = look.lang_bidi or look.lang if script in RIGHT_TO_LEFT else tag
    tag = language_of(tag) or lang
    written = _written_in(script)
    if script == LATIN:
        return tag if tag not in OTHERS or tag in BOTH else ""
    if tag in written:
        return tag
    return "" if script in SHARED else written[0]


@cache
def _written_in(script: str) -> tuple[str, ...]:
    each = [languages for name, languages in SCRIPTS.values() if name == script]
    return tuple(dict.fromkeys(" ".join(each).split()))


def script_of(text: str) -> str:
    """Return the script that most letters of a text have; "" where there are none.

    >>> script_of("l'eau 12"), script_of("вода"), script_of("1914, 3"), script_of("漢字かな")
    ('Latn', 'Cyrl', '', 'Jpan')
    """
    counts: Counter[str] = Counter()
    for char in text:
        if char.isalpha():
            counts[_script(char)] += 1
    if not counts:
        return ""
    if counts["Jpan"] and counts["Hani"]:
        counts["Jpan"] += counts.pop("Hani")
    return counts.most_common(1)[0][0]


@cache
def _script(char: str) -> str:
    first = unicodedata.name(char, "").partition(" ")[0]
    return SCRIPTS[first][0] if first in SCRIPTS else LATIN


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


def _is_believed(stretch: list[Run], tag: str, main: str) -> bool:
    """Whether words may be of the language that they are tagged with, and not of the main one.

    Addresses, references of documents, units and abbreviations are of none.
    """
    text = ADDRESS.sub(" ", "".join(run.text for run in stretch))
    script = script_of(text)
    words = [word for word in WORD.findall(text) if len(word) > (2 if script == LATIN else 1)]
    if fault_of(tag)[0] or not words or (len(words) == 1 and words[0].isupper()):
        return False
    if script == LATIN and main in OTHERS:
        return not has_lexicon(tag) or lexicon(tag).coverage(words) >= MOST
    if not (has_lexicon(tag) and has_lexicon(main)):
        return True
    own, other = lexicon(tag), lexicon(main)
    for_it = sum(own.share(word) > other.share(word) for word in words)
    against = sum(own.share(word) < other.share(word) for word in words)
    return for_it > against or (for_it == against and not against)
