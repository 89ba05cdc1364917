"""The parts of a project file, and those of them that are text: names, notes, summary, filter and process."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from mining.process.yaml_format import parse_yaml, to_yaml
from models.case_filter import CaseFilter
from models.case_table import Outcome
from models.deviation import DeviationKey, DeviationType
from models.errors import UserError
from models.import_summary import ImportSummary, Quarantined
from models.project import ProcessModel, Project
from models.sales_process import SalesProcess

PROJECT, SUMMARY, FILTER = "project.json", "summary.json", "filter.json"
PROCESS_YAML, PROCESS_PNML = "process.yaml", "process.pnml"
NAMES = frozenset((PROJECT, SUMMARY, FILTER, PROCESS_YAML, PROCESS_PNML))
"""The names of the text parts."""


@dataclass(frozen=True)
class Part:
    """One part of a project: what tells it from another, and how to get its bytes when it has to be written."""

    fingerprint: bytes
    encode: Callable[[], bytes]

    @classmethod
    def of(cls, data: bytes) -> Part:
        """A part whose bytes are at hand."""
        return cls(hashlib.sha256(data).digest(), lambda: data)


def encoded(texts: Iterable[str]) -> list[bytes]:
    """The texts as UTF-8, lone surrogates included."""
    return [text.encode("utf-8", "surrogatepass") for text in texts]


def decoded(texts: Iterable[bytes]) -> tuple[str, ...]:
    """The opposite of `encoded`."""
    return tuple(text.decode("utf-8", "surrogatepass") for text in texts)


def text_parts(project: Project) -> dict[str, Part]:
    """Everything of a project but its log."""
    parts = {
        PROJECT: _json({"name": project.name, "notes": project.notes}),
        FILTER: _json(_filter_values(project.filter)),
    }
    if project.summary is not None:
        parts[SUMMARY] = _json(asdict(project.summary))
    if project.process is not None:
        name, data = _process_bytes(project.process)
        parts[name] = Part.of(data)
    return parts


def read_text_parts(parts: Mapping[str, bytes], where: str) -> Project:
    """The project without its log; raises UserError for a process, ValueError, KeyError or TypeError elsewhere."""
    about = json.loads(parts[PROJECT])
    summary = json.loads(parts[SUMMARY]) if SUMMARY in parts else None
    return Project(
        name=_text(about["name"]),
        notes=_text(about["notes"]),
        summary=None if summary is None else _summary(summary),
        process=_process(parts, where),
        filter=_filter(json.loads(parts[FILTER])),
    )


def _json(value: object) -> Part:
    return Part.of(json.dumps(value).encode("ascii"))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("a text is expected")
    return value


def _texts(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(map(_text, values))


def _summary(values: Mapping[str, Any]) -> ImportSummary:
    return ImportSummary(
        source=_text(values["source"]),
        files=_texts(values["files"]),
        rows=int(values["rows"]),
        quarantined=tuple(
            Quarantined(_text(row["file"]), int(row["line"]), _text(row["reason"]))
            for row in values["quarantined"]
        ),
        notes=_texts(values["notes"]),
    )


def _filter_values(chosen: CaseFilter) -> dict[str, object]:
    deviation = chosen.deviation
    return {
        "owners": sorted(chosen.owners),
        "teams": sorted(chosen.teams),
        "segments": sorted(chosen.segments),
        "outcomes": sorted(int(outcome) for outcome in chosen.outcomes),
        "period": list(chosen.period),
        "deviation": None if deviation is None else [str(deviation.type), deviation.stage],
        "path": None if chosen.path is None else list(chosen.path),
    }


def _filter(values: Mapping[str, Any]) -> CaseFilter:
    deviation, path = values["deviation"], values["path"]
    since, until = values["period"]
    return CaseFilter(
        owners=frozenset(_texts(values["owners"])),
        teams=frozenset(_texts(values["teams"])),
        segments=frozenset(_texts(values["segments"])),
        outcomes=frozenset(Outcome(outcome) for outcome in values["outcomes"]),
        period=(None if since is None else int(since), None if until is None else int(until)),
        deviation=None
        if deviation is None
        else DeviationKey(DeviationType(deviation[0]), _text(deviation[1])),
        path=None if path is None else (_end_or_text(path[0]), _end_or_text(path[1])),
    )


def _end_or_text(value: object) -> str | None:
    return None if value is None else _text(value)


def _process_bytes(process: ProcessModel) -> tuple[str, bytes]:
    if isinstance(process, SalesProcess):
        return PROCESS_YAML, to_yaml(process).encode("utf-8", "surrogatepass")
    from mining.process.pnml import write_pnml

    return PROCESS_PNML, write_pnml(process)


def _process(parts: Mapping[str, bytes], where: str) -> ProcessModel | None:
    if PROCESS_YAML in parts and PROCESS_PNML in parts:
        raise UserError(f"{where} holds two documented processes, so it is damaged: open a backup.")
    if PROCESS_YAML in parts:
        return parse_yaml(parts[PROCESS_YAML].decode("utf-8", "surrogatepass"), where)
    if PROCESS_PNML in parts:
        from mining.process.pnml import read_pnml

        return read_pnml(parts[PROCESS_PNML], where)
    return None
