"""Can a net that was read from a file finish, and does it stay bounded? Asked once, when it is read."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.errors import UserError
from models.petri_net import PetriNet, Transition

MOST_MARKINGS = 20_000
MOST_TOKENS = 1_000
"""In one place; more is a counter, not a sales process."""

Marking = frozenset[tuple[str, int]]


@dataclass(frozen=True)
class Reached:
    """The markings reached with the last visible label on the way; `complete` where there are no others."""

    last_label: dict[Marking, str]
    dead: tuple[Marking, ...]
    complete: bool


def check_net(net: PetriNet, where: str) -> None:
    """Raise UserError where no deal could ever finish, or where a place fills without bound.

    A net with more than `MOST_MARKINGS` reachable markings is let through unless it is seen to be wrong.
    """
    reached = explore(net, where)
    final = marking(net.final)
    if not reached.complete or final in reached.last_label:
        return
    if reached.dead:
        last = max((reached.last_label[stuck] for stuck in reached.dead), key=len)
        stop = f"it stops after {last}" if last else "it stops before its first step"
    else:
        stop = "it goes round in a circle for ever"
    raise UserError(
        f"{where}: the documented process can never finish, {stop}; "
        "check the gateways and arcs there (branches that exclude each other must not wait for each other)."
    )


def explore(net: PetriNet, where: str) -> Reached:
    """Every marking that can be reached, breadth first, up to `MOST_MARKINGS`; UserError where it is unbounded."""
    first = marking(net.initial)
    last_label: dict[Marking, str] = {first: ""}
    parent: dict[Marking, Marking | None] = {first: None}
    least = {
        first: _total(first)
    }  # tokens in the emptiest marking on the way: only a fuller one can have grown
    dead: list[Marking] = []
    waiting = deque([first])
    takers = _by_first_place(net)
    while waiting:
        current = waiting.popleft()
        moved = False
        for transition, following in _steps(current, takers):
            moved = True
            if following in last_label:
                continue
            total = _total(following)
            if total > least[current]:
                _refuse_growth(following, current, parent, where)
            least[following] = min(total, least[current])
            last_label[following] = transition.label or last_label[current]
            parent[following] = current
            if len(last_label) >= MOST_MARKINGS:
                return Reached(last_label, tuple(dead), complete=False)
            waiting.append(following)
        if not moved:
            dead.append(current)
    return Reached(last_label, tuple(dead), complete=True)


def marking(tokens: Mapping[str, int]) -> Marking:
    """Tokens by place as a set that can be compared."""
    return frozenset((place, count) for place, count in tokens.items() if count)


def _total(found: Marking) -> int:
    return sum(count for _, count in found)


def _by_first_place(net: PetriNet) -> dict[str | None, list[Transition]]:
    takers: dict[str | None, list[Transition]] = {}
    for transition in net.transitions:
        first = transition.takes[0][0] if transition.takes else None
        takers.setdefault(first, []).append(transition)
    return takers


def _steps(
    current: Marking, takers: dict[str | None, list[Transition]]
) -> Iterator[tuple[Transition, Marking]]:
    tokens = dict(current)
    for place in (None, *tokens):
        for transition in takers.get(place, ()):
            if all(tokens.get(taken, 0) >= count for taken, count in transition.takes):
                following = dict(tokens)
                for taken, count in transition.takes:
                    following[taken] -= count
                for put, count in transition.puts:
                    following[put] = following.get(put, 0) + count
                yield transition, marking(following)


def _refuse_growth(
    found: Marking, came_from: Marking, parent: dict[Marking, Marking | None], where: str
) -> None:
    """A marking that holds all of an earlier one and more can be repeated for ever (Karp and Miller, 1969)."""
    tokens = dict(found)
    too_full = next((place for place, count in found if count > MOST_TOKENS), None)
    earlier: Marking | None = came_from
    while earlier is not None and too_full is None:
        if len(earlier) <= len(found) and all(tokens.get(place, 0) >= count for place, count in earlier):
            before = dict(earlier)
            too_full = next(place for place, count in found if count > before.get(place, 0))
        earlier = parent[earlier]
    if too_full is not None:
        raise UserError(
            f"{where}: the process can grow without bound at {too_full}, a step there adds work that nothing ever "
            "takes away; connect it to a join or an end."
        )
