"""What commands of TeX mean in a book, by their names.

Most are read by pandoc's LaTeX reader. Here stand those that it leaves as they are.
"""

from __future__ import annotations

import re


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


COMMAND = re.compile(r"\\([A-Za-z@]+)\*?|\\([^A-Za-z])")
ARGUMENT = re.compile(r"\s*(?:\[[^\[\]]*\])*\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
ENVIRONMENT = re.compile(r"\\begin\s*\{([^{}]*)\}")

LAYOUT = _listed(
    "newpage pagebreak nopagebreak clearpage cleardoublepage vspace hspace vskip hskip vfill hfill "
    "vfil hfil bigskip medskip smallskip smallbreak medbreak bigbreak noindent indent par "
    "centering raggedright raggedleft linebreak nolinebreak newline sloppy fussy break allowbreak "
    "maketitle tableofcontents listoffigures listoftables pagestyle thispagestyle pagenumbering "
    "setlength addtolength setcounter addtocounter stepcounter refstepcounter protect phantom "
    "hphantom vphantom strut enlargethispage addcontentsline markboth markright frontmatter "
    "mainmatter backmatter appendix normalsize small footnotesize scriptsize tiny large Large "
    "LARGE huge Huge singlespacing doublespacing onehalfspacing kern raisebox nobreak penalty "
    "ensuremath relax null leavevmode looseness hyphenation columnbreak onecolumn twocolumn "
    "baselineskip parskip parindent documentclass usepackage geometry color pagecolor rowcolor "
    "cellcolor hline toprule midrule bottomrule cline rmfamily sffamily nocite bibliographystyle "
    "phantomsection pdfbookmark FloatBarrier selectlanguage makeindex printindex balance "
    "suppressfloats samepage restoregeometry newgeometry itemsep setstretch linespread"
)
"""Commands that say where things stand on a page, and show no words."""

DEFINES = _listed(
    "newcommand renewcommand providecommand def edef gdef xdef let newenvironment "
    "renewenvironment DeclareMathOperator DeclareRobustCommand newtheorem newlength newcounter "
    "definecolor newif theoremstyle"
)
"""Commands that define others: pandoc reads what they define."""

READS_FILES = _listed(
    "input include subfile subfileinclude import subimport lstinputlisting verbatiminput "
    "inputminted includepdf InputIfFileExists openin read csvreader includesvg"
)
"""Commands that show what stands in another file."""

POINTS = _listed("ref autoref cref Cref nameref eqref vref pageref Vref fullref labelcref")
"""Commands that name another place."""

POINTS_BY = {
    **dict.fromkeys(("ref", "labelcref"), "octavo-number"),
    "eqref": "octavo-bracketed",
    "pageref": "pageref",
    **dict.fromkeys(("autoref", "cref", "Cref", "vref", "Vref", "fullref"), "octavo-name"),
}
"""What each of them prints of a thing that is numbered: its number, that in brackets, its name."""

SWITCHES = _listed(
    "em it bf sc tt sl rm sf itshape bfseries scshape ttfamily slshape upshape mdseries "
    "small footnotesize large Large LARGE huge Huge tiny scriptsize normalsize"
)
"""Commands that hold as far as the brace that closes their group."""

BIBLIOGRAPHY = _listed("printbibliography bibliography")

WORDS = r"""
\providecommand{\mbox}[1]{#1}
\providecommand{\fbox}[1]{#1}
\providecommand{\hbox}[1]{#1}
\providecommand{\makebox}[2][]{#2}
\providecommand{\framebox}[2][]{#2}
\providecommand{\marginpar}[1]{\footnote{#1}}
\providecommand{\marginnote}[1]{\footnote{#1}}
\providecommand{\sidenote}[1]{\footnote{#1}}
\providecommand{\endnote}[1]{\footnote{#1}}
\providecommand{\uline}[1]{\underline{#1}}
\providecommand{\hl}[1]{#1}
\providecommand{\textcolor}[2]{#2}
\providecommand{\colorbox}[2]{#2}
\providecommand{\centerline}[1]{#1}
\providecommand{\textls}[2][]{#2}
\providecommand{\lettrine}[3][]{#2#3}
\providecommand{\parbox}[2]{#2}
\providecommand{\scalebox}[2]{#2}
\providecommand{\resizebox}[3]{#3}
\providecommand{\rotatebox}[2]{#2}
\providecommand{\text}[1]{#1}
\providecommand{\say}[1]{\enquote{#1}}
\providecommand{\strong}[1]{\textbf{#1}}
\providecommand{\textquote}[1]{\enquote{#1}}
\providecommand{\blockquote}[1]{\begin{quote}#1\end{quote}}
"""
"""Commands whose last argument is words, and which pandoc leaves as they are."""

SIGNS = {
    "textendash": "\N{EN DASH}",
    "textemdash": "\N{EM DASH}",
    "textellipsis": "\N{HORIZONTAL ELLIPSIS}",
    "textbar": "|",
    "textunderscore": "\\_",
    "texteuro": "\N{EURO SIGN}",
    "textexclamdown": "\N{INVERTED EXCLAMATION MARK}",
    "textquestiondown": "\N{INVERTED QUESTION MARK}",
    "textminus": "\N{MINUS SIGN}",
    "textnumero": "\N{NUMERO SIGN}",
    "textohm": "\N{OHM SIGN}",
    "textordfeminine": "\N{FEMININE ORDINAL INDICATOR}",
    "textordmasculine": "\N{MASCULINE ORDINAL INDICATOR}",
    "textperiodcentered": "\N{MIDDLE DOT}",
    "texttrademark": "\N{TRADE MARK SIGN}",
    "dag": "\N{DAGGER}",
    "ddag": "\N{DOUBLE DAGGER}",
    "checkmark": "\N{CHECK MARK}",
    "SS": "\N{LATIN CAPITAL LETTER SHARP S}",
    "BibTeX": "BibTeX",
    "nobreakspace": "\N{NO-BREAK SPACE}",
    "thinspace": "\N{THIN SPACE}",
    "enspace": "\N{EN SPACE}",
    "quad": "\N{EM SPACE}",
    "qquad": "\N{EM SPACE}\N{EM SPACE}",
}
"""Commands that stand for a sign, and which pandoc leaves as they are."""

PREAMBLE = WORDS + "".join(
    f"\\providecommand{{\\{name}}}{{{sign}}}\n" for name, sign in SIGNS.items()
)
"""What goes before pieces of TeX when pandoc reads them."""

NUMBERED_MATH = {
    "equation": "",
    "displaymath": "",
    "math": "",
    "align": "aligned",
    "flalign": "aligned",
    "alignat": "aligned",
    "eqnarray": "aligned",
    "multline": "gathered",
    "gather": "gathered",
}
"""Environments of displayed formulas, and what stands for them inside a formula."""


def name_of(text: str) -> str:
    """Return the name of the command or the environment with which a piece of TeX begins."""
    bare = text.lstrip()
    environment = ENVIRONMENT.match(bare)
    if environment:
        return environment[1].rstrip("*")
    command = COMMAND.match(bare)
    return (command[1] or command[2]) if command else ""


def argument_of(text: str) -> str:
    """Return the first argument in braces of the command with which a piece of TeX begins."""
    command = COMMAND.match(text.lstrip())
    match = ARGUMENT.match(text.lstrip(), command.end()) if command else None
    return match[1] if match else ""
