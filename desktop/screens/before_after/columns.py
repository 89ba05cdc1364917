"""The rows of a comparison as columns of a table: everybody by metric, one metric by team, and the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from desktop.widgets.column_room import Room
from desktop.widgets.table_model import Column, Kind
from mining.before_after.plan_wording import REACHED_WORDS
from mining.before_after.wording import (
    MOVED_WORDS,
    change_text,
    row_sentence,
    value_text,
    value_with_interval,
)
from mining.kpis.wording import written
from models.before_after import ActionResult, BeforeAfter, Moved, Reached, Row
from resources.translation import tr, tr_n

ROOMS = (
    Room(240, 130, filling=True),
    Room(88, 56),
    Room(88, 56),
    Room(200, 190),
    Room(76, 60, gives_way=1),
    Room(230, 190),
)
PLAN_ROOMS = (
    Room(240, 130, filling=True),
    Room(150, 80, gives_way=2),
    Room(88, 60),
    Room(88, 60),
    Room(84, 60),
    Room(150, 110),
)
MARKS = {
    Moved.BETTER: "✓",
    Moved.WORSE: "!",
    Moved.DIFFERENT: "≠",
    Moved.UNCHANGED: "=",
    Moved.EARLIER: "←",
    Moved.CANNOT_TELL: "?",
}
REACHED_MARKS = {Reached.YES: "✓", Reached.ON_THE_WAY: "→", Reached.NO: "!", Reached.CANNOT_TELL: "?"}
_MOVED = (Moved.BETTER, Moved.WORSE, Moved.DIFFERENT)
_ORDER = {moved: at for at, moved in enumerate(MARKS)}


def verdict_text(moved: Moved) -> str:
    """`✓ Better`: a mark and the words."""
    return f"{MARKS[moved]}  {MOVED_WORDS[moved]}"


def reached_text(reached: Reached) -> str:
    """`→ On the way`."""
    return f"{REACHED_MARKS[reached]}  {REACHED_WORDS[reached]}"


def row_columns(
    rows: Sequence[Row], by_team: bool = False, moved_teams: Mapping[str, int] | None = None
) -> tuple[Column, ...]:
    """One row a metric, or a team; `moved_teams` says in how many teams a metric moved."""
    after = np.array([row.after.n if row.after else 0 for row in rows], dtype=np.float64)
    names = [row.team if by_team else row.name for row in rows]
    return (
        Column(tr("Team") if by_team else tr("Metric"), names, tip=lambda at: row_sentence(rows[at])),
        Column(
            tr("Before"),
            [value_text(row.before, row) for row in rows],
            tooltip=tr("The value as it was"),
            tip=lambda at: value_with_interval(rows[at].before, rows[at]),
            order=_values([row.before.value if row.before else None for row in rows]),
        ),
        Column(
            tr("After"),
            [value_text(row.after, row) for row in rows],
            tooltip=tr("The value as it is now"),
            tip=lambda at: value_with_interval(rows[at].after, rows[at]),
            order=_values([row.after.value if row.after else None for row in rows]),
        ),
        Column(
            tr("Change (95 %)"),
            [change_text(row) for row in rows],
            tooltip=tr("Among like deals, with its 95 % interval"),
            tip=lambda at: row_sentence(rows[at]),
            order=_values([row.change.value if row.change else None for row in rows]),
        ),
        Column(tr("Deals"), after, Kind.NUMBER, tr("Deals after that tell it")),
        Column(
            tr("Verdict"),
            [_verdict(row, moved_teams or {}) for row in rows],
            tooltip=tr("What the interval and the number of comparisons allow to say"),
            tip=lambda at: row_sentence(rows[at]),
            order=np.array([_ORDER[row.moved] for row in rows], dtype=np.float64),
        ),
    )


def plan_columns(results: Sequence[ActionResult]) -> tuple[Column, ...]:
    """One row an action of the plan."""
    rows = [one.row for one in results]
    return (
        Column(
            tr("Action"), [one.what or one.action for one in results], tip=lambda at: results[at].sentence
        ),
        Column(tr("Metric"), [row.name if row else "" for row in rows]),
        Column(tr("Before"), [value_text(row.before, row) if row else "" for row in rows]),
        Column(tr("Since then"), [value_text(row.after, row) if row else "" for row in rows]),
        Column(tr("Target"), [_target(one) for one in results]),
        Column(
            tr("State"), [reached_text(one.reached) for one in results], tip=lambda at: results[at].sentence
        ),
    )


def in_order(found: BeforeAfter) -> tuple[Row, ...]:
    """What the plan is about first, then what moved, then what did in a team, and last what nothing can be said of."""
    teams = moved_teams(found)

    def place(row: Row) -> tuple[object, ...]:
        moved = row.moved in _MOVED
        return not row.planned, not moved, row.metric not in teams, row.change is None, _ORDER[row.moved]

    return tuple(sorted(found.rows, key=place))


def moved_teams(found: BeforeAfter) -> Mapping[str, int]:
    """In how many teams each metric moved, those in which none did left out."""
    return Counter(row.metric for row in found.teams if row.moved in _MOVED)


def _verdict(row: Row, teams: Mapping[str, int]) -> str:
    count = teams.get(row.metric, 0) if not row.team else 0
    if not count:
        return verdict_text(row.moved)
    return tr_n(
        "{verdict}; {count} team moved",
        "{verdict}; {count} teams moved",
        count,
        verdict=verdict_text(row.moved),
    )


def _target(one: ActionResult) -> str:
    return written(one.target, one.row.unit, one.row.currency) if one.row is not None else ""


def _values(values: Sequence[float | None]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
