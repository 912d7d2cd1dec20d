"""The site in Firefox, walked by keyboard: Debian's firefox-esr, driven by puppeteer-core.

Run by `make test-all`. It needs node, a Firefox, and puppeteer-core: `make browsers` fetches the
last. OCTAVO_FIREFOX names a Firefox that does not stand on the PATH.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from octavo.formats.html.format import FORMAT
from tests.making import make_job
from tests.site_texts import NOTED, served
from tests.webtexts import FULL, VARIED, give_images

ROOT = Path(__file__).parents[1]
MODULES = ROOT / ".octavo" / "npm" / "node_modules"
FIREFOX = os.environ.get("OCTAVO_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
NODE = shutil.which("node")
THERE = bool(FIREFOX and NODE and (MODULES / "puppeteer-core").is_dir())

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        not THERE, reason="NOT TRIED IN FIREFOX: apt install firefox-esr, make browsers"
    ),
]


def test_the_site_is_walked_by_keyboard_in_firefox(tmp_path: Path) -> None:
    give_images(tmp_path)
    job, _ = make_job(tmp_path, f"{VARIED}\n{NOTED}\n", FULL)
    _, made = FORMAT.write(job)
    with served(made.path) as at:
        script = Path(__file__).with_name("site_walk.mjs")
        command = [str(NODE), str(script), str(MODULES), str(FIREFOX), at]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["skip"] == "skip"
    assert seen["text"]
    assert seen["before"]
    assert seen["found"]
    assert seen["wide"] == []
    assert seen["larger"] == pytest.approx(1.1)
    below = 0.0
    for mark, top, bottom, left in seen["notes"]:
        assert (left > seen["end"]) is seen["anchors"]
        if seen["anchors"]:
            assert top >= max(mark - 2, below)
            below = bottom
