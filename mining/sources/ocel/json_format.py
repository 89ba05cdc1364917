"""OCEL in JSON: version 2.0 (lists of events and objects) and 1.0 (events and objects by their ids).

The shapes are those of ocel-standard.org/specification/formats/json and ocel-standard.org/1.0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mining.sources.files.json_file import read_json, text_of
from mining.sources.files.origin import Origin
from mining.sources.ocel.object_log import Collector, ObjectLog
from mining.sources.values.words import counted
from models.errors import UserError
from models.progress import Report
from resources.translation import tr


def read_ocel_json(path: Origin, report: Report) -> ObjectLog:
    """Read either version; raises UserError as `read_json` does, and where it is JSON of another kind."""
    repeated: list[str] = []
    document = read_json(path, report, repeated)
    into = Collector(path.name)
    if isinstance(document, Mapping) and "ocel:events" in document:
        _first_version(document, into, report)
    elif isinstance(document, Mapping) and "events" in document:
        _second_version(document, into, report)
    else:
        raise UserError(
            tr(
                "{name} is JSON but no object-centric log: it has no list of events; choose another file.",
                name=path.name,
            )
        )
    if repeated:
        into.notes.append(
            tr(
                "{name} has {names} twice in one record ({repeated}); the first value was kept.",
                name=path.name,
                names=counted(len(repeated), "name"),
                repeated=repr(repeated[0][:40]),
            )
        )
    return into.finished()


def _second_version(document: Mapping[str, Any], into: Collector, report: Report) -> None:
    for line, record in _records(document, "objects", into):
        place = into.declare(_text(record, "id"), _text(record, "id"), _text(record, "type"), line)
        for value in _maps(record.get("attributes")):
            into.set(place, _text(value, "name"), _text(value, "value"), _text(value, "time"))
    for line, record in _records(document, "events", into):
        into.event(
            line,
            _text(record, "id"),
            _text(record, "type"),
            _text(record, "time"),
            [(_text(value, "name"), _text(value, "value")) for value in _maps(record.get("attributes"))],
            [_text(relation, "objectId") for relation in _maps(record.get("relationships"))],
        )
        _tell(into, report)


def _first_version(document: Mapping[str, Any], into: Collector, report: Report) -> None:
    for line, (identifier, record) in _by_id(document, "ocel:objects", into):
        place = into.declare(identifier, identifier, _text(record, "ocel:type"), line)
        for name, value in _pairs(record.get("ocel:ovmap")):
            into.set(place, name, value)
    for line, (identifier, record) in _by_id(document, "ocel:events", into):
        objects = record.get("ocel:omap")
        into.event(
            line,
            identifier,
            _text(record, "ocel:activity"),
            _text(record, "ocel:timestamp"),
            _pairs(record.get("ocel:vmap")),
            [text_of(key) for key in objects] if isinstance(objects, list) else [],
        )
        _tell(into, report)


def _records(
    document: Mapping[str, Any], key: str, into: Collector
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    found = document.get(key, [])
    if not isinstance(found, list):
        raise UserError(
            tr(
                "{name} is no object-centric log: its {key} are no list; export it again.",
                name=into.name,
                key=key,
            )
        )
    for line, record in enumerate(found, start=1):
        if isinstance(record, Mapping):
            yield line, record
        else:
            into.set_aside(line, tr("no record among the {key}", key=key))


def _by_id(
    document: Mapping[str, Any], key: str, into: Collector
) -> Iterator[tuple[int, tuple[str, Mapping[str, Any]]]]:
    found = document.get(key, {})
    if not isinstance(found, Mapping):
        raise UserError(
            tr(
                "{name} is no object-centric log: its {key} have no ids; export it again.",
                name=into.name,
                key=key,
            )
        )
    for line, (identifier, record) in enumerate(found.items(), start=1):
        if isinstance(record, Mapping):
            yield line, (identifier, record)
        else:
            into.set_aside(line, tr("no record among the {key}", key=key))


def _maps(values: object) -> Iterable[Mapping[str, Any]]:
    return [value for value in values if isinstance(value, Mapping)] if isinstance(values, list) else []


def _pairs(values: object) -> list[tuple[str, str]]:
    return [(name, text_of(value)) for name, value in values.items()] if isinstance(values, Mapping) else []


def _text(record: Mapping[str, Any], key: str) -> str:
    return text_of(record.get(key))


def _tell(into: Collector, report: Report) -> None:
    if into.rows % 20_000 == 0:
        report(0.85, into.told())
