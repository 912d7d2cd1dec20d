"""Cross-references of a Word file whose target is not there stay as words, without a link."""

from __future__ import annotations

import re

from lxml import etree

from octavo.manuscripts.word.marks import Marks
from octavo.manuscripts.word.notices import Notices, listed, many
from octavo.ooxml.fields import fields
from octavo.ooxml.names import R, W, val

REFERENCE = re.compile(
    r"\s*(?:(?:REF|PAGEREF|NOTEREF)\s+\"?([^\s\"]+)|HYPERLINK\s+\\l\s+\"?([^\s\"]+))", re.IGNORECASE
)
"""The fields that lead to a bookmark (ECMA-376, part 1, 17.16.5)."""

SHOWS = "QUOTE"
"""A field that only shows its words."""

BROKEN = re.compile(
    r"Error! (?:Reference source|Bookmark) not (?:found|defined)"
    r"|Fehler! (?:Verweisquelle konnte nicht gefunden|Textmarke nicht definiert)"
    r"|Erreur\s?! (?:Source du renvoi introuvable|Signet non défini)"
    r"|¡?Error! (?:No se encuentra el origen de la referencia|Marcador no definido)"
    r"|Errore\. (?:L'origine riferimento|Il segnalibro) non è"
    r"|Ошибка! (?:Источник ссылки не найден|Закладка не определена)"
    r"|Fout! (?:Verwijzingsbron niet gevonden|Bladwijzer niet gedefinieerd)"
)
"""What Word prints where it has lost the target of a reference, in its languages."""

ALWAYS = ("_top",)
"""Bookmarks that Word has without their being there."""


def settle(marks: Marks, notices: Notices) -> None:
    """Take the link from references that lead nowhere, in place; their words stay."""
    stories = list(marks.package.stories())
    roots = [story.root for story in stories]
    names = {val(mark, "name") for root in roots for mark in root.iter(f"{W}bookmarkStart")}
    dead: list[str] = []
    broken: list[str] = []
    for story in stories:
        root, related = story.root, marks.package.related(story.part)
        for link in list(root.iter(f"{W}hyperlink")):
            anchor, outside = val(link, "anchor"), link.get(f"{R}id", "")
            if anchor not in names and outside not in related:
                dead += [] if anchor in ALWAYS else [notices.place(link)]
                _unwrap(link)
        for field in fields(root):
            match = REFERENCE.match(field.code)
            if match and (match[1] or match[2]) not in names:
                dead.append(notices.place(field.begin))
                field.write(SHOWS)
        broken += [notices.place(words) for words in root.iter(f"{W}t") if _is_broken(words)]
    _report(dead, broken, notices)


def _is_broken(words: etree._Element) -> bool:
    return "!" in (words.text or "") and BROKEN.search(words.text or "") is not None


def _report(dead: list[str], broken: list[str], notices: Notices) -> None:
    places = list(dict.fromkeys(dead))
    if places:
        message = f"{many(len(dead), 'cross-reference')} to a place that is not in the file"
        message += f" {'stays' if len(dead) == 1 else 'stay'} as words: {listed(places)}."
        notices.done("import-reference-dead", message)
    if broken:
        message = f"Word had lost the target of {many(len(broken), 'cross-reference')}, and says so"
        message += f" in the text: {listed(broken)}."
        hint = "Ask the author what was meant, and write that in its place."
        notices.look_at("import-reference-broken", message, hint)


def _unwrap(link: etree._Element) -> None:
    parent = link.getparent()
    if parent is not None:
        at = parent.index(link)
        parent.remove(link)
        parent[at:at] = list(link)
