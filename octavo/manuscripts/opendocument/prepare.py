"""Prepares an OpenDocument text before pandoc reads it: each pass sets one thing right in the tree.

What editors left is recorded first, so that paragraphs are counted as their author sees them; then
comes in what pandoc passes by, and last what stands for a meaning is marked.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from octavo.files import xml
from octavo.files.xml import remove
from octavo.manuscripts.opendocument import boxes, editors, entries, structure, tongues
from octavo.manuscripts.opendocument.tree import OFFICE, SVG, TEXT, Styles, words
from octavo.manuscripts.word.alternatives import is_of_author
from octavo.manuscripts.word.cited import Library
from octavo.manuscripts.word.notices import listed, many
from octavo.manuscripts.word.record import Record
from octavo.model.finding import Finding, InputError, Place, Severity, Tier

CONTENT, STYLES = "content.xml", "styles.xml"
FRONT = {"Title": "title", "Subtitle": "subtitle"}
"""The styles of a title page, and the keys of edition.yaml."""

FIRST = 12
"""Among so many paragraphs a title page is looked for."""


@dataclass(slots=True)
class Prepared:
    """What a text says of itself by its styles, what editors left in it, and findings."""

    embedded: dict[str, object] = field(default_factory=dict)
    record: Record = field(default_factory=Record)
    findings: list[Finding] = field(default_factory=list)


def prepare(members: dict[str, bytes], file: str, library: Library) -> Prepared:
    """Prepare an OpenDocument text, its members by name, in place."""
    made = Prepared()
    root = _parsed(members, CONTENT)
    body = None if root is None else next(root.iter(f"{OFFICE}text"), None)
    if root is None or body is None:
        return made
    styles = Styles.of(root, _parsed(members, STYLES))
    made.record = editors.record(body, file)
    made.findings += made.record.findings
    structure.show_fields(body)
    structure.head(body, styles)
    structure.keep_works(body)
    _report_indexes(structure.drop_indexes(body), made, file)
    _report_boxes(boxes.lift(body), made, file)
    structure.lift_headings(body)
    _front(body, styles, made, file)
    uses, findings = tongues.take(body, styles, file, library.lang, library.structure.answers)
    library.structure.join(uses)
    made.findings += findings
    entries.take(body)
    _describe(body, made, file)
    members[CONTENT] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return made


def _describe(body: etree._Element, made: Prepared, file: str) -> None:
    """Leave out the alternative texts that no author wrote."""
    left = 0
    for text in body.iter(f"{SVG}title", f"{SVG}desc"):
        if text.text and not is_of_author(text.text):
            left += 1
            text.text = ""
    if left:
        message = f"{many(left, 'alternative text')} that only named a file or a number, or that"
        message += f" a program had guessed, {'was' if left == 1 else 'were'} left out."
        hint = "Write what each picture shows: ![caption](file){alt=…}."
        made.findings.append(
            Finding("import-alt", message, Severity.WARNING, Tier.FLAG, Place(file), hint=hint)
        )


def _parsed(members: dict[str, bytes], name: str) -> etree._Element | None:
    """Return the tree of a part; None where it is not there, or is damaged."""
    try:
        return xml.parse(members[name], name) if name in members else None
    except InputError:
        return None


def _report_indexes(lines: list[str], made: Prepared, file: str) -> None:
    if lines:
        message = f"{many(len(lines), 'line')} of an index that a program had made left out:"
        message += " every edition makes its own."
        before = "\n".join(lines)
        made.findings.append(
            Finding(
                "import-contents", message, Severity.INFO, Tier.AUTO, Place(file), before=before
            )
        )


def _report_boxes(lifted: list[str], made: Prepared, file: str) -> None:
    if lifted:
        message = f"{many(len(lifted), 'text box', 'text boxes')} went behind the paragraph that"
        message += f" each hangs on, as a division of class box: {listed(lifted)}."
        hint = "See whether each stands where it belongs."
        made.findings.append(
            Finding("import-box", message, Severity.WARNING, Tier.FLAG, Place(file), hint=hint)
        )


def _front(body: etree._Element, styles: Styles, made: Prepared, file: str) -> None:
    """Take title and subtitle, by their styles, from the first paragraphs into edition.yaml."""
    for paragraph in [one for one in body if one.tag == f"{TEXT}p"][:FIRST]:
        key = next((FRONT[name] for name in styles.names(paragraph) if name in FRONT), "")
        text = " ".join(words(paragraph).split())
        if not key or not text or key in made.embedded:
            continue
        made.embedded[key] = text
        remove(paragraph)
        mark = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"
        message = f"The line {mark[0]}{text}{mark[1]} went from the text into"
        message += f" metadata/edition.yaml, as {key}."
        made.findings.append(
            Finding(
                "import-title-page", message, Severity.INFO, Tier.AUTO, Place(file), before=text
            )
        )
