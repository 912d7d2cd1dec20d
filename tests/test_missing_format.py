"""What one format cannot set keeps that format back, and no other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from octavo.model.finding import FaultsError, InputError, Place, Severity
from octavo.press import barred
from tests.running import call, make_book

PIZZA, CHOCOLATE, CAT = "\N{SLICE OF PIZZA}", "\N{CHOCOLATE BAR}", "\N{CAT FACE}"
TEXT = f"""# One

A sign {PIZZA} in the text, and one as an entity: &#x1F36B;.

```
in code {CAT} too
```
"""


def book_of(folder: Path, text: str, outputs: str) -> Path:
    """Make a book of one chapter."""
    book = make_book(folder / "book", outputs)
    (book / "source" / "02-two.md").unlink()
    (book / "source" / "01-one.md").write_text(text, encoding="utf-8")
    return book


def errors(book: Path) -> dict[str, tuple[str, int | None]]:
    found: list[dict[str, Any]] = json.loads(call(book, "lint", "--format", "json").stdout)
    return {f["before"]: (f["file"], f["line"]) for f in found if f["rule"] == "pdf-missing-glyph"}


def test_each_sign_that_the_fonts_lack_has_its_line(tmp_path: Path) -> None:
    assert errors(book_of(tmp_path, TEXT, "html, pdf")) == {
        PIZZA: ("source/01-one.md", 3),
        CHOCOLATE: ("source/01-one.md", 3),
        CAT: ("source/01-one.md", 6),
    }


def test_the_other_formats_are_written_and_an_older_pdf_is_not_left(tmp_path: Path) -> None:
    book = book_of(tmp_path, "# One\n\nA word.\n", "html, pdf")
    assert call(book, "build").returncode == 0
    assert list((book / "dist").glob("*.pdf"))
    (book / "source" / "01-one.md").write_text(TEXT, encoding="utf-8")
    built = call(book, "build", "--format", "json")
    summary = json.loads(built.stdout)
    assert built.returncode == summary["status"] == 1
    assert summary["missing"] == ["pdf"]
    names = [path.name for path in (book / "dist").iterdir() if path.suffix in (".html", ".pdf")]
    assert not [name for name in names if name.endswith(".pdf")]
    assert [name for name in names if name != "report.html"]
    assert "Not written: PDF." in call(book, "build").stdout
    html = call(book, "build", "--to", "html")
    assert html.returncode == 0
    assert "error" not in html.stdout
    pdf = call(book, "build", "--to", "pdf")
    assert pdf.returncode == 2
    assert "Nothing was written" in pdf.stderr


def test_a_format_that_is_not_the_editions_is_asked_for_with_its_lines(tmp_path: Path) -> None:
    book = book_of(tmp_path, TEXT, "html")
    assert errors(book) == {}
    pdf = call(book, "build", "--to", "pdf")
    assert pdf.returncode == 2
    assert "source/01-one.md:6:9" in pdf.stderr


def test_what_a_writer_refuses_is_an_error_of_its_format() -> None:
    one = InputError("It cannot be set.", place=Place("source/01.md", 4), hint="Write it anew.")
    findings = barred.unwritten("pdf", FaultsError([one, InputError("Nor this.")]))
    assert [f.message for f in findings] == ["It cannot be set.", "Nor this."]
    assert findings[0].place == Place("source/01.md", 4)
    assert {f.severity for f in findings} == {Severity.ERROR}
    assert barred.by_format(findings) == {"pdf"}
    assert barred.concerning(findings, ["epub"]) == []
