"""The good book and the good manuscripts that are spoilt."""

from __future__ import annotations

from pathlib import Path

from octavo import pandoc
from octavo.bibliography import csl
from tests.pictures import GIF, JPEG, png

ROOT = Path(__file__).parents[1]

ONE = """# One {#one}

A "word"[^1]{>>AQ: which?<<} and a citation [@moxon, p. 3], pp. 10-12.
See Moxon, *Exercises*, p. 7; *ibid.*, p. 9.

![A square](images/a.png){alt="A square"}

[^1]: A note -- 'quoted'.
"""

TWO = """# Two

See [one](#one). It's the 1914-18 war... and MExx, p. 12. A cafÃ© & $x^2$.

![](images/b.jpg){alt="A dot"} ![](images/c.gif){alt="A dot"}

| a | b |
|---|---|
| 1 | 2 |

: A table
"""

EDITION = """title: A Book
subtitle: With a Subtitle
lang: en-GB
date: "2026-01-15"
author:
  - name: Ada Compositor
    file-as: Compositor, Ada
    orcid: 0000-0002-1825-0097
publisher: Octavo
copyright: {year: "2026", holder: Ada Compositor}
isbn: {epub: "9780306406157"}
doi: 10.1000/182
series: {title: A Series, number: "2", issn: 1234-5679}
subjects:
  - {scheme: thema, code: AKD}
keywords: [one, two]
bibliography: [references.json, more.bib, more.ris, more.yaml]
cover: ../source/images/a.png
images:
  images/a.png: {alt: A square, caption: A caption, credit: Somebody}
outputs: [html]
"""

DESIGN = """house-style: {base: en-GB, dash: closed em}
citation-style: own.csl
trim: 129x198
chapter-numbers: yes
chapters-on-recto: no
bibliography-place: end
ibid-across-chapters: yes
"""

QUERIES = """- id: a1b2c3
  file: source/01.md
  left: "One"
  at: A "word"
  right: " and a citation"
  query: Which?
  by: Ann
  asked: "2026-01-02"
- {id: b2, file: source/02.md, query: "And?", answer: "So.", answered: "2026-01-03"}
"""

APPROVALS = f"""- by: Ann
  text: {"0" * 64}
  date: "2026-01-02"
  note: "read: in proof"
"""

RELEASED = f"""- printing: "1"
  modified: "2025-01-01T00:00:00Z"
  content: {"0" * 64}
"""

REFERENCES = """[
 {"id": "moxon", "type": "book", "title": "Exercises",
  "author": [{"family": "Moxon", "given": "Joseph"}],
  "publisher": "Tydings", "publisher-place": "London",
  "volume": 2, "issued": {"date-parts": [[1683, 5]]}},
 {"id": "hart", "type": "article-journal", "title": "Rules",
  "container-title": "A Journal", "page": "1-9",
  "author": [{"literal": "Hart and Co."}], "issued": {"raw": "1893"}, "note": "Stub: no publisher"}
]
"""

BIB = """@string{oup = {Oxford University Press}}
@book{aldus,
  author = {Manutius, Aldus and {The Press}},
  title = {Rudimenta \\emph{grammaticae}},
  publisher = oup,
  date = {1501-03/1502},
  volume = 3,
}
@article{garamond, author={Garamond, C.}, title="Types", journal={J}, year=1545, pages={1--9}}
"""

RIS = (
    "TY  - BOOK\nID  - didot\nAU  - Didot, Firmin\nTI  - Epreuves\nPY  - 1785///\n"
    "SP  - 1\nEP  - 9\nER  - \n"
)

CSL_YAML = """references:
- id: bodoni
  type: book
  title: Manuale
  author:
  - {family: Bodoni, given: G.}
  issued: {year: 1818}
"""

DECISIONS = """- decision: reject
  rule: ellipsis-typed
  file: source/02.md
  left: "It's the 1914-18 war"
  before: "..."
  after: "…"
  right: " and"
  reason: "so"
- decision: accept
  rule: note-quotation
  file: source/01.md
  before: "x"
"""


def own_style() -> bytes:
    return (csl.styles_folder() / "chicago-notes-bibliography-subsequent-ibid.csl").read_bytes()


def book_files() -> dict[str, bytes]:
    """Give the files of the good book."""
    return {
        "source/01.md": ONE.encode(),
        "source/02.md": TWO.encode(),
        "source/images/a.png": png(),
        "source/images/b.jpg": JPEG,
        "source/images/c.gif": GIF,
        "metadata/edition.yaml": EDITION.encode(),
        "metadata/design.yaml": DESIGN.encode(),
        "metadata/pandoc.json": (ROOT / "metadata" / "pandoc.json").read_bytes(),
        "metadata/references.json": REFERENCES.encode(),
        "metadata/more.bib": BIB.encode(),
        "metadata/more.ris": RIS.encode(),
        "metadata/more.yaml": CSL_YAML.encode(),
        "metadata/abbreviations.yaml": b"ME: moxon\nHR: hart\n",
        "metadata/decisions.yaml": DECISIONS.encode(),
        "metadata/queries.yaml": QUERIES.encode(),
        "metadata/approvals.yaml": APPROVALS.encode(),
        "metadata/released.yaml": RELEASED.encode(),
        "metadata/own.csl": own_style(),
    }


MANUSCRIPT = (
    '# A Title\n\nA word[^1] and *emphasis*, "quoted".\n\n![x](a.png)\n\n- one\n- two\n\n'
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n## More\n\n> A quotation.\n\n1. x\n\n"
    "[^1]: A note, p. 12-13.\n\n# Bibliography\n\n"
    "Moxon, Joseph, *Exercises* (London: Tydings, 1683).\n"
)

CONVERTED = ("docx", "odt", "epub", "rtf", "html")


def manuscripts(folder: Path) -> dict[str, bytes]:
    """Make a good manuscript of every kind."""
    (folder / "a.png").write_bytes(png())
    made = {"m.md": MANUSCRIPT.encode(), "m.txt": MANUSCRIPT.replace("#", "").encode()}
    for kind in CONVERTED:
        arguments = [
            "-f",
            "markdown",
            "-t",
            kind,
            "--standalone",
            "--metadata",
            "title=A Title",
            "-o",
            f"m.{kind}",
        ]
        pandoc.run(arguments, MANUSCRIPT.encode(), folder)
        made[f"m.{kind}"] = (folder / f"m.{kind}").read_bytes()
        (folder / f"m.{kind}").unlink()
    (folder / "a.png").unlink()
    return made
