"""A loop over arrays that can be compiled: the plain function and the types that it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Loop:
    """A function of numbers and arrays, written for numba, and the types of its arguments.

    `takes` names them in order, separated by spaces: `i8` is an int64, `i4[]` a C-contiguous int32 array that
    is only read, `i4[]!` one that is written to, `i2[,]` a matrix; `b1` is a flag, `f8` a float64. Every type
    is given, so that the loop is compiled once, before it is first called. The only Python functions it may
    call are those that it `calls`, compiled with it; each of them may call those that stand before it. It makes
    no array: then numba need not count who holds one, at every call. It runs without the interpreter's lock.
    """

    function: Callable[..., Any]
    takes: str
    calls: tuple[Callable[..., Any], ...] = ()
