"""What stands behind the name of a language where fenced code begins, for programs alone.

In CommonMark (0.31.2, 4.5) the first word behind a fence names the language, and others may follow;
pandoc takes more than one word for none, and the code for words of the text.
"""

from __future__ import annotations

import re

from octavo.manuscripts.volume import lines
from octavo.manuscripts.volume.edited import Read
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier

FENCE = re.compile(r"^(?P<head>[ \t>]*(?P<fence>`{3,}|~{3,}))[ \t]*(?P<behind>\S.*?)?[ \t]*$")
LANGUAGE = re.compile(r"(?P<language>[^\s,{}`]+)[ \t]*,?[ \t]*(?P<more>[^\s`{=][^`]*)")
ATTRIBUTES = re.compile(r"[^\s{}]*[ \t]*\{.*\}.*|\S+")
"""What pandoc reads itself: one word, attributes in braces, or both."""


JEKYLL = re.compile(
    r"^(?P<indent>[ \t]*)\{%-?[ \t]*highlight(?:[ \t]+(?P<language>[\w+#-]+))?[^%\n]*%\}[ \t]*\n"
    r"(?P<code>.*?)^[ \t]*\{%-?[ \t]*endhighlight[ \t]*-?%\}[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
"""Code between tags of Liquid (Jekyll, "Code snippet highlighting")."""

VERBATIM = re.compile(r"\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}")


def liquid(text: str) -> Read:
    """Return a text in which code between tags of Liquid stands between fences."""
    done = Read(text)

    def fence(match: re.Match[str]) -> str:
        done.left_out += [match[0], *(row.strip(" \t#") for row in match["code"].split("\n"))]
        signs = "~" * 4 if "```" in match["code"] else "`" * 3
        indent = match["indent"]
        return f"{indent}{signs}{match['language'] or ''}\n{match['code']}{indent}{signs}"

    if "{%" in text:
        done.text = lines.outside_code(text, lambda part: VERBATIM.sub("", JEKYLL.sub(fence, part)))
    return done


def read(text: str, file: str) -> Read:
    """Return a text in which the language alone stands behind a fence."""
    done = Read(text)
    rows = text.split("\n")
    inside = ""
    for number, row in enumerate(rows):
        match = FENCE.match(row)
        if inside or match is None:
            closes = match and not match["behind"] and match["fence"].startswith(inside)
            inside = "" if closes else inside
            continue
        inside = match["fence"] if _closed(rows, number, match["fence"]) else ""
        behind = match["behind"] or ""
        said = None if ATTRIBUTES.fullmatch(behind) else LANGUAGE.fullmatch(behind)
        if inside and said:
            rows[number] = f"{match['head']}{said['language']}"
            done.marks.append(said["more"])
    if done.marks:
        done.text = "\n".join(rows)
        done.findings = [_done(done.marks, file)]
    return done


def _closed(rows: list[str], at: int, fence: str) -> bool:
    """Whether a line closes the code that another opens."""
    return any(
        match["fence"].startswith(fence) and not match["behind"]
        for match in map(FENCE.match, rows[at + 1 :])
        if match
    )


def _done(marks: list[str], file: str) -> Finding:
    message = "Behind the language of a listing stand words for a program, which are left out"
    message += f" ({counted(len(marks), 'listing')}): {', '.join(dict.fromkeys(marks))}."
    return Finding("import-code-options", message, Severity.INFO, Tier.AUTO, Place(file))
