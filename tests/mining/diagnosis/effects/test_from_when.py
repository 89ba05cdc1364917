"""From when deals are followed: the gate, leaving a stage, or what happens long after it."""

from dataclasses import replace

import numpy as np
import pytest

from mining.diagnosis.effects.compared import Compared, compared_deals
from mining.diagnosis.effects.effects import OF_HAND_OVERS, ONLY_OPEN, deviation_effects
from mining.diagnosis.effects.happening import Happening
from models.case_table import DAY, CaseTable, Outcome
from models.categorical import Categorical
from models.conformance import Conformance
from models.deviation import Deviation, DeviationKey, DeviationType
from models.diagnosis import Metric
from models.event_log import EventLog
from models.progress import silent
from tests.builders import START, a_log
from tests.mining.diagnosis.effects.made import SKIP, STAGES, Made, analysed, everyone, made

AGAIN = DeviationKey(DeviationType.REPEATED, "Proposal")


def checked(log: EventLog) -> Conformance:
    found = analysed(log).conformance
    assert found is not None
    return found


def followed(log: EventLog, key: DeviationKey) -> Compared:
    found = checked(log)
    deviation = found.deviation(key)
    assert deviation is not None
    deals = compared_deals(
        found,
        deviation,
        np.ones(log.n_cases, dtype=bool),
        Happening(found),
        np.zeros(found.log.n_events, dtype=bool),
    )
    assert deals is not None
    return deals


def patient(seed: int, n: int = 1500) -> EventLog:
    """Won deals take longer than lost ones; a second proposal is as likely on every day, and changes nothing."""
    dice = np.random.default_rng(seed)
    wins = dice.random(n) < 0.4
    takes = np.where(wins, dice.gamma(3.0, 20.0, n), dice.gamma(2.0, 10.0, n)) + 0.5
    again = dice.exponential(60.0, n)
    rows = []
    for case in range(n):
        row = [(stage, float(stage)) for stage in range(4)]
        if again[case] < takes[case]:
            row.append((3, 3 + again[case]))
        rows.append([*row, (4 if wins[case] else 5, 3 + takes[case])])
    begins = dice.uniform(0, 365, n)
    return EventLog(
        activity=Categorical(np.array([stage for row in rows for stage, _ in row], dtype=np.int32), STAGES),
        timestamp=np.array(
            [START + round((begins[case] + time) * DAY) for case, row in enumerate(rows) for _, time in row]
        ),
        resource=Categorical.empty(sum(map(len, rows))),
        kind=np.zeros(sum(map(len, rows)), dtype=np.int8),
        case_start=np.cumsum([0, *map(len, rows)]).astype(np.int64),
        cases=CaseTable.bare(
            tuple(f"D{case}" for case in range(n)),
            outcome=np.where(wins, Outcome.WON, Outcome.LOST).astype(np.int8),
        ),
    )


def test_that_time_begins_with_the_first_event_at_the_gate_or_behind_it():
    log = a_log("Qualify > Demo > Proposal > Won", "Qualify > Discovery > Demo > Lost", "Qualify > Demo")
    deals = followed(log, SKIP)
    assert deals.cases.tolist() == [0, 1, 2]
    assert ((deals.zero - START) / DAY).tolist() == [1, 2, 1]
    assert deals.time.tolist() == [2, 1, 2]  # the last one is open until the last event of the log
    assert deals.end.tolist() == [1, 2, 0]
    assert deals.before.tolist() == [1, 2, 1]
    assert deals.stay.tolist() == [1, 1, 2]
    assert deals.left.tolist() == [True, True, False]
    assert not deals.later_on


def test_that_what_happens_long_after_the_gate_begins_when_it_happens_and_the_others_have_waited_as_long():
    deals = followed(patient(1), AGAIN)
    assert deals.later_on
    having, other = deals.arms
    assert having > 300
    assert 100 < other < 1500
    assert (deals.time >= 0).all()


def test_that_a_harmless_step_that_patient_deals_show_is_found_to_be_harmless():
    values, naive = [], []
    for seed in range(6):
        log = patient(seed)
        analysis = analysed(log)
        (found,) = deviation_effects(analysis, everyone(analysis), silent, keys=[AGAIN])
        effect = found.of(Metric.WIN_RATE)
        assert effect is not None
        assert effect.adjusted is not None
        values.append(effect.adjusted.value)
        shows = np.diff(log.case_start) > 5
        won = log.cases.outcome == Outcome.WON
        naive.append(won[shows].mean() - won[~shows].mean())
        dwell = found.of(Metric.DWELL)
        assert dwell is not None
        assert "the longer a deal stays" in dwell.why_none
    assert np.mean(naive) > 0.15
    assert abs(np.mean(values)) < 0.04


@pytest.mark.parametrize(
    ("kind", "stage", "gate"),
    [
        (DeviationType.SKIPPED, "Discovery", ("Demo", 2)),
        (DeviationType.BUYER_NOT_THERE_YET, "Demo", ("Demo", 2)),
        (DeviationType.MISSING_EVIDENCE, "Demo", ("", 3)),
        (DeviationType.LATE, "Discovery", ("", 2)),
        (DeviationType.HAND_OVER, "H1 late", None),
    ],
)
def test_that_every_kind_has_its_gate(kind: DeviationType, stage: str, gate: tuple[str, int] | None):
    found = checked(made(Made(60)))
    deviation = Deviation.of_cases(DeviationKey(kind, stage), [0], [0, 1], found.log.n_cases)
    if kind is DeviationType.SKIPPED:
        known = found.deviation(SKIP)
        assert known is not None
        deviation = known
    assert Happening(found).gate_of(deviation) == gate


@pytest.mark.parametrize(("kind", "why"), [("stalled", ONLY_OPEN), ("hand-over", OF_HAND_OVERS)])
def test_that_what_has_no_outcome_or_is_told_elsewhere_says_so(kind: str, why: str):
    analysis = analysed(made(Made(60)))
    found = analysis.conformance
    assert found is not None
    one = Deviation.of_cases(DeviationKey(DeviationType(kind), "Demo"), [0, 1], [0, 1, 2], found.log.n_cases)
    analysis = replace(analysis, conformance=replace(found, deviations=(one,)))
    (told,) = deviation_effects(analysis, everyone(analysis), silent)
    assert {effect.why_none for effect in told.effects} == {why}
