"""Documented stages that no deal ever reached: a name that does not match, more often than not."""

from __future__ import annotations

from collections.abc import Iterable, Set

from mining.number_format import number
from models.errors import UserError
from models.model_finding import ModelFault, ModelFinding
from models.project import ProcessModel
from models.sales_process import SalesProcess
from resources.translation import tr, tr_n

MOST_TOLD = 12
"""Of more stages that nobody reached the others are counted."""

MOST_LETTERS = 80
"""Longer names are cut in a sentence."""


def unreached(
    process: ProcessModel, stages: tuple[str, ...], observed: Set[str], findings: Iterable[ModelFinding]
) -> tuple[str, ...]:
    """One sentence a stage that does not occur in the log, in terms of the labels that the process gives.

    A stage for which `findings` already name a likely misspelling is left to them. Raises UserError where the
    log has other events and not a single stage.
    """
    missing = [stage for stage in stages if observed and stage not in observed]
    if missing and len(missing) == len(stages):
        raise UserError(
            tr(
                "No stage of '{name}' occurs in the log: the process has {list}, the log has {list_2}; "
                "name the log's labels under 'crm' in the process.",
                name=process.name,
                list=_list(stages),
                list_2=_list(sorted(observed)),
            )
        )
    labels = {s.name: s.labels for s in process.stages} if isinstance(process, SalesProcess) else {}
    told = {name for one in findings if one.kind == ModelFault.NEAR_MISS for name in one.where}
    untold = [stage for stage in missing if stage not in told]
    sentences = [
        tr(
            "No deal ever reached {quoted}: the log has no event called {list}.",
            quoted=_quoted(stage),
            list=_list(labels.get(stage, (stage,)), "or"),
        )
        for stage in untold[:MOST_TOLD]
    ]
    if len(untold) > MOST_TOLD:
        others = len(untold) - MOST_TOLD
        sentences.append(
            tr_n(
                "No deal ever reached {others} more stage of '{name}' either; check that the process "
                "belongs to this log.",
                "No deal ever reached {others} more stages of '{name}' either; check that the process "
                "belongs to this log.",
                others,
                others=number(others),
                name=process.name,
            )
        )
    return tuple(sentences)


def _list(names: tuple[str, ...] | list[str], last: str = "and") -> str:
    quoted = [_quoted(name) for name in names[:6]] + (["more"] if len(names) > 6 else [])
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def _quoted(name: str) -> str:
    return f"'{name}'" if len(name) <= MOST_LETTERS else f"'{name[: MOST_LETTERS - 1]}…'"
