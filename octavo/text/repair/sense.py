"""Whether repairs make words: what is certain at each place must hold for the text as a whole.

A place may look like the mark of a Macintosh, and the next one too, in a text that never saw one:
it was read in a page that nobody thought of, and each repair makes it worse. So all pieces that
would change are looked at together. Where more of them come out as no words than as words, none of
the repairs is certain; where most of a text is no words before and after, it is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from unicodedata import normalize

from octavo.prose.prose import OBJECT
from octavo.prose.run import spliced
from octavo.text.letters.statistics import is_letter
from octavo.text.lexicon import RARE, Lexicon
from octavo.text.repair.alphabets import native, ordinary
from octavo.text.repair.likelihood import is_shaped
from octavo.text.repair.mojibake import Repair
from octavo.text.repair.utf8 import WESTERN

CHUNK = re.compile("[^ \t\n\v]+")
WORDS = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
WORD = re.compile(r"[^\W\d_]{3,}(?:[’'][^\W\d_]+)*")
INSIDE = re.compile(r"(?<=[^\W\d_])[„“”«»‹›•‚](?=[^\W\d_])")
"""Marks that never stand between two letters."""
MANY, FEW, RARELY = 3, 4, 20
"""So many pieces that are no words, though they are rightly shaped, call all repairs in question;
an impossible one does where it has not so many good ones beside it, and calls itself in question
where it has not many more: any text has a few that are meant."""
GARBLED, LEAST = 0.2, 6
"""Which part of a text must be of impossible pieces, and how many, to be no text at all."""
MEANT = re.compile(
    "[\u0250-\u02c5\u02c8-\u02d7\u1d00-\u1dbf\u2600-\u27bf\U0001d100-\U0001d24f\U0001f000-\U0001faff]"
)
"""Letters of transcriptions, pictures and signs of music (Unicode: IPA Extensions to Phonetic
Extensions; Miscellaneous Symbols, Dingbats, emoji; Musical Symbols) that no page of 256 characters
has: whoever wrote them meant them."""
READ_ANEW = ("mojibake-mac-roman", "mojibake-code-page", "mojibake-control")


@dataclass(frozen=True, slots=True)
class Judge:
    """Tells words of one language from other strings."""

    words: Lexicon

    def is_impossible(self, piece: str) -> bool:
        """Whether a piece has letters, signs or marks that its language has nowhere, or not there.

        Letters of the West are met in names and loans everywhere that Latin is written.

        >>> from octavo.text.lexicon import lexicon
        >>> judge = Judge(lexicon("sv"))
        >>> judge.is_impossible("m†nga"), judge.is_impossible("många”")
        (True, False)
        """
        if piece.isascii():
            return False
        piece = normalize("NFC", piece)
        if INSIDE.search(piece) or not all(map(is_shaped, WORDS.findall(piece))):
            return True
        own, usual = native(self.words.language), ordinary(self.words.language)
        latin = own is None or not any(char > "\u0180" for char in own)
        return any(
            char not in (own or char) and not (latin and char in WESTERN)
            if is_letter(char)
            else char not in usual
            for char in piece
            if not char.isascii() and char not in (OBJECT, "\N{SOFT HYPHEN}")
        )

    def has_words(self, piece: str) -> bool | None:
        """Whether the words of a piece are known; None where it has none that tell."""
        common = [word for word in WORD.findall(piece) if not word.istitle()]
        if not common or not self.words:
            return None
        return all(self._knows(word) for word in common)

    def _knows(self, word: str) -> bool:
        parts = re.split("[’']", word)
        return self.words.share(word) >= RARE or all(
            len(part) < 3 or self.words.share(part) >= RARE for part in parts
        )


def doubts(made: Counter[str], judge: Judge) -> Callable[[str], bool]:
    """Return a test for the pieces in question among those made: none, impossible ones or all."""
    good = bad = odd = 0
    for piece, count in made.items():
        if judge.is_impossible(piece):
            bad += count
        else:
            known = judge.has_words(piece)
            good += count if known else 0
            odd += count if known is False else 0
    if FEW * bad > good or good < bad + odd >= MANY:
        return lambda _piece: True
    return judge.is_impossible if RARELY * bad > good else lambda _piece: False


def is_garbled(counted: Counter[str], judge: Judge) -> bool:
    """Whether so many pieces of a text are impossible that it is no text in its language."""
    impossible = sum(
        count
        for piece, count in counted.items()
        if judge.is_impossible(piece) and not MEANT.search(piece)
    )
    return impossible >= LEAST and impossible > GARBLED * counted.total()


@dataclass(frozen=True, slots=True)
class Made:
    """What a piece becomes, and the repairs that make it so."""

    piece: str
    repairs: frozenset[Repair]


def made(text: str, repairs: Iterable[Repair]) -> Iterator[Made]:
    """Yield each piece of a text in which proven repairs read a character anew."""
    proven = sorted((r for r in repairs if r.proven), key=lambda repair: repair.start)
    waiting = iter(proven)
    repair = next(waiting, None)
    for match in CHUNK.finditer(text) if proven else ():
        mine: list[Repair] = []
        while repair is not None and repair.start < match.end():
            mine.append(repair)
            repair = next(waiting, None)
        if any(one.rule in READ_ANEW for one in mine):
            splices = [
                (one.start - match.start(), one.end - match.start(), one.after)
                for one in mine
                if one.start >= match.start() and one.end <= match.end()
            ]
            yield Made(spliced(match[0], splices), frozenset(mine))
