"""Figures as Typst: pictures with their captions, credits, and lines in the list of figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from octavo.book.crossrefs.listed import Numbered
from octavo.formats.pdf.inlines import Inlines, alternative
from octavo.formats.pdf.math import quoted
from octavo.formats.pdf.nodes import length
from octavo.model.nodes import Node, walk

Blocks = Callable[[list[Node]], str]
"""Writes the blocks of a caption or of a figure."""


def panel(block: Node, inlines: Inlines, blocks: Blocks, listed: Mapping[str, Numbered]) -> str:
    """Return several pictures with one caption: they stay where they are, and together."""
    *pictures, below = block["c"][1]
    shown = [
        figure(one, inlines, blocks, listed, floats="false")
        if one["t"] == "Figure"
        else blocks([one])
        for one in pictures
    ]
    line = listed_line(listed.get(block["c"][0][0]))
    body = "\n\n".join(shown)
    words = blocks([{**one, "t": "Plain"} for one in below["c"][1]])
    return f"#panel([{body}], [{words}]{line});"


def equation(content: list[Node], blocks: Blocks) -> str:
    """Return a displayed formula with the number that it may have at the end of its line."""
    formula, *number = [blocks([block]) for block in content]
    return f"#numbered[{number[0]}][{formula}];" if number else formula


def figure(
    block: Node,
    inlines: Inlines,
    blocks: Blocks,
    listed: Mapping[str, Numbered],
    *,
    floats: str = "",
) -> str:
    """Return a Figure as a call of the template; `listed` is what the lists list, by its name.

    `floats` is Typst's `false` where it has to stay in its place.
    """
    (identifier, _, _), (_, caption), content = block["c"]
    images = [node for node in walk(content) if node["t"] == "Image"]
    anchor = inlines.anchor(identifier)
    words = _caption(caption, blocks)
    thing = listed.get(identifier)
    line = listed_line(thing)
    if thing is not None and thing.kind == "table":
        line += ", kind: table"
    line += f", floats: {floats}" if floats else ""
    if len(images) != 1:
        shown = f"[{words}]" if caption else "none"
        return f"{anchor}#illustration([{blocks(content)}], caption: {shown}{line});"
    return anchor + illustration(images[0], inlines, words, line)


def listed_line(thing: Numbered | None) -> str:
    """Return a setting that says what a list has of a figure or table; "" for one not listed."""
    if thing is None:
        return ""
    return f", listed: listed-line({quoted(thing.number)}, {quoted(thing.title)})"


def illustration(image: Node, inlines: Inlines, caption: str = "", listed: str = "") -> str:
    """Return a picture that stands by itself; its caption is Typst already."""
    (identifier, _, pairs), _, (source, _) = image["c"]
    anchor = inlines.anchor(identifier)
    settings = [quoted(inlines.images[source])]
    alt = alternative(image)
    if alt:
        settings.append(f"alt: {quoted(alt)}")
    for side in ("width", "height"):
        given = length(dict(pairs).get(side, ""))
        if given and not (side == "height" and given.endswith("%")):
            settings.append(f"{side}: {given}")
    words = f", caption: [{caption}]{listed}" if caption else ""
    return f"{anchor}#illustration(picture({', '.join(settings)}){words});"


def _caption(captions: list[Node], blocks: Blocks) -> str:
    """A picture's caption, and its credits in lines of their own."""
    text = ""
    for block in captions:
        is_credit = block["t"] == "Div" and "image-credit" in block["c"][0][1]
        words = blocks(block["c"][1] if is_credit else [block])
        text += f"{'#linebreak();' if text and is_credit else ''}"
        text += f"#image-credit[{words}];" if is_credit else words
    return text
