"""Exact optimal alignments with a net of any size, one request after another, within limits.

The costs are those of `mining.alignment.align`: always the optimum. Of equally cheap explanations the same one is
told where all of them can be looked at (see `choice`); otherwise the first that the search comes to, which follows
events as long as it can. It depends on neither the order of the log nor on what was asked before.

A lost or open deal that reached a stage is told by an explanation that ends where every component in which the
stage is a step has its token at or behind it; the automaton asks whether the whole situation can come after it.
Where an end is documented from certain stages, or an open deal may not stand after Won, a situation counts as one
after such a step if the step can lead to it; silent steps done beside it are not undone. Where Won is the last step
and no end is bound to stages (so of every imported model), this is the automaton's rule to the letter.
Different outcomes of one path are searched by themselves: their bounds differ, but the situations seen are shared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from mining.alignment.large.bound import FAR, Bound, bound_of
from mining.alignment.large.explorer import Ends, Explorer, Goal, Unfinished, Way
from mining.alignment.large.fallback import fallen_back, net_for
from mining.alignment.large.limits import Limits
from mining.alignment.large.markings_loop import ENTERED, FINISHED
from mining.alignment.large.packed import PackedNet, packed_net
from mining.alignment.requests import NONE, Requests
from mining.number_format import number
from models.alignment import UNFINISHED, Alignments, MoveKind
from models.case_table import Outcome
from models.costs import Costs
from models.errors import UserError
from models.petri_net import PetriNet
from models.progress import Report
from models.sales_process import End
from resources.translation import tr

_ROUNDS = (100, 10, 1)
"""What is easy is done first: every request gets a hundredth of the memory, what is left a tenth, then all."""

_WON = "Won"


def align_large(
    net: PetriNet,
    ends: Sequence[End],
    lost_anywhere: bool,
    labels: Sequence[str],
    requests: Requests,
    costs: Costs,
    report: Report,
    limits: Limits | None = None,
) -> Alignments:
    """An explanation of every request, as `align` with `automaton_of(net, ends, lost_anywhere)` gives it.

    `labels` names the codes of the paths and holds the labels of the net and the titles of the ends. What is not
    found within `limits` has the cost `UNFINISHED` and no moves. Raises UserError where the net can never finish,
    and Cancelled from `report`.
    """
    limits = limits or Limits()
    task = _Task.of(packed_net(net), ends, lost_anywhere, labels, requests, costs)
    found = task.run(report, limits)
    until = monotonic() + limits.fallback_seconds
    for outcome in Outcome:
        model = net_for(net, ends, lost_anywhere, outcome)
        missing = [i for i, way in enumerate(found) if way is None and requests.outcome[i] == outcome]
        if missing and model is not None:
            traces = [_events(requests, i).tolist() for i in missing]
            left = until - monotonic()
            ways = fallen_back(model, traces, labels, costs, left, limits, report)
            for i, way in zip(missing, ways, strict=True):
                found[i] = way
    return _told(task, found)


@dataclass(frozen=True, eq=False)
class _Task:
    """The requests, the model's ends as the search knows them, and how `labels` number the events."""

    requests: Requests
    bound: Bound
    ends: Ends
    is_lost: tuple[bool, ...]
    lost_anywhere: bool
    won: int

    @classmethod
    def of(
        cls, packed: PackedNet, ends: Sequence[End], lost_anywhere: bool, labels: Sequence[str],
        requests: Requests, costs: Costs,
    ) -> _Task:  # fmt: skip
        bound = bound_of(packed, labels, costs)
        code = {label: i for i, label in enumerate(labels)}
        sets = [_steps_called(packed, (_WON,))]
        facts = []
        for end in ends:
            facts.append(FINISHED if end.sources is None else ENTERED + len(sets))
            if end.sources is not None:
                sets.append(_steps_called(packed, end.sources))
        return cls(
            requests,
            bound,
            Ends(
                [code[end.title] for end in ends],
                [costs.left_out.get(end.title, 1) for end in ends],
                facts,
                sets,
            ),
            tuple(end.name == "lost" for end in ends),
            lost_anywhere or any(end.name == "lost" for end in ends),
            code[_WON] if sets[0] else NONE,
        )

    def run(self, report: Report, limits: Limits) -> list[Way | None]:
        """The ways of all requests, None where there is none within the limits."""
        found: list[Way | None] = [None] * len(self.requests)
        waiting = self._in_order()
        total = max(1, len(waiting))

        def tell() -> None:
            report(1 - len(waiting) / total, message(total, limits))

        explorer = Explorer(self.bound, self.ends, limits.visited, tell)
        explorer.until = monotonic() + limits.seconds
        self._check(explorer, limits)
        searches = _Searches(self, explorer)
        for part in _ROUNDS:
            explorer.visited = max(limits.visited // part, 1)
            again: list[int] = []
            while waiting and monotonic() <= explorer.until:
                tell()
                request = waiting.pop()
                try:
                    found[request] = searches.explain(request)
                except Unfinished:
                    again.append(request)
            waiting = [*waiting, *again[::-1]]
        return found

    def _in_order(self) -> list[int]:
        """The requests, the last path of the dictionary first: they are taken from the end."""
        place = np.empty(len(self.requests.paths), dtype=np.int64)
        place[self.requests.paths.order] = np.arange(len(place))
        order: list[int] = np.lexsort((self.requests.outcome, place[self.requests.path]))[::-1].tolist()
        return order

    def _check(self, explorer: Explorer, limits: Limits) -> None:
        net = self.bound.packed.net
        explorer.visited = limits.visited
        final = explorer.final()
        try:
            way = (
                None if final is None else explorer.find(np.zeros(0, np.int32), Goal(explorer.to_end, final))
            )
        except Unfinished:
            return  # then no request will be finished either, and each says so
        if way is None:
            raise UserError(
                tr(
                    "The process '{name}' can never finish: no way leads from its start to its end.",
                    name=net.name,
                )
            )


def message(paths: int, limits: Limits) -> str:
    """What is told while it runs."""
    return tr(
        "The process is large: comparing {paths} paths takes at most {duration}",
        paths=number(paths),
        duration=_duration(limits.in_all),
    )


def _duration(seconds: float) -> str:
    return (
        tr("{seconds} seconds", seconds=number(seconds))
        if seconds < 90
        else tr("{seconds} minutes", seconds=number(seconds / 60))
    )


def _events(requests: Requests, request: int) -> NDArray[np.int32]:
    paths, path = requests.paths, requests.path[request]
    return paths.codes[paths.start[path] : paths.start[path + 1]]


def _steps_called(packed: PackedNet, labels: Sequence[str]) -> list[int]:
    return [t for t, step in enumerate(packed.net.transitions) if step.label in labels]


@dataclass(eq=False)
class _Searches:
    """Which searches a request needs."""

    task: _Task
    explorer: Explorer

    @cached_property
    def to_won(self) -> NDArray[np.int64]:
        """What it costs at least to be won: the Won event itself may be missing."""
        explorer = self.explorer
        final = explorer.bound.packed.stands(explorer.bound.packed.final)
        return explorer.base_of(final, spared=self.task.won)

    def explain(self, request: int) -> Way | None:
        """A cheapest explanation with the cost that is due for the outcome."""
        task, explorer = self.task, self.explorer
        if explorer.store.is_half_full:
            explorer.store.clear()
        codes, outcome = _events(task.requests, request), Outcome(task.requests.outcome[request])
        reached = int(task.requests.reached[request])
        due = self._goal(outcome, codes)
        way = explorer.find(codes, due)
        if way is None or reached == NONE:
            return way
        stop = self._beyond(reached, codes) or due
        is_cut = len(codes) > 0 and int(codes[-1]) in task.ends.code
        told = self._closed(codes, stop, due) if is_cut else explorer.find(codes, stop)
        if told is None:  # nothing lies beyond the stage: any end that the outcome allows will do
            told = self._closed(codes, due, due) if is_cut else way
        return Way(way.cost, told.kind, told.label, told.position) if told else None

    def _closed(self, codes: NDArray[np.int32], stop: Goal, due: Goal) -> Way | None:
        """The explanation of all events but the last, which closes the deal and is followed where it can be."""
        end = self.task.ends.code.index(int(codes[-1]))
        before = codes[:-1]
        if stop.marking is None:
            closing = self.explorer.find(before, _replaced(stop, closing=end))
            if closing is not None:
                cheaper = self.explorer.find(before, _replaced(stop, highest=closing.cost - 1))
                if cheaper is None:
                    return _with(closing, MoveKind.SYNC, codes)
                return _with(cheaper, MoveKind.LOG, codes)
        way = self.explorer.find(before, stop)
        return None if way is None else _with(way, MoveKind.LOG, codes)

    def _goal(self, outcome: Outcome, codes: NDArray[np.int32]) -> Goal:
        """Where a deal with this outcome may end."""
        task, explorer = self.task, self.explorer
        final = explorer.final()
        if final is None:
            raise Unfinished
        every = frozenset(range(len(task.is_lost)))
        if outcome == Outcome.UNKNOWN:
            return Goal(explorer.to_end, final, ends=every)
        if outcome == Outcome.WON:
            return Goal(self.to_won, final, won=task.won)
        if outcome == Outcome.OPEN:
            return self._open(explorer.can_end, codes)
        if not task.lost_anywhere:
            return Goal(explorer.to_end, final)
        told = set(codes.tolist())
        return Goal(
            explorer.can_end,
            ends=frozenset(i for i in every if task.ends.code[i] in told),
            followed_ends=True,
        )

    def _open(self, base: NDArray[np.int64], codes: NDArray[np.int32], accept: object = None) -> Goal:
        """Anywhere but after Won or lost; an end without an event for it helps only to get away from Won."""
        task = self.task
        others = frozenset(i for i, is_lost in enumerate(task.is_lost) if not is_lost)
        told = set(codes.tolist())
        if task.won == NONE:
            others = frozenset(i for i in others if task.ends.code[i] in told)
        return Goal(
            base, not_after_won=task.won != NONE, accept=accept, ends=others, followed_ends=task.won == NONE
        )

    def _beyond(self, reached: int, codes: NDArray[np.int32]) -> Goal | None:
        """At or behind a stage in every component in which it is a step; None where it is none at all."""
        bound, packed = self.task.bound, self.task.bound.packed
        steps = np.flatnonzero(bound.code == reached)
        if not len(steps):
            return None
        accepted = [np.ones(len(places), dtype=bool) for places in packed.components]
        owner = np.repeat(np.arange(packed.n_transitions), np.diff(packed.moved_start))
        for c in range(len(packed.components)):
            moves = np.flatnonzero((packed.moved == c) & np.isin(owner, steps))
            if len(moves) == len(steps):
                entered = packed.moved_to[moves] - packed.offset[c]
                accepted[c] = (bound.between(c)[entered] < FAR).any(axis=0)
        base = np.maximum(bound.nearest(accepted), self.explorer.can_end)
        return self._open(base, codes, np.concatenate([np.zeros(0, dtype=bool), *accepted]))


def _replaced(goal: Goal, closing: int = NONE, highest: int | None = None) -> Goal:
    """The same goal, with another bound; where an end is to follow, no end may be entered before."""
    return Goal(
        goal.base,
        goal.marking,
        goal.not_after_won,
        goal.accept,
        closing,
        frozenset() if closing != NONE else goal.ends,
        goal.followed_ends,
        goal.won,
        goal.highest if highest is None else highest,
    )


def _with(way: Way, kind: MoveKind, codes: NDArray[np.int32]) -> Way:
    """The way and one more move, for the last event."""
    return Way(
        way.cost, [*way.kind, int(kind)], [*way.label, int(codes[-1])], [*way.position, len(codes) - 1]
    )


def _told(task: _Task, found: Sequence[Way | None]) -> Alignments:
    moves = [way if way is not None else Way(UNFINISHED, [], [], []) for way in found]
    return Alignments(
        task.bound.labels,
        np.cumsum([0, *(len(way.kind) for way in moves)], dtype=np.int64),
        np.array([kind for way in moves for kind in way.kind], dtype=np.int8),
        np.array([label for way in moves for label in way.label], dtype=np.int32),
        np.array([at for way in moves for at in way.position], dtype=np.int32),
        np.array([way.cost for way in moves], dtype=np.int32),
    )
