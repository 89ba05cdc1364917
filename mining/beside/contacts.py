"""What the buyers do in their deals: what came from them, and what the process takes as evidence of their steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.buyer_check import SignalEvidence
from models.buyer_journey import BuyerJourney
from models.deal_activity import Direction
from models.event_log import DIRECTION, EventKind, EventLog, Times

OF_BUYER = "buyer"


@dataclass(frozen=True, eq=False)
class Contacts:
    """When something was done in which deal: by the buyer, or by anybody where `by_buyer` is not set."""

    case: NDArray[np.int32]
    time: Times
    by_buyer: bool
    only_stages: bool = False


def contacts(log: EventLog, journey: BuyerJourney | None, signals: Sequence[SignalEvidence]) -> Contacts:
    """What the buyers did; everything that anybody did where nothing of the buyers is in the log.

    The buyer did what is an event of that kind, calls and messages that came in, signals that are `by: buyer`, and
    those that are evidence of a step of the journey.
    """
    evidence = {name for step in journey.steps for name in step.evidence} if journey else set()
    bought = log.kind == EventKind.BUYER
    way = log.extra.get(DIRECTION)
    if way is not None:
        bought = bought | way.is_any_of((Direction.INCOMING.value,))
    case, time = [log.case_of_event[bought]], [log.timestamp[bought]]
    for signal in signals:
        if signal.name in evidence or signal.signal.by == OF_BUYER:
            case.append(signal.case)
            time.append(signal.time)
    if sum(map(len, case)):
        return Contacts(np.concatenate(case), np.concatenate(time), True)
    only_stages = bool((log.kind == EventKind.STAGE).all())
    return Contacts(log.case_of_event, log.timestamp, False, only_stages)
