"""Chooses the few edits that explain the most winning practice: each is checked, none is estimated.

Greedy: the edit that lets the most won deals follow the process is taken, then, with that one, the edit that adds most
to it, and so on. Where won deals depart in several things at once no single edit lets them follow: then the one is
taken that saves most of what they depart in. Of several edits that answer one deviation the
one is taken that allows the fewest paths and explains nearly as much as the best of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.conformance.allow_scope import AllowList
from mining.conformance.allowing import allowed
from mining.conformance.check import check_again
from mining.conformance.measures import deviation_rows, log_fitness
from mining.conformance.memory import Memory
from mining.conformance.weights import deals_explained
from mining.measures.allowed_paths import mean_paths
from mining.process.condition_truth import truth
from mining.process.conditions import parse_condition
from mining.process.repair.candidates import Family, families
from mining.process.repair.edits import edited
from models.case_table import Outcome
from models.conformance import Conformance, Status
from models.costs import Costs
from models.deviation import DeviationRow
from models.errors import UserError
from models.event_log import EventLog
from models.progress import Report, silent
from models.project import ProcessModel
from models.repair import ProcessEdit, Repair, Repairs, Withheld
from models.sales_process import SalesProcess
from resources.translation import tr

MOST = 6
"""More suggestions than these are a new process, no repair of this one."""

LEAST_SHARE = 0.01
"""An edit that lets fewer of the won deals follow is not worth a line in the process ..."""

LEAST_CLOSER = 0.05
"""... unless it brings at least so many of them closer."""

NEARLY = 0.9
"""Of the won deals that the best edit of a family explains, the chosen one explains at least this share."""

MESSAGE = tr("Looking for small edits that explain won deals")
NO_WON = tr("No deal of this log is known to be won, so nothing can be learnt from winning practice.")
NO_STAGES = tr(
    "The documented process is an imported net; edit it as stages first, then repairs can be suggested."
)
TOO_LARGE = tr(
    "The process allows more situations than can be listed, so its edits cannot be compared; "
    "simplify it first."
)
ALL_FOLLOW = tr("Every won deal follows the process already.")
NOTHING = tr("No small edit lets more won deals follow the process.")

Mask = NDArray[np.bool_]


def suggest_repairs(
    log: EventLog,
    process: ProcessModel,
    report: Report,
    costs: Costs | None = None,
    mask: Mask | None = None,
    memory: Memory | None = None,
) -> Repairs:
    """The edits that explain the most won deals in `mask` (one flag a case; None: all), the best first.

    `memory` is what a check of the log left. An edit is not suggested where the deals that show what it would
    document win less often than the others: where the whole 95 % interval of the difference lies below nothing. What
    the process accepts already needs no edit.
    """
    found, memory = _check(log, process, costs or Costs(), memory)
    chosen = np.ones(log.n_cases, dtype=bool) if mask is None else mask
    won = chosen & (found.log.cases.outcome == Outcome.WON)
    following = int((won & (found.status == Status.CONFORMS)).sum())
    nothing = Repairs((), (), int(won.sum()), following, log_fitness(found, chosen), _paths(found, chosen))
    why = _why_none(process, found, nothing)
    if why or not isinstance(process, SalesProcess):
        return replace(nothing, why_none=why)
    search = _Search(log, _Checked(process, found, memory), costs or Costs(), chosen, report)
    suggestions = search.run(families(found, process, chosen))
    return replace(
        nothing,
        suggestions=suggestions,
        withheld=tuple(search.withheld),
        why_none="" if suggestions else NOTHING,
    )


def _check(
    log: EventLog, process: ProcessModel, costs: Costs, memory: Memory | None
) -> tuple[Conformance, Memory]:
    """A check in which what the process accepts does not count."""
    found, kept = check_again(log, process, silent, costs, memory)
    if isinstance(process, SalesProcess):
        found = allowed(found, [AllowList(process)], kept.costs)
    return found, kept


def _why_none(process: ProcessModel, found: Conformance, standing: Repairs) -> str:
    if not isinstance(process, SalesProcess):
        return NO_STAGES
    if not standing.won:
        return NO_WON
    if None in found.automata:
        return TOO_LARGE
    return ALL_FOLLOW if standing.won_conforming == standing.won else ""


def _paths(found: Conformance, mask: Mask) -> float | None:
    return mean_paths(found, deals_explained(found, mask))


@dataclass(frozen=True, eq=False)
class _Checked:
    """A process, and what its check found and left."""

    process: SalesProcess
    found: Conformance
    memory: Memory


@dataclass(frozen=True, eq=False)
class _Tried:
    """An edit with the process that it leads to; `gain` is how many won deals more follow that.

    `closer` is how many of them cost less to explain than before the edit, less those that cost more, and `saved` by
    how much in all.
    """

    edit: ProcessEdit
    checked: _Checked
    gain: int
    closer: int
    saved: int
    paths: float | None


class _Search:
    """Tries edits on the won deals alone, each on top of those taken so far; what is taken is checked on all deals."""

    def __init__(self, log: EventLog, start: _Checked, costs: Costs, mask: Mask, report: Report) -> None:
        self._log, self._start, self._costs, self._mask = log, start, costs, mask
        self._report, self._progress = report, 0.0
        won = mask & (start.found.log.cases.outcome == Outcome.WON)
        n_won = int(won.sum())
        self._least = max(1, round(LEAST_SHARE * n_won))
        self._least_closer = max(1, round(LEAST_CLOSER * n_won))
        self._won_log = log.keep_cases(won)
        self._as_it_is = self._now = self._checked(start.process, None)
        self.withheld: list[Withheld] = []

    def run(self, known: tuple[Family, ...]) -> tuple[Repair, ...]:
        waiting: list[tuple[Family, _Tried]] = []
        for number, family in enumerate(known):
            self._progress = 0.6 * number / len(known)
            one = self._best_of(family)
            if one is not None and not self._loses(family, one):
                waiting.append((family, one))
        waiting = self._told_apart(waiting)
        taken: list[Repair] = []
        while waiting and len(taken) < MOST:
            self._progress = 0.6 + 0.4 * len(taken) / MOST
            best = self._best_on_top(waiting)
            if best is None:
                break
            family, alone, on_top = best
            self._now = on_top.checked
            taken.append(self._repair(family, alone))
            waiting = [pair for pair in waiting if pair[0] is not family]
        self._report(1.0, MESSAGE)
        return tuple(taken)

    def _best_on_top(self, waiting: list[tuple[Family, _Tried]]) -> tuple[Family, _Tried, _Tried] | None:
        """The edit that adds most to those taken, with what it does alone and on top of them; None where none does."""
        found = [
            (self._value(on_top), family, alone, on_top)
            for family, alone in waiting
            if (on_top := self._on_top(alone)) is not None
        ]
        best = max(found, key=lambda row: row[0], default=None)
        return None if best is None or best[0] <= (0, 0) else best[1:]

    def _best_of(self, family: Family) -> _Tried | None:
        """The clearest of the edits that explain nearly as much as the best one; None where none explains enough."""
        tried = [one for edit in family.edits if (one := self._try(edit)) is not None]
        values = [self._value(one) for one in tried]
        at = 0 if any(gain for gain, _ in values) else 1
        most = max((value[at] for value in values), default=0)
        enough = [
            one for one, value in zip(tried, values, strict=True) if value[at] and value[at] >= NEARLY * most
        ]
        return min(enough, key=_clarity, default=None)

    def _value(self, one: _Tried) -> tuple[int, int]:
        """What an edit is worth: won deals that follow, then how much closer they come; none where they are few."""
        gain = one.gain if one.gain >= self._least else 0
        return gain, (one.saved if gain or one.closer >= self._least_closer else 0)

    def _told_apart(self, waiting: list[tuple[Family, _Tried]]) -> list[tuple[Family, _Tried]]:
        """Without what comes to the same process as another edit, or as one that is withheld."""
        withheld = [edited(self._start.process, one.edit) for one in self.withheld]
        kept: list[tuple[Family, _Tried]] = []
        for family, one in waiting:
            known = [*withheld, *(other.checked.process for _, other in kept)]
            if one.checked.process not in known:
                kept.append((family, one))
        return kept

    def _on_top(self, alone: _Tried) -> _Tried | None:
        return alone if self._now is self._as_it_is else self._try(alone.edit)

    def _checked(self, process: SalesProcess, memory: Memory | None) -> _Checked:
        """The won deals checked against a process."""
        return _Checked(process, *_check(self._won_log, process, self._costs, memory))

    def _try(self, edit: ProcessEdit) -> _Tried | None:
        """One edit on top of what is taken; None where it does not fit the process."""
        self._report(self._progress, MESSAGE)
        try:
            after = self._checked(edited(self._now.process, edit), self._now.memory)
        except UserError:
            return None
        cost, cost_before = after.found.cost, self._now.found.cost
        return _Tried(
            edit,
            after,
            gain=_following(after.found) - _following(self._now.found),
            closer=int((cost < cost_before).sum()) - int((cost > cost_before).sum()),
            saved=int(cost_before.sum(dtype=np.int64) - cost.sum(dtype=np.int64)),
            paths=_paths(after.found, np.ones(len(cost), dtype=bool)),
        )

    def _loses(self, family: Family, one: _Tried) -> bool:
        """Whether the deals that do what it would document win less often; it is noted then."""
        row = self._reason(family, one.edit)
        if row.effect is None or row.effect.high >= 0:
            return False
        self.withheld.append(Withheld(one.edit, row, family.won))
        return True

    def _repair(self, family: Family, one: _Tried) -> Repair:
        """What an edit does by itself, checked on all deals."""
        process = one.checked.process
        found, _ = _check(self._log, process, self._costs, self._start.memory)
        before, after = (side.status == Status.DEVIATES for side in (self._start.found, found))
        begin = np.flatnonzero(before & ~after & self._mask)
        counts = np.bincount(found.log.cases.outcome[begin], minlength=len(Outcome)).tolist()
        return Repair(
            edit=one.edit,
            process=process,
            reason=self._reason(family, one.edit),
            begin=begin,
            stop=np.flatnonzero(~before & after & self._mask),
            won=counts[Outcome.WON],
            closer=one.closer,
            lost=counts[Outcome.LOST],
            open=counts[Outcome.OPEN],
            fitness=log_fitness(found, self._mask),
            paths=_paths(found, self._mask),
            won_together=_following(self._now.found),
        )

    def _reason(self, family: Family, edit: ProcessEdit) -> DeviationRow:
        """The deviation that an edit answers, over the deals that it would hold for."""
        found, mask = self._start.found, self._mask
        if edit.condition:
            condition = parse_condition(edit.condition, family.reason.stage)
            mask = mask & (truth(condition, found.log.cases) == 1)
        return next(row for row in deviation_rows(found, mask) if row.key == family.reason)


def _clarity(one: _Tried) -> tuple[float, int]:
    return (float("inf") if one.paths is None else one.paths, -one.gain)


def _following(found: Conformance) -> int:
    """How many deals follow the process."""
    return int((found.status == Status.CONFORMS).sum())
