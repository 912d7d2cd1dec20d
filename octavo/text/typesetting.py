"""What typesetting leaves in a text: ligatures, soft hyphens, words divided at a line's end."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from octavo.text.compounds import closes, compound
from octavo.text.lexicon import RARE, Lexicon, listed
from octavo.text.mojibake import Repair

STRAY = re.compile("[\x00-\x08\x0c\x0e-\x1f\x7f\N{ZERO WIDTH NO-BREAK SPACE}]+")
"""Control characters that no text has any use for, and byte order marks amid it."""
LEFTOVER = re.compile(
    "[\N{LATIN SMALL LIGATURE FF}-\N{LATIN SMALL LIGATURE ST}\N{SOFT HYPHEN}]|-\n|" + STRAY.pattern
)
LIGATURE = re.compile("[\N{LATIN SMALL LIGATURE FF}-\N{LATIN SMALL LIGATURE ST}]")
SOFT = re.compile(r"(?<=\w)\N{SOFT HYPHEN}+(?=\w)")
DIVIDED = re.compile(r"(?<![\w-])([^\W\d_]{2,})-\n([^\W\d_]{2,})(?![\w-])")
HANGING = listed("and or to nor und oder et ou y o e")
"""After these a hyphen hangs over: `pre- and post-war`."""


COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
ENGLISH = "the lexicon, and how English makes its words"
CLOSED = listed("de nl sv da nb fi hu is et")
"""Languages that write compounds as one word."""
WORD, COMMON = 1e-6, 1e-5
"""From which share on a part is a word, and a common one."""


@dataclass(frozen=True)
class Usage:
    """What a text does elsewhere: its words counted, with their hyphens, and its compounds."""

    met: Mapping[str, int]
    words: Lexicon

    @cached_property
    def closes(self) -> bool:
        """Whether it writes as one word what other English texts write with a hyphen."""
        return closes(self.met, self.words)


def usage(texts: Iterable[str], words: Lexicon) -> Usage:
    """Count the words of texts, with their hyphens, those divided at line ends left out."""
    met: Counter[str] = Counter()
    for text in texts:
        met.update(word.casefold() for word in COMPOUND.findall(DIVIDED.sub(" ", text)))
    return Usage(met, words)


def repairs(text: str, words: Lexicon, used: Usage | None = None) -> Iterator[Repair]:
    r"""Give the repairs that a text needs; hard line breaks in it are no ends of lines.

    `used` says what the whole text does.

    >>> from octavo.text.lexicon import lexicon
    >>> [r.after for r in repairs("oﬃce, recog-\nnised, well-\nknown", lexicon("en"))]
    ['ffi', '', '-']
    """
    for match in LIGATURE.finditer(text):
        letters = unicodedata.normalize("NFKC", match[0])
        yield Repair(*match.span(), letters, "ligature", "one character for two letters")
    for match in SOFT.finditer(text):
        yield Repair(*match.span(), "", "soft-hyphen", "a soft hyphen inside a word")
    for match in STRAY.finditer(text):
        yield Repair(*match.span(), "", "control-character", "no text has such a character")
    for match in DIVIDED.finditer(text):
        if words and match[2].lower() not in HANGING:
            yield _joined(match, words, used or Usage({}, words))


def _joined(match: re.Match[str], words: Lexicon, used: Usage) -> Repair:
    """A divided word: one word, a word with a hyphen, or a question."""
    found = _by_text(match, used.met) or _by_case(match) or _by_lexicon(match, words)
    after, why = found or ("?", "nothing can tell")
    if why == ENGLISH and after == "-" and used.closes:
        after = "?"
    proven = after != "?"
    start, end = match.end(1), match.start(2)
    return Repair(start, end, after if proven else "-", "line-end-hyphen", why, proven)


def _by_text(match: re.Match[str], met: Mapping[str, int]) -> tuple[str, str] | None:
    """What the text itself does with the word elsewhere."""
    whole = met.get((match[1] + match[2]).casefold(), 0)
    parted = met.get(f"{match[1]}-{match[2]}".casefold(), 0)
    if whole > 3 * parted:
        return "", "one word elsewhere in the text"
    if parted > 3 * whole:
        return "-", "a hyphen elsewhere in the text"
    return ("?", "the text has it both ways") if whole or parted else None


def _by_case(match: re.Match[str]) -> tuple[str, str] | None:
    capitals = match[1].isupper() and len(match[1]) > 1
    if match[2][0].isupper() != capitals or (capitals and match[2].istitle()):
        return "-", "a name on one side of the hyphen"
    return None


def _by_lexicon(match: re.Match[str], words: Lexicon) -> tuple[str, str] | None:
    """What the words and their parts tell: where both parts are words, the whole must be a word."""
    if words.language == "en":
        found = compound(match[1], match[2], words)
        return None if found == "?" else (found, ENGLISH)
    whole = words.share(match[1] + match[2])
    first, second = words.share(match[1]), words.share(match[2])
    part = min(first, second)
    if part < WORD:
        rare = whole < RARE and max(first, second) > COMMON
        return None if rare else ("", "a part that is no word")
    if whole > max(part / 100, RARE):
        return "", "the lexicon knows the whole word"
    if words.language in CLOSED:
        return None if match[1].istitle() else ("", "the language writes such words as one")
    known = part > COMMON and whole < min(RARE, part / 1000)
    return ("-", "the lexicon knows its two parts") if known else None
