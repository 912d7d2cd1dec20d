r"""RTF comes in with its letters, whatever the code page of their font, and with its notes."""

from __future__ import annotations

import pytest

from octavo import pandoc
from octavo.manuscripts import rtf, rtf_pages, rtf_settle, rtf_unicode
from octavo.model.nodes import stringify, walk


def coded(text: str, page: str) -> bytes:
    return "".join(f"\\'{code:02x}" for code in text.encode(page)).encode()


def read(data: bytes) -> str:
    """Return the words as pandoc reads them after the pass, one paragraph a line."""
    made, _ = rtf_unicode.as_unicode(data, "m.rtf")
    document = pandoc.loads(pandoc.run(["-f", "rtf", "-t", "json"], made))
    rtf_settle.settle(document)
    texts = (node for node in walk(document.blocks) if node["t"] in ("Para", "Plain"))
    return "\n".join(stringify(node["c"]) for node in texts)


def whole(body: bytes, *fonts: bytes, head: bytes = b"\\ansi") -> bytes:
    table = b"".join(b"{\\f%d\\fnil%s Face;}" % (n, font) for n, font in enumerate(fonts))
    return b"{\\rtf1" + head + b"\\deff0{\\fonttbl" + table + b"}\n\\f0 " + body + b"\\par}"


@pytest.mark.parametrize(
    ("head", "font", "page", "text"),
    [
        (b"\\ansi\\ansicpg1251", b"\\fcharset204", "cp1251", "Старая мельница"),
        (b"\\ansi\\ansicpg1251", b"", "cp1251", "Старая мельница"),
        (b"\\ansi\\ansicpg1252", b"\\fcharset204", "cp1251", "Ночь"),
        (b"\\ansi\\ansicpg1252", b"\\fcharset238", "cp1250", "Žluťoučký kůň"),
        (b"\\ansi\\ansicpg1252", b"\\fcharset161", "cp1253", "Η θάλασσα"),
        (b"\\ansi\\ansicpg1251", b"\\fcharset0", "cp1252", "déjà vu"),
        (b"\\ansi", b"\\fcharset0\\cpg866", "cp866", "Ночь"),
        (b"\\ansi", b"\\fcharset128", "cp932", "ソ連の表"),
        (b"\\ansi", b"\\fcharset134", "gbk", "中文字"),
        (b"\\mac", b"", "mac_roman", "“no” – Å"),
        (b"\\mac\\ansicpg10000", b"\\fcharset77", "mac_roman", "“no”"),
        (b"\\ansi\\ansicpg10007", b"", "mac_cyrillic", "Ночь"),
        (b"\\pc", b"", "cp437", "für"),
        (b"\\pca", b"", "cp850", "für Øl"),
    ],
)
def test_letters_are_of_the_code_page_of_their_font(
    head: bytes, font: bytes, page: str, text: str
) -> None:
    data = whole(coded(text, page), font, head=head)
    assert read(data) == text
    assert rtf.words(data).text.strip() == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"a \u8220?quoted\u8221? b", "a “quoted” b"),
        (rb"a \u8220\'93quoted\u8221\'94 b", "a “quoted” b"),
        (rb"{\uc2 a \u8220\'81\'67quoted} b", "a “quoted b"),
        (rb"{\uc0 a \u8220 quoted\u8221 } b", "a “quoted” b"),
        (rb"{\b\u1046?}x", "Жx"),
        (rb"\b\'e9\b0 t\'e9", "été"),
        (rb"\u-10179?\u-8699?!", "😅!"),
        (rb"a \u92?\u123?b\u125? \{c\}", "a \\{b} {c}"),
        (rb"{\f1 abc} and {\f1\'61}", "αβχ and α"),
        (rb"a\~b\_c\-d", "a\N{NO-BREAK SPACE}b\N{NON-BREAKING HYPHEN}c\N{SOFT HYPHEN}d"),
        (b"r\xe9sum\xe9", "résumé"),
    ],
)
def test_characters_with_their_stand_ins(body: bytes, text: str) -> None:
    assert read(whole(body, b"\\fcharset0", b"\\fcharset2").replace(b"2 Face", b"2 Symbol")) == text


def test_the_name_of_a_font_stands_behind_its_likeness() -> None:
    table = b"{\\fonttbl{\\f3\\froman\\fcharset2\\fprq2{\\*\\panose 0505}Symbol;}}"
    assert read(b"{\\rtf1\\ansi" + table + b"\\f3 a\\u-3999\\'61\\par}") == "αα"


def test_the_trail_byte_of_a_letter_may_stand_as_it_is() -> None:
    data = whole(b"\\'83A\\'83\\'5c\\'83\\\\", b"\\fcharset128")
    assert read(data).startswith("アソ")


def test_a_font_in_a_group_holds_in_the_group() -> None:
    data = whole(b"\\'e9 {\\f1\\'e9\\plain\\'e9} \\'e9", b"\\fcharset0", b"\\fcharset204")
    assert read(data) == "é йé é"


def test_a_finding_says_which_code_pages_were_read() -> None:
    data = whole(coded("Ночь", "cp1251"), b"\\fcharset204")
    _, (finding,) = rtf_unicode.as_unicode(data, "m.rtf")
    assert finding.rule == "import-code-page"
    assert finding.message.endswith("code pages of their fonts: 4 characters (Windows-1251).")
    assert rtf_unicode.as_unicode(whole(b"caf\\'e9", b"\\fcharset0"), "m.rtf")[1] == []


def test_the_names_of_styles_and_the_marks_of_lists_do_not_come_into_the_text() -> None:
    styles = b"{\\stylesheet{\\s1 Aufz\\'e4hlung;}{\\s2 caption;}}"
    assert read(whole(styles + b"\\pard\\s1 One", b"\\fcharset0")) == "One"


def test_a_note_that_a_reader_may_pass_by_is_read() -> None:
    note = b"{\\super\\chftn}{\\*\\footnote\\chftn\\~{\\pard In May.\\par}}"
    assert "In May." in read(whole(b"Here" + note + b" it is.", b"\\fcharset0"))


def test_data_between_words_become_hexadecimals() -> None:
    picture = b"{\\pict\\pngblip\\bin5 {\\}\x00\xff}"
    made, _ = rtf_unicode.as_unicode(whole(b"a" + picture + b"b", b"\\fcharset0"), "m.rtf")
    assert b"\\pngblip7b5c7d00ff}" in made.replace(b" ", b"")
    made.decode()


def test_words_in_a_face_of_one_width_are_no_code_where_all_are_or_asia_s_are() -> None:
    table = b"{\\rtf1\\ansi{\\fonttbl{\\f0\\froman A;}{\\f1\\fmodern\\fcharset128 Gothic;}}"
    whole_text = table + b"\\f1 One day it rained.\\par}"
    mixed = table + "\\f0 The words {\\f1 go()} and {\\f1 漢字} stand here.\\par}".encode()
    assert [kinds(data) for data in (whole_text, mixed)] == [0, 1]


def kinds(data: bytes) -> int:
    document = pandoc.loads(pandoc.run(["-f", "rtf", "-t", "json"], data))
    rtf_settle.settle(document)
    return sum(node["t"] == "Code" for node in walk(document.blocks))


@pytest.mark.parametrize(
    "data",
    [
        b"{\\rtf1",
        b"{\\rtf1\\bin99999 x",
        b"{\\rtf1\\fonttbl{\\f0",
        b"{\\rtf1\\u99999999 x}}}",
        b"\\",
    ],
)
def test_what_is_broken_stays_as_it_can(data: bytes) -> None:
    rtf_unicode.as_unicode(data, "m.rtf")


def test_code_pages_have_names_that_people_know() -> None:
    every = {*rtf_pages.CHARSETS.values(), *rtf_pages.NUMBERS.values(), *rtf_pages.FIRST.values()}
    assert all("".encode(page) == b"" for page in every)
    assert rtf_pages.called("cp932") == "Shift JIS"
