"""Writes the tracked changes of a file as LibreOffice 7.4 does: of notes, beside their words.

So it was seen in files that it saved; `tests/test_merge_shifted.py` holds both to the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from octavo.formats.docx.xml import Element, make, parse, serialise, w

CHANGES = (w("ins"), w("del"))
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
BY = (b"<Application>Octavo<", b"<Application>LibreOffice/7.4.7.2<")


@dataclass
class Item:
    """A letter, or the mark of a field, and the changes that it has."""

    run: Element
    letter: str = ""
    mark: str = ""
    code: str = ""
    change: Element | None = None
    look: Element | None = None


def saved(members: dict[str, bytes]) -> dict[str, bytes]:
    """Return the members of a file with its tracked changes as LibreOffice writes them."""
    notes, document = parse(members["word/footnotes.xml"]), parse(members["word/document.xml"])
    for paragraph in notes.iter(w("p")):
        if paragraph.find(f".//{w('fldChar')}") is not None:
            _rewrite(paragraph)
    for paragraph in document.iter(w("p")):
        ends = paragraph.findall(f"{w('pPr')}/{w('rPr')}/{w('del')}")
        for end in ends if paragraph.find(f".//{w('footnoteReference')}") is not None else ():
            end.getparent().remove(end)
    return {
        **members,
        "docProps/app.xml": members["docProps/app.xml"].replace(*BY),
        "word/footnotes.xml": serialise(notes),
        "word/document.xml": serialise(document),
    }


def _rewrite(paragraph: Element) -> None:
    """Give each letter and mark of a paragraph the changes of the letter of its number."""
    items = list(_items(paragraph))
    changes = [(one.change, one.look) for one in items if one.letter]
    changes += [(None, None)] * (len(items) - len(changes))
    for item, (change, look) in zip(items, changes, strict=True):
        item.change, item.look = change, look
    head = [one for one in paragraph if one.tag == w("pPr")]
    number = next(paragraph.iter(w("footnoteRef")), None)
    head += [] if number is None else [number.getparent()]
    for part in list(paragraph):
        paragraph.remove(part)
    paragraph.extend([*head, *(made for one in items for made in _written(one))])


def _items(paragraph: Element) -> Iterator[Item]:
    for run in paragraph.iter(w("r")):
        change = next((up for up in run.iterancestors() if up.tag in CHANGES), None)
        look = run.find(f"{w('rPr')}/{w('rPrChange')}")
        for part in run:
            if part.tag == w("fldChar"):
                mark = Item(run, mark=str(part.get(w("fldCharType"))), change=change, look=look)
                mark.code = _code(run) if mark.mark == "begin" else ""
                yield mark
            elif part.tag in (w("t"), w("delText")):
                yield from (
                    Item(run, letter, change=change, look=look) for letter in part.text or ""
                )


def _code(begin: Element) -> str:
    """Return the code of a field, in this run or the next ones."""
    codes = [one.text or "" for one in begin.iter(w("instrText"))]
    run = begin.getnext()
    while run is not None and run.find(w("fldChar")) is None:
        codes += [one.text or "" for one in run.iter(w("instrText"))]
        run = run.getnext()
    return "".join(codes)


def _written(item: Item) -> Iterator[Element]:
    """Yield the elements of an item; the later marks of a field stand behind an empty run."""
    if item.letter:
        yield _changed(item, _text("delText" if _is_gone(item) else "t", item.letter))
        return
    if item.mark == "begin":
        code = _text("delInstrText" if _is_gone(item) else "instrText", item.code)
        yield _changed(item, make("fldChar", fldCharType="begin"))
        yield _changed(item, code)
        return
    yield _changed(item)
    yield make("r", make("fldChar", fldCharType=item.mark))


def _is_gone(item: Item) -> bool:
    return item.change is not None and item.change.tag == w("del")


def _changed(item: Item, *inside: Element) -> Element:
    """Return a run with a look and change; without anything in it, an empty one."""
    properties = item.run.find(w("rPr"))
    properties = make("rPr") if properties is None else deepcopy(properties)
    for old in properties.findall(w("rPrChange")):
        properties.remove(old)
    properties.extend([deepcopy(item.look)] if item.look is not None else [])
    run = make("r", properties, *inside)
    if item.change is None:
        return run
    change = make(item.change.tag.rpartition("}")[2])
    change.attrib.update(item.change.attrib)
    change.append(run)
    return change


def _text(name: str, words: str) -> Element:
    made = make(name)
    made.text = words
    made.set(SPACE, "preserve")
    return made
