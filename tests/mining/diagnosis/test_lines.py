"""A diagnosis in lines of text: short enough to be read, and nothing that matters is left out."""

from mining.diagnosis.lines import lines_of
from mining.number_format import NBSP
from models.deviation import DeviationKey
from models.diagnosis import (
    Confidence,
    DeviationEffects,
    Diagnosis,
    DiagnosisCard,
    Estimate,
    Evidence,
    Metric,
    MetricEffect,
    VerdictKind,
)
from tests.mining.diagnosis.cards import a_card, a_key

STAYS = "If nobody else did it, it would be a habit."


def effects(key: DeviationKey, *, apart: bool = False) -> DeviationEffects:
    found = Estimate(-0.2, -0.3, -0.1, 100) if apart else Estimate(-0.02, -0.1, 0.1, 100)
    told = MetricEffect(Metric.WIN_RATE, adjusted=found, q=0.01 if apart else 0.9)
    return DeviationEffects(key, 20, 100, (told,), f"What goes with {key.stage}.")


def said(*cards: DiagnosisCard, told: tuple[DeviationEffects, ...] = ()) -> list[str]:
    return [line.replace(NBSP, " ") for line in lines_of(Diagnosis(cards, (), told))]


def test_that_a_verdict_has_its_reasons_and_what_would_change_several_is_said_once():
    first = a_card(
        VerdictKind.REP, "Rep 1", evidence=(Evidence("Often."),), against=(Evidence("Not always."),),
        would_change=(STAYS,), cases=(1, 2),
    )  # fmt: skip
    second = a_card(VerdictKind.REP, "Rep 2", key=a_key("Demo"), would_change=(STAYS,), cases=(1,))
    assert said(first, second) == [
        "Verdicts",
        "- Rep 1 leaves out Discovery: a habit (likely)",
        "    for: Often.",
        "    against: Not always.",
        f"    would change it: {STAYS}",
        "- Rep 2 leaves out Demo: a habit (likely)",
    ]


def test_that_deviations_in_which_nobody_stands_out_share_a_line_and_those_that_need_more_do_not():
    alike = [
        a_card(VerdictKind.NO_CALL, key=a_key(stage), confidence=Confidence.POSSIBLE, would_change=("If.",))
        for stage in ("Discovery", "Demo")
    ]
    unsure = a_card(
        VerdictKind.NO_CALL,
        key=a_key("Legal"),
        confidence=Confidence.CANNOT_TELL,
        would_change=("60 deals.",),
    )
    assert said(*alike, unsure) == [
        "Verdicts: nobody is called for anything.",
        "No call",
        "- Skipped Legal – cannot tell yet whose it is. 60 deals.",
        "- Nobody stands out: Skipped Discovery; Skipped Demo. If.",
    ]


def test_that_effects_are_told_of_what_is_called_and_of_what_makes_a_difference():
    called, costly, other = (a_key(stage) for stage in ("Discovery", "Demo", "Legal"))
    told = (effects(other), effects(costly, apart=True), effects(called))
    lines = said(a_card(VerdictKind.EVERYBODY, key=called), told=told)
    assert lines[lines.index("What goes along with each deviation") + 1 :] == [
        "- What goes with Discovery.",
        "- What goes with Demo.",
        "- 1 other has neither a call nor an effect told apart from none: see --json FILE.",
    ]
