"""Leads findings in finished files back to the text: each cause once, at its line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from octavo.book import paths
from octavo.cache import Cache
from octavo.model import reading
from octavo.model.artefact import Artefact, Reading
from octavo.model.finding import Finding, Place
from octavo.press import manifest, source_map
from octavo.press import verify as press_verify
from octavo.press.echoes import without_echoes
from octavo.press.judges.remark import Remark, Spot
from octavo.press.judges.where import Where
from octavo.press.page_map import Sources
from octavo.press.prepare import Prepared
from octavo.press.source_map import SourceMap

READ = ("epub", "html", "site")
"""The formats whose places are led back by the source map."""


@dataclass
class Lines:
    """The lines of a text, as it was prepared and written to `document`.

    `out` is the folder with the finished files, where the map of their build stands.
    """

    prepared: Prepared
    document: Path
    out: Path
    known: dict[str, Where] = field(default_factory=dict)

    @cached_property
    def canon(self) -> Reading:
        """The words of the text."""
        return reading.canon(self.document)

    @cached_property
    def words(self) -> Sources:
        """The words of the chapters with their places."""
        return Sources.of(self.prepared.chapters, self.prepared.book.project.cache)

    @cached_property
    def map(self) -> SourceMap:
        """The map that the build has left, if it is that of this text; else it is made."""
        path = self.out / manifest.SOURCES
        chapters = self.prepared.chapters
        kept = source_map.load(path) if path.is_file() else None
        if kept is not None and source_map.is_of(kept, chapters, self.canon):
            return kept
        cache = Cache(self.prepared.book.project.cache)
        return source_map.made(chapters, cache, self.words, self.canon)

    def place(self, artefact: Artefact, spot: Spot) -> Place | None:
        """Return the line of the source of a place in a file, or None if it has no such line."""
        if artefact.format not in READ:
            return None
        name = artefact.path.name
        if name not in self.known:
            edition = self.prepared.book.project.metadata / "edition.yaml"
            text = edition.read_text("utf-8", "replace") if edition.is_file() else ""
            self.known[name] = Where(artefact.path, self.map, self.canon, text)
        return self.known[name].place(spot)

    def at_source(
        self, findings: Iterable[Finding], artefacts: Sequence[Artefact]
    ) -> list[Finding]:
        """Give the findings that name a line of a file the line of the source; one cause once.

        Where only the line is known, the words beside it say more. What an editor rejected is left
        out.
        """
        prepared = self.prepared
        project = prepared.book.project
        names = ("edition.yaml", *project.edition.bibliography)
        beside = {paths.called(name): project.metadata / name for name in names}
        exact = [
            self._led(one, artefacts) if one.place and one.place.column else one
            for one in without_echoes([*findings])
        ]
        by_words = press_verify.placed(exact, prepared.chapters, beside)
        placed = [self._led(one, artefacts) for one in by_words]
        return prepared.replay.without_rejected(press_verify.once(placed, prepared.findings))

    def of_remarks(self, remarks: Iterable[Remark], artefact: Artefact) -> list[Finding]:
        """Return what a judge says of a file as findings, at their lines of the source."""
        return [self._of_remark(one, artefact) for one in remarks]

    def _led(self, finding: Finding, artefacts: Sequence[Artefact]) -> Finding:
        at = finding.place
        if at is None or not at.line:
            return finding
        artefact = next((one for one in artefacts if is_in(at.file, one)), None)
        if artefact is None:
            return finding
        page = at.file.partition("/")[2] or artefact.path.name
        place = self.place(artefact, Spot(page, at.line, at.column))
        return finding.at(place or Place(at.file))

    def _of_remark(self, remark: Remark, artefact: Artefact) -> Finding:
        spot, name = remark.spot, artefact.path.name
        inside = "" if spot.page in ("", name) else f"/{spot.page}"
        place = self.place(artefact, spot) if spot.page else None
        where = f"{name}{inside}" + (f":{spot.line}" if spot.line else "")
        words = f"{remark.text.rstrip('.')} ({where})." if place else remark.text
        return Finding(
            remark.rule,
            words,
            remark.severity,
            place=place or Place(f"{name}{inside}", spot.line),
            hint=remark.hint,
            evidence=(spot.page,) if spot.page else (),
            format=artefact.format,
        )


def is_in(file: str, artefact: Artefact) -> bool:
    """Whether a place is that of a finished file, or of a part of one."""
    return file.partition("/")[0] == artefact.path.name
