"""The edition as machines read it on a web page: schema.org's Book."""

from __future__ import annotations

import pytest

from octavo.formats.html.frame import linked_data
from octavo.model.edition import Contributor, Copyright, Edition


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
