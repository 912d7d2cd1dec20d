"""What a printer asks of a cover: lengths, papers and the formula of the spine, from a data file.

Every length is in millimetres. A file says where its figures are from, of which day, and whether
the printer itself publishes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from octavo.files import yaml
from octavo.model.finding import InputError
from octavo.model.near import meant

FOLDER = Path(__file__).parent / "printers"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: the thickness of a page, half that of a leaf, and what the binding adds."""

    page: float
    extra: float = 0.0


@dataclass(frozen=True, slots=True)
class Boards:
    """A hardback's case, or the jacket around one.

    The boards stand out over the leaves by `overhang` at three sides; `hinge` is the groove beside
    the spine, `spine` what the spine gains. A case is turned in by `wrap`, a jacket by its `flap`.
    """

    overhang: float
    hinge: float
    spine: float
    wrap: float = 0.0
    flap: float = 0.0


@dataclass(frozen=True, slots=True)
class Barcode:
    """Where the barcode stands at the foot of the back: by the spine, at the outside, centred."""

    edge: float
    position: str = "spine"


@dataclass(frozen=True, slots=True)
class Profile:
    """What a printer asks of a cover.

    No type stands nearer to the trim than `safety`, none on the spine nearer to a fold than
    `spine_safety`; below `spine_from` pages the spine has none. `colour` is cmyk or rgb.
    `is_checked` says that the printer publishes the figures of its papers.
    """

    name: str
    title: str
    source: str
    looked_up: str
    is_checked: bool
    bleed: float
    safety: float
    spine_safety: float
    spine_from: int
    colour: str
    barcode: Barcode
    papers: Mapping[str, Paper] = field(default_factory=dict)
    case: Boards | None = None
    jacket: Boards | None = None

    @property
    def usual_paper(self) -> str:
        """The paper where the book names none: the first of the file."""
        return next(iter(self.papers))


def names() -> list[str]:
    """Return the names of the printers that are known."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def profile(name: str) -> Profile:
    """Return a printer's profile. Raises InputError where there is none of the name."""
    path = FOLDER / f"{name}.yaml"
    if name not in names():
        hint = meant(name, names(), f"One of {', '.join(names())}.")
        raise InputError(f"There is no printer “{name}”.", hint=hint)
    record = yaml.load(path, path.name).value
    asked = record["cover"]
    barcode = asked["barcode"]
    return Profile(
        name,
        record["title"],
        record["source"],
        record["looked-up"],
        record["checked"] == "yes",
        float(asked["bleed"]),
        float(asked["safety"]),
        float(asked["spine-safety"]),
        int(asked["spine-from"]),
        asked["colour"],
        Barcode(float(barcode["edge"]), barcode.get("position", "spine")),
        {key: Paper(**_numbers(value)) for key, value in asked["papers"].items()},
        _boards(asked.get("case")),
        _boards(asked.get("jacket")),
    )


def _boards(record: dict[str, Any] | None) -> Boards | None:
    return Boards(**_numbers(record)) if record else None


def _numbers(record: dict[str, Any]) -> dict[str, float]:
    return {key: float(value) for key, value in record.items()}
