"""Several people who are named in one text, as the headers of other programs have them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from octavo.manuscripts.plain.outer.front import AND

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
