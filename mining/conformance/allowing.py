"""What a process accepts no longer counts in a check; what it forbids always does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from mining.conformance.allow_scope import AllowList, Scopes, accepted_deals, on_forbidden_paths
from mining.conformance.counted_cost import cost_without
from mining.conformance.units import Flags, Units
from models.case_table import Outcome
from models.conformance import Conformance, Status
from models.costs import Costs
from models.deviation import Deviation, DeviationKey

Ints = np.ndarray[tuple[int], np.dtype[np.int64]]


def allowed(found: Conformance, lists: Sequence[AllowList], costs: Costs) -> Conformance:
    """The check with what the lists accept and forbid; the same object where they are empty.

    An entry holds for the deals that were created on its days (UTC; without a date of creation from their first
    event, and with neither for none where there is a bound) and for which its condition is known to hold. The deals
    that it accepts are not judged for the deviation: they are neither among those with it nor among those without.
    A deal of which every departure from the flow is accepted follows the process; one on a forbidden path never
    does, unless that is accepted, too. `costs` are those of the check.
    """
    lists = [one for one in lists if one.process.accepted or one.process.forbidden]
    if not lists:
        return found
    scopes = found.log.derived(Scopes)
    forbidden = on_forbidden_paths(found, lists, scopes)
    entries, covered = accepted_deals(found, lists, forbidden, scopes)
    forbidden = {path: np.setdiff1d(cases, covered.get(path, cases[:0])) for path, cases in forbidden.items()}
    if not covered and not any(map(len, forbidden.values())):
        return replace(found, accepted=entries)
    explained = _Part.of(found.alignment_of_case, len(found.alignments), found, covered, forbidden)
    others = [
        _Part.of(unit_of_case, n, found, covered, {})
        for unit_of_case, n in {
            id(d.unit_of_case): (d.unit_of_case, len(d.judged)) for d in found.deviations
        }.values()
        if unit_of_case is not found.alignment_of_case
    ]
    counting = replace(
        found,
        deviations=tuple(d for part in (explained, *others) for d in part.counting),
        accepted=entries,
        accepted_deviations=tuple(d for part in (explained, *others) for d in part.accepted),
    )
    return _with_status(found, counting, explained, costs)


@dataclass(frozen=True, eq=False)
class _Part:
    """Deviations of the same units after what is accepted was taken out of them: what counts, and what is accepted."""

    units: Units
    counting: tuple[Deviation, ...]
    accepted: tuple[Deviation, ...]

    @classmethod
    def of(
        cls,
        of_case: np.ndarray[tuple[int], np.dtype[np.int32]],
        n: int,
        found: Conformance,
        covered: dict[DeviationKey, Ints],
        forbidden: dict[DeviationKey, Ints],
    ) -> _Part:
        """Split the units so that each is accepted, or on a forbidden path, as a whole or not at all."""
        units = Units(of_case, n)
        deviations = tuple(d for d in found.deviations if d.unit_of_case is of_case)
        without = {
            place: units.mark(covered[d.key]) for place, d in enumerate(deviations) if d.key in covered
        }
        off_path = {path: units.mark(cases) for path, cases in forbidden.items() if len(cases)}
        excused = {path: units.mark(covered[path]) for path in forbidden if path in covered}
        everywhere = np.ones(len(units.origin), dtype=bool)
        counting = units.spread(deviations, {place: units.marked(mark) for place, mark in without.items()})
        counting += [_shown(path, units, mark, everywhere) for path, mark in sorted(off_path.items())]
        excused |= {deviations[place].key: mark for place, mark in without.items()}
        accepted = [_shown(key, units, mark, units.marked(mark)) for key, mark in sorted(excused.items())]
        return cls(units, tuple(counting), tuple(accepted))


def _shown(key: DeviationKey, units: Units, mark: int, judged: Flags) -> Deviation:
    """A deviation of marked units; outcomes are not compared: the end is part of a path, and what is accepted is so."""
    showing = np.flatnonzero(units.marked(mark)).astype(np.int32)
    return Deviation(key, units.of_case, showing, judged, np.zeros(len(units.origin), dtype=bool))


def _with_status(found: Conformance, counting: Conformance, part: _Part, costs: Costs) -> Conformance:
    """The check over the units as they are now, with the status and the cost that then count."""
    units = part.units
    n = len(units.origin)
    excused, left, never = (np.zeros(n, dtype=bool) for _ in range(3))
    for deviation in part.accepted:
        excused[deviation.showing] |= deviation.key.is_flow_move
    for deviation in part.counting:
        if deviation.key.type.is_of_flow:
            left[deviation.showing] = True
            never[deviation.showing] |= not deviation.key.is_flow_move
    alignments, origin = found.alignments, units.origin
    if units.are_split:
        alignments = alignments.and_again(origin[len(alignments) :])
    was = found.status_of_alignment[origin]
    status = was.copy()
    open_now = np.zeros(n, dtype=bool)
    open_now[units.of_case] = found.log.cases.outcome == Outcome.OPEN
    follows = np.where(open_now, Status.PENDING, Status.CONFORMS)
    status = np.where(excused & ~left & (was == Status.DEVIATES), follows, was)
    status[never & (was != Status.UNCHECKED)] = Status.DEVIATES
    again = replace(
        counting,
        alignments=alignments,
        alignment_of_case=units.of_case,
        worst_of_alignment=found.worst_of_alignment[origin],
        status_of_alignment=status.astype(np.int8),
        group_of_alignment=found.group_of_alignment[origin]
        if len(found.group_of_alignment)
        else found.group_of_alignment,
    )
    return again if not excused.any() else replace(again, counted=cost_without(again, excused, costs))
