"""Comments in the text: not printed, not taken out of code, and every word keeps its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo import pandoc
from octavo.book import comments, mapped, source
from octavo.cache import Cache
from octavo.model.finding import Anchor
from tests.decided_books import make_book, octavo

CASES = {
    "behind a word": ("The year{>>AQ: sure?<<}, then.", "The year, then."),
    "with spaces on both sides": ("The year {>>AQ: sure?<<} of it.", "The year of it."),
    "before a stop": ("The year {>>AQ: sure?<<}, then.", "The year, then."),
    "behind a bracket": ("The ({>>sure?<<} year) then.", "The (year) then."),
    "inside a word": ("wo{>>x<<}rd", "word"),
    "at the end of a line": ("One {>>x<<}\ntwo.", "One\ntwo."),
    "at the beginning of a line": ("{>>x<<} One.", "One."),
    "before a hard break": ("One {>>x<<}  \ntwo.", "One  \ntwo."),
    "alone in a paragraph": ("One.\n\n{>>x<<}\n\nTwo.", "One.\n\n\nTwo."),
    "alone in a line of a paragraph": ("One\n{>>x<<}\ntwo.", "One\ntwo."),
    "over two lines": ("One {>>AQ: a\nb<<} two.", "One two."),
    "over two lines of a quotation": ("> One {>>a\n> b<<} two.", "> One two."),
    "with markup in it": ("One {>>*a* `b` [c](d)<<} two.", "One two."),
    "in emphasis": ("*One {>>x<<} two*", "*One two*"),
    "in a heading": ("# One {>>x<<} {#one}", "# One {#one}"),
    "in a list": ("- One {>>x<<}\n- two", "- One\n- two"),
    "in a note": ("One.[^1]\n\n[^1]: Two{>>x<<}.", "One.[^1]\n\n[^1]: Two."),
    "in a pipe table": ("|a|b|\n|-|-|\n|c{>>x<<}|d|", "|a|b|\n|-|-|\n|c       |d|"),
    "in a table by columns": (
        "  a            b\n----------  ---\n  c{>>x<<}    d\n  e            f\n",
        "  a            b\n----------  ---\n  c           d\n  e            f\n",
    ),
    "in inline code": ("One `{>>x<<}` two.", None),
    "in a block of code": ("    {>>x<<}\n\n```\n{>>y<<}\n```", None),
    "in a formula": ("$a {>>x<<} b$", None),
    "in raw markup": ("`{>>x<<}`{=html} <!-- {>>y<<} -->", None),
    "typed as itself": (r"One \{>>x<<} two.", None),
    "two side by side": ("One {>>x<<} {>>y<<}{>>z<<} two.", "One two."),
    "two alone in a line": ("One\n{>>x<<} {>>y<<}\ntwo.", "One\ntwo."),
    "opened twice": ("One {>>two {>>three<<} four.", "One four."),
    "with its end in code": ("One {>>x `<<}` y<<} two.", "One two."),
    "with windows newlines": ("One\r\n{>>x<<}\r\ntwo.\r\n", "One\r\ntwo.\r\n"),
}


@pytest.mark.parametrize(("typed", "read"), CASES.values(), ids=CASES)
def test_what_pandoc_reads(typed: str, read: str | None) -> None:
    met = comments.find(typed, pandoc.read)
    assert met.without(typed) == (typed if read is None else read)
    assert met.open == ()


def test_the_reader_for_plain_pandoc_leaves_out_the_same(tmp_path: Path) -> None:
    """It is given all cases at once, and what they come to."""
    for folder in ("typed", "read"):
        (tmp_path / folder).mkdir()
    for number, (typed, read) in enumerate(CASES.values()):
        name = f"{number:02}.md"
        (tmp_path / "typed" / name).write_text(typed, encoding="utf-8", newline="")
        plain = (read or typed).replace(MARK, KEPT) if read is None else read
        (tmp_path / "read" / name).write_text(plain, encoding="utf-8", newline="")
    typed_, read_ = (
        pandoc.read_files(sorted((tmp_path / folder).iterdir())).blocks
        for folder in ("typed", "read")
    )
    for (name, case), one, other in zip(CASES.items(), typed_, read_, strict=True):
        kept = str(one["c"][1]).replace(MARK, KEPT) if case[1] is None else str(one["c"][1])
        assert kept == str(other["c"][1]), name


MARK, KEPT = "{>>", "{))"
"""A mark that is the text's own, and signs of the same kind that no reader looks at."""

OPEN = {
    "never closed": "One {>>two.",
    "closed in another paragraph": "One {>>two.\n\nThree<<} four.",
    "closed in another item": "- One {>>two\n- three<<} four",
    "reaching into another column": "  a    b\n----  ---\n  c{>>x<<} d\n  e    f\n",
    "closed in another cell": "+---+---+\n| a {>>| b |\n| c<<} | d |\n+---+---+\n",
}


@pytest.mark.parametrize("typed", OPEN.values(), ids=OPEN)
def test_one_that_does_not_close_is_an_error_with_its_place(tmp_path: Path, typed: str) -> None:
    chapter = source.parse("source/01.md", typed, Cache(tmp_path))
    (fault,) = chapter.findings
    assert fault.rule == "query-unclosed"
    assert fault.place is not None
    assert typed[fault.place.start : fault.place.end] == "{>>"


TEXT = """# A {>>one<<} title

Before{>>AQ: *two*<<}, be{>>three<<}hind; (a {>>4<<} b)
{>>five<<}
and it.
"""


def test_each_word_keeps_its_place_in_the_file(tmp_path: Path) -> None:
    store = Cache(tmp_path)
    chapter = source.parse("source/01.md", TEXT, store)
    places = mapped.map_of(chapter, store)
    met = []
    for number, word in enumerate(places.words):
        place = places.place(Anchor(0, (number, 0), (number, len(word))), word)
        met.append(TEXT[place.start : place.end])
    assert met == [
        "A",
        "title",
        "Before{>>AQ: *two*<<},",
        "be{>>three<<}hind;",
        "(a",
        "b)",
        "and",
        "it.",
    ]


def test_a_text_that_is_kept_is_read_the_same(tmp_path: Path) -> None:
    store = Cache(tmp_path)
    assert source.parse("a.md", TEXT, store) == source.parse("a.md", TEXT, store)


@pytest.mark.parametrize("text", [TEXT, "a\n{>>b<<} {>>c<<}{>>d<<} e {>>f<<} {>>g<<}\nh."])
def test_offsets_lead_there_and_back(text: str) -> None:
    met = comments.find(text, pandoc.read)
    read = met.without(text)
    assert all(read[at] == text[met.typed(at)] for at in range(len(read)))
    assert all(met.read(met.typed(at)) == at for at in range(len(read)))


def test_a_fix_leaves_the_comments_where_they_are(tmp_path: Path) -> None:
    text = '# A\n\nHe said{>>AQ: who?<<} "yes" -- {>>when?<<} it\'s so.\n'
    book = make_book(tmp_path / "b", text)
    assert octavo(book, "lint", "--fix") == 0
    fixed = (
        "# A\n\nHe said{>>AQ: who?<<} \N{LEFT SINGLE QUOTATION MARK}yes"
        "\N{RIGHT SINGLE QUOTATION MARK}\N{NO-BREAK SPACE}\N{EN DASH} {>>when?<<} "
        "it\N{RIGHT SINGLE QUOTATION MARK}s so.\n"
    )
    assert (book / "source" / "01-letters.md").read_text(encoding="utf-8") == fixed


def test_a_change_that_reaches_over_a_comment_is_left_to_a_person(tmp_path: Path) -> None:
    book = make_book(tmp_path / "b", "# A\n\nIt was so .{>>why?<<}.{>>and why?<<}. then.\n")
    octavo(book, "lint", "--fix")
    text = (book / "source" / "01-letters.md").read_text(encoding="utf-8")
    assert "{>>why?<<}" in text
    assert "{>>and why?<<}" in text
