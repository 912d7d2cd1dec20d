r"""Markup: raw HTML and TeX in the author's Markdown become what they mean.

Does
    Reads tags and commands into the document, before any other filter: figures, images, tables,
    lists, quotations, headings, line breaks, emphasis, small capitals, raised and lowered words,
    code, links, notes, citations. What stands between tags stays as it is. Tags that stand where
    they should not are mended as a browser mends them.

Because
    An author who types `<br>` or `\emph{…}` sees a line break or italics in the preview of a text
    editor or a repository. A book without them has lost something (HTML Standard, WHATWG;
    CommonMark 0.31, 4.6 and 6.6; the LaTeX reader of pandoc).

Before → After
    H<sub>2</sub>O → H~2~O
    \textit{Hamlet}\footnote{First quarto.} → *Hamlet*^[First quarto.]

    >>> from octavo.book.markup.commands import argument_of, name_of
    >>> name_of(r"\begin{quote} Yes. \end{quote}"), argument_of(r"\index{press!hand}")
    ('quote', 'press!hand')

Leaves alone
    Code, formulas, and text that only looks like a tag (`a < b`). Nothing runs: scripts, forms,
    frames and the like are errors at their line, as are commands that nobody knows.

Settings
    `house-style` (else `lang`): the marks that `<q>` and `\enquote` stand for.
"""

from __future__ import annotations

from octavo.book.filtering import run_alone
from octavo.book.markup.reading import read_markup as apply

WRITES_WORDS = True
"""Words of raw markup become words of the text."""

if __name__ == "__main__":
    run_alone(apply)
