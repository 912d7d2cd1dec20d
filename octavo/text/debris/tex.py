r"""Commands of TeX that stand in a text as words: `\emph{so}`, `\ldots`, `\'{e}`, `50\%`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from octavo.text.debris.leftover import Leftover, Sureness

KINDS = {
    "emph": "Emph",
    "textit": "Emph",
    "textsl": "Emph",
    "textbf": "Strong",
    "textsc": "SmallCaps",
    "textsuperscript": "Superscript",
    "textsubscript": "Subscript",
    "underline": "",
    "textrm": "",
    "textsf": "",
    "textup": "",
    "textnormal": "",
    "mbox": "",
    "hbox": "",
}
"""How the words of a command are set."""
SWITCHES = {"em": "Emph", "it": "Emph", "sl": "Emph", "bf": "Strong", "sc": "SmallCaps"}
SIGNS = {
    "ldots": "\N{HORIZONTAL ELLIPSIS}",
    "dots": "\N{HORIZONTAL ELLIPSIS}",
    "textellipsis": "\N{HORIZONTAL ELLIPSIS}",
    "textendash": "\N{EN DASH}",
    "textemdash": "\N{EM DASH}",
    "textquoteleft": "\N{LEFT SINGLE QUOTATION MARK}",
    "textquoteright": "\N{RIGHT SINGLE QUOTATION MARK}",
    "textquotedblleft": "\N{LEFT DOUBLE QUOTATION MARK}",
    "textquotedblright": "\N{RIGHT DOUBLE QUOTATION MARK}",
    "pounds": "\N{POUND SIGN}",
    "copyright": "\N{COPYRIGHT SIGN}",
    "textdegree": "\N{DEGREE SIGN}",
    "ss": "\N{LATIN SMALL LETTER SHARP S}",
    "ae": "\N{LATIN SMALL LETTER AE}",
    "AE": "\N{LATIN CAPITAL LETTER AE}",
    "oe": "\N{LATIN SMALL LIGATURE OE}",
    "OE": "\N{LATIN CAPITAL LIGATURE OE}",
    "aa": "\N{LATIN SMALL LETTER A WITH RING ABOVE}",
    "AA": "\N{LATIN CAPITAL LETTER A WITH RING ABOVE}",
}
ACCENTS = {
    "'": "\N{COMBINING ACUTE ACCENT}",
    "`": "\N{COMBINING GRAVE ACCENT}",
    "^": "\N{COMBINING CIRCUMFLEX ACCENT}",
    '"': "\N{COMBINING DIAERESIS}",
    "~": "\N{COMBINING TILDE}",
    "=": "\N{COMBINING MACRON}",
    "c": "\N{COMBINING CEDILLA}",
    "v": "\N{COMBINING CARON}",
    "u": "\N{COMBINING BREVE}",
    "H": "\N{COMBINING DOUBLE ACUTE ACCENT}",
    "k": "\N{COMBINING OGONEK}",
    "r": "\N{COMBINING RING ABOVE}",
}

WRAPPED = re.compile(
    rf"(?<![\w\\:])(?:\\(?P<name>{'|'.join(KINDS)})\{{|\{{\\(?P<switch>{'|'.join(SWITCHES)}) )"
    r"(?P<words>[^{}\\]*[^\s{}\\])(?:\\/)?\}"
)
SIGN = re.compile(rf"\\(?P<name>{'|'.join(SIGNS)})(?:\{{\}}|(?![A-Za-z])(?P<gap> (?=\w))?)")
ACCENT = re.compile(
    r"\{?\\(?:(?P<mark>['`^\"~=])(?:\{(?P<inside>\\?[A-Za-z])\}|(?P<bare>[A-Za-z])(?![A-Za-z]*\{|[0-9]))"
    r"|(?P<letter>[cvuHkr])\{(?P<under>[A-Za-z])\})(?P<close>\}?)"
)
CLEAR = re.compile(r"(?<=[^\W_])\\&(?=[^\W_])|(?<=\s)\\&(?=\s)|(?<=\d)\\%|(?<=\d )\\%|\\[$#](?=\d)")
OTHER = re.compile(r"(?<![\w\\:/])\\[A-Za-z]{2,}\*?(?:\[[^\[\]{}]*\])?\{[^{}]*\}")


def commands(text: str) -> Iterator[Leftover]:
    r"""Yield the commands of TeX in a text.

    >>> [one.kind or one.after for one in commands(r"{\em so} in Montr{\'e}al, 50\% \ldots")]
    ['Emph', 'é', '%', '…']
    """
    if "\\" not in text:
        return
    yield from _wrapped(text)
    yield from _accents(text)
    for match in CLEAR.finditer(text):
        yield _sign(match, match[0][-1])
    for match in SIGN.finditer(text):
        yield _sign(match, SIGNS[match["name"]] + (match["gap"] or "" if _is_mark(match) else ""))
    for match in OTHER.finditer(text):
        message = "A command of TeX stands in the text as words."
        hint = "Write in Markdown what it stands for, or take it out."
        yield Leftover(*match.span(), "debris-command", message, sureness=Sureness.SHOWN, hint=hint)


def _is_mark(match: re.Match[str]) -> bool:
    """Whether a sign is no letter: the space behind it is then one of the text."""
    return not SIGNS[match["name"]].isalpha()


def _wrapped(text: str) -> Iterator[Leftover]:
    for match in WRAPPED.finditer(text):
        kind = KINDS[match["name"]] if match["name"] else SWITCHES[match["switch"]]
        yield Leftover(
            *match.span(),
            "debris-command",
            "A command of TeX says how its words are set.",
            match["words"],
            Sureness.CERTAIN,
            match.span("words"),
            kind,
        )


def _accents(text: str) -> Iterator[Leftover]:
    for match in ACCENT.finditer(text):
        letter = (match["inside"] or match["bare"] or match["under"]).removeprefix("\\")
        sign = unicodedata.normalize("NFC", letter + ACCENTS[match["mark"] or match["letter"]])
        braced = match[0][0] == "{"
        if len(sign) != 1 or (braced and not match["close"]):
            continue
        start = match.start()
        end = match.end() if braced or not match["close"] else match.end() - 1
        amid = text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()
        sure = amid and (match["inside"] or match["under"] or match["mark"] != "~")
        sureness = Sureness.CERTAIN if sure else Sureness.LIKELY
        message = "A command of TeX stands for a letter."
        yield Leftover(start, end, "debris-command", message, sign, sureness)


def _sign(match: re.Match[str], sign: str) -> Leftover:
    message = "A command of TeX stands for a character."
    return Leftover(*match.span(), "debris-command", message, sign, Sureness.CERTAIN)
