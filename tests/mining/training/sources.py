"""Small logs to train with, whose answers can be counted by hand."""

from __future__ import annotations

from collections.abc import Iterable

from mining.analysis import analyse
from mining.training.material import material
from mining.training.source import Source
from models.event_log import EventLog
from models.progress import silent
from models.sales_process import End, SalesProcess, Stage
from models.training import Exercise, ExerciseKind, Material, Whom
from tests.builders import a_log

SMALL = SalesProcess(
    "Small",
    (
        Stage("Qualify", ("Qualify",)),
        Stage("Discovery", ("Discovery",)),
        Stage("Demo", ("Demo",), optional=True),
        Stage("Proposal", ("Proposal",), repeat=2, allowed="10d"),
        Stage("Contract", ("Contract",), back_to=("Proposal",)),
    ),
    (End("won", ("Won",)), End("lost", ("Lost",))),
)
"""Qualify, Discovery, perhaps Demo, Proposal at most twice, Contract, and back from there to Proposal."""

FOLLOWS = "Qualify > Discovery > Demo > Proposal > Contract > Won"
SKIPS = "Qualify > Demo > Proposal > Contract > Won"
SWAPS = "Qualify > Demo > Discovery > Proposal > Contract > Won"
GOES_BACK = "Qualify > Discovery > Demo > Proposal > Discovery > Contract > Won"
ADDS = "Qualify > Discovery > Board > Proposal > Contract > Won"


def a_source(
    *traces: str,
    process: SalesProcess = SMALL,
    whom: Whom | None = None,
    seed: int = 0,
    log: EventLog | None = None,
) -> Source:
    """The deals of somebody, checked against a process; everybody's by default."""
    analysis = analyse(log or a_log(*traces), process, silent)
    assert analysis.conformance is not None
    return Source(analysis, analysis.conformance, process, whom or Whom(), seed)


def material_of(source: Source, kinds: Iterable[ExerciseKind] = ExerciseKind, most: int = 20) -> Material:
    """Everything for a session."""
    return material(source, "Everybody", frozenset(kinds), most, silent)


def exercises_of(source: Source, kind: ExerciseKind) -> tuple[Exercise, ...]:
    """All exercises of one kind."""
    return material_of(source, (kind,)).exercises


def right_of(exercise: Exercise) -> set[str]:
    """The choices that are right, in words."""
    return {exercise.choices[at] for at in exercise.right}
