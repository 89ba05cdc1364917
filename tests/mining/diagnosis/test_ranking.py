"""The order of the verdicts: the firmest and costliest first."""

from mining.diagnosis.ranking import ranked, stake_of
from models.diagnosis import (
    Confidence,
    DeviationEffects,
    Diagnosis,
    DiagnosisCard,
    Estimate,
    Metric,
    MetricEffect,
    VerdictKind,
)
from tests.mining.diagnosis.cards import a_card, a_key

POSSIBLE = Confidence.POSSIBLE


def effects(stage: str, value: float, low: float, high: float, q: float = 0.01) -> DeviationEffects:
    money = MetricEffect(Metric.MONEY, adjusted=Estimate(value, low, high, 40))
    won = MetricEffect(Metric.WIN_RATE, adjusted=Estimate(value / 1e4, low / 1e4, high / 1e4, 40), q=q)
    return DeviationEffects(a_key(stage), 40, 100, (won, money), "")


def told(*cards: DiagnosisCard, known: tuple[DeviationEffects, ...] = ()) -> list[str]:
    return [card.key.stage if card.key else "" for card in ranked(Diagnosis(cards, (), known))]


def test_that_the_firmest_come_first_and_no_call_last():
    assert told(
        a_card(VerdictKind.NO_CALL, key=a_key("A"), confidence=Confidence.LIKELY),
        a_card(VerdictKind.REP, "Ann", key=a_key("B"), confidence=POSSIBLE),
        a_card(VerdictKind.TEAM, "East", key=a_key("C")),
    ) == ["C", "B", "A"]


def test_that_of_equally_firm_ones_the_costliest_comes_first_and_then_the_one_with_the_most_deals():
    cards = [
        a_card(key=a_key(stage), cases=cases) for stage, cases in (("A", (1,)), ("B", (1, 2)), ("C", ()))
    ]
    assert told(*cards) == ["B", "A", "C"]
    assert told(*cards, known=(effects("C", -900, -990, -10), effects("A", -500, -600, -400))) == [
        "C",
        "A",
        "B",
    ]


def test_that_money_that_is_not_told_apart_from_nothing_or_comes_in_ranks_nothing_up():
    cards = [a_card(key=a_key("A"), cases=(1, 2)), a_card(key=a_key("B"), cases=(1,))]
    assert told(*cards, known=(effects("B", -900, -2000, 10),)) == ["A", "B"]
    assert told(*cards, known=(effects("B", 900, 100, 2000),)) == ["A", "B"]
    assert told(*cards, known=(effects("B", -900, -2000, -10, q=0.3),)) == ["A", "B"]
    assert told(*cards, known=(effects("B", -900, -2000, -10),)) == ["B", "A"]


def test_that_the_stake_is_the_one_at_equal_mix_and_unknown_where_there_is_none():
    found = Diagnosis((), (), (effects("A", -5, -9, -1),))
    assert stake_of(found, a_card(key=a_key("A"))) == Estimate(-5, -9, -1, 40)
    assert stake_of(found, a_card(key=a_key("B"))) is None
    assert stake_of(found, a_card(VerdictKind.SKILL)) is None
