"""Running text in BITS: words, marks of notes, references, formulas, pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from octavo.formats.trade.elements import Element, Maker
from octavo.model.nodes import Node, markup, stringify

XLINK, MML = "http://www.w3.org/1999/xlink", "http://www.w3.org/1998/Math/MathML"
XML = "http://www.w3.org/XML/1998/namespace"
UNNAMED = re.compile(r"[^\w.-]+")

NAMES = {
    "Emph": "italic",
    "Strong": "bold",
    "Strikeout": "strike",
    "Superscript": "sup",
    "Subscript": "sub",
    "SmallCaps": "sc",
    "Underline": "underline",
}
CLASSES = {"smallcaps": "sc", "underline": "underline"}
BROKEN = ("title", "th", "td", "xref", "attrib")
"""Elements in which a line may be broken; elsewhere a space stands for the break."""

QUOTES = {
    "DoubleQuote": ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"),
    "SingleQuote": ("\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}"),
}


@dataclass(slots=True)
class Work:
    """What a text is written with: the names of its pictures, its formulas, its targets.

    `formulas` are MathML by whether they stand apart, and their TeX; `targets` what bears each
    identifier, as a reference calls it. `notes` are those of the
    division that is being written; `put_blocks` writes what a note holds.
    """

    make: Maker
    pictures: Mapping[str, str]
    formulas: Mapping[tuple[bool, str], Element]
    targets: Mapping[str, str]
    put_blocks: Callable[[Element, list[Node]], None] = field(default=lambda *_: None)
    notes: list[Element] = field(default_factory=list)
    count: int = 0


def named(identifier: str) -> str:
    """Return an identifier as XML takes it: a name without colons."""
    plain = UNNAMED.sub("-", identifier)
    return plain if plain[:1].isalpha() or plain[:1] == "_" or not plain else f"x-{plain}"


def say(parent: Element, text: str) -> None:
    """Add text behind what an element holds already."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


class Inlines:
    """Writes inlines into an element."""

    def __init__(self, work: Work) -> None:
        """Take what the text is written with."""
        self.work, self.make = work, work.make
        self.kinds: dict[str, Callable[[Element, Node], None]] = {
            "Str": lambda parent, node: say(parent, node["c"]),
            "Space": lambda parent, _: say(parent, " "),
            "SoftBreak": lambda parent, _: say(parent, " "),
            "LineBreak": self._line,
            "Code": self._code,
            "Math": self._formula,
            "Note": self._note,
            "Image": self._image,
            "Link": self._link,
            "Cite": self._cite,
            "Span": self._span,
            "Quoted": self._quoted,
        }

    def put(self, parent: Element, nodes: list[Node]) -> None:
        """Write some inlines; raw markup of another format gives nothing."""
        for node in nodes:
            kind = node["t"]
            if kind in NAMES:
                self.put(self._in(parent, NAMES[kind]), node["c"])
            elif kind in self.kinds:
                self.kinds[kind](parent, node)

    def _in(self, parent: Element, name: str, text: str = "", **attributes: str) -> Element:
        element = self.make(name, text, **attributes)
        parent.append(element)
        return element

    def _line(self, parent: Element, _: Node) -> None:
        if parent.tag in BROKEN:
            self._in(parent, "break")
        say(parent, " ")

    def _code(self, parent: Element, node: Node) -> None:
        self._in(parent, "monospace", node["c"][1])

    def _quoted(self, parent: Element, node: Node) -> None:
        opens, closes = QUOTES[node["c"][0]["t"]]
        say(parent, opens)
        self.put(parent, node["c"][1])
        say(parent, closes)

    def _formula(self, parent: Element, node: Node) -> None:
        apart, tex = node["c"][0]["t"] == "DisplayMath", node["c"][1]
        stands = apart and parent.tag in ("p", "td", "th")
        formula = self._in(parent, "disp-formula" if stands else "inline-formula")
        both = self._in(formula, "alternatives")
        self._in(both, "tex-math", tex)
        drawn = self.work.formulas.get((apart, tex))
        if drawn is not None:
            both.append(drawn)

    def _note(self, parent: Element, node: Node) -> None:
        """Write the mark of a note, and the note among those of its division."""
        self.work.count += 1
        number = str(self.work.count)
        attributes = {"ref-type": "fn", "rid": f"fn{number}"}
        self._in(parent, "xref", number, **attributes)
        note = self.make("fn", self.make("label", number), id=f"fn{number}")
        self.work.notes.append(note)
        self.work.put_blocks(note, node["c"])

    def _image(self, parent: Element, node: Node) -> None:
        self.graphic(parent, node, "inline-graphic")

    def graphic(self, parent: Element, node: Node, name: str) -> None:
        """Write a picture with its description; "" for an ornament."""
        alt = dict(node["c"][0][2]).get("alt")
        words = stringify(node["c"][1]) if alt is None else alt
        file = self.work.pictures.get(node["c"][2][0], node["c"][2][0])
        graphic = self._in(parent, name)
        graphic.set(f"{{{XLINK}}}href", quote(file))
        graphic.append(self.make("alt-text", words))

    def _link(self, parent: Element, node: Node) -> None:
        target = node["c"][2][0]
        if target.startswith("#"):
            self._refer(parent, [named(target[1:])], node["c"][1])
            return
        link = self._in(parent, "ext-link", **{"ext-link-type": "uri"})
        link.set(f"{{{XLINK}}}href", target)
        self.put(link, node["c"][1])

    def _cite(self, parent: Element, node: Node) -> None:
        """A citation leads to its works; one that is set in a note does so there."""
        works = [named(f"ref-{one['citationId']}") for one in node["c"][0]]
        is_set = any(one["t"] in ("Note", "Link") for one in markup(node["c"][1]))
        before = len(self.work.notes)
        self._refer(parent, [] if is_set else works, node["c"][1])
        for note in self.work.notes[before:]:
            self._lead(note, [one for one in works if one in self.work.targets])

    def _lead(self, note: Element, works: list[str]) -> None:
        """Let the words of a note, which are a citation, lead to the works."""
        paragraphs = note.findall("p")
        if works and len(paragraphs) == 1:
            [words] = paragraphs
            xref = self.make("xref", words.text or "", **_to(works, self.work.targets))
            xref.extend(list(words))
            words.text = None
            words.append(xref)

    def _refer(self, parent: Element, targets: list[str], nodes: list[Node]) -> None:
        known = [name for name in targets if name in self.work.targets]
        if not known:
            self.put(parent, nodes)
            return
        self.put(self._in(parent, "xref", **_to(known, self.work.targets)), nodes)

    def _span(self, parent: Element, node: Node) -> None:
        (identifier, classes, pairs), inner = node["c"]
        if identifier:
            kind = {"target-type": "page"} if "page" in classes else {}
            self._in(parent, "target", id=named(identifier), **kind)
        name = next((CLASSES[one] for one in classes if one in CLASSES), "")
        lang = dict(pairs).get("lang", "")
        if name or lang:
            parent = self._in(parent, name or "styled-content")
            if lang and not name:
                parent.set(f"{{{XML}}}lang", lang)
        self.put(parent, inner)


def _to(names: list[str], kinds: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes of a reference to what bears some identifiers."""
    return {"ref-type": kinds[names[0]], "rid": " ".join(names)}
