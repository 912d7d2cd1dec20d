"""Each verb of the command has a file of its own, and each such file is a verb of the command."""

from __future__ import annotations

import ast

from octavo.verbs.command import VERBS, file_of
from tests.test_layers import MODULES, imported

FOLDER = "octavo.verbs."


def test_every_verb_has_its_file_and_every_file_is_a_verb_or_serves_one() -> None:
    files = {name.removeprefix(FOLDER): name for name in MODULES if name.startswith(FOLDER)}
    shared = {name.removeprefix(FOLDER) for path in MODULES.values() for name in imported(path)}
    holding = {
        file
        for file, module in files.items()
        for node in ast.parse(MODULES[module].read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name == file
    }
    assert holding == {file_of(verb) for verb in VERBS}, "VERBS is not the list of the files"
    assert files.keys() - shared == holding, "a file is a verb, or verbs import it; not both"
