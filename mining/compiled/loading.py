"""Loads numba and compiles the loops, once a process, in whichever thread asks for it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, cast

from platformdirs import user_cache_path

from mining.compiled.loop import Loop

MODULES: tuple[str, ...] = (
    "mining.aggregates.counting_loop",
    "mining.aggregates.steps_loop",
    "mining.aggregates.variants_loop",
    "mining.alignment.large.bound_loop",
    "mining.alignment.large.choice_loop",
    "mining.alignment.large.markings_loop",
    "mining.alignment.large.search_loop",
    "mining.alignment.known_loop",
    "mining.alignment.rows_loop",
    "mining.rules.deals_loop",
    "mining.rules.pairs_loop",
)
"""Where the loops are: every `Loop` of these modules is compiled by `load`."""

_HOW: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}
"""Without numba's run time that counts who holds an array: a loop makes none, and counting at every call of a
function took a third of the aligner's time."""


def fast(loop: Loop, worth_waiting: bool = False) -> Callable[..., Any] | None:
    """The compiled form of a loop; None as long as it is not there, and then the numpy way is taken.

    Where so much is to be done that it is `worth_waiting` for, what is not there is compiled now, if numba is.
    """
    return _compiler().get(loop, worth_waiting)


def load(modules: Sequence[str] = MODULES) -> bool:
    """Compile all loops of the modules; False where numba is missing.

    Meant for a thread: it takes a second, or ten the first time.
    """
    if not is_available():
        return False
    for loop in _loops(modules):
        fast(loop, worth_waiting=True)
    return True


def load_in_background(modules: Sequence[str] = MODULES) -> threading.Thread:
    """Start `load` in a thread that no one has to wait for.

    What was never compiled on this machine is compiled in a process beside it, at low priority: in a thread it
    would hold the interpreter for tenths of a second at a time, and the window with it.
    """
    thread = threading.Thread(target=_compile_beside, args=(modules,), name="lanekeeper-compile", daemon=True)
    thread.start()
    return thread


def _compile_beside(modules: Sequence[str]) -> None:
    if not is_available():
        return
    if not stamp(modules).exists():
        from multiprocessing import get_context  # late: the first window needs none of it

        process = get_context("spawn").Process(target=_compile_all, args=(modules,), daemon=True)
        process.start()
        process.join()
    load(modules)


def _compile_all(modules: Sequence[str]) -> None:
    """Fill the cache, and note that it is filled."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the application, which ends this one
    if hasattr(os, "nice"):
        os.nice(10)
    load(modules)
    if _cache_folder() is not None:
        stamp(modules).touch()


def stamp(modules: Sequence[str] = MODULES) -> Path:
    """The file that says that all loops of the modules, as they are now, were compiled by this version of numba."""
    from importlib.metadata import version  # late as well

    functions = [function for loop in _loops(modules) for function in (loop.function, *loop.calls)]
    digest = sha256()
    for file in sorted({function.__code__.co_filename for function in functions}):
        digest.update(Path(file).read_bytes())
    return _folder() / f"all-{version('numba')}-{sys.version_info.minor}-{digest.hexdigest()[:16]}"


def _loops(modules: Sequence[str]) -> Iterator[Loop]:
    for module in modules:
        yield from (loop for loop in vars(import_module(module)).values() if isinstance(loop, Loop))


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
    folder = _cache_folder()
    if folder is not None:
        os.environ["NUMBA_CACHE_DIR"] = str(folder)
    import numba

    types = [_type(name, numba) for name in loop.takes.split()]
    compile_it = numba.njit(tuple(types), cache=folder is not None, **_HOW)
    inner: dict[str, Any] = {}
    for called in loop.calls:
        inner[called.__name__] = numba.njit(_calling(called, inner), forceinline=True, **_HOW)
    compiled: Callable[..., Any] = compile_it(_calling(loop.function, inner))
    return compiled


def _folder() -> Path:
    return Path(os.environ.get("NUMBA_CACHE_DIR") or user_cache_path("lanekeeper") / "compiled")


def _cache_folder() -> Path | None:
    """Where machine code is kept; None where nothing can be written: then it is compiled at every start."""
    folder = _folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def _calling(function: Callable[..., Any], inner: dict[str, Any]) -> Callable[..., Any]:
    """The function with compiled ones in place of those that it calls.

    Its name tells which they are, and how it is compiled: numba's cache knows a function by file and name, and
    would not notice that another file changed.
    """
    if not inner:
        return function
    plain = cast(FunctionType, function)
    copy = FunctionType(plain.__code__, {**plain.__globals__, **inner}, plain.__name__)
    called_now = [_told_apart(called.py_func.__code__) for called in inner.values()]
    digest = sha256(repr((called_now, _HOW)).encode())
    copy.__module__, copy.__qualname__ = plain.__module__, f"{plain.__qualname__}_{digest.hexdigest()[:12]}"
    return copy


def _told_apart(code: CodeType) -> tuple[object, ...]:
    return code.co_name, code.co_code, code.co_consts, code.co_names, code.co_varnames


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
