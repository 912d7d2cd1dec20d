"""Takes away what stands around words in a Word file and which pandoc does not enter.

Simple fields become complex ones, content controls, custom XML and smart tags go, words of
another direction are marked, readings stand behind their characters, drop capitals join their
word. Every run then holds words, or one thing that stands among them.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator

from lxml import etree

from octavo.manuscripts.word.marks import Mark, Marks, word_run
from octavo.manuscripts.word.notices import Notices, first_words, many
from octavo.ooxml.elements import DRAWN, alternative
from octavo.ooxml.names import MC, W, val

WRAPPERS = (f"{W}customXml", f"{W}smartTag")
KEPT_CONTROLS = ("MENDELEY_CITATION", "MENDELEY_BIBLIOGRAPHY", "CitaviPlaceholder", "CitaviBiblio")
"""Content controls that mean something later: their tags begin so."""

ALONE = DRAWN | {
    f"{W}{name}"
    for name in (
        "footnoteReference", "endnoteReference", "commentReference", "fldChar", "instrText",
        "ruby", "sym", "br", "ptab",
    )
} | {f"{MC}AlternateContent"}  # fmt: skip
"""What stands in a run alone: pandoc reads nothing else of such a run."""

READING = ("\N{FULLWIDTH LEFT PARENTHESIS}", "\N{FULLWIDTH RIGHT PARENTHESIS}")
"""A reading behind its characters, as where ruby cannot be set (JIS X 4051, 4.12; W3C, JLREQ)."""


def unwrap(marks: Marks, notices: Notices) -> None:
    """Take away what stands around words, in place."""
    _one_body(marks, notices)
    for story in marks.package.stories():
        _take_alternatives(story.root)
        for name in WRAPPERS:
            for element in list(story.root.iter(name)):
                _replace(element, [one for one in element if not _is_property(one)])
        _open_controls(story.root)
        _open_directions(story.root, marks)
        for run in list(story.root.iter(f"{W}r")):
            _split(run)
        for field in list(story.root.iter(f"{W}fldSimple")):
            _replace(field, list(_complex(field)))
        _readings(story.root, notices)
        _drop_capitals(story.root)


def _is_property(element: etree._Element) -> bool:
    return not isinstance(element.tag, str) or element.tag.endswith(("Pr", "EndPr"))


def _replace(element: etree._Element, by: list[etree._Element]) -> None:
    """Put elements in the place of another. What stands in a tail means nothing to Word."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    parent.remove(element)
    parent[at:at] = by


def _one_body(marks: Marks, notices: Notices) -> None:
    """Join several bodies, as some programs write: Word shows the first, pandoc the last."""
    root = marks.package.tree(marks.package.main)
    bodies = root.findall(f"{W}body") if root is not None else []
    for other in bodies[1:]:
        bodies[0].extend(list(other))
        _replace(other, [])
    if len(bodies) > 1:
        message = f"The file has {len(bodies)} bodies of text: all of them were joined."
        notices.look_at("import-bodies", message, "See whether one of them is only an old version.")


def _take_alternatives(root: etree._Element) -> None:
    """Keep of several alternatives the one that is read here."""
    for element in list(root.iter(f"{MC}AlternateContent")):
        chosen = alternative(element)
        if chosen is not element:
            _replace(element, list(chosen))


def _open_controls(root: etree._Element) -> None:
    """Take content controls away, but for those that mean something to a later pass."""
    for control in list(root.iter(f"{W}sdt")):
        properties, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
        if properties is not None and _means_something(properties):
            continue
        _replace(control, [] if content is None else list(content))


def _means_something(properties: etree._Element) -> bool:
    kinds = ("docPartObj", "citation", "bibliography")
    tag = val(properties.find(f"{W}tag"))
    named = any(properties.find(f"{W}{kind}") is not None for kind in kinds)
    return named or tag.startswith(KEPT_CONTROLS)


def _open_directions(root: etree._Element, marks: Marks) -> None:
    """Mark the words of `dir` and `bdo` with their direction (ECMA-376, part 1, 17.3.2.3, .8)."""
    for element in list(root.iter(f"{W}dir", f"{W}bdo")):
        direction = val(element)
        for run in element.iter(f"{W}r") if direction in ("rtl", "ltr") else ():
            right = run.find(f"{W}rPr/{W}rtl") is not None and direction == "rtl"
            if not right and next(run.iter(f"{W}t"), None) is not None:
                marks.run(run, Mark("dir", direction))
        _replace(element, list(element))


def _split(run: etree._Element) -> None:
    """Make a run of each thing in it that stands alone."""
    parts = [part for part in run if part.tag != f"{W}rPr"]
    if len(parts) < 2 or not any(part.tag in ALONE for part in parts):
        return
    properties = run.find(f"{W}rPr")
    runs: list[etree._Element] = []
    joins = False
    for part in parts:
        alone = part.tag in ALONE
        if alone or not joins:
            runs.append(etree.Element(f"{W}r"))
            if properties is not None:
                runs[-1].append(copy.deepcopy(properties))
        runs[-1].append(part)
        joins = not alone
    _replace(run, runs)


def _complex(field: etree._Element) -> Iterator[etree._Element]:
    """Yield the runs of a simple field as those of a complex one."""
    yield _field_mark("begin")
    code = etree.Element(f"{W}r")
    etree.SubElement(code, f"{W}instrText").text = val(field, "instr")
    yield code
    yield _field_mark("separate")
    yield from (one for one in field if one.tag != f"{W}fldData")
    yield _field_mark("end")


def _field_mark(kind: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}fldChar").set(f"{W}fldCharType", kind)
    return run


def _readings(root: etree._Element, notices: Notices) -> None:
    """Write each reading (ruby) behind its characters, in brackets."""
    rubies = list(root.iter(f"{W}ruby"))
    if rubies:
        message = f"{many(len(rubies), 'reading')} (ruby) went behind the characters, in brackets."
        notices.done("import-ruby", message, first_words(rubies[0]))
    for ruby in rubies:
        run, base, reading = ruby.getparent(), ruby.find(f"{W}rubyBase"), ruby.find(f"{W}rt")
        if run is not None and base is not None:
            opening, closing = (word_run(sign) for sign in READING)
            says = reading is not None and first_words(reading)
            behind = [opening, *reading, closing] if reading is not None and says else []
            _replace(run, [*base, *behind])


def _drop_capitals(root: etree._Element) -> None:
    """Join a drop capital, which Word keeps in a frame of its own, with its word (17.3.1.11)."""
    for frame in list(root.iter(f"{W}framePr")):
        paragraph = next(frame.iterancestors(f"{W}p"), None)
        if val(frame, "dropCap") not in ("drop", "margin") or paragraph is None:
            continue
        text = paragraph.getnext()
        if text is None or text.tag != f"{W}p":
            continue
        at = 0 if text.find(f"{W}pPr") is None else 1
        runs = [one for one in paragraph if one.tag != f"{W}pPr"]
        for run in (one for one in runs if one.tag == f"{W}r"):
            _plain(run)
        text[at:at] = runs
        _replace(paragraph, [])


def _plain(run: etree._Element) -> None:
    """Take from the run of a drop capital the size and place that are its own."""
    properties = run.find(f"{W}rPr")
    for name in ("position", "sz", "szCs", "b", "bCs", "rFonts"):
        part = None if properties is None else properties.find(f"{W}{name}")
        if properties is not None and part is not None:
            properties.remove(part)
