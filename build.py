"""The front door: hands its arguments to the command `octavo`, in the project's own environment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"


def main() -> int:
    """Run octavo with the environment's Python; without one, say how to make it."""
    if Path(sys.prefix).resolve() == ENVIRONMENT.resolve():
        from octavo.cli import main as run

        return run()
    python = ENVIRONMENT / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        print("There is no environment yet: run `make build` (or `make setup`).", file=sys.stderr)
        return 2
    return subprocess.run([python, __file__, *sys.argv[1:]], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
