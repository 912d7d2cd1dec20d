"""Citavi: `ADDIN CitaviPlaceholder{…}`, the cited references as JSON in base64.

Older versions wrote `ADDIN CITAVI.PLACEHOLDER`, a number and XML in base64, with the same names.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from octavo.files.json import parse as parse_json
from octavo.manuscripts.word.programs import csl
from octavo.manuscripts.word.programs.csl import Item
from octavo.manuscripts.word.programs.program import Program, UnreadError, decoded, tree
from octavo.model.finding import InputError
from octavo.ooxml.fields import Field

TYPES = {
    "ArchiveMaterial": "document", "AudioBook": "book", "AudioOrVideoDocument": "motion_picture",
    "Book": "book", "BookEdited": "book", "Broadcast": "broadcast", "CollectedWorks": "book",
    "ComputerProgram": "software", "ConferenceProceedings": "book", "Contribution": "chapter",
    "ContributionInLegalCommentary": "chapter", "CourtDecision": "legal_case",
    "File": "document", "InternetDocument": "webpage", "InterviewMaterial": "interview",
    "JournalArticle": "article-journal", "Lecture": "speech", "LegalCommentary": "book",
    "Manuscript": "manuscript", "Map": "map", "Movie": "motion_picture", "MusicAlbum": "song",
    "MusicTrack": "song", "NewsAgencyReport": "report", "NewspaperArticle": "article-newspaper",
    "Patent": "patent", "PersonalCommunication": "personal_communication",
    "PressRelease": "report", "RadioPlay": "broadcast", "SpecialIssue": "periodical",
    "Standard": "standard", "StatuteOrRegulation": "legislation", "Thesis": "thesis",
    "Unknown": "document", "UnpublishedWork": "report",
}  # fmt: skip
"""Citavi's reference types, as CSL has them."""

DIRECTED = ("motion_picture", "broadcast")
"""Types whose `Authors` are directors."""

LABELS = {1: "column", 2: "section", 3: "section"}
"""Kinds of numbers of a page range; 0 are pages, and 4 is what an author typed himself."""

CODE = re.compile(
    r"\s*ADDIN\s+(?:CitaviPlaceholder\s*\{?|CITAVI\.PLACEHOLDER\s+\S+\s+)(?P<data>[\w+/=\s-]+)"
)
OUTSIDE = re.compile(r"<os>([^<]*)</os>")
"""The pages as an author typed them, in the XML that a page range is kept as; the whole is last."""


def program() -> Program:
    """Return Citavi."""
    return Program(
        "Citavi",
        re.compile(r"\s*ADDIN\s+(?:CitaviPlaceholder|CITAVI\.PLACEHOLDER)\b"),
        read,
        "In Word's Citavi tab choose Refresh with the project open; save anew.",
        re.compile(r"\s*ADDIN\s+(?:CitaviBibliography|CITAVI[. ]BIBLIOGRAPHY)\b"),
    )


def read(field: Field) -> list[Item]:
    """Return the works that a field cites. Raises UnreadError."""
    code = CODE.match(field.code)
    if code is None:
        raise UnreadError
    payload = _payload(decoded(code["data"]))
    items = [_item(one) for one in _list(payload, "Entries")]
    if not items:
        raise UnreadError
    return [{**items[0], "set": _text(payload, "Text")}, *items[1:]]


def _payload(data: bytes) -> Any:
    """Return what a field holds."""
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return _of_xml(tree(data.removeprefix(b"\xef\xbb\xbf")))
    try:
        value = parse_json(data, "")
    except InputError as fault:
        raise UnreadError from fault
    return _linked(value)


def _linked(value: Any) -> Any:
    """Put in the place of each `$ref` what it refers to: the thing itself, not a copy."""
    known: dict[str, Any] = {}
    holders: list[Any] = []
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict) and isinstance(part.get("$id"), str):
            known[part["$id"]] = part
        if isinstance(part, dict | list):
            holders.append(part)
            waiting += part.values() if isinstance(part, dict) else part
    for holder in holders:
        for name, part in list(holder.items() if isinstance(holder, dict) else enumerate(holder)):
            if isinstance(part, dict) and isinstance(part.get("$ref"), str):
                holder[name] = known.get(part["$ref"], {})
    return value


def _of_xml(element: etree._Element) -> Any:
    """Return XML as JSON would have it: a name in the plural, or one twice, is a list."""
    parts = [part for part in element if isinstance(part.tag, str)]
    if not parts:
        return element.text or ""
    names = [part.tag for part in parts]
    is_list = len(set(names)) == 1 and (
        len(names) > 1 or element.tag in (f"{names[0]}s", "Entries")
    )
    if is_list or element.tag in ("Authors", "Editors", "Translators", "Organizations"):
        return [_of_xml(part) for part in parts]
    return {part.tag: _of_xml(part) for part in parts}


def _item(entry: Any) -> Item:
    """Return one work as it is cited. Raises UnreadError where the field only numbers it."""
    reference = entry.get("Reference") if isinstance(entry, dict) else None
    if not isinstance(reference, dict) or not _text(reference, "Title"):
        raise UnreadError
    identity = _text(reference, "Id") or _text(entry, "ReferenceId")
    marks = {
        "suppress-author": _on(entry, "YearOnly"),
        "author-only": _on(entry, "PersonOnly"),
    }
    return {
        "uris": [f"citavi:{identity}"] if identity else [],
        "itemData": _reference(reference),
        "prefix": _text(entry, "Prefix"),
        "suffix": str(entry.get("Suffix") or ""),
        **_cited_at(entry),
        **{name: True for name, on in marks.items() if on},
    }


def _cited_at(entry: Item) -> Item:
    range_ = entry.get("PageRange")
    made = csl.cited_at(_pages(range_))
    kind = range_.get("NumberingType") if isinstance(range_, dict) else 0
    return {**made, "label": LABELS[kind]} if kind in LABELS and "locator" in made else made


def _reference(reference: Item) -> Item:
    """Return a reference as a CSL item."""
    type_ = TYPES.get(_text(reference, "ReferenceType"), "document")
    parent = reference.get("ParentReference")
    parent = parent if isinstance(parent, dict) else {}
    serial = type_.startswith("article-") or type_ == "periodical"
    publisher = ", ".join(
        _text(one, "Name") for one in _either(reference, parent, "Publishers")
    ) or ", ".join(_text(one, "LastName") for one in _list(reference, "Organizations"))
    isbn = _text(reference, "Isbn") or _text(parent, "Isbn")
    return csl.entry(
        type=type_,
        title=_title(reference),
        container_title=_text(reference, "Periodical", "Name") or _title(parent),
        container_title_short=_text(reference, "Periodical", "StandardAbbreviation"),
        collection_title=_text(reference, "SeriesTitle", "Name")
        or _text(parent, "SeriesTitle", "Name"),
        **_people(reference, parent, type_),
        issued=_date(reference) or _date(parent),
        accessed=_date_of(_text(reference, "AccessDate")),
        volume=_text(reference, "Volume") or _text(parent, "Volume"),
        **{"issue" if serial else "number": _text(reference, "Number")},
        edition=_text(reference, "Edition") or _text(parent, "Edition"),
        page=_pages(reference.get("PageRange")),
        publisher=publisher,
        publisher_place=_text(reference, "PlaceOfPublication")
        or _text(parent, "PlaceOfPublication"),
        ISBN=isbn,
        ISSN=_text(reference, "Periodical", "Issn"),
        **_address(reference),
        language=csl.language(
            _text(reference, "LanguageCode") or _text(reference, "Language").split(";")[0]
        ),
        genre=_text(reference, "TitleSupplement") if type_ == "thesis" else "",
    )


def _address(reference: Item) -> dict[str, str]:
    """Return the DOI and the web address, which stand alone or among the places of a copy."""
    held = [_text(one, "Address", "UriString") for one in _list(reference, "Locations")]
    typed = [_text(reference, "Doi"), _text(reference, "OnlineAddress"), *held]
    doi = next(filter(None, map(csl.doi, typed)), "")
    return {"DOI": doi, "URL": csl.address(one for one in typed if not csl.doi(one))}


def _people(reference: Item, parent: Item, type_: str) -> dict[str, object]:
    first = "director" if type_ in DIRECTED else "author"
    bodies = _list(reference, "Organizations")
    edited = _text(reference, "ReferenceType") in ("BookEdited", "ConferenceProceedings")
    named = {
        first: _names(_list(reference, "Authors")),
        "editor": _names(_either(reference, parent, "Editors")),
        "translator": _names(_list(reference, "Translators")),
        "container-author": _names(_list(parent, "Authors")),
        "contributor": _names(_list(reference, "Collaborators")),
    }
    if not named[first] and bodies and not (edited and named["editor"]):
        named[first] = _names(bodies)
    return {role.replace("-", "_"): names for role, names in named.items() if names}


def _names(persons: list[Any]) -> list[dict[str, str]]:
    made = []
    for one in persons:
        family = " ".join(filter(None, (_text(one, "Prefix"), _text(one, "LastName"))))
        given = " ".join(filter(None, (_text(one, "FirstName"), _text(one, "MiddleName"))))
        suffix = _text(one, "Suffix")
        if family and given:
            made.append({"family": family, "given": given} | ({"suffix": suffix} if suffix else {}))
        elif family or given:
            made.append({"literal": family or given})
    return made


def _title(reference: Item) -> str:
    title, subtitle = _text(reference, "Title"), _text(reference, "Subtitle")
    if not subtitle:
        return title
    return f"{title} {subtitle}" if title[-1:] in "?!:." else f"{title}: {subtitle}"


def _date(reference: Item) -> Item:
    year, day = _text(reference, "Year"), _date_of(_text(reference, "Date"))
    return day if len(day.get("date-parts", [[]])[0]) > 1 else csl.date(year) or day


def _date_of(typed: str) -> Item:
    """Return a date that is typed `31.12.1931`, `1931-12-31` or as a year."""
    if match := re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})", typed):
        return csl.date(match[1], match[2], match[3])
    if match := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", typed):
        return csl.date(match[3], match[2], match[1])
    return csl.date(typed) if typed.isdecimal() else {}


def _pages(value: Any) -> str:
    if isinstance(value, dict):
        return _text(value, "OriginalString")
    whole = OUTSIDE.findall(value) if isinstance(value, str) else []
    return csl.clean(whole[-1]) if whole else csl.clean(value if isinstance(value, str) else "")


def _either(reference: Item, parent: Item, name: str) -> list[Any]:
    return _list(reference, name) or _list(parent, name)


def _list(value: Any, name: str) -> list[Any]:
    part = value.get(name) if isinstance(value, dict) else None
    return part if isinstance(part, list) else []


def _text(value: Any, *names: str) -> str:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return csl.clean(str(value)) if isinstance(value, str | int) and value is not True else ""


def _on(value: Item, name: str) -> bool:
    return str(value.get(name, "")).casefold() == "true"
