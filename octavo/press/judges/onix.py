"""onixcheck: the ONIX messages that were delivered, held against EDItEUR's schemas."""

from __future__ import annotations

from pathlib import Path

from octavo.formats.trade import schemas
from octavo.model.finding import Severity
from octavo.press.judges.remark import Remark, Spot
from octavo.system import programs

FOLDER = "delivery"
"""Where deliveries stand in the folder of a book."""

SIGN = b"<ONIXMessage"
NEAR = 2000


def identity() -> str:
    """Return the identity of this program, which the judge is part of."""
    return programs.identity()


def messages(root: Path) -> list[Path]:
    """Return the ONIX messages that stand in the deliveries of a book."""
    files = [one for one in sorted((root / FOLDER).rglob("*.xml")) if one.is_file()]
    return [one for one in files if SIGN in one.read_bytes()[:NEAR]]


def remarks(path: Path, part: int = 0, parts: int = 1) -> list[Remark]:  # noqa: ARG001
    """Return what the schemas say of an ONIX message."""
    faults = schemas.faults(path.read_bytes())
    return [Remark("onix-judge", fault, Severity.ERROR, Spot()) for fault in faults]
