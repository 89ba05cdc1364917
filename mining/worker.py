"""One warm process beside the application for calls that hold the interpreter, can crash or need a limit."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from models.errors import Cancelled, UserError
from models.progress import Report, silent
from resources.translation import tr

Result = TypeVar("Result")

_POLL = 0.1
_GIGABYTE = 1 << 30
_STARTING = threading.Lock()
"""Held while a child is started, so that none has variables meant for another."""


class Worker:
    """Runs module-level functions in a child process, one call at a time.

    The process starts with the first call and stays for the next ones. It is replaced after a crash, a
    cancel or a time-out. Use it as a context manager or call `close`. May be shared between threads.
    """

    def __init__(
        self, memory_limit: int = 6 * _GIGABYTE, environment: Mapping[str, str] | None = None
    ) -> None:
        """`memory_limit` is in bytes, and holds where the system can enforce one (not on Windows).

        `environment` has variables that the child is to have in other values than this process.
        """
        self._memory_limit = memory_limit
        self._environment = environment or {}
        self._turn = threading.Lock()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(
        self,
        function: Callable[..., Result],
        *arguments: Any,
        report: Report = silent,
        message: str = "Working",
        timeout: float | None = None,
        is_telling: bool = False,
    ) -> Result:
        """Call `function(*arguments)` in the child and return its result.

        `report` is called ten times a second with `message`; where the function `is_telling` it gets a `report`
        of its own as its last argument, and what it tells is passed on. A Cancelled that `report` raises ends
        the child at once. Raises UserError as the function does, and where it takes longer than `timeout`
        seconds, needs more memory than the limit, or the child dies; RuntimeError with the child's traceback
        for any other exception.
        """
        self._await_turn(report, message)
        try:
            task = (function, arguments, is_telling)
            return self._call(task, report, message, timeout)  # type: ignore[no-any-return]
        finally:
            self._turn.release()

    def close(self) -> None:
        """End the child."""
        with self._turn:
            self._end()

    def _await_turn(self, report: Report, message: str) -> None:
        while not self._turn.acquire(timeout=_POLL):
            report(0.0, message)

    def _call(self, task: tuple[Any, ...], report: Report, message: str, timeout: float | None) -> Any:
        begun = time.monotonic()
        try:
            pipe = self._started()
            pipe.send(task)
            told = 0.0, message
            while True:
                if pipe.poll(_POLL):
                    kind, result = pipe.recv()
                    if kind != "told":
                        break
                    told = result
                report(*told)
                if timeout is not None and time.monotonic() - begun > timeout:
                    raise UserError(
                        tr(
                            "{message} took longer than {timeout} seconds and was stopped.",
                            message=message,
                            timeout=f"{timeout:g}",
                        )
                    )
        except (EOFError, ConnectionError) as error:
            self._end()
            raise UserError(
                tr(
                    "{message} stopped unexpectedly; it may have run out of memory. Try fewer deals.",
                    message=message,
                )
            ) from error
        except BaseException:
            self._end()
            raise
        if kind == "done":
            return result
        raise _as_exception(kind, result, message)

    def _started(self) -> Connection:
        """The pipe to a living child."""
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self._end()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_serve, args=(theirs, self._memory_limit), name="lanekeeper-worker", daemon=True
        )
        with _STARTING, _variables(self._environment):
            process.start()
        theirs.close()
        self._process, self._pipe = process, ours
        return ours

    def _end(self) -> None:
        """Kill the child: what it does may not listen to anything gentler."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._pipe = None


@contextmanager
def _variables(wanted: Mapping[str, str]) -> Iterator[None]:
    """Variables of this process set for as long as it takes: a child has those of the moment it is started in."""
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _as_exception(kind: str, text: str, message: str) -> Exception:
    if kind == "user":
        return UserError(text)
    if kind == "cancelled":
        return Cancelled()
    if kind == "memory":
        return UserError(tr("{message} needs more memory than it may use. Try fewer deals.", message=message))
    return RuntimeError(f"{message} failed in the worker process:\n{text}")


def _serve(pipe: Connection, memory_limit: int) -> None:
    """The child's life: take a call, answer it, until the application closes the pipe."""
    _limit_memory(memory_limit)
    if sys.stderr is None or sys.stdout is None:  # a windowed application on Windows has neither
        sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115 - open as long as the process lives
    while True:
        try:
            function, arguments, is_telling = pipe.recv()
        except EOFError:
            return
        if is_telling:
            arguments = (*arguments, _teller(pipe))
        pipe.send(_answer(function, arguments))


def _teller(pipe: Connection) -> Report:
    """A report that is passed on to the application, ten times a second at most."""
    last = [-1.0]

    def tell(fraction: float, message: str) -> None:
        now = time.monotonic()
        if now - last[0] >= _POLL:
            last[0] = now
            pipe.send(("told", (fraction, message)))

    return tell


def _answer(function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return "done", function(*arguments)
    except UserError as error:
        return "user", str(error)
    except Cancelled:
        return "cancelled", ""
    except MemoryError:
        return "memory", ""
    except Exception:  # noqa: BLE001 - raised again in the caller's process
        return "failed", traceback.format_exc()


def _limit_memory(limit: int) -> None:
    """Cap the address space of this process, where the system knows such a cap."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    except (ValueError, OSError):  # macOS announces the limit but refuses to set it
        return
