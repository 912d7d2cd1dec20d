"""House styles: what a press has settled about marks, dashes and spaces, one record per locale."""

from __future__ import annotations

from dataclasses import dataclass

from octavo.ast import Node, meta_text
from octavo.finding import InputError
from octavo.prose import Run, same_language

SINGLE = ("\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}")
DOUBLE = ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}")
GUILLEMETS = (
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}",
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}",
)
SINGLE_GUILLEMETS = (
    "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}",
    "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}",
)
LOW_DOUBLE = ("\N{DOUBLE LOW-9 QUOTATION MARK}", "\N{LEFT DOUBLE QUOTATION MARK}")
LOW_SINGLE = ("\N{SINGLE LOW-9 QUOTATION MARK}", "\N{LEFT SINGLE QUOTATION MARK}")
POLISH_DOUBLE = ("\N{DOUBLE LOW-9 QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}")

EN = "\N{EN DASH}"
EM = "\N{EM DASH}"
NO_BREAK = "\N{NO-BREAK SPACE}"
THIN = "\N{NARROW NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Style:
    """What one house does. `outer` and `inner` are the quotation marks, opening and closing.

    `dash` is the dash between clauses: an en rule is spaced, an em rule closed up. `padding`
    stands inside guillemets; `before_high` before `; ! ?` and `before_colon` before a colon.
    `keep_single` says that single marks typed outside a quotation stay single (American houses
    use them for a letter, a gloss, a term), where British ones set them as any outer quotation.
    `hold_dash` forbids a line to begin with a spaced dash.
    """

    locale: str
    outer: tuple[str, str]
    inner: tuple[str, str]
    dash: str = EN
    padding: str = ""
    before_high: str = ""
    before_colon: str = ""
    keep_single: bool = False
    hold_dash: bool = False

    @property
    def lang(self) -> str:
        """The language without its region."""
        return self.locale.split("-")[0]


STYLES = {
    style.locale: style
    for style in (
        Style("en-GB", SINGLE, DOUBLE, hold_dash=True),
        Style("en-US", DOUBLE, SINGLE, EM, keep_single=True),
        Style("fr", GUILLEMETS, DOUBLE, EN, NO_BREAK, THIN, NO_BREAK, hold_dash=True),
        Style("fr-CH", GUILLEMETS, SINGLE_GUILLEMETS),
        Style("de", LOW_DOUBLE, LOW_SINGLE),
        Style("pl", POLISH_DOUBLE, GUILLEMETS),
        Style("ru", GUILLEMETS, LOW_DOUBLE, EM),
    )
}
REGIONS = {"en": "en-GB", "en-CA": "en-US", "en-PH": "en-US"}
"""Which style serves a locale that has none of its own; else the language's own, else none."""


def style_for(tag: str) -> Style | None:
    """Give the style that a language tag (BCP 47) calls for, or None where we know none.

    >>> style_for("en-AU").locale, style_for("de-AT").locale, style_for("et")
    ('en-GB', 'de', None)
    """
    language, _, rest = tag.replace("_", "-").partition("-")
    region = next((part.upper() for part in rest.split("-") if len(part) == 2), "")
    full = f"{language.lower()}-{region}" if region else language.lower()
    short = language.lower()
    for name in (full, REGIONS.get(full, ""), short, REGIONS.get(short, "")):
        if name in STYLES:
            return STYLES[name]
    return None


@dataclass(frozen=True, slots=True)
class House:
    """The house style of a document, and which style a stretch of it follows.

    A Run in the house's own language follows the house; one in another language follows that
    language's style; one in a language that we know nothing about follows none.
    """

    style: Style | None

    @classmethod
    def of(cls, meta: dict[str, Node]) -> House:
        """Read `house-style`, else `lang`. Raises InputError for a house style we do not know."""
        wanted = meta_text(meta, "house-style")
        if wanted and style_for(wanted) is None:
            known = ", ".join(STYLES)
            raise InputError(f"There is no house style {wanted!r}.", hint=f"Choose from: {known}.")
        return cls(style_for(wanted or meta_text(meta, "lang") or ""))

    def style_of(self, run: Run) -> Style | None:
        """Give the style that a Run follows, or None."""
        house = self.style
        if house and (not run.lang or same_language(run.lang, house.locale)):
            return house
        return style_for(run.lang)


def hard_breaks(run: Run, mark: str = "\v") -> str:
    """Give a Run's text with each hard line break as `mark`: there no space may be closed up.

    In the Run itself a soft break (the end of a line in the source) and a hard one look alike.
    """
    if "\n" not in run.text:
        return run.text
    text = list(run.text)
    for piece in run.pieces:
        if piece.node is None or piece.node["t"] == "LineBreak":
            for at in range(piece.start, piece.end):
                text[at] = mark if text[at] == "\n" else text[at]
    return "".join(text)
