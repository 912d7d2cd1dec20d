"""The failure conditions of the Matterhorn Protocol 1.1 that this reader decides, and the others.

A condition is named as the protocol names it. What ISO 14289-1 asks for and the protocol does not
list bears the number of the clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

DECIDED = {
    "01-003": "Content marked as artifact stands inside tagged content.",
    "01-004": "Tagged content stands inside content marked as artifact.",
    "01-005": "Content is neither tagged nor marked as artifact.",
    "01-007": "The file says of its own tags that they are suspect.",
    "02-001": "A structure type is not standard, and is mapped to none that is.",
    "02-003": "Structure types are mapped in a circle.",
    "02-004": "A standard structure type is mapped to another.",
    "06-001": "The file has no XMP metadata.",
    "06-002": "The metadata do not say that the file is PDF/UA-1.",
    "06-003": "The metadata have no title.",
    "07-001": "The file does not ask readers to show its title.",
    "07-002": "The file asks readers to show its name instead of its title.",
    "09-004": "The tags of a table do not stand in one another as they must.",
    "09-005": "The tags of a list do not stand in one another as they must.",
    "09-006": "The tags of a table of contents do not stand in one another as they must.",
    "09-007": "The tags of ruby do not stand in one another as they must.",
    "09-008": "The tags of warichu do not stand in one another as they must.",
    "10-001": "A character cannot be mapped to Unicode.",
    "11-001": "The language of text on a page is not known.",
    "11-002": "The language of an alternative, actual or expanded text is not known.",
    "11-003": "The language of the bookmarks is not known.",
    "11-004": "The language of an annotation's contents is not known.",
    "11-005": "The language of a form field's name is not known.",
    "11-006": "The language of the metadata is not known.",
    "13-004": "A figure has neither alternative nor actual text.",
    "14-002": "The first heading is not of the first level.",
    "14-003": "A level of headings is skipped.",
    "14-006": "An element has more than one heading of the type H.",
    "14-007": "Headings of the type H and numbered ones are mixed.",
    "15-003": "The headers of a table's cell cannot be determined.",
    "17-002": "A formula has neither alternative nor actual text.",
    "19-003": "A note has no identifier.",
    "19-004": "Two notes have the same identifier.",
    "20-001": "A configuration of layers has no name.",
    "20-002": "The default configuration of layers has no name.",
    "20-003": "A configuration of layers switches itself.",
    "21-001": "An embedded file is not named both ways.",
    "25-001": "The file has a dynamic XFA form.",
    "26-001": "The file is encrypted and does not say what is permitted.",
    "26-002": "The file is encrypted and shuts out assistive technology.",
    "28-002": "An annotation is not tagged as one.",
    "28-004": "An annotation has neither contents nor an alternative text.",
    "28-005": "A form field has neither a name for people nor an alternative text.",
    "28-007": "The file has an annotation for trapping.",
    "28-008": "A page with annotations does not say in what order they are reached.",
    "28-009": "A page's annotations are not reached in the order of its structure.",
    "28-010": "A form field is not tagged as one.",
    "28-011": "A link is not tagged as one.",
    "28-012": "A link has no description.",
    "28-014": "A media clip does not say of what kind it is.",
    "28-015": "A media clip has no alternative text.",
    "28-017": "A printer's mark is part of the structure.",
    "30-001": "A form refers to a page of another file.",
    "30-002": "A form with tagged content is drawn more than once.",
    "31-001": "A font and its encoding are of different registries.",
    "31-002": "A font and its encoding are of different orderings.",
    "31-003": "A font's supplement is older than that of its encoding.",
    "31-004": "A font's map of glyphs is neither a stream nor Identity.",
    "31-005": "An embedded font has no map of glyphs.",
    "31-006": "An encoding is neither predefined nor embedded.",
    "31-007": "An encoding says of its direction two things.",
    "31-008": "An encoding refers to one that is not predefined.",
    "31-009": "A font is not embedded.",
    "31-012": "A font's list of glyphs does not name all that it has.",
    "31-013": "A font's list of glyphs names one that it does not have.",
    "31-017": "A font has no table for the letters that it is said to have.",
    "31-019": "A font of letters has no encoding.",
    "31-020": "A font of letters has an encoding of its own.",
    "31-021": "A font of letters has an encoding without a base.",
    "31-022": "A font of letters has an encoding with a base of its own.",
    "31-023": "A font of letters names glyphs that no list has.",
    "31-024": "A font of letters names glyphs and has no table of Unicode.",
    "31-025": "A font of symbols has an encoding.",
    "31-026": "A font of symbols has no table for symbols.",
    "31-027": "A font does not say what its characters are.",
    "31-028": "A font maps a character to an invalid value.",
    "31-030": "A glyph is shown that stands for a missing one.",
    "5": "The PDF/UA identification is not written with its own prefix.",
    "6.2": "The file is not marked as tagged.",
    "7.1": "The file has no structure.",
    "7.2": "The name of a language is none.",
}
"""What is decided, each with what is wrong where it is found."""

UNDECIDED = {
    "17-003": "whether a formula's letters have Unicode: decided with 10-001",
    "28-006": "annotations of kinds that ISO 32000-1 does not know",
    "28-016": "attached files: decided with 21-001",
    "28-018": "how a printer's mark is drawn",
    "31-011": "whether a font's program has each glyph: its outlines are not read",
    "31-014": "whether a font's set of characters lists all that its program has",
    "31-015": "whether a font's set of characters lists some that its program lacks",
    "31-016": "whether widths in the file and in a font's program agree",
    "31-018": "whether each letter can be looked up in a font's table",
    "31-029": "Unicode values that are private",
}
"""What a machine could decide and this reader does not. All others are for a person to judge."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure: its condition, what it is about, and the page from 1 where it is on one."""

    checkpoint: str
    about: str = ""
    page: int = 0

    @property
    def message(self) -> str:
        """What is wrong, as a sentence."""
        plain = DECIDED[self.checkpoint]
        return f"{plain.rstrip('.')}: {self.about}." if self.about else plain


Failures = Iterator[Failure]
