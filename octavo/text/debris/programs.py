"""What programs kept in a text for themselves: bookmarks, fields, styles, marks of sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.text.debris.leftover import Leftover, Sureness

QUOTED = '["“”„][^"“”„\n]*["“”]'
SWITCH = r"(?: \\[a-zA-Z*#@](?: [A-Z]\w+|(?: ?" + QUOTED + "))?)"
FIELDS = re.compile(
    rf"\b(?:PAGEREF _\w+{SWITCH}*|REF _\w+{SWITCH}*|HYPERLINK(?: \\[lno])* {QUOTED}{SWITCH}*"
    rf"|TOC{SWITCH}+|SEQ \w+{SWITCH}+|INCLUDEPICTURE {QUOTED}{SWITCH}*|EMBED \w+\.\w+(?:\.\d+)?"
    rf"{SWITCH}*|XE {QUOTED}{SWITCH}*)|\\\* MERGEFORMAT(?:INET)?"
)
BOOKMARK = re.compile(r"(?<![\w/#])(?:_(?:Toc|Ref|Hlk|Hlt)\d{5,}|_GoBack|OLE_LINK\d+)(?!\w)")
BROKEN = re.compile(
    r"Error! (?:Reference source|Bookmark) not (?:found|defined)\.|"
    r"Fehler! (?:Verweisquelle konnte nicht gefunden werden|Textmarke nicht definiert)\.|"
    "Erreur\\s?! (?:Source du renvoi introuvable|Signet non d\N{LATIN SMALL LETTER E WITH ACUTE}"
    "fini)\\.|"
    "\N{INVERTED EXCLAMATION MARK}Error! (?:No se encuentra el origen de la referencia|Marcador no "
    "definido)\\.|Errore\\. (?:L'origine riferimento non|Il segnalibro non)[^.]*\\."
)
OPEN, CLOSE = "\N{LEFT BLACK LENTICULAR BRACKET}", "\N{RIGHT BLACK LENTICULAR BRACKET}"
PRIVATE = "[\ue200-\ue20f]"
SOURCE = re.compile(
    rf"{PRIVATE}*:?contentReference\[oaicite:\d+\](?:\{{index=\d+\}})?"
    rf"|{OPEN}\d+(?::\d+)?\N{{DAGGER}}[^\s{CLOSE}]*{CLOSE}"
    rf"|{PRIVATE}?\bcite{PRIVATE}?turn\d+\w+\d+\b{PRIVATE}?"
)
STYLE = re.compile(
    r"\bNormal 0(?: (?:\d+ )?(?:false|true)){2,}|/\* Style Definitions \*/"
    r"|\btable\.MsoNormalTable\b|\bmso-[a-z-]+:\s?\S+|@font-face\s?\{|\{\\rtf1\b"
)


def kept(text: str) -> Iterator[Leftover]:
    """Yield what programs kept in a text for themselves.

    >>> [one.sureness.value for one in kept("See Error! Bookmark not defined. and _Toc123456")]
    ['likely', 'shown']
    """
    for pattern, message in (
        (FIELDS, "The code of a Word field stands in the text as words."),
        (BOOKMARK, "The name of a Word bookmark stands in the text."),
        (SOURCE, "A program's mark of its source stands in the text."),
    ):
        for match in pattern.finditer(text):
            start = match.start() - (text[: match.start()][-1:] == " ")
            yield Leftover(start, match.end(), "debris-field", message)
    for match in BROKEN.finditer(text):
        message = "A cross-reference was broken in Word: its words are lost."
        hint = "Look up in the manuscript what it led to."
        yield Leftover(*match.span(), "debris-field", message, sureness=Sureness.SHOWN, hint=hint)
    for match in STYLE.finditer(text):
        message = "A program's styles stand in the text as words."
        yield Leftover(
            *match.span(), "debris-field", message, sureness=Sureness.SHOWN, hint="Take them out."
        )
