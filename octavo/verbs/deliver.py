"""The verb deliver: a folder of a released edition for one who sells, lends or keeps it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from octavo.desk.deliver import checks, full_text, parcel, released, write
from octavo.formats.trade.receivers import Receiver, receivers
from octavo.model.counted import counted
from octavo.model.finding import InputError, refuse_all
from octavo.model.near import meant
from octavo.verbs.completing import completed_receivers
from octavo.verbs.opening import TrustOption, open_book
from octavo.verbs.options import ProjectOption


def deliver(
    receiver: Annotated[
        str,
        typer.Argument(
            help="kdp, ingramspark, apple, kobo, google, library, deposit or web.",
            autocompletion=completed_receivers,
        ),
    ],
    release: Annotated[str, typer.Option(help="The release, by its name; else the newest.")] = "",
    on: Annotated[
        str, typer.Option(help="The date in messages: 2026-12-01; else the release's own.")
    ] = "",
    project: ProjectOption = Path(),
    trust: TrustOption = False,
) -> int:
    """Make a folder of a released edition for a receiver: its files as it wants them, and a list.

    What the receiver would refuse is reported before anything is written. Prices, territory and
    dates are those that stand below trade in edition.yaml now; all else is what was released.

    Examples: octavo deliver kdp · octavo deliver library --release my-book-2026-printing-1
    """
    known = _receiver(receiver)
    record = released.load(project, released.find(project, release))
    opening = partial(open_book, trusted=trust)
    files = parcel.files(record, known, parcel.moment_of(record, on), opening)
    refuse_all(checks.faults(record, known, files, project))
    folder = write.put(project, record, known, files)
    for file in files if known.name != "web" else ():
        if f"/{full_text.PICTURES}/" in file.name:
            continue
        print(f"  {file.part:<10} {file.name}")
    place = "/".join(folder.parts[-3:])
    print(f"{counted(len(files), 'file')} for {known.title}: {place}/")
    return 0


def _receiver(name: str) -> Receiver:
    """Return a receiver by name. Raises InputError where there is none of it."""
    table = receivers()
    if name not in table:
        hint = meant(name, list(table)) or f"Known are: {', '.join(table)}."
        raise InputError(f"“{name}” is nobody to whom Octavo delivers.", hint=hint)
    return table[name]
