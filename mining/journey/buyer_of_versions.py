"""The buyer's side of a log whose deals were worked under several versions of the process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.journey.as_deviations import as_deviations
from mining.journey.check_buyer import BuyerMemory, check_buyer
from mining.journey.two_sided import Finding
from models.deviation import Deviation, DeviationKey
from models.event_log import EventLog
from models.project import ProcessModel

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class WorkedUnder:
    """A version of the process, and the deals (one flag a case) that were worked under it."""

    process: ProcessModel
    cases: Flags


def buyer_of_versions(
    log: EventLog, checked: EventLog, parts: Sequence[WorkedUnder], memories: Sequence[BuyerMemory | None]
) -> tuple[tuple[BuyerMemory | None, ...], tuple[Deviation, ...]]:
    """What each version asks of the buyer's side, over the whole log, and the deviations of every deal from its own.

    `log` and `checked` are as for `check_buyer`; `memories` are those of the last check by place, as far as there are.
    """
    found = tuple(
        check_buyer(log, checked, part.process, memories[place] if place < len(memories) else None)
        for place, part in enumerate(parts)
    )
    one = next((side for part, side in zip(parts, found, strict=True) if side and part.cases.all()), None)
    if one is not None:
        return found, one.deviations
    return found, each_of_its_own(
        [
            (part.cases, [_as_finding(one) for one in side.deviations] if side else [])
            for part, side in zip(parts, found, strict=True)
        ]
    )


def each_of_its_own(parts: Sequence[tuple[Flags, Sequence[Finding]]]) -> tuple[Deviation, ...]:
    """What several versions found as one: each only in its own cases (one flag a case)."""
    findings: dict[DeviationKey, Finding] = {}
    for cases, of_version in parts:
        for finding in of_version:
            mine = _among(finding, cases)
            known = findings.get(mine.key)
            findings[mine.key] = mine if known is None else _together(known, mine)
    return as_deviations([*findings.values()])


def _as_finding(deviation: Deviation) -> Finding:
    """The deviation with a flag a case."""
    unit = deviation.unit_of_case
    return Finding(deviation.key, deviation.shown[unit], deviation.judged[unit], deviation.comparable[unit])


def _among(finding: Finding, cases: Flags) -> Finding:
    """The same only in these cases."""
    return Finding(finding.key, finding.shown & cases, finding.judged & cases, finding.comparable & cases)


def _together(one: Finding, other: Finding) -> Finding:
    return replace(
        one,
        shown=one.shown | other.shown,
        judged=one.judged | other.judged,
        comparable=one.comparable | other.comparable,
    )
