"""Initial letters that a web page shows as pictures: `<img alt="Drop cap T"> he house`.

A reader hears the word from the description; in a book the letter is part of its word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.tree import Text
from octavo.model.counted import counted
from octavo.text.lexicon import lexicon

LETTER = re.compile(
    r"[\s(\[]*(?:(?:drop(?:ped)?|decorat\w+|ornament\w*|illuminated|initial|large|capital|letter|cap"
    r"|case)[\s:,-]+)*(?P<letter>[\"'\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}]?"
    r"(?-i:[^\W\d_a-z]))\W*",
    re.IGNORECASE,
)
"""How such a picture is described: by its letter, perhaps with what it is before it."""

WORD = re.compile(r"[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W\d_]+)?")
WORDS = frozenset("AIO")
"""Letters that may be words by themselves."""


def take(web: Web) -> None:
    """Put such letters before the words that they begin, in place; report it once."""
    made: list[str] = []
    for body in web.bodies:
        for image in tree.of([body], "img"):
            match = LETTER.fullmatch(image.get("alt", "").strip())
            start = _behind(image, body) if match else None
            if match is None or start is None:
                continue
            if _stands(web, match["letter"][-1], start.text.strip()):
                made.append(match["letter"])
                _without(image)
                continue
            word = _joined(web, match["letter"], start.text.lstrip())
            if word:
                web.marks += WORD.findall(start.text)[:1]
                start.write(word)
                made.append(word[:60])
                _without(image)
    web.unshown += len(made)
    if made:
        many = counted(len(made), "picture")
        became = "of an initial letter became" if len(made) == 1 else "of initial letters became"
        message = f"{many} {became} the first letters of the text."
        web.done("import-initial", message, made[0][1:], made[0])


def _behind(image: etree._Element, body: etree._Element) -> Text | None:
    """Return where the first words behind a picture stand; None where a picture comes first."""
    for start in _starts(image, body):
        if start.element.tag == "img" and not start.is_tail:
            return None
        if start.text.strip():
            return start if WORD.match(start.text.lstrip()) else None
    return None


def _starts(image: etree._Element, body: etree._Element) -> Iterator[Text]:
    """Yield the places of text behind a picture, in the order of the page."""
    yield Text(image, is_tail=True)
    behind = False
    for event, node in etree.iterwalk(body, events=("start", "end")):
        if node is image:
            behind = True
        elif behind:
            yield Text(node, is_tail=event == "end")


def _stands(web: Web, letter: str, text: str) -> bool:
    """Whether a text begins with the letter already, as a page has it that hides it on a screen."""
    first = WORD.match(text)
    if text == letter:
        return True
    if first is None or first[0][0] != letter:
        return False
    words = lexicon(str(web.embedded.get("lang") or "en"))
    return words.share(letter + first[0]) <= words.share(first[0])


def _joined(web: Web, letter: str, text: str) -> str:
    """Return a text with its first letter; "" where it is not certain what belongs together."""
    first = WORD.match(text)
    if first is None:
        return ""
    bare = letter[-1]
    if bare not in WORDS:
        return "" if first[0][0].isupper() and first[0][1:].islower() else letter + text
    words = lexicon(str(web.embedded.get("lang") or "en"))
    whole, apart = words.share(bare + first[0]), words.share(first[0])
    return letter + text if whole > apart else f"{letter} {text}"


def _without(image: etree._Element) -> None:
    """Take a picture away, with what holds nothing else."""
    parent = image.getparent()
    xml.remove(image)
    while parent is not None and parent.tag != "body":
        above = parent.getparent()
        if tree.has_words(parent) or len(parent):
            return
        xml.remove(parent)
        parent = above
