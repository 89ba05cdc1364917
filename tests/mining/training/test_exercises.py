"""Exercises on small logs: the right answers counted by hand, and none where they could be argued about."""

from dataclasses import replace
from datetime import date

from mining.training.handout import handout
from models.report import Bullets, Layout, Paragraph
from models.training import ExerciseKind, Group, Whom
from tests.builders import a_log, a_log_with_activities
from tests.desktop.screens.with_buyer import TRACES, a_process
from tests.mining.training.sources import (
    ADDS,
    FOLLOWS,
    GOES_BACK,
    SKIPS,
    SWAPS,
    a_source,
    exercises_of,
    material_of,
    right_of,
)

YES = "Yes, it follows the process"


def test_that_the_skipped_stage_is_the_one_that_no_won_deal_does_without() -> None:
    """Demo is missing too, but may be left out: it is not offered at all."""
    (exercise,) = exercises_of(a_source("Qualify > Proposal > Contract > Won"), ExerciseKind.SKIPPED)
    assert exercise.question == "Deal A was won. Which stage was skipped?"
    assert exercise.choices == ("Qualify", "Discovery", "Proposal", "Contract")
    assert right_of(exercise) == {"Discovery"}
    assert exercise.explanation == "Discovery was never done, and no deal is won without it."


def test_that_one_of_several_skipped_stages_is_as_right_as_another() -> None:
    (exercise,) = exercises_of(a_source("Qualify > Demo > Contract > Won"), ExerciseKind.SKIPPED)
    assert right_of(exercise) == {"Discovery", "Proposal"}


def test_that_what_comes_next_is_asked_where_the_deal_departs() -> None:
    (exercise,) = exercises_of(a_source(SKIPS), ExerciseKind.NEXT)
    assert exercise.question == "Deal A is in Qualify. What would the process ask for now?"
    assert [row.what for row in exercise.shown] == ["Qualify"]
    assert right_of(exercise) == {"Discovery"}
    assert "Demo" in exercise.choices  # what the deal did instead
    assert (
        exercise.explanation
        == "After Qualify the process asks for Discovery. In Deal A it was Demo that came."
    )


def test_that_no_choice_beside_the_right_one_is_allowed_by_the_process() -> None:
    """After Discovery both Demo and Proposal may come: one of them is offered, the other is not called wrong."""
    for seed in range(12):
        for exercise in exercises_of(a_source(FOLLOWS, ADDS, seed=seed), ExerciseKind.NEXT):
            if exercise.shown[-1].what == "Discovery":
                assert right_of(exercise) == {"Demo"}
                assert "Proposal" not in exercise.choices


def test_that_every_way_in_which_a_deal_left_its_lane_is_right() -> None:
    lane = ExerciseKind.LANE
    assert right_of(exercises_of(a_source(FOLLOWS), lane)[0]) == {YES}
    assert right_of(exercises_of(a_source(SKIPS), lane)[0]) == {"No, a stage was left out"}
    assert right_of(exercises_of(a_source(SWAPS), lane)[0]) == {"No, stages came in another order"}
    assert right_of(exercises_of(a_source(GOES_BACK), lane)[0]) == {
        "No, a stage was done again that was over"
    }
    both = a_source("Qualify > Demo > Proposal > Qualify > Contract > Won")
    assert right_of(exercises_of(both, lane)[0]) == {
        "No, a stage was left out", "No, a stage was done again that was over",
    }  # fmt: skip


def test_that_no_lane_is_asked_about_where_a_step_of_its_own_was_added() -> None:
    assert exercises_of(a_source(ADDS), ExerciseKind.LANE) == ()


def test_that_the_buyer_stood_at_the_furthest_step_that_was_seen() -> None:
    """Pain on day 1, a meeting on day 3, a price request on day 5; Contract begins on day 6."""
    by_stage = {"Discovery": "Problem identification", "Proposal": "Exploration", "Contract": "Selection"}
    asked = set()
    for seed in range(12):
        source = a_source(log=a_log_with_activities(TRACES[0]), process=a_process(), seed=seed)
        (exercise,) = exercises_of(source, ExerciseKind.BUYER)
        stage = next(stage for stage in by_stage if f"when {stage} began" in exercise.question)
        asked.add(stage)
        assert right_of(exercise) == {by_stage[stage]}
        assert exercise.shown[-1].what == stage
    assert asked == set(by_stage)


def test_that_nothing_seen_is_an_answer_too() -> None:
    source = a_source(
        log=a_log_with_activities(TRACES[0], "0 Qualify | 1 Discovery | 2 Lost"), process=a_process()
    )
    exercise = next(one for one in exercises_of(source, ExerciseKind.BUYER) if one.case == 1)
    assert right_of(exercise) == {"Nothing was seen yet"}


def test_that_missing_before_a_close_is_what_was_asked_for_and_never_seen() -> None:
    process = a_process()
    stages = {"Discovery": ("explored",), "Proposal": ("asked",)}
    flow = tuple(
        replace(stage, exit_evidence=stages.get(stage.name, stage.exit_evidence)) for stage in process.stages
    )
    log = a_log_with_activities(
        TRACES[0], "0 Qualify | 1 ~Call: pain | 2 Discovery | 3 ~Meeting | 4 Proposal | 6 Contract | 7 Won"
    )
    (exercise,) = exercises_of(a_source(log=log, process=replace(process, flow=flow)), ExerciseKind.MISSING)
    assert exercise.case == 1
    assert exercise.choices == ("pain", "explored", "asked")
    assert right_of(exercise) == {"asked"}
    assert exercise.explanation == "Proposal is not left without: asked. It was not seen before the close."


def test_that_kinds_without_material_are_left_out_with_a_reason() -> None:
    left = {one.kind: one.why for one in material_of(a_source(FOLLOWS)).left}
    assert left == {
        ExerciseKind.SKIPPED: "No won deal leaves out a stage that no deal is won without.",
        ExerciseKind.BUYER: "The process has no buyer's journey; draw one on the screen Buyer journey.",
        ExerciseKind.MISSING: "No stage asks for evidence before it is left; say which in the process editor.",
    }


def test_that_nothing_can_be_made_of_open_deals() -> None:
    found = material_of(a_source("Qualify > Discovery", "Qualify"))
    assert (found.deals, found.exercises, found.closed) == ((), (), 0)
    assert {one.kind for one in found.left} == set(ExerciseKind)


def test_that_the_same_seed_makes_the_same_exercises_and_kinds_take_turns() -> None:
    traces = (FOLLOWS, SKIPS, SWAPS, GOES_BACK) * 3
    one, again = (material_of(a_source(*traces, seed=4), most=6) for _ in range(2))
    assert one.exercises == again.exercises
    assert [exercise.kind.value for exercise in one.exercises] == ["next", "skipped", "lane"] * 2
    assert len({exercise.case for exercise in one.exercises}) == 6
    assert material_of(a_source(*traces, seed=5), most=6).exercises != one.exercises


def test_that_a_rep_is_trained_with_own_deals_only() -> None:
    log = a_log(FOLLOWS, SKIPS, SKIPS, FOLLOWS, owner=["Ann", "Ann", "Bob", "Bob"])
    found = material_of(a_source(log=log, whom=Whom(Group.REP, "Bob")))
    assert {deal.case for deal in found.deals} | {one.case for one in found.exercises} == {2, 3}
    assert (found.own.cases, found.own.deals) == (1, 2)
    assert found.others is None


def test_that_everybody_else_is_a_figure_only_where_they_are_enough() -> None:
    """Five others with 30 deals are shown, with one deal less they are not, and neither are four people."""

    def others(owners: list[str]) -> tuple[int, int, int] | None:
        log = a_log(*[FOLLOWS, SKIPS] * (len(owners) // 2), *[FOLLOWS] * (len(owners) % 2), owner=owners)
        found = material_of(a_source(log=log, whom=Whom(Group.REP, "Ann"))).others
        return (found.cases, found.deals, found.people) if found else None

    five, four = ["Bob", "Cid", "Dan", "Eve", "Flo"], ["Bob", "Cid", "Dan", "Eve"]
    assert others(["Ann", "Ann", *five * 6]) == (15, 30, 5)
    assert others(["Ann", "Ann", *(five * 6)[1:]]) is None
    assert others(["Ann", "Ann", *four * 10]) is None


def test_that_a_hand_out_has_the_exercises_of_the_screen_and_their_solutions_on_a_page_of_their_own() -> None:
    log = a_log(FOLLOWS, SKIPS, SWAPS, owner=["Ann"] * 3)
    found = material_of(a_source(log=log))
    report = handout(found, date(2026, 3, 1), "#2563eb")
    path, exercises, solutions = report.sections
    assert path.blocks[0] == Bullets(
        ("Qualify", "Discovery", "Demo (may be left out, or done in another way)", "Proposal", "Contract"),
        numbered=True,
    )
    assert (exercises.on_new_page, solutions.on_new_page, report.layout) == (False, True, Layout.COMPACT)
    written = [block for block in solutions.blocks if isinstance(block, Paragraph)]
    assert len(written) == len(found.exercises)
    assert all(one.explanation in block.text for one, block in zip(found.exercises, written, strict=True))
    assert "Ann" not in repr(report)
    assert "D1" not in repr(report)
