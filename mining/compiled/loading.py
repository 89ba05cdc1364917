"""Loads numba and compiles the loops, once a process, in whichever thread asks for it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import FunctionType
from typing import Any, cast

from platformdirs import user_cache_path

from mining.compiled.loop import Loop

MODULES: tuple[str, ...] = (
    "mining.aggregates.counting_loop",
    "mining.aggregates.steps_loop",
    "mining.aggregates.variants_loop",
    "mining.alignment.rows_loop",
    "mining.rules.deals_loop",
    "mining.rules.pairs_loop",
)
"""Where the loops are: every `Loop` of these modules is compiled by `load`."""


def fast(loop: Loop, worth_waiting: bool = False) -> Callable[..., Any] | None:
    """The compiled form of a loop; None as long as it is not there, and then the numpy way is taken.

    Where so much is to be done that it is `worth_waiting` for, what is not there is compiled now, if numba is.
    """
    return _compiler().get(loop, worth_waiting)


def load() -> bool:
    """Compile all loops; False where numba is missing. Meant for a thread: takes a second, or ten the first time."""
    if not is_available():
        return False
    for module in MODULES:
        for loop in vars(import_module(module)).values():
            if isinstance(loop, Loop):
                fast(loop, worth_waiting=True)
    return True


def load_in_background() -> threading.Thread:
    """Start `load` in a thread that no one has to wait for."""
    thread = threading.Thread(target=load, name="lanekeeper-compile", daemon=True)
    thread.start()
    return thread


def is_available() -> bool:
    """Whether numba is installed."""
    return find_spec("numba") is not None


@contextmanager
def without() -> Iterator[None]:
    """Inside it no loop is taken, compiled or not: to measure and test the numpy way."""
    compiler = _compiler()
    before, compiler.enabled = compiler.enabled, False
    try:
        yield
    finally:
        compiler.enabled = before


class _Compiler:
    """What is compiled so far."""

    def __init__(self) -> None:
        self.enabled = True
        self._ready: dict[Loop, Callable[..., Any]] = {}
        self._turn = threading.Lock()

    def get(self, loop: Loop, wait: bool) -> Callable[..., Any] | None:
        if not self.enabled:
            return None
        if loop not in self._ready and wait and is_available():
            with self._turn:
                if loop not in self._ready:
                    self._ready[loop] = _compiled(loop)
        return self._ready.get(loop)


@cache
def _compiler() -> _Compiler:
    return _Compiler()


def _compiled(loop: Loop) -> Callable[..., Any]:
    """Compile, or take the machine code of an earlier run from the user's cache folder."""
    os.environ.setdefault("NUMBA_CACHE_DIR", str(user_cache_path("lanekeeper") / "compiled"))
    import numba

    types = [_type(name, numba) for name in loop.takes.split()]
    compile_it = numba.njit(tuple(types), cache=True, nogil=True, error_model="numpy")
    inner = {called.__name__: numba.njit(called, nogil=True, error_model="numpy") for called in loop.calls}
    compiled: Callable[..., Any] = compile_it(_calling(loop.function, inner))
    return compiled


def _calling(function: Callable[..., Any], inner: dict[str, Any]) -> Callable[..., Any]:
    """The function with compiled ones in place of those that it calls."""
    if not inner:
        return function
    plain = cast(FunctionType, function)
    copy = FunctionType(plain.__code__, {**plain.__globals__, **inner}, plain.__name__)
    copy.__module__, copy.__qualname__ = plain.__module__, plain.__qualname__
    return copy


def _type(name: str, numba: Any) -> Any:
    """numba's type for one of ours: see `Loop`."""
    names = {"i": "int", "u": "uint", "f": "float", "b": "boolean"}
    element, bracket, rest = name.partition("[")
    kind = names[element[0]]
    scalar = getattr(numba.types, kind if kind == "boolean" else f"{kind}{int(element[1:]) * 8}")
    if not bracket:
        return scalar
    dimensions, _, written = rest.partition("]")
    return numba.types.Array(scalar, dimensions.count(",") + 1, "C", readonly=written != "!")
