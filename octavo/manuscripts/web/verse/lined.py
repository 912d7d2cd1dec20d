"""Numbers of the lines of verse that stand in its lines, as their class says: they are left out.

In a browser they stand in the margin; without their style they would be glued to the last words.
"""

from __future__ import annotations

import re

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.model.counted import counted

CLASS = re.compile(r"(?:poem-?|verse-?)?(?:line-?(?:num(?:ber)?|no)s?|lnum)")
NUMBER = re.compile(r"[\[(]?\d{1,5}[\])]?\.?")
LEAST = 3
"""So many numbers, or more, count lines."""


def take(web: Web) -> None:
    """Take the numbers of lines out of verse, in place; report how many."""
    numbers = [
        one
        for one in tree.of(web.bodies, "span", "small", "sup")
        if any(map(CLASS.fullmatch, tree.classes(one)))
        and NUMBER.fullmatch(tree.words(one))
        and one.find(".//a[@href]") is None
        and one.get("id") is None
    ]
    if len(numbers) < LEAST:
        return
    words = [tree.words(one) for one in numbers]
    for one in numbers:
        xml.remove(one)
    web.aside += words
    message = f"{counted(len(words), 'number')} of lines in the margin left out."
    web.done("import-line-number", message, ", ".join(words))
