"""The book's own fonts in its EPUB: their files, and the rules of the style sheet that use them.

A font whose maker allows it only in documents to be looked at and printed (OS/2 fsType) is left
out: an EPUB can be taken apart and edited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from octavo.book import fonts
from octavo.book.fonts import Own
from octavo.model.edition import Project
from octavo.model.scripts import script_of

MEDIA_TYPES = {".ttf": "font/ttf", ".otf": "font/otf"}
"""The types of fonts among EPUB 3.3's core media types (3.2)."""

BODY, SCRIPTS, SIGNS = "book-text", "book-scripts", "book-signs"
"""The families that the style sheet makes of the fonts: text, whole scripts, what others lack."""


def files(project: Project) -> dict[str, bytes]:
    """Return the fonts by their names below EPUB/."""
    return {_name(number, one): one.path.read_bytes() for number, one in _embeddable(project)}


def style(project: Project) -> str:
    """Return the rules of the style sheet for the book's own fonts; "" for a book without."""
    faces = [face for number, one in _embeddable(project) for face in _faces(number, one)]
    if not faces:
        return ""
    families = {family for family, _ in faces}
    order = [f'"{family}"' for family in (SCRIPTS, BODY) if family in families]
    order += ["serif", *([f'"{SIGNS}"'] if SIGNS in families else [])]
    rules = [rule for _, rule in faces]
    return "\n".join(["", *rules, f"body {{ font-family: {', '.join(order)}; }}", ""])


def _embeddable(project: Project) -> Iterator[tuple[int, Own]]:
    for number, one in enumerate(fonts.own(project), 1):
        if not one.font.is_for_print_only:
            yield number, one


def _name(number: int, one: Own) -> str:
    return f"fonts/font-{number}{PurePosixPath(one.path.name).suffix.lower()}"


def _faces(number: int, one: Own) -> Iterator[tuple[str, str]]:
    source = f'src: url("../{_name(number, one)}");'
    if one.is_text:
        style = "italic" if one.font.is_italic else "normal"
        weight = "bold" if one.font.is_bold else "normal"
        look = f"font-style: {style}; font-weight: {weight};"
        yield BODY, f'@font-face {{ font-family: "{BODY}"; {source} {look} }}'
    if one.scripts:
        signs = (ord(sign) for sign in one.font.characters if script_of(sign) in one.scripts)
        ranges = ", ".join(_ranges(sorted(signs)))
        rule = f'@font-face {{ font-family: "{SCRIPTS}"; {source} unicode-range: {ranges}; }}'
        yield SCRIPTS, rule
    if not one.is_text and not one.scripts:
        yield SIGNS, f'@font-face {{ font-family: "{SIGNS}"; {source} }}'


def _ranges(numbers: Iterable[int]) -> Iterator[str]:
    """Yield characters, given by their numbers in order, as ranges of CSS."""
    first = last = -1
    for number in [*numbers, -1]:
        if number == last + 1 and first >= 0:
            last = number
            continue
        if first >= 0:
            yield f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}"
        first = last = number
