"""Remembers what a function found in a text: as long as the process lives, and from build to build.

A book that is watched, or built again, is read again at each change, and of its thousand paragraphs
one is new. What a function answered is kept by its arguments, which say all that the answer depends
on: the paragraph, settings, habits of the whole text. `kept_in` names the store that knows the
answers of earlier builds; without one they are remembered in the process alone.

An answer of a store is checked by the function's own annotation before it is believed, and is kept
only if it comes out of the store as it was put in. It is data, never code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from functools import cached_property, lru_cache, wraps
from typing import Any, ParamSpec, Protocol, TypeVar, get_args, get_type_hints

P = ParamSpec("P")
T = TypeVar("T")

MOST = 20_000
"""Of so many texts a function's answers are remembered: three books of 100,000 words."""

PAGES = 2_000
"""Of so many pages a function's answers are remembered: three such books again."""

BOOKS = 8
"""Of so many whole texts a function's answers are remembered."""

LONGEST = 32_000_000
"""So many bytes of a function's answers are kept from build to build; what was asked last stays."""

FEW = 100
"""So many new answers are kept beside the others, before all are written anew."""

KIND = "answers"
"""What the store calls what is kept in it."""

PLAIN = (str, int, float, bool, type(None))


class Store(Protocol):
    """Keeps bytes under a kind and a key; what is damaged, or was never kept, is missing."""

    def get(self, kind: str, key: str) -> bytes | None:
        """Return what is kept, or None."""

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keep something."""


@dataclass(slots=True)
class _Shelves:
    """The answers of one store: those of each function, once they are asked for.

    `version` stands for the programs that give the answers: others begin with nothing.
    """

    store: Store
    version: str
    opened: dict[str, _Shelf] = field(default_factory=dict)

    def of(self, function: Callable[..., Any], most: int) -> _Shelf:
        name = f"{function.__module__}.{function.__qualname__}"
        if name not in self.opened:
            keys = (f"{self.version}\0{name}{part}" for part in ("", "\0new"))
            kept = tuple(hashlib.sha256(key.encode()).hexdigest() for key in keys)
            self.opened[name] = _Shelf(function, self.store, kept, most)
        return self.opened[name]


@dataclass
class _Shelf:
    """The answers of a function by the digests of its arguments; the last asked for come last.

    They are kept under two `keys`: all that there were once, which is long and seldom read, and
    the few that are new since.
    """

    function: Callable[..., Any]
    store: Store
    keys: tuple[str, ...]
    most: int
    new: dict[str, tuple[Any, ...]] = field(default_factory=dict)

    @cached_property
    def adapter(self) -> Any:
        """The library's reader and writer of such answers, by the function's annotation."""
        from pydantic import TypeAdapter  # a process that remembers nothing needs none

        (yielded,) = get_args(get_type_hints(self.function)["return"])
        shape: Any = dict.__class_getitem__((str, tuple.__class_getitem__((yielded, ...))))
        return TypeAdapter(shape)

    @cached_property
    def data(self) -> bytes:
        """The old answers as the store has them."""
        return self.store.get(KIND, self.keys[0]) or b""

    @cached_property
    def known(self) -> dict[str, tuple[Any, ...]]:
        """The old answers; none where the store's are not of this shape."""
        return self._read(self.data)

    @cached_property
    def recent(self) -> dict[str, tuple[Any, ...]]:
        """The answers that are new since."""
        return self._read(self.store.get(KIND, self.keys[1]) or b"")

    def _read(self, data: bytes) -> dict[str, tuple[Any, ...]]:
        try:
            read: dict[str, tuple[Any, ...]] = self.adapter.validate_json(data)
        except ValueError:  # pydantic's errors are such
            return {}
        return read

    def answer(self, arguments: tuple[object, ...], ask: Callable[[], T]) -> tuple[Any, ...] | T:
        """Return the answer that is kept for some arguments, or ask, and keep that."""
        key = _digest(arguments)
        for shelf in self._shelves_with(key):
            kept = shelf.pop(key, None)
            if kept is not None:
                shelf[key] = kept
                return kept
        answer = ask()
        self.new[key] = answer  # type: ignore[assignment]
        return answer

    def _shelves_with(self, key: str) -> Iterator[dict[str, tuple[Any, ...]]]:
        """Yield where a key may stand.

        The old answers are read only where their bytes have it, or where many keys are new: to
        search the bytes for each of them would take longer.
        """
        yield self.recent
        is_read = "known" in self.__dict__ or len(self.new) > FEW
        if is_read or key.encode() in self.data:
            yield self.known

    def save(self) -> None:
        """Keep the new answers with the others; one that would not come out the same is left."""
        new, self.new = self.new, {}
        again = self._read(self.adapter.dump_json(new, warnings=False)) if new else {}
        same = {key: one for key, one in new.items() if again.get(key) == one}
        if not same:
            return
        recent = self.recent | same
        beside = self.adapter.dump_json(recent)
        fits = len(recent) <= FEW and len(self.data) + len(beside) <= LONGEST
        if self.data and fits and "known" not in self.__dict__:
            self.store.put(KIND, self.keys[1], beside)
            return
        kept = [*(self.known | recent).items()][-self.most :]
        while len(data := self.adapter.dump_json(dict(kept))) > LONGEST:
            kept = kept[len(kept) // 2 + 1 :]
        self.store.put(KIND, self.keys[0], data)
        self.store.put(KIND, self.keys[1], b"")


_SHELVES: ContextVar[_Shelves | None] = ContextVar("shelves", default=None)


@contextmanager
def kept_in(store: Store, version: str) -> Iterator[None]:
    """Let what this thread asks for be answered from a store where it is known, and kept there.

    `version` names the programs and libraries: what others answered is not looked at.
    """
    shelves = _Shelves(store, version)
    outer = _SHELVES.set(shelves)
    try:
        yield
    finally:
        _SHELVES.reset(outer)
        for shelf in shelves.opened.values():
            shelf.save()


def remembered(function: Callable[P, Iterable[T]]) -> Callable[P, Iterator[T]]:
    """Let a function give again what it gave for the same arguments.

    They must say all that its answer depends on, and neither they nor what it yields may change.
    They are words, numbers, and frozen dataclasses and tuples of these. The function's annotation
    says what it yields.
    """
    return _remembered(function, MOST)


def remembered_by_page(function: Callable[P, Iterable[T]]) -> Callable[P, Iterator[T]]:
    """Do as `remembered` does for what is as long as a page: fewer stay in the process."""
    return _remembered(function, PAGES)


def remembered_by_book(function: Callable[P, Iterable[T]]) -> Callable[P, Iterator[T]]:
    """Do as `remembered` does for what is as long as a book: a few stay."""
    return _remembered(function, BOOKS)


def _remembered(function: Callable[P, Iterable[T]], most: int) -> Callable[P, Iterator[T]]:
    @lru_cache(maxsize=most)
    def asked(*args: Hashable, **named: Hashable) -> tuple[T, ...]:
        shelves = _SHELVES.get()
        if shelves is None:
            return tuple(function(*args, **named))  # type: ignore[arg-type]
        arguments = (*args, *sorted(named.items()))
        return shelves.of(function, most).answer(
            arguments,
            lambda: tuple(function(*args, **named)),  # type: ignore[arg-type]
        )

    @wraps(function)
    def again(*args: P.args, **named: P.kwargs) -> Iterator[T]:
        return iter(asked(*args, **named))  # type: ignore[arg-type]

    again.forget = asked.cache_clear  # type: ignore[attr-defined]
    return again


def _digest(arguments: tuple[object, ...]) -> str:
    written = "\0".join(map(_written, arguments))
    return hashlib.blake2b(written.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _written(value: object) -> str:
    """Write a value so that no other is written alike. Raises TypeError for one with a state.

    Of a dataclass what its instances are compared by is written.
    """
    if isinstance(value, Enum):
        return f"{type(value).__qualname__}.{value.name}"
    if isinstance(value, bytes):
        return f"{len(value)} {hashlib.blake2b(value).hexdigest()}"
    if isinstance(value, PLAIN):
        return repr(value)
    if isinstance(value, tuple):
        return f"({','.join(map(_written, value))})"
    if is_dataclass(value) and not isinstance(value, type):
        inner = (_written(getattr(value, one.name)) for one in fields(value) if one.compare)
        return f"{type(value).__qualname__}({','.join(inner)})"
    raise TypeError(f"The answer for {type(value).__name__} cannot be kept.")
