"""What stands around the text of a web page: metadata, title, contents, copyright."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from octavo.book.imprint.licences import licence_address, rights_statement
from octavo.formats import imprint
from octavo.formats.html.templates import Markup, block
from octavo.formats.html.templates import fill as fill_template
from octavo.formats.html.tree import Element, division_of, divisions, heading_of, title_text
from octavo.formats.lists import Listing
from octavo.model.edition import Contributor, Edition
from octavo.model.groups import Series, Subject
from octavo.model.relators import relators
from octavo.text.terms import direction, terms_for

ASSETS = Path(__file__).parent / "assets"
BLOCKS = ASSETS / "blocks.html"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents. `depth` is 1 for a chapter of a part, else 0."""

    title: str
    number: str
    kind: str
    identifier: str
    depth: int
    section: Element


@dataclass(frozen=True, slots=True)
class Page:
    """What one page is made of."""

    title: str
    kind: str
    head: Markup
    before: Markup
    main: Markup
    after: Markup
    searched: bool = False
    """Whether search in a site looks at the page's text."""


@cache
def asset(name: str, folder: Path = ASSETS) -> str:
    """Return the text of one of a format's own files: of the web edition's, or in a `folder`."""
    return (folder / name).read_text(encoding="utf-8")


def entries(root: Element) -> list[Entry]:
    """List the divisions of a finished text, in order."""
    listed = []
    for section in divisions(root):
        heading = heading_of(section)
        parent = section.getparent()
        inside = parent is not None and division_of(parent) == "part"
        listed.append(
            Entry(
                title_text(heading) if heading is not None else "",
                number_of(heading),
                division_of(section),
                section.get("id") or "",
                int(inside),
                section,
            )
        )
    return listed


def number_of(heading: Element | None) -> str:
    """Return the number that a division's heading shows; "" without one."""
    if heading is None or not len(heading) or heading[0].get("class") != "division-number":
        return ""
    return heading[0].text or ""


def fill(page: Page, edition: Edition) -> str:
    """Set a page in the template."""
    return fill_template(
        ASSETS / "page.html",
        page=page,
        lang=edition.lang,
        dir=direction(edition.lang),
        skip=terms_for(edition.lang).skip,
    )


def linked_data(edition: Edition) -> dict[str, object]:
    """Return the edition as a schema.org Book; what is not known is left out."""
    known: dict[str, object] = {
        "name": edition.title,
        "alternativeHeadline": edition.subtitle,
        "inLanguage": edition.lang,
        "author": _people(edition, "aut"),
        "editor": _people(edition, "edt"),
        "translator": _people(edition, "trl"),
        "illustrator": _people(edition, "ill"),
        "publisher": {"@type": "Organization", "name": edition.publisher}
        if edition.publisher
        else None,
        "datePublished": edition.date,
        "isbn": edition.isbn.get("html", ""),
        "workExample": _formats(edition),
        "bookEdition": edition.edition,
        "contributor": [part for role in _others(edition) for part in _parts(edition, role)],
        "funder": [{"@type": "Organization", "name": name} for name in edition.funder],
        "isPartOf": edition.series and _series(edition.series),
        "about": [_subject(subject) for subject in edition.subjects],
        "identifier": [
            name
            for name in (edition.doi and f"https://doi.org/{edition.doi}", edition.identifier)
            if name
        ],
        "copyrightHolder": _holder(edition),
        "copyrightYear": _year(edition.copyright.year),
        "license": licence_address(edition),
        "copyrightNotice": rights_statement(edition),
        "usageInfo": edition.tdm_policy if edition.tdm_reservation else "",
        "description": edition.description,
        "keywords": ", ".join(edition.keywords),
    }
    book: dict[str, object] = {"@context": "https://schema.org", "@type": "Book"}
    book["bookFormat"] = "https://schema.org/EBook"
    return book | {key: value for key, value in known.items() if value}


NAMED = ("aut", "edt", "trl", "ill")
"""The roles for which schema.org has a word."""

BOOK_FORMATS = {
    "html": "EBook",
    "epub": "EBook",
    "docx": "EBook",
    "screen": "EBook",
    "paperback": "Paperback",
    "hardback": "Hardcover",
    "audiobook": "AudiobookFormat",
}
"""What an ISBN is of → schema.org's BookFormatType."""


def _others(edition: Edition) -> list[str]:
    """Return the roles in an edition for which schema.org has no word."""
    roles = dict.fromkeys(person.role for person in edition.contributors)
    return [role for role in roles if role not in NAMED]


def _formats(edition: Edition) -> list[dict[str, str]]:
    """Return the book in each format that has an ISBN (schema.org, workExample)."""
    examples = []
    for name, isbn in edition.isbn.items():
        kind = BOOK_FORMATS.get(edition.binding or "" if name == "print" else name, "")
        known = {"bookFormat": f"https://schema.org/{kind}"} if kind else {}
        examples.append({"@type": "Book", "isbn": isbn} | known)
    return examples


def _series(series: Series) -> dict[str, str]:
    known = {"name": series.title, "position": series.number, "issn": series.issn}
    return {"@type": "BookSeries"} | {key: value for key, value in known.items() if value}


SCHEMES = {"thema": "Thema", "bisac": "BISAC", "lcsh": "LCSH"}
"""The names of schemes, where they are not as people write them."""


def _subject(subject: Subject) -> object:
    """Return a subject as a term of its scheme; one without a code is its words."""
    if not subject.code:
        return subject.name
    scheme = SCHEMES.get(subject.scheme.casefold(), subject.scheme)
    term = {"@type": "DefinedTerm", "termCode": subject.code}
    named = {"name": subject.name} if subject.name else {}
    return {**term, **named, "inDefinedTermSet": {"@type": "DefinedTermSet", "name": scheme}}


def _parts(edition: Edition, role: str) -> list[dict[str, object]]:
    """Return the people of a role for which schema.org has no word, with its name in English."""
    name = relators().get(role, role).lower()
    return [
        {"@type": "Role", "roleName": name, "contributor": person}
        for person in _people(edition, role)
    ]


def _holder(edition: Edition) -> dict[str, str] | None:
    """Return who has the copyright; None where neither a person nor the publisher is named so.

    schema.org wants a person or an organisation, and which of them a name is, only these tell.
    """
    holder = edition.copyright.holder
    if holder and holder == edition.publisher:
        return {"@type": "Organization", "name": holder}
    is_person = holder in {person.name for person in edition.contributors}
    return {"@type": "Person", "name": holder} if is_person else None


def _year(year: str) -> int | None:
    """Return a year of copyright as the number that schema.org wants; None where it is several."""
    return int(year) if year.isascii() and year.isdigit() else None


def _people(edition: Edition, role: str) -> list[dict[str, str]]:
    people = [c for c in edition.contributors if c.role == role and not c.chapter]
    return [
        {"@type": "Person", "name": c.name}
        | {key: value for key, value in _known_of(c).items() if value}
        for c in people
    ]


def _known_of(person: Contributor) -> dict[str, str]:
    orcid = f"https://orcid.org/{person.orcid}" if person.orcid else ""
    lives = {"birthDate": person.born, "deathDate": person.died}
    return {"sameAs": orcid, **lives, "description": person.about}


def title_block(edition: Edition) -> Markup:
    """Return the title page; in a pamphlet or an article it is the head of the first one."""
    people = imprint.people_lines(edition)
    title, subtitle = title_words(edition)
    macro = "title_block" if edition.is_book else "title_head"
    return block(BLOCKS, macro, title=title, subtitle=subtitle, people=people)


def title_words(edition: Edition) -> tuple[str, str]:
    """Return title and subtitle as a title page has them, on their lines."""
    pairs = ((edition.title, imprint.LINE), (edition.subtitle, imprint.SMALL_LINE))
    title, subtitle = (_on_lines(imprint.broken(words, room)) for words, room in pairs)
    return title, subtitle


def _on_lines(lines: list[str]) -> str:
    if len(lines) < 2:
        return "".join(lines)
    spans = [Markup('<span class="line">{}</span>').format(line) for line in lines]
    return Markup(" ").join(spans)


def before(listed: list[Entry], listing: Markup, edition: Edition) -> Markup:
    """Return what stands before the text: title page and contents.

    A short form whose first heading is its title has its head in the text (`forms.take_title`).
    """
    in_text = not edition.is_book and imprint.is_titled(edition, [e.title for e in listed[:1]])
    return joined(Markup() if in_text else title_block(edition), listing)


def joined(*parts: Markup) -> Markup:
    """Return parts of a page, each on lines of its own; those that are empty are left out."""
    return Markup("\n").join(part for part in parts if part)


def copyright_block(edition: Edition) -> Markup:
    """Return the foot of the book: the lines of the copyright page; "" where nothing is known."""
    lines = imprint.copyright_parts(edition)
    return block(BLOCKS, "copyright_block", lines=lines) if lines else Markup()


def lists(made: list[Listing], homes: Mapping[str, str]) -> Markup:
    """Return the lists of figures and tables; `homes` says on which page each thing stands."""
    blocks = [
        block(
            BLOCKS,
            "listing",
            kind=f"list-of-{listing.kind}s",
            label=listing.title,
            things=[
                (f"{homes.get(thing.identifier, '')}#{thing.identifier}", thing.number, thing.title)
                for thing in listing.things
            ],
        )
        for listing in made
    ]
    return Markup("\n").join(blocks)


def contents(
    listed: list[Entry], addresses: list[str], edition: Edition, *, is_open: bool = False
) -> Markup:
    """Return the contents, which can be folded; `addresses` are where the entries lead.

    They are open where they are the only way into the book: every browser shows them so. The
    chapters of a part are nested in its item. What has no heading is called by the title of the
    book. "" where the edition has no contents.
    """
    if not listed or not edition.has_contents:
        return Markup()
    named = [
        entry if entry.title or entry.number else replace(entry, title=edition.title)
        for entry in listed
    ]
    pairs = list(zip(named, addresses, strict=True))
    label = terms_for(edition.lang).contents
    return block(BLOCKS, "contents", label=label, listed=pairs, is_open=is_open)
