"""Whether the book's own font of the text has the styles that the text asks for.

Typst slants no font and makes none bolder: words in italics would stand as all others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from octavo.book import fonts
from octavo.files import sfnt
from octavo.formats.pdf.survey import Survey
from octavo.model.edition import Project
from octavo.model.finding import Finding
from octavo.model.nodes import attr_of
from octavo.model.rules import severity

Has = Callable[[sfnt.Font], bool]

STYLES: tuple[tuple[str, str, Has], ...] = (
    ("italics", "Emph", lambda font: font.is_italic),
    ("bold type", "Strong", lambda font: font.is_bold),
    ("small capitals", "SmallCaps", lambda font: fonts.SMALL_CAPITALS in font.features),
)
"""What a style is called, the node that asks for it, and what tells a font that has it."""


def style_findings(project: Project, survey: Survey) -> list[Finding]:
    """Return a warning where the text asks for a style that its own font does not have."""
    own = [(number, one) for number, one in enumerate(fonts.own(project)) if one.is_text]
    if not own:
        return []
    lacking = [
        name
        for name, kind, has in STYLES
        if _asks(survey, kind) and not any(has(one.font) for _, one in own)
    ]
    if not lacking:
        return []
    number, first = own[0]
    return [
        Finding(
            "pdf-font-style",
            f"The text has {_listed(lacking)}; the font that sets it, {first.font.family}, "
            "has none: in the PDF these words look like all others.",
            severity("pdf-font-style"),
            place=fonts.place_of(project, "fonts", number),
            hint="Name the files of these styles too, each with `sets: text`.",
            format="pdf",
        )
    ]


def _asks(survey: Survey, kind: str) -> bool:
    attrs = map(attr_of, survey.of("Span")) if kind == "SmallCaps" else ()
    return bool(survey.of(kind)) or any(
        attr is not None and "smallcaps" in attr[1] for attr in attrs
    )


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
