"""Works that a bibliography gives twice under one key: the first entry stays.

BibTeX leaves a repeated entry out, with a warning (Patashnik, *BibTeXing*, 1988); no book can be
built with both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain, count

from octavo.manuscripts.pieces import Manuscript
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier

ENTRY = re.compile(
    rb"^[ \t]*@(?!comment\b|string\b|preamble\b)\w+[ \t]*\{[ \t]*(?P<key>[^\s,{}]+)[ \t]*,",
    re.MULTILINE | re.IGNORECASE,
)
SUFFIX = ".bib"


def apart(read: Sequence[Manuscript]) -> dict[str, bytes]:
    """Return the bibliographies of manuscripts by name; of two of one name the second is numbered.

    Each chapter may have its own beside it, in a folder of its own.
    """
    joined: dict[str, bytes] = {}
    for manuscript in read:
        for name, data in manuscript.bibliographies.items():
            stem, dot, ending = name.rpartition(".")
            names = (f"{stem}-{number}{dot}{ending}" for number in count(2))
            free = next(one for one in chain([name], names) if joined.get(one, data) == data)
            joined[free] = data
    return joined


def without(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], list[Finding]]:
    """Return bibliographies, by name, without the entries that repeat a key, and what is to say.

    An entry that differs from the first is a warning: an editor is to see which one is meant.
    """
    keys: dict[bytes, bytes] = {}
    made: dict[str, bytes] = {}
    findings: list[Finding] = []
    for name, data in files.items():
        gone: list[tuple[bytes, bool]] = []
        made[name] = _once(data, keys, gone) if name.endswith(SUFFIX) else data
        for differs in (False, True):
            entries = [entry for entry, other in gone if other == differs]
            findings += [_done(entries, name, differs=differs)] if entries else []
    return made, findings


def _once(data: bytes, keys: dict[bytes, bytes], gone: list[tuple[bytes, bool]]) -> bytes:
    """Return the bytes of a bibliography without what repeats a key that is known."""
    kept: list[bytes] = []
    at = 0
    for match in ENTRY.finditer(data):
        if match.start() < at:
            continue
        end = _end(data, match.end())
        entry = data[match.start() : end]
        first = keys.setdefault(match["key"], entry)
        if first is not entry:
            gone.append((entry, _plain(first) != _plain(entry)))
            kept.append(data[at : match.start()])
            at = end
        else:
            kept.append(data[at:end])
            at = end
    return b"".join([*kept, data[at:]])


def _end(data: bytes, at: int) -> int:
    """Return where an entry ends whose first brace is open; it may never be closed."""
    depth = 1
    for match in re.finditer(rb"\\.|[{}]|\n(?=[ \t]*@\w+[ \t]*\{)", data[at:]):
        depth += (match[0] == b"{") - (match[0] == b"}")
        if not depth or match[0].startswith(b"\n"):
            return at + match.end()
    return len(data)


def _plain(entry: bytes) -> bytes:
    return re.sub(rb"[\s{}\",]+", b"", entry).lower()


def _done(entries: list[bytes], name: str, *, differs: bool) -> Finding:
    message = f"{counted(len(entries), 'entry', 'entries')} of {name} with a key that another has"
    message += " before: the first stays" + (", though the others differ." if differs else ".")
    before = "\n\n".join(entry.decode("utf-8", "replace").strip() for entry in entries)
    place = Place(f"metadata/{name}")
    if not differs:
        return Finding(
            "import-entry-twice", message, Severity.INFO, Tier.AUTO, place, before=before
        )
    hint = "Look which of the two is meant; the other stands in the report of the import."
    return Finding("import-entry-differs", message, Severity.WARNING, Tier.FLAG, place,
                   before=before, hint=hint)  # fmt: skip
