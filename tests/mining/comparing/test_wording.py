"""What a comparison says: sentences, headline, and its table."""

from dataclasses import replace

import numpy as np
import pytest

from mining.comparing.table import comparison_table
from mining.comparing.wording import (
    counted,
    difference_words,
    headline,
    mix_sentence,
    name_of,
    sentence,
    short_unit,
)
from mining.number_format import UNKNOWN, p_value
from models.comparison import About, Difference, Figure, GroupComparison, Side, Topic, Unit
from models.deviation import DeviationKey, DeviationType, Effect
from models.process_map import ProcessMap

NOTHING = ProcessMap((), (), 0)


def of(*rows: Difference, going_on: bool = False) -> GroupComparison:
    sides = (
        Side(name, phrase, np.zeros(0, dtype=bool))
        for name, phrase in (("Won", "winners"), ("Lost", "losers"))
    )
    return GroupComparison(*sides, rows, NOTHING, (NOTHING, NOTHING), going_on)


def share(
    about: About, one: tuple[int, int], other: tuple[int, int], effect: Effect | None, why: str = ""
) -> Difference:
    figures = (Figure(hits / total, total, hits) for hits, total in (one, other))
    return Difference(about, Unit.SHARE, *figures, effect, why)


PATH = share(
    About(Topic.PATH, path=("Discovery", "Demo")), (34, 100), (44, 200), Effect(0.05, 0.12, 0.19, 0.001)
)


def test_that_a_path_is_told_in_one_sentence() -> None:
    assert sentence(PATH, of(PATH)).replace("\u00a0", " ") == (
        "Winners go from Discovery straight to Demo in 34 % of cases, losers in 22 %: "
        "12 points more (95 % interval 5 to 19)."
    )
    assert sentence(PATH, of(PATH, going_on=True)).startswith(
        "Where they go on from Discovery, winners go straight to Demo"
    )
    assert counted(PATH) == "A: 34 of 100 · B: 44 of 200"


def test_that_fewer_is_told_with_the_interval_of_its_size() -> None:
    row = share(About(Topic.STAGE, stage="Demo"), (22, 100), (34, 100), Effect(-0.19, -0.12, -0.05, 0.001))
    said = sentence(row, of(row)).replace("\u00a0", " ")
    assert (
        said
        == "Winners come to Demo in 22 % of cases, losers in 34 %: 12 points fewer (95 % interval 5 to 19)."
    )
    assert difference_words(row).replace("\u00a0", " ") == "−12 points"


def test_that_chance_and_what_is_not_tested_are_told_apart() -> None:
    chance = share(About(Topic.WIN_RATE), (30, 100), (28, 100), Effect(-0.1, 0.02, 0.14, 0.8))
    assert (
        sentence(chance, of(chance))
        .replace("\u00a0", " ")
        .endswith(": within chance (95 % interval −10 to +14).")
    )
    untested = share(About(Topic.OPEN), (30, 100), (28, 100), None, "the sides are chosen by it")
    assert sentence(untested, of(untested)).endswith("Not compared: the sides are chosen by it.")
    assert difference_words(untested) == "–"


def test_that_days_and_amounts_have_their_unit() -> None:
    days = Difference(
        About(Topic.STAGE_TIME, stage="Demo"),
        Unit.DAYS,
        Figure(12.0, 40),
        Figure(20.0, 50),
        Effect(-12.4, -8.0, -3.2, 0.01),
    )
    assert sentence(days, of(days)).replace("\u00a0", " ") == (
        "Winners stay in Demo for 12 days (median), losers for 20 days: 8 days less (95 % interval 3 to 12)."
    )
    hours = replace(days, effect=Effect(-0.5, -0.25, -1 / 24, 0.01))
    assert "6 hours less (95 % interval 1 hour to 12 hours)" in sentence(hours, of(hours)).replace(
        "\u00a0", " "
    )
    money = Difference(
        About(Topic.AMOUNT, value="EUR"),
        Unit.MONEY,
        Figure(1200.0, 40),
        Figure(900.0, 50),
        Effect(100.0, 300.0, 500.0, 0.01),
    )
    assert "300 EUR more (95 % interval 100 to 500)" in sentence(money, of(money)).replace("\u00a0", " ")


def test_that_the_headline_has_one_sentence_of_each_kind_and_at_most_three() -> None:
    told, long = Effect(0.05, 0.12, 0.19, 0.001), Effect(1, 3, 5, 0.01)
    skipped = DeviationKey(DeviationType.SKIPPED, "Demo")
    rows = [
        PATH,
        share(About(Topic.PATH, path=("Demo", "Proposal")), (34, 100), (44, 200), told),
        share(About(Topic.MIX, column="Segment", value="SMB"), (34, 100), (44, 200), told),
        share(About(Topic.DEVIATION, deviation=skipped), (34, 100), (44, 200), told),
        Difference(About(Topic.STAGE_TIME, stage="Demo"), Unit.DAYS, Figure(12.0, 40), Figure(9.0, 50), long),
        Difference(About(Topic.AMOUNT), Unit.MONEY, Figure(12.0, 40), Figure(9.0, 50), long),
    ]
    said = headline(of(*rows))
    assert len(said) == 3
    assert said[0].replace("\u00a0", " ").endswith("12 points more (5 to 19).")
    assert said[1].startswith("Skipped Demo: ")
    assert said[2].startswith("Winners stay in Demo")
    assert "segment SMB is 34" in mix_sentence(of(*rows)).replace("\u00a0", " ")


def test_that_no_difference_is_told_with_how_many_were_compared() -> None:
    chance = share(About(Topic.WIN_RATE), (30, 100), (28, 100), Effect(-0.1, 0.02, 0.14, 0.8))
    assert headline(of(chance)) == ("No difference larger than chance among 1 compared.",)
    assert mix_sentence(of(chance)) == ""


@pytest.mark.parametrize(
    ("about", "name"),
    [
        (About(Topic.PATH, path=(None, "Demo")), "Start → Demo"),
        (About(Topic.STEP_TIME, path=("Demo", "Won")), "Demo → Won, days"),
        (About(Topic.STAGE, stage="Demo"), "Comes to Demo"),
        (About(Topic.STAGE_TIME, stage="Demo"), "Days in Demo"),
        (About(Topic.MIX, column="Segment", value="SMB"), "Segment: SMB"),
        (About(Topic.AMOUNT, value="EUR"), "Amount (EUR)"),
        (About(Topic.WIN_RATE), "Win rate"),
    ],
)
def test_that_everything_compared_has_a_name(about: About, name: str) -> None:
    assert name_of(about) == name


def test_that_q_values_are_short() -> None:
    assert [p_value(q) for q in (0.0, 0.00234, 0.0421, 0.123)] == ["<\u00a00.001", "0.0023", "0.042", "0.12"]
    assert (p_value(None), p_value(float("nan"))) == (UNKNOWN, UNKNOWN)


def test_that_the_table_has_every_figure_and_says_why_something_is_not_tested() -> None:
    untested = share(About(Topic.OPEN), (30, 100), (28, 100), None, "the sides are chosen by it")
    table = comparison_table(of(PATH, untested))
    columns = {column.title: column.values for column in table.columns}
    assert columns["What"] == ["Discovery → Demo", "Still open"]
    assert columns["A: Won"] == [0.34, 0.3]
    assert columns["B: deals with it"] == [44, 28]
    assert columns["A minus B"] == [0.12, None]
    assert columns["Larger than chance"] == ["yes", "not compared: the sides are chosen by it"]


def test_that_working_days_are_short_in_a_table():
    assert short_unit("+5.2 working days") == "+5.2 wd"
    assert short_unit("1 working day") == "1 wd"
    assert short_unit("6 working hours") == "6 w. hours"
    assert short_unit("14 days") == "14 days"
