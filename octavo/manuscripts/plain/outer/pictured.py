"""Takes a list of pictures that was typed out of a text: it names pages of another edition."""

from __future__ import annotations

import re
from dataclasses import replace

from octavo.manuscripts.guard.contents import letters
from octavo.manuscripts.pieces import Kind, Note, Piece, finding_at
from octavo.manuscripts.plain.contents import listed
from octavo.manuscripts.plain.outer.front import BEFORE_TEXT, PAGE, is_long
from octavo.manuscripts.plain.signs.pictures import QUERY
from octavo.model.finding import Finding, Tier

PICTURES = re.compile(
    r"(?:(?:a )?lists? of )?(?:the )?(?:(?:full[- ]page|colou?r(?:ed)?|black[- ]and[- ]white"
    r"|collotype|photogravure|half-?tone|line|other|smaller|larger) )*(?:illustrations?|plates"
    r"|pictures|portraits|maps|figures|engravings|photographs)(?: and \w+| in (?:the )?text)?"
    r"|(?:verzeichnis der )?abbildungen"
    r"|(?:table|liste) des (?:illustrations|gravures|planches)"
    r"|lijst (?:der|van) (?:platen|afbeeldingen|illustraties)|(?:lista|indice|índice)"
    r" (?:de|delle) (?:las )?(?:ilustraciones|láminas|illustrazioni)",
    re.IGNORECASE,
)
"""Headings of a list of pictures."""

AT_FRONT = re.compile(
    r"frontispiece|front cover|facing|to face|\s\"\s|titelbild|frontispice|titelplaat|tegenover",
    re.IGNORECASE,
)
LIST_OF_PICTURES = "The list of illustrations is left out: its pages are those of another edition."
CAPTIONED = "The list of illustrations is left out: its entries are the captions of the pictures."
CAPTION = 8
"""A caption of fewer letters names nothing in a list."""


def without(pieces: list[Piece], file: str) -> tuple[list[Piece], list[Finding]]:
    """Leave out lists of pictures that were typed: they name pages of another edition."""
    findings: list[Finding] = []
    number = 0
    while number < max(BEFORE_TEXT * 4, len(pieces) // 8) and number < len(pieces):
        end, by_page = _end_of_pictures(pieces, number)
        if end:
            message = LIST_OF_PICTURES if by_page else CAPTIONED
            note = Note("import-contents", message, tier=Tier.AUTO)
            before = "\n\n".join(one.text for one in pieces[number:end])
            findings.append(replace(finding_at(file, pieces[number], note), before=before))
            pieces = [*pieces[:number], *pieces[end:]]
        else:
            number += 1
    return pieces, findings


def _end_of_pictures(pieces: list[Piece], number: int) -> tuple[int, bool]:
    """Return where a list of pictures ends, 0 where there is no such list; and if it has pages."""
    if not PICTURES.fullmatch(pieces[number].plain.strip(" ._")):
        return 0, False
    end = number + 1
    while end < len(pieces) and (end == number + 1 or pieces[end].gap < 3):
        if is_long(pieces[end]) or pieces[end].kind is Kind.QUERY:
            break
        end += 1
    lines = [line.text for one in pieces[number + 1 : end] for line in one.lines]
    paged = sum(bool(PAGE.search(line.rstrip()) or AT_FRONT.search(line)) for line in lines)
    if lines and paged >= len(lines) / 2:
        return end, True
    return _by_captions(pieces, number + 1, end), False


def _by_captions(pieces: list[Piece], start: int, end: int) -> int:
    """Return where a list ends that has the captions of the text's pictures; 0 for another list."""
    captions = {letters(one.made[len(QUERY) - 3 :]) for one in pieces if one.kind is Kind.QUERY}
    captions = {one for one in captions if len(one) >= CAPTION}
    entries = [letters(one.plain) for one in pieces[start:end]]
    named = [{one for one in captions if one in entry} for entry in entries]
    there = set().union(*named)
    if len(there) < listed.LEAST or 2 * len("".join(there)) < len("".join(entries)):
        return 0
    apart = end == len(pieces) or pieces[end].gap >= 3
    return end if apart else start + max(n for n, one in enumerate(named) if one) + 1
