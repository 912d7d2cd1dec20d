"""Citations at the beginning of a paragraph that pandoc reads as the numbers of examples.

`@key. ` and `(@key) ` open a list of examples (Pandoc User's Guide, "Extension: example_lists"):
the citation is gone, and every other one of that key in the chapter becomes a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Protocol

from octavo.model.finding import Finding, Place, Severity, Tier

OPENING = re.compile(
    r"(?m)^(?:[ \t]*(?:>[ ]?|[-*+][ \t]+|\d+[.)][ \t]+|\[\^[^\]\s]+\]:[ \t]*))*[ ]{0,3}"
    r"(?P<mark>\(?@(?P<key>[\w-]+)[.)])(?=[ \t\n])"
)
EXAMPLES = b'"Example"'
"""What pandoc's JSON has where a list of examples is."""


class Text(Protocol):
    """A chapter: its text, what pandoc made of it, and the place of some of its characters."""

    @property
    def text(self) -> str:
        """The decoded text."""

    @property
    def data(self) -> bytes:
        """The document, in JSON."""

    def place(self, start: int, end: int) -> Place:
        """Return the place of the characters `start:end`."""


def check(chapters: Sequence[Text], keys: Callable[[], Collection[str]]) -> Iterator[Finding]:
    """Yield an error for each work that is read as an example; `keys` are those of the works."""
    known: Collection[str] | None = None
    for chapter in chapters:
        if EXAMPLES not in chapter.data:
            continue
        known = keys() if known is None else known
        for match in OPENING.finditer(chapter.text):
            if match["key"] in known:
                yield _finding(match, chapter.place(match.start("mark"), match.end("mark")))


def _finding(match: re.Match[str], place: Place) -> Finding:
    typed, key = match["mark"], match["key"]
    message = (
        f"Here {typed} is the mark of an example, and cites nothing: no format names the work."
    )
    cited = f"@{{{key}}}" + (typed[-1] if typed[0] != "(" else "")
    hint = f"Write {cited} to cite it, or begin with a word."
    rule = "cite-as-example"
    return Finding(rule, message, Severity.ERROR, Tier.FLAG, place, before=typed, hint=hint)
