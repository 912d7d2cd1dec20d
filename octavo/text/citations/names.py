"""Names as lists of works have them, in every order: a string in, names as CSL has them out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

LETTER = r"[^\W\d_]"
UPPER = r"[^\W\d_a-zß-öø-ÿ]"
PARTICLE = (
    r"(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]i|[Ll]a|[Ll]e|[Dd]er|del|della|den|dos|da|du|ten|ter|el|al|zu"
    r"|zur|af|y)\s+)*"
)
WORD = rf"(?:[OD]['’]|Mc|Mac|Fitz)?{UPPER}(?:{LETTER}|['’])*(?:-\s?{LETTER}+)*"
SURNAME = rf"{PARTICLE}{WORD}(?:\s(?!and\b|und\b|et\b){WORD})?"
FULL = rf"{UPPER}{LETTER}+(?:-{LETTER}+)*"
POINTED = rf"{UPPER}[a-zà-ÿ]?\.(?:\s?-?{UPPER}[a-zà-ÿ]?\.)*"
JUNIOR = r"(?:,?\s(?:Jr|Sr|II|III)\b\.?)?"
GIVEN = (
    rf"(?:{POINTED}(?:\s{FULL})?|{FULL}(?:\s{FULL})?(?:\s{POINTED}|\s{UPPER}\b)?"
    rf"|{UPPER}(?:\s?{UPPER}){{0,2}}\b)"
)
ONE = rf"{PARTICLE}{WORD}"
TURNED = (
    rf"(?:{ONE},\s?{GIVEN}|{SURNAME},\s?{POINTED})(?:\s(?:van|von|de|der|da|dos|du)\b)*{JUNIOR}"
)
"""A name for its place in the alphabet: `Smith, John A.`"""

PACKED = (
    rf"{SURNAME}\s(?:{UPPER}[.-]?\s?){{0,3}}{UPPER}"
    rf"(?:\.(?=\s?(?:[,;&]|and\b|et\b|und\b))|(?!{LETTER})){JUNIOR}"
)
"""A name as medicine writes it: `Smith JA`."""

POINTED_FIRST = rf"(?:{POINTED}\s?|(?:{UPPER}\s?){{1,3}}\s){SURNAME}{JUNIOR}"
STRAIGHT = rf"(?:{POINTED_FIRST}|{FULL}(?:\s(?:{FULL}|{POINTED}|{UPPER}))?\s{SURNAME}{JUNIOR})"
"""A name as it is spoken: `J. A. Smith`, `John A. Smith`."""

BY = r"\s?[,;]\s?(?:&\s)?"
AND = r"\s?[,;]?\s?(?:\b(?:and|und|et|y)\b|&)\s?"
ETAL = r"(?:,?\s?(?:et al\.?|and others|u\. ?a\.))?"
ROLE = (
    r"(?:,?\s|,)[\[(]?(?:[Ee]ds?|[Ee]ditors?|éds?|dir|[Dd]irectors?|[Pp]roducers?|[Hh]rsg|[Hh]g"
    r"|[Tt]rans|[Cc]omp)\b\.?[\])]?\.?"
)
ENDED = rf"{ROLE}|\s*[.,:;(\[“\"‘«*]|\s+(?:1[5-9]|20)\d\d|\s*$"
NAMES = [
    rf"(?:{form}){ETAL}(?:(?<=\.)|(?={ENDED}))"
    for form in (
        rf"{TURNED}(?:{BY}(?:{TURNED}|{POINTED_FIRST}))*(?:{AND}(?:{TURNED}|{STRAIGHT}))?",
        rf"{TURNED}(?:,\s{STRAIGHT})*{AND}{STRAIGHT}",
        rf"{PACKED}(?:{BY}{PACKED})*(?:{AND}{PACKED})?",
        rf"{POINTED_FIRST}(?:{BY}{POINTED_FIRST})*(?:{AND}{STRAIGHT})?",
        rf"{STRAIGHT}(?:,\s{STRAIGHT})*{AND}{STRAIGHT}",
        rf"(?:{TURNED}|{STRAIGHT})(?:,\s{STRAIGHT})+(?=,?\s[(\[]?(?:1[5-9]|20)\d\d|,?\s[“\"‘«]|,?\set\sal)",
        rf"{SURNAME},\s{FULL}(?:\s{POINTED})?(?=\.\s)",
        STRAIGHT,
        rf"{UPPER}{{4,}}(?=\.\s)",
        r"[—–_-]{2,}",
    )
]
"""Lists of names, one way of writing names throughout; behind *and* none follows."""

NUMBER = re.compile(r"^\s*(?:[•*]|\[\w{1,12}\]|\(\d{1,3}\)|\d{1,3}[.)]?)\s+(?=\D)")
"""What an entry bears before its names: its number in the list, or a sign."""

AFTER = r"(?:\s(?:van|von|de|der|da|dos|du)\b)*"
FORMS = [
    rf"(?P<family>{ONE}),\s?(?P<given>{GIVEN}{AFTER})",
    rf"(?P<family>{SURNAME}),\s?(?P<given>{POINTED}{AFTER})",
    rf"(?P<family>{SURNAME})\s(?P<given>(?:{UPPER}[.-]?\s?){{0,3}}{UPPER}\.?)(?!{LETTER}|\.?\s{UPPER}{LETTER})",
    rf"(?P<given>{POINTED}|{FULL}(?:\s(?:{FULL}|{POINTED}|{UPPER}))?)\s?(?P<family>{SURNAME})",
]
"""A name in each order: turned, packed, straight."""

APART = re.compile(rf"{AND}|{BY}|\s*(?:et al\.?|and others|\.)")


@cache
def _made(form: str) -> re.Pattern[str]:
    """Return a pattern, made when it is first needed: few books have lists of works."""
    return re.compile(form)


def names_end(text: str) -> int:
    """Find where the list of names at the start ends: the longest of one form; 0 where none is."""
    number = NUMBER.match(text)
    start = number.end() if number else 0
    matches = (_made(form).match(text, start) for form in NAMES)
    return max((match.end() for match in matches if match), default=0)


def people(names: str) -> Iterator[dict[str, str]]:
    """Yield the names of a list as CSL has them; what reads as no name, as it stands."""
    at = 0
    while at < len(names):
        match = next((m for form in FORMS if (m := _made(form).match(names, at))), None)
        if match is None:
            yield {"literal": names[at:].strip(" ,;")}
            return
        yield {"family": match["family"], "given": match["given"].strip()}
        apart = APART.match(names, match.end())
        while apart and apart.end() > apart.start():
            at = apart.end()
            apart = APART.match(names, at)
        at = max(at, match.end())
