"""OCEL in XML: version 2.0 (attributes of elements) and 1.0 (pairs of key and value), streamed.

The shapes are those of ocel-standard.org/specification/formats/xml and ocel-standard.org/1.0.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mining.sources.files.origin import Origin
from mining.sources.files.xml_file import stream_xml
from mining.sources.ocel.object_log import Collector, ObjectLog
from models.errors import UserError
from models.progress import Report
from resources.translation import tr


def read_ocel_xml(path: Origin, report: Report) -> ObjectLog:
    """Read either version; raises UserError where it is no XML, damaged, or XML of another kind."""
    into = Collector(path.name)
    stream_xml(path, _Reader(into), tr("object-centric log"), report, into.told)
    return into.finished()


@dataclass
class _Record:
    """An event or an object as far as it was read."""

    line: int
    known: dict[str, str]
    values: list[tuple[str, str, str]] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)

    def text(self, *keys: str) -> str:
        return next((self.known[key] for key in keys if key in self.known), "")


class _Reader:
    """Depth 1 is the log, 2 its events or objects, 3 one of them, 4 its lists, 5 what is in those."""

    def __init__(self, into: Collector) -> None:
        self.into = into
        self.depth = 0
        self.section = ""
        self.part = ""
        self.record: _Record | None = None
        self.waiting: tuple[str, str] | None = None
        self.pieces: list[str] = []

    def start(self, tag: str, attributes: dict[str, str], line: int) -> None:
        self.depth += 1
        if self.depth == 1 and tag != "log":
            raise UserError(
                tr(
                    "{name} is an XML file but no object-centric log (it begins with <{tag}>).",
                    name=self.into.name,
                    tag=tag[:40],
                )
            )
        if self.depth == 2:
            self.section = tag
        elif self.depth == 3 and (self.section, tag) in (("events", "event"), ("objects", "object")):
            self.record = _Record(line, attributes)
        elif self.record is not None and self.depth == 4:
            self.part = attributes.get("key", tag)
            if "value" in attributes:
                self.record.known[self.part] = attributes["value"]
        elif self.record is not None and self.depth == 5:
            self._inside(self.record, attributes)

    def _inside(self, record: _Record, attributes: dict[str, str]) -> None:
        """An attribute or a related object."""
        if self.part == "attributes" and "name" in attributes:
            self.waiting = attributes["name"], attributes.get("time", "")
            self.pieces = []
        elif self.part in ("vmap", "ovmap") and "key" in attributes:
            record.values.append((attributes["key"], attributes.get("value", ""), ""))
        elif self.part in ("objects", "omap"):
            found = attributes.get("object-id", attributes.get("value"))
            if found is not None:
                record.objects.append(found)

    def text(self, text: str) -> None:
        if self.waiting is not None:
            self.pieces.append(text)

    def end(self, _tag: str) -> None:
        if self.depth == 5 and self.waiting is not None and self.record is not None:
            name, time = self.waiting
            self.record.values.append((name, "".join(self.pieces).strip(), time))
            self.waiting = None
        elif self.depth == 3 and self.record is not None:
            self._take(self.record)
            self.record = None
        self.depth -= 1

    def _take(self, record: _Record) -> None:
        identifier = record.text("id")
        if self.section == "events":
            values = [(name, value) for name, value, _ in record.values]
            activity, time = record.text("type", "activity"), record.text("time", "timestamp")
            self.into.event(record.line, identifier, activity, time, values, record.objects)
            return
        place = self.into.declare(identifier, identifier, record.text("type"), record.line)
        for name, value, time in record.values:
            self.into.set(place, name, value, time)
