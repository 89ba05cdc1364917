"""Random path queries, and an evaluator that looks at one deal at a time and tries every place."""

from collections.abc import Iterator

from hypothesis import strategies as st

from mining.conformance.deviating_moves import FOLLOWS, deviating_moves
from mining.conformance.deviation_codes import KINDS
from models.alignment import MoveKind
from models.case_table import Outcome
from models.conformance import Conformance, Status
from models.deviation import DeviationType
from models.path_query import (
    AllOf,
    AnyOf,
    EndsWith,
    InOrder,
    Judged,
    Not,
    PathQuery,
    Placed,
    Shows,
    StandsAt,
    StartsWith,
    Steps,
    Times,
)  # fmt: skip

MINUTE = 60_000_000
DAY = 1440 * MINUTE
IN_QUERIES = (
    DeviationType.SKIPPED, DeviationType.OUT_OF_ORDER, DeviationType.REPEATED, DeviationType.WENT_BACK,
    DeviationType.UNDOCUMENTED, DeviationType.PREMATURE_CLOSE,
)  # fmt: skip


@st.composite
def steps(draw: st.DrawFn, names: st.SearchStrategy[str], within: st.SearchStrategy[int]) -> Steps:
    said = draw(st.lists(names, min_size=1, max_size=3))
    directly = draw(st.lists(st.booleans(), min_size=len(said) - 1, max_size=len(said) - 1))
    return Steps(tuple(said), tuple(directly), draw(st.none() | within) if directly else None)


@st.composite
def counts(draw: st.DrawFn, names: st.SearchStrategy[str]) -> Times:
    least = draw(st.integers(0, 3))
    return Times(draw(names), least, draw(st.none() | st.integers(least, 4)))


def queries(names: st.SearchStrategy[str], within: st.SearchStrategy[int]) -> st.SearchStrategy[PathQuery]:
    """Any query over these names and spans of time."""
    shows = st.builds(Shows, st.sampled_from(IN_QUERIES), st.none() | names)
    ends = st.one_of(*(st.builds(kind, names) for kind in (StartsWith, EndsWith, StandsAt)))
    placed = steps(names, within) | ends | shows
    in_order = st.builds(InOrder, st.lists(placed, min_size=2, max_size=3).map(tuple))
    leaves = placed | in_order | counts(names) | st.builds(Judged, st.sampled_from(Status))
    return st.recursive(
        leaves,
        lambda part: st.one_of(
            st.builds(Not, part),
            st.builds(AllOf, st.lists(part, min_size=2, max_size=3).map(tuple)),
            st.builds(AnyOf, st.lists(part, min_size=2, max_size=3).map(tuple)),
        ),
        max_leaves=5,
    )


class Deal:
    """One deal as (activity or None, departure and its stage or None, time) a slot, in order."""

    def __init__(self, found: Conformance, case: int) -> None:
        log, alignments, moves = found.log, found.alignments, deviating_moves(found)
        unit = int(found.alignment_of_case[case])
        begin = int(log.case_start[case])
        self.status = Status(int(found.status[case]))
        self.is_open = log.cases.outcome[case] == Outcome.OPEN
        self.trace = log.trace(case)
        self.slots = []
        for at in range(alignments.start[unit], alignments.start[unit + 1]):
            done = alignments.kind[at] != MoveKind.MODEL
            departure = None
            if moves.kind[at] != FOLLOWS:
                departure = (KINDS[moves.kind[at]], alignments.labels[moves.label[at]])
            time = int(log.timestamp[begin + alignments.position[at]]) if done else None
            self.slots.append((alignments.labels[alignments.label[at]] if done else None, departure, time))

    def matches(self, query: PathQuery) -> bool:
        match query:
            case AnyOf(parts):
                return any(map(self.matches, parts))
            case AllOf(parts):
                return all(map(self.matches, parts))
            case Not(part):
                return not self.matches(part)
            case Judged(status):
                return self.status is status
            case Times(name, least, most):
                count = self.trace.count(name)
                return count >= least and (most is None or count <= most)
            case InOrder(parts):
                return self._in_order(parts, -1)
            case _:
                return self._in_order((query,), -1)

    def _in_order(self, parts: tuple[Placed, ...], after: int) -> bool:
        if not parts:
            return True
        return any(begin > after and self._in_order(parts[1:], end) for begin, end in self._spans(parts[0]))

    def _spans(self, query: Placed) -> Iterator[tuple[int, int]]:
        events = [at for at, slot in enumerate(self.slots) if slot[0] is not None]
        match query:
            case Steps(names, directly, within):
                for first in range(len(events)):
                    if self.slots[events[first]][0] == names[0]:
                        for last in self._ends(events, first, names[1:], directly):
                            begin, end = events[first], events[last]
                            if within is None or self.slots[end][2] - self.slots[begin][2] <= within:
                                yield begin, end
            case StartsWith(name):
                yield from [(at, at) for at in events[:1] if self.slots[at][0] == name]
            case EndsWith(name) | StandsAt(name):
                if self.is_open == isinstance(query, StandsAt):
                    yield from [(at, at) for at in events[-1:] if self.slots[at][0] == name]
            case Shows(kind, stage):
                for at, (_, departure, _) in enumerate(self.slots):
                    if departure is not None and departure[0] is kind and stage in (None, departure[1]):
                        yield at, at

    def _ends(
        self, events: list[int], at: int, names: tuple[str, ...], directly: tuple[bool, ...]
    ) -> Iterator[int]:
        if not names:
            yield at
            return
        for following in range(at + 1, min(at + 2, len(events)) if directly[0] else len(events)):
            if self.slots[events[following]][0] == names[0]:
                yield from self._ends(events, following, names[1:], directly[1:])
