"""Sets small books as PDF for the tests of this format."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pikepdf

from octavo.formats.pdf import format as pdf
from octavo.model import reading
from octavo.model.artefact import Artefact, Job, Reading
from octavo.model.nodes import Document
from tests.making import EDITION, make_job

PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
)


PARAGRAPH = (
    "Call me Ishmael. Some years ago, never mind how long precisely, having little or no money in "
    "my purse, and nothing particular to interest me on shore, I thought I would sail about a "
    "little and see the watery part of the world, incomprehensibly and counterrevolutionarily. "
)


RICH = f"""\
For all who set *type*.

# Preface {{.frontmatter}}

A preface by *nobody in particular*, long enough to open with words in small capitals.

# Part One {{.part}}

::: epigraph
> Wooden whales.

— Hamlet
:::

# Loomings[^head] {{#loom}}

::: epigraph
Whales, or whales cut in *profile*.
:::

{PARAGRAPH * 12}[^one]

See [the second chapter](#second) and [a site](https://www.example.org/a?b=c), with *emphasis*,
**bold**, ***both***, ~~struck~~, H~2~O, x^2^, [Small Caps]{{.smallcaps}} and
[français]{{lang=fr}}.\\
A hard break; `code  here`, $a^2 + b^2$ in the line, and

$$\\int_0^1 x\\,dx = \\frac12$$

goes on.

> A block quotation.
>
> Its *second*, paragraph.

and continues.

::: verse
| The woods are lovely, dark and deep,
|     But I have *promises*, to keep,
|
| And miles to go before I sleep.^[Frost.]
:::

- one
- two, `code`

  with a paragraph
    - nested

3. third
4. fourth

Term *one*, here
:   Definition one.
:   Definition two.

Loose term

:   Its first paragraph.

    Its second.

* * *

After the ornament.

``` python
def f(x):
    return "a very long line of code that will certainly not fit within the narrow measure" + x

print(f(1))
```

| Right | Left *a* | Centre |
|------:|:---------|:------:|
| 1 | a | x |
| 22 | b, *c*, d[^t] | yy |

: A *table's*, caption.

![A *figure's*, caption.](images/dot.png){{alt="A dot" #dot}}

![](images/dot.png){{alt=""}}

An ![inline dot](images/dot.png) here, as in [the figure](#dot).

[^head]: A note in a heading.

[^one]: First note with *emphasis*, and a formula $x$.

    Second paragraph of the note.

[^t]: Table note.

# Second, `code` and $x^2$ {{#second}}

## A section

{PARAGRAPH * 3}

### Sub *section*, here

More.

# Bibliography {{.backmatter}}

::: {{#refs .references}}
::: {{#ref-a .csl-entry}}
Author, A. *Title of a longish book, with many words in it*. London, 1999. https://doi.org/10.1000/xyz.
:::
:::
"""


@dataclass(frozen=True)
class Built:
    job: Job
    screen: Artefact
    press: Artefact
    canon: Reading
    read: Reading


def build(folder: Path, markdown: str, edition=EDITION) -> Built:
    folder.mkdir(parents=True, exist_ok=True)
    images = folder / "book" / "source" / "images"
    images.mkdir(parents=True, exist_ok=True)
    (images / "dot.png").write_bytes(PIXEL)
    job, _ = make_job(folder, markdown, edition)
    screen, press = pdf.write(job)
    canon = reading.read(Document.loads(job.document.read_bytes()))
    return Built(job, screen, press, canon, pdf.read(screen, job))


def _is_font(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
