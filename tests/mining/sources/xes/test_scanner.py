"""What is scanned and what expat reads element by element is the same, whatever the spelling and the place of cuts."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mining.sources.files.bounded import chunks
from mining.sources.xes.columns import XesColumns
from mining.sources.xes.parser import Parsing, parse_xes
from mining.sources.xes.scanner import Irregular, Scanner
from models.errors import UserError
from models.progress import silent
from tests.mining.sources.xes.documents import documents
from tests.shared import SHARED, needs_shared

EVENT = b'<event><string key="concept:name" value="A"/></event>'


def content(columns: XesColumns) -> dict[str, Any]:
    """Everything the columns say, in the order in which it was met."""
    return {
        "counts": (columns.n_traces, columns.n_events, columns.events_outside_traces),
        "of": (columns.trace_of_event.tolist(), columns.line_of_event.tolist()),
        "log": columns.log,
        "events": _texts(columns.events, columns.n_events),
        "traces": _texts(columns.traces, columns.n_traces),
    }


def _texts(columns: dict[str, Any], entries: int) -> list[tuple[Any, ...]]:
    finished = [(key, column.finished(entries)) for key, column in columns.items()]
    return [(key, column.codes.tolist(), column.labels) for key, column in finished]


def parsed(document: bytes, size: int, is_scanned: bool) -> dict[str, Any] | str:
    """What comes of a document that arrives in pieces of a size, or the sentence with which it is refused."""
    parsing = Parsing("a.xes", silent, is_scanned)
    waiting = b""
    try:
        for start in range(0, len(document), size):
            waiting = parsing.take(waiting + document[start : start + size], 0.5)
        parsing.finish(waiting)
    except UserError as error:
        return str(error)
    return content(parsing.elements.out)


@given(documents(), st.sampled_from([40, 150, 100_000]))
@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
def test_that_a_document_in_any_spelling_is_scanned_to_what_expat_reads(document: bytes, size: int) -> None:
    assert parsed(document, size, is_scanned=True) == parsed(document, 100_000, is_scanned=False)


@needs_shared
def test_that_every_real_and_hostile_log_is_scanned_to_what_expat_reads() -> None:
    assert SHARED is not None
    files = [
        path for path in sorted(SHARED.rglob("*.xes*")) if "sudden" not in path.name or "_500_cb" in path.name
    ]
    for path in files:
        assert _whole(path, True) == _whole(path, False), path.name


def _whole(path: Path, is_scanned: bool) -> dict[str, Any] | str:
    try:
        return content(parse_xes(path, silent, is_scanned))
    except UserError as error:
        return str(error)


@needs_shared
@pytest.mark.parametrize(
    "name", ["bpic2012_full/bpic2012.xes.gz", "drift/bose_log.xes.gz", "pm4js_small/10_orders.xes"]
)
def test_that_the_logs_of_common_programs_are_plainly_written(name: str) -> None:
    assert SHARED is not None
    document = b"".join(piece for piece, _ in chunks(SHARED / "data" / name))
    out = XesColumns()
    start, end = document.index(b"<trace>") + 7, document.rindex(b"</trace>")
    Scanner(out, name).scan(document[start:end], 1)
    assert out.n_events == document.count(b"<event>")


def test_that_a_piece_is_counted_from_where_it_stands() -> None:
    out = XesColumns(n_traces=3, n_events=5)
    out.trace_of_event.extend([0, 0, 1, 2, 2])
    piece = b"\n" + EVENT + b"\n</trace>\n<trace>" + EVENT + EVENT
    assert Scanner(out, "a.xes").scan(piece, 10) == 3
    assert (out.n_traces, out.n_events) == (4, 8)
    assert out.trace_of_event.tolist() == [0, 0, 1, 2, 2, 2, 3, 3]
    assert out.line_of_event.tolist() == [11, 13, 13]
    assert np.array_equal(out.events["concept:name"].finished(8).codes, [-1] * 5 + [0] * 3)


@pytest.mark.parametrize(
    "piece",
    [
        EVENT.replace(b'"A"', b"'A'"),
        EVENT.replace(b"<event>", b"<event><!-- -->"),
        EVENT.replace(b"</event>", b"text</event>"),
        EVENT.replace(b"</event>", b"</evend>"),
        EVENT.replace(b'"A"', b'"&nbsp;"'),
        EVENT.replace(b'"A"', b'"\x02"'),
        EVENT.replace(b'"A"', b'"\xff"'),
        EVENT.replace(b'"A"', b'"A" value="B"'),
        EVENT + b"</trace>",
        EVENT + b"</trace><event></event><trace>",
        EVENT + b"</event><event>",
        b"no element",
    ],
)
def test_that_a_piece_that_is_not_plainly_written_is_left_alone(piece: bytes) -> None:
    out = XesColumns(n_traces=1)
    with pytest.raises(Irregular):
        Scanner(out, "a.xes").scan(piece, 1)
    assert content(out) == content(XesColumns(n_traces=1))
