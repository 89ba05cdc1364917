"""What a log says of the buyer beside the seller: signals, the steps they show, and how stages stand to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.buyer_journey import BuyerJourney, BuyerStep
from models.case_table import NO_TIME
from models.contradiction import Contradiction
from models.signal import Signal


@dataclass(frozen=True, eq=False)
class SignalEvidence:
    """Where a signal is seen: `case` (int32), `time` (int64 microseconds UTC) and `place`, in order of case and time.

    `place` (int64) is the index of the event, or of the change of a field where the signal is one. `why_none` says in
    one sentence why nothing in the log is this signal; empty where something is.
    """

    signal: Signal
    case: NDArray[np.int32]
    time: NDArray[np.int64]
    place: NDArray[np.int64]
    why_none: str = ""

    def __len__(self) -> int:
        return len(self.case)

    @property
    def name(self) -> str:
        """The name of the signal."""
        return self.signal.name

    @property
    def deals(self) -> int:
        """In how many deals it is seen."""
        return int((np.diff(self.case, prepend=-1) != 0).sum())

    def first_in(self, case: int) -> int:
        """The first time in one case, `NO_TIME` where it is not seen."""
        at = int(np.searchsorted(self.case, case))
        return int(self.time[at]) if at < len(self.case) and self.case[at] == case else int(NO_TIME)

    def first(self, n_cases: int) -> NDArray[np.int64]:
        """The first time in every case (int64), `NO_TIME` where it is not seen; read-only."""
        if n_cases not in self._first:
            times = np.full(n_cases, NO_TIME, dtype=np.int64)
            times[self.case[::-1]] = self.time[::-1]  # what is written last stays
            times.flags.writeable = False
            self._first[n_cases] = times
        return self._first[n_cases]

    @cached_property
    def _first(self) -> dict[int, NDArray[np.int64]]:
        return {}


@dataclass(frozen=True, eq=False)
class StepEvidence:
    """When the buyer is first seen to have done a step: `first` (int64), one entry a case, `NO_TIME` for not seen.

    `seen` are the signals of the step that the log has; a step without any, or one that is always on, cannot be
    checked. `going_well` (int8, one entry a case) says whether the measure of the step holds: 1, 0, or -1 where the
    deal does not say; None where it has no measure.
    """

    step: BuyerStep
    first: NDArray[np.int64]
    seen: tuple[str, ...]
    going_well: NDArray[np.int8] | None = None

    @property
    def can_be_checked(self) -> bool:
        """Whether a deal in which it is not seen says something."""
        return bool(self.seen) and not self.step.always_on

    @property
    def deals(self) -> int:
        """In how many deals it is seen."""
        return int((self.first != NO_TIME).sum())

    def done_by(self, times: NDArray[np.int64]) -> NDArray[np.bool_]:
        """One flag a case: is it done at the time of that case, or before?"""
        done: NDArray[np.bool_] = (self.first != NO_TIME) & (self.first <= times)
        return done


@dataclass(frozen=True, eq=False)
class BuyerCheck:
    """The buyer's side of a log; all arrays have one entry a case.

    `signals` and `steps` are in their documented order. `stages` are the documented stages, and the won end last,
    that a deal can enter; `presumed` has the steps that each presumes to be done, `step_of` the one that the buyer
    then works on (empty for none). `entered` (int64) has a column a stage: the first entry of every case, or `NO_TIME`.
    `asked` names the signals without which a stage is not left, or an end not reached. `left` (int64) says when: when a
    later stage was entered or the deal was won, or the end was reached; `NO_TIME` where that was never.
    `contradictions` are what the documented process itself has against the journey.
    """

    journey: BuyerJourney | None
    signals: tuple[SignalEvidence, ...]
    steps: tuple[StepEvidence, ...]
    stages: tuple[str, ...]
    step_of: tuple[str, ...]
    presumed: tuple[tuple[str, ...], ...]
    entered: tuple[NDArray[np.int64], ...]
    asked: Mapping[str, tuple[str, ...]]
    left: Mapping[str, NDArray[np.int64]]
    contradictions: tuple[Contradiction, ...] = ()

    def signal(self, name: str) -> SignalEvidence | None:
        """What is seen of a signal, None where the process has none of that name."""
        return next((found for found in self.signals if found.name == name), None)

    def step(self, name: str) -> StepEvidence | None:
        """What is seen of a buyer step, None where the journey has none of that name."""
        return next((found for found in self.steps if found.step.name == name), None)
