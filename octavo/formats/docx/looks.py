"""The looks of words as character styles: an editor finds and changes them by name, all at once.

Pandoc sets italics, bold and the like on each run. Here each run gets the style of its look, based
on the style that it has already; a style that Word does not know is made where it is needed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from octavo.formats.docx.xml import Element, make, w

NAMES = {
    "i": "Emphasis",
    "b": "Strong",
    "smallCaps": "Small Capitals",
    "u": "Underlined",
    "strike": "Struck Out",
    "superscript": "Superscript",
    "subscript": "Subscript",
}
"""What each look is called; the first two are Word's own styles."""

ORDER = ("b", "i", "smallCaps", "u", "strike", "superscript", "subscript")
"""In what order several looks are named: Strong Emphasis."""

HAVE = {"BookTitle": frozenset("i")}
"""The looks that a style has by itself."""

DOUBLED = ("bCs", "iCs")
"""The same for scripts that have their own: Hebrew, Arabic."""

ALIGNED = "vertAlign"
MARKS = (w("footnoteReference"), w("endnoteReference"))


@dataclass(slots=True)
class Looks:
    """Gives runs their styles; `made` are those that the style sheet must have, by identifier."""

    styles: Element
    made: dict[str, Element] = field(default_factory=dict)

    def settle(self, *stories: Element) -> None:
        """Make styles of the looks of all runs in some stories."""
        for story in stories:
            for properties in story.iter(w("rPr")):
                self._settle(properties)
        known = {one.get(w("styleId")) for one in self.styles.iter(w("style"))}
        self.styles.extend(one for name, one in self.made.items() if name not in known)

    def _settle(self, properties: Element) -> None:
        """Take the looks out of a run's properties; a note's mark stands upright in any words."""
        looks = _taken(properties)
        run = properties.getparent()
        if not looks or run is None or any(run.find(mark) is not None for mark in MARKS):
            return
        style = properties.find(w("rStyle"))
        base = "" if style is None else style.get(w("val"), "")
        looks -= HAVE.get(base, frozenset())
        if not looks:
            return
        name = self._name(base, looks)
        if style is None:
            properties.insert(0, make("rStyle", val=name))
        else:
            style.set(w("val"), name)

    def _name(self, base: str, looks: frozenset[str]) -> str:
        """Return the identifier of the style of some looks, made if it is missing."""
        words = [*([_spaced(base)] if base else []), *(NAMES[one] for one in ORDER if one in looks)]
        named = " ".join(words)
        identifier = named.replace(" ", "")
        if identifier not in self.made:
            self.made[identifier] = _style(named, identifier, base, looks)
        return identifier


def _taken(properties: Element) -> frozenset[str]:
    """Return the looks of a run's properties, and take them out."""
    looks = set()
    for one in list(properties):
        name = str(one.tag).removeprefix(w(""))
        value = one.get(w("val"), "")
        if name == ALIGNED and value in NAMES:
            looks.add(value)
        elif name in NAMES:
            looks |= {name} if value not in ("0", "false", "none") else set()
        elif name not in DOUBLED:
            continue
        properties.remove(one)
    return frozenset(looks)


def _spaced(identifier: str) -> str:
    """Return the name of a style of ours by its identifier: `Opening Words`."""
    letters = [f" {one}" if one.isupper() else one for one in identifier]
    return "".join(letters).strip()


def _style(named: str, identifier: str, base: str, looks: frozenset[str]) -> Element:
    own = [*(make(one) for one in ("b", "i") if one in looks)]
    own += [make(f"{one}Cs") for one in ("b", "i") if one in looks]
    own += [make(one) for one in ("smallCaps", "strike") if one in looks]
    own += [make("u", val="single")] if "u" in looks else []
    own += [make(ALIGNED, val=one) for one in ("superscript", "subscript") if one in looks]
    return make(
        "style",
        make("name", val=named),
        make("basedOn", val=base or "DefaultParagraphFont"),
        make("qFormat"),
        make("rPr", *own),
        type="character",
        customStyle=1,
        styleId=identifier,
    )
