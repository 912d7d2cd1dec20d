"""Compounds: hyphenated, open and closed forms of the same words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from octavo.text.lexicon import Lexicon, listed
from octavo.usage.words import Entry, Forms, Text, Token, add, by_name

HEADING = "Hyphens"
NEVER = re.compile(r"(?!)")
LONGEST = 3
"""How many words a compound has at most, to be looked for in its open form."""

GRAMMAR = listed(
    "a an the and or but nor of to in on at by for from with as than that which who is are was "
    "were be been has have had will would could should may might must can not it he she they we "
    "you so if when while where any some every what such more most very too also"
)
"""Words of English that begin no noun."""

ADJECTIVES = listed(
    "red black white green blue brown grey yellow big small large little great high low long "
    "short old young new early late good bad best hard soft hot cold warm cool dark light "
    "bright deep wide narrow thick thin strong weak rich poor heavy fast slow sharp full empty "
    "open closed free true false right wrong real dead live main chief common public private "
    "civil military naval social national local foreign modern ancient medieval royal holy "
    "sacred secret special general middle upper lower inner outer central northern southern "
    "eastern western left ruling working guiding driving living standing blank loose rough fine "
    "plain pure simple single whole"
)
"""Adjectives that English sets apart from their noun, unless another noun follows."""

PARTICIPLE = re.compile(r"(?:ed|ing|like|wide|based|made|born|old|term|off|up|out|down|in|on)$")
RARE = 1e-6
"""Below this share of all words, a word is no noun that everybody knows."""


ENCLITIC = {
    "fr": re.compile(
        r"-(?:je|tu|il|elle|on|nous|vous|ils|elles|les?|la|lui|leur|moi|toi|y|en|ce)$"
    ),
    "pt": re.compile(r"-(?:me|te|se|lhes?|nos|vos|l?os?|l?as?|n[oa]s?)$"),
    "ro": re.compile(r"-(?:o|i|l|le|mi|ţi|ți|se|ne|vă|te|mă|un|a|au|am)$"),
}
"""Pronouns that a hyphen ties to a verb: no compounds."""

ELIDED = re.compile(
    r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|dell|nell|all|un)[’'](?=.)", re.IGNORECASE
)
SHORTEST = 3
"""How long each part of a compound is at least, to be looked for in one word."""


def compounds(texts: Sequence[Text], lexicon: Lexicon) -> list[Entry]:
    """Return the compounds that are met in several forms, and those with a hyphen."""
    forms = _hyphenated(texts, ENCLITIC.get(lexicon.language, NEVER))
    _open_and_closed(texts, forms)
    return by_name(_entry(variants, texts, lexicon) for variants in forms.values())


def _hyphenated(texts: Sequence[Text], enclitic: re.Pattern[str]) -> dict[str, Forms]:
    forms: dict[str, Forms] = {}
    for text in texts:
        for token in text.tokens:
            if text.is_quoted(token.start):
                continue
            if "-" in token.word and not enclitic.search(token.word):
                word = ELIDED.sub("", token.word)
                seen = text.seen(token.end - len(word), token.end)
                add(forms, _key(word), _form(word), seen)
    return forms


def _key(word: str) -> str:
    return word.replace("-", "").casefold()


def _form(word: str) -> str:
    """The form of a word: names keep their capitals, the first word of a sentence loses its own."""
    inner = word[1:]
    return word if inner != inner.lower() else word.lower()


def _open_and_closed(texts: Sequence[Text], forms: dict[str, Forms]) -> None:
    """Add the forms without a hyphen to those with one."""
    for text in texts:
        for number, token in enumerate(text.tokens):
            if text.is_quoted(token.start):
                continue
            key = token.word.casefold()
            if key in forms and _can_be_closed(forms[key]):
                add(forms, key, token.word.lower(), text.seen(token.start, token.end))
            for last in range(number + 1, min(number + LONGEST, len(text.tokens))):
                if not text.runs_on(last):
                    break
                _open(text, text.tokens[number : last + 1], forms)


def _can_be_closed(forms: Forms) -> bool:
    parts = next(form for form in forms if "-" in form).split("-")
    return all(len(part) >= SHORTEST for part in parts)


def _open(text: Text, tokens: Sequence[Token], forms: dict[str, Forms]) -> None:
    words = [token.word for token in tokens]
    key = "".join(words).casefold()
    known = forms.get(key)
    grammar = len(words) == 2 and GRAMMAR.intersection(word.lower() for word in words)
    if known and not grammar and not any("-" in word for word in words):
        parts = {tuple(form.casefold().split("-")) for form in known if "-" in form}
        if tuple(word.casefold() for word in words) in parts:
            form = " ".join(words)
            add(forms, key, form.lower(), text.seen(tokens[0].start, tokens[-1].end))


def _entry(forms: Forms, texts: Sequence[Text], lexicon: Lexicon) -> Entry:
    hyphenated = next(form for form in forms if "-" in form)
    if len({form.casefold() for form in forms}) == 1:
        return _alone(hyphenated, forms, texts, lexicon)
    open_forms = [form for form in forms if " " in form]
    attributive = all(_before_noun(texts, forms, form) for form in forms if "-" in form)
    if attributive and len(open_forms) == len(forms) - 1:
        return Entry(HEADING, forms, "hyphenated only before another word")
    return Entry(HEADING, forms, "one compound, several forms", unsettled=True)


def _before_noun(texts: Sequence[Text], forms: Forms, form: str) -> bool:
    """Whether a form is always followed by a word that it may qualify."""
    return all(
        (match := re.match(r"\s(\w+)", texts[seen.text].text[seen.end :])) is not None
        and match[1].lower() not in GRAMMAR
        for seen in forms[form]
    )


def _alone(form: str, forms: Forms, texts: Sequence[Text], lexicon: Lexicon) -> Entry:
    """A compound that is only met with its hyphen: whether it needs one (English)."""
    first, _, second = form.partition("-")
    is_noun = first in ADJECTIVES and lexicon.share(second) > RARE and not PARTICIPLE.search(second)
    if lexicon.language == "en" and is_noun and not _before_noun(texts, forms, form):
        note = "an adjective and its noun, and no noun follows: open?"
        return Entry(HEADING, forms, note, unsettled=True)
    return Entry(HEADING, forms)
