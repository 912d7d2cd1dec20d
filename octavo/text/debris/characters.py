"""Characters that were written out for a machine: entities, escapes, and those without width."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from html.entities import html5

from octavo.text.debris.leftover import Leftover, Sureness

ENTITY = re.compile(
    r"&(?:amp;)*(?P<name>#\d{2,7};|#[xX][0-9a-fA-F]{2,6};|[A-Za-z][A-Za-z0-9]{1,31};)(?!\w*=)"
)
LOST_STOP = re.compile(r"&nbsp(?![\w;=])")
ANGLES = "<>"
WITHOUT_WIDTH = frozenset(
    "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
    "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{ZERO WIDTH NO-BREAK SPACE}"
)

UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})")
OFFICE = re.compile(r" ?_x([0-9A-Fa-f]{4})_ ?")
"""A character as Office Open XML writes it out (`ST_Xstring`)."""
PRINTABLE = re.compile(r"(?:=(?:C[2-9A-F]|D[0-9A-F]|[EF][0-9A-F])(?:=[89AB][0-9A-F]){1,3})+")
"""A character beyond ASCII as quoted-printable mail writes it (RFC 2045, 6.7), in UTF-8."""
RTF = re.compile(r"\\'([0-9a-fA-F]{2})(?![0-9])")
"""A byte of Windows-1252 as RTF writes it (Rich Text Format Specification 1.9.1)."""
RTF_ALONE = re.compile(r"\\'(?:[89][0-9a-fA-F]|[a-fA-F][0-9])")
"""One that is no accent of TeX with a letter: beside it the others are none."""
PERCENT = re.compile(r"(?:%(?:C[2-9A-F]|D[0-9A-F]|[EF][0-9A-F])(?:%[89AB][0-9A-F]){1,3})+")
"""A character beyond ASCII as an address writes it (RFC 3986, 2.1)."""

SPACE = "\N{ZERO WIDTH SPACE}"
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
ORDERS = (
    "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{LEFT-TO-RIGHT EMBEDDING}"
    "\N{RIGHT-TO-LEFT EMBEDDING}\N{POP DIRECTIONAL FORMATTING}\N{LEFT-TO-RIGHT OVERRIDE}"
    "\N{LEFT-TO-RIGHT ISOLATE}\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}"
)
INVISIBLE = re.compile(f"[{SPACE}{JOINERS}{ORDERS}]+")
SIMPLE = re.compile(r"(?:LATIN|GREEK|CYRILLIC|DIGIT|COMMA|FULL STOP|SEMICOLON|QUOTATION|SPACE)\b")
"""Names of characters beside which nothing that has no width has a meaning."""


def entities(text: str) -> Iterator[Leftover]:
    r"""Yield the entities of HTML in a text, with the characters that they stand for.

    >>> [leftover.after for leftover in entities("R&amp;D, caf&eacute;, &amp;nbsp; and &no;")]
    ['&', 'é', '\xa0']
    """
    for match in ENTITY.finditer(text):
        name = match["name"]
        sign = html.unescape("&" + name) if name.startswith("#") else html5.get(name, "")
        if not sign or len(sign) > 2 or sign == "\N{REPLACEMENT CHARACTER}":
            continue
        is_seen = all(one.isprintable() or one == "\N{NO-BREAK SPACE}" for one in sign)
        after = "" if sign in WITHOUT_WIDTH else " " if sign.isspace() and not is_seen else sign
        certain = is_seen and not _is_tag(text, match, sign)
        yield Leftover(
            *match.span(),
            "debris-entity",
            "An entity of HTML stands for its character.",
            after,
            Sureness.CERTAIN if certain else Sureness.LIKELY,
        )


def without_stops(text: str) -> Iterator[Leftover]:
    """Yield entities for a space that have lost their semicolon."""
    for match in LOST_STOP.finditer(text):
        message = "An entity of HTML stands for its character."
        yield Leftover(*match.span(), "debris-entity", message, "\N{NO-BREAK SPACE}")


def _is_tag(text: str, match: re.Match[str], sign: str) -> bool:
    """Whether an angle bracket may belong to a tag, or an ampersand to an entity."""
    if sign in ANGLES:
        beside = text[match.end() : match.end() + 1] if sign == "<" else text[: match.start()][-1:]
        return not beside.isspace()
    return sign == "&" and re.match(r"#?\w+;", text[match.end() :]) is not None


def escapes(text: str) -> Iterator[Leftover]:
    r"""Yield the characters of a text that stand there as numbers.

    >>> [leftover.after for leftover in escapes(r"don\u2019t, one_x000D_ two, caf=C3=A9")]
    ['’', ' ', 'é']
    """
    for match in UNICODE.finditer(text):
        code = int(match[1] or match[2], 16)
        sign = chr(code) if code < 0x110000 else ""
        if sign.isprintable() and not sign.isascii():
            yield _written_out(match, sign)
    for match in OFFICE.finditer(text):
        sign = chr(int(match[1], 16))
        if sign.isspace() or (sign.isprintable() and sign.isascii()):
            blank = " " if match[0].strip() != match[0] or _amid(text, match) else ""
            before, after = match[0][:1].strip() == "", match[0][-1:].strip() == ""
            kept = " " * before + sign + " " * after
            yield _written_out(match, blank if sign.isspace() else kept)
    is_rtf = RTF_ALONE.search(text) is not None
    for match in RTF.finditer(text) if is_rtf else ():
        sign = bytes.fromhex(match[1]).decode("cp1252", "replace")
        if not sign.isascii() and sign.isprintable():
            yield _written_out(match, sign)
    for pattern, sureness in ((PRINTABLE, Sureness.CERTAIN), (PERCENT, Sureness.LIKELY)):
        for match in pattern.finditer(text):
            data = bytes.fromhex(match[0].replace(match[0][0], ""))
            decoded = data.decode("utf-8", "replace")
            if "\N{REPLACEMENT CHARACTER}" not in decoded and not _in_address(text, match):
                yield _written_out(match, decoded, sureness)


def _amid(text: str, match: re.Match[str]) -> bool:
    return bool(text[: match.start()]) and bool(text[match.end() :])


def _in_address(text: str, match: re.Match[str]) -> bool:
    """Whether a number stands in an address."""
    head = text[: match.start()].rsplit(None, 1)[-1:] if match.start() else []
    return any("/" in word or ":" in word or "." in word for word in head)


def _written_out(
    match: re.Match[str], sign: str, sureness: Sureness = Sureness.CERTAIN
) -> Leftover:
    message = "A character stands here as its number."
    return Leftover(*match.span(), "debris-escape", message, sign, sureness)


def invisible(text: str) -> Iterator[Leftover]:
    """Yield the characters without width that do nothing where they stand.

    A joiner inside a word may part a ligature, a space without width may divide an address, and
    in other scripts all of them have a meaning: there they stay.

    >>> zero = "\N{ZERO WIDTH SPACE}"
    >>> [leftover.span for leftover in invisible(f"a wo{zero}rd, either/{zero}or")]
    [(4, 5)]
    """
    if not INVISIBLE.search(text):
        return
    has_orders = any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)
    for match in INVISIBLE.finditer(text):
        before, after = text[: match.start()][-1:], text[match.end() : match.end() + 1]
        if all(_is_simple(sign) for sign in (before, after)) and not (
            has_orders and any(sign in ORDERS for sign in match[0])
        ):
            joins = any(sign in JOINERS for sign in match[0])
            if not (joins and before.isalpha() and after.isalpha()):
                message = "A character without width, which does nothing here, is taken out."
                yield Leftover(*match.span(), "debris-invisible", message, "", Sureness.CERTAIN)


def _is_simple(sign: str) -> bool:
    return not sign or sign.isspace() or bool(SIMPLE.search(unicodedata.name(sign, "")))
