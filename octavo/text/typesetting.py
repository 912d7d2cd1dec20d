"""What typesetting leaves in a text: ligatures, soft hyphens, words divided at a line's end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from octavo.text.lexicon import RARE, Lexicon, listed
from octavo.text.mojibake import Repair

LEFTOVER = re.compile(
    "[\N{LATIN SMALL LIGATURE FF}-\N{LATIN SMALL LIGATURE ST}\N{SOFT HYPHEN}]|-\n"
)
LIGATURE = re.compile("[\N{LATIN SMALL LIGATURE FF}-\N{LATIN SMALL LIGATURE ST}]")
SOFT = re.compile(r"(?<=\w)\N{SOFT HYPHEN}+(?=\w)")
DIVIDED = re.compile(r"(?<![\w-])([^\W\d_]{2,})-\n([^\W\d_]{2,})(?![\w-])")
HANGING = listed("and or to nor und oder et ou y o e")
"""After these a hyphen hangs over: `pre- and post-war`."""


def repairs(text: str, words: Lexicon) -> Iterator[Repair]:
    r"""Give the repairs that a text needs; hard line breaks in it are no ends of lines.

    >>> from octavo.text.lexicon import lexicon
    >>> [r.after for r in repairs("oﬃce, recog-\nnised, well-\nknown", lexicon("en"))]
    ['ffi', '', '-']
    """
    for match in LIGATURE.finditer(text):
        letters = unicodedata.normalize("NFKC", match[0])
        yield Repair(*match.span(), letters, "ligature", "one character for two letters")
    for match in SOFT.finditer(text):
        yield Repair(*match.span(), "", "soft-hyphen", "a soft hyphen inside a word")
    for match in DIVIDED.finditer(text):
        if words and match[2].lower() not in HANGING:
            yield _joined(match, words)


def _joined(match: re.Match[str], words: Lexicon) -> Repair:
    """A divided word: one word, a word with a hyphen, or a question."""
    whole = words.share(match[1] + match[2])
    part = min(words.share(match[1]), words.share(match[2]))
    start, end = match.end(1), match.start(2)
    if whole > max(part / 3, RARE):
        return Repair(start, end, "", "line-end-hyphen", "the lexicon knows the whole word")
    if part > 50 * max(whole, RARE):
        return Repair(start, end, "-", "line-end-hyphen", "the lexicon knows its two parts")
    return Repair(start, end, "-", "line-end-hyphen", "the lexicon cannot tell", proven=False)
