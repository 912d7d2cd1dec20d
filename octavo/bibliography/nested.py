"""Finds citations that stand in the words of another: [@one, p. 4, who quotes @other].

Citeproc sets one of the two in the place of the other (seen in pandoc 3.9), so a reader would be
sent to the wrong work.
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.bibliography import citeproc
from octavo.model.finding import Finding, Severity, Tier
from octavo.model.nodes import Node, markup
from octavo.prose.prose import Prose

HINT = "End the first before it: [@one, p. 4], who quotes @other."


def check(prose: Prose) -> list[Finding]:
    """Return an error for each citation that holds another."""
    return [
        Finding(
            "cite-in-citation",
            f"A citation stands in that of @{one['c'][0][0]['citationId']}: @{key}.",
            Severity.ERROR,
            Tier.FLAG,
            anchor=prose.trace.anchor(one["c"][1]),
            before=f"@{key}",
            hint=HINT,
        )
        for one in citeproc.cites(prose.document)
        if (key := next(_inner(one), ""))
    ]


def _inner(cite: Node) -> Iterator[str]:
    """Yield the keys that are cited in the words around those of a citation."""
    for citation in cite["c"][0]:
        around = [*citation["citationPrefix"], *citation["citationSuffix"]]
        for node in markup(around):
            if node["t"] == "Cite":
                yield from (str(one["citationId"]) for one in node["c"][0])
