"""House styles: what a press has settled about marks, dashes and spaces.

A house takes the style of a locale (`house-style: en-GB`), or writes its own as data, on the
ground of one:

    house-style:
      based-on: en-GB
      outer-marks: “”
      inner-marks: ‘’
      dash: closed em
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches

from octavo.ast import Node, meta_text
from octavo.finding import InputError
from octavo.prose import Run, same_language
from octavo.text.locales import EM, EN, LOCALES, NO_BREAK, THIN, Style, from_cldr

__all__ = ["EM", "EN", "NO_BREAK", "STYLES", "THIN", "House", "Style", "hard_breaks", "style_for"]

SHORT = {
    "en": "en-GB",
    "en-CA": "en-US",
    "en-PH": "en-US",
    "fr": "fr-FR",
    "de": "de-DE",
    "pt": "pt-PT",
}
"""Which style serves a locale that has none of its own; else the language's own, else CLDR's."""
STYLES = {style.locale: style for style in LOCALES}
STYLES |= {short: STYLES[full] for short, full in SHORT.items() if short in ("fr", "de", "pt")}
DASHES = {
    f"{spacing} {name}": (dash, spacing)
    for name, dash in (("en", EN), ("em", EM))
    for spacing in ("spaced", "closed", "typed")
}
SPACE_NAMES = {"none": "", "no-break": NO_BREAK, "narrow": THIN}


def style_for(tag: str) -> Style | None:
    """Give the style that a language tag (BCP 47) calls for, or None where we know none.

    >>> style_for("en-AU").locale, style_for("de-AT").locale, style_for("et").outer, style_for("ja")
    ('en-GB', 'de-DE', ('„', '“'), None)
    """
    language, _, rest = tag.replace("_", "-").partition("-")
    region = next((part.upper() for part in rest.split("-") if len(part) == 2), "")
    short = language.lower()
    full = f"{short}-{region}" if region else short
    for name in (full, SHORT.get(full, ""), short, SHORT.get(short, "")):
        if name in STYLES:
            return STYLES[name]
    return from_cldr(full) or from_cldr(short)


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
        own = meta.get("house-style")
        if own is not None and own["t"] == "MetaMap":
            return cls(own_style({key: meta_text(own["c"], key) or "" for key in own["c"]}))
        wanted = meta_text(meta, "house-style")
        if wanted and style_for(wanted) is None and wanted != meta_text(meta, "lang"):
            raise _unknown(wanted)
        return cls(style_for(wanted or meta_text(meta, "lang") or ""))

    def style_of(self, run: Run) -> Style | None:
        """Give the style that a Run follows, or None."""
        house = self.style
        if house and (not run.lang or same_language(run.lang, house.locale)):
            return house
        return style_for(run.lang)


def _unknown(name: str) -> InputError:
    near = get_close_matches(name, STYLES, n=1)
    known = ", ".join(STYLES)
    hint = f"Did you mean {near[0]}? Choose from: {known}." if near else f"Choose from: {known}."
    return InputError(f"There is no house style {name!r}.", hint=hint)


def own_style(told: dict[str, str]) -> Style:
    """Give the style that a house writes itself, on the ground of a locale's.

    `told` may have `based-on` (a locale; required), `outer-marks` and `inner-marks` (two
    characters), `dash` (`spaced en`, `closed em`, `typed em`…), and `inside-marks`, `before-high`
    and `before-colon` (`none`, `no-break`, `narrow`). Raises InputError on anything else.

    >>> own_style({"based-on": "en-GB", "outer-marks": "“”", "inner-marks": "‘’"}).outer
    ('“', '”')
    """
    base = style_for(told.get("based-on", ""))
    if base is None:
        raise _unknown(told.get("based-on", ""))
    style = base
    for key, value in told.items():
        if key != "based-on":
            style = _told(style, key, value.strip())
    return style


def _told(style: Style, key: str, value: str) -> Style:
    """A style with one thing of the house's own."""
    marks = value.replace(" ", "")
    spaces = {
        "inside-marks": "padding",
        "before-high": "before_high",
        "before-colon": "before_colon",
    }
    if key in ("outer-marks", "inner-marks") and len(marks) == 2:
        pair = (marks[0], marks[1])
        return replace(style, outer=pair) if key[0] == "o" else replace(style, inner=pair)
    if key == "dash" and value in DASHES:
        dash, spacing = DASHES[value]
        return replace(style, dash=dash, dash_spacing=spacing)
    if key in spaces and value in SPACE_NAMES:
        return replace(style, **{spaces[key]: SPACE_NAMES[value]})  # type: ignore[arg-type]
    wanted = {"outer-marks": "two marks", "inner-marks": "two marks", "dash": ", ".join(DASHES)}
    hint = wanted.get(key) or (", ".join(SPACE_NAMES) if key in spaces else "")
    if not hint:
        keys = ", ".join(["based-on", *wanted, *spaces])
        raise InputError(f"A house style has no “{key}”.", hint=f"It may have: {keys}.")
    raise InputError(f"“{value}” is no {key} of a house style.", hint=f"Write {hint}.")


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
