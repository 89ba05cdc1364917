"""The deals of a check that can be told without doubt: what the process asked for at every step of each."""

from __future__ import annotations

import numpy as np

from mining.conformance.definite import is_on_every_way
from mining.training.following import MOST_STATES, Lane, Place, Walk, walk
from models.alignment import MoveKind
from models.automaton import Automaton
from models.case_table import Outcome
from models.conformance import Conformance, Status
from models.training import PrescribedStage


class Walked:
    """Walks deals along what is in force for them, each explanation once; cases are those of the checked log."""

    def __init__(self, found: Conformance) -> None:
        self.found = found
        self._lanes: dict[int, Lane | None] = {}
        self._walks: dict[int, Walk | None] = {}
        self._paths: dict[int, tuple[PrescribedStage, ...]] = {}

    def lane(self, case: int) -> Lane | None:
        """What is in force for a deal; None where the process is too large to be walked along."""
        group = self._group(case)
        if group not in self._lanes:
            automaton = self._automaton(group)
            self._lanes[group] = Lane(automaton) if automaton is not None else None
        return self._lanes[group]

    def walk(self, case: int) -> Walk | None:
        """How a deal went; None where it could be told otherwise at the same cost.

        A deal counts as told without doubt where walking along with it, always doing what is asked for when the deal
        does it, departs no more often than the best explanation of the whole deal. Lost and open deals may stop
        anywhere, so that more than one story fits them: they are told only where nothing departs.
        """
        explained = int(self.found.alignment_of_case[case])
        if explained not in self._walks:
            self._walks[explained] = self._walked(case, explained)
        return self._walks[explained]

    def path(self, case: int) -> tuple[PrescribedStage, ...]:
        """The stages that are prescribed for a deal, in documented order."""
        return self.path_of(self._group(case))

    def path_of(self, group: int) -> tuple[PrescribedStage, ...]:
        """The stages of one group of deals for which the same is in force."""
        if group not in self._paths:
            automaton = self.found.automata[group]
            known = self.found.stages if automaton is None else automaton.labels
            self._paths[group] = tuple(
                PrescribedStage(stage, automaton is not None and is_on_every_way(automaton, stage))
                for stage in self.found.stages
                if stage in known
            )
        return self._paths[group]

    def needed(self, case: int) -> frozenset[str]:
        """The stages without which the deal cannot be won."""
        return frozenset(stage.name for stage in self.path(case) if stage.needed)

    def places(self, case: int, at: int) -> tuple[Place, ...]:
        """Where the deal may stand after `at` events; only for deals that are told without doubt."""
        walked = self.walk(case)
        assert walked is not None
        return walked.places[at]

    def asked(self, case: int, at: int) -> tuple[str, ...]:
        """What the process allows after `at` events, in documented order."""
        lane = self.lane(case)
        assert lane is not None
        found = {label for place in self.places(case, at) for label in lane.asked(place)}
        order = {stage: rank for rank, stage in enumerate(self.found.stages)}
        return tuple(sorted(found, key=lambda label: (order.get(label, len(order)), label)))

    def follows(self, case: int, at: int) -> bool:
        """Whether event number `at` was one of the things allowed there."""
        lane = self.lane(case)
        assert lane is not None
        label = self.found.log.trace(case)[at]
        return any(label in lane.after(place) for place in self.places(case, at))

    def _walked(self, case: int, explained: int) -> Walk | None:
        lane = self.lane(case)
        status = self.found.status_of_alignment[explained]
        if lane is None or status == Status.UNCHECKED:
            return None
        outcome = Outcome(self.found.log.cases.outcome[case])
        whole = outcome in (Outcome.WON, Outcome.UNKNOWN)
        moves = self.found.alignments.kind[
            self.found.alignments.start[explained] : self.found.alignments.start[explained + 1]
        ]
        departures = int(np.count_nonzero(moves != MoveKind.SYNC))
        if departures and not whole:
            return None
        walked = walk(lane, self.found.log.trace(case), outcome)
        return walked if walked is not None and walked.cost == departures else None

    def _group(self, case: int) -> int:
        return int(self.found.group_of_alignment[self.found.alignment_of_case[case]])

    def _automaton(self, group: int) -> Automaton | None:
        found = self.found.automata[group]
        return found if found is not None and found.n_states <= MOST_STATES else None
