"""ONIX, block 1 and 2: what a product is, who made it, what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.formats.trade.claims import codes, hazards
from octavo.formats.trade.elements import Element, Maker
from octavo.formats.trade.offers import FORMS, Offer
from octavo.model.edition import Contributor, Edition
from octavo.text.style.language import three_letters

ROLES = {
    "aut": "A01",
    "ill": "A12",
    "pht": "A13",
    "wpr": "A15",
    "aft": "A19",
    "waw": "A19",
    "wfw": "A23",
    "aui": "A24",
    "win": "A24",
    "ctb": "A32",
    "cov": "A36",
    "edt": "B01",
    "trl": "B06",
    "com": "C01",
}
"""MARC relators → list 17; any other is Z99."""

SCHEMES = {
    "thema": "93",
    "bisac": "10",
    "bic": "12",
    "lcsh": "04",
    "ddc": "01",
    "udc": "02",
    "keyword": "20",
}
"""Schemes of subjects → list 27."""

AUDIENCES = {
    "general": "01",
    "children": "02",
    "young-adult": "03",
    "school": "04",
    "academic": "05",
    "professional": "06",
}
"""List 28."""

LICENCE = re.compile(r"https?://\S+")


def detail(make: Maker, edition: Edition, offer: Offer, licence: str) -> Element:
    """Return what a product is, in the order of the schema."""
    form, kind = FORMS[offer.of]
    language = three_letters(edition.lang)
    return make(
        "DescriptiveDetail",
        make("ProductComposition", "00"),
        make("ProductForm", form),
        make.known("ProductFormDetail", kind),
        make.known("ProductFormDetail", "E200" if offer.of == "epub" else ""),
        _features(make, edition, offer),
        make("PrimaryContentType", "10") if offer.is_digital else None,
        () if offer.is_digital else _measures(make, edition),
        make("EpubTechnicalProtection", "00") if offer.is_digital else None,
        _licence(make, edition, licence) if offer.is_digital else None,
        _collection(make, edition),
        _titles(make, "01", edition.title, edition.subtitle),
        list(_contributors(make, edition)) or make("NoContributor"),
        list(_edition(make, edition)),
        make("Language", make("LanguageRole", "01"), make("LanguageCode", language)),
        list(_extents(make, offer)),
        list(_subjects(make, edition)),
        make(
            "Audience",
            make("AudienceCodeType", "01"),
            make("AudienceCodeValue", AUDIENCES[edition.trade.audience]),
        ),
    )


def _features(make: Maker, edition: Edition, offer: Offer) -> list[Element]:
    """Return what the EPUB claims of its accessibility (list 79: 09), and its hazards (12).

    Whom a reader may ask about it (list 196: 99) is what the edition says.
    """
    asked = edition.accessibility.contact if edition.accessibility and offer.claims else ""
    known = [*codes(offer.claims), *([("99", asked)] if asked else [])]
    made = [
        make(
            "ProductFormFeature",
            make("ProductFormFeatureType", "09"),
            make("ProductFormFeatureValue", code),
            make.known("ProductFormFeatureDescription", words),
        )
        for code, words in known
    ]
    made += [
        make(
            "ProductFormFeature",
            make("ProductFormFeatureType", "12"),
            make("ProductFormFeatureValue", code),
        )
        for code in hazards(offer.claims)
    ]
    return made


def _measures(make: Maker, edition: Edition) -> list[Element]:
    width, height = edition.design.trim
    return [
        make(
            "Measure",
            make("MeasureType", kind),  # list 48: height, width
            make("Measurement", f"{size:g}"),
            make("MeasureUnitCode", "mm"),
        )
        for kind, size in (("01", height), ("02", width))
    ]


def _licence(make: Maker, edition: Edition, address: str) -> Element | None:
    if not address:
        return None
    expression = make(
        "EpubLicenseExpression",
        make("EpubLicenseExpressionType", "02"),
        make("EpubLicenseExpressionLink", address),
    )
    name = LICENCE.sub("", edition.licence).strip(" ,()") or edition.licence
    return make("EpubLicense", make("EpubLicenseName", name), expression)


def _collection(make: Maker, edition: Edition) -> Element:
    series = edition.series
    if series is None:
        return make("NoCollection")
    issn = [make("CollectionIDType", "02"), make("IDValue", series.issn.replace("-", ""))]
    element = make(
        "TitleElement",
        make("TitleElementLevel", "02"),
        make.known("PartNumber", series.number),
        make("TitleText", series.title),
    )
    return make(
        "Collection",
        make("CollectionType", "10"),
        make("CollectionIdentifier", issn) if series.issn else None,
        make("TitleDetail", make("TitleType", "01"), element),
    )


def _titles(make: Maker, level: str, title: str, subtitle: str) -> Element:
    element = make(
        "TitleElement",
        make("TitleElementLevel", level),
        make("TitleText", title),
        make.known("Subtitle", subtitle),
    )
    return make("TitleDetail", make("TitleType", "01"), element)


def _contributors(make: Maker, edition: Edition) -> Iterator[Element]:
    """Yield each person of the whole work, and each essayist once, as a contributor."""
    others: dict[tuple[str, str], Contributor] = {}
    for person in edition.contributors:
        role = "ctb" if person.chapter else person.role
        others.setdefault((person.name, role), person)
    for number, ((_, role), person) in enumerate(others.items(), 1):
        yield make(
            "Contributor",
            make("SequenceNumber", str(number)),
            make("ContributorRole", ROLES.get(role, "Z99")),
            _orcid(make, person),
            list(_names(make, person, edition)),
            list(_lives(make, person)),
            make.known("BiographicalNote", person.about),
        )


def _orcid(make: Maker, person: Contributor) -> Element | None:
    if not person.orcid:
        return None
    digits = person.orcid.replace("-", "")
    return make("NameIdentifier", make("NameIDType", "21"), make("IDValue", digits))


def _names(make: Maker, person: Contributor, edition: Edition) -> Iterator[Element]:
    """Yield a name; that of a body is one where the edition's house or holder is called so."""
    if person.name in (edition.publisher, edition.imprint):
        yield make("CorporateName", person.name)
        return
    yield make("PersonName", person.name)
    family, _, given = (part.strip() for part in person.file_as.partition(","))
    if person.file_as:
        yield make("PersonNameInverted", person.file_as)
    if f"{given} {family}" == person.name:
        yield make("NamesBeforeKey", given)
        yield make("KeyNames", family)


def _lives(make: Maker, person: Contributor) -> Iterator[Element]:
    """Yield the dates of a life (list 177: 50 birth, 51 death)."""
    for role, date in (("50", person.born), ("51", person.died)):
        if date:
            kind = {4: "05", 7: "01", 10: "00"}[len(date)]  # list 55: year, month, day
            day = make("Date", date.replace("-", ""), dateformat=kind)
            yield make("ContributorDate", make("ContributorDateRole", role), day)


def _edition(make: Maker, edition: Edition) -> Iterator[Element]:
    if edition.edition.isdecimal():
        yield make("EditionNumber", edition.edition)
    elif edition.edition:
        yield make("EditionStatement", edition.edition)
    else:
        yield make("NoEdition")


def _extents(make: Maker, offer: Offer) -> Iterator[Element]:
    """Yield how long it is (list 23; units by list 24).

    A printed book and a PDF have pages; an e-book has words, the pages of the printed book, and
    bytes.
    """
    flows = offer.of in ("epub", "html", "docx")
    counts = [("02", offer.words, "02"), ("08", offer.pages, "03"), ("22", offer.size, "17")]
    for kind, value, unit in counts if flows else [("00", offer.pages, "03")]:
        if value:
            yield make(
                "Extent",
                make("ExtentType", kind),
                make("ExtentValue", str(value)),
                make("ExtentUnit", unit),
            )


def _subjects(make: Maker, edition: Edition) -> Iterator[Element]:
    main = True
    for subject in edition.subjects:
        scheme = SCHEMES.get(subject.scheme.casefold(), "")
        if not scheme or scheme == "20":
            continue
        yield make(
            "Subject",
            make("MainSubject") if main else None,
            make("SubjectSchemeIdentifier", scheme),
            make.known("SubjectCode", subject.code),
            make.known("SubjectHeadingText", subject.name),
        )
        main = False
    plain = [one for one in edition.subjects if one.scheme.casefold() == "keyword"]
    words = [*edition.keywords, *(one.name or one.code for one in plain)]
    if words:
        joined = "; ".join(dict.fromkeys(words))
        yield make(
            "Subject",
            make("SubjectSchemeIdentifier", "20"),
            make("SubjectHeadingText", joined),
        )


def collateral(make: Maker, edition: Edition) -> Element | None:
    """Return the descriptions of the book (list 153: 03 description, 02 short)."""
    texts = [("03", edition.description), ("02", _short(edition.description))]
    made = [
        make(
            "TextContent",
            make("TextType", kind),
            make("ContentAudience", "00"),
            make("Text", text),
        )
        for kind, text in texts
        if text
    ]
    return make("CollateralDetail", *made) if made else None


SHORT = 350
"""How many characters a short description may have."""


def _short(text: str) -> str:
    """Return the first sentences of a description that are short enough."""
    if len(text) <= SHORT:
        return text
    end = max(text.rfind(mark, 0, SHORT) for mark in (". ", "! ", "? "))
    return text[: end + 1] if end > 0 else ""
