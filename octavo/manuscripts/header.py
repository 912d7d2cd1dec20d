"""What stands before the text of a Markdown file: metadata as YAML, or as lines of titles."""

from __future__ import annotations

import re

FRONT = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
TITLE_BLOCK = re.compile(r"\A%.*\n(?:[ \t]+\S.*\n)*(?:%.*\n(?:[ \t]+\S.*\n)*){0,2}")
