"""polars, DuckDB and pm4py with the same log, asked for the same numbers as our aggregates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from models.event_log import EventLog

Steps = dict[tuple[str, str], tuple[int, float]]
"""(events, days in all) of every step, by its two activities."""


@dataclass(frozen=True)
class Part:
    """The deals of one owner, of one team, or created in a period (microseconds, the end excluded); all by default.

    `without` is an activity that is taken as not having happened.
    """

    owner: str | None = None
    team: str | None = None
    period: tuple[int, int] | None = None
    without: str | None = None


class Peer(Protocol):
    """What is measured gives the peer's own answer; `read_*` turns it into ours to compare."""

    name: str

    def steps(self, part: Part) -> Any:
        """Directly-follows, with counts and durations."""

    def variants(self) -> Any:
        """The distinct sequences with their counts."""

    def read_steps(self, answer: Any) -> Steps:
        """Its steps as ours."""

    def read_variants(self, answer: Any) -> Counter[int]:
        """How many sequences have how many deals."""


class Polars:
    """Integer codes in a sorted frame: a step is a row and the one after it."""

    name = "polars"

    def __init__(self, log: EventLog) -> None:
        import polars

        self._pl = polars
        self._labels = log.activity.labels
        self._code = {"owner": log.cases.owner.code, "team": log.cases.team.code}
        self._table = polars.DataFrame(_columns(log)).with_columns(polars.col("case").set_sorted())

    def steps(self, part: Part) -> Any:
        """One pass over neighbouring rows, then a group for every pair."""
        pl = self._pl
        case, activity, time = pl.col("case"), pl.col("activity"), pl.col("time")
        pair = activity.cast(pl.Int32) * len(self._labels) + activity.shift(-1)
        rows = self._chosen(part).select(pair=pair, took=time.shift(-1) - time, inside=case == case.shift(-1))
        return rows.filter("inside").group_by("pair").agg(pl.len(), pl.col("took").sum()).collect()

    def with_quantiles(self, part: Part, by: str | None = None) -> Any:
        """What a map shows of its steps: events, deals, median and 90th percentile; `by` owner or team where asked."""
        pl = self._pl
        case, activity, time = pl.col("case"), pl.col("activity"), pl.col("time")
        pair = activity.cast(pl.Int32) * len(self._labels) + activity.shift(-1)
        groups = [by] if by else []
        rows = self._chosen(part).select(
            "case", *groups, pair=pair, took=time.shift(-1) - time, inside=case == case.shift(-1)
        )
        took = pl.col("took")
        numbers = (
            pl.len(),
            pl.col("case").n_unique(),
            took.median(),
            took.quantile(0.9, "linear").alias("p90"),
        )
        return rows.filter("inside").group_by(*groups, "pair").agg(*numbers).collect()

    def variants(self) -> Any:
        """A list a deal, then a group for every list."""
        lists = self._table.lazy().group_by("case", maintain_order=True).agg("activity")
        return lists.group_by("activity").agg(self._pl.len()).collect()

    def features(self) -> Any:
        """First and last event, their number and the time between."""
        pl = self._pl
        time = pl.col("time")
        numbers = (time.min().alias("first"), time.max().alias("last"), pl.len())
        found = self._table.lazy().group_by("case", maintain_order=True).agg(*numbers)
        return found.with_columns(took=pl.col("last") - pl.col("first")).collect()

    def read_steps(self, answer: Any) -> Steps:
        """Codes to names, microseconds to days."""
        n = len(self._labels)
        return {
            (self._labels[pair // n], self._labels[pair % n]): (events, took / 86_400e6)
            for pair, events, took in answer.rows()
        }

    def read_variants(self, answer: Any) -> Counter[int]:
        """The second column counts."""
        return Counter(answer["len"].to_list())

    def _chosen(self, part: Part) -> Any:
        pl = self._pl
        rows = self._table.lazy()
        if part.owner is not None:
            rows = rows.filter(pl.col("owner") == self._code["owner"](part.owner))
        if part.team is not None:
            rows = rows.filter(pl.col("team") == self._code["team"](part.team))
        if part.period is not None:
            rows = rows.filter((pl.col("created") >= part.period[0]) & (pl.col("created") < part.period[1]))
        if part.without is not None:
            rows = rows.filter(pl.col("activity") != self._labels.index(part.without))
        return rows


class DuckDb:
    """The same columns as a table in memory; a step is a row and the next one of its deal."""

    name = "DuckDB"

    def __init__(self, log: EventLog) -> None:
        import duckdb
        import polars

        self._labels = log.activity.labels
        self._code = {"owner": log.cases.owner.code, "team": log.cases.team.code}
        self._base = duckdb.connect()
        frame = polars.DataFrame(_columns(log)).with_row_index("place").to_arrow()
        self._base.register("frame", frame)
        self._base.execute('create table log as select * from frame order by "place"')
        self._base.unregister("frame")

    def steps(self, part: Part) -> Any:
        """A window over the events of each deal."""
        return self._base.execute(
            f"""with step as (
                select activity as source, lead(activity) over deal as target, lead(time) over deal - time as took
                from log {self._where(part)} window deal as (partition by "case" order by place))
            select source, target, count(*), sum(took) from step where target is not null group by 1, 2"""
        ).fetchall()

    def variants(self) -> Any:
        """A list a deal, then a group for every list."""
        return self._base.execute(
            """select path, count(*) from (select list(activity order by place) as path from log group by "case")
            group by path"""
        ).fetchall()

    def features(self) -> Any:
        """First and last event, their number and the time between."""
        return self._base.execute(
            """select "case", min(time), max(time), count(*), max(time) - min(time) from log group by 1"""
        ).fetchnumpy()

    def read_steps(self, answer: Any) -> Steps:
        """Codes to names, microseconds to days."""
        return {
            (self._labels[source], self._labels[target]): (events, took / 86_400e6)
            for source, target, events, took in answer
        }

    def read_variants(self, answer: Any) -> Counter[int]:
        """The second column counts."""
        return Counter(count for _, count in answer)

    def _where(self, part: Part) -> str:
        conditions = []
        if part.owner is not None:
            conditions.append(f"owner = {self._code['owner'](part.owner)}")
        if part.team is not None:
            conditions.append(f"team = {self._code['team'](part.team)}")
        if part.period is not None:
            conditions.append(f"created >= {part.period[0]} and created < {part.period[1]}")
        if part.without is not None:
            conditions.append(f"activity <> {self._labels.index(part.without)}")
        return f"where {' and '.join(conditions)}" if conditions else ""


class Pm4py:
    """pm4py's own table of texts and times, and its public functions."""

    name = "pm4py"

    def __init__(self, log: EventLog) -> None:
        import pandas

        os_columns = _columns(log)
        case = os_columns["case"]
        self._table = pandas.DataFrame(
            {
                "case:concept:name": np.array(log.cases.ids, dtype=object)[case],
                "concept:name": np.array(log.activity.labels, dtype=object)[os_columns["activity"]],
                "time:timestamp": pandas.to_datetime(os_columns["time"], unit="us", utc=True),
                "owner": np.array(log.cases.owner.labels, dtype=object)[os_columns["owner"]],
                "team": np.array(log.cases.team.labels, dtype=object)[os_columns["team"]],
                "created": pandas.to_datetime(os_columns["created"], unit="us", utc=True),
            }
        )

    def steps(self, part: Part) -> Any:
        """The frequency and the performance graph."""
        import pm4py

        table = self._chosen(part)
        return pm4py.discover_dfg(table)[0], pm4py.discover_performance_dfg(table)[0]

    def variants(self) -> Any:
        """Sequences with their counts."""
        import pm4py

        return pm4py.get_variants(self._table)

    def features(self) -> Any:
        """The cases' own functions: durations, and first and last events."""
        import pm4py

        return pm4py.get_all_case_durations(self._table), self._table.groupby("case:concept:name")[
            "time:timestamp"
        ].agg(["min", "max", "count"])

    def read_steps(self, answer: Any) -> Steps:
        """Its durations are means in seconds."""
        counts, times = answer
        return {pair: (n, n * times[pair]["mean"] / 86_400) for pair, n in counts.items()}

    def read_variants(self, answer: Any) -> Counter[int]:
        """The values count."""
        counts: Mapping[Any, int] = answer
        return Counter(counts.values())

    def _chosen(self, part: Part) -> Any:
        import pandas
        import pm4py

        table = self._table
        if part.owner is not None:
            table = pm4py.filter_event_attribute_values(table, "owner", [part.owner], level="case")
        if part.team is not None:
            table = pm4py.filter_event_attribute_values(table, "team", [part.team], level="case")
        if part.period is not None:
            begin, end = (pandas.Timestamp(time, unit="us", tz="UTC") for time in part.period)
            table = table[(table["created"] >= begin) & (table["created"] < end)]
        if part.without is not None:
            table = pm4py.filter_event_attribute_values(
                table, "concept:name", [part.without], level="event", retain=False
            )
        return table


def _columns(log: EventLog) -> dict[str, Any]:
    """One entry an event: small codes and microseconds, in the log's order."""
    case = log.case_of_event
    return {
        "case": case,
        "activity": log.activity.codes.astype(np.int8 if len(log.activity.labels) < 128 else np.int32),
        "time": log.timestamp,
        "owner": log.cases.owner.codes.astype(np.int16)[case],
        "team": log.cases.team.codes.astype(np.int8)[case],
        "created": log.cases.created[case],
    }
