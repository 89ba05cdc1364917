"""What rows of paths say in plain words: their groups, their outcomes, their times, and who takes them."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from mining.intervals import wilson
from mining.number_format import days, number, percent, percent_range, plural
from mining.variant_rows.rows import covering
from mining.wording import title
from models.categorical import MISSING
from models.event_log import EventLog
from models.variant_rows import FOLLOWS, NOT_CHECKED, PathGroup, PathTotals, VariantRows
from resources.translation import tr, tr_n

_FEW_TEAMS = 4


def main_title(rows: VariantRows, main: int, ends: Collection[str]) -> str:
    """The name of the group of a main deviation: `Follows the process`, `Skipped Discovery`."""
    if main == FOLLOWS:
        return tr("Follows the process")
    if main == NOT_CHECKED:
        return tr("Not checked in time")
    return title(rows.deviations[main], ends)


def explanation(rows: VariantRows, row: int, ends: Collection[str]) -> str:
    """All that a row shows: `Skipped Discovery; Went back to Demo`, or that it follows the process."""
    named = [title(key, ends) for key in rows.deviations_of(row)]
    return "; ".join(named) if named else main_title(rows, int(rows.main[row]), ends)


def path_words(log: EventLog, rows: VariantRows, row: int) -> str:
    """The path as it went: `Qualify > Demo > Won`, without `Won` where rows do not go by how deals were closed."""
    names = [log.activity.labels[code] for code in log.variants.sequence(int(rows.variant[row])).tolist()]
    return " > ".join(names[:-1] if names and names[-1] in rows.closing else names)


def ended_words(won: int, lost: int, still_open: int) -> str:
    """`40 won, 60 lost, 20 open`, without what no deal did."""
    counts = ((won, tr("won")), (lost, tr("lost")), (still_open, tr("open")))
    return ", ".join(f"{number(count)} {word}" for count, word in counts if count)


def outcome_words(counted: PathTotals) -> str:
    """`120 deals: 40 won, 60 lost, 20 still open`."""
    rest = counted.deals - counted.closed - counted.open
    parts = (
        (counted.won, tr("won")),
        (counted.lost, tr("lost")),
        (counted.open, tr("still open")),
        (rest, tr("without a known outcome")),
    )
    said = ", ".join(f"{number(count)} {name}" for count, name in parts if count)
    return f"{plural(counted.deals, 'deal')}: {said}"


def win_rate_words(won: int, closed: int) -> str:
    """`40 of the 100 closed deals won (40 %, 95 % interval 31–50 %)`."""
    interval = wilson(won, closed)
    if interval is None:
        return tr("No deal closed yet, so there is no win rate")
    return tr(
        "{won} of the {closed_deals} won ({share}, 95\u00a0% interval {interval})",
        won=number(won),
        closed_deals=plural(closed, "closed deal"),
        share=percent(won / closed),
        interval=percent_range(*interval),
    )


def time_words(counted: PathTotals) -> str:
    """`Half of them closed within 52 days, nine in ten within 130 days`; what is missing where none closed."""
    if not counted.timed:
        return tr("No deal closed with its dates known")
    if counted.timed == 1:
        return tr("The one that ended took {days}", days=days(counted.median_days, counted.day_hours))
    return tr(
        "From creation to close {days} (median of {timed}), 90\u00a0% within {days_2}",
        days=days(counted.median_days, counted.day_hours),
        timed=number(counted.timed),
        days_2=days(counted.p90_days, counted.day_hours),
    )


def who_words(log: EventLog, cases: NDArray[np.int64]) -> str:
    """`Mid-market East 24, Enterprise North 13 and 2 more teams; 12 owners`; people are counted, not named."""
    teams = log.cases.team.codes[cases]
    counts = np.bincount(teams + 1, minlength=len(log.cases.team.labels) + 1)
    named = sorted(
        zip(log.cases.team.labels, counts[1:].tolist(), strict=True), key=lambda one: (-one[1], one[0])
    )
    named = [(name, count) for name, count in named if count]
    said = [f"{name} {number(count)}" for name, count in named[:_FEW_TEAMS]]
    if len(named) > _FEW_TEAMS:
        said.append(tr("and {more_teams}", more_teams=plural(len(named) - _FEW_TEAMS, "more team")))
    owners = np.unique(log.cases.owner.codes[cases])
    n_owners = int((owners != MISSING).sum())
    parts = [", ".join(said), plural(n_owners, "owner") if n_owners else ""]
    return "; ".join(part for part in parts if part)


def coverage_words(rows: VariantRows, share: float) -> str:
    """`The first 12 of 145 paths cover 80 % of deals`."""
    first = covering(rows, share)
    if first == len(rows) or not first:
        return tr(
            "All {paths} together hold {deals}",
            paths=plural(len(rows), "path"),
            deals=plural(rows.total, "deal"),
        )
    return tr_n(
        "The most frequent one of {paths} covers {share} of deals",
        "The first {first} of {paths} cover {share} of deals",
        first,
        first=number(first),
        paths=plural(len(rows), "path"),
        share=percent(share),
    )


def more_words(rows: VariantRows, group: PathGroup) -> str:
    """How many deals outside of a group show its deviation too, under another that comes before; empty for none."""
    if group.main < 0:
        return ""
    showing = np.unique(
        np.searchsorted(rows.start, np.flatnonzero(rows.shown == group.main), side="right") - 1
    )
    others = showing[rows.main[showing] != group.main]
    deals = int(rows.deals[others].sum())
    if not deals:
        return ""
    return tr_n(
        "{more_deals} shows it too, and stand under what they do before it",
        "{more_deals} show it too, and stand under what they do before it",
        deals,
        more_deals=plural(deals, "more deal"),
    )
