"""Links without words: nobody can see or hear where they lead (WCAG 2.2, 2.4.4)."""

from __future__ import annotations

from itertools import dropwhile

from octavo.model.finding import Finding, Severity, Tier
from octavo.model.nodes import Node, each_list, markup, walk
from octavo.prose.naming import is_nameless
from octavo.prose.prose import Prose

HINT = (
    "Write its words between the square brackets. Where metadata/pandoc.json lists linknames.py"
    " behind the other filters, it takes the name of the heading that it leads to."
)


def check(prose: Prose) -> list[Finding]:
    """Return an error for each link that has no words and no image with a description.

    A picture without one can be seen at least: a link on it is a warning, as the picture is.
    """
    findings: list[Finding] = []
    links = (node for node in markup(prose.document.blocks) if node["t"] == "Link")
    if not any(is_nameless(node) for node in links):
        return findings

    def visit(nodes: list[Node]) -> None:
        words: list[Node] = []
        for node in nodes:
            if node["t"] == "Str":
                words = [node]
            elif node["t"] == "Link" and is_nameless(node):
                findings.append(_finding(prose, node, words or _behind(nodes, node)))

    each_list(prose.document.blocks, visit)
    return findings


def _behind(nodes: list[Node], link: Node) -> list[Node]:
    """Return the first word behind a link in its line."""
    rest = dropwhile(lambda node: node is not link, nodes)
    return [node for node in rest if node["t"] == "Str"][:1]


def _finding(prose: Prose, link: Node, before: list[Node]) -> Finding:
    address = link["c"][2][0]
    shown = address[:60] or "nothing"
    return Finding(
        "link-without-words",
        f"The link to {shown} has no words: nobody can see where it leads.",
        Severity.WARNING if any(one["t"] == "Image" for one in walk([link])) else Severity.ERROR,
        Tier.FLAG,
        anchor=prose.trace.anchor(before),
        before=address[:60],
        evidence=(f"]({address}", "around"),
        hint=HINT,
    )
