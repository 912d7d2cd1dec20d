"""The lines of the page behind the title page: the same words in every format.

Which lines there are and in which order says the country (`countries`), or the edition itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from octavo.book.captions import cover_record, credit_line
from octavo.book.imprint.countries import CUSTOMS, are_parted, order_of
from octavo.book.imprint.licences import licence_words
from octavo.model.checkdigits import isbn_digits
from octavo.model.colophon import LINES, PLACEHOLDER, Responsible
from octavo.model.edition import Contributor, Edition, IsbnOf
from octavo.text.terms import ROLES, Terms, terms_for

FORMATS_IN_ORDER: tuple[IsbnOf, ...] = (
    "hardback",
    "paperback",
    "print",
    "epub",
    "screen",
    "html",
    "docx",
    "audiobook",
)
"""The order in which the ISBNs stand: what is printed first."""

FILE_NAMES = {"epub": "EPUB", "screen": "PDF", "html": "HTML", "docx": "DOCX"}
"""Names of formats that are the same in every language."""

BETWEEN = " \N{MIDDLE DOT} "
TITLED = (*ROLES, "adp", "abr", "ann", "wfw", "wpr", "win", "waw")
"""The roles that the title page names; those of the text, not of the book."""


def lines(edition: Edition) -> list[str]:
    """Return the lines of the page: what is known, and nothing invented."""
    return [line for line, _ in spaced_lines(edition)]


def spaced_lines(edition: Edition) -> list[tuple[str, bool]]:
    """Return the lines of the page, each with whether a space stands above it."""
    page = edition.imprint_page
    made: list[tuple[str, bool]] = []
    before = ""
    for name in page.lines or order_of(page.country):
        words = named(name, edition) if name in _PARTS else [filled(name, edition)]
        for number, line in enumerate(words):
            made.append((line, not number and are_parted(before, name)))
        before = name if words and name in _PARTS else before
    return made


def named(name: str, edition: Edition) -> list[str]:
    """Return what the line of a name says; an empty list where nothing is known."""
    return [line for line in _PARTS[name](edition) if line]


def placeholders(edition: Edition) -> dict[str, str]:
    """Return what each placeholder of a line of the editor's own stands for."""
    page = edition.imprint_page
    return {
        "title": edition.title,
        "subtitle": edition.subtitle,
        "authors": _named(edition, "aut"),
        "publisher": edition.publisher,
        "imprint": edition.imprint or edition.publisher,
        "place": edition.place,
        "date": edition.date,
        "year": edition.date[:4],
        "printing": edition.printing,
        "edition": edition.edition,
        "holder": edition.copyright.holder,
        "printer": page.printer,
        "typeface": page.typeface,
    }


def filled(line: str, edition: Edition) -> str:
    """Return a line of the editor's own with what its placeholders stand for."""
    known = placeholders(edition)
    return PLACEHOLDER.sub(lambda name: known.get(name[1], name[0]), line)


def unprinted(edition: Edition) -> list[str]:
    """Return the names of lines that have something to say, and that the page does not print."""
    chosen = edition.imprint_page.lines
    taken = {name for line in chosen for name in PLACEHOLDER.findall(line)}
    return [
        name
        for name in LINES
        if chosen and name not in chosen and name not in taken and named(name, edition)
    ]


def isbn_lines(edition: Edition) -> list[str]:
    """Return a line for each ISBN with the formats that it is of: all stand in every format."""
    labels: dict[str, list[str]] = {}
    shown: dict[str, str] = {}
    for name in FORMATS_IN_ORDER:
        if number := edition.isbn.get(name, ""):
            digits = isbn_digits(number)
            shown.setdefault(digits, number)
            label = isbn_label(name, edition)
            labels.setdefault(digits, []).append(label)
    return [f"ISBN {shown[one]} ({', '.join(dict.fromkeys(labels[one]))})" for one in shown]


def isbn_label(name: str, edition: Edition) -> str:
    """Return what the ISBN of a file or edition is of, in the book's language."""
    terms = terms_for(edition.lang)
    words = {
        "print": getattr(terms, edition.binding or "in_print"),
        "paperback": terms.paperback,
        "hardback": terms.hardback,
        "audiobook": terms.audiobook,
    }
    return words.get(name) or FILE_NAMES[name]


def credited(edition: Edition, *, titled: bool) -> list[str]:
    """Return a line for each part that others than the author had in the whole work.

    The title page has those of TITLED (`titled`), the page behind it all others.
    """
    people: dict[tuple[str, str], list[Contributor]] = {}
    for person in edition.contributors:
        if person.role != "aut" and not person.chapter and (person.role in TITLED) is titled:
            people.setdefault((person.role, person.credit), []).append(person)
    order = [*TITLED, *(role for role, _ in people if role not in TITLED)]
    terms = terms_for(edition.lang)
    return [
        credit_words(role, own, terms.names([person.name for person in people[role, own]]), terms)
        for role, own in sorted(people, key=lambda key: order.index(key[0]))
    ]


def credit_words(role: str, own: str, names: str, terms: Terms) -> str:
    """Return the line of people: in words of the edition's own, or in the language's."""
    if own:
        return own.replace("{0}", names) if "{0}" in own else f"{own}{terms.colon} {names}"
    return terms.credit(role, names) or names


def copyright_line(edition: Edition) -> str:
    """Return the line of copyright: its sign, year and holder; "" where neither is known."""
    known = [part for part in (edition.copyright.year, edition.copyright.holder) if part]
    return " ".join(["\N{COPYRIGHT SIGN}", *known]) if known else ""


def contact(responsible: Responsible) -> str:
    """Return name, postal and electronic address of someone, in one line."""
    known = (responsible.name, responsible.address, responsible.email, responsible.website)
    return ", ".join(part for part in known if part)


# --- the lines by their names ---------------------------------------------------------------


def _named(edition: Edition, *roles: str) -> str:
    people = [p.name for p in edition.contributors if p.role in roles and not p.chapter]
    return terms_for(edition.lang).names(list(dict.fromkeys(people)))


def _copyright(edition: Edition) -> Iterator[str]:
    yield copyright_line(edition)


def _moral_rights(edition: Edition) -> Iterator[str]:
    stated = edition.imprint_page.moral_rights
    names = _named(edition, "aut") or _named(edition, "edt", "com")
    if stated != "yes":
        yield stated
    elif names:
        act = CUSTOMS[edition.imprint_page.country].authors_act
        sentence = terms_for(edition.lang).moral_rights.format(names)
        yield f"{sentence} ({act})." if act else _stopped(sentence)


def _rights(edition: Edition) -> Iterator[str]:
    yield edition.rights


def _licence(edition: Edition) -> Iterator[str]:
    yield licence_words(edition)


def _mining(edition: Edition) -> Iterator[str]:
    if edition.tdm_reservation:
        law = CUSTOMS[edition.imprint_page.country].mining_law
        sentence = terms_for(edition.lang).mining.format(law)
        yield f"{sentence} {edition.tdm_policy}".strip()


def _permissions(edition: Edition) -> Iterator[str]:
    yield edition.imprint_page.permissions


def _published(edition: Edition) -> Iterator[str]:
    published = ", ".join(p for p in (edition.publisher, edition.place, edition.date[:4]) if p)
    if edition.publisher or edition.place:
        words = terms_for(edition.lang).published
        yield words.format(published) if edition.publisher else published


def _address(edition: Edition) -> Iterator[str]:
    page = edition.imprint_page
    yield page.address
    yield BETWEEN.join(part for part in (page.email, page.website) if part)


def _eu_responsible(edition: Edition) -> Iterator[str]:
    if responsible := edition.imprint_page.eu_responsible:
        yield terms_for(edition.lang).eu_responsible.format(contact(responsible))


def _edition(edition: Edition) -> Iterator[str]:
    yield _counted(edition.edition, terms_for(edition.lang).edition)


def _printing(edition: Edition) -> Iterator[str]:
    yield _counted(edition.printing, terms_for(edition.lang).printing)


def _counted(value: str, words: Callable[[int], str]) -> str:
    return words(int(value)) if value.isascii() and value.isdigit() and len(value) < 4 else value


def _first_published(edition: Edition) -> Iterator[str]:
    for earlier in edition.imprint_page.first_published:
        yield terms_for(edition.lang).first_published.format(earlier)


def _translation_of(edition: Edition) -> Iterator[str]:
    if edition.translation_of:
        yield terms_for(edition.lang).translation_of.format(edition.translation_of)


def _catalogue(edition: Edition) -> Iterator[str]:
    stated = edition.imprint_page.catalogue
    library = CUSTOMS[edition.imprint_page.country].national_library
    if stated != "yes":
        yield stated
    elif library:
        yield terms_for(edition.lang).catalogue.format(library)


def _legal_deposit(edition: Edition) -> Iterator[str]:
    if edition.imprint_page.legal_deposit:
        yield terms_for(edition.lang).legal_deposit.format(edition.imprint_page.legal_deposit)


def _lccn(edition: Edition) -> Iterator[str]:
    if edition.imprint_page.lccn:
        yield f"Library of Congress Control Number: {edition.imprint_page.lccn}"


def _isbn(edition: Edition) -> Iterator[str]:
    yield from isbn_lines(edition)


def _doi(edition: Edition) -> Iterator[str]:
    yield f"DOI {edition.doi}" if edition.doi else ""


def _series(edition: Edition) -> Iterator[str]:
    if series := edition.series:
        words = " ".join(part for part in (series.title, series.number) if part)
        yield f"{words}, ISSN {series.issn}" if series.issn else words


def _credits(edition: Edition) -> Iterator[str]:
    yield from credited(edition, titled=False)


def _cover(edition: Edition) -> Iterator[str]:
    record = cover_record(edition)
    if record and (credit := credit_line(record)):
        terms = terms_for(edition.lang)
        yield f"{terms.cover}{terms.colon} {credit}"


def _orcid(edition: Edition) -> Iterator[str]:
    for person in edition.contributors:
        if person.orcid:
            yield f"{person.name}: https://orcid.org/{person.orcid}"


def _typeface(edition: Edition) -> Iterator[str]:
    if edition.imprint_page.typeface:
        yield terms_for(edition.lang).typeface.format(edition.imprint_page.typeface)


def _printer(edition: Edition) -> Iterator[str]:
    if edition.imprint_page.printer:
        yield terms_for(edition.lang).printed_by.format(edition.imprint_page.printer)


def _funder(edition: Edition) -> Iterator[str]:
    if edition.funder:
        terms = terms_for(edition.lang)
        yield terms.funded.format(terms.names(edition.funder))


def _stopped(sentence: str) -> str:
    return sentence if sentence.endswith(".") else f"{sentence}."


_PARTS: dict[str, Callable[[Edition], Iterator[str]]] = {
    "copyright": _copyright,
    "moral-rights": _moral_rights,
    "rights": _rights,
    "licence": _licence,
    "mining": _mining,
    "permissions": _permissions,
    "published": _published,
    "address": _address,
    "eu-responsible": _eu_responsible,
    "edition": _edition,
    "printing": _printing,
    "first-published": _first_published,
    "translation-of": _translation_of,
    "catalogue": _catalogue,
    "legal-deposit": _legal_deposit,
    "lccn": _lccn,
    "isbn": _isbn,
    "doi": _doi,
    "series": _series,
    "credits": _credits,
    "cover": _cover,
    "orcid": _orcid,
    "typeface": _typeface,
    "printer": _printer,
    "funder": _funder,
}
"""Each line's name → what makes its lines."""
