"""Holds two times against each other: every metric of everybody and of each team, at equal mix and season."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mining.before_after.differences import FEWEST, By, Changed, Spread, Strata, difference, level
from mining.before_after.metrics import canonical
from mining.before_after.wording import (
    before_has_no_quarter,
    not_enough,
    not_measured,
    other_bands,
    other_process,
    quarter_words,
    rest_of_month,
)
from mining.significance import false_discovery_rates
from models.before_after import BeforeAfter, Moved, Row, SideOf
from models.kpi_series import KpiUnit
from models.snapshot import Cell, Measured, Snapshot
from resources.translation import tr

LARGEST_Q = 0.05
SMALL_SHARE, SMALL_MEAN_SHARE, SMALL_PART = 0.05, 0.02, 0.1
"""Up to where a difference is called none: 5 points of a share of deals, 2 points of a mean of shares, a tenth of days
and money. The intervals have to lie within."""
COVERED = 0.8
"""Deals are compared within kinds so fine that this share of those after has like ones before."""
OF_SINCE = 2 / 3
"""What changed since then is at least so much of the change, or differs surely from the last quarter before."""
A_YEAR, LATELY = 12, 3
"""Months: the last year before is what is compared, and its last quarter says whether it had changed by then."""


@dataclass(frozen=True)
class _Held:
    """What is held equal: the key of a cell, and its names."""

    by: By
    names: tuple[str, ...]


def compare(before: Snapshot, after: Snapshot, planned: Collection[str] = ()) -> BeforeAfter:
    """Two snapshots, or one and what came since, held against each other.

    Of the first the last twelve months count. Where the second reaches back into the first, as a later snapshot of a
    growing log does, only its whole months after the first count, so that no deal stands on both sides. The q-values
    are those of Benjamini and Hochberg (1995), over everybody and over the teams. `planned` are metrics of the plan.
    """
    notes = []
    until, later = last_month(before), after
    if after.begins <= before.ends:
        later = replace(after, measured=tuple(_of_months(one, until) for one in after.measured))
        if before.ends.day < 28:
            notes.append(rest_of_month(before.ends))
    if before.process != after.process:
        notes.append(other_process(before.process, after.process))
    if before.edges != after.edges:
        notes.append(other_bands())
    year = [last_year(one, until) for one in before.measured]
    known = {one.metric: one for one in later.measured}
    pairs = [(one, known[one.metric]) for one in year if one.metric in known]
    gone = [one.name for one in year if one.metric not in known and one.cells]
    if gone:
        notes.append(not_measured(gone))
    wanted = {canonical(one) for one in planned}
    same_bands = before.edges == after.edges
    rows = [_row(was, now, "", until, same_bands, wanted) for was, now in pairs]
    teams = sorted({cell.team for was, now in pairs for cell in now.cells if cell.team})
    of_teams = [
        _row(was, now, team, until, same_bands, wanted)
        for was, now in pairs
        if len(teams) > 1 and now.cells
        for team in teams
    ]
    missing = _seasons(pairs)
    if missing:
        notes.append(before_has_no_quarter(missing))
    begins = after.begins if after is later else max(after.begins, _first_day(until + 1))
    return BeforeAfter(
        SideOf(before.name, max(before.begins, _first_day(until - A_YEAR + 1)), before.ends),
        SideOf(after.name, min(begins, after.ends), after.ends),
        judged(rows),
        judged(of_teams),
        tuple(notes),
    )


def row_of(was: Measured, now: Measured, until: int) -> Row:
    """One metric before and after without its verdict, everybody together; `until` is the last month before."""
    return _row(was, now, "", until, True, ())


def judged(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with q-values over all of them and what each difference says."""
    tested = [row for row in rows if row.p is not None]
    q = iter(false_discovery_rates([row.p for row in tested if row.p is not None]))
    return tuple(_said(row if row.p is None else replace(row, q=next(q))) for row in rows)


def _row(
    was: Measured, now: Measured, team: str, until: int, same_bands: bool, planned: Collection[str]
) -> Row:
    cells = [[cell for cell in one.cells if not team or cell.team == team] for one in (now, was)]
    spread = Spread.pooled([(one.spread, one.freedom) for one in (was, now)])
    is_share = was.is_share and now.is_share
    row = Row(
        was.metric, now.name, was.unit, was.falls, team, Moved.CANNOT_TELL,
        level(cells[1], is_share, spread), level(cells[0], is_share, spread),
        currency=now.currency, planned=was.metric in planned,
    )  # fmt: skip
    why = now.why_none or was.why_none or _why(cells, was.horizon)
    if why:
        return replace(row, why=why)
    season = not _lacking(cells)
    held, found = _at_equal_mix(cells, season, same_bands, is_share, spread)
    lately = [cell for cell in cells[1] if cell.month > until - LATELY]
    return replace(
        row, change=found.estimate, p=found.p, held=held.names, season=season,
        recent=level(lately, is_share, spread), margin=_margin(row, is_share),
        why="" if found.estimate else tr("All deals are alike in this, so nothing can be compared."),
    )  # fmt: skip


def _why(cells: Sequence[Sequence[Cell]], horizon: int) -> str:
    n = [sum(cell.n for cell in side) for side in cells]
    return "" if min(n) >= FEWEST else not_enough(n[1], n[0], FEWEST, horizon)


def _at_equal_mix(
    cells: Sequence[Sequence[Cell]], season: bool, same_bands: bool, is_share: bool, spread: Spread
) -> tuple[_Held, Changed]:
    """The finest kinds of deals that cover what came after."""
    held, found = None, None
    for held in _kinds(season, same_bands):
        strata = Strata.of(cells[0], cells[1], held.by)
        if strata.covered >= COVERED:
            found = difference(strata, is_share, spread)
            if found.estimate is not None:
                break
    assert held is not None
    return held, found or Changed(None, None, 0.0)


def _kinds(season: bool, same_bands: bool) -> Iterator[_Held]:
    segment, band, team, quarter = tr("segment"), tr("amount"), tr("team"), tr("season")
    more = (quarter,) if season else ()

    def at(cell: Cell) -> int:
        return cell.quarter if season else 0

    if same_bands:
        yield _Held(lambda cell: (cell.segment, cell.band, cell.team, at(cell)), (segment, band, team, *more))
    yield _Held(lambda cell: (cell.segment, cell.team, at(cell)), (segment, team, *more))
    yield _Held(lambda cell: (cell.team, at(cell)), (team, *more))
    yield _Held(at, more)


def _lacking(cells: Sequence[Sequence[Cell]]) -> tuple[int, ...]:
    """The quarters of the year that deals after are from, and hardly any before; empty where a tenth at most is."""
    n = {quarter: [0, 0] for quarter in (1, 2, 3, 4)}
    for side, part in enumerate(cells):
        for cell in part:
            n[cell.quarter][side] += cell.n
    missing = [quarter for quarter, (now, was) in n.items() if now and was < FEWEST]
    of_them = sum(n[quarter][0] for quarter in missing)
    return tuple(missing) if of_them > 0.1 * sum(now for now, _ in n.values()) else ()


def _seasons(pairs: Sequence[tuple[Measured, Measured]]) -> str:
    """The quarters that the time before lacks, of the metric with the most deals after."""
    best = max(pairs, key=lambda pair: pair[1].n, default=None)
    lacking = () if best is None or not best[1].n else _lacking([best[1].cells, best[0].cells])
    return quarter_words(lacking) if lacking else ""


def _margin(row: Row, is_share: bool) -> float:
    if is_share:
        return SMALL_SHARE
    if row.unit is KpiUnit.SHARE:
        return SMALL_MEAN_SHARE
    return SMALL_PART * abs(row.before.value) if row.before is not None else 0.0


def _said(row: Row) -> Row:
    """A difference counts where its interval does not hold 0 and q is small; none is said only where all of the
    interval is small. What the last quarter before had already is no difference of the time since."""
    change = row.change
    if change is None or row.q is None:
        return row
    if (change.low > 0 or change.high < 0) and row.q <= LARGEST_Q:
        if _was_so_before(row):
            return replace(row, moved=Moved.EARLIER)
        if row.falls is None:
            return replace(row, moved=Moved.DIFFERENT)
        return replace(row, moved=Moved.BETTER if (change.value < 0) == row.falls else Moved.WORSE)
    small = -row.margin <= change.low and change.high <= row.margin
    return replace(row, moved=Moved.UNCHANGED) if small else row


def _was_so_before(row: Row) -> bool:
    """Whether the last three months before may be no different from now, and hardly the change is of the time since."""
    if row.recent is None or row.after is None or row.before is None or row.change is None:
        return False
    if row.recent.n >= row.before.n:
        return False
    since = row.after.value - row.recent.value
    overlap = row.recent.low <= row.after.high and row.after.low <= row.recent.high
    return overlap and since / row.change.value < OF_SINCE


def last_year(one: Measured, until: int) -> Measured:
    """The metric over the twelve months that end with that one (from January 1970): what counts as before."""
    return _of_months(one, until - A_YEAR)


def last_month(snapshot: Snapshot) -> int:
    """The last month of a snapshot, counted from January 1970."""
    return (snapshot.ends.year - 1970) * 12 + snapshot.ends.month - 1


def _of_months(one: Measured, after: int) -> Measured:
    """The metric over the months after that one."""
    return replace(one, cells=tuple(cell for cell in one.cells if cell.month > after))


def _first_day(month: int) -> date:
    return date(1970 + month // 12, month % 12 + 1, 1)
