"""What the buyers of open deals do in the stage they are in: most of them wrote lately, some have gone quiet."""

from __future__ import annotations

from collections.abc import Sequence

from mining.demo.clock import DAY as WORKDAY
from mining.demo.clock import PERIOD, minute_of, moment
from mining.demo.deals import Deal
from mining.demo.dice import Dice
from mining.demo.records import Email, Records
from mining.demo.story import STALL_RATE

NEXT_STEPS = "Re: Next steps"
_LATELY = 8 * WORKDAY
"""Whoever has not gone quiet wrote within so many minutes of work before the period ended."""


def with_open_deals(dice: Dice, records: Records, deals: Sequence[Deal], until: int = PERIOD) -> Records:
    """The records with the last message of every open deal that is not quiet; all deals draw equally often.

    `until` is the minute of work with which the period ends.
    """
    emails = list(records.emails)
    for deal in deals:
        is_quiet, before = dice.chance(STALL_RATE), dice.whole(60, _LATELY)
        offset = deal.team.utc_offset
        at = moment(until - before, 0, offset)
        if deal.outcome == "open" and not is_quiet and minute_of(deal.visits[-1].at, offset) < until - before:
            emails.append(Email(deal, NEXT_STEPS, at, came_in=True))
    return records._replace(emails=emails)
