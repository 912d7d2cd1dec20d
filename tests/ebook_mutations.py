"""Faults that a writer could make in a finished e-book, a site or its package, one at a time.

Each has the part that it spoils, what is put for what, and words of the source's line at which the
fault must be reported; "" for what has no line in the text.
"""

from __future__ import annotations

from dataclasses import dataclass

TEXT = """# Preface {.frontmatter}

Why this book was made at all.

# The First Chapter {#first}

The compositor set *every single* sort by hand.[^a] See [the other chapter](#second) for more.

![A wheel.](dot.png){alt="A wheel with six spokes"}

The formula $a^2 + b^2$ stands in a line, and [ein deutsches Wort]{lang=de} too.

## A section within

Second thoughts came later in the day.[^b]

| Year | Sorts |
|------|-------|
| 1455 | 290 |

# The Second Chapter {#second}

Light took the place of lead, and nobody noticed.

A last paragraph ends it.

[^a]: Moxon says so himself.

[^b]: De Vinne has it otherwise.
"""

CH2, CH3, CH1 = (f"EPUB/text/ch00{n}.xhtml" for n in (2, 3, 1))
NAV, OPF, CSS = "EPUB/nav.xhtml", "EPUB/content.opf", "EPUB/styles/book.css"


@dataclass(frozen=True, slots=True)
class Mutation:
    """A fault: what it is, the file that it is in, what stands there, what then does."""

    name: str
    file: str
    before: str
    after: str
    line: str = ""


EPUB = (
    Mutation("the language of a page is lost", CH2, ' lang="en-GB"', "", "The First Chapter"),
    Mutation("a page is said to be French", CH3, '"en-GB"', '"fr"', "The Second Chapter"),
    Mutation("a page runs from right to left", CH2, 'dir="ltr"', 'dir="rtl"', "The First Chapter"),
    Mutation("the title of a page is a file's name", CH2,
             "<title>1. The First Chapter</title>", "<title>ch002.xhtml</title>", "The First"),
    Mutation("a page has no title", CH1, "<title>Preface</title>", "<title></title>", "Preface"),
    Mutation("a page has another page's title", CH3, "<title>2. The Second", "<title>2. The First",
             "The Second"),
    Mutation("the package's language", OPF, "<dc:language>en-GB", "<dc:language>en-US"),
    Mutation("the package's title", OPF, ">A Test Book<", ">A Best Book<"),
    Mutation("the author", OPF, ">Ada Compositor<", ">Ada Composer<"),
    Mutation("the publisher", OPF, ">Octavo<", ">Quarto<"),
    Mutation("the identifier", OPF, "6ba7b811", "6ba7b812"),
    Mutation("the date", OPF, "<dc:date>2026-01-15", "<dc:date>2025-01-15"),
    Mutation("the cover is no cover", OPF, ' properties="cover-image"', ""),
    Mutation("no summary", OPF, "schema:accessibilitySummary", "schema:educationalUse"),
    Mutation("a hazard", OPF, 'accessibilityHazard">none', 'accessibilityHazard">flashing'),
    Mutation("a feature", OPF, ">describedMath<", ">longDescription<"),
    Mutation("a mode", OPF, 'accessMode">visual', 'accessMode">auditory'),
    Mutation("sufficient modes", OPF, 'Sufficient">textual<', 'Sufficient">auditory<'),
    Mutation("a level that is not reached", OPF, "Level AA<", "Level AAA<"),
    Mutation("what the pages are of is lost", OPF, 'property="pageBreakSource"',
             'property="schema:isBasedOn"'),
    Mutation("the number of a note's mark is lost", CH2, 'doc-noteref">1<', 'doc-noteref"><',
             "every single"),
    Mutation("a mark has another number", CH2, 'doc-noteref">2<', 'doc-noteref">7<',
             "Second thoughts"),
    Mutation("a note has another number", CH2, ">1.</a>", ">3.</a>", "Moxon says"),
    Mutation("a mark leads to another note", CH2, 'href="#fn1"', 'href="#fn2"', "every single"),
    Mutation("there is no way back", CH2, ' role="doc-backlink"', "", "Moxon says"),
    Mutation("a way back leads elsewhere", CH2, 'href="#fnref1"', 'href="#fnref2"', "Moxon says"),
    Mutation("a note is no note", CH2, ' role="doc-footnote" id="fn1"', ' id="fn1"', "Moxon says"),
    Mutation("no landmarks", NAV, 'epub:type="landmarks"', 'epub:type="lot"'),
    Mutation("the text's start is elsewhere", NAV, 'epub:type="bodymatter" href="text/ch002',
             'epub:type="bodymatter" href="text/ch003'),
    Mutation("the contents bear the book's name", NAV, ">Contents</h1>", ">A Test Book</h1>"),
    Mutation("a line of the contents", NAV, "1. The First Chapter</a>", "1. The Chapter</a>",
             "The First Chapter"),
    Mutation("the contents lead elsewhere", NAV, 'href="text/ch003.xhtml">2',
             'href="text/ch002.xhtml">2',
             "The First Chapter"),
    Mutation("grey words", CSS, "body { ", "body { color: #aaa; "),
    Mutation("white words", CH2, "<p class=\"flush\">", '<p class="flush" style="color: #fff">',
             "The compositor"),
    Mutation("a title of level 4", CH3, "h1", "h4", "The Second Chapter"),
    Mutation("a section skips a level", CH2, "h2", "h5", "A section within"),
    Mutation("no description", CH2, ' alt="A wheel with six spokes"', "", "A wheel"),
    Mutation("a picture is called an ornament", CH2, 'alt="A wheel with six spokes"',
             'alt="" role="presentation"', "A wheel"),
    Mutation("a formula has no alternative", CH2, ' alttext="a^2 + b^2"', ""),
    Mutation("a link leads nowhere", CH2, 'href="ch003.xhtml', 'href="ch009.xhtml',
             "See [the other"),
    Mutation("a link leads elsewhere", CH2, 'href="ch003.xhtml#second"',
             'href="ch001.xhtml#preface"', "See [the other"),
    Mutation("a word is lost", CH2, "sort by hand", "sort hand", "The compositor"),
    Mutation("a word stands twice", CH3, "took the place", "took took the place", "Light took"),
    Mutation("an emphasis is lost", CH2, "<em>every single</em>", "every single", "every single"),
    Mutation("a foreign word is English", CH2, ' lang="de"', "", "ein deutsches"),
    Mutation("a head heads nothing", CH2, ' scope="col"', "", "Year | Sorts"),
    Mutation("a page begins later", CH3, ">Light took", ">Light</p><p>took", "Light took"),
    Mutation("a page is not listed", NAV, ">3</a></li>", "></a></li>", "Light took"),
)  # fmt: skip

SITE = (
    Mutation("the language of a page", "first.html", ' lang="en-GB"', "", "The First Chapter"),
    Mutation("a title of level 3", "second.html", "h1", "h3", "The Second Chapter"),
    Mutation("a word is lost", "second.html", "nobody noticed", "noticed", "Light took"),
    Mutation("no description", "first.html", ' alt="A wheel with six spokes"', "", "A wheel"),
    Mutation("an emphasis is lost", "first.html", "<em>every single</em>", "every single",
             "every single"),
    Mutation("a link leads nowhere", "first.html", '<a href="second.html">the',
             '<a href="third.html">the', "See [the other"),
    Mutation("a head heads nothing", "first.html", ' scope="col"', "", "Year | Sorts"),
    Mutation("a mark has another number", "first.html", "<sup>2</sup>", "<sup>5</sup>",
             "Second thoughts"),
    Mutation("the title of a page", "second.html", "<title>2. The Second Chapter", "<title>A page",
             "The Second Chapter"),
    Mutation("grey words", "style.css", "--ink: #1d1b18;", "--ink: #a9a9a9;"),
    Mutation("a page of print begins elsewhere", "second.html", 'title="3"', 'title="33"',
             "Light took"),
    Mutation("the contents", "index.html", "<span>The Second Chapter</span>",
             "<span>The Third Chapter</span>", "The Second Chapter"),
)  # fmt: skip
