"""No line ends at the rule of a range of years or pages in Word, and nobody reads what holds it."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from octavo.formats.docx.format import FORMAT
from octavo.model import reading
from octavo.model.artefact import Sending
from octavo.model.nodes import Document
from tests.making import make_job

EN, JOINER = "\N{EN DASH}", "\N{WORD JOINER}"
TEXT = (
    f"# One\n\n1683{EN}4 and pp. xii{EN}xiv, London{EN}Paris, `1{EN}2`.[^a]\n\n[^a]: Pp. 3{EN}4.\n"
)


@pytest.mark.parametrize("variant", ["", "page", "manuscript"])
def test_the_rule_of_a_range_is_held(variant: str, tmp_path: Path) -> None:
    job, _ = make_job(tmp_path, TEXT)
    job = replace(job, sending=Sending("0" * 12, variant) if variant else None)
    artefact = FORMAT.write(job)[0]
    with zipfile.ZipFile(artefact.path) as packed:
        text = (packed.read("word/document.xml") + packed.read("word/footnotes.xml")).decode()
    held = [f"1683{EN}{JOINER}4", f"xii{EN}{JOINER}xiv", f"3{EN}{JOINER}4"]
    assert all((words in text) == (variant != "manuscript") for words in held)
    assert text.count(JOINER) == (0 if variant == "manuscript" else 3)
    read = FORMAT.read(artefact, job)
    assert read is not None
    canon = reading.read(Document.loads(job.document.read_bytes()))
    assert (read.body, read.notes) == (canon.body, canon.notes)
    assert not any(JOINER in mark.words for mark in read.marks)
    assert not [one for one in FORMAT.check(artefact, job) if one.severity == "error"]
