"""Blocks as Typst: they become calls of the functions in book.typ.

Pandoc's own Typst writer is not used: a book needs another call for nearly every kind of block,
and the escaping must be ours to be proven (see `inlines`). Formulas go through pandoc.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import zip_longest

from octavo.book.crossrefs.equations import EQUATION
from octavo.book.crossrefs.listed import Numbered
from octavo.book.crossrefs.targets import PANEL
from octavo.formats.pdf import displays
from octavo.formats.pdf.columns import plan
from octavo.formats.pdf.figures import equation, figure, illustration, listed_line, panel
from octavo.formats.pdf.inlines import Inlines, breakable_code, language
from octavo.formats.pdf.math import quoted
from octavo.formats.pdf.nodes import (
    begins_display,
    is_display,
    is_shown,
    lone_image,
    split_at_displays,
    split_heading,
    with_asides,
)
from octavo.formats.pdf.page import Page
from octavo.formats.pdf.tables import table
from octavo.model.edition import Form
from octavo.model.nodes import Node, stringify, without_citations
from octavo.model.structure import FLUSH

DIVISIONS = ("part", "chapter", "frontmatter", "backmatter")
RUNNING = frozenset(("Para", "Div"))
"""Blocks that may take over the labels of an empty paragraph before them."""

BOXES = frozenset(("box", "note"))
"""Classes of what is set apart with a line beside it."""

EARLY = ("dedication", "epigraph")
"""Front matter that stands before the contents (The Chicago Manual of Style, 17th ed., 1.4)."""

DASHES = ("\N{EM DASH}", "\N{EN DASH}", "\N{HORIZONTAL BAR}")


@dataclass(slots=True)
class Writer:
    """Writes blocks. `is_flush` says whether the next paragraph stands flush.

    Of running text the document says it (`octavo.book.paragraphs`); inside a note, a cell, a
    quotation the first line is flush.
    """

    inlines: Inlines
    page: Page
    main_begun: bool = False
    contents_done: bool = False
    contents: bool = True
    form: Form = "book"
    titled: bool = False
    is_flush: bool = False
    waiting: str = ""
    """The labels of a paragraph that shows nothing: the next one bears them."""
    in_epigraph: bool = False
    in_speech: bool = False
    is_display_next: bool = False
    """Whether what follows a heading has space above it itself."""
    is_verse_next: bool = False
    last_division: str = ""
    level: int = 0
    openings: int = 0
    numbered: bool = False
    letters: dict[str, str] = field(default_factory=dict)
    """The names of appendices, *Appendix A*, and what the contents have of each: A."""
    parts: bool = False
    listed: dict[str, Numbered] = field(default_factory=dict)
    """What the lists of figures and tables list, by its identifier."""
    writers: dict[str, Callable[[Node], str]] = field(init=False)

    def __post_init__(self) -> None:
        self.writers = {
            "Para": self._paragraph,
            "Plain": self._plain,
            "Header": self._header,
            "BlockQuote": self._quotation,
            "BulletList": self._bullets,
            "OrderedList": self._ordered,
            "DefinitionList": self._definitions,
            "LineBlock": self._verse,
            "CodeBlock": self._code,
            "HorizontalRule": self._ornament,
            "Table": self._table,
            "Figure": self._figure,
            "Div": self._div,
        }

    def blocks(self, blocks: list[Node]) -> str:
        """Return blocks as Typst, parted by empty lines."""
        written = []
        for block, after in zip_longest(blocks, blocks[1:]):
            self.is_display_next = after is not None and begins_display(after)
            self.is_verse_next = after is not None and after["t"] == "LineBlock"
            written.append(self.block(block))
        return "\n\n".join(written)

    def block(self, block: Node) -> str:
        """Return one block as Typst; "" for what is not printed."""
        writer = self.writers.get(block["t"])
        waiting, self.waiting = ("", self.waiting) if block["t"] in RUNNING else (self.waiting, "")
        return waiting + writer(block) if writer else waiting

    def inner(self, blocks: list[Node]) -> str:
        """Return the blocks inside a note, a cell, a quotation: the first line is flush."""
        outer, self.is_flush = self.is_flush, True
        text = self.blocks(blocks)
        self.is_flush = outer
        return text

    def note(self, blocks: list[Node]) -> str:
        """Return the blocks of a note, whose first paragraph stands on the line of its number."""
        outer, self.is_flush = self.is_flush, False
        text = self.blocks(blocks)
        self.is_flush = outer
        return text

    # Paragraphs -----------------------------------------------------------------------------

    def _paragraph(self, block: Node) -> str:
        picture = lone_image(block)
        if picture is not None:
            return self._display(illustration(picture, self.inlines))
        pieces = split_at_displays(block["c"])
        if not pieces:
            return ""
        if not is_shown(block["c"]):
            self.waiting += self.inlines.write(block["c"])
            return ""
        texts = []
        for number, piece in enumerate(pieces):
            self.is_flush |= number > 0
            if is_display(piece[0]):
                texts.append(self.inlines.write(piece))
            else:
                texts.append(self._running(piece))
        self.is_flush = False
        return "\n\n".join(texts)

    def _running(self, nodes: list[Node]) -> str:
        waiting, self.waiting = self.waiting, ""
        text = waiting + self.inlines.write(nodes)
        text = f"#flush[{text}];" if self.is_flush else text
        text = f"#held[{text}];" if self.is_verse_next and displays.leads(nodes) else text
        return f"#raised[{text}];" if displays.is_raised(nodes, self.inlines) else text

    def _plain(self, block: Node) -> str:
        return self.inlines.write(block["c"])

    # Divisions ------------------------------------------------------------------------------

    def _header(self, block: Node) -> str:
        level, (identifier, classes, pairs), content = block["c"]
        self.level = level = min(level, self.level + 1)
        self.in_speech = False
        division = next((name for name in DIVISIONS if name in classes), "")
        content, apart = split_heading(content)
        title = self.inlines.write(with_asides(content))
        notes = self.inlines.write(apart)
        settings = [f"level: {level}", *([f"note: [{notes}]"] if notes.strip() else [])]
        if not division:
            self.is_flush = False
            anchor = self.inlines.anchor(identifier)
            settings += ["spaced: true"] if self.is_display_next else []
            return f"#section({', '.join(settings)})[{title}];{anchor}"
        self.is_flush = False
        number = dict(pairs).get("number", "")
        short = dict(pairs).get("short") or " ".join(stringify(without_citations(content)).split())
        if number and division in ("chapter", "backmatter"):
            self.numbered = True
            name = str(dict(pairs).get("data-label") or number)
            self.letters |= {name: number} if name != number else {}
            settings.append(f"number: {quoted(name)}")
        if identifier in self.inlines.targets:
            settings.append(f"anchor: {quoted(identifier)}")
        if division == "backmatter" and self.last_division not in ("", "backmatter"):
            settings.append('group: "apart"')
        self.last_division = division
        self.parts |= division == "part"
        if self._runs_on(division):
            return f"#run-on({', '.join(settings)})[{title}];"
        if self.form == "article" and not self.main_begun:
            return self._article(quoted(short), settings, title)
        name = "matter" if division.endswith("matter") else division
        before = self.before(division, identifier, classes, quoted(short))
        return f"{before}#{name}({self.mark}, {', '.join(settings)})[{title}];"

    def _runs_on(self, division: str) -> bool:
        """Whether a division stands below the one before it, on the same page.

        In a pamphlet that is back matter; in an article whatever follows its title.
        """
        if self.form == "book" or not self.main_begun:
            return False
        return self.form == "article" or division == "backmatter"

    def _article(self, short: str, settings: list[str], title: str) -> str:
        """Begin an article: the first heading is its title, or stands below it."""
        before = f"{self.before('chapter', '', [], short)}#opened({self.mark});\n"
        if self.titled:
            return f"{before}#article-title({', '.join(settings)})[{title}];\n#article-names();"
        head = f"#run-on({', '.join(settings)})[{title}];"
        return f"{before}#article-title();\n#article-names();\n{head}"

    def untitled(self, blocks: list[Node]) -> str:
        """Return a text without a title, before the first heading; the book's is its head."""
        opening = self._opening("book.title", recto=True)
        self.is_flush = False
        return f"{opening}#opened({self.mark});\n#v(lines(4));\n\n{self.blocks(blocks)}"

    def before(self, division: str, identifier: str, classes: list[str], short: str) -> str:
        """Return what comes before a division: contents before the first, arabic pages at the text.

        A dedication or a motto stands before the contents. `short` is the running head, a string
        of Typst's.
        """
        text = ""
        early = identifier in EARLY or not set(EARLY).isdisjoint(classes)
        if not self.contents_done and not (division == "frontmatter" and early):
            self.contents_done = True
            if self.contents:
                text = f"{self._opening('book.contents', recto=True)}#contents({self.mark});\n\n"
        begins = not self.main_begun and division != "frontmatter"
        self.main_begun |= begins
        text += self._opening(short, recto=begins or division == "part")
        return text + ("#begin-text();\n" if begins and self.form == "book" else "")

    def _opening(self, short: str, *, recto: bool = False) -> str:
        """Return the break before a division, and the beginning of its scope with its heads.

        What is set for its pages ends with the scope: set one after the other, the heads of all
        divisions before would be looked through on each page.
        """
        end = "]\n" if self.openings else ""
        self.openings += 1
        head = f"running-head(label({self.mark}), {short})"
        numbering = '"1"' if self.main_begun or self.form != "book" else '"i"'
        return (
            f"{end}#{'to-recto' if recto else 'to-opening'}();\n"
            f"#[\n#set page(numbering: {numbering}, header: {head})\n"
        )

    @property
    def mark(self) -> str:
        """The label of the division's first page, as no identifier of a text can be."""
        return quoted(f"opening {self.openings}")

    # Blocks ---------------------------------------------------------------------------------

    def _display(self, text: str) -> str:
        self.is_flush = False
        return text

    def _quotation(self, block: Node) -> str:
        return self._display(f"#quotation[{self.inner(block['c'])}];")

    def _bullets(self, block: Node) -> str:
        return self._display(displays.bullets(block, self.inner))

    def _ordered(self, block: Node) -> str:
        return self._display(displays.ordered(block, self.inner))

    def _definitions(self, block: Node) -> str:
        return self._display(displays.definitions(block, self.inlines, self.inner))

    def _verse(self, block: Node) -> str:
        self.in_speech |= displays.is_speech(block)
        lines = displays.verse(block, self.inlines, edge=self.in_epigraph, spoken=self.in_speech)
        return self._display(lines)

    def _code(self, block: Node) -> str:
        (identifier, _, _), text = block["c"]
        anchor = self.inlines.anchor(identifier)
        return self._display(f"{anchor}#code({quoted(breakable_code(text.expandtabs(4)))});")

    def _ornament(self, _: Node) -> str:
        self.is_flush = True
        return "#ornament();"

    def _table(self, block: Node) -> str:
        anchor = self.inlines.anchor(block["c"][0][0])
        listed = listed_line(self.listed.get(block["c"][0][0]))
        fitted = plan(block, self.page)
        self.inlines.anywhere = not fitted.fits
        text = table(block, self.inner, listed, fitted)
        self.inlines.anywhere = False
        return self._display(anchor + text)

    def _figure(self, block: Node) -> str:
        return self._display(figure(block, self.inlines, self.inner, self.listed))

    def _div(self, block: Node) -> str:
        (identifier, classes, pairs), content = block["c"]
        anchor = self.inlines.anchor(identifier)
        settings = language(dict(pairs).get("lang", ""))
        if "epigraph" in classes:
            text = self._epigraph(content)
        elif display := self._displayed(block):
            text = self._display(display)
        elif "byline" in classes:
            text = f"#byline[{self.inner(content)}];"
        elif BOXES.intersection(classes):
            text = displays.boxed(content, self.blocks)
        elif "listing" in classes:
            text = f"#listing[\n\n{self.blocks(content)}\n\n];"
        elif "index" in classes:
            text = f"#[#set list(marker: none, body-indent: 0pt)\n{self.blocks(content)}];"
        elif FLUSH in classes:
            text = self.inner(content)
            self.is_flush = False
        else:
            text = self.blocks(content)
        return anchor + (f"#[#set text({settings})\n{text}];" if settings else text)

    def _displayed(self, block: Node) -> str:
        """Return what stands apart from the running text; "" for what does not."""
        (identifier, classes, _), content = block["c"]
        if PANEL in classes:
            return panel(block, self.inlines, self.inner, self.listed)
        if EQUATION in classes:
            return equation(content, self.inner)
        if "image-credit" in classes:
            return f"#credit-line[{self.inner(content)}];"
        if identifier == "refs" or "references" in classes:
            return f"#references[{self.inner(content)}];"
        return ""

    def _epigraph(self, content: list[Node]) -> str:
        parts = []
        self.in_epigraph = True
        for block in content:
            text = self.inner([block])
            signed = block["t"] in ("Para", "Plain") and stringify(block["c"]).startswith(DASHES)
            parts.append(f"#credit[{text}];" if signed else text)
        self.in_epigraph = False
        return f"#epigraph[{chr(10).join(parts)}];"
