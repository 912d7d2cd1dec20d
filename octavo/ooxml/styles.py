"""The styles of a Word file: what a paragraph or run looks like, and its level in the outline.

Properties come from the document's defaults, the paragraph's style with those it is based on,
the run's style, and the run itself (ECMA-376, part 1, 17.7.2); a toggle that is on in two styles
is off (17.7.3).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from octavo.ooxml.names import W, on, val
from octavo.ooxml.package import Package

TOGGLES = {
    "b": "bold",
    "i": "italic",
    "caps": "caps",
    "smallCaps": "small_caps",
    "strike": "strike",
    "vanish": "hidden",
}
"""Word's toggles, and what a look calls them."""

SIZE = 20
"""The size of text, in half-points, where nothing says another: 10 points."""

BODY_LEVEL = 9
"""The outline's level of what is no heading, as Word counts from 0 (17.3.1.20)."""

DEEPEST = 30
"""So many styles may be based one upon another: a ring of them ends there."""


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a run. Its size is in half-points; `raised` is superscript, subscript or "".

    `lang` is the language of its Latin and like letters; `lang_asia` that of East Asian ones,
    `lang_bidi` that of those written from right to left (ECMA-376, part 1, 17.3.2.20).
    """

    bold: bool = False
    italic: bool = False
    caps: bool = False
    small_caps: bool = False
    strike: bool = False
    hidden: bool = False
    underline: bool = False
    raised: str = ""
    size: int = SIZE
    font: str = ""
    lang: str = ""
    lang_asia: str = ""
    lang_bidi: str = ""
    highlight: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its identifier, its name as an editor sees it, its kind, and those it is based on.

    `chain` begins with the style's own element, and goes on to what it is based on.
    """

    id: str
    name: str
    kind: str
    chain: tuple[etree._Element, ...] = ()
    _known: dict[str, etree._Element | None] = field(
        default_factory=dict, compare=False, repr=False
    )

    def property(self, path: str) -> etree._Element | None:
        """Return a property by its path (`pPr/outlineLvl`), its own or that of a style below.

        It is sought once: a style has thousands of paragraphs.
        """
        if path not in self._known:
            steps = "/".join(f"{W}{step}" for step in path.split("/"))
            parts = (one.find(steps) for one in self.chain)
            self._known[path] = next((part for part in parts if part is not None), None)
        return self._known[path]


NONE = Style("", "", "")
"""The style of what names none, or one that is not there."""


@dataclass(slots=True)
class Styles:
    """The styles of a file, by kind and identifier, and its defaults."""

    root: etree._Element | None
    _elements: dict[tuple[str, str], etree._Element] = field(init=False, default_factory=dict)
    _default: dict[str, str] = field(init=False, default_factory=dict)
    _made: dict[tuple[str, str], Style] = field(init=False, default_factory=dict)
    _looks: dict[tuple[str, str], Look] = field(init=False, default_factory=dict)
    _base: Look = field(init=False, default_factory=Look)

    def __post_init__(self) -> None:
        for element in self.root.iter(f"{W}style") if self.root is not None else ():
            kind, name = val(element, "type") or "paragraph", val(element, "styleId")
            self._elements.setdefault((kind, name), element)
            if val(element, "default") not in ("", "0", "false"):
                self._default.setdefault(kind, name)
        defaults = None if self.root is None else self.root.find(f"{W}docDefaults/{W}rPrDefault")
        properties = None if defaults is None else defaults.find(f"{W}rPr")
        self._base = _over(Look(), properties)

    @classmethod
    def of(cls, package: Package) -> Styles:
        """Return the styles of a package."""
        return cls(package.of_kind("styles"))

    def style(self, kind: str, name: str) -> Style:
        """Return a style by kind (`paragraph`, `character`) and identifier."""
        key = (kind, name)
        if key not in self._made:
            self._made[key] = self._style(kind, name)
        return self._made[key]

    def _style(self, kind: str, name: str) -> Style:
        chain: list[etree._Element] = []
        at = name
        while (element := self._elements.get((kind, at))) is not None and len(chain) < DEEPEST:
            chain.append(element)
            at = val(element.find(f"{W}basedOn"))
        called = val(chain[0].find(f"{W}name")) if chain else ""
        return Style(name, called or name, kind, tuple(chain))

    def of_paragraph(self, paragraph: etree._Element) -> Style:
        """Return the style of a paragraph: the default one where it names none."""
        named = val(paragraph.find(f"{W}pPr/{W}pStyle"))
        if ("paragraph", named) not in self._elements:
            named = self._default.get("paragraph", named)
        return self.style("paragraph", named)

    def of_run(self, run: etree._Element) -> Style:
        """Return the character style of a run; `NONE` where it has none."""
        named = val(run.find(f"{W}rPr/{W}rStyle"))
        return self.style("character", named) if named else NONE

    def level(self, paragraph: etree._Element) -> int:
        """Return the level of a paragraph in the outline: 1 to 9 for a heading, else 0.

        Word's navigation pane and its lists of contents go by it (ECMA-376, part 1, 17.3.1.20).
        """
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        by_style = self.of_paragraph(paragraph).property("pPr/outlineLvl") if own is None else None
        level = val(own if own is not None else by_style)
        return int(level) + 1 if level.isdigit() and int(level) < BODY_LEVEL else 0

    def alignment(self, paragraph: etree._Element) -> str:
        """Return the alignment of a paragraph (`center`, `right`, `both` …), or ""."""
        own = paragraph.find(f"{W}pPr/{W}jc")
        return val(own if own is not None else self.of_paragraph(paragraph).property("pPr/jc"))

    def look(self, run: etree._Element, paragraph: Style) -> Look:
        """Return the look of a run in a paragraph of some style."""
        properties = run.find(f"{W}rPr")
        character = self.of_run(run) if properties is not None else NONE
        look = self.look_of(paragraph, character)
        return look if properties is None else _over(look, properties)

    def look_of(self, paragraph: Style, character: Style = NONE) -> Look:
        """Return the look of a run that has no properties of its own."""
        key = (paragraph.id, character.id)
        if key not in self._looks:
            look = _in_styles(self._base, paragraph)
            self._looks[key] = _in_styles(look, character)
        return self._looks[key]


def _in_styles(look: Look, style: Style) -> Look:
    """Return a look changed by a style: a toggle that is on below is switched (17.7.3)."""
    below = {name: getattr(look, name) for name in TOGGLES.values()}
    for element in reversed(style.chain):
        look = _over(look, element.find(f"{W}rPr"))
    toggled: dict[str, bool] = {}
    for tag, name in TOGGLES.items():
        own = on(style.property(f"rPr/{tag}"))
        toggled[name] = below[name] if own is None else below[name] != own
    return replace(look, **toggled)  # type: ignore[arg-type]  # all of them are of type bool


def _over(look: Look, properties: etree._Element | None) -> Look:
    """Return a look with properties laid over it."""
    if properties is None:
        return look
    changed: dict[str, object] = {}
    for part in properties:
        tag = part.tag[len(W) :] if isinstance(part.tag, str) and part.tag.startswith(W) else ""
        if tag in TOGGLES:
            changed[TOGGLES[tag]] = on(part)
        elif tag in OTHERS:
            changed |= OTHERS[tag](part)
    return replace(look, **changed) if changed else look  # type: ignore[arg-type]


def _size(part: etree._Element) -> dict[str, object]:
    value = val(part)
    return {"size": int(value)} if value.isdigit() else {}


def _font(part: etree._Element) -> dict[str, object]:
    name = val(part, "ascii") or val(part, "hAnsi")
    return {"font": name} if name else {}


def _raised(part: etree._Element) -> dict[str, object]:
    return {"raised": val(part) if val(part) in ("superscript", "subscript") else ""}


def _underline(part: etree._Element) -> dict[str, object]:
    return {"underline": on(part)}


def _lang(part: etree._Element) -> dict[str, object]:
    named = {"lang": "val", "lang_asia": "eastAsia", "lang_bidi": "bidi"}
    given = {key: val(part, name) for key, name in named.items()}
    return {key: value for key, value in given.items() if value}


def _highlight(part: etree._Element) -> dict[str, object]:
    return {"highlight": on(part)}


OTHERS = {
    "sz": _size,
    "rFonts": _font,
    "vertAlign": _raised,
    "u": _underline,
    "lang": _lang,
    "highlight": _highlight,
}
"""What else of a run's properties makes its look."""


def made_style(package: Package, kind: str, name: str, base: str = "") -> etree._Element:
    """Add a style of a kind (`paragraph`, `character`) to a package, by its name and identifier.

    `base` is the identifier of the style that it is based on. Return its element.
    """
    root = package.of_kind("styles")
    if root is None:
        root = package.add("styles", etree.Element(f"{W}styles"))
    style = etree.SubElement(root, f"{W}style")
    style.set(f"{W}type", kind)
    style.set(f"{W}customStyle", "1")
    style.set(f"{W}styleId", name)
    etree.SubElement(style, f"{W}name").set(f"{W}val", name)
    if base:
        etree.SubElement(style, f"{W}basedOn").set(f"{W}val", base)
    return style
