"""The worker process: results, errors, cancel within half a second, crashes and limits survived."""

import os
import threading
import time

import pytest

from mining.worker import Worker
from models.errors import Cancelled, UserError


def add(a: int, b: int) -> int:
    return a + b


def pid() -> int:
    return os.getpid()


def complain() -> None:
    raise UserError("The file is empty.")


def fail() -> None:
    raise KeyError("secret")


def die() -> None:
    os._exit(3)


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def fill_memory() -> int:
    return len(bytearray(64 << 30))


@pytest.fixture(scope="module")
def worker():  # type: ignore[no-untyped-def]
    with Worker() as started:
        yield started


def test_that_a_result_comes_back_from_one_warm_process(worker: Worker) -> None:
    assert worker.run(add, 2, 3) == 5
    first = worker.run(pid)
    assert first == worker.run(pid) != os.getpid()


def test_that_a_users_error_keeps_its_sentence(worker: Worker) -> None:
    with pytest.raises(UserError, match=r"^The file is empty\.$"):
        worker.run(complain)


def test_that_any_other_error_carries_the_childs_traceback(worker: Worker) -> None:
    with pytest.raises(RuntimeError, match="KeyError: 'secret'"):
        worker.run(fail, message="Discovery")


def test_that_a_crash_is_one_sentence_and_the_next_call_works(worker: Worker) -> None:
    with pytest.raises(UserError, match="Discovery stopped unexpectedly"):
        worker.run(die, message="Discovery")
    assert worker.run(add, 1, 1) == 2


def test_that_a_cancel_ends_a_call_that_listens_to_nothing(worker: Worker) -> None:
    calls = []

    def report(fraction: float, message: str) -> None:
        calls.append(message)
        if len(calls) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        worker.run(sleep, 3600, report=report, message="Discovering")
    assert calls == ["Discovering"] * 3
    assert worker.run(add, 1, 1) == 2


def test_that_a_time_out_is_one_sentence(worker: Worker) -> None:
    with pytest.raises(UserError, match=r"Discovery took longer than 0\.2 seconds"):
        worker.run(sleep, 3600, timeout=0.2, message="Discovery")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no limit on memory")
def test_that_too_much_memory_is_refused_and_the_process_lives(worker: Worker) -> None:
    before = worker.run(pid)
    with pytest.raises(UserError, match="needs more memory"):
        worker.run(fill_memory, message="Discovery")
    assert worker.run(pid) == before


def test_that_two_threads_take_turns(worker: Worker) -> None:
    results: list[int] = []
    threads = [threading.Thread(target=lambda n=n: results.append(worker.run(add, n, n))) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [0, 2, 4, 6]


def test_that_nothing_lives_on_after_the_end() -> None:
    with Worker() as short:
        child = short.run(pid)
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
