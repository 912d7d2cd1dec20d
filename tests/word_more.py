"""What else an editor does in a Word file: rows, pictures, comments, a note's mark."""

from __future__ import annotations

from copy import deepcopy

from octavo.formats.docx.xml import Element, make, w
from tests.word_editor import Editor, text_of

EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"


def row_of(editor: Editor, words: str) -> Element:
    """Return the row of a table of which some words are a cell."""
    for row in editor.trees["word/document.xml"].iter(w("tr")):
        if words in cells_of(row):
            return row
    raise LookupError(words)


def _mark(editor: Editor, row: Element, kind: str) -> None:
    properties = row.find(w("trPr"))
    if properties is None:
        properties = make("trPr")
        first = next(n for n, part in enumerate(row) if part.tag == w("tc"))
        row.insert(first, properties)
    properties.append(editor.change(kind))


def delete_row(editor: Editor, words: str) -> None:
    """Delete the row in which some words stand."""
    row = row_of(editor, words)
    if not editor.author:
        row.getparent().remove(row)
        return
    _mark(editor, row, "del")
    for run in list(row.iter(w("r"))):
        editor.take(run)


def new_row(editor: Editor, words: str, cells: str) -> None:
    """Write a row behind that in which some words stand; each cell says `cells` and its number."""
    row = row_of(editor, words)
    made = deepcopy(row)
    for mark in [*made.iter(w("bookmarkStart")), *made.iter(w("bookmarkEnd"))]:
        mark.getparent().remove(mark)
    for number, cell in enumerate(made.iter(w("tc")), 1):
        first, *more = cell.findall(w("p"))
        for one in more:
            cell.remove(one)
        for part in list(first):
            if part.tag != w("pPr"):
                first.remove(part)
        text = make("t")
        text.text = f"{cells} {number}"
        run = make("r", text)
        if editor.author:
            change = editor.change("ins")
            change.append(run)
            run = change
        first.append(run)
    if editor.author:
        _mark(editor, made, "ins")
    row.addnext(made)


def other_picture(editor: Editor, number: int, other: int) -> None:
    """Put the picture of another place in that of one; Word does not track that."""
    blips = list(editor.trees["word/document.xml"].iter(BLIP))
    blips[number].set(EMBED, blips[other].get(EMBED, ""))


def take_note(editor: Editor, words: str) -> None:
    """Delete the mark of the first note of a paragraph."""
    mark = next(editor.find(words).iter(w("footnoteReference")))
    editor.take(mark.getparent())


def cells_of(row: Element) -> list[str]:
    """Return the words of a row's cells, each paragraph by itself."""
    return [text for one in row.iter(w("p")) if (text := text_of(one).strip())]
