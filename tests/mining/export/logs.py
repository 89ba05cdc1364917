"""Any log that a file can hold, for Hypothesis, and a comparison by what the logs say."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from mining.export.keys import CASE_TEXTS
from models.case_table import NO_TIME, CaseTable, Outcome
from models.categorical import MISSING, Categorical
from models.event_log import EventLog
from models.field_history import FieldHistory

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"),
    max_size=5,
)
LABEL = TEXT | st.sampled_from(
    [
        "NA",
        "null",
        "nan",
        "=1+1",
        "  x \t\r\n",
        "00123",
        "1e5",
        "\"<&>'",
        "]]>",
        "&#10;",
        "\u2028",
        "e\u0301",
        "Ann",
        "-5",
    ]
)
NAME = LABEL.filter(bool) | st.sampled_from(
    ["owner", "amount", "created", "concept:name", "case:owner", "lanekeeper:kind", "a\x01", ""]
)
TIME = st.integers(-62_135_596_800_000_000, 253_402_300_799_999_999) | st.integers(
    1_700_000_000_000_000, 1_700_000_000_000_002
)


@st.composite
def _columns(draw: st.DrawFn, length: int, is_whole: bool = False) -> Categorical:
    labels = draw(st.lists(LABEL, min_size=int(is_whole), max_size=4, unique=True))
    least = 0 if is_whole else MISSING
    return Categorical(
        np.array(
            draw(st.lists(st.integers(least, len(labels) - 1), min_size=length, max_size=length)), np.int32
        ),
        tuple(labels),
    )


@st.composite
def _histories(draw: st.DrawFn, cases: int) -> FieldHistory:
    rows = sorted(draw(st.lists(st.tuples(st.integers(0, cases - 1), TIME), max_size=5)))
    return FieldHistory(
        np.array([case for case, _ in rows], np.int32),
        np.array([time for _, time in rows], np.int64),
        *(draw(_columns(len(rows))) for _ in range(4)),
    )


@st.composite
def logs(draw: st.DrawFn) -> EventLog:
    """A log of one to four deals, some without events, with ties and odd texts."""
    sizes = draw(st.lists(st.integers(0, 4), min_size=1, max_size=4))
    n, events = len(sizes), sum(sizes)
    ids = draw(st.lists(LABEL.filter(bool), min_size=n, max_size=n, unique=True))
    times = [draw(st.lists(TIME, min_size=size, max_size=size)) for size in sizes]
    known = st.just(NO_TIME) | TIME

    def of(values: st.SearchStrategy[Any], count: int = n) -> list[Any]:
        return draw(st.lists(values, min_size=count, max_size=count))

    return EventLog(
        activity=draw(_columns(events)),
        timestamp=np.array([time for case in times for time in sorted(case)], np.int64),
        resource=draw(_columns(events)),
        kind=np.array(of(st.integers(0, 3), events), np.int8),
        case_start=np.cumsum([0, *sizes]).astype(np.int64),
        extra=draw(st.dictionaries(NAME, _columns(events), max_size=3)),
        changes=draw(_histories(n)),
        cases=CaseTable.bare(
            tuple(ids),
            name=tuple(of(LABEL)),
            **{name: draw(_columns(n)) for name in CASE_TEXTS},
            amount=np.array(of(st.floats(allow_infinity=False)), np.float64),
            outcome=np.array(of(st.sampled_from(Outcome)), np.int8),
            created=np.array(of(known), np.int64),
            closed=np.array(of(known), np.int64),
            extra=draw(st.dictionaries(NAME, _columns(n), max_size=3)),
        ),
    )


def said(log: EventLog) -> dict[str, Any]:
    """Everything a log says, value by value; amounts as texts, so that NaN equals NaN."""
    cases = log.cases
    return {
        "ids": cases.ids,
        "name": cases.name,
        **{name: getattr(cases, name).texts() for name in CASE_TEXTS},
        "amount": list(map(repr, cases.amount.tolist())),
        "outcome": cases.outcome.tolist(),
        "created": cases.created.tolist(),
        "closed": cases.closed.tolist(),
        "of cases": [(name, column.texts()) for name, column in cases.extra.items()],
        "start": log.case_start.tolist(),
        "activity": log.activity.texts(),
        "time": log.timestamp.tolist(),
        "resource": log.resource.texts(),
        "kind": log.kind.tolist(),
        "of events": [(name, column.texts()) for name, column in log.extra.items()],
        "changed cases": log.changes.case.tolist(),
        "changed at": log.changes.timestamp.tolist(),
        **{f"changes {name}": getattr(log.changes, name).texts() for name in ("field", "old", "new", "who")},
    }
