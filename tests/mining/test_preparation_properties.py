"""Whatever is chosen: nothing is invented, no time moves to another deal, and what is not asked for stays."""

from collections import Counter
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.preparation import prepared
from models.categorical import Categorical
from models.event_log import BULK_EDIT, EventLog
from models.preparation import Preparation
from models.quality import LEFT_OUT, Fault
from models.sales_process import End, SalesProcess, Stage
from tests.builders import START, a_log

PROCESS = SalesProcess("P", tuple(Stage(name, (name,)) for name in "ABC"), (End("won", ("Won",)),))
STEPS = st.lists(st.sampled_from(["A", "B", "C", "X", "Won"]), max_size=6)
PREPARATIONS = st.builds(
    Preparation,
    stages=st.dictionaries(st.sampled_from("ABX"), st.sampled_from(["A", "C", "Y", " "]), max_size=2),
    switched=st.frozensets(st.sampled_from(Fault)),
)


@st.composite
def logs(draw: st.DrawFn) -> EventLog:
    traces = draw(st.lists(STEPS, max_size=5))
    n = sum(map(len, traces))
    hours = st.lists(st.sampled_from([0, 0, 1, 24, 33, 48]), min_size=n, max_size=n)
    times = [time for trace in traces for time in sorted(draw(hours)[: len(trace)])]
    log = a_log(*(" > ".join(trace) for trace in traces))
    return replace(
        log,
        timestamp=START + np.array(times, dtype=np.int64) * 3_600_000_000,
        resource=Categorical.of(
            draw(st.lists(st.sampled_from(["Ann", "API user", ""]), min_size=n, max_size=n))
        ),
        kind=np.array(draw(st.lists(st.sampled_from([0, 0, 0, 1]), min_size=n, max_size=n)), dtype=np.int8),
        extra={
            BULK_EDIT: Categorical.of(
                draw(st.lists(st.sampled_from(["", "", "yes"]), min_size=n, max_size=n))
            )
        },
    )


def events(log: EventLog) -> Counter[tuple[str, int]]:
    """How often every deal has an event at every time."""
    return Counter(
        (log.cases.ids[case], time)
        for case, time in zip(log.case_of_event.tolist(), log.timestamp.tolist(), strict=True)
    )


def steps(log: EventLog) -> Counter[tuple[str, str, int]]:
    """How often every deal has every step, by its kind."""
    rows = zip(log.case_of_event.tolist(), log.activity.texts(), log.kind.tolist(), strict=True)
    return Counter((log.cases.ids[case], step, kind) for case, step, kind in rows)


@settings(max_examples=200, deadline=None)
@given(log=logs(), chosen=PREPARATIONS)
def test_that_nothing_is_invented(log: EventLog, chosen: Preparation) -> None:
    found = prepared(log, None, chosen, PROCESS)
    assert events(found) <= events(log)
    assert set(found.cases.ids) <= set(log.cases.ids)


@settings(max_examples=200, deadline=None)
@given(log=logs(), chosen=PREPARATIONS)
def test_that_putting_in_order_loses_nothing(log: EventLog, chosen: Preparation) -> None:
    found = prepared(log, None, Preparation(switched=chosen.switched - LEFT_OUT), PROCESS)
    assert events(found) == events(log)
    assert steps(found) == steps(log)


@settings(max_examples=100, deadline=None)
@given(log=logs(), chosen=PREPARATIONS)
def test_that_preparing_twice_in_order_changes_nothing_more(log: EventLog, chosen: Preparation) -> None:
    only_order = Preparation(switched=chosen.switched - LEFT_OUT)
    once = prepared(log, None, only_order, PROCESS)
    assert prepared(once, None, only_order, PROCESS).activity.texts() == once.activity.texts()
