"""The languages of words in an OpenDocument text, judged as those of a Word file are."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from octavo.book.imports import Answers, Use
from octavo.manuscripts.opendocument.tree import APART, FO, PARAGRAPHS, STYLE, TEXT, Styles, wrap
from octavo.manuscripts.opendocument.tree import mark as mark_of
from octavo.manuscripts.word import languages
from octavo.manuscripts.word.marks import Mark
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.ooxml.leaf import Kind, Leaf, Run
from octavo.ooxml.styles import NONE, Look

SPAN, LINK = f"{TEXT}span", f"{TEXT}a"
NO_LANGUAGE = ("", "none", "zxx")


@dataclass(slots=True)
class _Said:
    """What is reported, and where a paragraph stands; its marks are written when all is read."""

    file: str
    numbers: dict[etree._Element, str]
    findings: list[Finding] = field(default_factory=list)
    marked: dict[etree._Element, str] = field(default_factory=dict)

    def done(self, rule: str, message: str) -> None:
        """Report something done."""
        self.findings.append(Finding(rule, message, Severity.INFO, Tier.AUTO, Place(self.file)))

    def place(self, element: etree._Element) -> str:
        """Return the place of a paragraph in words."""
        return self.numbers[element]

    def run(self, run: etree._Element, mark: Mark) -> None:
        """Note that the words of a span are of a language."""
        self.marked[run] = mark.value


def take(
    body: etree._Element, styles: Styles, file: str, lang: str, answers: Answers
) -> tuple[list[Use], list[Finding]]:
    """Mark the words in other languages, in place; return what was taken for what, and findings."""
    paragraphs = list(body.iter(*PARAGRAPHS))
    marks = _Said(file, {one: f"paragraph {number}" for number, one in enumerate(paragraphs, 1)})
    leaves = [_leaf(one, number, styles) for number, one in enumerate(paragraphs)]
    uses = languages.mark(leaves, marks, marks, lang, answers)
    for element, tag in marks.marked.items():
        if not any(up in marks.marked for up in element.iterancestors()):
            wrap(element, mark_of("lang", tag))
    return uses, marks.findings


def _part(paragraph: etree._Element) -> None:
    """Put the words that stand in a paragraph itself into spans: so each can be marked."""
    for child in [*paragraph]:
        if child.tail:
            span = etree.Element(SPAN)
            span.text, child.tail = child.tail, None
            child.addnext(span)
    if paragraph.text:
        span = etree.Element(SPAN)
        span.text, paragraph.text = paragraph.text, None
        paragraph.insert(0, span)


def _leaf(paragraph: etree._Element, number: int, styles: Styles) -> Leaf:
    _part(paragraph)
    leaf = Leaf("main", number, paragraph, NONE, 0)
    _runs(paragraph, leaf, styles, _look(paragraph, "paragraph", styles, Look()))
    return leaf


def _runs(element: etree._Element, leaf: Leaf, styles: Styles, look: Look) -> None:
    """Add the words below an element: each text is a run of the innermost span around it.

    What has a link in it, or stands in one, is left: pandoc drops a link in a link.
    """
    own = _look(element, "text", styles, look) if element.tag == SPAN else look
    is_plain = element.tag == SPAN and next(element.iter(LINK), None) is None
    for text in (element.text, *(child.tail for child in element)) if is_plain else ():
        if text:
            leaf.runs.append(Run(Kind.TEXT, text, own, NONE, element))
    for child in element:
        if isinstance(child.tag, str) and child.tag not in (*APART, LINK):
            _runs(child, leaf, styles, own)


def _look(element: etree._Element, family: str, styles: Styles, around: Look) -> Look:
    """Return the languages of an element: its style's, else those around it or the file's."""
    name = element.get(f"{TEXT}style-name", "")

    def tag(key: str) -> str:
        language = styles.text_property(family, name, key)
        if not language and family == "paragraph":
            language = styles.text_property("paragraph", "", key)
        return "" if language in NO_LANGUAGE else language

    return Look(
        lang=tag(f"{FO}language") or around.lang,
        lang_asia=tag(f"{STYLE}language-asian") or around.lang_asia,
        lang_bidi=tag(f"{STYLE}language-complex") or around.lang_bidi,
    )
