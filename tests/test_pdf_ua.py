"""The reader of tagged PDFs: a right file passes, and each thing that is spoilt in it is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from octavo.formats.pdf.ua import checkpoints, content
from octavo.formats.pdf.ua.findings import ua_findings
from octavo.formats.pdf.ua.reader import failures_of, judged
from octavo.model.finding import InputError, Severity
from tests.pdf_books import RICH, build


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("ua"), RICH).screen.path


def elements(pdf: pikepdf.Pdf, kind: str) -> Iterator[Any]:
    """Yield the elements of a kind."""
    every = (item for item in pdf.objects if isinstance(item, Dictionary))
    return (item for item in every if item.get("/S") == f"/{kind}" and "/P" in item)


def first(pdf: pikepdf.Pdf, kind: str) -> Any:
    return next(elements(pdf, kind))


def retyped(kind: str, other: str) -> Callable[[pikepdf.Pdf], None]:
    """Return what makes the first element of a kind one of another kind."""

    def change(pdf: pikepdf.Pdf) -> None:
        first(pdf, kind).S = Name(f"/{other}")

    return change


def without(kind: str, *keys: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        for element in elements(pdf, kind):
            for key in keys:
                if key in element:
                    del element[key]

    return change


def unrooted(*keys: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        for key in keys:
            del pdf.Root[key]

    return change


def in_metadata(pattern: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.Root.Metadata
        changed = re.sub(pattern, new, stream.read_bytes(), flags=re.S)
        assert changed != stream.read_bytes()
        stream.write(changed)

    return change


def page_with_links(pdf: pikepdf.Pdf) -> Any:
    return next(page.obj for page in pdf.pages if len(page.obj.get("/Annots", [])))


def on_page(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    """Return what changes the content of a page of text."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = page_with_links(pdf)
        content = page.Contents.read_bytes()
        assert re.search(old, content)
        page.Contents = pdf.make_stream(re.sub(old, new, content, count=1))

    return change


def mapped(kind: str, *to: str) -> Callable[[pikepdf.Pdf], None]:
    """Return what makes the first paragraph one of a kind, which is mapped on and on."""

    def change(pdf: pikepdf.Pdf) -> None:
        pairs = zip((kind, *to), to, strict=False)
        pdf.Root.StructTreeRoot.RoleMap = Dictionary({f"/{a}": Name(f"/{b}") for a, b in pairs})
        first(pdf, "P").S = Name(f"/{kind}")

    return change


def no_tabs(pdf: pikepdf.Pdf) -> None:
    del page_with_links(pdf).Tabs


def other_tabs(pdf: pikepdf.Pdf) -> None:
    page_with_links(pdf).Tabs = Name.R


def untitled_link(pdf: pikepdf.Pdf) -> None:
    del page_with_links(pdf).Annots[0].Contents


def added(subtype: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        box = Array([100, 100, 200, 200])
        one = Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=box)
        page_with_links(pdf).Annots.append(pdf.make_indirect(one))

    return change


def unscoped(pdf: pikepdf.Pdf) -> None:
    for kind in ("TH", "TD"):
        without(kind, "/A")(pdf)


def scoped_otherwise(pdf: pikepdf.Pdf) -> None:
    """Heads of columns are said to be heads of rows: no cell has one."""
    without("TD", "/A")(pdf)
    for head in elements(pdf, "TH"):
        head.A = Dictionary(O=Name.Table, Scope=Name.Row)


def unknown_heads(pdf: pikepdf.Pdf) -> None:
    scoped_otherwise(pdf)
    first(pdf, "TD").A = Dictionary(O=Name.Table, Headers=Array([String("nobody")]))


def same_notes(pdf: pikepdf.Pdf) -> None:
    one, two, *_ = elements(pdf, "Note")
    two.ID = one.ID


def layers(**keys: Any) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OCProperties = Dictionary(OCGs=Array([]), D=Dictionary(**keys))

    return change


def unnamed_file(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_stream(b"notes")
    pdf.make_indirect(Dictionary(Type=Name.Filespec, F=String("a"), EF=Dictionary(F=stream)))
    pdf.Root.AF = Array([Dictionary(F=String("a"), EF=Dictionary(F=stream))])


def suspect(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo.Suspects = True


def by_name(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def of_fonts(change: Callable[[Any], None]) -> Callable[[pikepdf.Pdf], None]:
    def each(pdf: pikepdf.Pdf) -> None:
        for item in pdf.objects:
            if isinstance(item, Dictionary) and item.get("/Subtype") == "/Type0":
                change(item)

    return each


def no_unicode(font: Any) -> None:
    del font.ToUnicode


def no_program(font: Any) -> None:
    descriptor = font.DescendantFonts[0].FontDescriptor
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def odd_encoding(font: Any) -> None:
    font.Encoding = Name("/Own-H")


CASES: dict[str, tuple[str, Callable[[pikepdf.Pdf], None]]] = {
    "an artifact in a tag": ("01-003", on_page(rb"(/MCID \d+.*?BDC)", rb"\1 /Artifact BMC EMC ")),
    "a tag in an artifact": ("01-004", on_page(rb"(/\w+<</MCID)", rb"/Artifact BMC \1")),
    "neither": ("01-005", on_page(rb"\A", b"0 0 9 9 re f ")),
    "suspects": ("01-007", suspect),
    "a type of its own": ("02-001", retyped("P", "Absatz")),
    "types in a circle": ("02-003", mapped("Absatz", "Text", "Absatz")),
    "a type that is mapped to itself": ("02-003", mapped("P", "P")),
    "a standard type mapped away": ("02-004", mapped("P", "Div")),
    "no metadata": ("06-001", unrooted("/Metadata")),
    "no claim": ("06-002", in_metadata(rb"<pdfuaid:part>1</pdfuaid:part>", b"")),
    "no title in the metadata": ("06-003", in_metadata(rb"<dc:title>.*</dc:title>", b"")),
    "another prefix": ("5", in_metadata(rb"pdfuaid([:=])", rb"own\1")),
    "no title shown": ("07-001", unrooted("/ViewerPreferences")),
    "the name shown": ("07-002", by_name),
    "a cell outside its row": ("09-004", retyped("TR", "Div")),
    "an item outside its list": ("09-005", retyped("L", "Div")),
    "an entry outside its contents": ("09-006", retyped("TOC", "Div")),
    "no language": ("11-001", unrooted("/Lang")),
    "a language that is none": ("7.2", lambda pdf: setattr(pdf.Root, "Lang", String("en_GB!"))),
    "a figure without words": ("13-004", without("Figure", "/Alt", "/ActualText")),
    "no first level": ("14-002", retyped("H1", "H2")),
    "a level skipped": ("14-003", retyped("H2", "H4")),
    "headings of both kinds": ("14-007", retyped("H2", "H")),
    "a head without scope": ("15-003", unscoped),
    "heads of the other kind": ("15-003", scoped_otherwise),
    "heads that are not there": ("15-003", unknown_heads),
    "a formula without words": ("17-002", without("Formula", "/Alt", "/ActualText")),
    "a note without identifier": ("19-003", without("Note", "/ID")),
    "two notes of one identifier": ("19-004", same_notes),
    "layers without a name": ("20-002", layers()),
    "layers that switch": ("20-003", layers(Name=String("All"), AS=Array([]))),
    "a file without both names": ("21-001", unnamed_file),
    "a note on the page": ("28-002", added("Text")),
    "a note without words": ("28-004", added("Text")),
    "trapping": ("28-007", added("TrapNet")),
    "no order of annotations": ("28-008", no_tabs),
    "another order": ("28-009", other_tabs),
    "a field outside its form": ("28-010", added("Widget")),
    "a field without a name": ("28-005", added("Widget")),
    "a link that is not tagged": ("28-011", added("Link")),
    "a link without words": ("28-012", untitled_link),
    "an encoding of its own": ("31-006", of_fonts(odd_encoding)),
    "a font that is not there": ("31-009", of_fonts(no_program)),
    "no Unicode": ("31-027", of_fonts(no_unicode)),
    "not marked": ("6.2", unrooted("/MarkInfo")),
    "no structure": ("7.1", unrooted("/StructTreeRoot")),
}


def test_a_right_file_passes(screen: Path) -> None:
    assert failures_of(screen) == []


@pytest.mark.parametrize(("checkpoint", "change"), CASES.values(), ids=CASES)
def test_what_is_spoilt_is_named(
    screen: Path,
    checkpoint: str,
    change: Callable[[pikepdf.Pdf], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whether its pages are judged by themselves, and remembered, or in their places."""
    with pikepdf.open(screen) as pdf:
        change(pdf)
        faults = judged(pdf)
        assert checkpoint in {fault.checkpoint for fault in faults}
        monkeypatch.setattr(content, "LONGEST", 0)
        assert judged(pdf) == faults


def test_findings_name_condition_page_and_file(screen: Path, tmp_path: Path) -> None:
    path = tmp_path / "book-screen.pdf"
    with pikepdf.open(screen) as pdf:
        untitled_link(pdf)
        pdf.save(path)
    [finding] = ua_findings(path)
    assert (finding.rule, finding.severity) == ("pdf-accessible", Severity.ERROR)
    assert re.search(r"A link has no description \(page \d+ of book-screen\.pdf\)", finding.message)
    assert finding.evidence == ("PDF/UA-1, Matterhorn Protocol 1.1, 28-012",)


def circle(pdf: pikepdf.Pdf) -> None:
    element = first(pdf, "P")
    element.K = Array([first(pdf, "Document")])


def well(pdf: pikepdf.Pdf) -> None:
    element = first(pdf, "P")
    for _ in range(1000):
        inner = pdf.make_indirect(Dictionary(S=Name.Div, P=element))
        element.K = inner
        element = inner


def circle_of_forms(pdf: pikepdf.Pdf) -> None:
    form = pdf.make_stream(b"/F Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
    form.Resources = Dictionary(XObject=Dictionary(F=form))
    page = pdf.pages[0].obj
    page.Resources = Dictionary(XObject=Dictionary(F=form))
    page.Contents = pdf.make_stream(b"/F Do")


def circle_of_numbers(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root.StructTreeRoot
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([])))
    root.ParentTree.Kids = Array([root.ParentTree])


@pytest.mark.parametrize("change", [circle, well, circle_of_numbers])
def test_a_structure_without_end_is_refused(
    screen: Path, change: Callable[[pikepdf.Pdf], None]
) -> None:
    with pikepdf.open(screen) as pdf:
        change(pdf)
        with pytest.raises(InputError):
            judged(pdf)


def test_forms_in_a_circle_end(screen: Path) -> None:
    with pikepdf.open(screen) as pdf:
        circle_of_forms(pdf)
        judged(pdf)


def test_a_span_of_a_million_ends(screen: Path) -> None:
    with pikepdf.open(screen) as pdf:
        for cell in elements(pdf, "TD"):
            cell.A = Dictionary(O=Name.Table, RowSpan=10**9, ColSpan=10**9)
        assert "09-004" in {fault.checkpoint for fault in judged(pdf)}


def test_content_that_unpacks_to_a_bomb_is_refused(
    screen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("octavo.formats.pdf.ua.objects.MOST_BYTES", 2_000_000)
    with pikepdf.open(screen) as pdf:
        stream = pikepdf.Stream(pdf, b"q Q " * 1_000_000)
        path = screen.with_name("bomb.pdf")
        pdf.pages[0].obj.Contents = pdf.make_indirect(stream)
        pdf.save(path, compress_streams=True)
    with pytest.raises(InputError, match="unpacks"):
        failures_of(path)


def test_what_is_no_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing")
    with pytest.raises(InputError, match="cannot be read"):
        failures_of(path)


def test_what_is_not_decided_is_listed() -> None:
    assert not checkpoints.DECIDED.keys() & checkpoints.UNDECIDED.keys()
