"""What is wrong, or ought to be seen, in what edition.yaml says for trade and law."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from octavo.book.imprint.countries import CUSTOMS
from octavo.book.imprint.licences import licence_address
from octavo.book.imprint.lines import named, placeholders, unprinted
from octavo.files import yaml
from octavo.files.yaml import Loc
from octavo.model.checkdigits import isbn_digits
from octavo.model.colophon import PLACEHOLDER
from octavo.model.edition import PLURALS, ROLES, Contributor, Edition
from octavo.model.finding import Finding, InputError, Place, Tier
from octavo.model.rules import severity
from octavo.model.subjects import code_fault
from octavo.text.terms import is_reservation, terms_for

PAGE = "imprint-page"


def faults(edition: Edition, record: yaml.Tree) -> Iterator[InputError]:
    """Yield what cannot be printed: of what the page asserts, its facts are missing."""
    page = edition.imprint_page
    for number, line in enumerate(page.lines):
        for name in PLACEHOLDER.findall(line):
            if not placeholders(edition).get(name):
                loc = _line_loc(record, number)
                yield record.wrong(loc, f"Nothing is known for {{{name}}}.", _where(name))
    if page.catalogue == "yes" and not CUSTOMS[page.country].national_library:
        message = "Which library has the record is not known: no country is named."
        hint = "Add `country: gb` (us, ie, de, fr), or write the sentence in place of yes."
        yield record.wrong((_page(record), "catalogue"), message, hint)
    if page.moral_rights == "yes" and not named("moral-rights", edition):
        message = "Whose moral right is asserted is not known: there is no author."
        yield record.wrong((_page(record), "moral-rights"), message, "Add `author: …`.")
    if edition.tdm_policy and not edition.tdm_reservation:
        message = "A policy for text and data mining goes with its reservation."
        yield record.wrong(("tdm-policy",), message, "Add `tdm-reservation: yes`.")
    yield from _wordless(edition, record)


def _page(record: yaml.Tree) -> str:
    """Return the key below which the page stands in the file."""
    return PAGE if (PAGE,) in record.lines else "imprint"


def _where(name: str) -> str:
    keys = {"authors": "author", "year": "date", "holder": "copyright", "imprint": "publisher"}
    below = f"below {PAGE}" if name in ("printer", "typeface") else "to edition.yaml"
    return f"Add `{keys.get(name, name)}: …` {below}, or take it out of the line."


def _line_loc(record: yaml.Tree, number: int) -> Loc:
    page = _page(record)
    for loc in ((page, "lines", number), (page, number), (page, "lines")):
        if loc in record.lines:
            return loc
    return (page,)


def _wordless(edition: Edition, record: yaml.Tree) -> Iterator[InputError]:
    """Yield each role for which the press has no word in the book's language."""
    terms = terms_for(edition.lang)
    for person in edition.contributors:
        if person.role == "aut" or person.credit or terms.credit(person.role, "x"):
            continue
        message = (
            f"There is no word in the book{_S} language ({edition.lang}) for what {person.name}"
            f" did ({person.role})."
        )
        hint = "Give it the words of its line: `credit: … {0}`, where {0} stands for the name."
        yield record.wrong(_person_loc(edition, record, person), message, hint)


_S = "\N{RIGHT SINGLE QUOTATION MARK}s"


def _person_loc(edition: Edition, record: yaml.Tree, person: Contributor) -> Loc:
    value = record.value if isinstance(record.value, dict) else {}
    written = {name: plural for plural, name in PLURALS.items() if plural in value}
    for key in (*ROLES, "contributor"):
        people = getattr(edition, key)
        name = written.get(key, key)
        for number, other in enumerate(people):
            if other.name == person.name and other.role in ("", person.role):
                loc = (name, number, "role") if (name, number) in record.lines else (name, "role")
                return loc if loc in record.lines else loc[:-1]
    return ()


# --- what the editor ought to see -----------------------------------------------------------


def findings(edition: Edition, record: yaml.Tree) -> Iterator[Finding]:
    """Yield what can be printed and sold, and is likely to be wrong."""
    for number, subject in enumerate(edition.subjects):
        if fault := code_fault(subject.scheme, subject.code) if subject.code else "":
            loc = ("subjects", number, "code")
            place = record.place(loc if loc in record.lines else ("subjects", "code"))
            message = f"The {subject.scheme} code {subject.code} is not right: {fault}."
            hint = "Look it up in the scheme, or write the subject as a keyword."
            yield _finding("subject-code", message, place, hint)
    yield from _keywords(edition, record)
    yield from _isbns(edition, record)
    if is_reservation(edition.licence):
        message = f"“{edition.licence}” is a statement of rights, no licence; it is printed as one."
        hint = f"Write `rights: {edition.licence}` in its place."
        yield _finding("licence-reserved", message, record.place(("licence",)), hint)
    if edition.tdm_reservation and "creativecommons.org" in licence_address(edition):
        message = f"Text and data mining is reserved, and {edition.licence} allows it."
        hint = "Take one of them out."
        yield _finding("tdm-licence", message, record.place(("tdm-reservation",)), hint)
    for name in unprinted(edition):
        message = (
            f"The page behind the title page has no line “{name}”: what is known is not printed."
        )
        hint = f"Add {name} to the lines of {PAGE}."
        yield _finding("imprint-unprinted", message, record.place((_page(record), "lines")), hint)


def _keywords(edition: Edition, record: yaml.Tree) -> Iterator[Finding]:
    value = record.value if isinstance(record.value, dict) else {}
    words: Any = value.get("keywords", [])
    known = {(subject.name or subject.code).casefold() for subject in edition.subjects}
    for number, word in enumerate(words if isinstance(words, list) else [words]):
        if word and str(word).casefold() in known:
            place = record.place(("keywords", number))
            message = f"The keyword “{word}” stands twice, here or among the subjects."
            yield _finding("keyword-twice", message, place, "Take one of them out.")
        known.add(str(word).casefold())


def _isbns(edition: Edition, record: yaml.Tree) -> Iterator[Finding]:
    known: dict[str, str] = {}
    for name, isbn in edition.isbn.items():
        digits = isbn_digits(isbn)
        if digits and digits in known:
            message = f"The ISBN {isbn} of {name} is that of {known[digits]} too."
            hint = "Each format that is sold has an ISBN of its own."
            yield _finding("isbn-twice", message, record.place(("isbn", name)), hint)
        known.setdefault(digits, name)


def _finding(rule: str, message: str, place: Place, hint: str) -> Finding:
    return Finding(rule, message, severity(rule), Tier.FLAG, place, hint=hint)
