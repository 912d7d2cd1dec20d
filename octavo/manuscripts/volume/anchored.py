"""Notes that are typed as places to jump to, as GitHub shows them: a raised number that is a link.

`<a href="#note-1"><sup>1</sup></a>` calls `<a name="note-1"><sup>1</sup></a>The note.` below;
GitHub puts `user-content-` before the names of places that it shows.
"""

from __future__ import annotations

import re
from collections import Counter

from octavo.manuscripts.typed.reports import many
from octavo.manuscripts.volume import lines
from octavo.manuscripts.volume.edited import Read
from octavo.model.finding import Finding, Place, Severity, Tier

NAME = r"\"(?:user-content-)?(?P<name>[\w.:-]+)\""
LABEL = r"\s*<sup>\s*\[?(?P<label>\w{1,4})\]?\s*</sup>\s*</a>"
CALL = re.compile(rf"<a\s+href={NAME.replace('(?:', '#(?:', 1)}\s*>{LABEL}")
NOTE = re.compile(rf"^<a\s+(?:name|id)={NAME}\s*>{LABEL}[ \t]*(?P<words>\S.*)$", re.MULTILINE)


def read(text: str, file: str) -> Read:
    """Return a text with notes in the place of those that have one call, and one place."""
    done = Read(text)
    if "<sup>" not in text:
        return done
    calls = Counter(match["name"] for match in CALL.finditer(text))
    notes = Counter(match["name"] for match in NOTE.finditer(text))
    labels = Counter(match["label"] for match in NOTE.finditer(text))
    certain = {
        match["name"]
        for match in NOTE.finditer(text)
        if calls[match["name"]] == notes[match["name"]] == labels[match["label"]] == 1
        and f"[^{match['label']}]" not in text
    }
    done.text = lines.outside_code(text, lambda part: _noted(part, certain, done))
    if certain and done.text != text:
        message = f"{many(len(certain), 'note', 'notes')} typed as places to jump to became"
        message += " a note." if len(certain) == 1 else " notes."
        place = Place(file)
        done.findings.append(
            Finding("import-notes-typed", message, Severity.INFO, Tier.AUTO, place)
        )
    return done


def _noted(part: str, certain: set[str], done: Read) -> str:
    def call(match: re.Match[str]) -> str:
        if match["name"] not in certain:
            return match[0]
        done.marks.append(match["label"])
        return f"[^{match['label']}]"

    def note(match: re.Match[str]) -> str:
        if match["name"] not in certain:
            return match[0]
        done.marks.append(match["label"])
        return f"[^{match['label']}]: {match['words']}"

    return CALL.sub(call, NOTE.sub(note, part))
