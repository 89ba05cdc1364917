"""A documented process from a file, recognised by what it holds and not only by its name."""

from __future__ import annotations

from pathlib import Path

from mining.process.bpmn import read_bpmn_model
from mining.process.pnml import read_pnml
from mining.process.stage_list import ENDINGS, read_stage_list
from mining.process.text_file import bytes_of, refuse_binary, text_of
from mining.process.xml_source import local, parse_xml
from mining.process.yaml_format import parse_yaml
from models.errors import UserError
from models.project import ProcessModel
from resources.translation import tr

_KINDS = tr(
    "a documented process (.yaml), a BPMN 2.0 model (.bpmn), a Petri net (.pnml) or a list "
    "of stages (.xlsx, .csv)"
)


def read_process(path: Path, pool: str | None = None) -> ProcessModel:
    """Read YAML, BPMN (of several pools the one named `pool`), PNML or a list of stages in a spreadsheet.

    Raises UserError for anything else, and for what is broken.
    """
    data = bytes_of(path, _KINDS)
    if data and path.suffix.lower() in ENDINGS:
        return read_stage_list(path)
    refuse_binary(data, path.name, tr("a process"), _KINDS)
    text = text_of(data, path.name)
    if text.lstrip().startswith("<"):
        return _from_xml(data, path.name, pool)
    if not text.strip():
        raise UserError(tr("{name} is empty; choose {kinds}.", name=path.name, kinds=_KINDS))
    if path.suffix.lower() in (".bpmn", ".pnml", ".xml"):
        raise UserError(
            tr("{name} is not valid XML (it does not begin with <); export the model again.", name=path.name)
        )
    if path.suffix.lower() not in (".yaml", ".yml") and "flow:" not in text:
        raise UserError(tr("{name} holds no process; choose {kinds}.", name=path.name, kinds=_KINDS))
    return parse_yaml(text, path.name)


def _from_xml(data: bytes, where: str, pool: str | None) -> ProcessModel:
    kind = local(parse_xml(data, where))
    if kind == "pnml":
        return read_pnml(data, where)
    if kind == "definitions":
        return read_bpmn_model(data, where, pool)
    raise UserError(
        tr(
            "{where} is XML that begins with <{kind}>, neither BPMN nor PNML; choose {kinds}.",
            where=where,
            kind=kind[:40],
            kinds=_KINDS,
        )
    )
