"""What a Word file carries that comes back: a bookmark around each leaf, and what it is called.

Bookmarks, a custom property and a part of custom XML survive Word and LibreOffice; a paragraph's
`w14:paraId` and a document's variables do not.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from lxml import etree

from octavo.formats.docx.package import CUSTOM_PART, OFFICE, RELATIONSHIPS, TYPES, TYPES_PART
from octavo.formats.docx.xml import Element, make, parse, serialise, w

BOOKMARK = "_Oct"
"""How the name of a leaf's bookmark begins: Word does not show those with a low line."""

PROPERTY = "OctavoSent"
"""The custom property that holds the identifier of what was sent."""

UNNAMED = "0" * 12
"""What a file is called until it is made: its identifier comes of what is in it."""

NAMESPACE = "urn:octavo:sent"
PART = "customXml/item1.xml"
PROPERTIES = "customXml/itemProps1.xml"
MAIN_RELATIONSHIPS = "word/_rels/document.xml.rels"
ITEM_RELATIONSHIPS = "customXml/_rels/item1.xml.rels"
PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
MARKERS = (w("bookmarkStart"), w("bookmarkEnd"))


def mark_leaves(*stories: Element) -> int:
    """Put a bookmark around the content of each paragraph of some stories; return their number.

    Their numbers go on behind those of all bookmarks that are there.
    """
    taken = [int(one.get(w("id"), "0")) for story in stories for one in story.iter(MARKERS[0])]
    first = max(taken, default=0) + 1
    count = 0
    for leaf in (one for story in stories for one in story.iter(w("p"))):
        if _has_content(leaf):
            _mark(leaf, first + count, f"{BOOKMARK}{count + 1:06d}")
            count += 1
    return count


def _has_content(leaf: Element) -> bool:
    parent = leaf.getparent()
    is_separator = parent is not None and parent.get(w("type")) is not None
    inside = [part for part in leaf if part.tag not in (w("pPr"), *MARKERS)]
    return bool(inside) and not is_separator


def _mark(leaf: Element, number: int, name: str) -> None:
    at = 1 if leaf.find(w("pPr")) is not None else 0
    leaf.insert(at, make("bookmarkStart", id=number, name=name))
    leaf.append(make("bookmarkEnd", id=number))


def name_file(members: dict[str, bytes], identifier: str) -> None:
    """Write the identifier of what is sent into a part of custom XML of a file's members."""
    _write_name(members, identifier)
    members[ITEM_RELATIONSHIPS] = serialise(
        _related(None, [("rId1", "customXmlProps", "itemProps1.xml")])
    )
    known = parse(members[MAIN_RELATIONSHIPS])
    members[MAIN_RELATIONSHIPS] = serialise(
        _related(known, [("rId-sent", "customXml", f"../{PART}")])
    )
    types = parse(members[TYPES_PART])
    etree.SubElement(
        types, f"{{{TYPES}}}Override", PartName=f"/{PROPERTIES}", ContentType=PROPERTIES_TYPE
    )
    members[TYPES_PART] = serialise(types)


def rename(members: dict[str, bytes], identifier: str) -> None:
    """Give a file that has an identifier another, in each place that has it."""
    _write_name(members, identifier)
    properties = parse(members[CUSTOM_PART])
    for one in properties:
        if one.get("name") == PROPERTY:
            one[0].text = identifier
    members[CUSTOM_PART] = serialise(properties)


def _write_name(members: dict[str, bytes], identifier: str) -> None:
    item = parse(f'<sent xmlns="{NAMESPACE}"/>'.encode())
    item.set("id", identifier)
    members[PART] = serialise(item)
    store = etree.Element(f"{{{DATA_STORE}}}datastoreItem", nsmap={"ds": DATA_STORE})
    named = uuid.uuid5(uuid.NAMESPACE_URL, f"{NAMESPACE}:{identifier}")
    store.set(f"{{{DATA_STORE}}}itemID", f"{{{str(named).upper()}}}")
    references = etree.SubElement(store, f"{{{DATA_STORE}}}schemaRefs")
    etree.SubElement(references, f"{{{DATA_STORE}}}schemaRef").set(
        f"{{{DATA_STORE}}}uri", NAMESPACE
    )
    members[PROPERTIES] = serialise(store)


def _related(root: Element | None, added: Iterable[tuple[str, str, str]]) -> Element:
    made = etree.Element(f"{{{RELATIONSHIPS}}}Relationships") if root is None else root
    for identifier, kind, target in added:
        one = etree.SubElement(made, f"{{{RELATIONSHIPS}}}Relationship", Id=identifier)
        one.set("Type", f"{OFFICE}/{kind}")
        one.set("Target", target)
    return made
