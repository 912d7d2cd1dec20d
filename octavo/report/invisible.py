"""Characters that cannot be seen, made visible: one map for the report, the terminal and questions.

A no-break space shows as `⍽`, a line's end as `↵`, a tab as `⇥`, spaces alone as `␣`; anything else
without a shape shows as its name, or its number, in square brackets.
"""

from __future__ import annotations

import re
import unicodedata

NO_BREAK = frozenset("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")
SIGNS = {**dict.fromkeys(NO_BREAK, "⍽"), "\n": "↵", "\t": "⇥"}
LOST = "\N{REPLACEMENT CHARACTER}"
"""It has a shape, which a reader takes for a fault of her screen."""

JOINERS = frozenset("\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}\N{SOFT HYPHEN}")
"""Signs without a shape that belong to the writing of some words; a message leaves them alone."""

LINE_END = re.compile(r"[ \t]*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029][\s]*")


def shown(text: str) -> str:
    r"""Return a text in which what cannot be seen can be.

    >>> shown("p.\N{NO-BREAK SPACE}4"), shown("co\N{SOFT HYPHEN}op"), shown("  ")
    ('p.⍽4', 'co[soft hyphen]op', '␣␣')
    >>> shown("a\x1b\u2028\ufffd\ue000")
    'a[U+001B][line separator][U+FFFD][U+E000]'
    """
    if text and not text.strip(" "):
        return "␣" * len(text)
    return _mapped(text, SIGNS)


def change(before: str, after: str) -> tuple[str, str]:
    r"""Return both readings of a change, spelt out where they would look alike.

    >>> change("\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}")
    ('[no-break space]', '[narrow no-break space]')
    """
    shapes = shown(before), shown(after)
    if before == after or shapes[0] != shapes[1]:
        return shapes
    return _mapped(before, {}), _mapped(after, {})


def in_line(text: str) -> str:
    r"""Return a text made visible, its lines joined to one.

    >>> in_line("he said,\n  p.\N{NO-BREAK SPACE}4")
    'he said, p.⍽4'
    """
    return shown(LINE_END.sub(" ", text))


def one_line(text: str) -> str:
    r"""Return a message as one line, without what steers a terminal; its words stay.

    >>> one_line("a name\nwith a \x1b[31mcolour, p.\N{NO-BREAK SPACE}4")
    'a name with a [U+001B][31mcolour, p.\xa04'
    """
    line = LINE_END.sub(" ", text.strip())
    if line.isprintable():
        return line
    return "".join(
        sign
        if sign.isprintable() or sign in JOINERS or unicodedata.category(sign) == "Zs"
        else _named(sign)
        for sign in line
    )


def _mapped(text: str, signs: dict[str, str]) -> str:
    if text.isprintable() and LOST not in text:
        return text
    return "".join(
        signs.get(sign) or (sign if sign.isprintable() and sign != LOST else _named(sign))
        for sign in text
    )


def _named(sign: str) -> str:
    name = "" if sign == LOST else unicodedata.name(sign, "").lower()
    return f"[{name}]" if name else f"[U+{ord(sign):04X}]"
