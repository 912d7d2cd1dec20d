"""Titles that ask by their form: an interrogative, and behind it a verb before its subject.

A title that only sets two abstract nouns against each other (`Trotskyism or Leninism`) mostly asks
which of them it is.

What is no question has its subject first (`What Katy Did`, `Where the Wild Things Are`), or the
interrogative is itself the subject of a clause that only names something (`What Was Lost`,
`What Might Have Been`). English, German and French titles are known, in a book of any language.
"""

from __future__ import annotations

import re

BE = r"(?:am|is|are|was|were)"
AUXILIARY = r"(?:do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must)"
PRONOUN = r"(?:I|you|he|she|it|we|they|this|that|these|those|there)"
DETERMINER = r"(?:the|an?|my|your|his|her|its|our|their|no|any|some)"
ENGLISH = re.compile(
    rf"(?:why|where|when|how|how (?:much|many|far|long|old)"
    rf"|(?:what|which|whose) (?!{BE}|{AUXILIARY})\w+)"
    rf" (?:{BE}|{AUXILIARY}) (?P<rest>\w.*)"
    rf"|wh(?:at|om?) {AUXILIARY} (?P<subject>(?:{PRONOUN}|{DETERMINER})\b.*|[^\W\d_]+ \w.*)"
    rf"|wh(?:at|o) {BE} (?P<named>\w.*)",
    re.I,
)
PREDICATE = re.compile(
    r"(?:(?:not|never|so|always|now|still|once|only|yet|being|left|lost|said|done|gone|made|known|"
    r"seen|told|felt|found|kept|meant|held|born|begun|sung|best|good|true|right|wrong|dead|past|"
    r"mine|yours|ours|theirs|here|more|most|less|who|what|and|or)"
    r"|\w+(?:ing|[^e]ed|[^rhp]en))\b",
    re.I,
)
"""What follows *what is* and *who was* in a clause that only names: no subject comes behind it."""

NAMES_ONLY = re.compile(r"(?:be|have|not|never|always)\b", re.I)

GERMAN = re.compile(
    r"(?:W(?:as|er|en|em|o|ann|arum|ie|ohin|oher|ozu|eshalb|ieso)|Welche[rsnm]? \w+)"
    r" (?:ist|sind|war|waren|hat|haben|kann|können|soll|sollen|will|wollen|wird|werden|mu(?:ss|ß)|"
    r"darf|heißt|heisst|bedeutet|geht|steht|kommt) (?!und\b|oder\b|nicht\b)\w.*"
    r"|Was (?:nun|tun)"
)
FRENCH = re.compile(
    r"Qu[’']est-ce (?:que\b|qu[’']).*|Que faire"
    r"|(?:Qui|Où) (?:est|sont|était|étaient|va|vont) (?:[A-ZÀ-Þ]|les? |la |l[’']|une? )\w.*"
    r"|(?:Qui|Que|Qu[’']|Où|Quand|Pourquoi|Comment|Combien|Quel\w*)\b.*"
    r"-(?:t-)?(?:ils?|elles?|on|nous|vous|tu|je|ce)\b.*"
)
ABSTRACT = {
    "or": r"\w{2,}(?:ism|tion|sion|ution|ity|ness|acy|ance|ence|dom|ship)",
    "oder": r"\w{2,}(?:ismus|tion|tät|heit|keit|schaft|ung|ei)",
    "ou": r"\w{2,}(?:isme|tion|sion|ité|ance|ence|ie)",
}
"""The endings of abstract nouns in the languages of their *or*."""
ALTERNATIVE = re.compile(
    "|".join(rf"[A-ZÀ-Þ](?:\w+ )?{end} {word} (?:\w+ )?{end}" for word, end in ABSTRACT.items())
)
"""Two abstract nouns, each with a word before it or none. A second title has an article or a comma:
`Candide, or the Optimist`."""
LONGEST = 160
"""Of a longer text nobody would say that it is a title."""


def asks(title: str) -> bool:
    """Whether a title is a question by its form, and has no question mark.

    >>> [asks(t) for t in ("What Is to Be Done", "Who Is Rosa", "Was ist Aufklärung", "Que faire")]
    [True, True, True, True]
    >>> asks("Trotskyism or Leninism"), asks("Virtue, or the Mirror")
    (True, False)
    >>> [asks(t) for t in ("What Katy Did", "How It Was Done", "What Was Lost", "Who’s Who")]
    [False, False, False, False]
    """
    if "?" in title or len(title) > LONGEST:
        return False
    head = re.split(r"[:.!;\N{EM DASH}\N{EN DASH}]", title)[0].strip()
    if any(form.fullmatch(head) for form in (GERMAN, FRENCH, ALTERNATIVE)):
        return True
    match = ENGLISH.fullmatch(head)
    if match is None:
        return False
    if match["named"]:
        return not PREDICATE.match(match["named"])
    return match["subject"] is None or not NAMES_ONLY.match(match["subject"])


def as_title(words: str) -> bool:
    """Whether words in a text that ask have the capitals of a title: that of their verb, at least.

    >>> [as_title(words) for words in ("What Is to Be Done", "What is to be done", "Was ist Recht")]
    [True, False, True]
    """
    second = words.split()[1:2]
    return bool(second) and (second[0][0].isupper() or not ENGLISH.match(words))
