import gzip
from pathlib import Path

import pytest

from mining.sources.read import recognise
from models.case_table import Outcome
from models.errors import UserError
from tests.mining.sources.reading import read, traces, write
from tests.shared import needs_shared, shared


def event(name: str, time: str, *more: str) -> str:
    attributes = f'<string key="concept:name" value="{name}"/><date key="time:timestamp" value="{time}"/>'
    return f"<event>{attributes}{''.join(more)}</event>"


def trace(name: str, *inside: str) -> str:
    return f'<trace><string key="concept:name" value="{name}"/>{"".join(inside)}</trace>'


def log(*traces: str, head: str = "") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>{head}<log xes.version="1.0">{"".join(traces)}</log>'


TWO = log(
    trace("c1", event("B", "2024-01-01T10:00:00+02:00"), event("A", "2024-01-01T07:00:00Z")),
    trace("c2", event("A", "2024-01-03T00:00:00.500Z")),
)


@pytest.mark.parametrize(("name", "pack"), [("a.xes", bytes), ("a.xes.gz", gzip.compress)])
def test_that_traces_become_cases_sorted_by_time_across_zones(
    tmp_path: Path, name: str, pack: object
) -> None:
    path = write(tmp_path, name, pack(TWO.encode()))  # type: ignore[operator]
    assert recognise([path]).source == "xes"
    assert traces(read(path).log) == {"c1": ("A", "B"), "c2": ("A",)}


def test_that_attributes_inside_attributes_are_not_those_of_the_event(tmp_path: Path) -> None:
    nested = '<string key="note" value="x"><string key="concept:name" value="no"/></string>'
    lifecycle = '<string key="lifecycle:transition" value="start"/><string key="org:resource" value="Ann"/>'
    text = log(trace("c1", event("A", "2024-01-01T00:00:00Z", nested, lifecycle)))
    found = read(write(tmp_path, "a.xes", text)).log
    assert found.trace(0) == ("A",)
    assert found.resource.texts() == ["Ann"]
    assert found.extra["lifecycle:transition"].texts() == ["start"]


def test_that_trace_attributes_describe_the_cases(tmp_path: Path) -> None:
    more = (
        '<string key="AMOUNT_REQ" value="20000"/><string key="owner" value="Ann"/>'
        '<string key="outcome" value="lost"/><string key="colour" value="red"/>'
    )
    imported = read(write(tmp_path, "a.xes", log(trace("c1", more, event("A", "2024-01-01T00:00:00Z")))))
    cases = imported.log.cases
    assert (cases.amount.tolist(), cases.owner.texts(), cases.outcome.tolist()) == (
        [20000.0],
        ["Ann"],
        [Outcome.LOST],
    )
    assert cases.extra["colour"].texts() == ["red"]
    assert cases.closed.tolist() == imported.log.timestamp.tolist()


def test_that_events_without_name_or_time_are_set_aside(tmp_path: Path) -> None:
    text = log(
        trace(
            "c1", event("A", "2024-01-01T00:00:00Z"), event(" ", "2024-01-01T00:00:00Z"), event("B", "soon")
        ),
        trace("c2", '<event><string key="concept:name" value="A"/></event>'),
    )
    imported = read(write(tmp_path, "a.xes", text))
    assert traces(imported.log) == {"c1": ("A",)}
    assert [row.reason for row in imported.summary.quarantined] == [
        "no concept:name",
        "no readable date in column time:timestamp",
        "no time:timestamp",
    ]
    assert imported.summary.rows == 4


def test_that_a_trace_without_a_name_keeps_its_events_under_its_place_in_the_file(tmp_path: Path) -> None:
    one = event("A", "2024-01-01T00:00:00Z")
    unnamed = f"<trace>{one}</trace>"
    blank = trace("", one)
    imported = read(write(tmp_path, "a.xes", log(trace("c1", one), unnamed, trace("Trace 4", one), blank)))
    assert list(traces(imported.log)) == ["c1", "Trace 2", "Trace 4", "Trace 4 (2)"]
    assert imported.summary.quarantined == ()
    said = "2 traces without a concept:name: called by the place in the file (Trace 2)."
    assert imported.summary.notes == (said,)


def test_that_a_simulated_clock_is_kept_and_said(tmp_path: Path) -> None:
    text = log(trace("c1", event("A", "1970-01-01T01:06:00+01:00"), event("B", "1970-01-01T03:00:00+01:00")))
    imported = read(write(tmp_path, "a.xes", text))
    assert imported.log.timestamp.tolist() == [360_000_000, 7_200_000_000]
    assert any("its clock is a simulated one" in note for note in imported.summary.notes)


def test_that_two_traces_of_one_name_stay_two(tmp_path: Path) -> None:
    one = trace("c1", event("A", "2024-01-01T00:00:00Z"))
    imported = read(write(tmp_path, "a.xes", log(one, one)))
    assert traces(imported.log) == {"c1": ("A",), "c1 (2)": ("A",)}
    assert "1 trace with the name of another one: kept apart with a number." in imported.summary.notes


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (TWO[:300], "cut off"),
        (TWO.replace("<trace>", "<trace", 1), "damaged"),
        (log(head="<!DOCTYPE log>"), "document type"),
        (log(head='<!DOCTYPE log [<!ENTITY a "b">]>'), "document type"),
        (log(), "has no event that can be read"),
        ("<bpmn/>", "no XES log"),
        ("hello", "no XML"),
        ("", "empty"),
        ("<!doctype html><html></html>", "web page"),
        (b"PK\x03\x04" + bytes(50), "zip archive"),
        (b'<?xml version="1.0" encoding="klingon"?><log/>', "xes"),
    ],
)
def test_that_what_is_no_whole_xes_log_is_refused(tmp_path: Path, content: str | bytes, message: str) -> None:
    with pytest.raises(UserError, match=message):
        read(write(tmp_path, "a.xes", content))


@needs_shared
def test_that_bpi_challenge_2012_is_read_whole() -> None:
    imported = read(shared("data/bpic2012_full/bpic2012.xes.gz"))
    found = imported.log
    assert (found.n_cases, found.n_events, len(found.activity.labels)) == (13_087, 262_200, 24)
    assert imported.summary.quarantined == ()
    assert (found.cases.ids[0], found.cases.amount[0], found.trace(0)[0]) == ("173688", 20_000, "A_SUBMITTED")
    assert found.timestamp[0] == 1_317_422_324_546_000  # 2011-10-01T00:38:44.546+02:00
    assert set(found.extra["lifecycle:transition"].labels) == {"SCHEDULE", "START", "COMPLETE"}


def test_that_a_prefixed_log_is_read_and_events_of_no_trace_are_counted(tmp_path: Path) -> None:
    text = log(trace("c1", event("A", "2024-01-01T10:00:00Z")), event("B", "2024-01-02T10:00:00Z"))
    imported = read(write(tmp_path, "log.xes", text))
    assert traces(imported.log) == {"c1": ("A",)}
    assert "1 event outside of every trace, so of no deal: left out." in imported.summary.notes
    prefixed = text.replace("</", "</x:").replace("<log", '<x:log xmlns:x="http://www.xes-standard.org/"')
    for tag in ("trace", "event", "string", "date"):
        prefixed = prefixed.replace(f"<{tag}", f"<x:{tag}")
    assert traces(read(write(tmp_path, "prefixed.xes", prefixed)).log) == {"c1": ("A",)}
