"""The measures in plain words."""

import pytest

from mining.measures.wording import (
    cell_sentence,
    footprint_sentence,
    generalisation_sentence,
    precision_sentence,
    quality_sentences,
    stage_sentence,
)
from mining.number_format import NBSP
from models.model_quality import (
    Continuation,
    Footprint,
    FootprintCell,
    ModelQuality,
    Precision,
    Relation,
    StageFitness,
)

DEMO = StageFitness("Demo", 1203, 30, 12, 4, 1203 / 1245)
NEVER = StageFitness("Legal", 0, 30, 0, 0, 0.0)


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def test_that_precision_names_the_three_ways_that_are_left_open_most() -> None:
    unused = tuple(Continuation(None if i == 0 else "Demo", f"S{i}", 2000 - i, 0) for i in range(5))
    assert plain(precision_sentence(Precision(0.62, 1000, 380, unused))) == (
        "Of what the process allows at each step, deals do 62 %: it leaves room for ways that no deal takes from "
        "there, such as S0 first of all (2,000 times possible), S1 right after Demo (1,999 times possible) and S2 "
        "right after Demo (1,998 times possible)."
    )


def test_that_ends_are_examples_of_unused_ways_only_where_there_are_no_others() -> None:
    lost, demo = Continuation(None, "Lost", 3000, 0), Continuation("Qualify", "Demo", 2, 0)
    said = plain(precision_sentence(Precision(0.5, 10, 5, (lost, demo)), ("Won", "Lost")))
    assert said.endswith("such as Demo right after Qualify (2 times possible).")
    alone = plain(precision_sentence(Precision(0.5, 10, 5, (lost,)), ("Won", "Lost")))
    assert alone.endswith("such as Lost first of all (3,000 times possible).")


def test_that_a_process_without_room_is_said_to_have_none() -> None:
    assert "leaves no room" in precision_sentence(Precision(1.0, 10, 0, ()))


def test_that_a_stage_is_told_with_what_deals_do_instead() -> None:
    assert plain(stage_sentence(DEMO)) == (
        "Demo: 97 % fit; 1,203 deals do it in its place, 30 leave it out, 4 do it at another time, 8 do it where it "
        "is not asked for"
    )
    assert stage_sentence(StageFitness("Demo", 0, 0, 0, 0, None)) == "Demo: no deal came so far"


def test_that_steps_that_nobody_follows_are_named() -> None:
    quality = ModelQuality(1245, 0.9, (DEMO, NEVER), None, 0.48, None, "Precision cannot be told.")
    assert plain(generalisation_sentence(quality)).endswith("48 %; no deal follows Legal.")
    assert quality_sentences(quality)[0] == "Precision cannot be told."
    assert len(quality_sentences(quality)) == 2


@pytest.mark.parametrize("documented", list(Relation))
@pytest.mark.parametrize("observed", list(Relation))
def test_that_every_difference_has_words(documented: Relation, observed: Relation) -> None:
    if documented is not observed:
        sentence = cell_sentence(FootprintCell("Demo", "Legal", documented, observed, 1))
        assert "Demo" in sentence
        assert "Legal" in sentence


def test_that_a_difference_is_told_in_the_direction_that_it_has() -> None:
    turned = FootprintCell("Demo", "Legal", Relation.NEVER, Relation.AFTER, 5)
    assert cell_sentence(turned) == "deals go from Legal straight to Demo, the process never does"
    twice = FootprintCell("Demo", "Demo", Relation.NEVER, Relation.BOTH, 5)
    assert cell_sentence(twice) == "deals do Demo twice in a row, the process never does"


def test_that_the_most_frequent_differences_are_named() -> None:
    cells = tuple(FootprintCell("A", f"S{i}", Relation.NEVER, Relation.BEFORE, i) for i in range(5))
    sentence = footprint_sentence(Footprint(("A",), 0.5, cells))
    assert "S4" in sentence
    assert "S1" not in sentence
