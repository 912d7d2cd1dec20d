"""The verb doctor: say what is installed, what is optional, and what of it works."""

from __future__ import annotations

from rich.text import Text

from octavo.desk import doctor as desk_doctor
from octavo.desk.doctor import State
from octavo.report import terminal

COLOURS = {State.WORKS: "green", State.BROKEN: "bold red", State.OPTIONAL: "yellow"}


def doctor() -> int:
    """Say what is installed, what is optional and how to get it, and what of it works.

    Each part is tried. Put what it prints into a bug report. Exit status: 1 where a part that a
    book needs does not work.
    """
    out = terminal.console()
    broken = 0
    for part in desk_doctor.parts():
        line = Text()
        line.append(f"{part.state:<9} ", style=COLOURS[part.state])
        line.append(f"{part.name:<16} {part.about}")
        out.print(line)
        broken += part.state is State.BROKEN
    out.print()
    for about in desk_doctor.system():
        out.print(about, style="dim")
    out.print()
    if broken:
        wrong = "One part does" if broken == 1 else f"{broken} parts do"
        out.print(f"{wrong} not work. `pip install --force-reinstall octavo` may mend it.")
    else:
        out.print("All that a book needs works.")
    return int(broken > 0)
