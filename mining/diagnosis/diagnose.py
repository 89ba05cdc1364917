"""From a checked log to a diagnosis: habits, verdicts and effects of everything that deviates."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.diagnosis.habits.judged import judged, sellers_of
from mining.diagnosis.verdicts.cards import card_of, firmest_first
from mining.diagnosis.verdicts.habit_table import habit_table
from mining.diagnosis.verdicts.strategy_card import strategy_card
from mining.diagnosis.verdicts.whose import whose
from models.analysis import Analysis
from models.diagnosis import Diagnosis, DiagnosisCard, HabitTable
from models.event_log import EventLog
from models.progress import Report
from models.project import ProcessModel
from models.thresholds import Thresholds

MESSAGE = "Looking whose each deviation is"


def diagnose(
    analysis: Analysis,
    prepared: EventLog,
    process: ProcessModel | None,
    thresholds: Thresholds,
    mask: NDArray[np.bool_],
    report: Report,
) -> Diagnosis:
    """The verdicts on the deals in `mask` (one flag a case of `analysis.log`), the firmest first.

    `prepared` is the log with events of all kinds that was analysed, `process` the one in force. What the log cannot
    show is said in `unsaid`. Raises Cancelled from `report`.
    """
    found = analysis.conformance
    if found is None or process is None:
        return Diagnosis((), (), (), ("There is no documented process: nothing can depart from it.",))
    sellers = sellers_of(found.log, mask)
    cards: list[DiagnosisCard] = []
    tables: list[HabitTable] = []
    logged: dict[str, float] = {}
    behaviour = [one for one in found.deviations if one.key.type.is_behaviour]
    for number, deviation in enumerate(behaviour):
        report(number / max(1, len(behaviour)), MESSAGE)
        call = whose(judged(deviation, sellers, mask), thresholds)
        if call is None or not len(call.cases):
            continue
        tables.append(habit_table(deviation.key, call, logged))
        if int(call.judged.shown.sum()) >= thresholds.fewest:
            cards.append(card_of(deviation.key, call, thresholds, logged))
    unsaid: list[str] = []
    strategy = strategy_card(found, process, sellers, mask, thresholds, cards)
    if isinstance(strategy, str):
        unsaid.append(strategy)
    else:
        cards.append(strategy)
    report(1.0, MESSAGE)
    return Diagnosis(firmest_first(cards), tuple(tables), (), tuple(unsaid))
