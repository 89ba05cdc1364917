"""Before and after as tables: every metric, every team, the points of a control chart, and the actions of the plan."""

from __future__ import annotations

from collections.abc import Sequence

from mining.before_after.control_chart import ControlChart
from mining.before_after.plan_wording import REACHED_WORDS
from mining.before_after.wording import MOVED_WORDS
from models.before_after import ActionResult, BeforeAfter, Row
from models.diagnosis import Estimate
from models.export_table import ExportColumn, ExportTable, ValueKind
from resources.translation import tr

_NUMBER = ValueKind.NUMBER


def rows_table(found: BeforeAfter) -> ExportTable:
    """One row a metric of everybody, then one a metric and team; shares as fractions."""
    return ExportTable(tr("Before and after"), _columns((*found.rows, *found.teams)))


def actions_table(results: Sequence[ActionResult]) -> ExportTable:
    """One row an action of the plan."""
    rows = [one.row for one in results]
    return ExportTable(
        tr("Actions of the plan"),
        (
            ExportColumn(tr("Action"), [one.what or one.action for one in results]),
            ExportColumn(tr("Metric"), [row.name if row else "" for row in rows]),
            ExportColumn(tr("Of"), [row.team if row else "" for row in rows]),
            ExportColumn(tr("Before"), [_value(row.before if row else None) for row in rows], _NUMBER),
            ExportColumn(tr("Since then"), [_value(row.after if row else None) for row in rows], _NUMBER),
            ExportColumn(tr("Target"), [one.target for one in results], _NUMBER),
            ExportColumn(tr("State"), [REACHED_WORDS[one.reached] for one in results]),
            ExportColumn(tr("In words"), [one.sentence for one in results]),
        ),
    )


def chart_table(chart: ControlChart, name: str) -> ExportTable:
    """One row a point of a control chart."""
    points = chart.points
    return ExportTable(
        tr("Control chart"),
        (
            ExportColumn(tr("Metric"), [name] * len(points)),
            ExportColumn(tr("Period"), [one.name for one in points]),
            ExportColumn(tr("Value"), [one.value for one in points], _NUMBER),
            ExportColumn(tr("Deals"), [one.n for one in points], ValueKind.COUNT),
            ExportColumn(tr("Centre line"), [chart.centre] * len(points), _NUMBER),
            ExportColumn(tr("Lower limit"), [one.low for one in points], _NUMBER),
            ExportColumn(tr("Upper limit"), [one.high for one in points], _NUMBER),
            ExportColumn(tr("Signal"), [signal_words(one.is_beyond, one.in_run) for one in points]),
        ),
    )


def signal_words(is_beyond: bool, in_run: bool) -> str:
    """Why a point is a signal, empty where it is none."""
    if is_beyond:
        return tr("Beyond the limits")
    return tr("Eight in a row on one side") if in_run else ""


def _columns(rows: Sequence[Row]) -> tuple[ExportColumn, ...]:
    return (
        ExportColumn(tr("Metric"), [row.name for row in rows]),
        ExportColumn(tr("Team"), [row.team or tr("All") for row in rows]),
        ExportColumn(tr("Unit"), [row.currency or row.unit.value for row in rows]),
        ExportColumn(tr("Before"), [_value(row.before) for row in rows], _NUMBER),
        ExportColumn(
            tr("Deals before"), [row.before.n if row.before else None for row in rows], ValueKind.COUNT
        ),
        ExportColumn(tr("After"), [_value(row.after) for row in rows], _NUMBER),
        ExportColumn(
            tr("Deals after"), [row.after.n if row.after else None for row in rows], ValueKind.COUNT
        ),
        ExportColumn(tr("Change at equal mix"), [_value(row.change) for row in rows], _NUMBER),
        ExportColumn(tr("95 % from"), [row.change.low if row.change else None for row in rows], _NUMBER),
        ExportColumn(tr("95 % to"), [row.change.high if row.change else None for row in rows], _NUMBER),
        ExportColumn("q", [row.q for row in rows], _NUMBER),
        ExportColumn(tr("Verdict"), [MOVED_WORDS[row.moved] for row in rows]),
        ExportColumn(tr("Held equal"), [", ".join(row.held) for row in rows]),
        ExportColumn(tr("Why not"), [row.why for row in rows]),
    )


def _value(value: Estimate | None) -> float | None:
    return value.value if value is not None else None
