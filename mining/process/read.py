"""A documented process from a file, recognised by what it holds and not only by its name."""

from __future__ import annotations

from pathlib import Path

from mining.process.bpmn import read_bpmn_model
from mining.process.pnml import read_pnml
from mining.process.xml_source import LARGEST_FILE, local, parse_xml
from mining.process.yaml_format import parse_yaml
from models.errors import UserError
from models.project import ProcessModel

_KINDS = "a documented process (.yaml), a BPMN 2.0 model (.bpmn) or a Petri net (.pnml)"
_BINARY = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"%PDF": "a PDF",
    b"PK": "a zip archive or an Office file",
    b"\x1f\x8b": "a packed file",
    b"SQLite format 3": "a database or a project file",
    b"PAR1": "a Parquet table",
}


def read_process(path: Path, pool: str | None = None) -> ProcessModel:
    """Read YAML, BPMN (of several pools the one named `pool`) or PNML; UserError for anything else or broken."""
    data = _bytes(path)
    kind = next((kind for magic, kind in _BINARY.items() if data.startswith(magic)), None)
    if kind is not None or (b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise UserError(f"{path.name} is {kind or 'a binary file'}, not a process; choose {_KINDS}.")
    text = _text(data, path.name)
    if text.lstrip().startswith("<"):
        return _from_xml(data, path.name, pool)
    if not text.strip():
        raise UserError(f"{path.name} is empty; choose {_KINDS}.")
    if path.suffix.lower() in (".bpmn", ".pnml", ".xml"):
        raise UserError(f"{path.name} is not valid XML (it does not begin with <); export the model again.")
    if path.suffix.lower() not in (".yaml", ".yml") and "flow:" not in text:
        raise UserError(f"{path.name} holds no process; choose {_KINDS}.")
    return parse_yaml(text, path.name)


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise UserError(f"{path.name} is a folder; choose {_KINDS}.")
    try:
        if path.exists() and not path.is_file():
            raise UserError(f"{path.name} is no file but a device or a pipe; choose {_KINDS}.")
        if path.is_file() and path.stat().st_size > LARGEST_FILE:
            raise UserError(f"{path.name} is larger than 20 MB, which no process is; choose another file.")
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UserError(f"There is no file {path}; check the name and the folder.") from error
    except OSError as error:
        raise UserError(
            f"{path.name} cannot be opened ({error.strerror}); check that you may read it."
        ) from error


def _text(data: bytes, where: str) -> str:
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        if data.lstrip().startswith(b"<"):
            return data.decode("latin-1")  # only to see that it is XML, which names its own encoding
        raise UserError(
            f"{where} is not written in UTF-8 (byte {error.start + 1}); save it as UTF-8."
        ) from error


def _from_xml(data: bytes, where: str, pool: str | None) -> ProcessModel:
    kind = local(parse_xml(data, where))
    if kind == "pnml":
        return read_pnml(data, where)
    if kind == "definitions":
        return read_bpmn_model(data, where, pool)
    raise UserError(f"{where} is XML that begins with <{kind[:40]}>, neither BPMN nor PNML; choose {_KINDS}.")
