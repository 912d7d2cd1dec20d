"""Links whose words are their address, or that have none: the address stands between brackets."""

from __future__ import annotations

import re

from octavo.manuscripts.volume import lines
from octavo.manuscripts.volume.edited import Read

BARE = re.compile(
    r"(?<![\\!\]])\[(?P<words>(?:https?://[^\s\[\]<>]+)?)\]\((?P<to>https?://[^\s()<>]+)\)"
)


def read(text: str) -> Read:
    """Return a text in which such links show their address, once."""
    done = Read(text)

    def shown(match: re.Match[str]) -> str:
        if match["words"] and match["words"].rstrip("/") != match["to"].rstrip("/"):
            return match[0]
        done.marks.append(match["words"])
        return f"<{match['to']}>"

    if "](http" in text:
        done.text = lines.outside_code(text, lambda part: BARE.sub(shown, part))
    return done
