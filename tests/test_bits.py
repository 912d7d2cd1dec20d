"""The book in BITS: each word of the text, in elements that the DTD allows where they stand.

No package has the DTD. Where the variable OCTAVO_BITS names it (BITS-book2.dtd), the file is held
against it; else against what it says of the elements that are used here.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree

from octavo.desk.deliver import full_text
from octavo.formats.pictures import name_pictures
from octavo.formats.trade import bits, bits_read
from octavo.model import reading
from octavo.model.edition import Edition
from octavo.model.finding import InputError
from octavo.model.nodes import Document, walk
from tests.making import EDITION, make_job
from tests.test_ebook_wounds import give_dot
from tests.webtexts import VARIED, give_images

HARD = """\
> A motto before all.

# Preface {.frontmatter}

Words of the preface.[^p]

# Part One {.part}

Intro.

# One $x^2$ [sc]{.smallcaps} {#one .chapter}

Para *em* ~~x~~ `code`{.py} H~2~O,
see [two](#two), [gone](#nowhere) and [*ici*]{#here lang=fr}.[^1] $$ E = mc^2 $$

Broken\\
line[]{.page n=4} here.

| line one
|   line two
|
| stanza *two*[^2]

> quote para
>
> ## Within quote
>
> - x
>
> $$ a = b $$

## Sub

- a

  ```
  code in list
  ```

- > q

3. x

   | A | B |
   |---|---|
   | 1 | $$ z $$ |

Term
:   > second

![Cap *c*[^3]](dot.png){#fig1 alt="Alt"}

![](dot.png){alt="inline"} text

| A | B |
|:--|--:|
| 1 | 2 |

: Caption

+---+-----+
| a | - x |
|   |     |
|   | para|
+---+-----+
| b | c   |
+---+-----+

::: {.box #b1}
### Boxed

In box.

| verse
:::

::: {#odd .strange}
Odd.
:::

#### Deep

Deep words.

***

# Two {#two .chapter}

Text.

# Works {.backmatter}

::: {#refs .csl-bib-body}
::: {#ref-doe .csl-entry}
[1]{.csl-left-margin}[Doe. *Title*.]{.csl-right-inline}
:::
:::

[^p]: Note in preface.
[^1]: Note *one*.

    - list in note

    > quoted
[^2]: Short.
[^3]: Cap note.
"""

PARTS = ("body", "named-book-part-body", "sec", "disp-quote", "boxed-text")
BLOCKS = "p list def-list disp-quote boxed-text verse-group code fig table-wrap disp-formula"
WORDS = (
    "italic bold strike sup sub sc underline monospace xref ext-link styled-content target "
    "inline-formula inline-graphic"
)
MAY_HOLD = {
    "book": "collection-meta book-meta front-matter book-body book-back",
    "front-matter": "front-matter-part",
    "book-body": "book-part",
    "book-back": "book-part book-app",
    "book-part": "book-part-meta body back",
    "book-app": "book-part-meta body back",
    "front-matter-part": "book-part-meta named-book-part-body back",
    "back": "app-group sec ref-list fn-group",
    "article": "front body back",
    "front": "journal-meta article-meta",
    "app-group": "app",
    "app": f"label title {BLOCKS} sec ref-list",
    "ref-list": "title ref",
    "body": f"{BLOCKS} sec book-part",
    "named-book-part-body": f"{BLOCKS} sec",
    "sec": f"label title {BLOCKS} sec ref-list",
    "disp-quote": BLOCKS,
    "boxed-text": BLOCKS,
    "p": f"{WORDS} {BLOCKS} mixed-citation",
    "list-item": "label p list def-list",
    "def": "p",
    "fn": "label p",
    "caption": "p",
    "td": f"{WORDS} disp-formula break p list def-list code",
    "th": f"{WORDS} disp-formula break p list def-list code",
    "title": f"{WORDS} break",
    "verse-line": WORDS,
    "verse-group": "verse-line verse-group",
    "fig": "caption graphic p list code table-wrap",
    "table-wrap": "caption table",
    "table": "thead tbody",
    "mixed-citation": WORDS,
}
"""What BITS 2.0, and JATS 1.1, let these elements hold, of what is written."""

ORDER = ("label", "title", "", "app-group", "sec", "book-part", "ref-list", "fn-group")
"""The order within a division or a section; "" stands for its blocks."""


def made(folder: Path, text: str, edition: Edition = EDITION) -> tuple[bytes, reading.Reading]:
    give_images(folder)
    give_dot(folder)
    job, _ = make_job(folder, text, edition)
    document = Document.loads(job.document.read_bytes())
    names = {name: f"images/{name}" for name in name_pictures(document, job.project)}
    return full_text.kept_as(edition).write(document, edition, names), reading.canon(job.document)


def faults(data: bytes, variable: str = "OCTAVO_BITS") -> list[str]:
    """Return what the DTD would not allow; the DTD is named by a variable."""
    root = etree.fromstring(data)
    if path := os.environ.get(variable):
        dtd = etree.DTD(path)
        dtd.validate(root)
        return [str(one) for one in dtd.error_log]
    faults = [
        f"{child.tag} in {element.tag}"
        for element in root.iter(*MAY_HOLD)
        for child in element
        if child.tag not in MAY_HOLD[str(element.tag)].split()
    ]
    for element in root.iter(*PARTS, "back", "fn", "list-item"):
        at = [ORDER.index(str(one.tag) if one.tag in ORDER else "") for one in element]
        faults += [f"the order in {element.tag}"] if at != sorted(at) else []
    ids = [str(one.get("id")) for one in root.iter() if one.get("id")]
    faults += [f"id {one} twice" for one in ids if ids.count(one) > 1]
    rids = [rid for one in root.iter("xref") for rid in str(one.get("rid") or "").split()]
    return [*faults, *(f"no {rid}" for rid in rids if rid not in ids)]


@pytest.mark.parametrize("text", [VARIED, HARD, "Only words.\n", "# One\n"])
def test_each_word_is_there_in_a_valid_file(tmp_path: Path, text: str) -> None:
    data, canon = made(tmp_path, text)
    assert bits_read.read(data) == canon
    assert faults(data) == []


def test_the_divisions_notes_and_references(tmp_path: Path) -> None:
    data, _ = made(tmp_path, HARD)
    root = etree.fromstring(data)
    assert [one.tag for one in root] == ["book-meta", "front-matter", "book-body", "book-back"]
    assert root.xpath("//fn-group/fn/label/text()") == ["1", "2", "3", "4"]
    assert root.xpath("string(//ref-list/ref[@id='ref-doe']/mixed-citation)") == "1Doe. Title."
    assert root.xpath("//verse-group/verse-group[2]/verse-line/italic/text()") == ["two"]
    assert root.xpath("//fig/graphic/alt-text/text()") == ["Alt"]
    assert root.xpath("//xref[@rid='two']/@ref-type") == ["book-part"]
    assert not root.xpath("//xref[@rid='nowhere']")
    formula = root.xpath("//p/disp-formula/alternatives")[0]
    assert formula[0].text == " E = mc^2 "
    assert formula[1].tag == "{http://www.w3.org/1998/Math/MathML}math"
    assert b"<mml:math" in data


def test_the_book_says_what_it_is(tmp_path: Path) -> None:
    data, _ = made(tmp_path, "# One\n\nText.\n")
    root = etree.fromstring(data)
    assert root.findtext("book-meta/book-title-group/book-title") == "A Test Book"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-GB"


def test_a_file_that_lost_a_word_is_refused(tmp_path: Path) -> None:
    data, canon = made(tmp_path, "# One\n\nOne two three.[^n]\n\n[^n]: In a note.\n")
    with pytest.raises(InputError, match="differs from the text at “One One two three"):
        full_text.refuse_unlike(bits_read.read(data.replace(b"two ", b"")), canon)
    with pytest.raises(InputError, match="differs from the text at “In a note"):
        full_text.refuse_unlike(bits_read.read(data.replace(b"In a", b"In")), canon)
    with pytest.raises(InputError, match="pictures in BITS are not those"):
        full_text.refuse_unlike(bits_read.read(data.replace(b"<title>One</title>", b"One")), canon)


WORKS = """

# Works {.backmatter}

::: {#refs .csl-bib-body}
::: {#ref-doe .csl-entry}
Doe.
:::
:::
"""


@pytest.mark.parametrize("in_note", [False, True])
def test_a_citation_leads_to_its_work(tmp_path: Path, in_note: bool) -> None:
    """Where it stands, or in the note in which the style sets it."""
    job, _ = make_job(tmp_path, f"# One\n\nCited [@doe].{WORKS}", EDITION)
    document = Document.loads(job.document.read_bytes())
    [cite] = [node for node in walk(document.blocks) if node["t"] == "Cite"]
    words = [{"t": "Emph", "c": [{"t": "Str", "c": "Doe"}]}, {"t": "Str", "c": ", p. 1."}]
    note = {"t": "Note", "c": [{"t": "Para", "c": words}]}
    cite["c"][1] = [note] if in_note else words
    root = etree.fromstring(bits.book(document, EDITION, {}))
    path = "//fn/p/xref" if in_note else "//body/p/xref"
    [xref] = root.xpath(f"{path}[@ref-type='bibr'][@rid='ref-doe']")
    assert "".join(xref.itertext()) == "Doe, p. 1."
    assert bits_read.read(etree.tostring(root)) == reading.read(document)
