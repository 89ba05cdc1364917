"""What is worked out off the UI thread: two sides compared, and what became of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mining.before_after.compare import last_month, last_year
from mining.before_after.control_chart import ControlChart, control_chart
from mining.before_after.plan_results import action_results
from mining.before_after.sides import Compared, Side, compared
from models.analysis import Analysis
from models.before_after import ActionResult, BeforeAfter
from models.event_log import EventLog
from models.progress import Report
from models.project import Project


@dataclass(frozen=True, eq=False)
class Looked:
    """Two sides held against each other, and the actions of the plan."""

    compared: Compared
    results: tuple[ActionResult, ...]

    @property
    def found(self) -> BeforeAfter:
        """What came out of the comparison."""
        return self.compared.found

    @property
    def since(self) -> date:
        """The first day after the time before."""
        return self.compared.before.ends + timedelta(days=1)

    def chart(self, metric: str, team: str) -> ControlChart | None:
        """The control chart of a metric, None where a side does not have it."""
        was, now = self.compared.before.of(metric), self.compared.after.of(metric)
        if was is None or now is None:
            return None
        until = last_month(self.compared.before)
        return control_chart(last_year(was, until), now, until, team)


def look(
    project: Project,
    analysis: Analysis | None,
    prepared: EventLog | None,
    before: Side,
    after: Side,
    report: Report,
) -> Looked:
    """Compare, and look at the plan; raises UserError and Cancelled."""
    found = compared(project, analysis, prepared, before, after, report)
    results = tuple(
        one for one in action_results(project, analysis, prepared) if one.row is not None and one.row.metric
    )
    return Looked(found, results)
