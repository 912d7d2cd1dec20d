"""Word files of every variant, with comments, judged by the OOXML SDK, which Word's makers publish.

Run where the SDK is (`make judges` fetches it, as a program of its own, without .NET).
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from octavo.formats import archive
from octavo.formats.docx.comments import Said, Thread, add_comments, leaf_texts
from octavo.formats.docx.format import FORMAT
from octavo.formats.docx.sending import UNNAMED
from octavo.model.artefact import Job, Sending
from octavo.model.design import Design
from tests import test_docx_fields, test_docx_looks
from tests.docx_books import VARIED, png
from tests.making import EDITION, make_job
from tests.running import ROOT
from tests.shared import shared

JUDGES = ROOT / ".octavo" / "judges" / "node_modules" / "@xarsh"
PROGRAM = next(JUDGES.glob("ooxml-validator-*/ooxml-validator*"), None)
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="THE OOXML SDK HAS NOT RUN: make judges")

VARIANTS = (None, ("page", False), ("manuscript", True), ("blind", False))
TALK = (Said("Ann Lee", "2026-03-01", "Is this\nso?"), Said("Ben", "", "It is."))
SMALL = {
    "varied": VARIED,
    "looks": test_docx_looks.TEXT,
    "index": test_docx_fields.MARKED,
    "numbers": test_docx_fields.FIGURES,
}


def judged(path: Path) -> list[dict[str, Any]]:
    done = subprocess.run([str(PROGRAM), str(path)], capture_output=True, check=False)
    report = json.loads(done.stdout)
    faults: list[dict[str, Any]] = report["errors"]
    assert report["ok"] or faults
    return faults


def written(job: Job, variant: tuple[str, bool] | None) -> Path:
    """The file of a variant, with a thread of comments; None is the edition's own."""
    job.work.mkdir(parents=True, exist_ok=True)
    if variant is None:
        return FORMAT.write(job)[0].path
    [artefact] = FORMAT.write(replace(job, sending=Sending(UNNAMED, *variant)))
    members = archive.read(artefact.path)
    leaves = [name for name, text in leaf_texts(members).items() if len(text) > 8]
    add_comments(members, [Thread(leaves[0], 0, 4, TALK), Thread(leaves[-1], 0, 0, TALK[:1])])
    archive.write(artefact.path, members, job.epoch)
    return artefact.path


CASES = [("varied", variant) for variant in VARIANTS]
CASES += [(name, VARIANTS[at % 4]) for at, name in enumerate(list(SMALL)[1:], start=1)]


@pytest.mark.parametrize(("name", "variant"), CASES)
def test_the_sdk_finds_nothing(name: str, variant: tuple[str, bool] | None, tmp_path: Path) -> None:
    edition = replace(EDITION, design=Design(lists=("tables", "figures")))
    job, _ = make_job(tmp_path, SMALL[name], edition)
    (job.project.source / "dot.png").write_bytes(png(40, 40))
    assert judged(written(job, variant)) == []


@pytest.mark.long
@pytest.mark.parametrize("name", ["sample", "moby-dick", "five-hundred-lines"])
def test_the_sdk_finds_nothing_in_whole_books(name: str, tmp_path: Path) -> None:
    folder = ROOT / "source" if name == "sample" else shared("books", name)
    chapters = [f for f in sorted(folder.glob("*.md")) if not f.name.startswith("91-")]
    markdown = "\n\n".join(chapter.read_text(encoding="utf-8") for chapter in chapters)
    for variant in VARIANTS:
        job, _ = make_job(tmp_path / (variant[0] if variant else "edition"), markdown)
        pictures = folder / ("images" if name == "sample" else "img")
        shutil.copytree(pictures, job.project.source / pictures.name)
        assert judged(written(job, variant)) == [], variant


def test_the_sdk_finds_a_fault(tmp_path: Path) -> None:
    job, _ = make_job(tmp_path, "# One\n\nText.\n")
    path = written(job, None)
    members = archive.read(path)
    text = members["word/document.xml"].replace(b"<w:sectPr>", b"<w:sectPr><w:titlePg/>", 1)
    archive.write(path, {**members, "word/document.xml": text}, 0)
    assert judged(path)
