"""Takes the picture of a cover that stands before all text of a web page."""

from __future__ import annotations

import re

from octavo.manuscripts.web.setting import ruled
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.model.nodes import Node, stringify, walk

NAMED = re.compile(
    r"(?:^|[/_-])(?:front|book)?[_-]?cover(?:[_-]?(?:front|image|page|\d+))?\.\w+$", re.I
)
CALLED = re.compile(r"^\W*(?:the )?(?:(?:front|book) )?cover\b", re.IGNORECASE)
"""The name of its file, and its description."""


def take(blocks: list[Node], file: str) -> tuple[str, list[Finding]]:
    """Take the picture out of the blocks, in place; return its address, "" where there is none."""
    shown = (n for n, one in enumerate(blocks) if not (ruled.is_rule(one) or ruled.is_blank(one)))
    at = next(shown, 0)
    first = blocks[at] if blocks else None
    while first is not None and first["t"] == "Div" and len(first["c"][1]) == 1:
        first = first["c"][1][0]
    if first is None or first["t"] not in ("Para", "Plain", "Figure"):
        return "", []
    images = [node for node in walk([first]) if node["t"] == "Image"]
    if len(images) != 1 or len(blocks) == 1:
        return "", []
    description, target = stringify(images[0]["c"][1]), str(images[0]["c"][2][0])
    words = [n["c"] for n in walk([first]) if n["t"] == "Str"]
    if len("".join(words)) > len("".join(description.split())):
        return "", []  # words beside it
    if not (NAMED.search(target) or CALLED.match(description)):
        return "", []
    del blocks[at]
    message = "The picture before all text is the cover of the edition."
    hint = "If it is not, take `cover` out of metadata/edition.yaml, and put it into the text."
    finding = Finding(
        "import-cover",
        message,
        Severity.INFO,
        Tier.AUTO,
        Place(file),
        before=description,
        hint=hint,
    )
    return target, [finding]
