"""What one explanation shows, told move by move in plain Python: slow, and easy to follow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.alignment import Move, MoveKind
from models.case_table import Outcome
from models.deviation import DeviationKey, DeviationType

MODEL, SYNC, LOG = MoveKind.MODEL, MoveKind.SYNC, MoveKind.LOG
OF_VISITS = (DeviationType.OUT_OF_ORDER, DeviationType.REPEATED, DeviationType.WENT_BACK)

Found = Iterator[tuple[DeviationKey, str]]


@dataclass(frozen=True)
class Teller:
    """The moves of one deal, in a process with these stages and ends, of which some labels are in force for it."""

    moves: Sequence[Move]
    outcome: Outcome
    stages: tuple[str, ...]
    ends: frozenset[str]
    in_force: frozenset[str]

    def shown(self) -> dict[DeviationKey, str]:
        """Every deviation with its gate, the stage or end that the deal had got to when it was sure."""
        first: dict[DeviationKey, str] = {}
        for key, gate in (*self._extra(), *self._closed_early()):
            first.setdefault(key, gate)
        return first | dict(self._left_out())

    def judged(self) -> set[DeviationKey]:
        """What the deal could have shown."""
        stages = [move for move in self.moves if move.label in self.stages]
        won = any(move.kind == SYNC and move.label == "Won" for move in self.moves)
        followed = [i for i, move in enumerate(stages) if move.kind == SYNC]
        past = {move.label for i, move in enumerate(stages) if won or any(later > i for later in followed)}
        came = {move.label for move in stages if move.kind != MODEL}
        closed = {move.label for move in self.moves if move.label in self.ends and move.kind != MODEL}
        found = {DeviationKey(DeviationType.SKIPPED, stage) for stage in past}
        found |= {DeviationKey(kind, stage) for stage in came for kind in OF_VISITS}
        found |= {DeviationKey(DeviationType.WENT_BACK, end) for end in closed}
        if self.outcome in (Outcome.WON, Outcome.LOST):
            found |= {DeviationKey(DeviationType.PREMATURE_CLOSE, stage) for stage in came}
        return found | set(self.shown())

    def visited(self, before: int) -> list[str]:
        """The stages that the deal came to before a move."""
        return [m.label for m in self.moves[:before] if m.kind != MODEL and m.label in self.stages]

    @property
    def close(self) -> int | None:
        """The place of the end that is the last thing the process knows of the deal."""
        told = [i for i, m in enumerate(self.moves) if m.label in self.stages or m.label in self.ends]
        return told[-1] if told and self.moves[told[-1]].label in self.ends else None

    def _left_out(self) -> Found:
        done = {move.label for move in self.moves if move.kind != MODEL}
        for i, move in enumerate(self.moves):
            if move.kind == MODEL and move.label not in done | self.ends:
                yield DeviationKey(DeviationType.SKIPPED, move.label), self._next_followed(i)

    def _next_followed(self, place: int) -> str:
        return next((move.label for move in self.moves[place:] if move.kind == SYNC), "")

    def _extra(self) -> Found:
        for i, move in enumerate(self.moves):
            kind = self._kind(i) if move.kind == LOG and i != self.close else None
            if kind is None:
                continue
            known = [stage for stage in (*self.visited(i), move.label) if stage in self.stages]
            gate = max(known, key=self.stages.index, default="")
            if kind is DeviationType.UNDOCUMENTED:
                gate = self._next_followed(i) or gate
            yield DeviationKey(kind, move.label), gate

    def _kind(self, place: int) -> DeviationType | None:
        label, visited = self.moves[place].label, self.visited(place)
        if label in self.ends:
            return DeviationType.WENT_BACK
        if label not in self.in_force:
            return DeviationType.UNDOCUMENTED
        if label not in visited or any(m.kind == MODEL and m.label == label for m in self.moves):
            return DeviationType.OUT_OF_ORDER
        if label == visited[-1]:
            return DeviationType.REPEATED
        back = self.stages.index(label) < self.stages.index(visited[-1])
        return DeviationType.WENT_BACK if back else None

    def _closed_early(self) -> Found:
        if self.close is None:
            return
        close, visited = self.moves[self.close], self.visited(self.close)
        left_out = 0
        for move in self.moves[: self.close]:
            if move.label in self.stages:
                left_out = left_out + 1 if move.kind == MODEL else 0
        jumped = self.outcome is Outcome.WON and close.kind == SYNC and left_out >= 2
        if jumped or close.kind == LOG:
            last = visited[-1] if visited else close.label
            yield DeviationKey(DeviationType.PREMATURE_CLOSE, last), close.label
