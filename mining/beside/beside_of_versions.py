"""What is beside the flow where deals were worked under several versions of the process: each by its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.beside.check_beside import BesideMemory, check_beside
from mining.journey.buyer_of_versions import WorkedUnder, each_of_its_own
from mining.journey.check_buyer import BuyerMemory
from models.beside_check import Facts, Unjudged
from models.conformance import Conformance
from models.deviation import Deviation
from models.event_log import EventLog


@dataclass(frozen=True, eq=False)
class Beside:
    """What all versions together found, and what each of them leaves for the next check."""

    memories: tuple[BesideMemory | None, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    facts: tuple[Facts, ...] = ()
    unjudged: tuple[Unjudged, ...] = ()


def beside_of_versions(
    log: EventLog,
    found: Conformance,
    parts: Sequence[WorkedUnder],
    buyers: Sequence[BuyerMemory | None],
    chosen: Mapping[str, str],
    memories: Sequence[BesideMemory | None],
) -> Beside:
    """What each version asks, over the whole log, and of that what is about its own deals.

    `found` is the check of the whole log, `buyers` what each version found of the buyer's side; `memories` are those of
    the last check by place, as far as there are. The rest is as for `check_beside`.
    """
    kept = tuple(
        check_beside(log, found, part.process, buyer, chosen, memories[at] if at < len(memories) else None)
        for at, (part, buyer) in enumerate(zip(parts, buyers, strict=True))
    )
    told = [(part.cases, one) for part, one in zip(parts, kept, strict=True) if one is not None]
    unjudged = tuple(dict.fromkeys(sentence for _, one in told[::-1] for sentence in one.unjudged))
    whole = next((one for cases, one in told if cases.all()), None)
    if whole is not None:
        return Beside(kept, whole.deviations, whole.facts, whole.unjudged)
    own = [_among(fact, cases[fact.case]) for cases, one in told for fact in one.facts]
    return Beside(
        kept,
        each_of_its_own([(cases, one.findings) for cases, one in told]),
        tuple(fact for fact in own if len(fact.case)),
        unjudged,
    )


def _among(fact: Facts, which: NDArray[np.bool_]) -> Facts:
    return replace(
        fact,
        case=fact.case[which],
        time=fact.time[which],
        took=fact.took[which],
        allowed=fact.allowed[which],
        who=fact.who.take(which),
        what=fact.what.take(which),
    )
