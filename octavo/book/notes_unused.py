"""Notes whose words no format prints: none calls them, or they are written twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from octavo import pandoc
from octavo.model.finding import Finding, Place, Severity, Tier

DEFINED = re.compile(r"(?m)^[ >]{0,12}\[\^([^\]\s]+)\]:")
CALLED = re.compile(r"\[\^([^\]\s]+)\](?!:)")
WARNED = re.compile(
    r"(?:Note with key '(?P<unused>.+)' defined at .*?line (?P<line>\d+) column \d+ but not used"
    r"|Duplicate note reference '(?P<again>.+)' at .*?line (?P<there>\d+) column)"
)

FORGOTTEN = "Set the mark {0} where the note belongs, or take the note out."
TWICE = "Give one of the two notes another name, and its mark with it."


def find(text: str, place: Callable[[int, int], Place]) -> Iterator[Finding]:
    """Yield a warning for each note of a chapter that is not printed.

    Pandoc itself says which these are; it is asked where the text looks as if there were any.
    """
    if not _may_have(text):
        return
    definitions = list(DEFINED.finditer(text))
    for line in pandoc.warnings(text.encode()):
        match = WARNED.search(line)
        if match is None:
            continue
        label = match["unused"] or match["again"]
        same = [one for one in definitions if one[1] == label]
        number = int(match["line"] or match["there"])
        near = [one for one in same if text.count("\n", 0, one.start(1)) + 1 == number]
        at = next(iter(near or same[::-1]), None)
        where = place(at.start(1) - 2, at.end(1) + 1) if at else place(0, 0)
        yield _finding(label, where, is_twice=match["unused"] is None)


def _may_have(text: str) -> bool:
    """Whether a note looks as if it were not called, or written twice."""
    defined = Counter(match[1] for match in DEFINED.finditer(text))
    if not defined:
        return False
    called = {match[1] for match in CALLED.finditer(text)}
    return not defined.keys() <= called or max(defined.values()) > 1


def _finding(label: str, place: Place, *, is_twice: bool) -> Finding:
    mark = f"[^{label}]"
    message = f"No mark calls the note {mark}: its words are in no format."
    if is_twice:
        message = f"The note {mark} is written twice: the words of one of the two are in no format."
    hint = TWICE if is_twice else FORGOTTEN.format(mark)
    return Finding(
        "unused-note", message, Severity.WARNING, Tier.FLAG, place, before=mark, hint=hint
    )
