"""The saves of a deal: stage changes, and between them changes of the amount or the close date alone."""

from __future__ import annotations

from typing import NamedTuple

from mining.demo.clock import part_way
from mining.demo.company import Person
from mining.demo.deals import Deal
from mining.demo.dice import Dice
from mining.demo.stages import ENDS, NEGOTIATION, PROPOSAL

_DAY = 86_400
_AHEAD = {"Enterprise": 120, "Mid-market": 75, "SMB": 40}
"""Days until the close date that a rep puts down at the start."""

_SAVE_RATE = 0.4


class Save(NamedTuple):
    """The values after a save at `at` by `by`; what was before it is None where it did not change.

    `close` is a moment on the expected close date; `superseded` the time of the next save of the deal, the
    save's own where it is the last.
    """

    deal: Deal
    at: int
    by: Person
    stage: str
    amount: int
    close: int
    amount_before: int | None
    close_before: int | None
    superseded: int


def saves_of(dice: Dice, deal: Deal) -> list[Save]:
    """All saves of a deal, in order of time."""
    saves: list[Save] = []
    amount = deal.amount
    close = deal.created + int(_AHEAD[deal.segment] * _DAY * dice.between(0.8, 1.3))
    for place, visit in enumerate(deal.visits):
        new_amount, new_close = amount, close
        if visit.stage == PROPOSAL:
            new_amount = _changed(amount, dice.between(0.85, 1.35))
        elif visit.stage == NEGOTIATION:
            new_amount = _changed(amount, dice.between(0.82, 1.0))
        if visit.stage in ENDS:
            new_close = visit.at
        saves.append(
            _save(deal, visit.at, visit.by, visit.stage, (amount, new_amount), (close, new_close), place)
        )
        amount, close = new_amount, new_close
        until = deal.visits[place + 1].at if place + 1 < len(deal.visits) else visit.at
        edits, where, slips = dice.chance(_SAVE_RATE), dice.between(0.2, 0.8), dice.chance(0.6)
        if edits and until - visit.at > 2 * 3600:
            at = part_way(visit.at, until, where, deal.team.utc_offset)
            new_amount = amount if slips else _changed(amount, dice.between(0.9, 1.15))
            new_close = close + dice.whole(7, 45) * _DAY if slips else close
            saves.append(
                _save(deal, at, deal.owner, visit.stage, (amount, new_amount), (close, new_close), len(saves))
            )
            amount, close = new_amount, new_close
    nexts = [save.at for save in saves[1:]] + [saves[-1].at]
    return [save._replace(superseded=at) for save, at in zip(saves, nexts, strict=True)]


def _changed(amount: int, factor: float) -> int:
    return max(500, 100 * round(amount * factor / 100))


def _save(
    deal: Deal,
    at: int,
    by: Person,
    stage: str,
    amounts: tuple[int, int],
    closes: tuple[int, int],
    before: int,
) -> Save:
    """A save that turns the first of each pair into the second; the very first has nothing before it."""
    same_day = closes[0] // _DAY == closes[1] // _DAY
    return Save(
        deal=deal,
        at=at,
        by=by,
        stage=stage,
        amount=amounts[1],
        close=closes[1],
        amount_before=None if before == 0 or amounts[0] == amounts[1] else amounts[0],
        close_before=None if before == 0 or same_day else closes[0],
        superseded=at,
    )
