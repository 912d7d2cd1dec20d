"""The edition as machines read it on a web page: schema.org's Book."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from octavo.formats.html.frame import linked_data
from octavo.model.edition import Contributor, Copyright, Edition
from octavo.model.groups import Subject


@pytest.mark.parametrize(
    ("year", "holder", "data"),
    [
        ("2026", "Ada Compositor", (2026, {"@type": "Person", "name": "Ada Compositor"})),
        ("2026", "The Press", (2026, {"@type": "Organization", "name": "The Press"})),
        ("1998, 2026", "The Heirs of B.", (None, None)),
    ],
)
def test_a_copyright_has_a_number_and_a_person_or_an_organisation(
    year: str, holder: str, data: tuple[int | None, dict[str, str] | None]
) -> None:
    """What is neither stands in the notice, as it is printed."""
    edition = Edition(
        title="Ink",
        lang="en-GB",
        author=(Contributor("Ada Compositor"),),
        publisher="The Press",
        copyright=Copyright(year, holder),
    )
    book = linked_data(edition)
    assert (book.get("copyrightYear"), book.get("copyrightHolder")) == data
    assert f"© {year} {holder}" in str(book["copyrightNotice"])


def test_subjects_have_their_scheme_and_people_their_part_for_machines() -> None:
    subjects = (Subject("thema", "3MPB", "1919 to 1939"), Subject("BISAC", "HIS032000"))
    people = (Contributor("Dora Line", role="cov"), Contributor("Ed Itor", role="edt"))
    edition = Edition("T", "en", subjects=(*subjects, Subject("keyword", "", "ink")))
    data: Any = linked_data(replace(edition, contributor=people))
    thema, bisac, plain = data["about"]
    assert thema == {
        "@type": "DefinedTerm",
        "termCode": "3MPB",
        "name": "1919 to 1939",
        "inDefinedTermSet": {"@type": "DefinedTermSet", "name": "Thema"},
    }
    assert (bisac["inDefinedTermSet"]["name"], plain) == ("BISAC", "ink")
    (part,) = data["contributor"]
    assert part["roleName"] == "cover designer"
    assert part["contributor"] == {"@type": "Person", "name": "Dora Line"}
    assert data["editor"] == [{"@type": "Person", "name": "Ed Itor"}]
