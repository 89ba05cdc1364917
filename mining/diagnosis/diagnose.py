"""From a checked log to a diagnosis: habits, verdicts and effects of everything that deviates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mining.diagnosis.effects.known_effects import known_effects
from mining.diagnosis.habits.comfort import Traces, traces_of
from mining.diagnosis.habits.coverage import logged_share
from mining.diagnosis.habits.judged import Sellers, sellers_of
from mining.diagnosis.said import NO_PROCESS, cannot_be_said
from mining.diagnosis.verdicts.calls import Called, calls_of
from mining.diagnosis.verdicts.cards import card_of, firmest_first
from mining.diagnosis.verdicts.habit_table import habit_table
from mining.diagnosis.verdicts.reading import Read, read_everybody, read_habit
from mining.diagnosis.verdicts.strategy_card import strategy_card
from models.analysis import Analysis
from models.case_table import Outcome
from models.conformance import Conformance
from models.deviation import DeviationKey
from models.diagnosis import DeviationEffects, Diagnosis, DiagnosisCard, Reading, VerdictKind
from models.event_log import EventLog
from models.progress import Report
from models.project import ProcessModel
from models.sales_process import SalesProcess
from models.thresholds import Thresholds
from resources.translation import tr

Mask = NDArray[np.bool_]


def diagnose(
    analysis: Analysis,
    prepared: EventLog,
    process: ProcessModel | None,
    thresholds: Thresholds,
    mask: Mask,
    report: Report,
) -> Diagnosis:
    """The verdicts on the deals in `mask` (one flag a case of `analysis.log`), the firmest first.

    `prepared` is the log with events of all kinds that was analysed, `process` the one in force. What the log cannot
    show is said in `unsaid`. Raises Cancelled from `report`.
    """
    found = analysis.conformance
    if found is None or process is None:
        return Diagnosis((), (), (), (NO_PROCESS,))
    effects = known_effects(analysis, mask, _part(report, 0.0, 0.6), thresholds.fewest)
    return with_verdicts(analysis, prepared, process, thresholds, mask, effects, _part(report, 0.6, 1.0))


def with_verdicts(
    analysis: Analysis,
    prepared: EventLog,
    process: ProcessModel,
    thresholds: Thresholds,
    mask: Mask,
    effects: Sequence[DeviationEffects],
    report: Report,
) -> Diagnosis:
    """The same where the effects are known; the analysis is one against a process."""
    found = analysis.conformance
    assert found is not None
    sellers = sellers_of(found.log, mask)
    called = calls_of(
        found.deviations, sellers, mask, len(found.stages), thresholds, report, _any_ended(found, mask)
    )
    logged = _logged(analysis, prepared)
    traces = _traces(analysis, prepared, process, mask, called)
    of_key = {one.key: one for one in effects}
    cards: list[DiagnosisCard] = []
    for one in called:
        if int(one.whose.judged.shown.sum()) >= thresholds.fewest:
            read = _read(found, one, of_key, traces, thresholds, sellers)
            cards.append(card_of(one, read, thresholds, logged))
    few = sum(int(one.whose.judged.shown.sum()) < thresholds.fewest for one in called)
    unsaid = cannot_be_said(analysis, prepared, mask, few, thresholds.fewest)
    strategy = strategy_card(found, process, sellers, mask, thresholds, cards)
    if isinstance(strategy, str):
        unsaid = (*unsaid, strategy)
    elif strategy is not None:
        cards.append(strategy)
    tables = tuple(habit_table(one.key, one.whose, logged) for one in called)
    report(1.0, tr("Writing down the verdicts"))
    return Diagnosis(firmest_first(cards), tables, tuple(effects), unsaid)


def _read(
    found: Conformance,
    called: Called,
    effects: Mapping[DeviationKey, DeviationEffects],
    traces: Traces | None,
    thresholds: Thresholds,
    sellers: Sellers,
) -> Read:
    call = called.whose
    if call.kind is VerdictKind.EVERYBODY:
        return read_everybody(found, called.key, call, effects.get(called.key), thresholds)
    if call.kind is VerdictKind.REP and called.told_with is None:
        return read_habit(called.key, call, traces, sellers.owner.labels)
    return Read(Reading.NONE)


def _any_ended(found: Conformance, mask: Mask) -> bool:
    return bool(np.isin(found.log.cases.outcome[mask], (Outcome.WON, Outcome.LOST)).any())


def _logged(analysis: Analysis, prepared: EventLog) -> dict[str, float]:
    """The share of worked stages with any activity, by owner, where it is known."""
    share = logged_share(analysis.log, prepared)
    names = analysis.log.cases.owner.labels
    return {name: float(value) for name, value in zip(names, share.tolist(), strict=True) if value == value}


def _traces(
    analysis: Analysis, prepared: EventLog, process: ProcessModel, mask: Mask, called: Sequence[Called]
) -> Traces | None:
    """What is known of how people work, only where somebody's habit asks for it."""
    asked = any(one.whose.kind is VerdictKind.REP for one in called)
    if not asked or not isinstance(process, SalesProcess):
        return None
    return traces_of(analysis, prepared, process, mask)


def _part(report: Report, begin: float, end: float) -> Report:
    """A reporter whose whole is this part of the work."""
    return lambda fraction, message: report(begin + fraction * (end - begin), message)
