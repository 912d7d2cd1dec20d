"""Mojibake: characters read in another code page than they were written in.

This module holds what the families share, and the family of UTF-8 (`â€™` for an apostrophe),
which ftfy undoes. It is asked word by word, so that one damaged word proves nothing against its
neighbours, and its answer is refused where it would break a word or mix two scripts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

import ftfy
from ftfy.badness import is_bad

from octavo.prose.prose import OBJECT
from octavo.text.lexicon import RARE, Lexicon

CONTROL = re.compile("[\x80-\x84\x86-\x9f\x85]")
GLANCE = re.compile("[^\x00-\x7f]{2}|[\x80-\x9fŒœÂÃ]")
"""What stands wherever ftfy finds a text bad, and seldom elsewhere."""
CHUNK = re.compile(f"[^ \x00-\x1f\x7f{OBJECT}]+")
COMMON = 1e-6
"""Lists made from the web hold damaged words too; only what is more common than this counts."""
WORD = re.compile(r"[^\W\d_]+")
RARE_LATIN = re.compile("[\u0180-\u0217\u021c-\u024f]")
"""Letters of phonetics and old orthographies, which two Western letters may seem to spell."""
PICTURES = "\U0001f000"
SPECIMEN = re.compile(r"(?<=[“‘\"'«])[^\s“‘\"'«»]+(?=[”’\"'»])")


@dataclass(frozen=True, slots=True)
class Repair:
    """The characters `start:end` should be `after`.

    `proven` says that the place proves it by itself; the others wait for the rest of the text.
    `pair` names the kind of quotation that an opening or closing mark belongs to. Where it is
    `lone`, nothing but its partner can prove it: what is proven elsewhere says nothing about it.
    """

    start: int
    end: int
    after: str
    rule: str
    evidence: str
    proven: bool = True
    pair: str = ""
    lone: bool = False


def looks_encoded(text: str) -> bool:
    """Whether UTF-8 may have been read as something else here, or a C1 control stands here."""
    return GLANCE.search(text) is not None and (is_bad(text) or CONTROL.search(text) is not None)


def encoded(text: str, words: Lexicon) -> Iterator[Repair]:
    """Yield the repairs of the UTF-8 family and of C1 controls, each cut to what changes.

    >>> from octavo.text.lexicon import lexicon
    >>> [(r.start, r.end, r.after) for r in encoded("itâ€™s", lexicon("en"))]
    [(2, 5, '’')]
    """
    for match in CHUNK.finditer(text):
        chunk = match[0]
        if chunk.isascii() or not looks_encoded(chunk):
            continue
        after = ftfy.fix_encoding(chunk)
        if after != chunk and not _refused(chunk, after, words):
            control = CONTROL.search(chunk) and not is_bad(CONTROL.sub("", chunk))
            rule = "mojibake-control" if control else "mojibake-utf-8"
            proven = _owns_letters(chunk) or is_picture(after)
            whole = Repair(match.start(), match.end(), after, rule, "ftfy reads it so", proven)
            yield trimmed(whole, chunk)


def trimmed(repair: Repair, before: str) -> Repair:
    """Cut off what stays the same at either end."""
    start, end, after = 0, len(before), repair.after
    while start < min(end, len(after)) and before[start] == after[start]:
        start += 1
    last = len(after)
    while end > start and last > start and before[end - 1] == after[last - 1]:
        end, last = end - 1, last - 1
    return replace(
        repair, start=repair.start + start, end=repair.start + end, after=after[start:last]
    )


def _refused(before: str, after: str, words: Lexicon) -> bool:
    """Whether a change breaks a word that is good, or mixes scripts where none were mixed."""
    good = before.strip("“”‘’\"'.,;:!?()[]…–—")
    if words.share(good) >= RARE or RARE_LATIN.search(after):
        return True
    doubtful = [word for word in WORD.findall(before) if len(word) > 2 and not word.isascii()]
    if doubtful and all(words.share(word) > COMMON for word in doubtful):
        return True
    return len(scripts(after)) > 1 and len(scripts(before)) <= 1


def _owns_letters(chunk: str) -> bool:
    """Whether a chunk has letters or digits besides the damage; else it may be a specimen."""
    return any(c.isascii() and c.isalnum() for c in chunk) or CONTROL.search(chunk) is not None


def is_picture(char: str) -> bool:
    """Whether a character is an emoji or another picture: four bytes that spell nothing else."""
    return len(char) == 1 and char >= PICTURES and unicodedata.category(char) == "So"


def scripts(text: str) -> set[str]:
    """Return the scripts of the letters in a text.

    >>> sorted(scripts("ÞAЄ"))
    ['CYRILLIC', 'LATIN']
    """
    return {unicodedata.name(c, "?").split()[0] for c in text if c.isalpha()} - {"MODIFIER", "?"}


def specimens(text: str) -> list[tuple[int, int]]:
    """Return where single words stand between quotation marks, in order."""
    return [match.span() for match in SPECIMEN.finditer(text)]
