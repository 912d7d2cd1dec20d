"""Classes of an author that no format knows: each is reported once, where it stands first."""

from __future__ import annotations

from dataclasses import dataclass, field

from octavo.model import classes
from octavo.model.finding import Finding, Severity, Tier
from octavo.model.nodes import Node, attr_of, markup
from octavo.prose.prose import Prose

MEANT = ("Div", "Span", "Header", "Image", "Figure", "Table", "Link")
"""Nodes whose classes say what they are; those of code name its language."""


@dataclass(slots=True)
class _Uses:
    """How often a class stands in the text, and the node that bears it first."""

    first: Node
    near: Node | None
    count: int = 0
    kinds: set[str] = field(default_factory=set)


def check(prose: Prose) -> list[Finding]:
    """Return a finding for each class that has no effect, with the known one that may be meant."""
    uses: dict[str, _Uses] = {}
    last: Node | None = None
    for node in markup(prose.document.blocks):
        attr = attr_of(node) if node["t"] in MEANT else None
        for name in attr[1] if attr else ():
            if not classes.is_known(name):
                use = uses.setdefault(name, _Uses(node, last))
                use.count += 1
                use.kinds.add(node["t"])
        if node["t"] in ("Para", "Plain", "Header"):
            last = node
    return [_finding(prose, name, use) for name, use in uses.items()]


def _finding(prose: Prose, name: str, use: _Uses) -> Finding:
    near = classes.nearest(name)
    others = use.count - 1
    many = "one other place" if others == 1 else f"{others} other places"
    times = f", here and in {many}" if others else ""
    hint = f"Did you mean {near}?" if near else "Take it out. Known are "
    if not near:
        hint += ", ".join(classes.KNOWN) + "."
    anchor = prose.trace.anchor([use.first])
    if anchor is None and use.near is not None:
        anchor = prose.trace.anchor([use.near])
    return Finding(
        "class-unknown",
        f"The class {name} has no effect in any format{times}.",
        Severity.WARNING,
        Tier.FLAG,
        anchor=anchor,
        before=name,
        evidence=(name, "before" if use.first["t"] in ("Div", "Table", "Figure") else "around"),
        hint=hint,
    )
