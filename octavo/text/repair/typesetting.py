"""What typesetting leaves in a text: ligatures, soft hyphens, words divided at a line's end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from octavo.text.compounds import Usage, usage
from octavo.text.lexicon import Lexicon, listed
from octavo.text.repair.joining import Divided, case, is_hyphened, verdict
from octavo.text.repair.mojibake import Repair

STRAY = re.compile("[\x00-\x08\x0c\x0e-\x1f\x7f\N{ZERO WIDTH NO-BREAK SPACE}]+")
"""Control characters that no text has any use for, and byte order marks amid it."""
LEFTOVER = re.compile(
    "[\N{LATIN SMALL LIGATURE FF}-\N{LATIN SMALL LIGATURE ST}\N{SOFT HYPHEN}]|-\n|" + STRAY.pattern
)
LIGATURE = re.compile("[\N{LATIN SMALL LIGATURE FF}-\N{LATIN SMALL LIGATURE ST}]")
SOFT = re.compile(r"(?<=\w)\N{SOFT HYPHEN}+(?=\w)")
DIVIDED = re.compile(
    r"(?:(?<![\w-])|(?<=(\w)-))([^\W\d_]{2,})-\n([^\W\d_]{2,})(?:(?![\w-])|(?=-(\w)))"
)
"""A divided word, with a letter of the words that hyphens tie to it."""
HANGING = listed("and or to nor und oder et ou y o e")
"""After these a hyphen hangs over: `pre- and post-war`."""


REASONS = {
    "": "the list of words has it as one word",
    "listed": "the list of words and the text's own compounds",
    "rare": "a rare word and its parts, and the text's own compounds",
    "new": "its parts are words, the whole is not; and the text's own compounds",
    "strange": "a part that is no word, and the text's own compounds",
}
"""What was weighed, by how well the word is known."""
APART = listed("Mac Mc")
"""What begins names that may have a capital inside."""
NOUNS = listed("de")
"""Languages in which a capital begins a noun, also after a hyphen."""
OFTEN = 3
"""How much oftener a text must have one form than the other, for it to count."""


def repairs(text: str, words: Lexicon, used: Usage | None = None) -> Iterator[Repair]:
    r"""Yield the repairs that a text needs; hard line breaks in it are no ends of lines.

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
        if words and (match[4] or match[3].lower() not in HANGING):
            yield _joined(match, used or Usage({}, words))


def used_in(texts: Iterable[str], words: Lexicon) -> Usage:
    """Return what texts do elsewhere with the words that are divided in them."""
    return usage((DIVIDED.sub(" ", text) for text in texts), words)


def _joined(match: re.Match[str], used: Usage) -> Repair:
    """A divided word: one word, a word with a hyphen, or a question."""
    divided = Divided(match[2], match[3], is_part=bool(match[1] or match[4]))
    after, why = attested(divided, used) or _weighed(divided, used)
    proven = after != "?"
    start, end = match.end(2), match.start(3)
    return Repair(start, end, after if proven else "-", "line-end-hyphen", why, proven)


def attested(divided: Divided, used: Usage) -> tuple[str, str] | None:
    """Return what a capital or the text itself shows of a divided word, and why; else None."""
    reading = _by_capital(divided, used) or _by_text(divided, used)
    if not reading and is_hyphened(divided, used):
        return "-", "English has a hyphen there"
    return reading or (_within(divided, used) if divided.is_part else None)


def _by_capital(divided: Divided, used: Usage) -> tuple[str, str] | None:
    """What capitals show: a word has none inside, unless it is a name that the text has."""
    first, second = divided.front, divided.end
    if second[0].isupper() == first.isupper() and not (first.isupper() and second.istitle()):
        return None
    if used.met.get(divided.whole):
        return "", "one word elsewhere in the text"
    if used.met.get(divided.parted.casefold()):
        return "-", "a hyphen elsewhere in the text"
    language = used.words.language
    is_one = first in APART or (language not in NOUNS and used.words.knows(divided.whole))
    return ("?", "it may be one name") if is_one else ("-", "a name on one side of the hyphen")


def _by_text(divided: Divided, used: Usage) -> tuple[str, str] | None:
    """What the text itself does with the word elsewhere."""
    whole = used.met.get(divided.whole.casefold(), 0)
    parted = used.met.get(divided.parted.casefold(), 0)
    if whole > OFTEN * parted:
        return "", "one word elsewhere in the text"
    if parted > OFTEN * whole:
        return "-", "a hyphen elsewhere in the text"
    return None


def _within(divided: Divided, used: Usage) -> tuple[str, str] | None:
    """What a longer compound shows, `sister-in-law`: its words have hyphens between them."""
    if used.words.knows(divided.whole):
        return None
    return ("-" if case(divided, used) == "new" else "?"), "a part of a longer compound"


def _weighed(divided: Divided, used: Usage) -> tuple[str, str]:
    """What the words, their parts and the text's habits tell."""
    return verdict(divided, used), REASONS[case(divided, used)]
