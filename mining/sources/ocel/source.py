"""OCEL: object-centric logs in JSON, XML, SQLite and CSV, flattened to the objects that are the deals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mining.sources.files.bounded import head_unpacked
from mining.sources.files.origin import Origin
from mining.sources.files.table_file import ENDINGS as TABLE_ENDINGS
from mining.sources.files.table_file import read_table
from mining.sources.ocel.csv_format import is_table_of_events, is_table_of_objects, read_ocel_csv
from mining.sources.ocel.flatten import flattened
from mining.sources.ocel.json_format import read_ocel_json
from mining.sources.ocel.object_log import ObjectLog
from mining.sources.ocel.object_types import types_of
from mining.sources.ocel.sqlite_format import read_ocel_sqlite
from mining.sources.ocel.xml_format import read_ocel_xml
from mining.sources.source import Candidate, Imported, ImportOptions, ObjectType, Recognised
from mining.sources.values.words import having, listed
from models.errors import UserError
from models.progress import Report, share_of, silent
from resources.translation import tr

JSON_ENDINGS = (".json", ".json.gz", ".jsonocel", ".jsonocel.gz")
XML_ENDINGS = (".xml", ".xml.gz", ".xmlocel", ".xmlocel.gz")
DATABASE_ENDINGS = (".sqlite", ".sqlite3", ".db")
_TABLE_MARK = b"event_map_type"
_JSON_MARK = re.compile(rb'"(?:objectTypes|eventTypes|objectId|ocel:[a-z-]+)"\s*[:,]')
_XML_MARK = re.compile(rb"<(?:\w+:)?(?:object-types|event-types|objects|events)[\s/>]|scope=[\"']object[\"']")


class OcelSource:
    """One object-centric log, whatever its version and format."""

    name = "ocel"

    def recognises(self, candidates: Sequence[Candidate]) -> Recognised | None:
        """The first such log; a table of objects beside a table of events belongs to it."""
        logs = [candidate for candidate in candidates if _is_log(candidate, is_alone=len(candidates) == 1)]
        if not logs:
            return None
        tables = [
            c.path for c in candidates if c.sample is not None and is_table_of_objects(c.sample.columns)
        ]
        beside = tables if logs[0].sample is not None else []
        files = (*(log.path for log in logs), *beside)
        names = listed([log.path.name for log in logs], 3)
        return Recognised(
            self.name,
            tr("{names} relates its events to objects of several types, as OCEL does.", names=names),
            files,
        )

    def read(self, files: Sequence[Origin], options: ImportOptions, report: Report) -> Imported:
        """Read one log and flatten it; raises UserError for several, since their objects would be mixed."""
        log = _object_log(files, options, report)
        report(0.92, tr("Sorting the events"))
        return flattened(self.name, tuple(path.name for path in files), log, options)


def object_types(files: Sequence[Origin], report: Report = silent) -> tuple[ObjectType, ...]:
    """The types of objects that can be the deal, the likeliest first; raises UserError as an import does."""
    return types_of(_object_log(files, ImportOptions(), report))


def _is_log(candidate: Candidate, is_alone: bool) -> bool:
    """Whether a file is such a log; a database says so by its tables, where it is not all there is."""
    name = candidate.path.name.lower()
    if candidate.sample is not None:
        return is_table_of_events(candidate.sample.columns)
    plain = candidate.head.replace(b"\0", b"")  # UTF-16, as far as it matters here
    if name.endswith(DATABASE_ENDINGS):
        return is_alone or _TABLE_MARK in candidate.head
    if ".jsonocel" in name or ".xmlocel" in name:
        return True
    if name.endswith(JSON_ENDINGS):
        return bool(_JSON_MARK.search(plain))
    return name.endswith(XML_ENDINGS) and bool(_XML_MARK.search(plain)) and b"xes.version" not in plain


def _object_log(files: Sequence[Origin], options: ImportOptions, report: Report) -> ObjectLog:
    tables = [path for path in files if path.name.lower().endswith(TABLE_ENDINGS)]
    others = [path for path in files if path not in tables]
    if others and (tables or len(others) > 1):
        names = listed([path.name for path in files], 3)
        raise UserError(tr("Only one object-centric log can be read at a time, not {names}.", names=names))
    if not others:
        return _from_tables(tables, report)
    path, name = others[0], others[0].name.lower()
    if name.endswith(DATABASE_ENDINGS):
        return read_ocel_sqlite(path, report)
    if name.endswith(JSON_ENDINGS):
        return read_ocel_json(path, report)
    if not name.endswith(XML_ENDINGS) and head_unpacked(path).lstrip()[:1] in (b"{", b"["):
        return read_ocel_json(path, report)
    return read_ocel_xml(path, report)


def _from_tables(paths: Sequence[Origin], report: Report) -> ObjectLog:
    tables = []
    for number, path in enumerate(paths):
        step = share_of(report, number, len(paths), 0.9)
        tables.append(read_table(path, step))
    events = [table.name for table in tables if is_table_of_events(table.columns)]
    if len(events) != 1:
        raise UserError(
            tr("Only one object-centric log can be read at a time, not {events}.", events=listed(events, 3))
            if events
            else tr(
                "{having} no columns ocel:activity, ocel:timestamp and ocel:type:..; choose the table of "
                "events.",
                having=having([table.name for table in tables], 3),
            )
        )
    return read_ocel_csv(tables)
