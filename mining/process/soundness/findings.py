"""Everything that is wrong with a net or odd about it, as sentences; the fatal ones refuse a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import Any

from mining.number_format import number
from mining.process.soundness.behaviour import behaviour, is_sound
from mining.process.soundness.exploring import MOST_NODES, Explored, explore, is_explorable
from mining.process.soundness.reducing import reduce
from mining.process.soundness.structure import loose, missing, names, places_without_end
from models.errors import UserError
from models.model_finding import ModelFault, ModelFinding
from models.petri_net import PetriNet
from resources.translation import mid_sentence, tr


def findings_of(net: PetriNet) -> tuple[ModelFinding, ...]:
    """What is wrong with the model: errors, then warnings, then notes.

    An error means that no deal can be checked. The runs are examined up to `MOST_SITUATIONS`; where there are
    more, a finding says so. Nothing is raised.
    """
    found = tuple(missing(net)) or _findings(net)
    rank = ("error", "warning", "note")
    return tuple(sorted(found, key=lambda finding: rank.index(finding.severity)))


def _findings(net: PetriNet) -> tuple[ModelFinding, ...]:
    drawn = tuple(loose(net))
    unreached = {
        name for f in drawn if f.kind in (ModelFault.APART, ModelFault.NOT_REACHED) for name in f.where
    }
    return (*drawn, *_runs(net, unreached), *names(net))


def check_net(net: PetriNet, where: str) -> None:
    """Raise UserError, its sentence beginning with `where`, for what keeps every deal from being checked.

    That is: no step, no start, no end, work that grows without bound, an end that no run reaches.
    """
    found = next(missing(net), None) or next((f for f in _runs(net) if f.severity == "error"), None)
    if found is not None:
        raise UserError(f"{where}: {mid_sentence(found.sentence)}")


def findings_json(findings: Iterable[ModelFinding]) -> list[dict[str, Any]]:
    """The findings for `--json`: kind, severity, sentence, and the names of steps and places concerned."""
    return [
        {
            "kind": finding.kind.value,
            "severity": finding.severity,
            "sentence": finding.sentence,
            "where": list(finding.where),
        }
        for finding in findings
    ]


def _runs(net: PetriNet, told: Set[str] = frozenset()) -> Iterator[ModelFinding]:
    """What the runs show: asked of the reduced net, and of the whole one only to say what is wrong."""
    reduced = reduce(net).net
    if not is_explorable(reduced):
        yield ModelFinding(
            ModelFault.TOO_LARGE,
            "warning",
            tr(
                "The process has more than {most_nodes} steps and places that cannot be taken together, "
                "so it was not examined whether every deal can finish; make it smaller.",
                most_nodes=number(MOST_NODES),
            ),
        )
        return
    explored = explore(reduced)
    if is_sound(reduced, explored):
        return
    if (len(reduced.places), len(reduced.transitions)) == (len(net.places), len(net.transitions)):
        whole: Explored | None = explored
    else:
        whole = explore(net) if is_explorable(net) else None
    if whole is not None and (whole.is_settled or not explored.is_settled):
        yield from behaviour(net, whole, told, places_without_end(net))
    else:
        yield from behaviour(reduced, explored, told)
