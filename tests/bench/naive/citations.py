"""The naive citations: a bracket that a pattern knows becomes a Cite; ibid. repeats the last."""

import re

import panflute as pf

TYPED = re.compile(r"\((?P<work>[A-Z][\w. ]+?),? (?:vol\. \d+, )?pp?\. (?P<page>[\d–-]+)\.?\)")
AGAIN = re.compile(r"\(Ibid\.,? pp?\. (?P<page>[\d–-]+)\.?\)")


def action(element: pf.Element, doc: pf.Doc) -> None:
    """Look at the text of each paragraph; note what it cites."""
    if not isinstance(element, pf.Para | pf.Plain):
        return
    text = pf.stringify(element)
    for found in TYPED.finditer(text):
        doc.last = found["work"].casefold().replace(" ", "-")
        cite(element, doc.last, found["page"])
    for found in AGAIN.finditer(text):
        cite(element, doc.last, found["page"])


def cite(paragraph: pf.Element, key: str, page: str) -> None:
    """Put a Cite at the end of the paragraph that has the typed one."""
    citation = pf.Citation(key, suffix=[pf.Str(f", p. {page}")])
    paragraph.content.append(pf.Cite(pf.Str(key), citations=[citation]))


def prepare(doc: pf.Doc) -> None:
    """Begin with nothing cited."""
    doc.last = ""


if __name__ == "__main__":
    pf.run_filter(action, prepare=prepare)
