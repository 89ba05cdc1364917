"""One small object-centric log of deals and quotes, written in every version and format of OCEL."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

OBJECTS = {"d1": "deal", "d2": "deal", "d3": "deal", "q1": "quote"}
EVENTS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("e1", "Qualify", "2024-01-01T09:00:00Z", ("d1",)),
    ("e2", "Qualify", "2024-01-02T09:00:00Z", ("d2",)),
    ("e3", "Quote", "2024-01-03T09:00:00Z", ("d1", "q1")),
    ("e4", "Joint call", "2024-01-04T09:00:00Z", ("d1", "d2")),
    ("e5", "Send quote", "2024-01-05T09:00:00Z", ("q1",)),
    ("e6", "Won", "2024-01-06T09:00:00Z", ("d1",)),
)
TRACES = {"d1": ("Qualify", "Quote", "Joint call", "Won"), "d2": ("Qualify", "Joint call")}
START = "1970-01-01T00:00:00Z"
VALUES = (
    ("d1", "owner", "Ann", START),
    ("d1", "amount", "120", "2024-01-03T09:00:00Z"),
    ("d1", "amount", "100", START),
    ("d2", "owner", "Bob", START),
)
USERS = {"e1": "Ann", "e2": "Bob"}
_Q = quoteattr


def document() -> dict[str, Any]:
    """The log as OCEL 2.0 has it in JSON."""
    types = [{"name": name, "attributes": []} for name in ("deal", "quote")]
    objects = [
        {
            "id": one,
            "type": kind,
            "attributes": [{"name": n, "value": v, "time": t} for o, n, v, t in VALUES if o == one],
        }
        for one, kind in OBJECTS.items()
    ]
    events = [
        {
            "id": one,
            "type": activity,
            "time": time,
            "attributes": [{"name": "resource", "value": USERS[one]}] if one in USERS else [],
            "relationships": [{"objectId": related, "qualifier": "of"} for related in objects_],
        }
        for one, activity, time, objects_ in EVENTS
    ]
    return {"objectTypes": types, "eventTypes": [], "objects": objects, "events": events}


def document_1() -> dict[str, Any]:
    """The log as OCEL 1.0 has it in JSON, where values do not change."""
    return {
        "ocel:global-log": {"ocel:version": "1.0"},
        "ocel:events": {
            one: {
                "ocel:activity": activity,
                "ocel:timestamp": time,
                "ocel:omap": list(objects),
                "ocel:vmap": {"resource": USERS[one]} if one in USERS else {},
            }
            for one, activity, time, objects in EVENTS
        },
        "ocel:objects": {
            one: {
                "ocel:type": kind,
                "ocel:ovmap": {n: v for o, n, v, t in sorted(VALUES, key=lambda value: value[3]) if o == one},
            }
            for one, kind in OBJECTS.items()
        },
    }


def xml_2() -> str:
    """The log as OCEL 2.0 has it in XML."""
    objects = "".join(
        f"<object id={_Q(one)} type={_Q(kind)}><attributes>"
        + "".join(
            f"<attribute name={_Q(n)} time={_Q(t)}>{v}</attribute>" for o, n, v, t in VALUES if o == one
        )
        + "</attributes></object>"
        for one, kind in OBJECTS.items()
    )
    events = "".join(
        f"<event id={_Q(one)} type={_Q(activity)} time={_Q(time)}><attributes>"
        + (f'<attribute name="resource">{USERS[one]}</attribute>' if one in USERS else "")
        + "</attributes><objects>"
        + "".join(f'<relationship object-id={_Q(o)} qualifier="of"/>' for o in related)
        + "</objects></event>"
        for one, activity, time, related in EVENTS
    )
    return (
        f'<?xml version="1.0"?><log><object-types/><event-types/><objects>{objects}</objects>'
        f"<events>{events}</events></log>"
    )


def xml_1() -> str:
    """The log as OCEL 1.0 has it in XML."""
    events = "".join(
        f'<event><string key="id" value={_Q(one)}/><string key="activity" value={_Q(activity)}/>'
        f'<date key="timestamp" value={_Q(time)}/><list key="omap">'
        + "".join(f'<string key="object-id" value={_Q(o)}/>' for o in related)
        + '</list><list key="vmap">'
        + (f'<string key="resource" value={_Q(USERS[one])}/>' if one in USERS else "")
        + "</list></event>"
        for one, activity, time, related in EVENTS
    )
    objects = "".join(
        f'<object><string key="id" value={_Q(one)}/><string key="type" value={_Q(kind)}/><list key="ovmap">'
        + "".join(f"<string key={_Q(n)} value={_Q(v)}/>" for o, n, v, t in reversed(VALUES) if o == one)
        + "</list></object>"
        for one, kind in OBJECTS.items()
    )
    return (
        '<?xml version="1.0"?><log><global scope="log"><string key="version" value="1.0"/></global>'
        f"<events>{events}</events><objects>{objects}</objects></log>"
    )


def csv_tables() -> tuple[str, str]:
    """The log as a table of events and a table of objects."""
    events = ["ocel:eid,ocel:timestamp,ocel:activity,resource,ocel:type:deal,ocel:type:quote"]
    for one, activity, time, related in EVENTS:
        cells = [[o for o in related if OBJECTS[o] == kind] for kind in ("deal", "quote")]
        events.append(",".join([one, time, activity, USERS.get(one, ""), *(f'"{c}"' for c in cells)]))
    objects = ["ocel:oid,ocel:type,owner,amount"]
    rows = {"d1": "Ann,120", "d2": "Bob,", "d3": ",", "q1": ","}
    objects += [f"{one},{OBJECTS[one]},{rows[one]}" for one in OBJECTS]
    return "\n".join(events) + "\n", "\n".join(objects) + "\n"


def write_sqlite(path: Path, *more: str) -> Path:
    """The log as OCEL 2.0 has it in SQLite, and statements that are run after it."""
    database = sqlite3.connect(path)
    database.executescript(
        "CREATE TABLE event (ocel_id TEXT, ocel_type TEXT); CREATE TABLE object (ocel_id TEXT, ocel_type TEXT);"
        "CREATE TABLE event_map_type (ocel_type TEXT, ocel_type_map TEXT);"
        "CREATE TABLE object_map_type (ocel_type TEXT, ocel_type_map TEXT);"
        "CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT);"
        "CREATE TABLE object_Deal (ocel_id TEXT, ocel_time TEXT, ocel_changed_field TEXT, owner TEXT, amount INT);"
        "CREATE TABLE object_Quote (ocel_id TEXT, ocel_time TEXT, ocel_changed_field TEXT);"
    )
    database.executemany("INSERT INTO object VALUES (?, ?)", OBJECTS.items())
    database.executemany("INSERT INTO object_map_type VALUES (?, ?)", [("deal", "Deal"), ("quote", "Quote")])
    for one, name, value, time in VALUES:
        row = (one, time, None if time == START else name, value)
        database.execute(
            f"INSERT INTO object_Deal (ocel_id, ocel_time, ocel_changed_field, {name}) VALUES (?, ?, ?, ?)",
            row,
        )
    for activity in dict.fromkeys(activity for _, activity, _, _ in EVENTS):
        short = activity.title().replace(" ", "")
        database.execute(f"CREATE TABLE event_{short} (ocel_id TEXT, ocel_time TEXT, resource TEXT)")
        database.execute("INSERT INTO event_map_type VALUES (?, ?)", (activity, short))
    for one, activity, time, related in EVENTS:
        short = activity.title().replace(" ", "")
        database.execute("INSERT INTO event VALUES (?, ?)", (one, activity))
        database.execute(f"INSERT INTO event_{short} VALUES (?, ?, ?)", (one, time, USERS.get(one)))
        database.executemany("INSERT INTO event_object VALUES (?, ?, 'of')", [(one, o) for o in related])
    for statement in more:
        database.execute(statement)
    database.commit()
    database.close()
    return path


def write_all(folder: Path) -> dict[str, tuple[Path, ...]]:
    """The files of every version and format."""
    events, objects = csv_tables()
    contents = {
        "2.json": json.dumps(document()),
        "2.jsonocel": json.dumps(document(), indent=1),
        "1.jsonocel": json.dumps(document_1()),
        "2.xml": xml_2(),
        "1.xmlocel": xml_1(),
    }
    written: dict[str, tuple[Path, ...]] = {}
    for name, text in contents.items():
        (folder / name).write_text(text, encoding="utf-8")
        written[name] = (folder / name,)
    (folder / "events.csv").write_text(events)
    (folder / "objects.csv").write_text(objects)
    written["csv"] = (folder / "events.csv", folder / "objects.csv")
    written["2.sqlite"] = (write_sqlite(folder / "2.sqlite"),)
    return written
