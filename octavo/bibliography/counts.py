"""How many volumes a work has, in styles that print the number alone: `Collected Works (45)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from octavo.bibliography.csl import SPACE
from octavo.bibliography.habits import clear, element, printing

KEPT = ("form", "prefix", "suffix", "strip-periods", "text-case")
"""What a label says that a term may say too."""

LABEL = f"{SPACE}label"
WITHIN = frozenset(f"{SPACE}{name}" for name in ("group", "choose", "if", "else", "else-if"))
"""What a part of a style may stand in, inside of its macro."""


def name_volumes(root: etree._Element) -> bool:
    """Print `45 vols` where a style prints `45`, in place; whether it does.

    Where it meant to and asked for the wrong word, as Cite Them Right's does, its brackets become
    the full stop of the manual (12th edition, books of several volumes).
    """
    bare = list(_bare_counts(root))
    for count in bare:
        label = element("label", variable="number-of-volumes", form="short")
        group, parent = element("group", delimiter=" "), count.getparent()
        if parent is None:
            continue
        for wrong in [n for n in parent if n.tag == LABEL and n.get("variable") == "volume"]:
            parent.remove(wrong)
            _unbracket(root, parent)
        count.tail = None
        parent[parent.index(count)] = group
        group.extend([count, label])
    return bool(bare)


def translate(root: etree._Element) -> None:
    """Print `43 Bde.` where citeproc prints `43 vols.`: its other languages lack the word."""
    for label in [n for n in root.iter(LABEL) if n.get("variable") == "number-of-volumes"]:
        parent = label.getparent()
        if parent is not None:
            looks = {name: look for name in KEPT if (look := label.get(name)) is not None}
            parent.replace(label, element("text", term="volume", plural="true", **looks))


def _bare_counts(root: etree._Element) -> Iterator[etree._Element]:
    for count in printing(root, "number-of-volumes"):
        around = count
        while (above := around.getparent()) is not None and above.tag in WITHIN:
            around = above
        labels = [n.get("variable") for n in around.iter(LABEL)]
        terms = [n.get("term") for n in around.iter(f"{SPACE}text")]
        words = [n.get(side, "") for n in around.iter() for side in ("prefix", "suffix")]
        named = "number-of-volumes" in labels or "volume" in terms
        if not named and not any(re.search(r"[^\W\d_]", word) for word in words):
            yield count


def _unbracket(root: etree._Element, group: etree._Element) -> None:
    """Set a bracketed group behind a full stop instead, where its macro follows a space."""
    macro = next((n.get("name") for n in group.iterancestors(f"{SPACE}macro")), None)
    calls = [n for n in root.iter(f"{SPACE}text") if macro and n.get("macro") == macro]
    parents = [parent for call in calls if (parent := call.getparent()) is not None]
    if group.get("prefix") != "(" or any(p.get("delimiter") != " " for p in parents):
        return
    clear(group, "prefix", "suffix")
    for parent in parents:
        parent.set("delimiter", ". ")
