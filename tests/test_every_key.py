"""Each key that edition.yaml and design.yaml accept reaches every format that can show it.

The tables say which these are. One book has a word of its own for every key; each format is
unpacked, and its text and metadata are searched for the word. Keys that say what is done are in
tests/test_every_setting.py.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from octavo.book import metadata
from octavo.model.colophon import ImprintPage, Responsible
from octavo.model.declaration import keys, within
from octavo.model.design import Design
from octavo.model.edition import Contributor, Copyright, Edition, Image
from octavo.model.groups import Accessibility, Series, Subject
from octavo.press import build
from tests.pictures import png
from tests.running import build as build_here
from tests.test_build import Silent
from tests.test_every_setting import CHANGES, DONE, EVERY

RECORD = """\
title: Ztitle
lang: eo
subtitle: Zsubtitle
author: {name: Zauthor, file-as: Zfileas, orcid: 0000-0002-1825-0097, born: 1801-02-03,
  died: 1890-04-05, about: Zabout}
editor: Zeditor
translator: [Ztranslator]
illustrators: [Zillustrator, {name: Zdrawer}]
introduction: Zintroduction
afterword: Zafterword
compiler: Zcompiler
funder: [Zfunder]
edition: Zstatement
modified: 2020-05-06
tdm-reservation: yes
tdm-policy: https://tdm.example/zpolicy
photographer: Zphotographer
contributor:
  - {name: Zrole, role: editor}
  - {name: Zessayist, chapter: one}
  - {name: Zcover, role: cov, credit: "Zcredited {0}"}
publisher: Zpublisher
imprint: Zimprint
place: Zplace
printing: Zprinting
date: 2019-03-04
copyright: {year: 1987, holder: Zholder}
licence: Zlicence
rights: Zrights
imprint-page:
  country: fr
  address: Zaddress
  email: zmail@press.example
  website: https://zweb.example
  eu-responsible: {name: Zeuname, address: Zeuaddress, email: zeu@x.example, website: https://zeu.example}
  moral-rights: Zmoral
  permissions: Zpermissions
  first-published: [Zearlier]
  catalogue: yes
  legal-deposit: Zdeposit
  lccn: 2026012345
  printer: Zpress
  typeface: Ztype
identifier: urn:uuid:6ba7b811-9dad-51d1-80b4-00c04fd430c8
isbn:
  html: 978-0-306-40615-7
  epub: 978-1-56619-909-4
  docx: 978-3-16-148410-0
  screen: 978-0-14-044913-6
  print: 978-0-262-03384-8
  paperback: 978-1-86197-876-9
  hardback: 978-0-19-852663-6
  audiobook: 978-0-521-80926-9
accessibility: {contact: zask@press.example, certified-by: Zcertifier}
doi: 10.1000/zdoi
url: https://zsite.example/book
series: {title: Zseries, number: "473", issn: 0317-8471}
subjects:
  - {scheme: Zscheme, code: Zcode, name: Zsubject}
  - {scheme: thema, code: AKD}
keywords: [Zkeyword]
description: Zdescription
translation-of: Zoriginal
cover: ../source/images/cover.png
images:
  images/a.png:
    alt: Zalt
    caption: Zcaption
    credit: Zcredit
    licence: Zimagelicence
    permission: Zpermission
  images/b.png: {decorative: yes}
  images/cover.png: {credit: Zcovercredit}
"""

EDITION = {
    "title": ("Ztitle", EVERY),
    "lang": ("eo", EVERY),
    "subtitle": ("Zsubtitle", EVERY),
    "author": ("Zauthor", EVERY),
    "editor": ("Zeditor", EVERY),
    "translator": ("Ztranslator", EVERY),
    "illustrator": ("Zdrawer", EVERY),
    "introduction": ("Zintroduction", EVERY),
    "afterword": ("Zafterword", EVERY),
    "compiler": ("Zcompiler", EVERY),
    "photographer": ("Zphotographer", EVERY),
    "contributor": ("Zrole", EVERY),
    "publisher": ("Zpublisher", EVERY),
    "imprint": ("Zimprint", EVERY),
    "place": ("Zplace", EVERY),
    "printing": ("Zprinting", EVERY),
    "edition": ("Zstatement", EVERY),
    "funder": ("Zfunder", EVERY),
    "modified": ("2020-05-06T", "epub"),
    "tdm-reservation": ("(EU)2019/790", EVERY),
    "tdm-policy": ("tdm.example/zpolicy", EVERY),
    "imprint-page": ("Zaddress", EVERY),
    "date": ("2019", EVERY),
    "copyright": ("©1987Zholder", EVERY),
    "licence": ("Zlicence", EVERY),
    "rights": ("Zrights", EVERY),
    "identifier": ("6ba7b811-9dad-51d1-80b4-00c04fd430c8", "html epub docx"),
    "accessibility": ("zask@press.example", "html epub"),
    "doi": ("10.1000/zdoi", EVERY),
    "url": ("https://zsite.example/book/", "html"),
    "series": ("Zseries", EVERY),
    "subjects": ("Zsubject", EVERY),
    "keywords": ("Zkeyword", EVERY),
    "description": ("Zdescription", EVERY),
    "translation-of": ("Zoriginal", EVERY),
    "cover": ("Zcovercredit", "epub"),
    "images": ("Zcredit", EVERY),
}
"""The keys of edition.yaml: a word of the record above, and the formats that show it."""

INNER: dict[tuple[str, type], Mapping[str, tuple[str, str]]] = {
    ("author", Contributor): {
        "name": ("Zauthor", EVERY),
        "file-as": ("Zfileas", "epub"),
        "role": ("Zrole", EVERY),
        "orcid": ("0000-0002-1825-0097", EVERY),
        "chapter": ("Zessayist", EVERY),
        "credit": ("ZcreditedZcover", EVERY),
        "born": ("1801-02-03", "html"),
        "died": ("1890-04-05", "html"),
        "about": ("Zabout", "html"),
    },
    ("imprint-page", ImprintPage): {
        "country": ("BibliothèquenationaledeFrance", EVERY),
        "address": ("Zaddress", EVERY),
        "email": ("zmail@press.example", EVERY),
        "website": ("zweb.example", EVERY),
        "eu-responsible": ("Zeuname", EVERY),
        "moral-rights": ("Zmoral", EVERY),
        "permissions": ("Zpermissions", EVERY),
        "first-published": ("Zearlier", EVERY),
        "catalogue": ("BibliothèquenationaledeFrance", EVERY),
        "legal-deposit": ("Zdeposit", EVERY),
        "lccn": ("2026012345", EVERY),
        "printer": ("Zpress", EVERY),
        "typeface": ("Ztype", EVERY),
    },
    ("eu-responsible", Responsible): {
        "name": ("Zeuname", EVERY),
        "address": ("Zeuaddress", EVERY),
        "email": ("zeu@x.example", EVERY),
        "website": ("zeu.example", EVERY),
    },
    ("accessibility", Accessibility): {
        "contact": ("zask@press.example", "html epub"),
    },
    ("copyright", Copyright): {"year": ("1987", EVERY), "holder": ("Zholder", EVERY)},
    ("series", Series): {
        "title": ("Zseries", EVERY),
        "number": ("473", EVERY),
        "issn": ("0317-8471", EVERY),
    },
    ("subjects", Subject): {
        "scheme": ("Zscheme", "epub"),
        "code": ("Zcode", "epub"),
        "name": ("Zsubject", EVERY),
    },
    ("images", Image): {
        "alt": ("Zalt", EVERY),
        "caption": ("Zcaption", EVERY),
        "credit": ("Zcredit", EVERY),
        "licence": ("Zimagelicence", EVERY),
        "permission": ("Zpermission", EVERY),
    },
}
"""The keys of the groups."""

ISBNS = {
    "html": ("978-0-306-40615-7(HTML)", EVERY),
    "epub": ("978-1-56619-909-4(EPUB)", EVERY),
    "docx": ("978-3-16-148410-0(DOCX)", EVERY),
    "screen": ("978-0-14-044913-6(PDF)", EVERY),
    "print": ("978-0-262-03384-8(print)", EVERY),
    "paperback": ("978-1-86197-876-9(paperback)", EVERY),
    "hardback": ("978-0-19-852663-6(hardback)", EVERY),
    "audiobook": ("978-0-521-80926-9(audiobook)", EVERY),
}

ASKED = {"design", "no-isbn"}
"""Keys that no format has: a file of its own, and what a release asks for."""

SOLD = {"trade"}
"""Keys of what shops and libraries are told: tests/test_trade.py."""

LISTED = {"pages", "pages-of"}
"""Keys of the list of pages that a text marks: tests/test_page_marks.py."""

PRINTED = {"blurb", "author-note", "price", "logo", "cover-back", "cover-wrap"}
"""Keys of the printed cover alone: tests/test_print_cover.py."""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Build the book in all formats; return all that each of them says, without its spaces."""
    folder = tmp_path_factory.mktemp("keys")
    (folder / "source/images").mkdir(parents=True)
    (folder / "metadata").mkdir()
    for name in ("a", "b", "cover"):
        (folder / f"source/images/{name}.png").write_bytes(png())
    text = "# One {#one}\n\nWords.\n\n![](images/a.png)\n\n![](images/b.png)\n"
    (folder / "source/01.md").write_text(text, encoding="utf-8")
    (folder / "metadata/edition.yaml").write_text(RECORD, encoding="utf-8")
    (folder / "metadata/pandoc.json").write_text(json.dumps({"filters": ["divisions.py"]}))
    options = build.Options(("html", "epub", "docx", "pdf"), folder / "out", draft=True)
    build_here(metadata.load(folder), options, Silent())
    texts = dict.fromkeys(("html", "epub", "docx", "pdf"), "")
    for path in sorted((folder / "out").glob("ztitle*")):
        texts[path.suffix[1:]] += _said(path)
    return {name: re.sub(r"[\s\u00ad]+", "", text) for name, text in texts.items()}


def _said(path: Path) -> str:
    if path.suffix == ".html":
        return path.read_text(encoding="utf-8")
    if path.suffix in (".epub", ".docx"):
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if re.search(r"\.(x?html|opf|xml)$", n)]
            words = "".join(archive.read(name).decode() for name in sorted(names))
        return re.sub(r"</?w:[^>]*>", "", words) + words
    pages = pypdfium2.PdfDocument(path)
    words = "".join(page.get_textpage().get_text_range() for page in pages)
    with pikepdf.open(path) as pdf:
        raw = [bytes(o) for o in pdf.objects if isinstance(o, pikepdf.String)]
        tagged = [
            str(o.get(key))
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary)
            for key in ("/Alt", "/Keywords", "/Subject", "/Lang")
            if key in o
        ]
        record = pdf.open_metadata(update_docinfo=False)
        return words + repr(raw) + "".join(tagged) + str(record)


def table() -> list[tuple[str, str, str]]:
    rows = [(key, *row) for key, row in (*EDITION.items(), *ISBNS.items())]
    for group, inner in INNER.items():
        rows += [(f"{group[0]} {key}", *row) for key, row in inner.items()]
    return rows


@pytest.mark.parametrize(("key", "word", "formats"), table())
def test_a_key_reaches_the_formats(
    shown: dict[str, str], key: str, word: str, formats: str
) -> None:
    assert [name for name in formats.split() if word not in shown[name]] == []


def test_the_tables_have_every_key() -> None:
    assert set(EDITION) == set(keys(Edition)) - set(DONE) - ASKED - PRINTED - SOLD - LISTED
    for (key, group), inner in INNER.items():
        kind = within(ImprintPage if key == "eu-responsible" else Edition, key)
        assert group in (kind, within(kind, 0), within(kind, "any"))
        assert set(inner) == set(keys(group)) - set(DONE)
    elsewhere = {"fonts", "script-fonts"}  # they need files: tests/test_fonts.py
    elsewhere |= {"printers"}  # test_printers
    elsewhere |= {"lists", "figure-numbers", "table-numbers", "equation-numbers"}  # test_crossrefs
    elsewhere |= {"cover-design", "cover-ink", "barcode", "paper", "spine", "flaps"}  # printed
    assert set(keys(Design)) - elsewhere <= set(CHANGES)
    by_themselves = {"isbn", "outputs", "certified-by"}  # they name formats
    assert set(DONE) == {*CHANGES, *by_themselves}
    assert set(ISBNS) == set(keys(within(Edition, "isbn")))
