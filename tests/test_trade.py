"""What shops and libraries are told: valid by their schemas, and what the EPUB itself claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from octavo.book import metadata
from octavo.formats.epub.format import FORMAT as EPUB
from octavo.formats.trade import claims, crossref, dublin, onix, schemas
from octavo.formats.trade.offers import Offer, offers_of
from octavo.model.colophon import ImprintPage, Responsible
from octavo.model.edition import Edition
from octavo.model.finding import InputError
from octavo.model.groups import Accessibility, Series
from octavo.model.trade import Contact, Price, Related, Supplier, Trade
from tests.making import make_job
from tests.webtexts import FULL, VARIED, give_images

TRADE = Trade(
    prices=(
        Price("9.99", "GBP", of=("epub",), rate="0"),
        Price("11.90", "EUR", rate="19", countries=("DE", "AT")),
        Price("10.00", "CHF", tax="excluded", rate="2.6", countries=("CH",)),
        Price("0", "USD", of=("epub",)),
    ),
    territory=("world",),
    not_for_sale=("CA",),
    availability="forthcoming",
    announced="2026-01-01",
    on_sale="2026-02-01",
    country="GB",
    contact=Contact("Ann Editor", "trade@press.example", "+44 20 7946 0000"),
    supplier=Supplier("The Distributor", "distributor", "orders@d.example"),
    related=(Related("978-0-262-03384-8", "replaces"),),
    depositor=Contact("press", "doi@press.example"),
)
PEOPLE = tuple(
    replace(one, born="1883", died="1950-01-02", about="She wrote.")
    if one.name == "Ada Compositor"
    else one
    for one in FULL.contributor
)
SOLD = replace(
    FULL,
    trade=TRADE,
    contributor=PEOPLE,
    isbn={"epub": "978-1-56619-909-4", "print": "978-0-306-40615-7"},
    binding="paperback",
    edition="2",
    url="https://press.example/ink/",
    imprint_page=ImprintPage(
        website="https://press.example",
        eu_responsible=Responsible("EU Rep", "1 Street, Berlin", "eu@x.example"),
    ),
)
MOMENT = "20260115T0000Z"


def message(edition: Edition, release: str = "3.1", **more: Any) -> bytes:
    offers = [replace(offer, **more) for offer in offers_of(edition)]
    return onix.message(onix.Message(edition, tuple(offers), MOMENT, release))


def values(data: bytes, path: str) -> list[str]:
    tree = etree.fromstring(data)
    steps = "/".join(f"*[local-name()='{step}']" for step in path.split("/"))
    return [str(text) for text in tree.xpath(f".//{steps}/text()")]


# --- ONIX -------------------------------------------------------------------------------------


@pytest.mark.parametrize("release", ["3.0", "3.1"])
@pytest.mark.parametrize("name", ["all", "bare", "series", "countries", "bodies", "open"])
def test_onix_is_valid_by_both_schemas(release: str, name: str) -> None:
    bare = replace(
        SOLD, trade=Trade(), contributor=(), doi="", series=None, subjects=(), edition=""
    )
    near = replace(TRADE, territory=("GB", "IE"), availability="to-order", supplier=None)
    editions = {
        "all": SOLD,
        "bare": replace(bare, keywords=(), description="", licence="", date="2026", edition=""),
        "series": replace(SOLD, series=Series("Trades")),
        "countries": replace(SOLD, trade=near),
        "bodies": replace(SOLD, publisher="Ada Compositor", edition="Second, revised edition"),
        "open": replace(SOLD, isbn={"html": "978-1-56619-909-4", "screen": "978-0-306-40615-7"}),
    }
    data = message(editions[name], release, pages=200, words=50_000)
    assert schemas.faults(data) == []


def test_a_wrong_code_is_told() -> None:
    data = message(SOLD).replace(b"<ProductForm>ED<", b"<ProductForm>XX<")
    assert any("XX" in fault for fault in schemas.faults(data))


def test_a_shop_learns_price_tax_territory_and_dates() -> None:
    data = message(SOLD)
    assert values(data, "Price/PriceType")[:2] == ["02", "02"]
    taxes = list(
        zip(
            values(data, "Tax/TaxRatePercent"),
            values(data, "Tax/TaxableAmount"),
            values(data, "Tax/TaxAmount"),
            strict=True,
        )
    )
    assert taxes[:3] == [("0", "9.99", "0.00"), ("19", "10.00", "1.90"), ("2.6", "10.00", "0.26")]
    assert values(data, "Price/UnpricedItemType") == ["01"]
    assert set(values(data, "Market/Territory/CountriesExcluded")) == {"CA"}
    assert values(data, "PublishingDate/PublishingDateRole")[:3] == ["01", "02", "09"]
    assert values(data, "ProductAvailability") == ["10", "10"]
    assert values(data, "ContributorDate/Date") == ["1883", "19500102"] * 2
    assert values(data, "RelatedProduct/ProductRelationCode") == [
        "06",
        "13",
        "03",
        "06",
        "27",
        "03",
    ]
    assert values(data, "ProductContact/ProductContactRole")[:3] == ["00", "01", "10"]


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert message(SOLD) == message(replace(SOLD))


# --- accessibility ----------------------------------------------------------------------------


def test_the_codes_are_what_the_epub_claims(tmp_path: Path) -> None:
    give_images(tmp_path)
    job, _ = make_job(tmp_path, VARIED, FULL)
    (epub,) = EPUB.write(job)
    known = claims.claims_of(epub.path)
    codes = dict(claims.codes(known))
    assert codes["00"] == known["accessibilitySummary"][0]
    assert {"11", "13", "17", "29", "36"} <= codes.keys()
    assert ("14" in codes) == ("alternativeText" in known["accessibilityFeature"])
    offer = Offer("epub", "9781566199094", known)
    data = onix.message(onix.Message(SOLD, (offer,), MOMENT))
    assert schemas.faults(data) == []
    types = values(data, "ProductFormFeature/ProductFormFeatureType")
    listed = values(data, "ProductFormFeature/ProductFormFeatureValue")
    pairs = list(zip(types, listed, strict=True))
    assert [code for kind, code in pairs if kind == "09"] == [c for c, _ in claims.codes(known)]
    assert [code for kind, code in pairs if kind == "12"] == claims.hazards(known)


@pytest.mark.parametrize(
    ("name", "value", "codes"),
    [
        ("conformsTo", "EPUB Accessibility 1.1 - WCAG 2.1 Level AA", ["04", "81", "85"]),
        ("conformsTo", "EPUB-A11Y-11_WCAG-22-A", []),
        ("accessibilityFeature", "pageNavigation", ["41"]),
        ("accessibilityFeature", "printPageNumbers", ["19"]),
        ("accessibilityFeature", "aNewOne", []),
        ("accessModeSufficient", "textual,visual", []),
        ("certifiedBy", "The Judge", ["90"]),
    ],
)
def test_each_claim_has_its_code(name: str, value: str, codes: list[str]) -> None:
    assert [code for code, _ in claims.codes({name: (value,)})] == codes


def test_whom_to_ask_about_accessibility_is_told_with_the_claims() -> None:
    asked = replace(SOLD, accessibility=Accessibility("access@press.example"))
    offer = Offer("epub", "9781566199094", {"accessibilitySummary": ("All of it can be heard.",)})
    data = onix.message(onix.Message(asked, (offer,), MOMENT))
    assert schemas.faults(data) == []
    said = values(data, "ProductFormFeature/ProductFormFeatureDescription")
    assert said == ["All of it can be heard.", "access@press.example"]


# --- libraries --------------------------------------------------------------------------------


def test_a_deposit_names_the_doi_the_address_and_the_people() -> None:
    data = crossref.deposit(SOLD, datetime(2026, 1, 15, tzinfo=UTC))
    assert values(data, "doi_data/doi") == ["10.1000/182"]
    assert values(data, "doi_data/resource") == ["https://press.example/ink/"]
    assert values(data, "head/timestamp") == ["20260115000000"]
    assert values(data, "person_name/surname") == ["Compositor", "Printer", "Editor"]
    assert values(data, "isbn") == ["9781566199094", "9780306406157"]


def test_what_a_deposit_lacks_is_named_with_an_example() -> None:
    assert crossref.lacking(SOLD) == []
    bare = replace(SOLD, doi="", url="", trade=Trade())
    assert [key for key, _ in crossref.lacking(bare)] == ["doi", "url", "trade"]


def test_dublin_core_sorts_names_and_says_identifiers_as_urns() -> None:
    data = dublin.record(SOLD)
    assert values(data, "creator") == ["Compositor, Ada", "Printer, Ben"]
    assert values(data, "identifier")[:2] == ["urn:isbn:9781566199094", "urn:isbn:9780306406157"]


# --- the keys ---------------------------------------------------------------------------------


def read(folder: Path, text: str) -> Edition:
    (folder / "metadata").mkdir(exist_ok=True)
    (folder / "source").mkdir(exist_ok=True)
    (folder / "source" / "a.md").write_text("# A\n", encoding="utf-8")
    head = f"title: A\nlang: en-GB\n{text}"
    (folder / "metadata" / "edition.yaml").write_text(head, encoding="utf-8")
    return metadata.load(folder).edition


def test_the_short_forms_are_read(tmp_path: Path) -> None:
    trade = read(
        tmp_path,
        "url: https://press.example/ink\ntrade:\n"
        "  prices: {amount: '9.99', currency: GBP, of: epub}\n"
        "  territory: world\n  supplier: The House\n  related: 978-0-262-03384-8\n",
    )
    assert trade.url == "https://press.example/ink/"
    assert trade.trade.prices == (Price("9.99", "GBP", of=("epub",)),)
    assert trade.trade.territory == ("world",)
    assert trade.trade.supplier == Supplier("The House")
    assert trade.trade.related == (Related("978-0-262-03384-8"),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("trade: {territory: UK}", "the United Kingdom is GB"),
        ("trade: {territory: everywhere}", "no code of a country"),
        ("trade: {prices: {amount: cheap, currency: GBP}}", "a price is a number"),
        ("trade: {prices: {amount: '9.99', currency: POUND}}", "POUND"),
        ("trade: {prices: {amount: '9.99', currency: GBP, rate: lots}}", "per cent"),
        ("trade: {on-sale: 2026-11}", "shops want a day"),
        ("trade: {related: 978-0-262-03384-7}", "ISBN"),
        ("trade: {contact: {name: Ann}}", "email"),
        ("url: press.example", "a web address is written"),
        ("url: https://press.example/a?b", "without ? and #"),
    ],
)
def test_a_wrong_value_is_told_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InputError) as raised:
        read(tmp_path, f"{text}\n")
    assert words in f"{raised.value} {raised.value.hint}"
    assert raised.value.place is not None
    assert raised.value.place.line >= 3
