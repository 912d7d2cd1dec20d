"""Reads a play on a web page: who speaks, what is directed, where an act ends.

A table of names and speeches is taken apart first (`tabled`). The classes of Project Gutenberg's
and of other e-books' plays are meant: a paragraph of the class `speaker` above a speech, `stagedir`
for what is directed, and paragraphs that the style sheet sets in italics. Where no class names the
speakers, they are those whose names recur (`spoken`). Names go before their speeches, as in a play
that comes as plain text; directions are italics. A closing line (*End of the first act*) that was
typed as a heading is a paragraph: nothing stands below it.
"""

from __future__ import annotations

import re

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.plain.play.played import ACT, CLOSING, SCENES
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.setting import headlooks, looks
from octavo.manuscripts.web.verse import poems, spoken, tabled
from octavo.model.counted import counted

DIRECTED = re.compile(
    r"(?:stage(?:-?[a-z]+)?|directions?|sd|scene-?desc(?:ription)?|entrances?|exits?|exeunt)"
)
SCENE = re.compile(rf"(?:the (?:last|first) )?(?:{SCENES})\b", re.IGNORECASE)
"""How the heading of a scene begins, whatever else it says: *Scene the Last*."""

IN_BRACKETS = re.compile(r"\[[^\[\]]+[.!]\]|\([^()]+[.!]\)")
"""A sentence in brackets: what is done on the stage, not what an act is called."""

LEAST = 8
"""So many speeches make a play."""


def take(web: Web) -> None:
    """Set names before their speeches, and directions in italics; report it once."""
    for heading in tree.of(web.bodies, *tree.HEADINGS):
        if CLOSING.fullmatch(tree.words(heading).strip(" .")):
            heading.tag = "p"
            web.unheaded += 1
    _directed(web)
    _lower_scenes(web)
    rows = tabled.take(web) + spoken.take(web)
    speakers = [one for one in tree.of(web.bodies, "p", "div") if tabled.is_persona(one)]
    if not rows and len(speakers) < LEAST:
        return
    slanted = looks.slanted(web)
    for directed in tree.of(web.bodies, "p", "span", "div"):
        if (_is_directed(directed) or slanted & _named(directed)) and tree.has_words(directed):
            _italic(directed)
            _part(directed)
    first = tree.words(speakers[0]) if speakers else ""
    for name in speakers:
        _part(name)
        _speaks(name)
    message = "The names of speakers stand before "
    message += f"{counted(len(speakers) + rows, 'speech', 'speeches')}, as small capitals."
    web.done("import-speakers", message, first)


def _directed(web: Web) -> None:
    """Make paragraphs of the headings of a play that direct: sentences in brackets."""
    headings = tree.of(web.bodies, *tree.HEADINGS)
    directed = [one for one in headings if IN_BRACKETS.fullmatch(tree.words(one))]
    if not directed or not spoken.is_play(web):
        return
    for heading in directed:
        heading.tag = "p"
        web.unheaded += 1
    many = f"{counted(len(directed), 'heading')} in brackets, a direction of the play,"
    message = f"{many} became {'a paragraph' if len(directed) == 1 else 'paragraphs'}."
    web.done("import-heading-size", message, tree.words(directed[0]))


def _lower_scenes(web: Web) -> None:
    """Set the headings of scenes below those of acts that have their level, in place."""
    headings = list(tree.of(web.bodies, *tree.HEADINGS))
    acts = {one.tag for one in headings if ACT.match(tree.words(one))}
    scenes = [one for one in headings if SCENE.match(tree.words(one))]
    if len(acts) != 1 or web.entries or {one.tag for one in scenes} != acts:
        return
    first = next(n for n, one in enumerate(headings) if ACT.match(tree.words(one)))
    for heading in scenes:
        if headings.index(heading) > first:
            heading.tag = f"h{min(int(heading.tag[1]) + 1, 6)}"


def _part(block: etree._Element) -> None:
    """Say of a paragraph within verse that it is no line of it."""
    if block.tag == "p" and any(poems.is_called(one) for one in block.iterancestors()):
        tree.add_class(block, poems.APART)


def _named(element: etree._Element) -> set[str]:
    return set(tree.classes(element)) if element.tag == "p" else set()


def _is_directed(element: etree._Element) -> bool:
    return any(DIRECTED.fullmatch(name) for name in tree.classes(element))


def _italic(element: etree._Element) -> None:
    """Set the words of an element in italics; words that stood out in it by these are upright."""
    for inner in tree.of([element], "em", "i"):
        if inner is not element:
            tree.unwrap(inner)
    around = etree.Element("em")
    around.text, element.text = element.text, None
    around.extend(list(element))
    element.append(around)


def _speaks(name: etree._Element) -> None:
    """Put a name into the paragraph of its speech; one without a speech stays in its own."""
    speech = name.getnext()
    marked = etree.Element("span", {"class": "smallcaps"})
    marked.text, name.text = name.text, None
    marked.extend(list(name))
    for look in tree.of([marked], *headlooks.BOLD, *headlooks.ITALIC, "span"):
        if headlooks.is_whole(look, marked) and not look.get("id"):
            tree.unwrap(look)
    if (
        speech is None
        or speech.tag != "p"
        or tabled.is_persona(speech)
        or (name.tail or "").strip()
        or poems.APART in name.get("class", "")
    ):
        name.append(marked)
        name.set("class", poems.APART if poems.APART in name.get("class", "") else "")
        return
    marked.tail = " " + (speech.text or "").lstrip()
    speech.text = None
    speech.insert(0, marked)
    if name.get("id") and not speech.get("id"):
        speech.set("id", name.get("id", ""))
    xml.remove(name)
