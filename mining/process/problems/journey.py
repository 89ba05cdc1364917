"""Where the process contradicts the journey of its buyer, as problems of the part that says so."""

from __future__ import annotations

from collections.abc import Iterator

from mining.journey.contradictions import contradictions
from models.contradiction import Contradiction, ContradictionKind
from models.process_problem import Part, ProcessProblem
from models.sales_process import SalesProcess


def against_journey(process: SalesProcess) -> Iterator[ProcessProblem]:
    """Warnings; that nothing shows a step is a note, as it can then not be checked and is held against nobody."""
    for found in contradictions(process):
        part, where, field = _place(found)
        is_bare = found.kind is ContradictionKind.NO_SIGNALS
        yield ProcessProblem("note" if is_bare else "warning", found.sentence, part, where, field=field)


def _place(found: Contradiction) -> tuple[Part, str, str]:
    """The part that is mended first, and its field."""
    if found.rule:
        return Part.RULE, found.rule, "names"
    if found.stages:
        early = found.kind is ContradictionKind.EARLY_EVIDENCE
        return Part.STAGE, found.stages[0], "exit_evidence" if early else "buyer"
    is_bare = found.kind is ContradictionKind.NO_SIGNALS
    return Part.BUYER_STEP, found.steps[0], "evidence" if is_bare else "after"
