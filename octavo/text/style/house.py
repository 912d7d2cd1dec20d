"""House styles: what a press has settled about marks, dashes and spaces.

A house takes the style of a locale (`house-style: en-GB`), or writes its own as data, on the
ground of one:

    house-style:
      base: en-GB
      outer-marks: “”
      inner-marks: ‘’
      dash: closed em
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from octavo.model.finding import InputError
from octavo.model.nodes import Node, meta_text
from octavo.prose.prose import Run, same_language
from octavo.text.style.locales import EM, EN, LOCALES, NO_BREAK, THIN, Style, from_cldr

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
SPACES = {"none": "", "no-break": NO_BREAK, "narrow": THIN}
SWITCH = {"yes": True, "true": True, "no": False, "false": False}
MARKS = {"outer-marks": "outer", "inner-marks": "inner"}
"""The keys of a house's own style that take two marks, and the field that each sets."""
CHOICES: dict[str, dict[str, dict[str, Any]]] = {
    "dash": {
        f"{spacing} {name}": {"dash": dash, "dash_spacing": spacing}
        for name, dash in (("en", EN), ("em", EM))
        for spacing in ("spaced", "closed", "typed")
    },
    "inside-marks": {name: {"padding": space} for name, space in SPACES.items()},
    "before-high": {name: {"before_high": space} for name, space in SPACES.items()},
    "before-colon": {name: {"before_colon": space} for name, space in SPACES.items()},
    "keep-single": {name: {"keep_single": on} for name, on in SWITCH.items()},
    "fractions": {name: {"fractions": on} for name, on in SWITCH.items()},
    "ordinals": {name: {"ordinals": on} for name, on in SWITCH.items()},
    "raised-ordinals": {name: {"raised": on} for name, on in SWITCH.items()},
    "small-caps": {
        "none": {"small_caps": ()},
        "centuries": {"small_caps": ("centuries",)},
        "abbreviations": {"small_caps": ("abbreviations",)},
        "both": {"small_caps": ("centuries", "abbreviations")},
    },
    "ellipsis": {
        form: {"ellipsis": form} for form in ("character", "spaced character", "spaced", "as typed")
    },
    "suffix": {"ise": {"suffix": "ise"}, "ize": {"suffix": "ize"}, "as found": {"suffix": ""}},
    "stops": {side: {"stops": side} for side in ("inside", "outside")},
    "hold-dash": {name: {"hold_dash": on} for name, on in SWITCH.items()},
}
"""The keys of a house's own style, what each may be, and the fields that this sets."""


def style_for(tag: str) -> Style | None:
    """Return the style that a language tag (BCP 47) calls for, or None where we know none.

    >>> style_for("en-ZA").locale, style_for("de-AT").locale, style_for("et").outer, style_for("ja")
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
        if own is not None and own["t"] == "MetaList":
            raise InputError("A house style is a name, or keys and values.", hint="Write en-GB.")
        style_name = meta_text(meta, "house-style")
        if style_name and style_for(style_name) is None and style_name != meta_text(meta, "lang"):
            raise unknown(style_name)
        return cls(style_for(style_name or meta_text(meta, "lang") or ""))

    def style_of(self, run: Run) -> Style | None:
        """Return the style that a Run follows, or None."""
        house = self.style
        if house and (not run.lang or same_language(run.lang, house.locale)):
            return house
        return style_for(run.lang)


def unknown(name: str) -> InputError:
    """Make the error that says which styles there are, and which may have been meant."""
    hint = _meant("en-GB" if name.casefold() == "en-uk" else name, list(STYLES))
    return InputError(f"There is no house style {name!r}.", hint=hint)


def own_style(given: dict[str, str]) -> Style:
    """Return the style that a house writes itself, on the ground of a locale's.

    `given` has `base` (a locale; required), and may have `outer-marks` and `inner-marks` (two marks
    each) and the keys of CHOICES. Raises InputError on anything else.

    >>> own_style({"base": "en-GB", "outer-marks": "“”", "inner-marks": "‘’"}).outer
    ('“', '”')
    """
    if "base" not in given:
        raise InputError("A house's own style has no base.", hint="Add a line `base: en-GB`.")
    style = style_for(given["base"])
    if style is None:
        raise unknown(given["base"])
    fields: dict[str, Any] = {}
    for key, value in given.items():
        if key != "base":
            fields |= _fields(key, value.strip())
    return replace(style, **fields)


def _fields(key: str, value: str) -> dict[str, Any]:
    """What one line of a house's own style sets."""
    if key in MARKS:
        marks = value.replace(" ", "")
        if len(marks) != 2 or marks.isalnum():
            raise InputError(
                f"“{value}” is not a value for {key} in a house style.", hint="Write two marks: “”."
            )
        return {MARKS[key]: (marks[0], marks[1])}
    if key not in CHOICES:
        keys = ["base", *MARKS, *CHOICES]
        raise InputError(f"A house style has no “{key}”.", hint=_meant(key, keys))
    if value not in CHOICES[key]:
        message = f"“{value}” is not a value for {key} in a house style."
        raise InputError(message, hint=_meant(value, list(CHOICES[key])))
    return CHOICES[key][value]


def _meant(word: str, known: list[str]) -> str:
    """What an editor may have meant, and what she may write."""
    near = get_close_matches(word, known, n=1)
    choice = f"Choose from: {', '.join(known)}."
    return f"Did you mean {near[0]}? {choice}" if near else choice


def hard_breaks(run: Run, mark: str = "\v") -> str:
    """Return a Run's text with each hard line break as `mark`: there no space may be closed up.

    In the Run itself a soft break (the end of a line in the source) and a hard one look alike.
    """
    if "\n" not in run.text:
        return run.text
    return "".join(
        [mark if text == "\n" and _is_hard(node) else text for text, node, *_ in run.parts]
    )


def _is_hard(node: Node | None) -> bool:
    """Whether the end of a line is the author's: in verse, or typed as a break."""
    return node is None or node["t"] == "LineBreak"
