"""What plain text has for want of anything better: cases, in Markdown as it is written."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from octavo.files import yaml
from octavo.manuscripts.plain import read as plain

FOLDER = Path(__file__).parent / "cases"
FILES = ("plain.yaml", "plays.yaml")


@cache
def cases() -> list[dict[str, Any]]:
    return [case for name in FILES for case in yaml.load(FOLDER / name, name).value]


@pytest.mark.parametrize("case", cases(), ids=[case["name"] for case in cases()])
def test_plain_texts_become_markdown(case: dict[str, Any]) -> None:
    done = plain.read(case["in"].encode(), "text.txt", "en-GB")
    assert "\n".join(chapter.markdown for chapter in done.chapters) == case["out"]
    assert [finding.rule for finding in done.findings] == case["findings"]
