"""What the last refused release asked about, so that `octavo decide` knows it by its identifier.

Some of it shows only when the citations are set or the files are made, which `decide` does not do.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson

from octavo.book.replay import Replay
from octavo.files import files, json
from octavo.files.names import is_file
from octavo.model.finding import Finding, InputError, Place, Severity, Tier

FILE = ".octavo/asked.json"
BLANK = Finding("query-open", "")
"""Takes the rule and the words of what was kept."""

KEYS = ("rule", "message", "file", "left", "before", "after", "right")


def keep(root: Path, findings: Iterable[Finding], replay: Replay) -> None:
    """Keep flags by their identifiers, with the words by which a decision knows them again.

    A folder that can only be read keeps nothing.
    """
    kept = {}
    for finding in findings:
        if finding.tier is Tier.FLAG and finding.severity is not Severity.ERROR:
            left, right = replay.around(finding)
            words = (finding.before, finding.after, right)
            values = (finding.rule, finding.message, replay.file_of(finding), left, *words)
            kept[finding.id] = dict(zip(KEYS, values, strict=True))
    with suppress(OSError, InputError):
        path = files.within(root, FILE)
        path.parent.mkdir(exist_ok=True)
        files.write(path, orjson.dumps(kept, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))


def kept(root: Path) -> dict[str, Finding]:
    """Return what was kept, by its identifiers; what is damaged counts as nothing."""
    try:
        path = files.within(root, FILE)
        value = json.parse(json.read(path, FILE), FILE) if is_file(path) else {}
    except InputError:
        return {}
    entries = value.items() if isinstance(value, dict) else ()
    return {name: _finding(entry) for name, entry in entries if _is_entry(entry)}


def _is_entry(entry: object) -> bool:
    return isinstance(entry, dict) and all(isinstance(entry.get(key), str) for key in KEYS)


def _finding(entry: dict[str, str]) -> Finding:
    """Return a finding with the rule and the words that were kept of it."""
    values: dict[str, Any] = {key: entry[key] for key in ("rule", "message", "before", "after")}
    values["place"] = Place(entry["file"]) if entry["file"] else None
    values["context"] = (entry["left"], entry["right"])
    return replace(BLANK, **values)
