"""Links in headings that only lead back to the list of contents: *ToC*, *Top*, an arrow.

They serve the screen. In a book they would stand in each title.
"""

from __future__ import annotations

import re

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.model.counted import counted

BACK = re.compile(
    r"[\[(]?(?:toc|contents|top|back to (?:top|contents)|\N{UPWARDS ARROW})[\])]?", re.IGNORECASE
)


def take(web: Web) -> None:
    """Leave out such links of headings that have words of their own, in place; report them once."""
    gone = ""
    many = 0
    for heading in tree.of(web.bodies, *tree.HEADINGS):
        for link in list(heading.iter("a")):
            words = tree.words(link)
            leads = link.get("href", "").startswith("#") and BACK.fullmatch(words)
            if leads and tree.words(heading) != words:
                web.marks.append(words)
                web.aside.append(tree.words(heading))
                xml.remove(link)
                gone, many = words, many + 1
    if many:
        several = f"{counted(many, 'link')} in headings, back to the contents,"
        several += f" {'was' if many == 1 else 'were'} left out."
        web.done("import-boilerplate", several, gone)
