"""Effects are worked out once for the same deals of the same check, and anew for all else."""

from mining.diagnosis.effects.effects import deviation_effects
from mining.diagnosis.effects.known_effects import known_effects
from models.analysis import Analysis
from models.progress import silent
from tests.mining.diagnosis.effects.made import Made, analysed, everyone, made


def test_that_the_same_question_has_the_same_answer_and_another_one_its_own():
    analysis = analysed(made(Made(300)))
    mask = everyone(analysis)
    first = known_effects(analysis, mask, silent)
    again = known_effects(Analysis(analysis.log, analysis.conformance), mask.copy(), silent)
    assert first
    assert again is first
    assert first == deviation_effects(analysis, everyone(analysis), silent)
    assert known_effects(analysis, mask, silent, fewest=150) != first
    mask[: len(mask) // 2] = False
    of_half = known_effects(analysis, mask, silent)
    assert of_half[0].eligible < first[0].eligible
    mask[:] = True
    assert known_effects(analysis, mask, silent) is first


def test_that_another_check_is_asked_anew_and_no_process_has_no_effects():
    one, other = analysed(made(Made(300))), analysed(made(Made(300, effect=-1.2)))
    assert known_effects(one, everyone(one), silent) != known_effects(other, everyone(other), silent)
    assert known_effects(Analysis(one.log, None), everyone(one), silent) == ()
