"""What is said of the pictures of a print PDF that goes to no printer by name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PIL import Image

from octavo.book import printers
from octavo.formats.pdf import format as pdf
from tests.making import EDITION, make_job


def test_coarse_pictures_and_clear_ones_are_said_where_no_printer_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "book" / "source" / "images"
    folder.mkdir(parents=True)
    Image.new("L", (300, 240), 128).save(folder / "low.png")
    Image.new("LA", (2000, 900), (128, 90)).save(folder / "alpha.png")
    Image.new("L", (2000, 1500), 128).save(folder / "fine.png")
    text = "\n\n".join(f"![A {n}.](images/{n}.png)" for n in ("low", "alpha", "fine"))
    job, _ = make_job(tmp_path, f"# One\n\n{text}\n", EDITION)
    made = next(one for one in pdf.write(job) if one.format == "pdf-print")
    coarse, clear = (one for one in pdf.check(made, job) if one.rule.startswith("pdf-print-c"))
    assert coarse.rule == "pdf-print-coarse"
    assert coarse.message.startswith("The image low.png has ")
    assert coarse.hint.startswith("Export it with ")
    assert clear.rule == "pdf-print-clear"
    assert clear.message.startswith("The image alpha.png may be seen through")
    assert coarse.context[1] == "low.png", "by which its line in the text is found"
    for_kdp = replace(job, printers=(printers.printer("kdp"),))
    assert not [one for one in pdf.check(made, for_kdp) if one.rule.startswith("pdf-print-c")]
