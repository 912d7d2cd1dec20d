"""What EPUBCheck and our own check both say: one cause is reported once, in our words.

EPUBCheck says it of a place in the file; ours says it in an editor's words, and with the words of
the text beside it. What ours does not say of the same page, and of the same thing, stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from octavo.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Pair:
    """A message of EPUBCheck and the rules of ours that say the same.

    `words` is how its message begins, and names in its first group what it is about, which our
    message names too. `anywhere`: ours is about the file as a whole, and names no page.
    """

    words: str
    rules: tuple[str, ...]
    anywhere: bool = False


UNREADABLE = "file-unreadable"

PAIRS = {
    "opf-002": (Pair(r'The OPF file "(.+?)"', (UNREADABLE,), anywhere=True),),
    "opf-014": (
        Pair(r'The property "scripted"', ("script",)),
        Pair(r'The property "remote-resources"', ("remote-resource",)),
    ),
    "nav-011": (Pair(r'"toc" nav must be in reading order', ("epub-navigation",), anywhere=True),),
    "rsc-001": (Pair(r'File "(.+?)" could not be found', ("epub-manifest",), anywhere=True),),
    "pkg-003": (Pair("Unable to read EPUB file header", (UNREADABLE,), anywhere=True),),
    "pkg-004": (Pair("", (UNREADABLE,), anywhere=True),),
    "pkg-008": (Pair("Unable to read file", (UNREADABLE,), anywhere=True),),
    "rsc-002": (Pair(r"Required (\S+)", (UNREADABLE,), anywhere=True),),
    "rsc-005": (
        Pair(r'Error while parsing file: Duplicate ID "(.+?)"', ("duplicate-id",)),
        Pair(r'.*Exactly one "toc" nav', ("epub-navigation",), anywhere=True),
    ),
    "rsc-006": (Pair(r'.*; resource "(.+?)" must be located', ("remote-resource",)),),
    "rsc-007": (Pair(r'Referenced resource ".*?([^/"]+)"', ("dead-link", "missing-file")),),
    "rsc-008": (Pair(r'Referenced resource "(.+?)" is not', ("epub-manifest",), anywhere=True),),
    "rsc-012": (Pair(r"Fragment identifier is not defined", ("dead-link",)),),
    "rsc-016": (Pair(r"Fatal Error while parsing", (UNREADABLE,)),),
}
"""By the number of EPUBCheck's message. https://www.w3.org/publishing/epubcheck/docs/messages/"""

FAMILY = "epubcheck-"
LOST = re.compile(r"^The image “.+” reads “” ")
LACKS = re.compile(r"It has no part (\S+)\.")


def without_echoes(findings: Sequence[Finding]) -> list[Finding]:
    """Leave out what only repeats a cause that another finding reports better.

    EPUBCheck repeats our own check of the EPUB. The findings have the places that they were given
    in the file: page by page.
    """
    own = [f for f in findings if f.format == "epub" and not f.rule.startswith(FAMILY)]
    return [
        finding
        for finding in findings
        if not any(_is_echo(finding, pair, own) for pair in _pairs(finding))
        and not _is_lost_words(finding, findings)
        and not _is_lost_part(finding, own)
    ]


def _is_lost_words(finding: Finding, findings: Iterable[Finding]) -> bool:
    """Whether an image has no description because it lost it, which the comparison reports."""
    return finding.rule in ("image-alt", "docx-alt") and any(
        one.rule == "text-differs"
        and one.format == finding.format
        and LOST.search(one.message) is not None
        for one in findings
    )


def _is_lost_part(finding: Finding, own: Iterable[Finding]) -> bool:
    """Whether a file cannot be read for want of a part, which the check of its manifest reports."""
    part = LACKS.search(finding.message) if finding.rule == UNREADABLE else None
    return part is not None and any(
        one.rule == "epub-manifest" and one.message.startswith(f"{part[1]} ") for one in own
    )


def _pairs(finding: Finding) -> Iterator[Pair]:
    for pair in PAIRS.get(finding.rule.removeprefix(FAMILY), ()):
        if re.match(pair.words, finding.message):
            yield pair


def _is_echo(finding: Finding, pair: Pair, own: Iterable[Finding]) -> bool:
    """Whether ours says the same of every page that a message of EPUBCheck names."""
    match = re.match(pair.words, finding.message)
    name = match[1] if match and match.lastindex else ""
    named = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])" if name else "")
    same = [one for one in own if one.rule in pair.rules and named.search(one.message)]
    if pair.anywhere:
        return bool(same)
    return bool(finding.evidence) and all(
        any(page in one.message or (one.place and one.place.file.endswith(page)) for one in same)
        for page in finding.evidence
    )
