"""The flow of every group at once: hand-computed, and the same as filtering by each."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mining.aggregates.by_group import GroupRows, Groups, by_group
from mining.aggregates.periods import Period, created_in
from mining.discovery.directly_follows import directly_follows
from models.case_table import Outcome
from models.categorical import Categorical
from models.event_log import EventLog
from tests.builders import DAY, a_log
from tests.mining.aggregates.random_logs import logs, masks


def rows(found: Groups, table: GroupRows) -> dict[str, dict[str, tuple[int, int, float]]]:
    """By group: (events, cases, median days) by name."""
    n = len(found.labels)

    def name(key: int) -> str:
        return (
            found.labels[key]
            if table is found.visits
            else f"{found.labels[key // n]}>{found.labels[key % n]}"
        )

    columns = list(
        zip(
            map(name, table.key.tolist()),
            table.events.tolist(),
            table.cases.tolist(),
            table.median_days.tolist(),
            strict=True,
        )
    )
    return {
        group: {what: (events, cases, days) for what, events, cases, days in columns[begin:end]}
        for group, begin, end in zip(found.names, table.bounds[:-1], table.bounds[1:], strict=True)
    }


def test_that_owners_are_told_apart() -> None:
    log = a_log(
        "Lead > Demo > Won", "Lead > Demo > Demo", "Lead > Lost", "Lead > Demo > Won", "",
        owner=["Ann", "Ann", "Bob", "Bob", ""],
    )  # fmt: skip
    found = by_group(log, log.cases.owner)
    assert found.names == ("Ann", "Bob", "")
    assert found.cases.tolist() == [2, 2, 1]
    assert (found.won.tolist(), found.closed.tolist()) == ([1, 1, 0], [1, 2, 0])
    assert found.variants.tolist() == [2, 2, 1]
    assert rows(found, found.steps) == {
        "Ann": {"Lead>Demo": (2, 2, 1), "Demo>Demo": (1, 1, 1), "Demo>Won": (1, 1, 1)},
        "Bob": {"Lead>Demo": (1, 1, 1), "Lead>Lost": (1, 1, 1), "Demo>Won": (1, 1, 1)},
        "": {},
    }
    ann = rows(found, found.visits)["Ann"]
    assert (ann["Lead"], ann["Demo"]) == ((2, 2, 1), (3, 2, 1))
    assert ann["Won"][:2] == (1, 1)
    assert np.isnan(ann["Won"][2])


def test_that_times_are_those_of_the_group() -> None:
    log = a_log("A > B", "A > B", "A > B", "A > B", owner=["Ann", "Ann", "Bob", "Ann"])
    times = log.timestamp.copy()
    times[1::2] = times[::2] + np.array([1, 3, 50, 8]) * DAY
    log = EventLog(log.activity, times, log.resource, log.kind, log.case_start, log.cases)
    found = by_group(log, log.cases.owner)
    assert found.steps.median_days.tolist() == [3, 50]
    assert found.steps.p90_days.tolist() == [np.quantile([1, 3, 8], 0.9), 50]


def test_that_a_table_has_a_row_a_group_and_nothing_where_there_is_nothing() -> None:
    log = a_log("A > B", "B > A", owner=["Ann", "Bob"])
    found = by_group(log, log.cases.owner)
    keys, table = found.steps.matrix(found.steps.events)
    assert keys.tolist() == [1, 2]
    assert np.array_equal(table, [[1, np.nan], [np.nan, 1]], equal_nan=True)


def test_that_deals_are_grouped_by_when_they_were_created() -> None:
    moments = ["2025-12-31T23:59:59", "2026-01-01", "2026-05-02", "2025-12-01"]
    created = np.array(moments, dtype="datetime64[us]").astype(np.int64)
    log = a_log("A", "A", "A > B", "A", created=created)
    months = created_in(log, Period.MONTH)
    assert months.labels == ("2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05")
    assert months.codes.tolist() == [0, 1, 5, 0]
    assert created_in(log, Period.QUARTER).texts() == ["2025 Q4", "2026 Q1", "2026 Q2", "2025 Q4"]
    assert created_in(log, Period.YEAR).texts() == ["2025", "2026", "2026", "2025"]
    assert by_group(log, months).cases.tolist() == [2, 1, 0, 0, 0, 1]


def test_that_a_deal_without_any_date_has_no_period() -> None:
    assert created_in(a_log("", "A"), Period.YEAR).texts() == ["", "2026"]
    assert created_in(a_log(""), Period.YEAR).labels == ()
    assert created_in(a_log(), Period.MONTH).labels == ()


@given(logs(), st.integers(0, 99), st.booleans())
def test_that_groups_have_what_filtering_by_each_gives(log: EventLog, seed: int, some: bool) -> None:
    mask = masks(log, seed) if some else np.ones(log.n_cases, dtype=bool)
    found = by_group(log, log.cases.owner, mask if some else None)
    owners = np.array(log.cases.owner.texts(), dtype=object)
    for group, name in enumerate(found.names):
        chosen = mask & (owners == name)
        graph = directly_follows(log, chosen)
        inner = (graph.source >= 0) & (graph.target >= 0)
        n = len(log.activity.labels)
        order = np.argsort(graph.source[inner].astype(np.int64) * n + graph.target[inner])
        table, at = found.steps, slice(found.steps.bounds[group], found.steps.bounds[group + 1])
        assert (
            table.key[at].tolist()
            == (graph.source[inner].astype(np.int64) * n + graph.target[inner])[order].tolist()
        )
        for ours, theirs in (
            (table.events, graph.events), (table.cases, graph.cases),
            (table.median_days, graph.median_days), (table.p90_days, graph.p90_days),
        ):  # fmt: skip
            assert ours[at].tolist() == theirs[inner][order].tolist()
        at = slice(found.visits.bounds[group], found.visits.bounds[group + 1])
        codes = found.visits.key[at]
        assert codes.tolist() == np.flatnonzero(graph.visits).tolist()
        assert found.visits.events[at].tolist() == graph.visits[codes].tolist()
        assert np.array_equal(found.visits.median_days[at], graph.dwell_days[codes], equal_nan=True)
        assert found.cases[group] == chosen.sum()
        assert found.won[group] == (log.cases.outcome[chosen] == Outcome.WON).sum()
        assert found.variants[group] == len({log.trace(case) for case in np.flatnonzero(chosen)})
    assert found.cases.sum() == mask.sum()


def test_that_a_log_without_deals_has_no_groups() -> None:
    found = by_group(a_log(), Categorical.empty(0))
    assert (found.names, len(found.steps.key), len(found.visits.key)) == ((), 0, 0)
