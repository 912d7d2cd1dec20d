"""ONIX for Books, 3.0 and 3.1: what shops learn of each file and edition that has an ISBN.

Codes are those of EDItEUR's lists (issue 74 and later), named in comments by their list. What the
edition does not say is left out; nothing is assumed of rights, prices or dates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from octavo.book.imprint.licences import licence_address
from octavo.formats.trade import onix_descriptive, onix_supply
from octavo.formats.trade.elements import Element, Maker, document
from octavo.formats.trade.offers import Offer
from octavo.model.checkdigits import isbn_digits
from octavo.model.edition import Edition

SPACES = {
    "3.0": "http://ns.editeur.org/onix/3.0/reference",
    "3.1": "http://ns.editeur.org/onix/3.1/reference",
}


@dataclass(frozen=True, slots=True)
class Message:
    """What a message is made of; `moment` is when it bears to be sent, 20261128T0000Z."""

    edition: Edition
    offers: tuple[Offer, ...]
    moment: str
    release: str = "3.1"


def message(order: Message) -> bytes:
    """Return an ONIX message, the same for the same order."""
    make = Maker(SPACES[order.release])
    root = make("ONIXMessage", _header(make, order), release=order.release)
    for offer in order.offers:
        root.append(_product(make, order, offer))
    return document(root)


def _header(make: Maker, order: Message) -> Element:
    edition = order.edition
    contact = edition.trade.contact
    sender = make(
        "Sender",
        make("SenderName", edition.publisher or edition.imprint),
        *(
            (make("ContactName", contact.name), make("EmailAddress", contact.email))
            if contact
            else ()
        ),
    )
    return make("Header", sender, make("SentDateTime", order.moment))


def _product(make: Maker, order: Message, offer: Offer) -> Element:
    edition = order.edition
    forthcoming = edition.trade.availability == "forthcoming"
    return make(
        "Product",
        make("RecordReference", f"urn:isbn:{offer.isbn}"),
        make("NotificationType", "02" if forthcoming else "03"),  # list 1
        identifier(make, "15", offer.isbn),  # list 5: ISBN-13
        identifier(make, "06", edition.doi) if edition.doi else None,
        onix_descriptive.detail(make, edition, offer, licence_address(edition)),
        onix_descriptive.collateral(make, edition),
        onix_supply.publishing(make, edition),
        _related(make, order.offers, edition, offer),
        onix_supply.supply(make, edition, offer.sold_as, is_digital=offer.is_digital),
    )


def identifier(make: Maker, kind: str, value: str) -> Element:
    """Return an identifier of a product, by list 5."""
    return make("ProductIdentifier", make("ProductIDType", kind), make("IDValue", value))


RELATIONS = {
    "replaces": "03",
    "replaced-by": "05",
    "alternative": "06",
    "similar": "23",
    "same-author": "22",
    "other-language": "11",
    "part-of": "02",
}
"""List 51."""


def _related(
    make: Maker, offers: Sequence[Offer], edition: Edition, offer: Offer
) -> Element | None:
    """Return the other products: forms of this text, and what the edition names."""
    pairs = []
    for other in offers:
        if other.isbn == offer.isbn:
            continue
        pairs.append(("06", other.isbn))
        if offer.is_digital != other.is_digital:
            pairs.append(("13" if offer.is_digital else "27", other.isbn))
    pairs += [(RELATIONS[one.relation], isbn_digits(one.isbn)) for one in edition.trade.related]
    known = dict.fromkeys(pairs)
    if not known:
        return None
    products = [
        make("RelatedProduct", make("ProductRelationCode", code), identifier(make, "15", isbn))
        for code, isbn in known
    ]
    return make("RelatedMaterial", *products)
