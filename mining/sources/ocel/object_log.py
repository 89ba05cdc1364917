"""An object-centric log as it was read: events, objects, which event is of which objects, values of objects."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mining.number_format import number
from models.categorical import MISSING, Categorical
from models.errors import UserError
from models.import_summary import Quarantined
from resources.translation import tr

MAX_ATTRIBUTES = 1000
"""More different attributes than this on events (or on objects) are no log."""
MAX_RELATIONS = 50_000_000


@dataclass
class Column:
    """Texts coded as they come; an entry that has none is `MISSING`."""

    codes: array[int] = field(default_factory=lambda: array("i"))
    places: dict[str, int] = field(default_factory=lambda: {"": MISSING})

    def put(self, entry: int, text: str) -> None:
        """Set the text of an entry, which is the last one or a later one."""
        behind = entry - len(self.codes)
        if behind > 0:
            self.codes.extend([MISSING] * behind)
        code = self.places.setdefault(text, len(self.places) - 1)
        if behind >= 0:
            self.codes.append(code)
        else:
            self.codes[entry] = code

    def finished(self, entries: int) -> Categorical:
        """The column with one entry each."""
        self.codes.extend([MISSING] * (entries - len(self.codes)))
        return Categorical(np.array(self.codes, dtype=np.int32), tuple(self.places)[1:])


@dataclass(frozen=True, eq=False)
class Values:
    """What one attribute of objects was set to: the object (index), the value, and when (as written)."""

    object: NDArray[np.int32]
    value: Categorical
    time: Categorical


@dataclass(frozen=True, eq=False)
class ObjectLog:
    """Columns with one entry an event, an object or a relation of the two, in the order of the file.

    `time` has the texts of the file. `object_type` is missing for an object that events name but the file does
    not have. `lines` are lines of the file or, where it has none, the positions of the events in it, from 1.
    """

    name: str
    lines: NDArray[np.int64]
    activity: Categorical
    time: Categorical
    event_values: Mapping[str, Categorical]
    object_ids: tuple[str, ...]
    object_type: Categorical
    object_values: Mapping[str, Values]
    relation_event: NDArray[np.int32]
    relation_object: NDArray[np.int32]
    quarantined: tuple[Quarantined, ...] = ()
    notes: tuple[str, ...] = ()
    rows: int = 0


@dataclass
class _Set:
    object: array[int] = field(default_factory=lambda: array("i"))
    value: Column = field(default_factory=Column)
    time: Column = field(default_factory=Column)

    def finished(self) -> Values:
        n = len(self.object)
        return Values(np.array(self.object, dtype=np.int32), self.value.finished(n), self.time.finished(n))


class Collector:
    """Takes events and objects one by one, in whatever order a format has them, and makes the log."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows = 0
        self._ids: set[str] = set()
        self._lines = array("q")
        self._activity, self._time = Column(), Column()
        self._event_values: dict[str, Column] = {}
        self._places: dict[str, int] = {}
        self._object_ids: list[str] = []
        self._types: dict[int, str] = {}
        self._values_of_objects: dict[str, _Set] = {}
        self._relation_event, self._relation_object = array("i"), array("i")
        self._quarantined: list[Quarantined] = []
        self.notes: list[str] = []

    def event(
        self,
        line: int,
        identifier: str,
        activity: str,
        time: str,
        values: Iterable[tuple[str, str]],
        objects: Iterable[str],
    ) -> None:
        """An event with its attributes and the keys of its objects; one whose id came before is set aside."""
        self.rows += 1
        if identifier in self._ids:
            self.set_aside(line, tr("an event with this id came before"))
            return
        if identifier:
            self._ids.add(identifier)
        place = len(self._lines)
        self._lines.append(line)
        self._activity.put(place, activity)
        self._time.put(place, time)
        for name, value in values:
            self._column(self._event_values, name).put(place, value)
        for key in dict.fromkeys(objects):  # related twice, by two qualifiers, it is still one object
            self._relation_event.append(place)
            self._relation_object.append(self._place(key, key))
        if len(self._relation_event) > MAX_RELATIONS:
            raise UserError(
                tr("{name} relates its events to more objects than are read from one file.", name=self.name)
            )

    def declare(self, key: str, identifier: str, kind: str, line: int = 0) -> int:
        """An object and its place; `key` is what events call it. Of one that comes twice the first type counts."""
        place = self._place(key, identifier)
        before = self._types.setdefault(place, kind)
        if before != kind:
            self.set_aside(line, tr("an object with this id and another type came before"))
        return place

    def set(self, place: int, name: str, value: str, time: str = "") -> None:
        """An attribute of an object is set."""
        if not value:
            return
        found = self._values_of_objects.get(name)
        if found is None:
            self._refuse_many(self._values_of_objects)
            found = self._values_of_objects[name] = _Set()
        entry = len(found.object)
        found.object.append(place)
        found.value.put(entry, value)
        found.time.put(entry, time)

    def set_aside(self, line: int, reason: str) -> None:
        """Something that cannot be used."""
        self._quarantined.append(Quarantined(self.name, line, reason))

    def told(self) -> str:
        """How far it is, for the progress."""
        return tr("Reading {name}: {rows} events", name=self.name, rows=number(self.rows))

    def finished(self) -> ObjectLog:
        """The log; raises UserError where it has no event."""
        n = len(self._lines)
        if not n:
            raise UserError(tr("{name} has no event; choose a log with events.", name=self.name))
        kinds = [self._types.get(place, "") for place in range(len(self._object_ids))]
        return ObjectLog(
            name=self.name,
            lines=np.array(self._lines, dtype=np.int64),
            activity=self._activity.finished(n),
            time=self._time.finished(n),
            event_values={name: column.finished(n) for name, column in self._event_values.items()},
            object_ids=tuple(self._object_ids),
            object_type=Categorical.of(kinds),
            object_values={name: found.finished() for name, found in self._values_of_objects.items()},
            relation_event=np.array(self._relation_event, dtype=np.int32),
            relation_object=np.array(self._relation_object, dtype=np.int32),
            quarantined=tuple(self._quarantined),
            notes=tuple(self.notes),
            rows=self.rows,
        )

    def _place(self, key: str, identifier: str) -> int:
        place = self._places.setdefault(key, len(self._places))
        if place == len(self._object_ids):
            self._object_ids.append(identifier)
        return place

    def _column(self, columns: dict[str, Column], name: str) -> Column:
        column = columns.get(name)
        if column is None:
            self._refuse_many(columns)
            column = columns[name] = Column()
        return column

    def _refuse_many(self, columns: Mapping[str, object]) -> None:
        if len(columns) >= MAX_ATTRIBUTES:
            raise UserError(
                tr(
                    "{name} has more than {max_attributes} different attributes; it is no event log.",
                    name=self.name,
                    max_attributes=number(MAX_ATTRIBUTES),
                )
            )
