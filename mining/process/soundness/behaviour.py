"""What can go wrong in the runs of a net: work that piles up, runs that get stuck, steps that never happen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from mining.number_format import number
from mining.process.soundness.exploring import MOST_TOKENS, Explored, Growth
from mining.process.soundness.wording import listed, places_shown, quoted, title
from models.model_finding import ModelFault, ModelFinding
from models.petri_net import PetriNet
from resources.translation import tr

MOST_WAYS = 3
"""Of more ways to get stuck the others are left out."""

_BRANCHES = tr(
    "check the gateways and arcs there (branches that exclude each other must not wait for each other)"
)


def is_sound(net: PetriNet, explored: Explored) -> bool:
    """Whether every run can finish, nothing is left over then, and every step can happen."""
    return explored.complete and not any(behaviour(net, explored))


def behaviour(
    net: PetriNet, explored: Explored, told: Set[str] = frozenset(), nowhere: Set[str] = frozenset()
) -> Iterator[ModelFinding]:
    """What the reachable markings show; the most serious first.

    Not repeated is that the steps in `told` never happen, and that work in the places `nowhere` cannot go on.
    """
    if explored.growth is not None:
        yield _growth(net, explored, explored.growth)
        return
    if explored.too_full is not None:
        yield ModelFinding(
            ModelFault.TOO_MUCH_WORK,
            "error",
            tr(
                "The process holds more than {most_tokens} pieces of work at once at {places_shown}, "
                "which no deal has; check the numbers on the arcs and the initial marking there.",
                most_tokens=number(MOST_TOKENS),
                places_shown=places_shown(net, [explored.too_full]),
            ),
            (explored.too_full,),
        )
        return
    runs = _Runs(net, explored, nowhere)
    if not explored.complete:
        yield ModelFinding(
            ModelFault.TOO_LARGE,
            "warning",
            tr(
                "The process was not examined further than {explored} situations, it allows more; use "
                "fewer parallel branches to be sure that every deal can finish.",
                explored=number(len(explored)),
            ),
        )
        yield from runs.stopped_for_certain()
    elif not runs.finals:
        yield runs.never_finishes()
    else:
        yield from runs.left_over()
        yield from runs.gets_stuck()
        yield from runs.circles()
        yield from runs.dead_steps(told)


def _growth(net: PetriNet, explored: Explored, growth: Growth) -> ModelFinding:
    """The step that piles work up: on the circle, a visible one, and best the one that puts it there."""
    circle = explored.way_to(growth.state)[len(explored.way_to(growth.earlier)) :]
    steps = [net.transitions[i] for i in circle]
    adding = [step for step in steps if any(place == growth.place and n for place, n in step.puts)]
    named = next((s for s in adding if s.label), None) or next((s for s in steps if s.label), adding[-1])
    return ModelFinding(
        ModelFault.UNBOUNDED,
        "error",
        tr(
            "The process can grow without bound at {places_shown}, with every {title} more work "
            "piles up there than is ever taken away; connect it to a join or an end.",
            places_shown=places_shown(net, [growth.place]),
            title=title(named),
        ),
        (title(named), growth.place),
    )


class _Runs:
    """The reachability graph with what leads where."""

    def __init__(self, net: PetriNet, explored: Explored, nowhere: Set[str]) -> None:
        self.net, self.explored = net, explored
        self.hopeless = sum(explored.coding.number({place: MOST_TOKENS}) or 0 for place in nowhere)
        self.before: list[list[int]] = [[] for _ in explored.numbers]
        for source, target in zip(explored.sources, explored.targets, strict=True):
            self.before[target].append(source)
        final = explored.coding.number(net.final)
        self.finals = [i for i, number in enumerate(explored.numbers) if number == final]
        self.covering = [] if final is None else [i for i in range(len(explored)) if self._covers(i, final)]
        self.alive = self.leading_to(self.finals)

    def _covers(self, state: int, final: int) -> bool:
        number, guards = self.explored.numbers[state], self.explored.coding.guards
        return number != final and ((number | guards) - final) & guards == guards

    def _is_told(self, state: int) -> bool:
        """Whether work lies where the drawing alone shows that it cannot go on."""
        return bool(self.explored.numbers[state] & self.hopeless)

    def leading_to(self, states: Iterable[int]) -> set[int]:
        """All states from which one of these can be reached."""
        found = set(states)
        waiting = list(found)
        while waiting:
            for source in self.before[waiting.pop()]:
                if source not in found:
                    found.add(source)
                    waiting.append(source)
        return found

    def front(self, state: int) -> tuple[str, ...]:
        """The steps that were worked last, one for every branch that is open, on the shortest run to a state."""
        tokens = dict(self.net.initial)
        origin: dict[str, dict[str, None]] = {place: {} for place in tokens}
        for i in self.explored.way_to(state):
            step = self.net.transitions[i]
            labels: dict[str, None] = {}
            for place, count in step.takes:
                labels |= origin.get(place, {})
                tokens[place] -= count
                if not tokens[place]:
                    origin[place] = {}
            if step.label is not None:
                labels = {step.label: None}
            for place, count in step.puts:
                tokens[place] = tokens.get(place, 0) + count
                origin[place] = origin.get(place, {}) | labels
        return tuple(dict.fromkeys(label for labels in origin.values() for label in labels))

    def never_finishes(self) -> ModelFinding:
        dead = self.explored.dead
        covering = set(self.covering)
        half_done = [state for state in dead if state in covering]
        if half_done:
            stop = tr("it comes to its end {after} with work left over", after=self._after(half_done))
        elif dead:
            stop = tr("it stops {after}", after=self._after(dead))
        else:
            return self._circle()
        return ModelFinding(
            ModelFault.NEVER_FINISHES,
            "error",
            tr("The documented process can never finish, {stop}; {branches}.", stop=stop, branches=_BRANCHES),
            tuple(dict.fromkeys(label for state in dead[:MOST_WAYS] for label in self.front(state))),
        )

    def _circle(self) -> ModelFinding:
        """Nothing stops, so the states found last lie on a circle or lead to one."""
        explored, steps = self.explored, self.net.transitions
        last = len(explored) - 1
        fired = [t for s, t in zip(explored.sources, explored.steps, strict=True) if s == last]
        titles = tuple(dict.fromkeys((*self.front(last), *(title(steps[t]) for t in fired))))
        return ModelFinding(
            ModelFault.NEVER_FINISHES,
            "error",
            tr(
                "The documented process can never finish, it goes round in a circle for ever at "
                "{titles}; draw a way from there to the end.",
                titles=listed(titles),
            ),
            titles,
        )

    def _after(self, states: Sequence[int]) -> str:
        """After which steps the last of these states are reached."""
        fronts = dict.fromkeys(self.front(state) for state in states[-MOST_WAYS:])
        told = [tr("after {front}", front=listed(front)) for front in fronts if front]
        return listed(told, "or") if told else tr("before its first step")

    def stopped_for_certain(self) -> Iterator[ModelFinding]:
        """Dead ends that were seen although not everything was."""
        yield from self._stuck([state for state in self.explored.dead if state not in self.finals])

    def left_over(self) -> Iterator[ModelFinding]:
        state = next((state for state in self.covering if not self._is_told(state)), None)
        if state is None:
            return
        found = self.explored.tokens(state)
        places = tuple(place for place, count in found.items() if count > self.net.final.get(place, 0))
        yield ModelFinding(
            ModelFault.LEFT_OVER,
            "warning",
            tr(
                "The process can come to its end{told} while work is left over at {places_shown}; bring "
                "the branches together before the end.",
                told=self._told(state),
                places_shown=places_shown(self.net, places),
            ),
            (*self.front(state), *places),
        )

    def gets_stuck(self) -> Iterator[ModelFinding]:
        """The first states of every way into those from which the end cannot be reached."""
        explained = self.leading_to(self.covering) if self.covering else set()
        alive = self.alive
        yield from self._stuck(
            sorted(
                {
                    target
                    for source, target in zip(self.explored.sources, self.explored.targets, strict=True)
                    if source in alive and target not in alive and target not in explained
                }
            )
        )

    def _stuck(self, states: Sequence[int]) -> Iterator[ModelFinding]:
        fronts: dict[tuple[str, ...], int] = {}
        for state in [state for state in states if not self._is_told(state)][: 10 * MOST_WAYS]:
            fronts.setdefault(self.front(state), state)
        for front, state in list(fronts.items())[:MOST_WAYS]:
            yield ModelFinding(
                ModelFault.GETS_STUCK,
                "warning",
                tr(
                    "A deal can get stuck{told}: from there the process can no longer finish; close every "
                    "branch with a gateway of the kind that opened it.",
                    told=self._told(state),
                ),
                (*front, *self.explored.tokens(state)),
            )

    def _told(self, state: int) -> str:
        front = self.front(state)
        return tr(" after {front}", front=listed(front)) if front else tr(" before its first step")

    def circles(self) -> Iterator[ModelFinding]:
        """Silent steps that go round for ever: from there neither a visible step nor a standstill is reached."""
        explored, steps = self.explored, self.net.transitions
        seen = {
            s for s, t in zip(explored.sources, explored.steps, strict=True) if steps[t].label is not None
        }
        lost = set(range(len(explored))) - self.leading_to([*seen, *explored.dead]) - self.alive
        if lost:
            state = min(lost)
            names = dict.fromkeys(
                steps[t].name
                for source, t in zip(explored.sources, explored.steps, strict=True)
                if source in lost
            )
            yield ModelFinding(
                ModelFault.SILENT_LOOP,
                "note",
                tr(
                    "The process can go round for ever without any step{told}; draw a way out of that circle.",
                    told=self._told(state),
                ),
                tuple(names),
            )

    def dead_steps(self, told: Set[str]) -> Iterator[ModelFinding]:
        fired = set(self.explored.steps)
        dead = [s for i, s in enumerate(self.net.transitions) if i not in fired and title(s) not in told]
        live = {step.label for i, step in enumerate(self.net.transitions) if i in fired}
        visible = tuple(dict.fromkeys(s.label for s in dead if s.label is not None and s.label not in live))
        if visible:
            yield ModelFinding(
                ModelFault.DEAD_STEP,
                "warning",
                tr(
                    "{visible} can never happen, what has to come before it never comes together; check the "
                    "joins before it.",
                    visible=listed(visible),
                ),
                visible,
            )
        hidden = tuple(s.name for s in dead if s.label is None or s.label in live)
        if hidden:
            yield ModelFinding(
                ModelFault.DEAD_STEP,
                "note",
                tr(
                    "{hidden} can never be taken, a deal never stands where it begins; remove or connect it.",
                    hidden=quoted(hidden),
                ),
                hidden,
            )
