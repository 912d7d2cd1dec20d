"""Several people who are named in one text, as the headers of other programs have them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from octavo.manuscripts.plain.outer.front import AND
from octavo.model.nodes import Node, meta_text, stringify

KEYS = ("name", "text", "literal")
"""What a map of metadata calls the name of a person (Quarto, "Authors"; pandoc, EPUB metadata)."""

PARTICLES = re.compile(r"a[fl]|bin|d[aiou]s?|das|de[lnr]?|della|el|ibn|l[ae]|te[nr]?|v[ao]n|y|zu")


def parted(names: Sequence[str]) -> list[str]:
    """Return people one by one, where all of them stand in one text.

    Each of these has two words or more, and begins every one with a capital but its particles, or
    is a group between two people: *Roe, Jane* is one person, and *Society for Arts and Fine
    Letters* one author.

    >>> parted(["Jane B. Roe, Jack van Dyke and Ann Lee"])
    ['Jane B. Roe', 'Jack van Dyke', 'Ann Lee']
    >>> parted(["Jane Roe, the readers of 2020, Ann Lee"])
    ['Jane Roe', 'the readers of 2020', 'Ann Lee']
    >>> parted(["Roe, Jane"]), parted(["Jane and Ann Roe"]), parted(["Jane Roe", "Ann Lee"])
    (['Roe, Jane'], ['Jane and Ann Roe'], ['Jane Roe', 'Ann Lee'])
    """
    each = [one for one in AND.split(names[0]) if one] if len(names) == 1 else []
    ends = [*each[:1], *each[-1:]]
    are_people = len(each) > 1 and all(map(_is_name, ends))
    inside = (one.startswith("the ") or _is_name(one) for one in each)
    return each if are_people and all(inside) else list(names)


def _is_name(text: str) -> bool:
    words = re.findall(r"[^\s.]+", text)
    return len(words) > 1 and all(word[:1].isupper() or PARTICLES.fullmatch(word) for word in words)


def of_meta(value: Node | None) -> list[str]:
    """Return the people whom a value of a header names: a text, a list, or maps of their own.

    Behind a line break stands what is no name: an address, a place of work.
    """
    if value is None:
        return []
    if value["t"] == "MetaList":
        return [name for one in value["c"] for name in of_meta(one)]
    if value["t"] == "MetaMap":
        known = value["c"]
        whole = next((names for key in KEYS if (names := of_meta(known.get(key)))), [])
        parts = [meta_text(known, key) or "" for key in ("given", "family")]
        return whole or list(filter(None, [" ".join(parts).strip()]))
    return list(filter(None, [_first_line(value)]))


def _first_line(value: Node) -> str:
    """Return the words of a text, or of the first paragraph of several, up to a line break."""
    if value["t"] not in ("MetaInlines", "MetaBlocks"):
        return meta_text({"": value}, "") or ""
    inside = value["c"]
    if value["t"] == "MetaBlocks":
        inside = next((one["c"] for one in inside if one["t"] in ("Para", "Plain")), [])
    ends = (n for n, one in enumerate(inside) if one["t"] == "LineBreak" or _breaks(one))
    return stringify(inside[: next(ends, len(inside))]).strip()


def _breaks(node: Node) -> bool:
    return node["t"] == "RawInline" and str(node["c"][1]).lower().startswith("<br")
