"""What Word keeps beside an author's words: lists it made, bookmarks, the alignment of cells."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from octavo import pandoc
from octavo.book import metadata
from octavo.formats import archive
from octavo.manuscripts.importing import Imported, import_manuscripts
from octavo.model.finding import Severity
from octavo.press import build
from tests.test_build import Silent, make

ROOT = Path(__file__).parents[1]


def word(folder: Path, markdown: str) -> Path:
    """A Word file of Markdown, in which raw OpenXML may stand."""
    data = pandoc.run(["-f", "markdown-smart", "-t", "docx", "-o", "-"], markdown.encode(), folder)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    path = folder / "written.docx"
    archive.write(path, members, 1768435200)
    return path


def imported(folder: Path, markdown: str) -> tuple[Imported, str]:
    done = import_manuscripts([word(folder, markdown)], folder / "book", "en-GB")
    sources = sorted((done.folder / "source").glob("*.md"))
    return done, "\n".join(path.read_text(encoding="utf-8") for path in sources)


def xml(openxml: str) -> str:
    return f"```{{=openxml}}\n{openxml}\n```\n"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def entry(text: str, page: str) -> str:
    """A line of a list of contents, as Word writes it: a link, with a field for the page."""
    number = mark("begin") + code(" PAGEREF _Toc1 \\h ") + mark("separate") + run(page)
    return (
        f'<w:hyperlink w:anchor="_Toc1">{run(text)}<w:r><w:tab/></w:r>{number}{mark("end")}'
        "</w:hyperlink>"
    )


TOC = mark("begin") + code(' TOC \\o "1-3" ') + mark("separate")
LIST = (
    f"<w:p>{TOC}{entry('First steps', '3')}</w:p><w:p>{entry('Second steps', '9')}</w:p>"
    f"<w:p>{mark('end')}</w:p>"
)
GALLERY = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    f"</w:sdtPr><w:sdtContent><w:p>{run('Contents')}</w:p>{LIST}</w:sdtContent></w:sdt>"
)


@pytest.mark.parametrize(("contents", "lines"), [(LIST, 2), (GALLERY, 3)])
def test_a_list_of_contents_that_word_made_is_left_out(
    tmp_path: Path, contents: str, lines: int
) -> None:
    done, text = imported(
        tmp_path, f"{xml(contents)}\n# First steps\n\nA word.\n\n# Second steps\n\nAnother.\n"
    )
    assert re.findall(r"\w+ steps|Contents|\d", text) == ["First steps", "Second steps"]
    found = next(f for f in done.findings if f.rule == "import-contents")
    assert f"of {lines} lines" in found.message
    assert "First steps3 / Second steps9" in found.before


def test_words_beside_a_list_of_contents_stay(tmp_path: Path) -> None:
    """A field that begins behind words in a paragraph takes only its own with it."""
    listed = (
        f"<w:p>{run('In this book: ')}{TOC}{entry('First', '3')}{mark('end')}{run(' etc.')}</w:p>"
    )
    _, text = imported(tmp_path, f"{xml(listed)}\n# First\n\nA word.\n")
    assert "In this book: etc." in text.replace("\\", "")


def test_other_fields_stay(tmp_path: Path) -> None:
    field = (
        f"<w:p>{mark('begin')}{code(' DATE ')}{mark('separate')}{run('1848')}{mark('end')}</w:p>"
    )
    done, text = imported(tmp_path, f"# T\n\n{xml(field)}\n\nA word.\n")
    assert "1848" in text
    assert "import-contents" not in {f.rule for f in done.findings}


def test_a_link_to_a_bookmark_between_paragraphs_lives(tmp_path: Path) -> None:
    bookmark = '<w:bookmarkStart w:id="901" w:name="there"/><w:bookmarkEnd w:id="901"/>'
    link = f'`<w:hyperlink w:anchor="there">{run("see")}</w:hyperlink>`{{=openxml}}'
    done, text = imported(tmp_path, f"# One\n\nHere {link}.\n\n{xml(bookmark)}\n\nThe place.\n")
    assert "[see](#there)" in text
    assert "[]{#there}The place." in text
    rules = {
        f.rule
        for f in build.build(metadata.load(done.folder), options(tmp_path), Silent()).findings
    }
    assert "dead-link" not in rules


def test_cells_aligned_alike_align_their_column(tmp_path: Path) -> None:
    done, text = imported(
        tmp_path, "# T\n\nWords.\n\n| A | B |\n|---|--:|\n| a | 12 |\n| bcdef | 3 |\n"
    )
    document = pandoc.read(text.encode())
    table = next(block for block in document.blocks if block["t"] == "Table")
    assert [column[0]["t"] for column in table["c"][2]][1] == "AlignRight"
    assert "import-differs" not in {f.rule for f in done.findings}


def options(folder: Path) -> build.Options:
    return build.Options(("docx",), folder / "out")


FIGURE = """\
# One {#one}

See [the figure](#fig:one), and [the table](#tbl:one).

![The caption.](images/dot.png){#fig:one alt="A dot; not more."}

::: {#tbl:one}
| A | B |
|---|--:|
| a | 1 |

: A table.
:::

Term

:   Its first paragraph.

    Its second.
"""


def test_our_own_word_file_comes_back_as_a_book_that_builds(tmp_path: Path) -> None:
    """Figure, caption, description, table, links and definitions; nothing is lost on the way."""
    root = make(tmp_path, "apa")
    for path in (root / "source").glob("0*.md"):
        path.unlink()
    (root / "source" / "01-one.md").write_text(FIGURE, encoding="utf-8")
    (root / "source" / "images").mkdir(exist_ok=True)
    picture = next((ROOT / "source" / "images").glob("*.png"))
    (root / "source" / "images" / "dot.png").write_bytes(picture.read_bytes())
    made = build.build(metadata.load(root), options(tmp_path), Silent())
    done = import_manuscripts([made.artefacts[0].path], tmp_path / "again", "en-GB")
    text = "\n".join(p.read_text(encoding="utf-8") for p in (done.folder / "source").glob("*.md"))
    assert re.search(r'!\[The caption\.\]\(images/\S+\)\{#fig:one alt="A dot; not more\."\}', text)
    assert "Contents" not in text
    again = build.build(metadata.load(done.folder), options(tmp_path / "2"), Silent())
    assert [f for f in again.findings if f.severity is Severity.ERROR] == []
