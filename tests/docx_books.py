"""Writes small books as DOCX for the tests of this format."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from octavo.formats import archive
from octavo.formats.docx.format import FORMAT
from octavo.formats.docx.xml import parse
from octavo.model import reading
from octavo.model.artefact import Artefact, Job, Reading
from octavo.model.edition import Edition
from octavo.model.nodes import Document
from tests.making import EDITION, make_job

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


VARIED = """\
# Preface {.frontmatter}

::: epigraph
> A line to begin with.
>
> \N{EM DASH} A Writer, *A Book*
:::

In the preface.[^p]

[^p]: The first note.

# Part One {#one .part}

# A *first* chapter {#first}

Words with *emphasis, **strong *and again* here***, [small capitals]{.smallcaps}, H~2~O, 2^10^,
~~struck~~, `code --here`, $e^{i\\pi}$,
a [Greek word, \u03bb\u03cc\u03b3\u03bf\u03c2]{lang=el}.[^a]
A line\\
broken, a [link to the second](#second), one to the [figure](#fig-a), <https://example.org/>.
Inline ![a small *mark* $x$](dot.png), ![words](dot.png){alt="other words"}
and ![](dot.png){.decorative}.

[^a]: Note with *two* paragraphs.

    The second of them, with `code`.

    > And a quotation.

- one
- two

    1. first of two

        with a second paragraph

    2. second

- three

Term
:   Its definition.

    In two paragraphs.

Another *term*
:   Defined.[^d]

[^d]: A note in a definition.

| Year | Members | Note |
|-----:|--------:|:-----|
| 1917 | 8,000   | February |
| 1921 | 200,000 | end of the civil war |
| 1922 | 600,000 | before the purge[^t] |

: Party membership.[^c]

[^t]: A note inside a table.
[^c]: A note in a caption.

![A caption with *emphasis*.](dot.png){#fig-a alt="What the figure shows"}

## A section {#section}

::: verse
| The limerick packs laughs anatomical
|   In space that is quite economical.
:::

> A block quotation.
>
> Its second paragraph.

After the quotation.

* * *

$$\\sum_{k=1}^{n} k = \\begin{pmatrix} a & b \\\\ c & d\\end{pmatrix}$$

``` python
def f(x):
    return x  # two  spaces

    y = 1
```

# The second[^h] {#second}

[^h]: A note in a heading.

::: {lang=fr}
Bonjour le monde.
:::

Back to [the first](#first), and to a [source](#ref-a).

# Bibliography {.backmatter}

::: {#refs}
::: {#ref-a}
Author, A. *A Title*. Place, 1999.
:::
:::
"""


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    signature = b"\x89PNG\r\n\x1a\n"
    return (
        signature + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )


def written(
    folder: Path,
    markdown: str,
    edition: Edition = EDITION,
    images: Mapping[str, bytes] | None = None,
) -> tuple[Artefact, Job]:
    job, _ = make_job(folder, markdown, edition)
    for name, data in {"dot.png": png(900, 1600), **(images or {})}.items():
        (job.project.source / name).write_bytes(data)
    [artefact] = FORMAT.write(job)
    return artefact, job


def part(artefact: Artefact, name: str) -> etree._Element:
    return parse(archive.read(artefact.path)[name])


def style(element: etree._Element) -> str:
    found = element.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val", "")


def text(element: etree._Element) -> str:
    return "".join(piece.text or "" for piece in element.iter(f"{W}t"))


def paragraphs(artefact: Artefact) -> list[tuple[str, str]]:
    return [(style(p), text(p)) for p in part(artefact, "word/document.xml").iter(f"{W}p")]


def canon(job: Job) -> Reading:
    return reading.read(Document.loads(job.document.read_bytes()))
