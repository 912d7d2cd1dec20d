"""Places in the clean texts that were read and found truly damaged in their source.

A repair there, and only the one that was meant, is no harm. Any other change of a clean text is.
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.text.repair.mojibake import Repair

READ: dict[str, tuple[tuple[str, str], ...]] = {
    # Contributions to the collection that came in UTF-8 and were read as Windows-1252 by whoever
    # gathered them; the other accents of the collection are sound, or typed as apostrophes.
    "fortunes-it": (
        ("CarrÃ\N{NO-BREAK SPACE}mba che sorpresa", "Carràmba che sorpresa"),
        ("FranÃ§ois-Marie Arouet", "François-Marie Arouet"),
        ("andavano giÃ¹ fino", "andavano giù fino"),
        ("Ti ricordi di Mary PapeÃ±a?", "Ti ricordi di Mary Papeña?"),
        ("Mary PapeÃ±a e' una delle", "Mary Papeña e' una delle"),
        ("Charlotte BrÃ¶nte", "Charlotte Brönte"),
        ("Louis-Ferdinand CÃ©line", "Louis-Ferdinand Céline"),
        ("lavato a 90Â°", "lavato a 90°"),
        ("Â«Papa'!Â»", "«Papa'!»"),
        ("Â«A.N.A.S.Â»", "«A.N.A.S.»"),
    ),
}
"""By text: what stands there, and what was meant."""


def is_meant(name: str, text: str, repair: Repair) -> bool:
    """Whether a repair makes of a place that was read what was meant there, whatever the case."""
    return any(
        _repaired(text, repair, start, start + len(before)) == after.casefold()
        for before, after in READ.get(name, ())
        for start in _places(text, before)
        if start <= repair.start and repair.end <= start + len(before)
    )


def _places(text: str, words: str) -> Iterator[int]:
    """Give where words stand in a text, as they are or in capitals."""
    for form in {words, words.upper()}:
        at = text.find(form)
        while at >= 0:
            yield at
            at = text.find(form, at + 1)


def _repaired(text: str, repair: Repair, start: int, end: int) -> str:
    return (text[start : repair.start] + repair.after + text[repair.end : end]).casefold()
