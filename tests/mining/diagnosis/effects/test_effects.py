"""What goes with a deviation, from whole logs: where it costs nothing, where it costs, and where nobody can tell."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from scipy.stats import t

from mining.diagnosis.effects.effects import NO_OUTCOMES, NONE_ENDED, deviation_effects
from mining.diagnosis.effects.effects_json import effects_json
from mining.diagnosis.effects.metrics import SEVERAL
from models.analysis import Analysis
from models.case_table import DAY, Outcome
from models.categorical import Categorical
from models.deviation import DeviationKey, DeviationType
from models.diagnosis import DeviationEffects, Estimate, Metric, MetricEffect
from models.event_log import EventLog
from models.progress import silent
from tests.builders import a_history, a_log
from tests.mining.diagnosis.effects.made import PROCESS, SKIP, Made, analysed, everyone, made, with_columns

METRICS = tuple(Metric)


def effects_of(log: EventLog, key: DeviationKey = SKIP, fewest: int = 10) -> DeviationEffects:
    analysis = analysed(log)
    (found,) = deviation_effects(analysis, everyone(analysis), silent, fewest, [key])
    return found


def metric(found: DeviationEffects, which: Metric) -> MetricEffect:
    effect = found.of(which)
    assert effect is not None
    return effect


def adjusted(found: DeviationEffects, which: Metric = Metric.WIN_RATE) -> Estimate:
    estimate = metric(found, which).adjusted
    assert estimate is not None
    return estimate


def test_that_a_harmless_skip_of_better_reps_costs_nothing_though_plainly_compared_it_seems_to_help():
    values, naive = [], []
    for seed in range(8):
        found = effects_of(made(Made(seed=seed)))
        effect = metric(found, Metric.WIN_RATE)
        assert effect.raw is not None
        values.append(adjusted(found).value)
        naive.append(effect.raw.value)
        assert found.adjusted_for[0] == "rep"
    assert np.mean(naive) > 0.08
    assert abs(np.mean(values)) < 0.03


def test_that_a_harmless_skip_is_told_as_such_and_one_that_costs_is_not():
    harmless, costly = (effects_of(made(Made(1500, effect=effect))) for effect in (0.0, -1.2))
    assert adjusted(harmless).low < 0 < adjusted(harmless).high
    stake = adjusted(harmless, Metric.MONEY)
    assert stake.low < 0 < stake.high
    assert adjusted(costly).high < 0
    assert adjusted(costly, Metric.MONEY).high < 0
    q = metric(costly, Metric.WIN_RATE).q
    assert q is not None
    assert q < 0.05


def test_that_deals_are_compared_from_the_next_gate_on_and_not_those_that_never_came_there():
    log = made()
    found = effects_of(log)
    came = {log.activity.labels.index(stage) for stage in ("Demo", "Proposal")}
    reached = sum(
        bool(came & set(log.activity.codes[log.case_start[case] : log.case_start[case + 1]].tolist()))
        for case in range(log.n_cases)
    )
    assert found.gate == "Demo"
    assert sum(found.compared) == reached < log.n_cases


def test_that_open_deals_are_censored_and_no_losses():
    whole, cut = made(Made(1500, seen=900.0)), made(Made(1500, seen=370.0))
    assert (whole.cases.outcome != Outcome.OPEN).all()
    assert (cut.cases.outcome == Outcome.OPEN).sum() > 100
    one, other = effects_of(whole), effects_of(cut)
    for side in ("with_it", "without"):
        full, part = (getattr(metric(found, Metric.WIN_RATE), side).value for found in (one, other))
        assert part == pytest.approx(full, abs=0.05)
    closed = cut.cases.outcome[np.isin(cut.cases.outcome, (Outcome.WON, Outcome.LOST))]
    assert len(closed) < cut.n_cases


def test_that_every_metric_has_an_interval_with_a_width_or_says_why_not():
    found = effects_of(made())
    assert tuple(one.metric for one in found.effects) == METRICS
    for one in found.effects:
        if one.adjusted is None:
            assert one.why_none.startswith("Cannot tell")
        for estimate in (one.with_it, one.without, one.raw, one.adjusted):
            assert estimate is None or estimate.low < estimate.value < estimate.high
    assert metric(found, Metric.DISCOUNT).why_none.endswith("the history of amounts.")


def test_that_q_is_corrected_over_everything_that_is_shown():
    log = made(Made(1500, effect=-1.2))
    analysis = analysed(log)
    other = DeviationKey(DeviationType.SKIPPED, "Proposal")
    both = deviation_effects(analysis, everyone(analysis), silent, keys=[SKIP, other])
    alone = metric(effects_of(log), Metric.WIN_RATE).q
    assert alone is not None
    tested = [
        one for row in both for one in row.effects if one.q is not None and one.metric is not Metric.MONEY
    ]
    assert alone <= adjusted_p(both[0]) * len(tested) * 1.001
    assert alone >= adjusted_p(both[0])
    assert metric(both[0], Metric.MONEY).q == metric(both[0], Metric.WIN_RATE).q


def adjusted_p(found: DeviationEffects) -> float:
    """The p-value behind the win rate, from its interval: 17 degrees of freedom."""
    estimate = adjusted(found)
    error = (estimate.high - estimate.low) / 2 / t.ppf(0.975, 17)
    return float(2 * t.sf(abs(estimate.value) / error, 17))


def test_that_two_runs_say_the_same():
    log = made()
    assert effects_of(log) == effects_of(log)


def test_that_the_sentence_says_what_how_often_when_who_and_of_how_many():
    said = effects_of(made(Made(1500, effect=-1.2))).sentence.replace("\u00a0", " ")
    assert said.startswith("Discovery is skipped in ")
    for part in (
        "95 % interval",
        "in deals from January 2026",
        "of 18 people",
        "most in team",
        "at equal rep",
        "deals)",
    ):
        assert part in said
    assert "within " in said
    assert "Rep 1" not in said


def test_that_where_everything_is_open_or_outcomes_are_not_known_nothing_is_told():
    log = made()
    no_close = np.full(log.n_cases, np.iinfo(np.int64).min)
    still = log.keep_events(~np.isin(log.activity.codes, (4, 5)))
    still = with_columns(still, outcome=np.full(log.n_cases, Outcome.OPEN, dtype=np.int8), closed=no_close)
    assert {one.why_none for one in effects_of(still).effects} == {NONE_ENDED}
    unknown = a_log(*["Qualify > Demo > Proposal"] * 30, *["Qualify > Discovery > Demo"] * 30,
                    outcome=np.full(60, Outcome.UNKNOWN, dtype=np.int8))  # fmt: skip
    assert {one.why_none for one in effects_of(unknown).effects} == {NO_OUTCOMES}


def test_that_nobody_won_is_said():
    found = effects_of(
        a_log(*["Qualify > Demo > Proposal > Lost"] * 30, *["Qualify > Discovery > Demo > Lost"] * 30)
    )
    assert "none of the compared deals was won" in metric(found, Metric.WIN_RATE).why_none


def test_that_ten_deals_are_too_few_and_that_is_said_with_their_number():
    found = effects_of(
        a_log(*["Qualify > Demo > Proposal > Won"] * 4, *["Qualify > Discovery > Demo > Lost"] * 6)
    )
    assert all("4 deals with it and 6 without it" in one.why_none for one in found.effects)
    assert all(one.adjusted is None and one.raw is None for one in found.effects)
    assert "cannot tell" in found.sentence


def test_that_the_least_number_of_deals_can_be_chosen():
    log = a_log(
        *["Qualify > Demo > Proposal > Won", "Qualify > Demo > Proposal > Lost"] * 3,
        *["Qualify > Discovery > Demo > Lost", "Qualify > Discovery > Demo > Proposal > Won"] * 3,
    )
    assert metric(effects_of(log, fewest=5), Metric.WIN_RATE).raw is not None
    assert metric(effects_of(log, fewest=10), Metric.WIN_RATE).raw is None


@pytest.mark.parametrize("reps", [1, 3])
def test_that_few_reps_are_no_clusters_and_still_compared(reps: int):
    found = effects_of(made(Made(reps=reps, better=0.0)))
    assert adjusted(found).low < adjusted(found).value < adjusted(found).high


def test_that_a_log_without_owners_segments_and_amounts_is_compared_as_it_is():
    log = made()
    empty = Categorical.empty(log.n_cases)
    bare = with_columns(log, owner=empty, team=empty, segment=empty, amount=np.full(log.n_cases, np.nan))
    found = effects_of(bare)
    effect = metric(found, Metric.WIN_RATE)
    assert found.adjusted_for == ()
    assert effect.raw is not None
    assert adjusted(found).value == pytest.approx(effect.raw.value)
    assert "known amount" in metric(found, Metric.MONEY).why_none
    assert "known amount" in metric(found, Metric.AMOUNT).why_none


def test_that_what_one_rep_always_does_cannot_be_told_from_the_rep():
    log = made(Made(better=0.0, skips=-30.0))
    rep = log.cases.owner.codes == 3
    starts = log.case_start[:-1]
    drop = np.zeros(log.n_events, dtype=bool)
    drop[starts[rep] + 1] = log.activity.codes[starts[rep] + 1] == 1
    found = effects_of(log.keep_events(~drop))
    effect = metric(found, Metric.WIN_RATE)
    assert effect.raw is not None
    assert effect.adjusted is None
    assert "people who sell both" in effect.why_none


def test_that_amounts_in_two_currencies_are_not_added_up():
    log = made()
    mixed = Categorical((np.arange(log.n_cases) % 2).astype(np.int32), ("EUR", "USD"))
    found = effects_of(with_columns(log, currency=mixed))
    for which in (Metric.AMOUNT, Metric.VELOCITY, Metric.MONEY):
        assert metric(found, which).why_none == SEVERAL
    assert metric(found, Metric.WIN_RATE).adjusted is not None
    assert effects_of(log).currency == "EUR"


def test_that_dates_without_a_time_of_day_say_nothing_of_days_in_a_stage():
    log = made()
    days = replace(log, timestamp=log.timestamp // DAY * DAY)
    assert "dates only" in metric(effects_of(days), Metric.DWELL).why_none
    assert metric(effects_of(log), Metric.DWELL).adjusted is not None


def test_that_discounts_come_from_their_field_whatever_unit_it_has():
    log = made()
    share = np.random.default_rng(4).integers(1, 30, log.n_cases) + 5 * np.isin(
        np.arange(log.n_cases), skipping(log)
    )

    def told(words: list[str], name: str) -> Estimate:
        return adjusted(effects_of(with_columns(log, extra={name: Categorical.of(words)})), Metric.DISCOUNT)

    percent = told([f"{one} %" for one in share.tolist()], "Discount")
    assert percent.value == pytest.approx(0.05, abs=0.025)
    assert told([f"{one / 100:.2f}" for one in share.tolist()], "Discount__c") == percent
    assert told([str(one) for one in share.tolist()], "discount %") == percent


def test_that_discounts_are_else_how_far_the_amount_fell():
    log = made()
    fell = 1 + np.arange(log.n_cases) % 17 + 6 * np.isin(np.arange(log.n_cases), skipping(log))
    changes = a_history(
        *(
            (case, 1.0, "Amount", "10000", str(10_000 - 100 * int(fell[case])), "")
            for case in range(log.n_cases)
        )
    )
    found = metric(effects_of(replace(log, changes=changes)), Metric.DISCOUNT)
    assert found.with_it is not None
    assert found.without is not None
    assert found.with_it.value == pytest.approx(0.15, abs=0.025)
    assert found.without.value == pytest.approx(0.09, abs=0.025)


def skipping(log: EventLog) -> list[int]:
    """The deals that skip Discovery."""
    found = analysed(log).conformance
    assert found is not None
    skip = found.deviation(SKIP)
    assert skip is not None
    return skip.cases.tolist()


def test_that_data_entry_is_not_judged_by_how_deals_end():
    log = made(Made(200))
    quick = replace(
        log,
        timestamp=np.concatenate(
            [log.timestamp[begin] + np.arange(end - begin) * 60_000_000 for begin, end in pairwise(log.case_start)]
        ),
        resource=Categorical(np.zeros(log.n_events, dtype=np.int32), ("Ann",)),
    )  # fmt: skip
    analysis = analysed(quick)
    found = deviation_effects(analysis, everyone(analysis), silent)
    bulk = [one for one in found if one.key.type is DeviationType.ENTERED_IN_BULK]
    assert bulk
    assert all("Data quality" in effect.why_none for one in bulk for effect in one.effects)


def test_that_only_the_deals_of_the_filter_count_and_no_process_has_no_effects():
    analysis = analysed(made())
    mask = analysis.log.cases.segment.is_any_of(("Small",))
    (found,) = deviation_effects(analysis, mask, silent, keys=[SKIP])
    assert found.eligible < effects_of(made()).eligible
    assert "segment" not in found.adjusted_for
    assert deviation_effects(Analysis(analysis.log, None), mask, silent) == ()
    assert deviation_effects(analysis, np.zeros(len(mask), dtype=bool), silent) == ()


def test_that_the_json_says_all_of_it_in_plain_values():
    (told,) = effects_json([effects_of(made())])
    assert (told["type"], told["stage"], told["from"], told["currency"]) == (
        "skipped",
        "Discovery",
        "Demo",
        "EUR",
    )
    assert [one["metric"] for one in told["metrics"]] == [str(one) for one in Metric]
    assert set(told["metrics"][0]["adjusted"]) == {"low", "estimate", "high", "n"}
    assert told["metrics"][3]["adjusted"] is None
    assert PROCESS.name == "New business"
