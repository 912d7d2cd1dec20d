"""Reports how the bytes of a manuscript were read, where that is a guess."""

from __future__ import annotations

from octavo.manuscripts.pieces import Note
from octavo.manuscripts.plain.decode import Decoded
from octavo.manuscripts.plain.shape import flags
from octavo.model.finding import Finding


def findings(file: str, decoded: Decoded) -> list[Finding]:
    """Return what an editor is to look at: a code page that is a guess, lines in another one."""
    seen = []
    if decoded.odd_lines:
        listed = ", ".join(map(str, decoded.odd_lines[:20]))
        note = Note(
            "import-mixed-encoding",
            f"Not all lines are in one encoding: {listed}.",
            "Look at the accented letters and quotation marks of these lines.",
        )
        seen.append(flags.whole(file, note))
    elif decoded.doubtful:
        note = Note(
            "import-encoding",
            f"The encoding is a guess: {decoded.encoding}, since {decoded.reason}.",
            "Look at accented letters and quotation marks. If they are wrong, import it again "
            "with --encoding and the name of the right one.",
        )
        seen.append(flags.whole(file, note))
    return seen
