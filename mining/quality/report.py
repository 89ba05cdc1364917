"""The data-quality report: every fault counted, with one sentence on what it means for the analysis."""

from __future__ import annotations

from mining.quality.lines import lines_of
from mining.quality.seen import Seen
from models.case_table import Outcome
from models.event_log import EventLog
from models.import_summary import ImportSummary
from models.preparation import Preparation
from models.project import ProcessModel
from models.quality import Fault, QualityCheck, QualityReport

_IMPORTANT = {
    Fault.QUARANTINED: 0.01,
    Fault.BROKEN_JOINS: 0.01,
    Fault.IMPOSSIBLE_TIMES: 0.01,
    Fault.CURRENCIES: 0.0,
}
_OFTEN = 0.05
_NEVER = (Fault.OPEN_DEALS, Fault.MERGED)


def quality_of(
    log: EventLog, summary: ImportSummary | None, preparation: Preparation, process: ProcessModel | None
) -> QualityReport:
    """The faults of an imported log (not of the prepared one), those that were found first, the most frequent first.

    The other faults follow with a count of 0. Raises UserError where the summary names no time zone.
    """
    checks = lines_of(Seen(log, summary, preparation), process)
    cases = log.cases
    return QualityReport(
        events=log.n_events,
        deals=log.n_cases,
        won=cases.count(Outcome.WON),
        lost=cases.count(Outcome.LOST),
        open=cases.count(Outcome.OPEN),
        first=int(log.timestamp.min()) if log.n_events else None,
        last=int(log.timestamp.max()) if log.n_events else None,
        rows=summary.rows if summary is not None else 0,
        checks=tuple(sorted(checks, key=_place)),
    )


def important(report: QualityReport) -> tuple[QualityCheck, ...]:
    """What has to be known before the numbers are trusted: frequent faults about which nothing was done yet."""
    return tuple(
        check
        for check in report.checks
        if check.count
        and not check.is_on
        and check.fault not in _NEVER
        and check.share >= _IMPORTANT.get(check.fault, _OFTEN)
    )


def _place(check: QualityCheck) -> tuple[bool, bool, float]:
    """Found ones first; open deals, which every log has, behind the faults."""
    return check.count == 0, check.fault is Fault.OPEN_DEALS, -check.share
