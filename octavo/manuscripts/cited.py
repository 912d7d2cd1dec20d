"""The style in which a manuscript's own program sets its citations: the book keeps it.

A header or the settings of a book name a CSL file (Pandoc User's Guide, "Specifying a citation
style"). Where books of bookdown, Quarto and MyST name none, citations stand in the text, by author
and date: that is pandoc's own style, and MyST's.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from octavo.bibliography import csl
from octavo.files.names import inside, is_file
from octavo.manuscripts.folder.pictures import safe_name
from octavo.manuscripts.pieces import Manuscript
from octavo.model.finding import Finding, InputError, Place, Severity, Tier

AUTHOR_DATE = "chicago-author-date"
LISTS = frozenset(("_quarto.yml", "_bookdown.yml", "_toc.yml", "myst.yml"))
"""Lists of files whose programs set citations by author and date."""


def take(manuscript: Manuscript, name: str, folders: Sequence[Path]) -> None:
    """Take the style that a header or settings name: a file near the text, or one by its name."""
    if not name or manuscript.style:
        return
    for folder in folders:
        path = inside(folder, folder / name)
        if path is not None and is_file(path) and _is_style(path):
            manuscript.style = safe_name(path.name, "style.csl")
            manuscript.styles[manuscript.style] = path.read_bytes()
            _say(manuscript, f"in the style that the book brings, {path.name}")
            return
    known = PurePosixPath(name).name.removesuffix(".csl")
    try:
        csl.style(known)
    except InputError as fault:
        message = f"The citation style {name}, which the book names, is not there."
        hint = f"{fault.hint} Write its name into metadata/design.yaml (citation-style)."
        place = Place(manuscript.name)
        manuscript.findings.append(
            Finding("import-style-missing", message, Severity.WARNING, Tier.FLAG, place, hint=hint)
        )
    else:
        manuscript.style = known
        _say(manuscript, f"in the style that the book names, {known}")


def of_list(manuscript: Manuscript, file: Path) -> None:
    """Let the citations of a book stand in the text where its program sets them there."""
    if file.name in LISTS and not manuscript.style:
        manuscript.style = AUTHOR_DATE
        _say(manuscript, "by author and date, as the program of the book sets them")


def of_design(read: Sequence[Manuscript]) -> dict[str, str]:
    """Return what design.yaml says of the style; nothing where no manuscript names one."""
    styles = [manuscript.style for manuscript in read if manuscript.style]
    return {"citation-style": styles[0]} if styles else {}


def _is_style(path: Path) -> bool:
    try:
        csl.style(str(path.absolute()))
    except InputError:
        return False
    return True


def _say(manuscript: Manuscript, how: str) -> None:
    message = f"Citations stand {how}."
    place = Place("metadata/design.yaml")
    manuscript.findings.append(
        Finding("import-citation-style", message, Severity.INFO, Tier.AUTO, place)
    )
