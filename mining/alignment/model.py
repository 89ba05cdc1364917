"""A process that deals are explained by, whichever way is right for its size: listed situations, or a search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mining.alignment.align import align, worst_costs
from mining.alignment.automaton import automaton_of
from mining.alignment.follows import allowed_pairs, stage_order
from mining.alignment.large.align import align_large
from mining.alignment.large.limits import Limits
from mining.alignment.large.order import Pair, allowed_pairs_of, order_of
from mining.alignment.large.packed import PackedNet, packed_net
from mining.alignment.machine import machine_of
from mining.alignment.reachability import MAX_STATES, TooLarge
from mining.alignment.requests import Requests
from mining.number_format import number
from mining.process.soundness.size import size_estimate
from models.alignment import UNFINISHED, Alignments
from models.automaton import Automaton
from models.case_table import Outcome
from models.costs import STANDARD, Costs
from models.errors import UserError
from models.petri_net import PetriNet
from models.progress import Report, silent
from models.sales_process import End
from resources.translation import tr

MOST_STEPS = 5_000
"""A drawing of more steps is no process of people; its steps are compared pair by pair, which takes minutes."""


@dataclass(frozen=True)
class Model:
    """A net with the ends other than the won one, as `automaton_of` takes them; None for its automaton: too large."""

    net: PetriNet
    others: tuple[End, ...]
    lost_anywhere: bool
    automaton: Automaton | None
    limits: Limits = field(default_factory=Limits)

    @property
    def is_large(self) -> bool:
        """Whether its situations are too many to list."""
        return self.automaton is None

    @property
    def labels(self) -> tuple[str, ...]:
        """The steps and the ends."""
        return (*self.net.labels, *(end.title for end in self.others))

    @property
    def ends(self) -> frozenset[str]:
        """The labels that close a deal other than by winning it."""
        return frozenset(end.title for end in self.others)

    def align(self, labels: Sequence[str], requests: Requests, costs: Costs, report: Report) -> Alignments:
        """An explanation of every request, see `mining.alignment.align`; for a large model within its limits."""
        if self.automaton is not None:
            return align(self.automaton, labels, requests, costs, report)
        return align_large(
            self.net, self.others, self.lost_anywhere, labels, requests, costs, report, self.limits
        )

    def worst_costs(
        self, labels: Sequence[str], requests: Requests, costs: Costs, report: Report = silent
    ) -> NDArray[np.int32]:
        """Every event extra and the cheapest documented way left out; one entry a request.

        Where that way was not found within the limits, nothing is counted for it.
        """
        if self.automaton is not None:
            return worst_costs(machine_of(self.automaton, labels, costs), requests)
        outcomes = np.unique(requests.outcome)
        nothing = Requests.of([[] for _ in outcomes], Outcome.UNKNOWN)
        each = Requests(nothing.paths, nothing.path, outcomes.astype(np.int8), nothing.reached)
        shortest = np.zeros(len(Outcome), dtype=np.int64)
        found = self.align(labels, each, costs, report).cost
        shortest[outcomes] = np.where(found == UNFINISHED, 0, found)
        extra = np.array([costs.extra.get(label, STANDARD) for label in labels], dtype=np.int64)
        price = np.concatenate(([0], np.cumsum(extra[requests.paths.codes])))
        events = price[requests.paths.start[1:]] - price[requests.paths.start[:-1]]
        worst: NDArray[np.int64] = events[requests.path] + shortest[requests.outcome]
        return worst.astype(np.int32)

    def allowed_pairs(self, stops_anywhere: bool = False) -> frozenset[Pair]:
        """The pairs of labels that may follow each other directly, for a large model from its components."""
        if self.automaton is not None:
            return allowed_pairs(self.automaton, stops_anywhere)
        return allowed_pairs_of(self._packed, self.others, stops_anywhere)

    def stage_order(self) -> list[str]:
        """The labels by how early they can be done, for a large model from its branches."""
        if self.automaton is not None:
            return stage_order(self.automaton)
        return order_of(self._packed)

    @cached_property
    def _packed(self) -> PackedNet:
        return packed_net(self.net)


def compiled_model(
    net: PetriNet, ends: Sequence[End] = (), lost_anywhere: bool = False, limits: Limits | None = None
) -> Model:
    """Prepare a net, with `limits` for where it is too large to list its situations.

    Raises UserError where it can never finish, or has more than `MOST_STEPS` steps.
    """
    if len(net.transitions) > MOST_STEPS:
        raise UserError(
            tr(
                "The process '{name}' has {transitions} steps, and at most {most_steps} can be checked; "
                "leave out what is no step of a deal.",
                name=net.name,
                transitions=number(len(net.transitions)),
                most_steps=number(MOST_STEPS),
            )
        )
    estimate = size_estimate(net)
    automaton = None
    if estimate is None or estimate <= MAX_STATES:
        try:
            automaton = automaton_of(net, ends, lost_anywhere)
        except TooLarge:
            automaton = None
    return Model(net, tuple(ends), lost_anywhere, automaton, limits or Limits())
