"""Where in the chapters a place for a bibliography is written, and a work is cited first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from octavo.bibliography.places import terms
from octavo.model.finding import Anchor, Finding, Place

FENCE = re.compile(r"^[ >\t]*:{3,}[^\n{]*\{(?P<attributes>[^}\n]*)\}", re.MULTILINE)
PAIR = re.compile(r"(?P<name>[\w-]+)\s*=\s*(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^\s\"]+))")
PLACED = ("bibliography-selector", "bibliography-empty")


class Text(Protocol):
    """A chapter: its text, and the place of some of its characters."""

    @property
    def text(self) -> str:
        """The decoded text."""

    def place(self, start: int, end: int) -> Place:
        """Return the place of the characters `start:end`."""


def placed(
    findings: Sequence[Finding], chapters: Sequence[Text], cited: Mapping[str, Anchor | None]
) -> Iterator[Finding]:
    """Yield findings on bibliographies with their places; `cited` has where works are cited first.

    A finding names, as its evidence, the place as it is typed or the key of the work.
    """
    for finding in findings:
        if finding.rule in PLACED and finding.evidence:
            yield finding.at(_line(finding.evidence[0], chapters) or finding.place)
        elif finding.rule == "bibliography-left-out" and finding.evidence:
            yield replace(finding, anchor=cited.get(finding.evidence[0]))
        else:
            yield finding


def _line(typed: str, chapters: Sequence[Text]) -> Place | None:
    asked = next(FENCE.finditer(typed), None)
    for chapter in chapters if asked else ():
        for fence in FENCE.finditer(chapter.text):
            is_place = re.search(r"\.references\b", fence["attributes"])
            if is_place and asked and _pairs(fence) == _pairs(asked):
                return chapter.place(fence.start("attributes") - 1, fence.end())
    return None


def _pairs(fence: re.Match[str]) -> dict[str, set[str]]:
    pairs = PAIR.finditer(fence["attributes"])
    return {pair["name"]: terms(pair["quoted"] or pair["bare"] or "") for pair in pairs}
