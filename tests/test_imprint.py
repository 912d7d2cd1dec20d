"""Title page and imprint page: trade and law's lines, the same in every format."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from octavo.book import metadata
from octavo.book.imprint.countries import CUSTOMS, order_of
from octavo.book.imprint.licences import licence_address, licence_words, rights_statement
from octavo.book.imprint.lines import isbn_lines, lines, spaced_lines
from octavo.formats import FORMATS, load
from octavo.formats.front_lines import compare, compare_set
from octavo.formats.html.frame import linked_data
from octavo.formats.imprint import copyright_lines, credits_lines
from octavo.model.colophon import LINES, ImprintPage, Responsible
from octavo.model.edition import Contributor, Copyright, Edition
from octavo.model.finding import Finding, InputError
from octavo.text.terms import languages, terms_for
from tests.making import EDITION, make_job

PAGE = ImprintPage(
    country="gb",
    address="1 High Street, Oxford OX1 1AA",
    email="rights@press.example",
    eu_responsible=Responsible("Europe BV", "Kade 1, Amsterdam", "safety@press.example"),
    moral_rights="yes",
    first_published=("1998 by The Old Press",),
    catalogue="yes",
    printer="Bench & Sons, Leeds",
    typeface="Libertinus Serif",
    permissions="Ask rights@press.example.",
)
FULL = Edition(
    title="The Making of Pages",
    lang="en-GB",
    author=(Contributor("Ada Compositor"), Contributor("Ben Printer")),
    translator=(Contributor("Carl Proof"),),
    contributor=(
        Contributor("Dora Line", role="cov"),
        Contributor("Emil Map", role="ctg"),
        Contributor("Fay Bind", role="bnd", credit="Tooled by {0}"),
    ),
    publisher="The Octavo Press",
    place="Oxford",
    edition="2",
    printing="1",
    date="2026-11-23",
    copyright=Copyright("2026", "Ada Compositor"),
    rights="All rights reserved.",
    isbn={"epub": "978-1-56619-909-4", "print": "978-0-306-40615-7"},
    tdm_reservation=True,
    funder=("The Paper Fund",),
    imprint_page=PAGE,
)


def read(folder: Path, record: str) -> metadata.nouns.Project:
    (folder / "source").mkdir()
    (folder / "metadata").mkdir()
    (folder / "source/01.md").write_text("# One\n\nWords.\n", encoding="utf-8")
    (folder / "metadata/edition.yaml").write_text(f"title: A\n{record}", encoding="utf-8")
    return metadata.load(folder)


def faults(folder: Path, record: str) -> str:
    with pytest.raises(InputError) as caught:
        read(folder, record)
    return str(caught.value)


def findings(folder: Path, record: str) -> list[Finding]:
    return list(read(folder, record).findings)


# --- the same in every format ----------------------------------------------------------------


def test_a_british_imprint_page() -> None:
    assert lines(FULL) == [
        "Published by The Octavo Press, Oxford, 2026",
        "1 High Street, Oxford OX1 1AA",
        "rights@press.example",
        "Responsible in the European Union: Europe BV, Kade 1, Amsterdam, safety@press.example",
        "First published 1998 by The Old Press",
        "Second edition",
        "First printing",
        "© 2026 Ada Compositor",
        "The right of Ada Compositor and Ben Printer to be identified as author of this work is"
        " asserted (Copyright, Designs and Patents Act 1988).",
        "All rights reserved.",
        "The rights in text and data mining of this work are reserved:"
        " (EU)\N{NO-BREAK SPACE}2019/790, Art.\N{NO-BREAK SPACE}4(3).",
        "Ask rights@press.example.",
        "A catalogue record for this book is available from the British Library.",
        "ISBN 978-0-306-40615-7 (print)",
        "ISBN 978-1-56619-909-4 (EPUB)",
        "Cover design: Dora Line",
        "Maps: Emil Map",
        "Tooled by Fay Bind",
        "Typeset in Libertinus Serif",
        "Printed by Bench & Sons, Leeds",
        "Funded by The Paper Fund",
    ]


@pytest.mark.parametrize(
    ("lang", "country"), [("en-GB", "gb"), ("en-US", "us"), ("de-DE", "de"), ("fr", "fr")]
)
def test_every_format_has_the_same_lines(tmp_path: Path, lang: str, country: str) -> None:
    """Each is written, and read back by its own check, which compares them with the edition."""
    page = replace(PAGE, country=country)
    job, _ = make_job(tmp_path, "# One\n\nA.\n", replace(FULL, lang=lang, imprint_page=page))
    for name in FORMATS:
        format_: ModuleType = load(name)
        for made in format_.write(job):
            messages = [f.message for f in format_.check(made, job) if f.rule == "front-differs"]
            assert messages == [], made.format
            other = replace(job.project.edition, isbn={"epub": "978-3-16-148410-0"})
            changed = replace(job, project=replace(job.project, edition=other))
            messages = [
                f.message for f in format_.check(made, changed) if f.rule == "front-differs"
            ]
            assert any("978-3-16-148410-0" in message for message in messages), made.format


def test_a_line_that_is_lost_added_or_moved_is_told() -> None:
    page = copyright_lines(FULL)
    title = [FULL.title, "Ada Compositor and Ben Printer", "Translated by Carl Proof"]
    title.append("The Octavo Press · Oxford")
    assert compare(title, page, FULL) == []
    assert "Translated by Carl Proof" in compare(title[:2], page, FULL)[0].message
    assert "“Second edition”" in compare(title, [*page[:5], *page[6:]], FULL)[0].message
    assert "“X”" in compare(title, [*page, "X"], FULL)[0].message
    assert "another order" in compare(title, page[::-1], FULL)[0].message
    assert compare_set("\n".join([*title, *page]), FULL) == []
    assert len(compare_set("\n".join([*title, *page[1:]]), FULL)) == 1


def test_words_from_right_to_left_are_passed_over_on_the_page() -> None:
    hebrew = "\N{HEBREW LETTER ALEF}\N{HEBREW LETTER BET}"
    edition = Edition("T", "en", author=(Contributor(hebrew), Contributor("Ada")))
    assert compare_set(f"T\n{hebrew[::-1]} and Ada", edition) == []
    assert len(compare_set(f"T\n{hebrew[::-1]} and", edition)) == 1


def test_a_long_page_stays_one_page_in_print(tmp_path: Path) -> None:
    many = ImprintPage(first_published=tuple(f"{year} by A Press" for year in range(1960, 1999)))
    job, _ = make_job(tmp_path, "# One\n\nSome words.\n", replace(FULL, imprint_page=many))
    format_: ModuleType = load("pdf")
    screen, _ = format_.write(job)
    assert [f for f in format_.check(screen, job) if f.rule != "pdf-short-page"] == []
    assert " ".join(format_.read(screen, job).body) == "One Some words."


# --- lines by country, and the house's own ---------------------------------------------------


@pytest.mark.parametrize("country", CUSTOMS)
def test_every_country_has_every_line(country: str) -> None:
    assert sorted(order_of(country)) == sorted(LINES)  # type: ignore[arg-type]


def test_nothing_is_asserted_that_the_edition_does_not_say() -> None:
    for country in CUSTOMS:
        assert lines(Edition("A", "en-GB", imprint_page=ImprintPage(country=country))) == []


@pytest.mark.parametrize("key", ["imprint-page", "imprint"])
@pytest.mark.parametrize("value", ["{country: gb, lines: [isbn]}", "[isbn]", "[isbn, x y]"])
def test_the_page_may_be_written_in_short(tmp_path: Path, key: str, value: str) -> None:
    edition = read(tmp_path, f"lang: en-GB\n{key}: {value}\n").edition
    assert edition.imprint_page.lines[0] == "isbn"
    assert edition.imprint_page.country == ("gb" if "gb" in value else "int")
    assert edition.imprint == ""


def test_a_wrong_line_of_a_short_list_has_its_place(tmp_path: Path) -> None:
    record = "lang: en-GB\nimprint:\n  - isbn\n  - In {year}\n"
    assert "edition.yaml:5" in faults(tmp_path, record)


def test_a_space_parts_the_groups_of_lines() -> None:
    apart = [line for line, is_apart in spaced_lines(FULL) if is_apart]
    assert apart == [
        "First published 1998 by The Old Press",
        "© 2026 Ada Compositor",
        "A catalogue record for this book is available from the British Library.",
        "Cover design: Dora Line",
    ]


def test_a_house_orders_its_own_lines(tmp_path: Path) -> None:
    record = (
        "lang: en-GB\npublisher: The Press\ndate: 2026-11\nprinting: 2 4 6 8 9 7 5 3\n"
        "isbn: {epub: '978-1-56619-909-4'}\n"
        "imprint-page:\n  lines: [isbn, 'First published in {year} by {publisher}', printing]\n"
    )
    project = read(tmp_path, record)
    assert lines(project.edition) == [
        "ISBN 978-1-56619-909-4 (EPUB)",
        "First published in 2026 by The Press",
        "2 4 6 8 9 7 5 3",
    ]
    messages = [(f.rule, f.place.line if f.place else 0) for f in project.findings]
    assert messages == [("imprint-unprinted", 8)]  # the line that names the publisher


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ("imprint-page: {lines: [copyrigth]}", "Did you mean “copyright”?"),
        ("imprint-page: {lines: ['In {yaer}']}", "Did you mean {year}?"),
        ("imprint-page: {lines: ['In {year}']}", "Nothing is known for {year}. Add `date: …`"),
        ("imprint-page: xx", "“country” (imprint-page) is gb or us or ie or de or fr or int"),
        ("imprint-page: {catalogue: yes}", "no country is named"),
        ("imprint-page: {moral-rights: yes}", "there is no author"),
        ("imprint-page: {email: me}", "rights@press.example"),
        ("imprint-page: {website: press.example}", "https://press.example"),
        ("imprint-page: {lccn: abc}", "eight or ten figures"),
        ("imprint-page: {typeface: yes}", "write the words"),
        ("imprint-page: {legal-deposit: no}", "write the words"),
        ("imprint-page: {eu-responsible: {name: A, address: B}}", "“email” (imprint-page"),
        ("tdm-policy: https://a.example/tdm", "tdm-reservation: yes"),
        ("binding: leather", "“binding” is paperback or hardback"),
    ],
)
def test_what_cannot_be_printed_is_refused(tmp_path: Path, record: str, words: str) -> None:
    assert words in faults(tmp_path, f"lang: en-GB\n{record}\n")


# --- people ----------------------------------------------------------------------------------


def test_people_stand_in_words_in_the_books_language() -> None:
    people = (Contributor("A", role="cov"), Contributor("B", role="cov"))
    for lang in languages():
        edition = Edition("T", lang, contributor=people)
        (line,) = lines(edition)
        terms = terms_for(lang)
        assert line == f"{terms.credits['cov']}{terms.colon} {terms.names(['A', 'B'])}"
    assert lines(Edition("T", "en", contributor=(Contributor("A", role="mte"),))) == [
        "Metal engraver: A"
    ]


def test_the_title_page_has_those_of_the_text() -> None:
    roles = {"A": "wfw", "B": "com", "C": "bnd"}
    people = tuple(Contributor(name, role=role) for name, role in roles.items())
    edition = Edition("T", "fr", contributor=people)
    assert credits_lines(edition) == ["Textes réunis par B", "Avant-propos\N{NO-BREAK SPACE}: A"]
    assert lines(edition) == ["Reliure\N{NO-BREAK SPACE}: C"]


@pytest.mark.parametrize(
    ("role", "code"),
    [("cover designer", "cov"), ("Cover-designers", "cov"), ("CTG", "ctg"), ("compiler", "com")],
)
def test_a_role_is_a_relator_by_word_or_code(tmp_path: Path, role: str, code: str) -> None:
    project = read(tmp_path, f"lang: en-GB\ncontributor: {{name: A, role: {role}}}\n")
    assert [person.role for person in project.edition.contributors] == [code]


def test_a_role_without_a_word_is_refused_with_its_line(tmp_path: Path) -> None:
    record = "lang: de\ncontributor:\n  - {name: A, role: cov}\n  - {name: B, role: ppt}\n"
    messages = faults(tmp_path, record)
    assert "edition.yaml:5" in messages
    assert "(de) for what B did (ppt)" in messages
    assert "credit: … {0}" in messages


# --- rights, licence, ISBN -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("licence", "address"),
    [
        ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("CC BY-ND-NC 3.0", "https://creativecommons.org/licenses/by-nc-nd/3.0/"),
        (
            "Creative Commons Attribution-ShareAlike 4.0 International",
            "https://creativecommons.org/licenses/by-sa/4.0/",
        ),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("OGL 3.0, https://ogl.example/3.", "https://ogl.example/3"),
        ("CC BY 4.0, but not the pictures", ""),
        ("CC BY-SA", ""),
        ("All rights reserved", ""),
        ("By permission", ""),
        ("", ""),
    ],
)
def test_a_licence_has_an_address_only_where_it_is_one(licence: str, address: str) -> None:
    edition = Edition("T", "en", licence=licence)
    assert licence_address(edition) == address
    assert linked_data(edition).get("license", "") == address


@pytest.mark.parametrize(
    "licence",
    [
        "All rights reserved",
        "Alle Rechte vorbehalten.",
        "All Rights Reserved. No part may be copied.",
        "Tous droits de traduction réservés pour tous pays",
        "Some rights reserved, https://press.example/rights",
    ],
)
def test_all_rights_reserved_is_no_licence(tmp_path: Path, licence: str) -> None:
    project = read(tmp_path, f"lang: en-GB\nlicence: {licence}\n")
    assert lines(project.edition) == [f"{licence.rstrip('.')}."]
    assert rights_statement(project.edition) == f"{licence.rstrip('.')}."
    assert [f.rule for f in project.findings] == ["licence-reserved"]
    both = replace(project.edition, rights=f"{licence.rstrip('.')}.")
    assert (lines(both), licence_words(both)) == ([both.rights], "")


def test_markdown_in_the_rights_is_plain_in_every_format(tmp_path: Path) -> None:
    rights = "'*Free* under [CC0](https://cc.example/0), <a@b.example> 2\\*3'"
    edition = read(tmp_path, f"lang: en-GB\nrights: {rights}\n").edition
    assert edition.rights == "Free under CC0 (https://cc.example/0), a@b.example 2*3"


def test_all_isbns_stand_labelled_in_every_edition() -> None:
    isbn = {"screen": "978-3-16-148410-0", "epub": "978-3-16-148410-0", "hardback": "0-306-40615-2"}
    edition = replace(EDITION, isbn={**isbn, "print": "978-0-306-40615-7"}, binding="paperback")
    assert isbn_lines(edition) == [
        "ISBN 0-306-40615-2 (hardback)",
        "ISBN 978-0-306-40615-7 (paperback)",
        "ISBN 978-3-16-148410-0 (EPUB, PDF)",
    ]
    data = linked_data(edition)
    assert "isbn" not in data, "none of them is that of the page"
    own = replace(edition, isbn={**edition.isbn, "html": "978-1-56619-909-4"})
    assert linked_data(own)["isbn"] == "978-1-56619-909-4"
    formats = {one["isbn"]: one["bookFormat"] for one in data["workExample"]}  # type: ignore[attr-defined]
    assert formats["978-0-306-40615-7"] == "https://schema.org/Paperback"


def test_an_isbn_that_two_formats_have_is_told(tmp_path: Path) -> None:
    record = "lang: en-GB\nisbn:\n  print: 978-0-306-40615-7\n  epub: '9780306406157'\n"
    assert [(f.rule, f.place and f.place.line) for f in findings(tmp_path, record)] == [
        ("isbn-twice", 5)
    ]


def test_a_reservation_beside_a_licence_that_allows_it_is_told(tmp_path: Path) -> None:
    record = "lang: en-GB\nlicence: CC BY 4.0\ntdm-reservation: yes\n"
    assert [(f.rule, f.place and f.place.line) for f in findings(tmp_path, record)] == [
        ("tdm-licence", 4)
    ]


# --- subjects and keywords -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scheme", "code", "words"),
    [
        ("thema", "QQZZ9", "no Thema code begins with QQ"),
        ("Thema", "BXX", "no Thema code begins with B"),
        ("thema", "akd", "has capitals"),
        ("thema", "7AB", "from 1 to 6"),
        ("thema", "AKD", ""),
        ("thema", "LNDB8", ""),
        ("thema", "1DDU-GB-E", ""),
        ("thema", "3KLY-JP-M", ""),
        ("bisac", "ART15", "three capitals and six figures"),
        ("bisac", "QQQ015000", "the letters QQQ"),
        ("bisac", "ART015000", ""),
        ("house", "anything", ""),
    ],
)
def test_codes_of_the_trade_are_checked_by_their_form(
    tmp_path: Path, scheme: str, code: str, words: str
) -> None:
    record = f"lang: en-GB\nsubjects:\n  - scheme: {scheme}\n    code: {code}\n"
    messages = findings(tmp_path, record)
    expected = [("subject-code", 5)] if words else []
    assert [(f.rule, f.place and f.place.line) for f in messages] == expected
    assert all(words in f.message for f in messages)


def test_a_keyword_that_stands_twice_is_told_and_goes_out_once(tmp_path: Path) -> None:
    record = "lang: en-GB\nkeywords:\n  - type\n  - ink\n  - Type\n"
    record += "subjects: {scheme: keyword, code: ink}\n"
    project = read(tmp_path, record)
    assert project.edition.keywords == ("type", "ink")
    assert [(f.rule, f.place and f.place.line) for f in project.findings] == [
        ("keyword-twice", 5),
        ("keyword-twice", 6),
    ]
