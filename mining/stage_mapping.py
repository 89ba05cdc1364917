"""Which documented stage a CRM's label means: a guess with its certainty, and the process with the chosen labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mining.stage_words import outcome_in, similarity, words_of
from models.case_table import Outcome
from models.errors import UserError
from models.label import key
from models.petri_net import PetriNet
from models.project import ProcessModel
from models.sales_process import Choice, End, Flow, Parallel, SalesProcess, Stage, Step
from resources.translation import tr

SURE = 1.0
"""The process itself names the label."""
LEAST = 0.6
"""Below this likeness nothing is guessed."""
_SAID = 0.8
"""The likeness of a label that says won or lost to the end of that name."""


@dataclass(frozen=True)
class Guess:
    """The documented stage (or end) that a label seems to mean, empty where none does; `certainty` is 0 to 1."""

    label: str
    stage: str
    certainty: float


def targets_of(process: ProcessModel) -> tuple[str, ...]:
    """What a label can belong to: the stages in documented order, then the ends; the visible steps of a net."""
    if isinstance(process, PetriNet):
        return process.labels
    return (*(stage.name for stage in process.stages), *(end.title for end in process.ends))


def guess_stages(labels: Iterable[str], process: ProcessModel) -> tuple[Guess, ...]:
    """The most likely stage for every label, by its words alone; equal ones go to the earlier stage."""
    names = _names_by_target(process)
    exact = {key(name): target for target, known in names.items() for name in known[1]}
    return tuple(_guess(label, names, exact) for label in labels)


def with_labels(process: SalesProcess, chosen: Mapping[str, str]) -> SalesProcess:
    """The process in which every label of `chosen` belongs to the stage or end it names, the empty text to none.

    Raises UserError where a stage or an end would be left without any label.
    """
    goes_to = {key(label): (label, target) for label, target in chosen.items()}

    def labels_of(target: str, own: tuple[str, ...]) -> tuple[str, ...]:
        stay = [label for label in own if goes_to.get(key(label), ("", target))[1] == target]
        known = {key(label) for label in stay}
        new = [label for at, (label, to) in goes_to.items() if to == target and at not in known]
        if not stay and not new:
            raise UserError(
                tr("{target} would have no label of the CRM left; give it at least one.", target=target)
            )
        return (*stay, *new)

    def step(part: Step) -> Step:
        if isinstance(part, Stage):
            return replace(part, labels=labels_of(part.name, part.labels))
        if isinstance(part, Parallel):
            return Parallel(tuple(flow(inside) for inside in part.branches))
        return Choice(tuple(replace(branch, flow=flow(branch.flow)) for branch in part.branches))

    def flow(steps: Flow) -> Flow:
        return tuple(step(part) for part in steps)

    ends = tuple(replace(end, labels=labels_of(end.title, end.labels)) for end in process.ends)
    return replace(process, flow=flow(process.flow), ends=ends)


def with_known_labels(process: SalesProcess, chosen: Mapping[str, str]) -> SalesProcess:
    """The same, of the choices only those whose stage the process has: they may be another process' answers."""
    known = {"", *targets_of(process)}
    return with_labels(process, {label: target for label, target in chosen.items() if target in known})


def _names_by_target(process: ProcessModel) -> dict[str, tuple[Outcome, tuple[str, ...]]]:
    """For every target how a deal there has ended, and its names."""
    if isinstance(process, PetriNet):
        return {label: (outcome_in(label), (label,)) for label in process.labels}
    stages = {
        stage.name: (Outcome.OPEN, tuple(dict.fromkeys((*stage.labels, stage.name))))
        for stage in process.stages
    }
    return stages | {
        end.title: (_outcome(end), tuple(dict.fromkeys((*end.labels, end.title)))) for end in process.ends
    }


def _outcome(end: End) -> Outcome:
    return {"won": Outcome.WON, "lost": Outcome.LOST}.get(end.name, Outcome.OPEN)


def _guess(
    label: str, names: Mapping[str, tuple[Outcome, tuple[str, ...]]], exact: Mapping[str, str]
) -> Guess:
    if key(label) in exact:
        return Guess(label, exact[key(label)], SURE)
    mine, words = outcome_in(label), words_of(label)
    best, certainty = "", 0.0
    for target, (outcome, known) in names.items():
        if mine != outcome:
            continue
        likeness = max(similarity(words, words_of(name)) for name in known)
        if mine != Outcome.OPEN:
            likeness = max(likeness, _SAID)
        if likeness > certainty + 1e-9:
            best, certainty = target, likeness
    return Guess(label, best, round(min(certainty, 0.95), 2)) if certainty >= LEAST else Guess(label, "", 0.0)
