"""What the sellers log while they work a deal: calls, e-mails and meetings, each in its stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from mining.demo.clock import part_way
from mining.demo.deals import Deal
from mining.demo.dice import Dice
from mining.demo.records import Meeting, Records, Task
from mining.demo.stages import CONTRACT, DEMO, DISCOVERY, NEGOTIATION, PROPOSAL, QUALIFY, SECURITY

DISCOVERY_MEETING = "Discovery meeting"
_TASKS = {
    QUALIFY: ("Call: introduction", "Email: introduction and agenda", "Call: qualification follow-up"),
    DISCOVERY: ("Email: notes from discovery", "Call: open questions", "Email: success criteria"),
    DEMO: ("Email: demo recording", "Call: demo feedback"),
    SECURITY: ("Email: security questionnaire", "Email: answers to the questionnaire"),
    PROPOSAL: ("Email: proposal sent", "Call: proposal walk-through", "Email: proposal follow-up"),
    NEGOTIATION: ("Call: commercial terms", "Email: revised terms"),
    CONTRACT: ("Email: contract sent", "Call: signature date"),
}
_MEETINGS = {
    DISCOVERY: DISCOVERY_MEETING,
    DEMO: "Product demo",
    SECURITY: "Security workshop",
    PROPOSAL: "Proposal review",
    NEGOTIATION: "Negotiation meeting",
}
_MEETING_RATE = 0.75


def logged(dice: Dice, deals: Sequence[Deal]) -> Records:
    """What the owner of a deal logged while it was in a stage."""
    tasks, meetings = [], []
    for deal in deals:
        for start, end, stage in stays(deal):
            for subject in _TASKS.get(stage, ()):
                was_logged, part, minutes = dice.chance(0.45), dice.between(0.1, 0.9), dice.whole(4, 40)
                if was_logged:
                    at = part_way(start, end, part, deal.team.utc_offset)
                    tasks.append(Task(deal, subject, at, minutes))
            held, part = dice.chance(_MEETING_RATE), dice.between(0.1, 0.9)
            minutes = dice.pick((30, 45, 60, 90))
            if held and stage in _MEETINGS:
                at = part_way(start, end, part, deal.team.utc_offset)
                meetings.append(Meeting(deal, _MEETINGS[stage], at - at % 900, minutes))
    return Records(tasks, meetings)


def stays(deal: Deal) -> Iterator[tuple[int, int, str]]:
    """From when to when a deal was in a stage; the stage it is in at the end of the period is left out."""
    for visit, following in pairwise(deal.visits):
        yield visit.at, following.at, visit.stage
