"""The naive filter: what ours do, as one writes it in an afternoon with panflute."""

import re

import panflute as pf


def curl(text: str) -> str:
    """Straight marks by what stands before them; dashes, dots and ranges by pattern."""
    text = re.sub(r'(^|[\s(\[—–])"', "\\1“", text).replace('"', "”")
    text = re.sub(r"(^|[\s(\[—–“])'", "\\1‘", text).replace("'", "’")
    text = re.sub(r"(\d)-(\d)", "\\1–\\2", text)
    return text.replace("---", "—").replace("--", "–").replace("...", "…")


def action(element: pf.Element, _: pf.Doc) -> pf.Element | None:
    """Curl each Str, and tie an abbreviation to its number."""
    if isinstance(element, pf.Str):
        return pf.Str(curl(element.text))
    before = element.prev if isinstance(element, pf.Space) else None
    if isinstance(before, pf.Str) and before.text in ("p.", "pp.", "Vol.", "No.", "Mr.", "Dr."):
        return pf.Str("\u00a0")
    return None


if __name__ == "__main__":
    pf.run_filter(action)
