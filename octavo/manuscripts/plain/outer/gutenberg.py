"""Takes what Project Gutenberg puts around a text from it: header, licence, transcribers' notes.

All of it stays in source/original/.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from octavo.manuscripts.gutenberg import END, NAME, OPENING, START, header
from octavo.manuscripts.pieces import Line, Note, Piece, Sign, finding_at
from octavo.manuscripts.plain.footnotes import typists
from octavo.manuscripts.plain.signs.emphasis import with_signs
from octavo.model.counted import counted
from octavo.model.finding import Finding, Severity, Tier

CREDITS = re.compile(
    r"\W*(?:produced|e-?text (?:prepared|produced|scanned)|this e-?text was|this e-?book was"
    r"|transcribed|scanned|prepared|credits:?)\b.*(?:\bby\b|\bfrom\b)"
    r"|\W*an anonymous (?:project gutenberg )?volunteer\b",
    re.IGNORECASE | re.DOTALL,
)
TYPISTS = r"(?:transcriber|redactor|digiti[sz]er)"
NOTES = re.compile(
    rf"\W*(?:{TYPISTS}['\N{{RIGHT SINGLE QUOTATION MARK}}s]{{0,2}} (?:notes?|comments?|remarks?)"
    rf"|(?:a )?notes? (?:from|by) the (?:{TYPISTS}|e-?text editor)"
    r"|note d[ue] transcript|notes? (?:sur|de) la transcription"
    r"|anmerkungen? (?:zur|des) transkri|nota d[eo]l? transcri|opmerkingen van de bewerker"
    r"|nota del trascri|(?<=\[)notes? on (?:the )?(?:e-?text|text|content)s?:)",
    re.IGNORECASE,
)
ON_FILE = re.compile(
    r"\btranscri(?:ber|bed by|pteur|ptric|ptor)|\be-?texts?\b|\be-?books?\b|distributed proofread"
    r"|\belectronic text|\bonline edition\b"
    r"|livre \wlectronique|elektronische[ns]? (?:text|buch|ausgabe|boek)|libro electr\wnico"
    r"|texto electr\wnico|testo elettronico|bewerk(?:er|ing)|\btext files?\b|\bmidi\b|\bhtml\b",
    re.IGNORECASE,
)
"""Words of a note about the file, not the book."""

OTHER_FILE = re.compile(
    r"\W*note: (?:project gutenberg|this file|images of the original|the original)", re.IGNORECASE
)
TYPED = re.compile(
    r"\be-?(?:text|book)s?\b|project gutenberg|\bimage files?\b|\bpage images\b"
    r"|\bfichiers? images?\b|\bles images dans\b|\bOCR\b"
    r"|\bwww[.:/]|https?:|\biso-8859|\butf-?8|\bascii\b|\bunicode\b"
    r"|\(#\d+ in our series|distributed proofread",
    re.IGNORECASE,
)
"""Words of those who typed a text, in the first paragraphs of a file of theirs."""

KEYS = re.compile(
    r"(?:author|title|subtitle|remark|language|encoding|source|date):\s", re.IGNORECASE
)
LISTED = re.compile(r"\W*(?:errata|corrigenda|corrections?|typographical errors)\b", re.IGNORECASE)
"""What those who typed a text call their list of slips, behind rows of stars."""

CORRECTED = re.compile(r"\b(?:corrected|changed) (?:to|in|from)\b|\badded\b|\bremoved\b", re.I)
"""What a list of slips says of each of them; a list of the author's says `for … read …`."""

BREAK = re.compile(r"(?:\s*\*){3,}\s*")
EXPLAINS = re.compile(r"\b(?:ital\w+|kursiv\w*|cursie\w*|cursiv\w*|corsiv\w*)\b", re.IGNORECASE)
MEASURE = 70
"""Where lines end at the latest: Project Gutenberg's guides ask for 60 to 70 columns."""

FARTHEST = 400
"""So many lines before the marker a header may have."""

HEAD = 40
"""The longest heading of a note of those who typed a text, in letters."""

LAST = 12
"""Among so many lines at the end its first line may stand again, as in texts of before 2003."""

SECTION = 3
"""So many blank lines stand before what begins anew: Project Gutenberg's guides ask for four."""

TOP = 12
"""Among so many paragraphs at the beginning stands who typed the text, and of what."""

FIRST = 40
"""Among so many paragraphs, at both ends, stand the notes of those who typed the text."""


@dataclass(slots=True)
class Frame:
    """What Project Gutenberg says of a text: metadata, and the lines left out with their reason."""

    known: dict[str, object] = field(default_factory=dict)
    number: str = ""
    left: list[tuple[str, list[Line]]] = field(default_factory=list)


def unframed(lines: list[Line]) -> tuple[list[Line], Frame | None]:
    """Return the lines of the text itself, and what stood around them; None where nothing did."""
    start = next((n for n, line in enumerate(lines[:FARTHEST]) if START.match(_bare(line))), -1)
    start = _stars(lines) if start < 0 else start
    ends = (n for n in range(start + 1, len(lines)) if END.match(_bare(lines[n])))
    end = next(ends, len(lines))
    last = range(max(start + 1, end - LAST), end) if start >= 0 else ()
    end = next((n for n in last if OPENING.fullmatch(_bare(lines[n]))), end)
    if not any(NAME.search(line.text) for line in lines[: max(start + 1, 3)]):
        return lines, None
    if start < 0 and end == len(lines):
        return lines, None
    while 0 <= start < len(lines) - 1 and "***" not in _closing(lines[start]):
        start += 1
        if lines[start].blank:
            break
    frame = Frame()
    head = lines[: start + 1]
    frame.known, frame.number = header(line.text for line in head)
    frame.left = [("header", head), ("licence", lines[end:])]
    return lines[start + 1 : end], frame


STARS = re.compile(r"\*{3,}")


def _stars(lines: list[Line]) -> int:
    """Return where a header ends whose small print stands behind the text: at a row of stars.

    So headers were in 2002 and 2003. Above the row they say title and author; -1 stands for none.
    """
    first = next((line.text for line in lines if not line.blank), "")
    rows = (n for n, line in enumerate(lines[:FARTHEST]) if STARS.fullmatch(_bare(line)))
    row = next(rows, -1) if NAME.search(first) else -1
    return row if "title" in header(line.text for line in lines[: row + 1])[0] else -1


def _bare(line: Line) -> str:
    return line.text.strip()


def _closing(line: Line) -> str:
    """Return what may be the end of a marker: one of two lines is closed on the second."""
    text = line.text.strip()
    return text if not START.match(text) else text.removeprefix("***") if "***" in text[3:] else ""


def without_notes(pieces: list[Piece], frame: Frame) -> list[Piece]:
    """Take the notes of those who typed the text, and their names, from its paragraphs."""
    pieces, names = _without_names(pieces)
    pieces, called, own = typists.without_their_notes(pieces)
    names += called
    gone = _of_typists(pieces) | own
    last = len(pieces)
    for number, piece in enumerate(pieces):
        if number in gone and not NOTES.match(piece.plain):
            continue
        if FIRST <= number < last - FIRST:
            if NOTES.match(piece.plain) and (piece.plain.startswith("[") or _heads(pieces, number)):
                gone.update(range(number, _end_of_note(pieces, number)))
            continue
        if number < 4 and (CREDITS.match(piece.plain) or OTHER_FILE.match(piece.plain)):
            gone.add(number)
        elif NOTES.match(piece.plain):
            gone.update(range(number, _end_of_note(pieces, number)))
        elif number < FIRST and _explains(pieces, number):
            gone.update(_section(pieces, number))
    gone.update(_about_the_file(pieces))
    taken = [*names, *(line for number in sorted(gone) for line in pieces[number].lines)]
    if taken:
        frame.left.append(("notes", taken))
    return [piece for number, piece in enumerate(pieces) if number not in gone]


def _heads(pieces: list[Piece], number: int) -> bool:
    """Whether a line set apart is the heading of a note, however long the note is."""
    piece = pieces[number]
    apart = piece.gap >= SECTION or BREAK.fullmatch(pieces[number - 1].text)
    return bool(apart) and len(piece.lines) == 1 and len(piece.plain) <= HEAD


def _without_names(pieces: list[Piece]) -> tuple[list[Piece], list[Line]]:
    """Take the line of those who typed a text off the title that it stands below, and return it."""
    made = list(pieces)
    taken: list[Line] = []
    for number, piece in enumerate(pieces[:4]):
        at = next((n for n, line in enumerate(piece.lines) if n and CREDITS.match(line.text)), 0)
        if at and len(piece.lines) <= 4:
            made[number] = replace(piece, lines=piece.lines[:at])
            taken += piece.lines[at:]
    return made, taken


def _of_typists(pieces: list[Piece]) -> set[int]:
    """Return the first paragraphs that tell of the file, and breaks between them and the text."""
    gone: set[int] = set()
    for number, piece in enumerate(pieces[:TOP]):
        keys = all(KEYS.match(line.text) for line in piece.lines)
        said = piece.plain if piece.plain.startswith("[") else INNER.sub("", piece.plain)
        if number not in gone and (keys or TYPED.search(said)):
            end = _end_of_note(pieces, number) if piece.plain.startswith("[") else number + 1
            gone.update(range(number, end))
    gone |= {n for n, one in enumerate(pieces[:TOP]) if one.plain.startswith("[Note on ")}
    beside = {n for one in gone for n in (one - 1, one + 1) if 0 <= n < len(pieces)}
    gone |= {n for n in beside if REMARK.fullmatch(pieces[n].plain)}
    breaks = {n for n, piece in enumerate(pieces[:TOP]) if BREAK.fullmatch(piece.text)}
    return gone | {n for n in breaks if n - 1 in gone}


REMARK = re.compile(r"\[(?!Illustration|Picture|Music|Footnote)[^\[\]]*\]")
"""A paragraph in brackets beside a note about the file is one, too."""


INNER = re.compile(r"\[[^\[\]]*\]")
"""A remark inside a paragraph or a list says nothing about the rest of it."""

ABOUT = 3
"""Among so many paragraphs of a note it says that it is about the file."""


def _corrections(pieces: Sequence[Piece]) -> int:
    """Return where a list of what was corrected begins, which reaches to the end; else the end."""
    for number in range(len(pieces) - ABOUT, 0, -1):
        piece = pieces[number]
        if piece.gap >= SECTION and len(piece.lines) == 1 and LISTED.match(piece.plain):
            slips = [bool(CORRECTED.search(one.plain)) for one in pieces[number + 1 :]]
            return number if sum(slips) > len(slips) / 2 else len(pieces)
    return len(pieces)


def _about_the_file(pieces: list[Piece]) -> range:
    """Return what stands behind the last wide gaps and breaks where it is about the file."""
    start = _corrections(pieces)
    for number in range(start - 1, max(0, start - FIRST), -1):
        apart = pieces[number].gap >= SECTION or BREAK.fullmatch(pieces[number - 1].text)
        if not apart or BREAK.fullmatch(pieces[number].text):
            continue
        first = pieces[number : min(number + ABOUT, start)]
        rows = len(pieces[number - 1].lines) > 1 and bool(BREAK.fullmatch(pieces[number - 1].text))
        slips = rows and LISTED.match(pieces[number].plain)
        if not slips and not any(ON_FILE.search(piece.plain) for piece in first):
            break
        if typists.are_of_the_text(pieces[number:start], ON_FILE):
            break
        start = number
    while start < len(pieces) and start and BREAK.fullmatch(pieces[start - 1].text):
        start -= 1
    return range(start, len(pieces))


LONG = re.compile(r"(?<!-)-{4}(?!-)|(?<=[^\W\d_])-{5,6}(?=[,.;:!?]|[ \n][^\W\d_])")
"""Four hyphens; or five or six, which a typing hand has for them, closed up to a name."""


def long_dashes(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Make long dashes of rows of hyphens, which those who typed the text have for them."""
    made: list[Piece] = []
    first: Piece | None = None
    number = 0
    for piece in pieces:
        dashes = list(LONG.finditer(piece.text)) if re.search(r"\w", piece.text) else []
        first = first or (piece if dashes else None)
        number += len(dashes)
        signs = [Sign(*match.span(), mark="\N{EM DASH}" * 2) for match in dashes]
        made.append(with_signs(piece, signs) if signs else piece)
    if first is None:
        return pieces, []
    message = f"{counted(number, 'row')} of four hyphens or more became long dashes."
    finding = finding_at(file, first, Note("import-long-dash", message, tier=Tier.AUTO))
    return made, [replace(finding, before="----", after="\N{EM DASH}" * 2)]


def _end_of_note(pieces: list[Piece], start: int) -> int:
    """Return where a note ends: at its closing bracket, or before what begins anew."""
    bracketed = pieces[start].plain.startswith("[")
    for number in range(start, len(pieces)):
        if number > start and pieces[number].gap >= SECTION and not bracketed:
            return number
        if bracketed and pieces[number].plain.endswith("]"):
            return number + 1
    return len(pieces) if not bracketed else start + 1


def _explains(pieces: list[Piece], number: int) -> bool:
    """Whether a paragraph says how italics were typed."""
    text = pieces[number].plain
    return bool(EXPLAINS.search(text)) and bool(re.search(r"([_~=+#])\w[\w ]*\1", text))


def _section(pieces: list[Piece], number: int) -> range:
    """Return what stands between wide gaps around a paragraph, where that is short."""
    start = number
    while start and pieces[start].gap < SECTION:
        start -= 1
    end = number + 1
    while end < len(pieces) and pieces[end].gap < SECTION:
        end += 1
    return range(start, end) if end - start < SECTION * 2 else range(number, number + 1)


RULE = "import-gutenberg"
WORDS = {
    "header": "Project Gutenberg\N{RIGHT SINGLE QUOTATION MARK}s header went into"
    " metadata/edition.yaml and out of the text.",
    "licence": "Project Gutenberg\N{RIGHT SINGLE QUOTATION MARK}s licence is left out of the text.",
    "notes": "The notes of those who typed the text, and their names, are left out.",
}


def findings(file: str, frame: Frame) -> list[Finding]:
    """Report what was left out, with its words, and what its licence asks of the press."""
    made = [
        finding_at(file, Piece(tuple(lines)), Note(RULE, WORDS[what], tier=Tier.AUTO))
        for what, lines in frame.left
        if any(not line.blank for line in lines)
    ]
    number = f" {frame.number}" if frame.number else ""
    note = Note(
        "import-gutenberg-rights",
        f"The text is Project Gutenberg\N{RIGHT SINGLE QUOTATION MARK}s{number}: free in the United"
        " States as it says, elsewhere as the law of the country has it.",
        "Find out whether it is free where you publish, and write `rights` in"
        " metadata/edition.yaml; its licence stands in source/original/.",
        severity=Severity.WARNING,
    )
    first = next(lines for _, lines in frame.left if lines)
    finding = finding_at(file, Piece((first[0],)), note)
    return [*made, replace(finding, before="", context=("", first[0].text[:80]))]
