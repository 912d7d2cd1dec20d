"""A book from a stranger: nothing of its text runs, or fetches anything, in any edition."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import orjson
import pikepdf
import pytest
from lxml import etree, html

from octavo.book.safety import attributes
from octavo.formats.html.frame import asset
from octavo.manuscripts.folder import new
from tests.running import CHECKED, DRAFTS, call, whole
from tests.test_paths import png

EVIL = "evil.example"
HOSTILE = (
    'onclick="alert(1)"',
    'ONLOAD="alert(1)"',
    'onmouseover="x"',
    'onpointerrawupdate="x"',
    f'style="background:url(//{EVIL}/x)"',
    f'style="background:u\\72l(//{EVIL}/x)"',
    'style="width:expression(alert(1))"',
    f"style=\"@import '//{EVIL}'\"",
    'style="position:fixed;top:0;left:0;width:100%;height:100%"',
    'style="display:none"',
    f'style="content:attr(x);color:red;behavior:url(//{EVIL})"',
    f'src="https://{EVIL}/x"',
    f'srcset="https://{EVIL}/x 2x"',
    f'href="https://{EVIL}/x"',
    f'xlink:href="https://{EVIL}/x"',
    f'ping="https://{EVIL}/x"',
    f'poster="https://{EVIL}/x"',
    f'background="https://{EVIL}/x"',
    f'formaction="https://{EVIL}/x"',
    f'action="https://{EVIL}/x"',
    f'data="https://{EVIL}/x"',
    f'longdesc="https://{EVIL}/x"',
    f'cite="https://{EVIL}/x"',
    f'manifest="https://{EVIL}/x"',
    'srcdoc="<script>alert(1)</script>"',
    'http-equiv="refresh"',
    f'content="0;url=https://{EVIL}/"',
    'target="_new"',
    'download="x.exe"',
    'contenteditable="true"',
    'autofocus="autofocus"',
    'tabindex="1"',
    'accesskey="x"',
    'role="doc-noteref"',
    'role="doc-backlink"',
    'role="button"',
    'role="nonsense"',
    'lang="not a language"',
    'dir="up"',
    'hidden="hidden"',
    'aria-hidden="true"',
    'is="x-y"',
    'slot="x"',
    'xmlns="x"',
    'xmlns:x="y"',
    'a:b="c"',
    'epub:type="1 2"',
)
KEPT = (
    'lang="fr"',
    'dir="rtl"',
    'title="A title"',
    'epub:type="warning"',
    'data-note="x"',
    'harmless="x"',
    'Harmless="x"',
    'xml:lang="de"',
    'style="text-align: center"',
    ".a-class",
)
LINKS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "&#32;javascript:alert(1)",
    "javascript&#58;alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "file:///etc/passwd",
    "//evil.example/x",
    "blob:https://evil.example/x",
    "view-source:https://evil.example",
    "ms-word:ofe|u|https://evil.example",
    "about:blank",
    "x:y",
    "http://",
)

DEAD = (
    "java&#10;script:alert(1)",
    "javascript%3Aalert(1)",
    "java%0Ascript:alert(1)",
    "%5C%5Cevil.example%5Cx",
)
"""Links that are no scripts to a reading system, but names of files that are not there."""


def text_with(attribute: str, number: int) -> str:
    """Every kind of thing that Markdown gives an attribute."""
    return f"""## Heading {number} {{{attribute}}}

A [span]{{{attribute}}}, a [link](https://example.org/){{{attribute}}}, `code`{{{attribute}}} and
an inline ![picture](a.png){{{attribute}}}.

::: {{{attribute}}}
A division.
:::

``` {{{attribute}}}
listing
```

![A figure.](a.png){{{attribute}}}

| a | b |
|---|---|
| c | d |

Table: A table. {{{attribute}}}
"""


@pytest.fixture(scope="module", params=DRAFTS)
def built(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A book with every attribute on everything, built in all formats."""
    folder = tmp_path_factory.mktemp("untrusted") / "book"
    new.make(folder, None)
    (folder / "source" / "a.png").write_bytes(png(90))
    texts = [text_with(attribute, at) for at, attribute in enumerate((*HOSTILE, *KEPT))]
    roles = [f'::: {{role="{role}"}}\nA division.\n:::\n' for role in sorted(attributes.ROLES)]
    links = [f"A [link {at}]({link}) away.\n" for at, link in enumerate(LINKS)]
    twice = ['[Twice]{foo="1" foo="2"} and [both]{lang="fr" xml:lang="es"}.\n']
    ids = ["<span id='a b'>A</span> and <span id='\"c'>C</span>.\n\n[D]{id=\"d<e\"}\n"]
    text = "\n".join(["# Hostile\n", *texts, *roles, *links, *twice, *ids])
    (folder / "source" / "03.md").write_text(text, encoding="utf-8")
    whole(folder, checked=request.param)
    return folder


@pytest.mark.parametrize("link", DEAD)
def test_a_link_that_only_pretends_is_a_dead_one(tmp_path: Path, link: str) -> None:
    new.make(tmp_path / "b", None)
    text = f"# Hostile\n\nA [link]({link}) away.\n"
    (tmp_path / "b" / "source" / "03.md").write_text(text, encoding="utf-8")
    done = call(tmp_path / "b", "build")
    assert done.returncode == 2
    assert "source/03.md:3:" in done.stderr
    assert "[dead-link]" in done.stderr
    assert not (tmp_path / "b" / "dist").exists()


def findings(book: Path, rule: str) -> list[dict[str, object]]:
    listed = orjson.loads((book / "dist" / "findings.json").read_bytes())
    return [finding for finding in listed if finding["rule"] == rule]


def pages(book: Path) -> Iterator[tuple[str, etree._Element]]:
    """Every page of the web edition, the site and the EPUB."""
    dist = book / "dist"
    for path in [*dist.glob("*.html"), *(dist / "site").glob("*.html")]:
        yield path.name, html.fromstring(path.read_bytes())
    with zipfile.ZipFile(next(dist.glob("*.epub"))) as archive:
        for name in archive.namelist():
            if name.endswith((".xhtml", ".opf", ".ncx")):
                yield name, etree.fromstring(archive.read(name))


def is_own(book: Path, script: etree._Element) -> bool:
    """Whether a script is the site's own file, as the press wrote it, with no words beside it."""
    own = (book / "dist" / "site" / "reader.js").read_bytes() == asset("reader.js").encode()
    return own and dict(script.attrib) == {"src": "reader.js"} and not script.text


FETCHING = {"src", "srcset", "poster", "background", "data", "action", "formaction", "ping", "cite"}


def test_no_page_runs_or_fetches_anything(built: Path) -> None:
    for name, page in pages(built):
        for element in page.iter(etree.Element):
            tag = etree.QName(element).localname
            for key, value in element.attrib.items():
                where = f"{name}: <{tag} {key}={value!r}>"
                short = etree.QName(str(key)).localname if "{" in str(key) else str(key)
                assert not short.startswith("on"), where
                assert short not in {"target", "srcdoc", "http-equiv"} or tag == "meta", where
                if short in FETCHING:
                    assert not re.match(r"[a-z]+:(?!image/)|//", str(value)), where
                if short == "style":
                    assert not re.search(r"[(\\@]|position|display:\s*none", str(value)), where
                if tag == "link":
                    assert short != "href" or not re.match(r"[a-z]+:|//", str(value)), where
            if tag == "script":
                assert element.get("type") == "application/ld+json" or is_own(built, element)
            if tag == "style":
                assert not re.search(r"url\(|@import", element.text or "")


def test_no_link_leads_to_what_runs(built: Path) -> None:
    addresses = [
        str(link.get("href"))
        for _, page in pages(built)
        for link in page.iter("a", "{http://www.w3.org/1999/xhtml}a")
        if link.get("href")
    ]
    assert addresses
    assert all(attributes.is_safe_address(address) for address in addresses)
    for path in (built / "dist").glob("*.pdf"):
        with pikepdf.open(path) as pdf:
            notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
            uris = [str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A]
        assert all(attributes.is_safe_address(uri) for uri in uris)
        assert b"/JavaScript" not in path.read_bytes()
        assert b"/Launch" not in path.read_bytes()


def test_the_word_file_fetches_nothing(built: Path) -> None:
    with zipfile.ZipFile(next((built / "dist").glob("*.docx"))) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            assert EVIL.encode() not in data, name
            if not name.endswith(".rels"):
                continue
            for relation in etree.fromstring(data):
                if relation.get("TargetMode") == "External":
                    assert relation.get("Type", "").endswith("/hyperlink")
                    assert attributes.is_safe_address(relation.get("Target", ""))


def test_each_removal_is_told_at_its_place(built: Path) -> None:
    text = (built / "source" / "03.md").read_text(encoding="utf-8").split("\n")
    told = findings(built, "attribute-left-out")
    for hostile in HOSTILE:
        key, _, value = hostile.partition("=")
        said = f"{key}={value}"[:40].split(";")[0].rstrip('"')
        mine = [f for f in told if str(f["message"]).startswith(f"The attribute {said}")]
        assert mine, hostile
    for finding in told:
        assert finding["file"] == "source/03.md"
        line = text[int(str(finding["line"])) - 1]
        assert str(finding["before"]).partition("=")[0] in line, (finding, line)
    links = findings(built, "link-left-out")
    assert len(links) == len(LINKS)
    for finding, line in zip(links, [t for t in text if t.startswith("A [link ")], strict=True):
        assert text[int(str(finding["line"])) - 1] == line


def test_what_is_harmless_is_kept(built: Path) -> None:
    markup = "".join(path.read_text("utf-8") for path in (built / "dist" / "site").glob("*.html"))
    for kept in (
        *('lang="fr"', 'dir="rtl"', 'title="A title"', 'data-note="x"', 'data-harmless="x"'),
        *('style="text-align: center"', 'class="a-class"', 'role="doc-tip"'),
    ):
        assert kept in markup, kept
    said = [str(finding["message"]) for finding in findings(built, "attribute-left-out")]
    for kept in KEPT:
        assert not any(kept in message for message in said), kept


def test_the_words_of_a_link_that_is_left_out_stay(built: Path) -> None:
    for _, page in pages(built):
        text = "".join(map(str, page.itertext()))
        if "link 0" in text:
            assert all(f"link {at} away" in " ".join(text.split()) for at in range(len(LINKS)))


def test_a_book_that_lists_no_filters_is_safe_too(tmp_path: Path) -> None:
    book = tmp_path / "book"
    new.make(book, None)
    (book / "metadata" / "pandoc.json").write_text('{"filters": []}', encoding="utf-8")
    for path in (book / "source").glob("*.md"):
        path.unlink()
    (book / "source" / "01.md").write_text(
        "# One\n\nWords and <b onclick='x'>b</b>.\n\n[x]{onclick=y}\n", encoding="utf-8"
    )
    done = call(book, "build", "--to", "html")
    assert "markup-left-out" in (book / "dist" / "findings.json").read_text("utf-8"), done.stderr
    for name, page in pages_of_site(book):
        assert not page.xpath("//iframe | //script[not(@type or @src='reader.js')] | //@onclick"), (
            name
        )


@pytest.mark.parametrize("filters", ["[]", None], ids=["no filters", "all filters"])
@pytest.mark.parametrize(
    "text", ["A <script>alert(1)</script> b.", "<iframe src='//evil.example'></iframe>"]
)
def test_what_would_run_is_an_error_and_is_written_nowhere(
    tmp_path: Path, text: str, filters: str | None
) -> None:
    book = tmp_path / "book"
    new.make(book, None)
    if filters:
        (book / "metadata" / "pandoc.json").write_text(f'{{"filters": {filters}}}', "utf-8")
    for path in (book / "source").glob("*.md"):
        path.unlink()
    (book / "source" / "01.md").write_text(f"# One\n\n{text}\n", encoding="utf-8")
    done = call(book, "build", "--to", "html")
    assert done.returncode
    assert "source/01.md:3" in done.stderr + done.stdout
    assert not list((book / "dist").glob("*.html"))


def pages_of_site(book: Path) -> Iterator[tuple[str, etree._Element]]:
    for path in (book / "dist").rglob("*.html"):
        if path.name != "report.html":
            yield path.name, html.fromstring(path.read_bytes())


def test_metadata_with_markup_is_words(tmp_path: Path) -> None:
    book = tmp_path / "book"
    new.make(book, None)
    evil = "</title></script><script>alert(1)</script><img src=//evil.example onerror=x>${x}"
    (book / "metadata" / "edition.yaml").write_text(
        f"title: '{evil}'\nlang: en-GB\nrights: '{evil}'\nlicence: '{evil}'\npublisher: '{evil}'\n"
        f"author: '{evil}'\ndescription: '{evil}'\nkeywords: ['{evil}']\nplace: '{evil}'\n"
        f"identifier: '{evil}'\nbibliography: references.json\n",
        encoding="utf-8",
    )
    done = call(book, "build", "--to", "html,docx")
    assert done.returncode == 0, done.stdout + done.stderr
    for path in (book / "dist").rglob("*.html"):
        page = html.fromstring(path.read_bytes())
        scripts = "//script[not(@type='application/ld+json' or @src='reader.js')]"
        assert not page.xpath(f"//img | {scripts} | //@onerror")


def test_a_link_in_the_bibliography_is_looked_at(tmp_path: Path) -> None:
    book = tmp_path / "book"
    new.make(book, None)
    works = orjson.loads((book / "metadata" / "references.json").read_bytes())
    works[0]["URL"] = "javascript:alert(1)"
    works[0]["type"] = "webpage"
    (book / "metadata" / "references.json").write_bytes(orjson.dumps(works))
    done = call(book, "build", "--to", "html")
    assert done.returncode in (0, 1), done.stderr
    for _, page in pages_of_site(book):
        assert not page.xpath("//a[starts-with(@href, 'javascript')]")


@CHECKED
def test_the_names_that_the_press_gives_are_its_own(tmp_path: Path, checked: bool) -> None:
    """An author may call things as the press calls its notes: no edition takes them for such."""
    book = tmp_path / "book"
    new.make(book, None)
    (book / "source" / "03.md").write_text(
        "# A title {#fn1}\n\nText.^[A note.] [x]{#fnref1} more.^[Another.] [back](#fn1)\n\n"
        "::: {.section .footnotes}\nWords in it.\n:::\n\n::: {.notes}\nWords in that.\n:::\n\n"
        "# Second {.footnotes #toc}\n\nWords.^[Third.] [p]{.footnote-ref #nav} [q]{.math}\n"
        '[r]{role="doc-noteref"} [s]{.division-number}\n',
        encoding="utf-8",
    )
    whole(book, checked=checked)
