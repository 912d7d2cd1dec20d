"""Changes one thing at a time in a module, and looks whether the tests notice.

    python -m tests.bench.mutate                  all modules of SUBJECTS
    python -m tests.bench.mutate replay           one of them
    python -m tests.bench.mutate replay 3 17      only its mutants 3 and 17
    python -m tests.bench.mutate --list locate    what would be changed, without running a test

A test that runs a line need not check what the line does. This bench shows the difference. It
changes one operator, number or condition of a module (a *mutant*) and runs the test files that
SUBJECTS names for this module. A mutant is *killed* when one of them fails. A mutant that
*survives* shows a line whose meaning no test holds.

What is changed, one mutant each:

- a comparison: `<` and `<=`, `>` and `>=`, `==` and `!=`, `in` and `not in`, `is` and `is not`
- `and` and `or`; a `not` is left out
- `+` and `-` between two values
- a whole number: one more
- the condition of an `if`: always true; always false
- the two branches of `a if b else c`: exchanged

The table that is printed has a line a module: its mutants, how many were killed, how many of the
others are known exceptions, and the share that is killed of those that count. At least 90 in 100 is
the aim. Each survivor follows, as the statement was and as it became. The status is 1 where a
module is below the aim.

What to do about a survivor:

1. Ask what a reader or an editor would see if the line were so. Write that as a test: a case with
   words that she would understand, or a property that holds for all texts.
2. If nobody could ever see it, the mutant means the same as the code (it is *equivalent*). Perhaps
   the line can be simpler; then it has no mutant any more. Else put it into EXCEPTIONS, with the
   reason. An exception that matches no mutant is an error, so that the list does not grow old.
3. Never make the code weaker, or a test stranger, for the figure.

Each mutant runs only the test files of its module, in one process at a time, at low priority. That
process is a fork of this one, which has the tests loaded; the module is changed in its memory, and
no file is touched. (A program that a test starts has the module as it is: name tests that call it.)
Tests that need twice the processor's time of the unchanged code, and three seconds more, count as
failed, and so do those that ask for more than two gigabytes: many mutants never end.
"""

from __future__ import annotations

import argparse
import ast
import os
import resource
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType

import pytest

from octavo.book import replay
from octavo.desk.patch import same
from octavo.press import agreement, locate
from tests.bench.mutate_exceptions import EXCEPTIONS

AIM = 0.9
MEMORY = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Subject:
    """A module, and the test files that are to hold what it means."""

    module: ModuleType
    tests: tuple[str, ...]

    @property
    def name(self) -> str:
        """The module's own name."""
        return self.module.__name__.rpartition(".")[2]

    @property
    def source(self) -> str:
        """The module's code."""
        return Path(str(self.module.__file__)).read_text(encoding="utf-8")


SUBJECTS = (
    Subject(agreement, ("tests/test_agreement.py",)),
    Subject(locate, ("tests/test_locating.py",)),
    Subject(
        replay,
        ("tests/test_replaying.py", "tests/test_equal_places.py", "tests/test_answers.py"),
    ),
    Subject(same, ("tests/test_sameness.py", "tests/test_patching.py")),
)

OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one change: its number and line, the statement before and after, the code."""

    number: int
    line: int
    before: str
    after: str
    code: str

    @property
    def change(self) -> tuple[str, str]:
        """What EXCEPTIONS names it by."""
        return self.before, self.after


@dataclass(slots=True)
class Score:
    """What came of a module's mutants."""

    subject: Subject
    killed: int = 0
    excepted: int = 0
    survivors: list[Mutant] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share that was killed of those that count."""
        return self.killed / max(1, self.killed + len(self.survivors))


def mutants(source: str) -> list[Mutant]:
    """Make all mutants of a module."""
    made: list[Mutant] = []
    for number, (line, before) in enumerate(_places(ast.parse(source))):
        tree = ast.parse(source)
        statement = _change(tree, number)
        code = ast.unparse(ast.fix_missing_locations(tree))
        made.append(Mutant(number, line, before, _head(statement), code))
    return made


def _places(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node, _, statement in _sites(tree):
        yield getattr(node, "lineno", 0), _head(statement)


def _change(tree: ast.Module, number: int) -> ast.stmt:
    """Make one change in a tree; return the statement that it stands in."""
    for at, (node, way, statement) in enumerate(_sites(tree)):
        if at == number:
            _mutate(node, way)
            return statement
    raise IndexError(number)


def _sites(tree: ast.Module) -> Iterator[tuple[ast.AST, int, ast.stmt]]:
    """Yield each place to change, which way it can be changed, and its statement."""
    waiting: list[tuple[ast.AST, ast.stmt]] = [(node, node) for node in reversed(tree.body)]
    while waiting:
        node, statement = waiting.pop()
        for way in range(_ways(node)):
            yield node, way, statement
        inner = [
            (child, child if isinstance(child, ast.stmt) else statement)
            for child in ast.iter_child_nodes(node)
        ]
        waiting.extend(reversed(inner))


def _ways(node: ast.AST) -> int:
    """Return in how many ways a node can be changed."""
    match node:
        case ast.Compare(ops=ops):
            return len(ops)
        case ast.If():
            return 2
        case ast.BoolOp() | ast.UnaryOp(op=ast.Not()) | ast.IfExp():
            return 1
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            return 1
        case ast.Constant(value=value):
            return int(type(value) is int)
    return 0


def _mutate(node: ast.AST, way: int) -> None:
    match node:
        case ast.Compare():
            node.ops[way] = OPPOSITE[type(node.ops[way])]()
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.UnaryOp():
            # `not x` becomes `x` without a new node: as `x` is only asked for its truth, `+` of it
            # would be another thing.
            node.operand = ast.UnaryOp(ast.Not(), node.operand)
        case ast.BinOp():
            node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        case ast.Constant(value=int(value)):
            node.value = value + 1
        case ast.If():
            node.test = ast.Constant(way == 0)
        case ast.IfExp():
            node.body, node.orelse = node.orelse, node.body


def _head(statement: ast.stmt) -> str:
    """Return a statement in one line; of one that has others in it, only the head."""
    lines = ast.unparse(statement).splitlines()
    return next(line for line in lines if not line.startswith("@"))


def holds(subject: Subject, mutant: Mutant | None = None, seconds: int = 600) -> bool:
    """Whether the tests of a module pass with a change; what takes too long has failed."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    status = 1
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.dup2(nowhere, sys.stderr.fileno())
        if mutant is not None:
            _become(subject.module, mutant.code)
        arguments = ["-x", "-q", "-p", "no:cacheprovider", "--assert=plain", *subject.tests]
        status = int(pytest.main(arguments))
    finally:
        os._exit(status)


def _become(module: ModuleType, code: str) -> None:
    """Give the functions and constants of a module what they are in other code of it.

    The objects stay the same: other modules have taken them over by name.
    """
    fresh = ModuleType(module.__name__)
    fresh.__file__ = module.__file__
    exec(compile(code, str(module.__file__), "exec"), fresh.__dict__)  # noqa: S102 - our own
    for name, new in vars(fresh).items():
        old = vars(module).get(name)
        if isinstance(new, type) and new.__module__ == module.__name__:
            for part, value in vars(new).items():
                _exchange(vars(old).get(part), value)
        elif not _exchange(old, new) and not name.startswith("__"):
            setattr(module, name, new)


def _function(one: object) -> object:
    """Return the function of a property or a method; else what is given."""
    for name in ("fget", "func", "__func__"):
        one = getattr(one, name, one)
    return one


def _exchange(old: object, new: object) -> bool:
    """Give a function the code of another; False where they are none."""
    old, new = _function(old), _function(new)
    if not (isinstance(old, FunctionType) and isinstance(new, FunctionType)):
        return False
    if old.__module__ == new.__module__:
        old.__code__ = new.__code__
        old.__defaults__, old.__kwdefaults__ = new.__defaults__, new.__kwdefaults__
    return True


def try_all(subject: Subject, numbers: Sequence[int]) -> Score:
    """Run the tests of a module on its mutants."""
    for name in ("tests/conftest.py", *subject.tests):
        import_module(name.removesuffix(".py").replace("/", "."))
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    if not holds(subject):
        sys.exit(f"The tests of {subject.name} fail without any change.")
    seconds = 3 + int(2 * (resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before))
    score = Score(subject)
    exceptions = EXCEPTIONS.get(subject.name, {})
    for mutant in mutants(subject.source):
        if numbers and mutant.number not in numbers:
            continue
        if mutant.change in exceptions and not numbers:
            score.excepted += 1
        elif holds(subject, mutant, seconds):
            score.survivors.append(mutant)
            print(_shown(mutant), flush=True)
        else:
            score.killed += 1
    return score


def _shown(mutant: Mutant) -> str:
    return f"  {mutant.number:3} line {mutant.line}: {mutant.before}\n{'':>15}→ {mutant.after}"


def outdated() -> list[str]:
    """Return the exceptions that match no mutant."""
    lines = []
    for subject in SUBJECTS:
        made = mutants(subject.source)
        known = {mutant.change for mutant in made}
        changes = EXCEPTIONS.get(subject.name, {}).keys() - known
        lines += [f"{subject.name}: {before} → {after}" for before, after in sorted(changes)]
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return 1 where too few mutants were killed."""
    parser = argparse.ArgumentParser(prog="mutate", description="See the head of this file.")
    parser.add_argument("module", nargs="?", choices=[s.name for s in SUBJECTS], help="only this")
    parser.add_argument("number", nargs="*", type=int, help="only these mutants of it")
    parser.add_argument("--list", action="store_true", help="print the mutants, run nothing")
    asked = parser.parse_args(arguments)
    subjects = [s for s in SUBJECTS if asked.module in (None, s.name)]
    if asked.list:
        for subject in subjects:
            print(subject.name, *map(_shown, mutants(subject.source)), sep="\n")
        return 0
    if old := outdated():
        print("Exceptions that match no mutant any more:", *old, sep="\n")
        return 1
    os.nice(10)
    os.environ["HYPOTHESIS_PROFILE"] = "unshrunk"  # before the tests are loaded
    scores = [try_all(subject, asked.number) for subject in subjects]
    print(
        f"{'module':<12} {'mutants':>7} {'killed':>6} {'excepted':>8} {'survived':>8} {'share':>6}"
    )
    for score in scores:
        count = score.killed + score.excepted + len(score.survivors)
        row = f"{score.subject.name:<12} {count:>7} {score.killed:>6} {score.excepted:>8}"
        print(f"{row} {len(score.survivors):>8} {score.share:>6.0%}")
    return int(any(score.share < AIM for score in scores))


if __name__ == "__main__":
    sys.exit(main())
