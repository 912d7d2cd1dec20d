"""Plain texts and what becomes of them (tests/cases/plain.yaml)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from octavo.files import yaml
from octavo.manuscripts.plain import read as plain

FILE = Path(__file__).parent / "cases" / "plain.yaml"


@cache
def cases() -> list[dict[str, Any]]:
    return list(yaml.load(FILE, FILE.name).value)


@pytest.mark.parametrize("case", cases(), ids=[case["name"] for case in cases()])
def test_plain_texts_become_markdown(case: dict[str, Any]) -> None:
    done = plain.read(case["in"].encode(), "text.txt", "en-GB")
    assert "\n".join(chapter.markdown for chapter in done.chapters) == case["out"]
    assert [finding.rule for finding in done.findings] == case["findings"]
