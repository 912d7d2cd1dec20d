"""Every rule of the program, once: its name, what it does, why, who says so, how much it matters.

The table is `assets/rules.toml`. A rule that a book's own filter brings stands in that filter.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from octavo.model.finding import Severity

FAMILY = "-*"
"""How the name of a family of rules ends, in the table."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule does, why, who says so, how much it matters, and which part raises it.

    `leaves` says what it leaves alone and `settings` what changes it, where that is not what its
    filter says of all its rules. `loses`: something that the author gave is in no edition.
    """

    name: str
    does: str
    because: str
    authority: str
    severity: Severity = Severity.INFO
    raised_by: str = ""
    leaves: str = ""
    settings: str = ""
    loses: bool = False


@cache
def table() -> Mapping[str, Rule]:
    """Read the table: rules by name, in its order."""
    text = files("octavo").joinpath("assets", "rules.toml").read_text("utf-8")
    return {
        name: Rule(
            name,
            row["does"],
            row["because"],
            row["authority"],
            Severity(row["severity"]),
            row["from"],
            row.get("leaves", ""),
            row.get("settings", ""),
            row.get("loses", False),
        )
        for name, row in tomllib.loads(text).items()
    }


def get(name: str, own: Iterable[Rule] = ()) -> Rule | None:
    """Return a rule by its name, also by that of its family; `own` are those of a book's filters.

    >>> get("epubcheck-rsc-005").name
    'epubcheck-*'
    """
    for rule in own:
        if rule.name == name:
            return rule
    known = table()
    if name in known:
        return known[name]
    parts = name.split("-")
    families = ("-".join(parts[:end]) + FAMILY for end in range(len(parts) - 1, 0, -1))
    return next((known[family] for family in families if family in known), None)


def severity(name: str) -> Severity:
    """Return how much a finding of a rule matters, unless its place says otherwise."""
    return table()[name].severity


def loses(name: str) -> bool:
    """Whether a finding of a rule says that something the author gave is in no edition."""
    rule = get(name)
    return rule is not None and rule.loses


def raised_by(part: str) -> tuple[Rule, ...]:
    """Return the rules that a filter, or another part of the program, raises."""
    return tuple(rule for rule in table().values() if rule.raised_by == part)


def parts() -> tuple[str, ...]:
    """Return the names of the parts that raise rules, in the order of the table."""
    return tuple(dict.fromkeys(rule.raised_by for rule in table().values()))
