"""What deals do instead of a stage, and what a call comes down to."""

from math import log

import numpy as np
import pytest

from mining.analysis import analyse
from mining.diagnosis.habits.judged import judged, sellers_of
from mining.diagnosis.verdicts.reading import read_everybody
from mining.diagnosis.verdicts.substitutes import Substitutes, substitutes, way_words
from mining.diagnosis.verdicts.whose import Whose, whose
from mining.process.yaml_format import parse_yaml
from models.conformance import Conformance
from models.deviation import DeviationKey, DeviationType
from models.diagnosis import DeviationEffects, Estimate, Metric, MetricEffect, Reading, VerdictKind
from models.progress import silent
from models.thresholds import Thresholds
from tests.builders import a_log

PROCESS = parse_yaml(
    "process: {name: X}\nflow:\n  - {stage: A}\n  - {stage: B}\n  - {stage: C}\nend:\n  won: {crm: [Won]}\n"
    "  lost: {crm: [Lost], from: any}\n",
    "a test",
)
KEY = DeviationKey(DeviationType.SKIPPED, "B")


def checked(*traces: str) -> Conformance:
    log = a_log(*traces, owner=[f"R{number % 4}" for number in range(len(traces))])
    found = analyse(log, PROCESS, silent).conformance
    assert found is not None
    return found


def call_of(found: Conformance) -> Whose:
    everyone = np.ones(found.log.n_cases, dtype=bool)
    deviation = found.deviation(KEY)
    assert deviation is not None
    return whose(judged(deviation, sellers_of(found.log, everyone), everyone), Thresholds())


def an_effect(value: float, low: float) -> DeviationEffects:
    estimate = Estimate(value, low, 0.1, 80)
    return DeviationEffects(KEY, 40, 80, (MetricEffect(Metric.WIN_RATE, adjusted=estimate),), "")


def test_that_a_way_is_from_the_stage_before_over_what_is_undocumented_to_the_stage_behind() -> None:
    found = checked(*["A > C > Won"] * 3, *["A > Chat > C > Won"] * 2, "A > B > C > Won")
    deviation = found.deviation(KEY)
    assert deviation is not None
    ways = substitutes(found, KEY, deviation.cases)
    assert ways.ways == ((("A", "C"), 3), (("A", "Chat", "C"), 2))
    assert ways.share == pytest.approx(0.6)
    assert ways.scatter == pytest.approx(-(0.6 * log(0.6) + 0.4 * log(0.4)) / log(2))
    assert [way_words(way) for way, _ in ways.ways] == ["from A straight to C", "from A over Chat to C"]


def test_that_one_way_is_not_scattered_and_no_way_neither() -> None:
    assert Substitutes(((("A", "C"), 7),)).scatter == 0.0
    assert (Substitutes(()).share, Substitutes(()).scatter) == (0.0, 0.0)


@pytest.mark.parametrize(("value", "reading"), [(-0.05, Reading.UNREALISTIC), (-0.06, Reading.NONE)])
def test_that_a_process_is_unrealistic_where_one_way_carries_most_and_costs_little(
    value: float, reading: Reading
) -> None:
    found = checked(*["A > C > Won"] * 40, *["A > B > C > Won"] * 10)
    call = call_of(found)
    assert call.kind is VerdictKind.EVERYBODY
    assert read_everybody(found, KEY, call, an_effect(value, -0.2), Thresholds()).reading is reading


def test_that_nobody_calls_a_process_unrealistic_whose_effect_is_not_known() -> None:
    found = checked(*["A > C > Won"] * 40)
    read = read_everybody(found, KEY, call_of(found), None, Thresholds())
    assert read.reading is Reading.NONE
    assert read.would_change == (
        "To call the process unrealistic, its effect on winning has to be known, at equal mix.",
    )


def test_that_a_process_is_vague_where_what_is_done_instead_is_scattered() -> None:
    ways = [f"A > {step} > C > Won" for step in ("Chat", "Call", "Visit", "Mail")]
    found = checked(*ways * 10)
    assert read_everybody(found, KEY, call_of(found), None, Thresholds()).reading is Reading.VAGUE
    less = checked(
        *["A > Chat > C > Won"] * 23,
        *["A > Call > C > Won"] * 13,
        *["A > Visit > C > Won"] * 3,
        "A > C > Won",
    )
    ways_of_less = substitutes(less, KEY, call_of(less).cases)
    assert ways_of_less.share < 0.6
    assert ways_of_less.scatter == pytest.approx(0.6997, abs=0.0001)
    assert read_everybody(less, KEY, call_of(less), None, Thresholds()).reading is Reading.NONE
