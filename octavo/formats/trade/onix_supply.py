"""ONIX, block 4 and 6: who publishes and sells a product, where, from when, for how much."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from octavo.formats.trade.elements import Element, Maker
from octavo.model.edition import Edition
from octavo.model.trade import WORLD, Price, Trade

STATUSES = {
    "forthcoming": "02",
    "available": "04",
    "to-order": "04",
    "unavailable": "08",
    "out-of-print": "07",
    "withdrawn": "11",
}
"""List 64."""

AVAILABLE = {
    "forthcoming": "10",
    "available": "20",
    "to-order": "22",
    "unavailable": "40",
    "out-of-print": "51",
    "withdrawn": "46",
}
"""List 65."""

SUPPLIERS = {"publisher": "09", "distributor": "06", "wholesaler": "04"}
"""List 93; a publisher who has no distributor sells to all: 01 to shops, 09 to readers."""

CENT = Decimal("0.01")


def publishing(make: Maker, edition: Edition) -> Element:
    """Return who publishes, from when, under which rights, in the order of the schema."""
    trade = edition.trade
    publisher = edition.publisher or edition.imprint
    website = edition.imprint_page.website
    return make(
        "PublishingDetail",
        make("Imprint", make("ImprintName", edition.imprint or edition.publisher)),
        make(
            "Publisher",
            make("PublishingRole", "01"),
            make("PublisherName", publisher),
            _website(make, website) if website else None,
        ),
        make.known("CityOfPublication", edition.place),
        make.known("CountryOfPublication", trade.country),
        list(_contacts(make, edition)),
        make("PublishingStatus", STATUSES[trade.availability]),
        list(_dates(make, edition)),
        _copyright(make, edition),
        list(_rights(make, trade)),
    )


def _website(make: Maker, address: str) -> Element:
    return make("Website", make("WebsiteRole", "01"), make("WebsiteLink", address))


def _contacts(make: Maker, edition: Edition) -> Iterator[Element]:
    """Yield contacts (list 198): for metadata and accessibility; for product safety, in the EU."""
    known = edition.trade.contact
    publisher = edition.publisher or edition.imprint
    for role, contact in (("00", known), ("01", known)):
        if contact is None:
            continue
        yield make(
            "ProductContact",
            make("ProductContactRole", role),
            make("ProductContactName", publisher),
            make("ContactName", contact.name),
            make.known("TelephoneNumber", contact.phone),
            make("EmailAddress", contact.email),
        )
    responsible = edition.imprint_page.eu_responsible
    if responsible is not None:
        yield make(
            "ProductContact",
            make("ProductContactRole", "10"),
            make("ProductContactName", f"{responsible.name}, {responsible.address}"),
            make("EmailAddress", responsible.email),
        )


def _dates(make: Maker, edition: Edition) -> Iterator[Element]:
    """Yield dates (list 163): publication, first sale, announcement."""
    trade = edition.trade
    known = (("01", edition.date), ("02", trade.on_sale), ("09", trade.announced))
    for role, date in known:
        if date:
            yield make("PublishingDate", make("PublishingDateRole", role), day(make, date))


def day(make: Maker, date: str) -> Element:
    """Return a date, with its form by list 55: a day, a month, a year."""
    kind = {4: "05", 7: "01", 10: "00"}[len(date)]
    return make("Date", date.replace("-", ""), dateformat=kind)


def _copyright(make: Maker, edition: Edition) -> Element | None:
    year, holder = edition.copyright.year, edition.copyright.holder
    if not (year.isdecimal() and len(year) == 4 and holder):
        return None
    names = {person.name for person in edition.contributors}
    is_person = holder in names and holder not in (edition.publisher, edition.imprint)
    owner = make("PersonName" if is_person else "CorporateName", holder)
    return make("CopyrightStatement", make("CopyrightYear", year), make("CopyrightOwner", owner))


def _rights(make: Maker, trade: Trade) -> Iterator[Element]:
    """Yield where it may be sold (list 46: 01 exclusive, 02 not), and where not (03)."""
    if not trade.territory:
        return
    kind = "02" if trade.exclusive is False else "01"
    yield make(
        "SalesRights", make("SalesRightsType", kind), territory(make, trade.territory, trade)
    )
    if trade.not_for_sale:
        yield make(
            "SalesRights",
            make("SalesRightsType", "03"),
            make("Territory", make("CountriesIncluded", " ".join(sorted(trade.not_for_sale)))),
        )
    yield from make.known("ROWSalesRightsType", "" if WORLD in trade.territory else "03")


def territory(make: Maker, countries: tuple[str, ...], trade: Trade) -> Element:
    """Return a territory: the world or countries, without those where it is not sold."""
    if WORLD in countries:
        without = " ".join(sorted(trade.not_for_sale))
        world = make("RegionsIncluded", "WORLD")
        return make("Territory", world, make.known("CountriesExcluded", without))
    sold = sorted(set(countries) - set(trade.not_for_sale))
    return make("Territory", make("CountriesIncluded", " ".join(sold)))


def supply(make: Maker, edition: Edition, sold_as: str, *, is_digital: bool) -> Element | None:
    """Return the market of a product, who supplies it, and its prices; None without a territory."""
    trade = edition.trade
    if not trade.territory:
        return None
    supplier = trade.supplier
    name = supplier.name if supplier else edition.publisher or edition.imprint
    role = SUPPLIERS[supplier.role] if supplier else "09" if is_digital else "01"
    website = supplier.website if supplier else ""
    who = make(
        "Supplier",
        make("SupplierRole", role),
        make("SupplierName", name),
        make.known("TelephoneNumber", supplier.phone if supplier else ""),
        make.known("EmailAddress", supplier.email if supplier else ""),
        _website(make, website) if website else None,
    )
    on_sale = trade.on_sale or edition.date
    expected = (
        make("SupplyDate", make("SupplyDateRole", "08"), day(make, on_sale))
        if trade.availability == "forthcoming" and on_sale
        else None
    )
    detail = make(
        "SupplyDetail",
        who,
        make("ProductAvailability", AVAILABLE[trade.availability]),
        expected,
        list(_prices(make, trade, sold_as)) or make("UnpricedItemType", "02"),
    )
    market = make("Market", territory(make, trade.territory, trade))
    return make("ProductSupply", market, detail)


def _prices(make: Maker, trade: Trade, sold_as: str) -> Iterator[Element]:
    for price in trade.prices:
        if price.of and sold_as not in price.of:
            continue
        where = price.countries or trade.territory
        if Decimal(price.amount) == 0:
            yield make(
                "Price",
                make("UnpricedItemType", "01"),
                make("CurrencyCode", price.currency),
                territory(make, where, trade),
            )
            continue
        yield make(
            "Price",
            make("PriceType", "02" if price.tax == "included" else "01"),  # list 58
            make("PriceAmount", f"{Decimal(price.amount):.2f}"),
            _tax(make, price),
            make("CurrencyCode", price.currency),
            territory(make, where, trade),
        )


def _tax(make: Maker, price: Price) -> Element | None:
    """Return the tax on a price: its rate, what is taxed, how much it is; None where not known."""
    if not price.rate:
        return None
    amount, rate = Decimal(price.amount), Decimal(price.rate)
    net = amount / (1 + rate / 100) if price.tax == "included" else amount
    net = net.quantize(CENT, ROUND_HALF_UP)
    tax = (
        amount - net
        if price.tax == "included"
        else (net * rate / 100).quantize(CENT, ROUND_HALF_UP)
    )
    code = "Z" if rate == 0 else "S"  # list 62
    return make(
        "Tax",
        make("TaxType", "01"),  # list 171: value-added tax
        make("TaxRateCode", code) if code == "Z" else None,
        make("TaxRatePercent", f"{rate.normalize():f}"),
        make("TaxableAmount", f"{net:.2f}"),
        make("TaxAmount", f"{tax:.2f}"),
    )
