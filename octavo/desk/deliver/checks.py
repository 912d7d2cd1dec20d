"""What a receiver would refuse, looked for before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from octavo.book import metadata
from octavo.desk.deliver.parcel import File
from octavo.desk.deliver.released import Released
from octavo.files import redraw_widths, xml, yaml
from octavo.formats import archive
from octavo.formats.pdf.proofs.named import is_proof_data
from octavo.formats.trade import schemas
from octavo.formats.trade.receivers import Receiver
from octavo.model.counted import counted
from octavo.model.edition import Edition
from octavo.model.finding import InputError, Place

EXAMPLES = {
    "description": "description: A paragraph for the bookshops.",
    "author": 'author: {name: Given Family, file-as: "Family, Given"}',
    "publisher": "publisher: The House",
    "isbn": 'isbn: {epub: "978-…"}',
    "doi": "doi: 10.1000/182",
    "url": "url: https://press.example/my-book/",
    "date": "date: 2026-11-28",
    "trade.territory": "trade: {territory: world}",
    "trade.prices": "trade: {prices: {amount: 9.99, currency: GBP, tax: included, rate: 0}}",
    "trade.depositor": "trade: {depositor: {name: our-account, email: doi@press.example}}",
}
"""What to write for each key that a receiver needs."""

AGAIN = "Mend it in the book, and release it again."


def faults(
    released: Released, receiver: Receiver, parcel: Sequence[File], root: Any
) -> list[InputError]:
    """Return all that a receiver would refuse; an empty list: nothing."""
    return [
        *_lacking(released.project.edition, receiver, root),
        *_nothing(receiver, parcel),
        *(fault for file in parcel for fault in _of(file, receiver)),
        *_prices(released.project.edition, receiver, parcel, root),
    ]


def _lacking(edition: Edition, receiver: Receiver, root: Any) -> Iterator[InputError]:
    for key in receiver.needs:
        if not _value(edition, key):
            message = f"{receiver.title} needs what edition.yaml does not say: {key}."
            place = _place(root, key.partition(".")[0])
            yield InputError(message, place=place, hint=f"Write {EXAMPLES[key]}")


def _value(edition: Edition, key: str) -> Any:
    if key == "author":
        return [one for one in edition.contributors if one.role in ("aut", "edt", "com")]
    if key == "publisher":
        return edition.publisher or edition.imprint
    value: Any = edition
    for part in key.split("."):
        value = getattr(value, part.replace("-", "_"))
    return value


def _place(root: Any, key: str) -> Place:
    tree = yaml.read(root / metadata.EDITION, metadata.EDITION)
    return tree.place((key,)) if (key,) in tree.lines else Place(metadata.EDITION)


def _nothing(receiver: Receiver, parcel: Sequence[File]) -> Iterator[InputError]:
    """Refuse a delivery without a file of the book; one that is only a message has it."""
    main = {"epub", "interior", "site", "crossref", "screen"} & set(receiver.files)
    if not main & {file.part for file in parcel}:
        words = " or ".join(sorted(main))
        message = f"The release has nothing for {receiver.title}: no {words}."
        hint = "Add the format to outputs"
        hint += f", or printers: [{receiver.printer}] in design.yaml" if receiver.printer else ""
        yield InputError(message, hint=f"{hint}, and release again.")


def _prices(
    edition: Edition, receiver: Receiver, parcel: Sequence[File], root: Any
) -> Iterator[InputError]:
    """Refuse a message to a shop in which a product that it sells has no price."""
    if "trade.prices" not in receiver.needs or not edition.trade.prices:
        return
    sold = [price for price in edition.trade.prices if not price.of or "epub" in price.of]
    if not sold and any(file.part == "epub" for file in parcel):
        message = f"{receiver.title} gets the EPUB, and no price is of it."
        hint = "Write of: epub at its price below trade."
        yield InputError(message, place=_place(root, "trade"), hint=hint)
    for price in sold:
        if Decimal(price.amount) > 0 and not price.rate:
            message = f"The price {price.amount} {price.currency} does not say its tax."
            hint = "Write rate: 20, or 0 where books bear none."
            yield InputError(message, place=_place(root, "trade"), hint=hint)


def _of(file: File, receiver: Receiver) -> Iterator[InputError]:
    """Yield what is wrong with one file."""
    if file.part == "cover":
        yield from _cover(file, receiver)
    elif file.part == "epub":
        yield from _epub(file, receiver)
    elif file.part.startswith("onix"):
        for words in schemas.faults(file.data):
            yield InputError(f"The ONIX message is not valid: {words}", place=Place(file.name))
    elif file.name.endswith(".pdf") and is_proof_data(file.data):
        message = "This is a proof for a reader to mark: it is not delivered to anybody else."
        yield InputError(message, place=Place(file.name), hint=AGAIN)


def _cover(file: File, receiver: Receiver) -> Iterator[InputError]:
    width, height = redraw_widths.size_of(file.data)
    least = receiver.cover_least
    if width < least[0] or height < least[1]:
        message = f"The cover is {width} × {height} pixels; {receiver.title} asks for "
        message += f"{least[0]} × {least[1]} at least."
        yield InputError(message, place=Place(file.name), hint=AGAIN)
    if receiver.cover_most and max(width, height) > receiver.cover_most:
        message = f"The cover is {width} × {height} pixels; {receiver.title} takes no side of "
        message += f"more than {receiver.cover_most}."
        yield InputError(message, place=Place(file.name), hint=AGAIN)
    if receiver.cover_bytes and len(file.data) > receiver.cover_bytes:
        message = f"The cover has {len(file.data) / 1e6:.1f} MB; {receiver.title} takes "
        message += f"{receiver.cover_bytes / 1e6:.0f} MB."
        yield InputError(message, place=Place(file.name), hint=AGAIN)


def _epub(file: File, receiver: Receiver) -> Iterator[InputError]:
    if receiver.epub_bytes and len(file.data) > receiver.epub_bytes:
        message = f"The EPUB has {len(file.data) / 1e6:.1f} MB; {receiver.title} takes "
        message += f"{receiver.epub_bytes / 1e6:.0f} MB."
        yield InputError(message, place=Place(file.name), hint=AGAIN)
    members = archive.unpack(file.data)
    if receiver.picture_pixels:
        yield from _pictures(file, members, receiver)
    depth = _depth(members)
    if receiver.contents_depth and depth > receiver.contents_depth:
        message = f"The contents have {counted(depth, 'level')}; {receiver.title} shows "
        message += f"{receiver.contents_depth}."
        yield InputError(message, place=Place(file.name), hint=AGAIN)


def _pictures(file: File, members: dict[str, bytes], receiver: Receiver) -> Iterator[InputError]:
    for name, data in sorted(members.items()):
        if not name.lower().endswith((".png", ".jpg", ".jpeg", ".gif")):
            continue
        width, height = redraw_widths.size_of(data)
        if width * height > receiver.picture_pixels:
            message = f"The picture {name.rpartition('/')[2]} has {width} × {height} pixels, "
            message += f"more than the {receiver.picture_pixels / 1e6:.1f} million that "
            message += f"{receiver.title} takes."
            yield InputError(message, place=Place(f"{file.name}/{name}"), hint=AGAIN)


def _depth(members: dict[str, bytes]) -> int:
    """Return how many levels the contents of an EPUB have, by its NCX."""
    name = next((one for one in members if one.endswith(".ncx")), "")
    if not name:
        return 0
    points = xml.parse_made(members[name]).iter("{*}navPoint")
    return max((1 + sum(1 for _ in one.iterancestors("{*}navPoint")) for one in points), default=0)
