"""What programs and people do to a Word file beside the changes that they mean."""

from __future__ import annotations

import re
from collections.abc import Callable

Members = dict[str, bytes]
Habit = Callable[[Members], Members]
TEXTS = ("word/document.xml", "word/footnotes.xml")
RUN = re.compile(rb"<w:r>(?:(?!</w:r>).)*</w:r>", re.DOTALL)
PROPERTIES = re.compile(rb"<w:r>(\s*<w:rPr>)?")


def changed(pattern: bytes, new: bytes, parts: tuple[str, ...] = TEXTS) -> Habit:
    """Put something in place of a pattern in parts of a file."""

    def change(members: Members) -> Members:
        made = {name: re.sub(pattern, new, members[name], flags=re.DOTALL) for name in parts}
        assert any(made[name] != members[name] for name in parts), pattern
        return {**members, **made}

    return change


def both(*habits: Habit) -> Habit:
    def each(members: Members) -> Members:
        for habit in habits:
            members = habit(members)
        return members

    return each


def named(language: dict[str, str], *, bare: bool) -> Habit:
    """Give styles the identifiers and names of a language; `bare` keeps no level of theirs."""

    def change(members: Members) -> Members:
        made = dict(members)
        for old, new in language.items():
            key = "".join(sign for sign in new if sign.isascii() and sign.isalnum()).encode()
            for part in (*TEXTS, "word/styles.xml"):
                data = made[part].replace(b'w:val="%b"' % old.encode(), b'w:val="%b"' % key)
                made[part] = data.replace(b'w:styleId="%b"' % old.encode(), b'w:styleId="%b"' % key)
            pattern = rb'(w:styleId="%b"[^>]*>\s*<w:name w:val=")[^"]*' % key
            styles = re.sub(pattern, rb"\g<1>" + new.encode(), made["word/styles.xml"])
            assert styles != made["word/styles.xml"]
            made["word/styles.xml"] = styles
        if bare:
            made["word/styles.xml"] = re.sub(
                rb"<w:outlineLvl [^>]*/>", b"", made["word/styles.xml"]
            )
        return made

    return change


def _in_smart_tags(members: Members) -> Members:
    tag = b'<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="place">'
    wrap = lambda one: tag + one[0] + b"</w:smartTag>"  # noqa: E731
    return {**members, **{name: RUN.sub(_but_fields(wrap), members[name]) for name in TEXTS}}


def _but_fields(change: Callable[[re.Match[bytes]], bytes]) -> Callable[[re.Match[bytes]], bytes]:
    marks = (b"<w:fldChar", b"<w:instrText", b"footnoteRef", b"<w:br")
    return lambda one: one[0] if any(mark in one[0] for mark in marks) else change(one)


def _with_direct_looks(members: Members) -> Members:
    """Google Docs writes font, size and colour into each run, and no style of a paragraph's own."""
    direct = (
        b'<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Georgia" w:eastAsia="Georgia"/>'
        b'<w:color w:val="000000"/><w:sz w:val="22"/><w:szCs w:val="22"/><w:rtl w:val="0"/>'
    )

    def dress(one: re.Match[bytes]) -> bytes:
        if b"<w:rPr/>" in one[0]:
            return one[0].replace(b"<w:rPr/>", b"<w:rPr>" + direct + b"</w:rPr>", 1)
        if b"<w:rPr>" in one[0]:
            return one[0].replace(b"</w:rPr>", direct + b"</w:rPr>", 1)
        return one[0].replace(b"<w:r>", b"<w:r><w:rPr>" + direct + b"</w:rPr>", 1)

    made = {name: RUN.sub(dress, members[name]) for name in TEXTS}
    plain = rb'<w:pStyle w:val="(?:BodyText|FirstParagraph|FootnoteText)"\s*/>'
    return {**members, **{name: re.sub(plain, b"", data) for name, data in made.items()}}


def _in_controls(members: Members) -> Members:
    """Content controls around paragraphs of the text."""
    pattern = rb'<w:p>(?:(?!</w:p>).)*"BodyText"(?:(?!</w:p>).)*</w:p>'
    new = rb'<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent>\g<0></w:sdtContent></w:sdt>'
    return changed(pattern, new, TEXTS[:1])(members)


def _with_endnotes(members: Members) -> Members:
    """Word turns footnotes into endnotes at a command."""
    made = {name.replace("footnotes", "endnotes"): data for name, data in members.items()}
    for name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        made[name] = re.sub(rb"footnotes(?=[.+\"])", b"endnotes", made[name])
    notes = made["word/endnotes.xml"]
    made["word/endnotes.xml"] = notes.replace(b"w:footnote", b"w:endnote")
    document = made["word/document.xml"]
    made["word/document.xml"] = document.replace(b"w:footnoteReference", b"w:endnoteReference")
    if "word/settings.xml" in made:
        made["word/settings.xml"] = re.sub(
            rb"<w:footnotePr>.*?</w:footnotePr>", b"", made["word/settings.xml"], flags=re.DOTALL
        )
    return made


GERMAN = {"Heading2": "Überschrift 2", "BodyText": "Textkörper", "BlockText": "Blocktext"}
FRENCH = {"Heading2": "Titre 2", "BodyText": "Corps de texte", "BlockText": "Normal centré"}
ONLY_FONT = (
    rb'<w:r><w:rPr><w:rFonts w:ascii="Arial"/><w:rPrChange w:id="77" w:author="Ben" '
    rb'w:date="2026-03-02T10:00:00Z"><w:rPr/></w:rPrChange></w:rPr><w:t\1'
)
QUIET: dict[str, Habit] = {
    "smart tags": _in_smart_tags,
    "Überschrift 2": named(GERMAN, bare=False),
    "Titre 2": named(FRENCH, bare=False),
    "Überschrift 2, without a level": named(GERMAN, bare=True),
    "Titre 2, without a level": named(FRENCH, bare=True),
    "looks of Google Docs": _with_direct_looks,
    "a language at each run": changed(
        rb"<w:r><w:t", rb'<w:r><w:rPr><w:lang w:val="en-US"/></w:rPr><w:t'
    ),
    "proofed by nobody": changed(rb"<w:r><w:t", rb"<w:r><w:rPr><w:noProof/></w:rPr><w:t"),
    "another font, tracked": changed(rb"<w:r><w:t((?: |>))", ONLY_FONT),
    "pages as last printed": changed(rb"<w:r><w:t", rb"<w:r><w:lastRenderedPageBreak/><w:t"),
    "names of paragraphs": changed(
        rb"<w:p>", rb'<w:p w:rsidR="00A1" w:rsidRDefault="00A1" w:rsidP="00B2">'
    ),
    "content controls": _in_controls,
    "links as words": changed(rb"</?w:hyperlink[^>]*>", b""),
    "where it was left": changed(
        rb"(<w:body>\s*<w:p>)",
        rb'\1<w:bookmarkStart w:id="999" w:name="_GoBack"/><w:bookmarkEnd w:id="999"/>',
        TEXTS[:1],
    ),
    "endnotes": _with_endnotes,
}
"""Habits that change nothing of the text."""
