"""One deal step by step: what the process asks for after every event, told only where it is beyond doubt."""

from mining.training.telling import told_deal
from models.training import TrainingDeal
from tests.builders import a_log_with_activities
from tests.mining.training.sources import ADDS, FOLLOWS, GOES_BACK, SKIPS, SMALL, SWAPS, a_source, material_of


def told(trace: str) -> TrainingDeal:
    return told_deal(a_source(trace, FOLLOWS), 0, "Deal A")


def test_that_a_conforming_deal_is_told_with_what_may_come_next() -> None:
    deal = told(FOLLOWS)
    assert deal.asked_first == ("Qualify",)
    assert [moment.follows for moment in deal.moments] == [True] * 6
    assert [moment.asked for moment in deal.moments] == [
        ("Discovery",), ("Demo", "Proposal"), ("Proposal",), ("Contract",), ("Won",), (),
    ]  # fmt: skip
    assert deal.moments[3].again == ("Proposal",)
    assert deal.moments[1].told == "Discovery is what the process asks for here."
    assert deal.moments[2].told == "Demo is one of the steps that the process allows here."
    assert [moment.day for moment in deal.moments] == [0, 1, 2, 3, 4, 5]
    assert deal.shows == ()


def test_that_a_skipped_stage_is_told_where_it_was_asked_for() -> None:
    deal = told(SKIPS)
    assert [moment.follows for moment in deal.moments] == [True, False, True, True, True]
    assert deal.moments[1].told == "Demo came where the process asks for Discovery, which was never done."
    assert deal.moments[1].asked == ("Proposal",)
    assert deal.shows == ("Skipped Discovery",)


def test_that_of_two_stages_that_changed_places_only_the_first_departs() -> None:
    """Either of them may be the one that moved: what is told holds for both."""
    deal = told(SWAPS)
    assert [moment.follows for moment in deal.moments] == [True, False, True, True, True, True]
    assert (
        deal.moments[1].told == "Demo came where the process asks for Discovery, which was done only later."
    )


def test_that_going_back_without_being_allowed_to_departs_once() -> None:
    deal = told(GOES_BACK)
    assert [moment.follows for moment in deal.moments] == [True, True, True, True, False, True, True]
    assert deal.moments[4].told == "Discovery was done before; the process asks for Contract now."


def test_that_going_back_as_documented_follows() -> None:
    deal = told("Qualify > Discovery > Proposal > Contract > Proposal > Contract > Won")
    assert all(moment.follows for moment in deal.moments)
    assert deal.moments[4].asked == ("Contract",)


def test_that_a_step_that_the_process_does_not_have_departs() -> None:
    moment = told(ADDS).moments[2]
    assert (moment.follows, moment.told) == (
        False,
        "The process has no step Board; it asks for Demo or Proposal here.",
    )


def test_that_a_deal_may_be_lost_anywhere() -> None:
    deal = told("Qualify > Discovery > Lost")
    assert deal.moments[2].told == "The process lets a deal end as Lost here."


def test_that_only_closed_deals_beyond_doubt_are_told() -> None:
    """A lost deal that departs can be told in several ways, and an open one is not over."""
    source = a_source(FOLLOWS, SKIPS, "Qualify > Proposal > Lost", "Qualify > Discovery")
    assert sorted(source.told()) == [0, 1]


def test_that_too_much_time_in_a_stage_is_told_when_it_is_left() -> None:
    log = a_log_with_activities(
        "0.4 Qualify | 1.5 Discovery | 2.4 Demo | 3.4 Proposal | 15.4 Contract | 16.5 Won"
    )
    moment = told_deal(a_source(log=log), 0, "Deal A").moments[3]
    assert moment.before_leaving == ("Time allowed: 10\u00a0days",)
    assert moment.became == ("Proposal took 12\u00a0days; 10\u00a0days are allowed.",)


def test_that_chosen_deals_are_varied_and_named_by_letters() -> None:
    found = material_of(a_source(SKIPS, SKIPS, SKIPS, FOLLOWS, GOES_BACK, ADDS))
    assert [deal.name for deal in found.deals[:4]] == ["Deal A", "Deal B", "Deal C", "Deal D"]
    assert [deal.shows for deal in found.deals[:4]] == [
        ("Skipped Discovery",), (), ("Went back to Discovery",), ("Undocumented step: Board",),
    ]  # fmt: skip


def test_that_the_prescribed_path_says_what_may_be_left_out() -> None:
    path = material_of(a_source(FOLLOWS)).path
    assert [(stage.name, stage.needed) for stage in path] == [
        ("Qualify", True), ("Discovery", True), ("Demo", False), ("Proposal", True), ("Contract", True),
    ]  # fmt: skip
    assert len(SMALL.stages) == len(path)
