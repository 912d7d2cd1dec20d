"""Word's own citations: fields `CITATION Tag`, and the sources in a part of custom XML.

The fields are those of ECMA-376, part 1, 17.16.5.10 and 17.16.5.8; the sources those of part 1,
22.6 (Bibliography).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from octavo.manuscripts.word.programs import csl
from octavo.manuscripts.word.programs.csl import Item
from octavo.manuscripts.word.programs.program import Program, UnreadError
from octavo.ooxml.fields import Field
from octavo.ooxml.package import Package

NAME = "Word"

TYPES = {
    "Art": "graphic", "ArticleInAPeriodical": "article-magazine", "Book": "book",
    "BookSection": "chapter", "Case": "legal_case", "ConferenceProceedings": "paper-conference",
    "DocumentFromInternetSite": "webpage", "ElectronicSource": "document",
    "Film": "motion_picture", "InternetSite": "webpage", "Interview": "interview",
    "JournalArticle": "article-journal", "Misc": "document", "Patent": "patent",
    "Performance": "performance", "Report": "report", "SoundRecording": "song",
}  # fmt: skip
"""The types of sources (ECMA-376, part 1, 22.6.3.4: ST_SourceType), as CSL has them."""

ROLES = {
    "Author": "author", "Artist": "author", "BookAuthor": "container-author",
    "Compiler": "compiler", "Composer": "composer", "Conductor": "performer",
    "Counsel": "contributor", "Director": "director", "Editor": "editor",
    "Interviewee": "author", "Interviewer": "interviewer", "Inventor": "author",
    "Performer": "performer", "ProducerName": "producer", "Translator": "translator",
    "Writer": "script-writer",
}  # fmt: skip

CONTAINERS = (
    "BookTitle", "JournalName", "PeriodicalTitle", "ConferenceName", "InternetSiteTitle",
    "AlbumTitle", "BroadcastTitle", "PublicationTitle", "Reporter",
)  # fmt: skip
PUBLISHERS = (
    "Publisher", "Institution", "ProductionCompany", "Distributor", "Broadcaster", "Station",
    "Court", "Theater",
)  # fmt: skip
PLACES = ("City", "StateProvince", "CountryRegion")

TOKEN = re.compile(r'\\(?P<switch>[A-Za-z*@#])|"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>[^\s"\\]\S*)')
VALUED = frozenset("pvslfm*@#")
"""The switches that take a value."""

MADE = re.compile(r"[A-Z]\w{2}\d{2}\w{0,2}")
"""A tag that Word made: of three letters and two figures. An author's own is a citekey."""

SUPPRESSED = {"n": "suppress-author", "y": "without", "t": "without"}


@dataclass(slots=True)
class Sources:
    """The sources of a Word file by their tags, and the tags that were cited."""

    package: Package
    entries: dict[str, Item] = field(default_factory=dict)
    cited: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for root in _lists(self.package):
            for source in root.iterfind("{*}Source"):
                tag = _text(source, "Tag")
                if tag:
                    self.entries.setdefault(tag.casefold(), _entry(source))

    @property
    def uncited(self) -> list[Item]:
        """The works that no field cites."""
        return [entry for tag, entry in self.entries.items() if tag not in self.cited]

    def read(self, cited: Field) -> list[Item]:
        """Return the works that a field cites. Raises UnreadError."""
        items = [self._item(one) for one in _cites(cited.code)]
        if not items:
            raise UnreadError
        return items

    def _item(self, one: _Cite) -> Item:
        tag = one.tag.casefold()
        if tag not in self.entries:
            raise UnreadError
        self.cited.add(tag)
        data = self.entries[tag]
        volume = {"volume": one.values["v"]} if one.values.get("v") else {}
        return {
            "itemData": {**data, "id": "" if MADE.fullmatch(one.tag) else one.tag},
            "prefix": one.values.get("f", ""),
            "suffix": one.values.get("s", ""),
            **csl.cited_at(one.values.get("p", "")),
            **volume,
            **{SUPPRESSED[switch]: True for switch in one.switches if switch in SUPPRESSED},
        }


def program(sources: Sources) -> Program:
    """Return Word itself, with the sources of a file."""
    return Program(
        NAME,
        re.compile(r"\s*CITATION\s"),
        sources.read,
        "In Word choose References, Manage Sources; copy each source into the current list;"
        " save anew.",
        re.compile(r"\s*BIBLIOGRAPHY\b"),
    )


@dataclass(slots=True)
class _Cite:
    """One work of a field: its tag, the switches with values, and those without."""

    tag: str
    values: dict[str, str] = field(default_factory=dict)
    switches: list[str] = field(default_factory=list)


def _cites(code: str) -> Iterator[_Cite]:
    """Read the code of a field: the switches behind a tag are of its work."""
    tokens = list(TOKEN.finditer(code))[1:]
    made: list[_Cite] = []
    waiting = "m"
    for token in tokens:
        switch, value = token["switch"], token["bare"] or ""
        if token["quoted"] is not None:
            value = re.sub(r"\\(.)", r"\1", token["quoted"])
        if switch:
            waiting = switch if switch in VALUED else ""
            if made and not waiting:
                made[-1].switches.append(switch)
        elif waiting == "m":
            made.append(_Cite(value))
            waiting = ""
        elif waiting and made:
            made[-1].values[waiting] = value
            waiting = ""
    yield from made


def _lists(package: Package) -> Iterator[etree._Element]:
    """Yield the lists of sources among the parts of custom XML."""
    for name in sorted(package.members):
        if name.endswith(".xml") and b"Sources" in package.members[name][:4000]:
            root = package.tree(name)
            if root is not None and etree.QName(root).localname == "Sources":
                yield root


def _entry(source: etree._Element) -> Item:
    """Return a source as a CSL item."""
    kind = _text(source, "SourceType")
    type_ = "thesis" if _text(source, "ThesisType") else TYPES.get(kind, "document")
    if type_ == "webpage" and not _text(source, "InternetSiteTitle"):
        container = ""
    else:
        container = _first(source, CONTAINERS)
    serial = type_ in ("article-journal", "article-magazine")
    standard = _text(source, "StandardNumber")
    return csl.entry(
        type=type_,
        title=_text(source, "Title"),
        title_short=_text(source, "ShortTitle"),
        container_title=container,
        **_people(source),
        issued=_date(source, ""),
        accessed=_date(source, "Accessed"),
        volume=_text(source, "Volume"),
        issue=_text(source, "Issue") if serial else "",
        number=_first(source, ("CaseNumber", "PatentNumber", "RecordingNumber"))
        or ("" if serial else _text(source, "Issue")),
        page=_text(source, "Pages"),
        chapter_number=_text(source, "ChapterNumber"),
        edition=_text(source, "Edition"),
        number_of_volumes=_text(source, "NumberVolumes"),
        publisher=_first(source, PUBLISHERS),
        publisher_place=", ".join(filter(None, (_text(source, one) for one in PLACES))),
        medium=_text(source, "Medium"),
        genre=_first(source, ("ThesisType", "Type")),
        version=_text(source, "Version"),
        URL=csl.address([_text(source, "URL")]),
        DOI=csl.doi(_text(source, "DOI")) or csl.doi(standard),
        **({} if csl.doi(standard) else {"ISSN" if serial else "ISBN": standard}),
        language=csl.language(_text(source, "LCID")),
    )


def _people(source: etree._Element) -> dict[str, object]:
    named: dict[str, list[dict[str, str]]] = {}
    for holder in source.iterfind("{*}Author/*"):
        role = ROLES.get(etree.QName(holder).localname, "contributor").replace("-", "_")
        names = [_person(one) for one in holder.iterfind("{*}NameList/{*}Person")]
        names += [{"literal": csl.clean(one.text)} for one in holder.iterfind("{*}Corporate")]
        kept = [name for name in names if any(name.values())]
        if kept:
            named.setdefault(role, []).extend(kept)
    return {**named}


def _person(person: etree._Element) -> dict[str, str]:
    family = _text(person, "Last")
    given = " ".join(filter(None, (_text(person, "First"), _text(person, "Middle"))))
    if not family or not given:
        return {"literal": family or given}
    return {"family": family, "given": given}


def _date(source: etree._Element, kind: str) -> Item:
    year, month, day = (_text(source, f"{part}{kind}") for part in ("Year", "Month", "Day"))
    return csl.date(year, month, day)


def _first(source: etree._Element, names: tuple[str, ...]) -> str:
    return next(filter(None, (_text(source, name) for name in names)), "")


def _text(element: etree._Element, name: str) -> str:
    return csl.clean(element.findtext(f"{{*}}{name}"))
