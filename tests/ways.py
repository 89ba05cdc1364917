"""Run tests over the compiled loops and over the numpy way: one test suite over both."""

from collections.abc import Iterable, Iterator

import pytest

from mining.compiled.loading import fast, is_available, without
from mining.compiled.loop import Loop

WAYS = ("numpy", "compiled")


def compile_loops(loops: Iterable[Loop]) -> None:
    """Compile them now; the test is left out where numba is missing."""
    if not is_available():
        pytest.skip("numba is not installed")
    for loop in loops:
        assert fast(loop, worth_waiting=True)


def in_way(way: str, loops: Iterable[Loop]) -> Iterator[str]:
    """The body of a fixture with `WAYS` as its parameters, of which `way` is one."""
    if way == "numpy":
        with without():
            yield way
    else:
        compile_loops(loops)
        yield way
