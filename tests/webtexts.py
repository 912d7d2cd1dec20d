"""Texts for the tests of EPUB and HTML: a small book with everything a book may hold."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from octavo.model.edition import Contributor, Copyright, Edition, Image
from octavo.model.groups import Series, Subject
from tests.shared import shared

VARIED = """
# Preface {.frontmatter}

Why this book.[^why] The term is *ab*solute, in [Small Capitals]{.smallcaps}.

## On the text

A section of the preface.

# Part One {.part}

::: epigraph
> Words before a part.[^epi]
>
> — *Nobody*
:::

# Loomings & More[^title] {#loomings .chapter}

The water is H~2~O; the formula $e^{i\\pi} + 1 = 0$ stands in a line, and
$$\\sum_{k=1}^{n} a_{k} + b_{k} + c_{k} + d_{k} = \\frac{n(n+1)}{2}$$
stands by itself. See [the other chapter](#hand), [a place](#place) and <https://example.org/a_b>.

> A quotation.
>
> > A quotation in it, with `code  with   spaces` and a line\\
> > break.

- first
- second
    1. inner one
    2. inner two

        with a paragraph[^two]
- [ ] to do
- [x] done

Term *one*
:   Definition one.

    Still definition one.
:   Definition two.

Term two
:   - a list in a definition

| A verse begins,
|    goes on indented,[^verse]
| and ends.

``` python
def fold(sheet):
    return sheet * 2  # <leaves> & pages
```

| Year | Members | Note |
|-----:|--------:|:-----|
| 1917 | 8,000   | February[^cell] |
| 1921 | 200,000 | end |

: Members of the party.[^cap] {#tbl:members}

+---------+----------------+
| Left    | Right          |
+=========+================+
| Two\\    | - a list       |
| lines   | - in a cell    |
+---------+----------------+

![A *square* of ink[^fig]](images/square.png){#fig:square width=30%}

![](images/plain.png){.decorative}

A picture ![inside](images/square.png) the line, ![x](images/square.png){alt="with other words"}.

## Deeper, [en français]{lang=fr}

Text ~~struck~~, [underlined]{.underline}, **bold**, λόγος, naïve, soft\N{SOFT HYPHEN}hyphen,
no\N{NO-BREAK SPACE}break, 10--20.

* * *

# The Hand {#hand}

Here is [a place]{#place} and the last note.[^why] See [the square](#fig:square), and
[the table](#tbl:members).

# Bibliography {.backmatter}

::: {#refs}
A book. *Its title*. 1999.
:::

[^why]: Because.
[^epi]: A note on an epigraph.
[^title]: A note on a title.
[^two]: First paragraph.

    Second paragraph, with `code` and a list:

    - one
    - two

    > quoted last
[^verse]: A note on a verse.
[^cell]: A note in a cell.
[^cap]: A note in a caption with $x^2$.
[^fig]: A note in a figure's caption.
"""

PLAIN = """
Words before any heading.[^a]

# One

A chapter of a book without parts.

## Section of one

Text.[^b]

# Two

More text.

[^a]: A.
[^b]: B.
"""

FULL = Edition(
    title="Ink & <Paper>",
    lang="en-GB",
    subtitle="A “History”",
    contributor=(
        Contributor("Ada Compositor", "Compositor, Ada", orcid="0000-0002-1825-0097"),
        Contributor("Ben Printer", "Printer, Ben"),
        Contributor("Cid Editor", "Editor, Cid", role="edt"),
        Contributor("Dee Essayist", "Essayist, Dee", chapter="hand"),
    ),
    publisher="Octavo & Co.",
    place="Mainz",
    date="2026-01-15",
    copyright=Copyright("2026", "Ada Compositor"),
    licence="CC BY 4.0",
    rights="All rights reserved.",
    identifier="urn:uuid:6ba7b811-9dad-51d1-80b4-00c04fd430c8",
    isbn={"epub": "978-0-306-40615-7", "html": "9780306406157"},
    doi="10.1000/182",
    series=Series("Trades", "3", "1234-5679"),
    subjects=(Subject("thema", "KNTP1", "Publishing"), Subject("keyword", name="ink")),
    keywords=("ink", "paper"),
    description="On ink </script> and paper.",
    images={"images/plain.png": Image(decorative=True)},
)


def png(shade: int) -> bytes:
    """Make a PNG of two by two grey pixels."""
    header = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)
    rows = bytes((0, shade, shade)) * 2
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def give_images(folder: Path) -> None:
    """Put the images of VARIED into a book made in `folder`."""
    images = folder / "book" / "source" / "images"
    images.mkdir(parents=True)
    (images / "square.png").write_bytes(png(0))
    (images / "plain.png").write_bytes(png(200))


def shared_book(name: str, folder: Path) -> str:
    """Give a whole book's text and copy its images; skip where it is not there."""
    home = shared("books", name)
    images = folder / "book" / "source" / "img"
    images.mkdir(parents=True)
    for file in (home / "img").iterdir():
        (images / file.name).write_bytes(file.read_bytes())
    text = "\n\n".join(file.read_text(encoding="utf-8") for file in sorted(home.glob("*.md")))
    if text.startswith("---\n"):
        text = text[text.index("\n---\n", 4) + 5 :]
    return text.replace("![](img/noalt.png)", "").replace(
        "[a figure](#fig:sampler.first)", "a figure"
    )
