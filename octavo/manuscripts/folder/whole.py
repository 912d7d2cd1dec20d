"""Leaves nothing in a document that no edition could be built with: empty headings, dead links.

What the import itself broke, or what the manuscript had broken before, is mended here or becomes
its words; each kind is reported once, with how many there were.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from octavo.files.slugs import FreeNames
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.model.nodes import Node, attr_of, children, each_list, markup, stringify, walk

SCHEME = re.compile(r"[a-zA-Z][\w+.-]*:|//")
HELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d\ufffe\uffff]")
LOOSE = re.compile("(?<![\\w\x80-\U0010ffff])[\x81\x8d\x8f\x90\x9d]+(?![\\w\x80-\U0010ffff])")
"""Codes that Windows-1252 leaves empty, alone: beside a letter they may be one of DOS, and beside
other signs part of one that was read in a wrong code page, which the repair of a build mends."""

SHOWN = 5
"""How many addresses a finding lists."""


@dataclass(slots=True)
class Mended:
    """What was mended: headings without words, identifiers given twice, links that led nowhere."""

    headings: int = 0
    twice: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def findings(self, file: str) -> list[Finding]:
        """Report all that was mended."""
        findings = []
        if self.headings:
            what = "1 heading" if self.headings == 1 else f"{self.headings} headings"
            message = f"{what} without words stood in the manuscript: no heading is made of them."
            findings.append(_done(file, "import-heading-empty", message))
        if self.twice:
            message = f"Names given to two places stay with the first: {listed(self.twice)}."
            findings.append(_done(file, "import-dead-link", message))
        for links, where in ((self.places, "places"), (self.files, "files")):
            if links:
                what = "1 link leads" if len(links) == 1 else f"{len(links)} links lead"
                message = f"{what} to {where} that the book has not: their words stay, without a"
                message += f" link ({listed(links)})."
                findings.append(_done(file, "import-dead-link", message))
        return findings


def _done(file: str, rule: str, message: str) -> Finding:
    return Finding(rule, message, Severity.INFO, Tier.AUTO, Place(file))


def listed(names: list[str]) -> str:
    """Return the first of some names, with commas between."""
    names = list(dict.fromkeys(names))
    more = " \N{HORIZONTAL ELLIPSIS}" if names[SHOWN:] else ""
    return ", ".join(names[:SHOWN]) + more


def controls(blocks: list[Node], file: str) -> list[Finding]:
    """Report characters that no edition can hold: no book is built with them.

    Those that Windows gives a meaning to are mended at every build, and are not counted. Those that
    no code page gives one to are left out, in place.
    """
    words = "\n".join(node["c"] for node in walk(blocks) if node["t"] == "Str")
    loose = _left_out(blocks, file) if LOOSE.search(words) else []
    return [*loose, *(_held(blocks, file) if HELD.search(words) else [])]


def _left_out(blocks: list[Node], file: str) -> list[Finding]:
    """Leave out the characters that nothing gives a meaning to; report them with their words."""
    left: list[str] = []
    for node in walk(blocks):
        if node["t"] == "Str" and LOOSE.search(node["c"]):
            left += LOOSE.findall(node["c"])
            node["c"] = LOOSE.sub("", node["c"])
    if not left:
        return []
    each_list(blocks, _without_empty)
    codes = listed([f"U+{ord(character):04X}" for character in "".join(left)])
    many = sum(map(len, left))
    what = "A character" if many == 1 else f"{many} characters"
    verb = "was" if many == 1 else "were"
    message = f"{what} to which no code page gives a meaning {verb} left out: {codes}."
    rule, hint = "import-control-character", "Look in the manuscript whether anything stood there."
    return [Finding(rule, message, Severity.WARNING, Tier.FLAG, Place(file), hint=hint)]


def _without_empty(nodes: list[Node]) -> None:
    """Take out words without letters, and the paragraphs of which nothing is left."""
    nodes[:] = [
        node for node in nodes if node["t"] not in ("Str", "Para", "Plain") or node.get("c")
    ]


def _held(blocks: list[Node], file: str) -> list[Finding]:
    texts = (node["c"] for node in walk(blocks) if node["t"] == "Str")
    matches = [(match[0], text) for text in texts for match in HELD.finditer(text)]
    if not matches:
        return []
    character, word = matches[0]
    what = "A character" if len(matches) == 1 else f"{len(matches)} characters"
    message = f"{what} that no book can print (U+{ord(character):04X}): no edition is built with it"
    message += f", first in \N{LEFT DOUBLE QUOTATION MARK}{HELD.sub('', word)}"
    message += "\N{RIGHT DOUBLE QUOTATION MARK}."
    hint = "Find out what it was, and write that, or delete it."
    rule, place = "import-control-character", Place(file)
    return [Finding(rule, message, Severity.WARNING, Tier.FLAG, place, before=character, hint=hint)]


def mend(blocks: list[Node], taken: set[str] | None = None) -> Mended:
    """Mend a document's blocks in place; return what was mended.

    `taken` are the identifiers of the book's other manuscripts: those of this one are other ones,
    and join them.
    """
    done = Mended()
    each_list(blocks, lambda nodes: _headings(nodes, done))
    each_list(blocks, _tables)
    _images(blocks)
    _unique(blocks, done)
    unlink(blocks, identifiers(blocks), done)
    if taken is not None:
        _rename(blocks, taken)
    return done


def _rename(blocks: list[Node], taken: set[str]) -> None:
    """Give names that other manuscripts of the book have, too, a number; links go with them."""
    own = identifiers(blocks)
    free = FreeNames(taken | own)
    names = {name: free.free(name) for name in sorted(own & taken)}
    for node in markup(blocks) if names else ():
        attr = attr_of(node)
        if attr is not None and attr[0] in names:
            attr[0] = names[attr[0]]
        if node["t"] == "Link" and node["c"][2][0].startswith("#"):
            address = node["c"][2][0][1:]
            node["c"][2][0] = f"#{names.get(address, address)}"
    taken |= {names.get(name, name) for name in own}


def _headings(nodes: list[Node], done: Mended) -> None:
    """Make a paragraph of a heading that only holds a picture; take out one that holds nothing."""
    made: list[Node] = []
    for node in nodes:
        if node["t"] != "Header" or stringify(node["c"][2]).strip():
            made.append(node)
            continue
        if any(inner["t"] in ("Note", "Math") for inner in walk(node["c"][2])):
            made.append(node)
            continue
        done.headings += 1
        kept = [inline for inline in node["c"][2] if _says(inline)]
        if node["c"][1][0]:
            kept.insert(0, {"t": "Span", "c": [[node["c"][1][0], [], []], []]})
        if kept:
            made.append({"t": "Para", "c": kept})
    nodes[:] = made


def _says(inline: Node) -> bool:
    return any(node["t"] in ("Image", "Span") for node in markup([inline]))


def _tables(nodes: list[Node]) -> None:
    """Give the identifier of a table, which Markdown has no place for, to a division around it."""
    for number, node in enumerate(nodes):
        if node["t"] == "Table" and node["c"][0][0]:
            identifier, node["c"][0][0] = node["c"][0][0], ""
            nodes[number] = {"t": "Div", "c": [[identifier, [], []], [node]]}


def _images(blocks: list[Node]) -> None:
    """Take the identifiers out of the words of images, which are a description in an edition.

    One that stands nowhere else becomes that of the image.
    """
    names: dict[str, Node] = {}
    for image in [node for node in markup(blocks) if node["t"] == "Image"]:
        for inner in markup(image["c"][1]):
            attr = attr_of(inner)
            if attr is not None and attr[0]:
                names.setdefault(attr[0], image)
                attr[0] = ""
    there = identifiers(blocks)
    for name, image in names.items():
        if name not in there and not image["c"][0][0]:
            image["c"][0][0] = name


def _unique(blocks: list[Node], done: Mended) -> None:
    names: Counter[str] = Counter()
    for node in markup(blocks):
        attr = attr_of(node)
        if attr is None or not attr[0]:
            continue
        names[attr[0]] += 1
        if names[attr[0]] > 1:
            done.twice.append(attr[0])
            attr[0] = ""


def identifiers(blocks: list[Node]) -> set[str]:
    """Return the identifiers of all places below some blocks."""
    attrs = (attr_of(node) for node in markup(blocks))
    return {attr[0] for attr in attrs if attr is not None and attr[0]}


def unlink(blocks: list[Node], names: set[str], done: Mended) -> None:
    """Make words of every link to a place that is not among these names, or to a file."""
    each_list(blocks, lambda nodes: _unlinked(nodes, lambda link: _is_dead(link, names, done)))


def dead(blocks: Iterable[Node], names: set[str]) -> list[str]:
    """Return the addresses of the links that lead to no place among these names, or to a file."""
    done = Mended()
    for node in markup(list(blocks)):
        if node["t"] == "Link":
            _is_dead(node, names, done)
    return [*done.places, *done.files]


def _is_dead(link: Node, names: set[str], done: Mended) -> bool:
    address: str = link["c"][2][0]
    if not address or SCHEME.match(address):
        return False
    if not address.startswith("#"):
        done.files.append(address)
        return True
    if address[1:] in names:
        return False
    done.places.append(address)
    return True


def _unlinked(nodes: list[Node], is_dead: Callable[[Node], bool]) -> None:
    made: list[Node] = []
    for node in nodes:
        if node["t"] != "Link" or not is_dead(node):
            made.append(node)
            continue
        identifier = node["c"][0][0]
        inner = children(node)[0]
        made += [{"t": "Span", "c": [[identifier, [], []], inner]}] if identifier else inner
    nodes[:] = made
