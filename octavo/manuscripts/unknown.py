"""What the manuscripts do not say of the edition, and what an editor must confirm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from octavo.manuscripts.pieces import Manuscript
from octavo.manuscripts.spoken import USUAL
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.model.sorted_names import is_sorted_surely
from octavo.prose.prose import same_language
from octavo.text.style.language import fault_of


def findings(read: list[Manuscript], lang: str) -> list[Finding]:
    """Flag metadata that no manuscript has, and those that an editor must confirm."""
    return [*_of_people(read[0].embedded, lang), *_embedded(read[0]), *_spoken(read[0], lang)]


def _of_people(embedded: Mapping[str, object], lang: str) -> Iterator[Finding]:
    """Yield what is missing, and whose name can be sorted in more than one way."""
    missing = [name for name in ("author", "date", "rights") if not embedded.get(name)]
    if missing:
        yield _metadata(
            "import-metadata-missing",
            f"Not in the manuscript, and not invented: {', '.join(missing)}.",
            "Fill in what the comments in edition.yaml ask for: a release waits for it.",
            ", ".join(missing),
        )
    if unsure := _unsorted(embedded.get("author"), lang):
        yield _metadata(
            "import-sorted-name",
            f"Under which name a list sorts {'; '.join(unsure)} cannot be known.",
            "Write it beside the name in edition.yaml: `file-as: Family, Given`.",
            "; ".join(unsure),
        )


def _embedded(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield what was taken from the properties of a file, which a program may have filled in."""
    kinds = ("title", "author", "publisher", "rights")
    known = manuscript.embedded
    taken = [key for key in kinds if known.get(key) and key not in manuscript.front]
    if taken:
        yield _metadata(
            "import-metadata-embedded",
            f"Taken from the properties of the file: {', '.join(taken)}.",
            "Check them: a program may have filled them in.",
        )


def _spoken(manuscript: Manuscript, lang: str) -> Iterator[Finding]:
    """Yield the language that a file names, where it is another one, or was taken from there."""
    named = manuscript.embedded.get("lang")
    spoken = str(named or lang)
    if not fault_of(spoken)[0] and not same_language(spoken, lang):
        yield _metadata(
            "import-language",
            f"The file says that its language is {spoken}; it was imported as {lang}.",
            f"If the file is right, import it again with --lang {spoken}.",
            spoken,
        )
    elif named and not same_language(lang, USUAL):
        message = f"The file says that its language is {spoken}, and is read so."
        place = Place("metadata/edition.yaml")
        yield Finding("import-language-taken", message, Severity.INFO, Tier.AUTO, place)


def _unsorted(authors: object, lang: str) -> list[str]:
    """Return the names of authors that can be sorted in more than one way."""
    people = authors if isinstance(authors, list) else [authors] if authors else []
    named = [one if isinstance(one, dict) else {"name": str(one)} for one in people]
    names = [str(one.get("name", "")) for one in named if not one.get("file-as")]
    return [name for name in names if not is_sorted_surely(name, lang)]


def _metadata(rule: str, message: str, hint: str, words: str = "") -> Finding:
    place = Place("metadata/edition.yaml")
    return Finding(rule, message, Severity.WARNING, Tier.FLAG, place, before=words, hint=hint)
