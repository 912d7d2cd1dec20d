"""Raw markup as its author sees it, for a text that no filter has read it in."""

from __future__ import annotations

import re

from octavo.book.markup import commands, elements
from octavo.book.markup.tags import Tag, read
from octavo.model.nodes import Node

REASON = {
    True: "what its author sees there would be in no format",
    False: "it would show in one format only",
}
HINT = (
    "Write it in Markdown, or as code between backquotes if it is to be seen. Where"
    " metadata/pandoc.json lists markup.py as its first filter, most of HTML and TeX is read."
)
WORD = re.compile(r"[^\W_]+")


def words(node: Node) -> tuple[str, ...]:
    """Return the words of raw markup that a reader of it sees, in their order.

    They are read without the filter that reads raw markup into the document: tags, commands and
    what is known to be no words are left out, and the rest is words.
    """
    kind, text = node["c"]
    if kind.lower().startswith("html"):
        return _html_words(node)
    if kind.lower() in ("tex", "latex", "context"):
        return _tex_words(text)
    return tuple(WORD.findall(text))


def shows(node: Node) -> bool:
    """Whether raw markup shows anything: words, an image, or what no book can hold."""
    if words(node):
        return True
    if not node["c"][0].lower().startswith("html"):
        return False
    tags = (one.name for one in read(node) if isinstance(one, Tag) and not one.closes)
    return any(name in elements.LOST or name in ("img", "br", "hr") for name in tags)


def _html_words(node: Node) -> tuple[str, ...]:
    made: list[str] = []
    silent = ""
    for one in read(node):
        if isinstance(one, Tag):
            if one.closes:
                silent = "" if one.name == silent else silent
            elif one.name in elements.SILENT and not (silent or one.closed):
                silent = one.name
        elif not silent:
            made += WORD.findall(one.text)
    return tuple(made)


def _tex_words(text: str) -> tuple[str, ...]:
    bare = commands.ENVIRONMENT.sub(" ", text)
    bare = re.sub(r"\\end\s*\{[^{}]*\}", " ", bare)
    bare = NAMES.sub(" ", bare)
    bare = re.sub(r"\[[^\[\]]*\]", " ", bare)
    bare = commands.COMMAND.sub(" ", bare)
    return tuple(WORD.findall(bare))


NAMES = re.compile(
    r"\\(?:label|ref|autoref|cref|Cref|nameref|pageref|eqref|vref|index|cite\w*|\w*cite|nocite|"
    r"bibliography\w*|href|url|includegraphics|vspace|hspace|input|include|color|textcolor|"
    r"setlength|foreignlanguage|selectlanguage|gls\w*|acr\w*)\*?"
    r"\s*(?:\[[^\[\]]*\]\s*)*\{[^{}]*\}"
)
"""Commands whose first argument is a name and no words."""
