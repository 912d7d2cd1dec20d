"""An import ends in a book that builds: what would stop it is mended, and reported once."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from octavo import pandoc
from octavo.files import redraw
from octavo.manuscripts import odt
from octavo.manuscripts.folder import whole
from octavo.manuscripts.importing import import_manuscripts
from octavo.model.finding import InputError, Severity, Tier
from octavo.model.nodes import Node, stringify, walk
from tests.import_books import imported, of_rule, only, rules, sources, write
from tests.running import call

EMF = b"\x01\x00\x00\x00" + bytes(36) + b" EMF" + bytes(100)


def picture(kind: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(data, kind)
    return data.getvalue()


def html(markup: str) -> list[Node]:
    return pandoc.read(markup.encode(), "html").blocks


def test_a_link_to_a_place_that_nothing_marks_becomes_its_words_and_is_counted(
    tmp_path: Path,
) -> None:
    page = '<h1 id="a">A</h1><p><a href="#a">One</a>, <a href="#b">two</a>, <a href="c.ly">x</a>'
    done = imported(tmp_path, "x.html", f'{page} and <a href="#b">more</a>.</p>')
    assert "[One](#a), two, x and more." in only(done)
    messages = [finding.message for finding in of_rule(done, "import-dead-link")]
    assert [message[:12] for message in messages] == ["2 links lead", "1 link leads"]


def test_links_live_on_where_the_place_is_a_table(tmp_path: Path) -> None:
    page = '<p><a href="#t">See</a></p><table id="t"><tr><th>a</th></tr><tr><td>b</td></tr></table>'
    done = imported(tmp_path, "x.html", page)
    assert "[See](#t)" in only(done)
    assert "import-dead-link" not in rules(done)


def test_two_manuscripts_may_call_their_places_alike(tmp_path: Path) -> None:
    page = '<h1>{0}</h1><p><span id="a">Here</span> and <a href="#a">there</a>.</p>'
    paths = [write(tmp_path, f"{name}.html", page.format(name)) for name in ("one", "two")]
    done = import_manuscripts(paths, tmp_path / "book", "en-GB")
    one, two = (text.splitlines()[-1] for text in sources(done).values())
    assert one == "[Here]{#a} and [there](#a)."
    assert two == "[Here]{#a-2} and [there](#a-2)."


def test_empty_headings_are_taken_out() -> None:
    blocks = html('<h1 id="x"> <br></h1><h2><img src="a.png"></h2><h2>Words</h2><a href="#x">y</a>')
    done = whole.mend(blocks)
    assert (done.headings, done.places) == (2, [])
    assert [node["t"] for node in walk(blocks) if node["t"] in ("Header", "Image")] == [
        "Image",
        "Header",
    ]


def test_the_name_of_a_place_in_a_description_is_that_of_the_caption_or_the_image() -> None:
    caption = pandoc.read(b"![[]{#a}A map](a.png)").blocks
    whole.mend(caption)
    assert whole.identifiers(caption) == {"a"}
    assert [n["t"] for n in walk(caption) if n["t"] == "Span" and n["c"][0][0]] == ["Span"]
    alone = pandoc.read(b"See ![[]{#a}it](a.png) here and [there](#a).").blocks
    assert (whole.mend(alone).places, whole.identifiers(alone)) == ([], {"a"})


def test_a_name_stays_with_the_first_of_two_places() -> None:
    blocks = html('<p><span id="a">One</span> <span id="a">two</span></p>')
    assert whole.mend(blocks).twice == ["a"]


@pytest.mark.parametrize("kind", ["PCX", "TGA"])
def test_a_picture_that_can_be_read_is_drawn_anew(tmp_path: Path, kind: str) -> None:
    (tmp_path / "a.pic").write_bytes(picture(kind))
    done = imported(tmp_path, "x.html", '<p>A <img src="a.pic" alt="Red"></p>')
    assert (done.folder / "source/images/a.png").read_bytes().startswith(b"\x89PNG")
    (finding,) = of_rule(done, "import-image-redrawn")
    assert (finding.severity, finding.tier) == (Severity.INFO, Tier.AUTO)


@pytest.mark.parametrize(("kind", "suffix"), [("TIFF", "tiff"), ("BMP", "bmp"), ("WEBP", "webp")])
def test_a_picture_that_a_build_draws_anew_is_kept(tmp_path: Path, kind: str, suffix: str) -> None:
    (tmp_path / "a.pic").write_bytes(picture(kind))
    done = imported(tmp_path, "x.html", '<p>A <img src="a.pic" alt="Red"></p>')
    assert (done.folder / f"source/images/a.{suffix}").read_bytes() == picture(kind)
    assert not of_rule(done, "import-image-redrawn")


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0L4 4"/>{0}</svg>'


def test_a_drawing_stays_a_drawing(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(SVG.format("<text>a</text>"), encoding="utf-8")
    (tmp_path / "b.svg").write_text(SVG.format("<script/>"), encoding="utf-8")
    page = '<p>A <img src="a.svg" alt="Lines"> and <img src="b.svg" alt="Code"></p>'
    done = imported(tmp_path, "x.html", page)
    kept = (done.folder / "source/images/a.svg").read_text(encoding="utf-8")
    assert kept == SVG.format("<text>a</text>")
    assert "[b.svg] Code" in "".join(sources(done).values())
    assert len(of_rule(done, "import-image-kind")) == 1


def test_what_is_no_picture_is_not_drawn() -> None:
    assert redraw.as_png(EMF) == redraw.as_png(b"II*\x00") == redraw.as_png(b"") == b""


def test_a_picture_that_no_edition_shows_leaves_its_name_and_the_book_builds(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.emf").write_bytes(EMF)
    page = '<h1>A</h1><p>Before.</p><p><img src="a.emf" alt="A chart"></p><p><img src="b.png"></p>'
    done = imported(tmp_path, "x.html", page)
    text = "".join(sources(done).values())
    assert "[a.emf] A chart" in text
    assert (done.folder / "source/images/a.emf").exists()
    assert len(of_rule(done, "import-image-kind")) == len(of_rule(done, "import-image")) == 1
    assert "import-lost-image" not in rules(done)
    assert call(done.folder, "build", "--to", "html").returncode < 2


def test_the_caption_of_a_picture_that_no_edition_shows_stays(tmp_path: Path) -> None:
    page = '<figure><img src="b.png" alt="A map"><figcaption>The <b>town</b>.</figcaption></figure>'
    done = imported(tmp_path, "x.html", page)
    assert only(done) == "[b.png] A map\n\nThe **town**.\n"
    assert "import-lost-text" not in rules(done)


def test_a_manuscript_of_pictures_alone_is_refused_at_once(tmp_path: Path) -> None:
    write(tmp_path, "a.png", picture("PNG"))
    with pytest.raises(InputError, match="no text in it, only pictures"):
        imported(tmp_path, "x.html", '<p><img src="a.png"></p>')


def test_a_character_that_no_edition_holds_is_reported_at_once() -> None:
    blocks = pandoc.read("A wo\x81rd, a\x81 and \x93this\x94.".encode()).blocks
    (finding,) = whole.controls(blocks, "m")
    assert finding.message.startswith("2 characters that no book can print (U+0081)")
    assert "first in “word,”" in finding.message


def test_a_character_that_means_nothing_is_left_out_where_it_stands_alone() -> None:
    kept = "f\x81r â€\x9d Ã\x81 "
    blocks = pandoc.read(f"{kept}a \x81 b, \x8d\x9d.\n\n\x90\n".encode()).blocks
    left, held = whole.controls(blocks, "m")
    assert left.message.startswith("4 characters to which no code page gives a meaning were left")
    assert left.message.endswith("U+0081, U+008D, U+009D, U+0090.")
    assert held.message.startswith("3 characters that no book can print")
    assert len(blocks) == 1
    assert stringify(blocks[0]["c"]).split() == [*kept.split(), "a", "b,", "."]


def test_a_mark_of_a_bibliography_in_an_odt_stays_as_words() -> None:
    document = pandoc.read(b"As [@solr] says.")
    (finding,) = odt.uncited(document, "m")
    assert finding.rule == "import-citations-unread"
    assert not [node for node in walk(document.blocks) if node["t"] == "Cite"]
    assert stringify(document.blocks[0]["c"]) == "As [@solr] says."


def test_a_dead_link_of_the_author_is_reported_and_stays(tmp_path: Path) -> None:
    done = imported(tmp_path, "x.md", "# A\n\nSee [there](#nowhere) and [a](#a).\n")
    assert "[there](#nowhere)" in only(done)
    (finding,) = of_rule(done, "import-dead-link")
    assert finding.message == "1 link leads nowhere in this text: #nowhere."


def test_a_picture_of_raw_html_that_is_not_there_leaves_its_name_in_the_text(
    tmp_path: Path,
) -> None:
    tag = '<img src="img/crab.svg" class="x" alt="A crab, *one* claw"/>'
    text = f"# One\n\nOne\nline.\n\n| Crab  | Meaning |\n|-------|---|\n| {tag} | It runs. |\n"
    done = imported(tmp_path, "x.md", text)
    (source,) = sources(done).values()
    assert source == text.replace(tag, "[crab.svg] A crab, \\*one\\* claw")
    (finding,) = of_rule(done, "import-image")
    assert "img/crab.svg is not there" in finding.message
    assert call(done.folder, "build", "--to", "html").returncode < 2
