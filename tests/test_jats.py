"""The article in JATS: each word of the text, in elements that the DTD allows where they stand.

No package has the DTD. Where the variable OCTAVO_JATS names it (JATS-archivearticle1-mathml3.dtd),
the file is held against it; else against what it says of the elements that are used here.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from octavo.desk.deliver import full_text, parcel
from octavo.formats.trade import bits_read
from octavo.formats.trade.receivers import receivers
from octavo.model.edition import Copyright, Edition, Series
from octavo.model.finding import InputError
from tests import test_bits
from tests.making import EDITION
from tests.test_bits import HARD, VARIED, WORKS, faults

ARTICLE = replace(
    EDITION,
    form="article",
    description="What type is set for.",
    keywords=("type", "setting"),
    doi="10.1000/182",
    edition="Second edition",
    funder=("The Fund",),
    isbn={"epub": "978-1-56619-909-4"},
    licence="CC-BY-4.0",
    copyright=Copyright("2026", "Ada Compositor"),
    series=Series("Papers", number="3", issn="2049-3630"),
    url="https://press.example/a/",
)
TITLED = f"""\
# A Test Book {{#top}}

Words above the sections,[^n] as [above](#top) and [below](#one).

## One {{#one}}

Of the first.

# Tables {{.appendix}}

Behind.{WORKS}

[^n]: A note.
"""
BARE = "Words.\n\n# One\n\nText.\n"
WORKS_FIRST = (
    "# A Test Book\n\nText.\n\n::: {#refs .csl-bib-body}\n::: {#ref-doe .csl-entry}\nDoe.\n:::\n:::"
    "\n\n# Two\n\nMore.\n"
)


def made(folder: Path, text: str, edition: Edition = ARTICLE) -> etree._Element:
    """Return an article, which has each word of its text and is as the DTD wants it."""
    data, canon = test_bits.made(folder, text, edition)
    assert bits_read.read(data) == canon
    assert faults(data, "OCTAVO_JATS") == []
    return etree.fromstring(data)


@pytest.mark.parametrize(
    "text", [VARIED, HARD, BARE, TITLED, WORKS_FIRST, "Only words.\n", "# One\n", "# A Test Book\n"]
)
@pytest.mark.parametrize("edition", [ARTICLE, replace(EDITION, form="article", publisher="")])
def test_each_word_is_there_in_a_valid_file(tmp_path: Path, text: str, edition: Edition) -> None:
    root = made(tmp_path, text, edition)
    assert root.tag == "article"
    assert not {str(one.tag) for one in root.iter() if str(one.tag).startswith("book")}


def test_a_title_that_is_the_first_heading_stands_once(tmp_path: Path) -> None:
    """The sections below it are those of the body; what follows the text stands behind it."""
    root = made(tmp_path, TITLED)
    assert [one.tag for one in root] == ["front", "body", "back"]
    assert root.xpath("//article-title/named-content/text()") == ["A Test Book"]
    assert root.xpath("body/*[self::p or self::sec]/title/text()") == ["One"]
    assert [one.tag for one in root.find("back")] == ["app-group", "ref-list", "fn-group"]
    assert root.xpath("back/app-group/app/title/text()") == ["Tables"]
    assert root.xpath("back/ref-list[title='Works']/ref/@id") == ["ref-doe"]
    assert root.xpath("back/fn-group/fn/p/text()") == ["A note."]
    assert root.xpath("//xref[@rid='one']/@ref-type") == ["sec"]


def test_a_first_heading_of_its_own_is_a_section(tmp_path: Path) -> None:
    root = made(tmp_path, "# One\n\nText.\n\n# Two\n\nMore.\n")
    assert root.findtext("front/article-meta/title-group/article-title") == "A Test Book"
    assert root.xpath("body/sec/title/text()") == ["One", "Two"]
    assert not root.xpath("//sec/label")


def test_the_article_says_what_it_is(tmp_path: Path) -> None:
    root = made(tmp_path, TITLED)
    for path, words in (
        ("journal-meta/journal-title-group/journal-title", "Papers"),
        ("journal-meta/issn", "2049-3630"),
        ("journal-meta/publisher/publisher-name", "Octavo"),
        ("article-meta/article-id[@pub-id-type='doi']", "10.1000/182"),
        ("article-meta/title-group/subtitle", "With a Subtitle"),
        ("article-meta/contrib-group/contrib/name/surname", "Compositor"),
        ("article-meta/pub-date/year", "2026"),
        ("article-meta/volume", "3"),
        ("article-meta/permissions/copyright-holder", "Ada Compositor"),
        ("article-meta/abstract/p", "What type is set for."),
        ("article-meta/kwd-group/kwd", "type"),
        ("article-meta/custom-meta-group/custom-meta/meta-value", "Second edition"),
    ):
        assert root.findtext(f"front/{path}") == words, path


def test_an_article_alone_belongs_to_no_journal(tmp_path: Path) -> None:
    root = made(tmp_path, BARE, replace(EDITION, form="article", publisher=""))
    assert [one.tag for one in root.find("front")] == ["article-meta"]


def test_an_article_is_delivered_as_one_and_a_book_as_a_book() -> None:
    pattern = receivers()["library"].files["text"]
    assert full_text.kept_as(ARTICLE).file == "article.xml"
    assert parcel.name_of(ARTICLE, "text", pattern) == "jats"
    for form in ("book", "pamphlet"):
        assert parcel.name_of(replace(EDITION, form=form), "text", pattern) == "bits"


def test_an_article_that_lost_a_word_is_refused(tmp_path: Path) -> None:
    data, canon = test_bits.made(tmp_path, TITLED, ARTICLE)
    lost = bits_read.read(data.replace(b"Of the first", b"Of first"))
    with pytest.raises(InputError, match=r"article\.xml differs from the text at “") as refused:
        full_text.refuse_unlike(lost, canon, full_text.ARTICLE)
    assert refused.value.place is not None
