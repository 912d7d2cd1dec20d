"""What the book's fonts can show: asked of Typst itself, before the text is set.

The fonts are the ones that Typst brings, and those that the book asks for; none of the system's is
used, so that a book is the same everywhere.

A character that none of them has would be printed as an empty box.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import orjson
import typst

from octavo.book import captions, paths
from octavo.book.paths import EDITION
from octavo.formats import imprint
from octavo.formats.pdf.faces import Faces, code, faces_of
from octavo.formats.pdf.survey import survey
from octavo.model.edition import Project
from octavo.model.finding import Anchor, Finding, Place, Severity, Tier
from octavo.model.nodes import Document, Node, children, stringify, walk
from octavo.model.reading import LONG_DASHES
from octavo.model.scripts import FLOWING, JOINED, script_of
from octavo.prose.prose import Prose, Trace

OWN = Faces()
"""The press's own faces alone."""

HINT = (
    "Name a font that has it (fonts: fonts/NAME.otf in metadata/design.yaml), or install "
    "octavo[scripts] and write script-fonts: true there."
)

MUSIC = range(0x1D100, 0x1D200)
NOTATION = (
    "Name a font that has it (fonts: fonts/NotoMusic-Regular.ttf in metadata/design.yaml): Noto "
    "Music is free, under the Open Font Licence."
)

COMMON = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA1, 0x180)))) | frozenset("–—‘’“”‚„‹›…")
"""Characters that the first face has: of most books Typst need not be asked more."""

MISSING = re.compile(r'the text `"(?:\\u\{([0-9a-f]+)\}|(.))[^`]*"` could not be displayed')


def missing_glyphs(
    document: Document, trace: Trace | None = None, faces: Faces = OWN
) -> list[Finding]:
    """Return an error for each character of a text that no font of the book has.

    A script whose letters must be joined, and for which there is no font, is one error. With the
    `trace` of the document's Prose, each finding has the anchor of the first place.
    """
    characters = survey(document).characters()
    loose = first_of_scripts(characters, faces)
    absent = {sign for sign in unshowable(characters, faces=faces) if script_of(sign) not in loose}
    findings = [_finding(sign) for sign in sorted(absent)]
    findings += [_badly_set(script, loose[script]) for script in sorted(loose)]
    return [
        replace(
            finding,
            anchor=_anchor(document, finding.before, trace),
            context=_context(document.blocks, finding.before),
        )
        for finding in findings
    ]


def first_of_scripts(characters: frozenset[str], faces: Faces = OWN) -> dict[str, str]:
    """Return a character for each script that the press's own fonts cannot join, or set badly."""
    known = ((script_of(sign), sign) for sign in sorted(characters, reverse=True))
    return {
        script: sign
        for script, sign in known
        if script in JOINED | FLOWING and not faces.knows(sign)
    }


def missing_in_edition(project: Project, faces: Faces = OWN) -> list[Finding]:
    """Return an error for each character of the first pages that no font of the book has."""
    edition = project.edition
    lines = [edition.title, edition.subtitle, edition.blurb, edition.author_note]
    lines += [line for _, line in imprint.people_lines(edition)]
    lines += imprint.copyright_lines(edition)
    lines += [captions.credit_line(image) + image.caption for image in edition.images.values()]
    lines += [person.name + person.credit for person in edition.contributors]
    return _missing_in("".join(lines), project.root, (EDITION,), faces)


def missing_in_works(
    document: Document, project: Project, known: frozenset[str] = frozenset()
) -> list[Finding]:
    """Return an error for each character of the cited works that no font of the book has.

    The document is cited; `known` are the characters of the text itself that are missing.
    """
    works = orjson.dumps(document.meta.get("references", {})).decode()
    printed = orjson.dumps(document.blocks).decode()
    names = map(paths.called, project.edition.bibliography)
    shared = frozenset(works) & frozenset(printed) - known
    faces = faces_of(project)
    return _missing_in("".join(shared), project.root, (*names, EDITION), faces)


def _missing_in(words: str, root: Path, names: Iterable[str], faces: Faces) -> list[Finding]:
    words = words.translate(LONG_DASHES)
    characters = frozenset(filter(str.isprintable, words)) - COMMON
    absent = sorted(unshowable(characters, faces=faces))
    if not absent:
        return []
    names = list(names)
    files = [(name, root / name) for name in names if (root / name).is_file()]
    texts = {name: file.read_text("utf-8", "replace").splitlines() for name, file in files}
    return [_finding(sign).at(_line_of(sign, texts) or Place(names[0])) for sign in absent]


def _line_of(character: str, texts: Mapping[str, list[str]]) -> Place | None:
    for name, lines in texts.items():
        for number, line in enumerate(lines, 1):
            if character in line:
                return Place(name, number, line.index(character) + 1)
    return None


def upright_only(characters: frozenset[str], faces: Faces = OWN) -> frozenset[str]:
    """Return those of some characters that exist upright but not in the italic or the bold."""
    slanted = unshowable(characters, "italic", 400, faces)
    slanted |= unshowable(characters, "italic", 700, faces)
    return slanted | unshowable(characters, "normal", 700, faces)


@cache
def unshowable(
    characters: frozenset[str], style: str = "normal", weight: int = 400, faces: Faces = OWN
) -> frozenset[str]:
    """Ask Typst which of some characters it cannot show in a style.

    A PDF/UA document must not contain a missing glyph: Typst names each of them and stops.
    """
    if not characters:
        return frozenset()
    families, folders = code(faces.serif()), faces.paths()
    source = [
        '#set document(title: "p")',
        f'#set text(font: {families}, fallback: false, style: "{style}", weight: {weight})',
        *(f'#"\\u{{{ord(character):x}}}"\n' for character in sorted(characters)),
    ]
    try:
        typst.compile(
            "\n".join(source).encode("utf-8"),
            ignore_system_fonts=True,
            font_paths=folders,
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as fault:
        missing = MISSING.findall(fault.diagnostic)
        return frozenset(chr(int(code, 16)) if code else letter for code, letter in missing)
    return frozenset()


def _finding(character: str) -> Finding:
    name = unicodedata.name(character, "a character without a name")
    code = f"U+{ord(character):04X}"
    return Finding(
        "pdf-missing-glyph",
        f"None of the book's fonts has the character {character} ({code}, {name}).",
        Severity.ERROR,
        Tier.FLAG,
        before=character,
        hint=NOTATION if ord(character) in MUSIC else HINT,
        format="pdf",
    )


def _badly_set(script: str, character: str) -> Finding:
    """Return the finding of a script that the press's own fonts have not, or have badly."""
    is_lost = script in JOINED
    message = (
        f"The press's own fonts do not join the letters of {script}: they would stand side by side."
        if is_lost
        else f"{script} is set in a typewriter face: the press's own fonts have no other."
    )
    return Finding(
        "pdf-missing-glyph" if is_lost else "pdf-script-face",
        message,
        Severity.ERROR if is_lost else Severity.WARNING,
        Tier.FLAG,
        before=character,
        hint=HINT,
        format="pdf",
    )


def _anchor(document: Document, character: str, trace: Trace | None) -> Anchor | None:
    if trace is None:
        return None
    for run in Prose(document, trace).runs():
        at = run.text.find(character)
        piece = next((p for p in run.pieces if p.start <= at < p.end), None)
        if at < 0 or piece is None or piece.node is None:
            continue
        point = trace.point(piece.node, at - piece.start)
        if point is not None:
            return Anchor(point[0], point[1:], (point[1], point[2] + 1))
    return None


def _context(blocks: list[Node], character: str) -> tuple[str, str]:
    """The words around the first place, from the innermost list that holds the character."""
    for node in walk(blocks):
        if node["t"] in ("Code", "CodeBlock") and character in node["c"][1]:
            return _around(node["c"][1], character)
        for inner in children(node):
            if any(n["t"] == "Str" and character in n["c"] for n in inner):
                return _around(stringify(inner), character)
    return "", ""


def _around(text: str, character: str) -> tuple[str, str]:
    before, _, after = text.partition(character)
    return before[-40:], after[:40]
