"""A proof is sent: the edition's own pages, with what a reader needs, and never to a printer."""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from octavo.book import printers
from octavo.desk import send_proof
from octavo.desk.deliver import checks
from octavo.desk.deliver.parcel import File
from octavo.desk.merge import sent
from octavo.desk.merge.marked import pages
from octavo.desk.merge.marked.signs import Signs
from octavo.formats.pdf.printing import claims
from octavo.formats.pdf.proofs.named import is_proof_data
from octavo.formats.trade import receivers
from tests.output_books import refused
from tests.running import call
from tests.test_merge import CHAPTER, make
from tests.test_merge_proof import DAY, TEXT


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of which a proof was sent, with two queries, one of them in a note: proof.pdf."""
    text = TEXT.replace("dear, they", "dear,{>>AQ: Who says so?<<} they")
    text = text.replace("So the book", "So{>>AQ: Which book?<<} the book")
    book = make(tmp_path_factory.mktemp("sent") / "book", text)
    path = book / "metadata" / "edition.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("en-GB", "de-DE"), encoding="utf-8")
    done = call(book, "send", "--variant", "proof", "--date", DAY, "--out", "proof.pdf")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 open comments went with it" in done.stdout
    return book


@pytest.fixture
def book(proof: Path, tmp_path: Path) -> Path:
    return shutil.copytree(proof, tmp_path / "book")


def text_of(path: Path) -> list[str]:
    pdf = pypdfium2.PdfDocument(path)
    return [page.get_textpage().get_text_range() for page in pdf]


def test_each_page_has_its_head_its_lines_and_its_queries(proof: Path) -> None:
    texts = text_of(proof / "proof.pdf")
    (name,) = sent.known_ids(proof)
    for text in texts:
        assert "KORREKTURABZUG" in "".join(text.split())
        assert DAY in text
        assert f"octavo {name}" in text
        assert "".join(text.split()).count("KORREKTURABZUG") == 1
    body = "\n".join(texts)
    assert "Who says so?" in body
    assert "Which book?" in body
    with pikepdf.open(proof / "proof.pdf") as pdf:
        notes = [one for page in pdf.pages for one in page.obj.get("/Annots", []) if "/NM" in one]
        assert [str(one.Contents) for one in notes] == ["Who says so?", "Which book?"]
        assert all(str(one.NM).startswith("octavo-query-") for one in notes)
        trim = pdf.pages[0].mediabox
        assert float(trim[2]) - float(trim[0]) > 129 / 25.4 * 72 + 150
        assert str(pdf.docinfo["/OctavoSent"]) == name


def test_the_word_under_the_pages_is_drawn_and_no_text(proof: Path) -> None:
    with pikepdf.open(proof / "proof.pdf") as pdf:
        for page in pdf.pages:
            under = page.obj.Resources.XObject["/OctavoUnder"]
            assert "/Font" not in under.get("/Resources", {})
            drawn = pikepdf.parse_content_stream(page)[:8]
            names = [str(operator) for _, operator in drawn]
            assert names[:5] == ["BMC", "q", "cm", "Do", "Q"]
            assert [str(one) for one in drawn[3][0]] == ["/OctavoUnder"]
    image = pypdfium2.PdfDocument(proof / "proof.pdf")[1].render(scale=0.5).to_pil()
    page = image.convert("L").crop((10, 30, 180, 290))  # a blank page, without its head line
    assert page.getextrema() == (237, 255)


def test_what_is_kept_has_every_letter_with_its_line(proof: Path) -> None:
    known = sent.load(proof, sent.known_ids(proof)[0])
    signs = Signs(known.leaves)
    kept = pages.loads(known.pages, len(signs.text))
    cells = [cell for page in kept.leaflets for cell in page.cells]
    assert sorted(cell.sign for cell in cells) == list(range(len(signs.text)))
    assert kept.day == DAY
    first = next(page for page in kept.leaflets if page.cells)
    assert {cell.line for cell in first.cells} >= set(range(1, 10))
    where = dict(zip([leaf.text for leaf in known.leaves], known.where, strict=True))
    assert where["The carts"] is not None


def test_the_pages_are_those_of_the_edition(proof: Path, tmp_path: Path) -> None:
    book = shutil.copytree(proof, tmp_path / "built")
    built = call(book, "build", "--to", "pdf")
    assert built.returncode == 0, built.stdout + built.stderr
    own = text_of(next((book / "dist").glob("*-screen.pdf")))
    for page, marked in zip(own, text_of(proof / "proof.pdf"), strict=True):
        lines = [line.strip() for line in page.splitlines() if len(line) > 30]
        assert all(line in marked for line in lines)


def test_the_same_text_and_day_is_the_same_proof(proof: Path, tmp_path: Path) -> None:
    book = shutil.copytree(proof, tmp_path / "elsewhere")
    shutil.rmtree(book / "sent")
    (book / "proof.pdf").unlink()
    call(book, "send", "--variant", "proof", "--date", DAY, "--out", "proof.pdf")
    assert (book / "proof.pdf").read_bytes() == (proof / "proof.pdf").read_bytes()
    assert sent.known_ids(book) == sent.known_ids(proof)


def test_no_printer_and_no_shop_gets_a_proof(proof: Path) -> None:
    data = (proof / "proof.pdf").read_bytes()
    assert is_proof_data(data)
    with pikepdf.open(proof / "proof.pdf") as pdf:
        faults = list(claims.faults(pdf, printers.printer("ingramspark")))
        assert any("It is a proof" in one for one in faults)
        assert "/TrimBox" not in pdf.pages[0].obj
    receiver = next(iter(receivers.receivers().values()))
    file = File("book.pdf", "interior", data)
    assert any("proof" in one.message for one in checks._of(file, receiver))


@pytest.mark.long
def test_a_long_text_has_processes_of_its_own(
    proof: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(send_proof, "LONG", 0)
    book = shutil.copytree(proof, tmp_path / "elsewhere")
    shutil.rmtree(book / "sent")
    call(book, "send", "--variant", "proof", "--date", DAY, "--out", "again.pdf")
    assert (book / "again.pdf").read_bytes() == (proof / "proof.pdf").read_bytes()
    with (book / CHAPTER).open("a", encoding="utf-8") as file:
        file.write("\nSee [there](#nowhere).\n")
    done = call(book, "send", "--variant", "proof", "--date", DAY)
    assert done.returncode == 2
    assert "leads to no place" in done.stdout + done.stderr


def test_errors_of_the_text_stop_it(book: Path) -> None:
    with (book / CHAPTER).open("a", encoding="utf-8") as file:
        file.write("\nSee [there](#nowhere).\n")
    done = call(book, "send", "--variant", "proof", "--date", DAY)
    assert done.returncode == 2
    assert "leads to no place" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_what_cannot_be_is_refused_in_a_line(book: Path) -> None:
    refused(
        call(book, "send", "--variant", "proof", "--date", "yesterday"), "“yesterday” is not a date"
    )
    refused(call(book, "send", "--date", DAY), "Only a proof is dated")
    refused(call(book, "send", "--variant", "proof", "--lines"), "always counted")
    (book / CHAPTER).write_text(TEXT, encoding="utf-8")
    refused(
        call(book, "send", "--variant", "proof", "--date", DAY, "--out", "proof.pdf"),
        "somebody changed it",
    )
