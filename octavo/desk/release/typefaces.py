"""The fonts that a book brings, as its version of record lists them: whose each is, its licence.

The licence is what the font's own file says (OpenType, table `name`, 13 and 14); its text is the
author's to keep beside the font.
"""

from __future__ import annotations

from octavo.book import fonts
from octavo.model.edition import Project

UNSAID = "not said in the font's file"


def own(project: Project) -> dict[str, dict[str, str]]:
    """Return family, file, holder and licence of each font of a book, by its name in a PDF."""
    return {
        one.font.postscript or one.declared.file: {
            "family": one.font.family,
            "file": one.declared.file,
            "copyright": one.font.holder or UNSAID,
            "licence": one.font.licence or UNSAID,
        }
        for one in fonts.own(project)
    }
