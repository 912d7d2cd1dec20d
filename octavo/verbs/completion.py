"""The verb completion: print what lets a shell complete verbs, options, formats and rules."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer
from typer import completion as scripts


class Shell(StrEnum):
    """A shell that can ask a program how a line may go on."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def completion(
    shell: Annotated[Shell, typer.Argument(help="The shell that you use.")],
) -> int:
    """Print a script for your shell, with which the tab key completes verbs, options and values.

    bash: octavo completion bash >> ~/.bashrc · zsh: octavo completion zsh >> ~/.zshrc

    fish: octavo completion fish > ~/.config/fish/completions/octavo.fish
    """
    of_shell = scripts.get_completion_script  # type: ignore[attr-defined]
    print(of_shell(prog_name="octavo", complete_var="_OCTAVO_COMPLETE", shell=shell.value))
    return 0
