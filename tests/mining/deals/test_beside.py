"""What is beside the flow in one deal, in sentences: when, by how much, and whose it was."""

from mining.analysis import analyse_again
from mining.deals.beside import beside_moments, beside_story, beside_words
from models.analysis import Analysis
from models.costs import Costs
from models.progress import silent
from tests.builders import a_log
from tests.mining.beside.deals import a_process, deals, found

MORE = """
roles: {AE: Account executive, SE: Solutions}
handoffs: [{id: H1, from: AE, to: SE, start: Asked, done: [Done], within: 1bd}]
accepted: %s
"""
FLOW = "[{stage: Qualify, sla: 3d}, {stage: Demo, sla: 2bd, owner: SE}]"
END = "{won: {crm: [Won]}, lost: {crm: [Lost], requires_field: team}}"
LOG = deals(
    "0 Qualify @Ann | 4 Demo @Ann | 8/10:08 Lost @Ann",
    "0 Qualify @Ann | 1 ~Asked | 2 Won @Ann",
    "0 Qualify @Ann | 1 ~Asked | 2 ~Done | 2/11:00 ~Asked | 4 ~Done",
    "0 Qualify @Ann",
    "40 Qualify @Ann",
    team=["", "North", "North", "North", "North"],
)


def analysed(accepted: str = "[]") -> Analysis:
    process = a_process(FLOW, END, MORE % accepted)
    return analyse_again(LOG, process, Costs(), silent, None, areas={"Ann": "AE"})[0]


def story(case: int, accepted: str = "[]") -> list[str]:
    return [beside_words(one).replace("\u00a0", " ") for one in beside_moments(analysed(accepted), case)]


def test_that_it_says_when_by_how_much_and_whose() -> None:
    assert story(0) == [
        "Qualify began on 5 Jan 2026 and took 4 days, 1 day beyond the 3 days allowed.",
        "Demo began on 9 Jan 2026 and took 2 working days, 1 working minute beyond the 2 working days allowed.",
        "Demo was entered on 9 Jan 2026 by Ann, whose role is Account executive.",
        "It ended as Lost on 13 Jan 2026 without a value of team.",
    ]


def test_that_hand_overs_are_told_by_what_went_wrong() -> None:
    assert story(1) == [
        "Hand-over H1 silent: asked for on 6 Jan 2026, no answer for 29 working days; "
        "at most 1 working day is usual or allowed."
    ]
    assert story(2)[1:3] == [
        "Hand-over H1 bounced: asked for on 6 Jan 2026.",
        "Hand-over H1 late: asked for on 7 Jan 2026, it took 1.9 working days, 8 working hours beyond the "
        "1 working day allowed.",
    ]


def test_that_an_open_deal_is_told_so_far() -> None:
    assert story(3) == [
        "Stalled in Qualify: quiet since 5 Jan 2026, for 40 days; at most 3 days is usual or allowed.",
        "Qualify began on 5 Jan 2026 and has taken 40 days, 37 days beyond the 3 days allowed.",
    ]
    assert story(4) == []


def test_that_what_is_accepted_is_not_told() -> None:
    assert len(story(0, "[{deviation: late in Qualify}, {deviation: wrong role at Demo}]")) == 2


def test_that_a_story_ends_after_four_and_needs_a_process() -> None:
    moments = beside_moments(analysed(), 0)
    assert beside_story((*moments, *moments)) == beside_story(moments)
    assert beside_moments(Analysis(a_log("Qualify"), None), 0) == ()
    assert beside_story(beside_moments(found(deals("0 Qualify | 1 Won")), 0)) == ""
