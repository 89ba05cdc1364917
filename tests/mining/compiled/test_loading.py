"""Loops are compiled on demand, take read-only arrays, and stay out of the way where they are not wanted."""

from pathlib import Path

import numpy as np
import pytest

from mining.compiled import loading
from mining.compiled.loading import fast, is_available, load_in_background, stamp, without
from mining.compiled.loop import Loop
from mining.rules.pairs_loop import COUNT_PAIRS

needs_numba = pytest.mark.skipif(not is_available(), reason="numba is not installed")


def add_up(values: np.ndarray, out: np.ndarray, scale: int) -> int:
    total = 0
    for i in range(len(values)):
        out[i] = values[i] * scale
        total += out[i]
    return total


ADD_UP = Loop(add_up, "i4[] i8[]! i8")


def test_that_a_loop_is_not_there_before_someone_waits_for_it() -> None:
    def never(value: int) -> int:
        return value

    assert fast(Loop(never, "i8")) is None
    with without():
        assert fast(Loop(never, "i8"), worth_waiting=True) is None


@needs_numba
def test_that_a_compiled_loop_reads_arrays_that_may_not_be_written() -> None:
    compiled = fast(ADD_UP, worth_waiting=True)
    assert compiled is not None
    values = np.array([1, 2, 3], dtype=np.int32)
    values.flags.writeable = False
    out = np.zeros(3, dtype=np.int64)
    assert compiled(values, out, 10) == 60
    assert out.tolist() == [10, 20, 30]
    assert fast(ADD_UP) is compiled


@needs_numba
def test_that_what_was_never_compiled_is_compiled_beside_and_then_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "machine code"))
    modules = ("mining.rules.pairs_loop",)
    assert not stamp(modules).exists()
    load_in_background(modules).join()
    assert stamp(modules).exists()
    assert fast(COUNT_PAIRS) is not None


def test_that_a_cache_that_cannot_be_written_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").touch()
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "a file" / "below"))
    assert loading._cache_folder() is None


def double(value: int) -> int:
    return value * 2


def double_and_one(value: int) -> int:
    return double(value) + 1


def add_up_doubled(values: np.ndarray) -> int:
    total = 0
    for i in range(len(values)):
        total += double_and_one(values[i])
    return total


@needs_numba
def test_that_what_a_loop_calls_may_call_what_stands_before_it() -> None:
    compiled = fast(Loop(add_up_doubled, "i4[]", (double, double_and_one)), worth_waiting=True)
    assert compiled is not None
    assert compiled(np.array([1, 2, 3], dtype=np.int32)) == 15
